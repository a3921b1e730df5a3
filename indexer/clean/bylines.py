"""The signature of an article: who wrote it, photographed it, put it up; never part of the text.

Forms: "Tin, ảnh: A", "PV: A", "A (Hội Nông dân xã B)", a bare name on the last line, a name above its unit, a name
glued to the last sentence.
"""

from __future__ import annotations

import re
from functools import cache

from indexer.clean.lines import Line
from indexer.tables import read_table

_POSTERS_WITHOUT_NAME = frozenset(
    ("admin", "super user", "superuser", "administrator", "quản trị", "quản trị viên", "quản trị hệ thống", "webmaster")
)
# Words that begin the name of a body which signs its own news.
_BODY_HEAD = re.compile(
    r"""(?:trung[ ]tâm|tt\b|văn[ ]phòng|vp\b|ban|bbt|ubnd|ủy[ ]ban|uỷ[ ]ban|hđnd|hội|đoàn|phòng|công[ ]an|trường|trạm|
    đài|mttq|ubmttq|đảng[ ]ủy|đảng[ ]uỷ|chi[ ]bộ|liên[ ]đoàn|lđlđ|công[ ]đoàn|sở|báo|cổng|tổ[ ](?:biên|truyền|thông)|
    bệnh[ ]viện|viện|tòa|thư[ ]viện|hạt|chi[ ]cục|nhóm|cttđt|ttxvn|ttvh|huyện|tỉnh|thành|xã|phường|quận)\b""",
    re.VERBOSE | re.IGNORECASE,
)
# Who is addressed so, or holds a post, is told of and does not sign.
_TOLD_OF = re.compile(
    r"(?:ông|bà|thầy|cô|cụ|đồng chí|đ/c|gs|pgs|ts|bs|bác sĩ|thiếu tá|trung tá|thượng tá|đại tá)\b", re.IGNORECASE
)
_POST = re.compile(r"(?:quyền |nguyên )?(?:phó|chủ tịch|bí thư|giám đốc|trưởng|hiệu trưởng|chủ nhiệm|ủy viên)\b", re.I)
_BRACKET = re.compile(r"[ ]?\((?P<inside>[^()]{2,80})\)[. ]*$")
_CREDIT = re.compile(r"\b(?:ảnh|hình)[ ]?[:：]", re.IGNORECASE)
_LONGEST_LABELLED = 16
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*[.]?")
_SPLIT = re.compile(r"[ ]*[-–—/+&,][ ]*|[ ](?:và)[ ]")


@cache
def _labels() -> dict[str, str]:
    return {row["label"]: row["kind"] for _, row in read_table("clean_bylines", ("label", "kind", "source"))}


@cache
def _label() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _labels()), key=len, reverse=True))
    return re.compile(rf"[(\[*–—\s-]*(?P<label>{words})(?:[ ](?:bài|tin))?[ ]?[:：][ ]*", re.IGNORECASE)


@cache
def _glued() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _labels()), key=len, reverse=True))
    return re.compile(
        rf"(?<=[.!?”\"/…)])[ ]*(?P<byline>\(?(?<!\w)(?:{words})[ ]?[:：][ ]*[^.:;]{{2,90}}?\)?[. ]*)$", re.IGNORECASE
    )


def labelled(text: str) -> str | None:
    """What the line says behind a label of authorship, None where it has no such label or says more than names."""
    match = _label().match(text)
    if not match:
        return None
    rest = text[match.end() :].strip(" )]")
    if len(rest.split()) > _LONGEST_LABELLED or (len(rest.split()) > 8 and rest.endswith(".")):
        return None
    return rest if not rest or not rest[0].islower() or rest.split()[0].lower() in ("admin", "st") else None


def is_photo_credit(text: str) -> bool:
    """Whether the line credits a photograph, so that it may also stand inside the article."""
    match = _label().match(text)
    return bool(match) and _labels()[match["label"].lower()] in ("photo", "source") if match else False


def is_account(text: str) -> bool:
    """Whether the name behind "Đăng bởi" is an account and no person."""
    return text.lower().strip(" .:") in _POSTERS_WITHOUT_NAME


