"""What stands under a picture, told from running text by how the page shows it and how it is worded."""

from __future__ import annotations

import re

from indexer.clean.bylines import is_photo_credit
from indexer.clean.lines import Line

# What opens a caption; with `_DOES` it makes one out of a line that the page does not mark.
_SCENE = re.compile(
    r"""\W{0,3}(?:
      (?:quang|toàn|khung)[ ]cảnh | (?:hình[ ])?ảnh\b | hình[ ]?\d+ | đại[ ]biểu | trao[ ] | tặng[ ] | chụp[ ]ảnh |
      các[ ](?:đại[ ]biểu|đồng[ ]chí|đ/c|em|cháu|hộ|hội[ ]viên|đoàn[ ]viên|thầy|cô) | văn[ ]nghệ | tiết[ ]mục |
      một[ ]góc
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"""\W{0,3}(?:
      đồng[ ]chí | đ/c | đ\.c | ông | bà | thầy | cô | anh | chị | bác[ ]sĩ | thiếu | trung | thượng | đại |
      lãnh[ ]đạo | đoàn | ban[ ]chấp[ ]hành | bch
    )[ ]""",
    re.VERBOSE | re.IGNORECASE,
)
_DOES = re.compile(
    r"""\b(?:phát[ ]biểu | chụp[ ]ảnh | lưu[ ]niệm | tặng[ ](?:hoa|quà) | đọc[ ](?:thư|diễn|báo) |
      trao[ ](?:tặng|quà|giấy|bằng|cờ|huy|quyết|biểu|sổ|nhà|thưởng) | tại[ ](?:buổi|hội|đại|lễ) )""",
    re.VERBOSE | re.IGNORECASE,
)
# What headings inside a text say too; a caption says who does it.
_DOES_PERHAPS = re.compile(r"\b(?:kiểm tra|báo cáo|chúc mừng|ra mắt|bỏ phiếu|biểu quyết|thăm)\b", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[][^()\[\]]{4,160}[)\]][.]?")
_CREDIT = re.compile(
    r"[ ]*[(\[]?\b(?:ảnh|hình)[ ]?(?:minh[ ]họa|minh[ ]hoạ|tư[ ]liệu)?[ ]?[:：][^()]{0,60}[)\]]?[ .]*$", re.I
)
_FINAL = (".", "!", "?", ";", ":", "…", ",", "/", "”", '"')
_LISTED = re.compile(r"\s*(?:[-–+*•]|\d{1,2}[.)])")
# Only numbered or named after a file: says nothing.
_EMPTY_ALT = re.compile(
    r"(?:(?:anh|ảnh|hinh|hình|image|img|picture|photo|untitled|dsc|z|fb)[ _-]*"
    r"(?:tin[ ]?bai|bài viết|minh họa|đại diện)?[ _-]*[\d_a-f -]*|[\w.-]+\.(?:jpe?g|png|gif|webp|bmp)|[\W\d_]*)",
    re.IGNORECASE,
)


def is_caption(line: Line, *, plain: bool) -> bool:
    """Whether the line stands under a picture. `plain`: the page tells nothing of pictures, only the words do."""
    words = line.text.count(" ") + 1
    if "caption" in line.look:
        return True
    if words > 60:
        return False
    if is_photo_credit(line.text) and words <= 20:
        return True
    if words <= 40 and _BRACKETED.fullmatch(line.text) and _is_worded_so(line.text[1:]):
        return True
    credit = _CREDIT.search(line.text) if ":" in line.text else None
    if credit and words <= 45 and not line.text[: credit.start()].rstrip().endswith(_FINAL):
        return True
    return _by_words(line, words) if plain else _by_look(line, words)


def _by_look(line: Line, words: int) -> bool:
    look = line.look
    finished = line.text.endswith(_FINAL)
    if "heading" in look:
        return False
    if "after_image" in look:
        if look & {"italic", "centred"}:
            return not finished or words <= 45
        return not finished and words <= 30 and _is_worded_so(line.text)
    shown = bool(look & {"italic", "centred"})
    return shown and not finished and words <= 40 and _is_worded_so(line.text)


def _by_words(line: Line, words: int) -> bool:
    text = line.text
    if text.endswith(_FINAL) or not 3 <= words <= 35 or _LISTED.match(text):
        return False
    if _SOMEBODY.match(text) and goes_on(text):
        return True
    if words < 6 or _SCENE.match(text):
        return bool(_SCENE.match(text))
    return bool(_DOES.search(text) or (_SOMEBODY.match(text) and _DOES_PERHAPS.search(text)))


def _is_worded_so(text: str) -> bool:
    return bool(_SCENE.match(text) or _SOMEBODY.match(text) or _DOES.search(text) or _DOES_PERHAPS.search(text))


def goes_on(text: str) -> bool:
    """Whether a caption breaks off and the next line goes on with it."""
    return text.endswith((" cùng", " và", ",", " của", " với", " các", " tại")) or text.count("(") > text.count(")")


def alt_caption(text: str) -> str | None:
    """The caption that the text of an `alt` attribute is, None where it only names a file or numbers a picture."""
    text = text.strip()
    if text.count(" ") < 3 or len(text) > 300 or _EMPTY_ALT.fullmatch(text):
        return None
    return text
