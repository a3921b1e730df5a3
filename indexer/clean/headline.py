"""The title of an article, told from category lines, site names and stamps around it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from indexer.clean.lines import Line, find_stamps, is_furniture, is_prose, scan
from indexer.model import Stamp
from indexer.tables import read_table
from indexer.text.fold import fold

_SEPARATORS = re.compile(r"[ ]+(?:[|–—»:~•·-]|::|>>)[ ]+")
_BREADCRUMB = re.compile(r"(?:trang[ ](?:chủ|nhất)|home)[ ]*[>»›/|→-]|.{1,60}[ ][>»›→][ ].{1,80}", re.IGNORECASE)
_SITE = re.compile(
    r"""(?:(?:cổng|trang)[ ]+(?:thông[ ]tin|ttđt|tin|tt)\b|website\b|web\b|cttđt\b|trang[ ]chủ\b|chi[ ]tiết\b|
    tin[ ]tức\b|home\b)""",
    re.VERBOSE | re.IGNORECASE,
)
# A site called after its unit alone: "Phường Ngọc Thụy", "UBND xã A", "Trường THCS B".
_UNIT_NAME = re.compile(
    r"""(?:ubnd|hđnd|ủy[ ]ban|xã|phường|thị[ ]trấn|huyện|quận|thị[ ]xã|thành[ ]phố|tp|tỉnh|đặc[ ]khu|
    trường|sở|phòng|đảng[ ]bộ|đảng[ ]ủy|mttq|hội|đoàn|công[ ]an|bệnh[ ]viện|trung[ ]tâm|viện|báo|đài|ban)\b""",
    re.VERBOSE | re.IGNORECASE,
)
# Words that make a phrase news: no site is called so.
_TELLS = re.compile(
    r"\b(?:tổ chức|triển khai|kiểm tra|thăm|trao|tặng|ra quân|khai mạc|tổng kết|sơ kết|phát động|tham dự|hưởng ứng|"
    r"ra mắt|khởi công|khánh thành|tiếp xúc|tiếp|họp|giao ban|đại hội|hội nghị|khai giảng|chúc mừng|làm việc|đối thoại|"
    r"công bố|tuyên truyền|tập huấn|bầu|đón|xây dựng|tăng cường|nâng cao|thực hiện|hoàn thành|đẩy mạnh|"
    r"chào mừng|kỷ niệm)\b",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"[,;:–-]$|\b(?:và|của|tại|về|với|cho|các|ở|trong|theo|năm|lần|ngày|kỳ|thứ|số|quý|tháng|khóa|khoá|đoạn|do|xã|"
    r"phường|huyện)$",
    re.IGNORECASE,
)
_DATE_BEHIND = re.compile(r"[ ]*\([^()]{0,20}\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[^()]{0,12}\)$")
_LONGEST = 90
# Two copies of a headline differ by so many spaces and signs at most.
_MOST_SIGNS = 30


@cache
def _categories() -> frozenset[str]:
    return frozenset(row["name"] for _, row in read_table("clean_categories", ("name", "source")))


def is_category(text: str) -> bool:
    """Whether the line is the name of a news category, as portals print it above a headline."""
    return text.strip(" .:»>-|•").lower() in _categories()


def is_breadcrumb(text: str) -> bool:
    """Whether the line is a path of pages: "Trang chủ > Tin tức"."""
    return len(text) <= 160 and bool(_BREADCRUMB.match(text))


def same_words(left: str, right: str) -> bool:
    """Whether two headlines are equal but for case, accents and signs."""
    return _words(left) == _words(right)


@lru_cache(maxsize=1024)
def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def repeats(text: str, title: str) -> bool:
    """Whether the line only says the title again, whole or cut with dots."""
    cut = text.endswith(("...", "…"))
    if not cut and abs(len(text) - len(title)) > _MOST_SIGNS:
        return False
    words, wanted = _words(text), _words(title)
    if not words or not wanted:
        return False
    if words == wanted:
        return True
    return cut and len(words) >= 20 and wanted.startswith(words)


def without_date(title: str) -> tuple[str, tuple[Stamp, ...]]:
    """The headline without a date in brackets behind it, and that date."""
    match = _DATE_BEHIND.search(title)
    if not match or match.start() < 10:
        return title, ()
    return title[: match.start()], find_stamps(match[0])


def without_site(title: str, sites: tuple[str, ...]) -> str:
    """The headline of a page's `<title>` without the site's name before or behind it.

    `sites` are names that the page gives for its site; without them a last part that is worded like one is cut.
    """
    cuts = list(_SEPARATORS.finditer(title))
    start, end = 0, len(title)
    for cut in reversed(cuts):
        if not _is_site(title[cut.end() : end], sites):
            break
        end = cut.start()
    for cut in cuts:
        if cut.end() >= end or not _is_site(title[start : cut.start()], sites, before=True):
            break
        start = cut.end()
    return title[start:end].strip()


def is_site_name(title: str) -> bool:
    """Whether a page title only names its site, page or section: "Cổng thông tin điện tử xã A", "Chi tiết tin"."""
    return not _TELLS.search(title) and all(_names_site(part) for part in _SEPARATORS.split(title))


def _names_site(part: str) -> bool:
    if is_category(part) or (_SITE.match(part) and len(part.split()) <= 16):
        return True
    return len(part.split()) <= 10 and bool(_UNIT_NAME.match(part))


def site_of(page_title: str, title: str) -> str:
    """The name of the site in a page's `<title>`, what is left of it without the headline; "" where nothing is."""
    if not page_title or is_site_name(page_title):
        return "" if is_category(page_title) or page_title.lower().startswith("chi tiết") else page_title
    at = fold(page_title).find(fold(title)) if title else -1
    if at < 0:
        return ""
    parts = [part.strip(" |–—»:~•·->") for part in (page_title[at + len(title) :], page_title[:at])]
    return next((part for part in parts if len(part) > 3 and not is_category(part)), "")