def is_name(text: str) -> bool:
    """Whether the line is one name, shaped like a Vietnamese one: one to five capitalised syllables, nothing else."""
    words = text.strip(" .*").split()
    return 1 <= len(words) <= 5 and all(map(_is_name_word, words)) and (len(words) > 1 or len(words[0]) <= 9)


def _is_name_word(word: str) -> bool:
    return word[0].isupper() and _NAME_WORD.fullmatch(word) is not None


def is_signature(text: str) -> bool:
    """Whether the line is nothing but names, with their unit in brackets or behind a dash at most."""
    text = text.strip(" .*(")
    if not text or len(text) > 110:
        return False
    bracket = _BRACKET.search(text)
    if _TOLD_OF.match(text) or (bracket and _POST.match(bracket["inside"])):
        return False
    if bracket:
        text = text[: bracket.start()].strip()
    parts = [part for part in _SPLIT.split(text) if part]
    if not parts or not is_name(parts[0]):
        return False
    return all(is_name(part) or labelled(part) is not None or _is_named_body(part) for part in parts[1:])


def is_body(text: str) -> bool:
    """Whether the line is the name of a body that may sign: "Ban biên tập", "Trung tâm Văn hóa huyện A"."""
    words = text.split()
    if len(words) > 16 or text[-1:] in ":;!?" or not text[:1].isupper():
        return False
    return bool(_BODY_HEAD.match(text))


def _is_named_body(part: str) -> bool:
    return is_body(part) and not part.endswith(".") and not _TELLS.search(part)


def take_signature(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """The lines without the signature at their end, and the lines of the signature in their order."""
    lines = list(lines)
    signature: list[str] = []
    while lines and len(signature) < 4:
        if not _signs(lines, bool(signature)):
            break
        signature.insert(0, lines.pop().text)
    if lines and not signature:
        lines[-1], tail = _without_glued(lines[-1])
        signature = [tail] if tail else []
    return lines, signature


def _signs(lines: list[Line], below: bool) -> bool:
    """Whether the last line signs. `below`: a line of the signature stands under it."""
    text, look = lines[-1].text, lines[-1].look
    if len(lines) == 1:
        return False
    if labelled(text) is not None:
        return True
    if is_signature(text):
        # Three names on lines of their own are a list, not a signature.
        return not (len(lines) > 2 and is_signature(lines[-2].text) and is_signature(lines[-3].text))
    if is_body(text) and not text.endswith(".") and not _CREDIT.search(text):
        above = lines[-2].text
        return is_signature(above) or "right" in look or labelled(above) is not None or _stands_alone(text, above)
    return "right" in look and len(text.split()) <= 12 and not below and not text.endswith((".", ";", ":"))


def _stands_alone(text: str, above: str) -> bool:
    """A body alone on the last line signs where the text above is finished and the line tells nothing."""
    finished = above.endswith((".", "!", "”", '"', "?", ")"))
    return finished and len(text.split()) <= 10 and not _TELLS.search(text)


_TELLS = re.compile(
    r"\b(?:tổ chức|phát biểu|trao|tặng|thăm|kiểm tra|chụp|tham gia|tham dự|dự|ra quân|khai mạc|ký|nhận|báo cáo|làm|đã|"
    r"được|đang|nơi|sẽ|cùng|tại|thông báo|trân trọng|mời)\b",
    re.IGNORECASE,
)
_NAME_AFTER_STOP = re.compile(
    r"(?:\./\.?|[.!?”\"…])[ ]*(?P<byline>[^\W\d_a-zà-ỹ][^.!?:;/]{1,40}?(?:[ ]?\([^()]{2,60}\))?)$"
)


def _without_glued(line: Line) -> tuple[Line, str]:
    """The line and a signature that stood behind its last sentence, "" where none did."""
    text = line.text
    at = max(0, len(text) - 140)
    if match := _glued().search(text, at):
        return line.cut(0, match.start("byline")), match["byline"].strip()
    match = _NAME_AFTER_STOP.search(text, at)
    if match and len(text) > 60 and is_signature(match["byline"]) and " " in match["byline"]:
        return line.cut(0, match.start("byline")), match["byline"].strip()
    return line, ""