def _is_site(part: str, sites: tuple[str, ...], *, before: bool = False) -> bool:
    words = _words(part)
    if not words or is_category(part) or _SITE.match(part):
        return True
    if any(words == _words(site) or (len(words) > 6 and words in _words(site)) for site in sites):
        return True
    if before or sites or len(part.split()) > 12 or _TELLS.search(part):
        return False
    return bool(_UNIT_NAME.match(part))


def split_head(lines: list[Line]) -> tuple[str, list[Line], list[Stamp], str]:
    """(title, the lines that follow it, stamps above it, breadcrumb) of a plain text.

    The title is the first line that is neither furniture nor a category, with the line it goes on in; "" where the
    text begins at once.
    """
    stamps: list[Stamp] = []
    breadcrumb = ""
    for number, line in enumerate(lines):
        if is_breadcrumb(line.text) and number + 1 < len(lines):
            breadcrumb = line.text
        elif found := _above(line, lines[number + 1 : number + 4]):
            stamps += found[0]
        elif is_prose(line.text) and line.text.endswith((".", "!")) and line.text.count(" ") >= 30:
            return "", lines[number:], stamps, breadcrumb
        else:
            title, rest = _joined(lines[number:])
            title, behind = without_date(title)
            return title, rest, [*stamps, *behind], breadcrumb
    return "", [], stamps, breadcrumb


def _above(line: Line, following: list[Line]) -> tuple[list[Stamp]] | None:
    """The stamps of a line that stands above a headline, None where it is the headline."""
    text = line.text
    found = scan(text)
    if found.end >= len(text) or is_furniture(text):
        return (list(found.stamps),)
    others = any(not is_prose(after.text) and scan(after.text).end < len(after.text) for after in following[:2])
    if not others:
        return None
    if is_category(text) or _SITE.match(text) or (text[0].islower() and text.count(" ") <= 5):
        return ([],)
    return None


def _joined(lines: list[Line]) -> tuple[str, list[Line]]:
    """The headline with the next lines that it goes on in, and what is left."""
    title, used = lines[0].text, 1
    while used < min(len(lines), 3) and _goes_on(title, lines[used]):
        title += " " + lines[used].text
        used += 1
    return title, lines[used:]


def _goes_on(title: str, line: Line) -> bool:
    text = line.text
    if "glued" not in line.look or scan(text).end >= len(text) or len((title + text).split()) > _LONGEST:
        return False
    if is_prose(text) or text.endswith((".", ";")):
        return False
    if title.isupper() and text.isupper():
        return True
    return text[0].islower() or bool(_CONTINUES.search(title)) or title.count("“") > title.count("”")
