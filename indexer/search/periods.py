"""Days, months, years and stretches of time in the running words of a query.

"họp ngày 5/9/2022" names a day of the article itself, so it is cut out of the words and asked of its dates;
"Chỉ thị 05-CT/TW ngày 15/05/2016" names the day of a document, so it stays among the words.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from indexer.errors import QuerySyntaxError
from indexer.text.fold import fold

# All patterns run on folded text, which is as long as the text itself.
_YEAR = r"(?:19|20)\d\d"
_SEPARATOR = r"\s?[/.-]\s?"
_LEAD = r"""
    (?: (?:^|(?<=\s)) (?:cac\s|nhung\s)? (?:tin\stuc|tin\sbai|tin|bai\sviet|bai\sbao|bai|su\skien) \s+ )?
    (?: (?:dang|xuat\sban|dien\sra) \s+ )?
    (?: (?:vao|trong) \s+ )? (?: (?:sang|trua|chieu|toi|dem) \s+ )?
"""
_PERIOD = r"""(?:
    (?: ngay \s+ )? (?P<{0}iso> {year}-\d\d-\d\d )
  | (?: ngay \s+ )? (?P<{0}day> \d{{1,2}} ) {separator} (?P<{0}month> \d{{1,2}} ) {separator} (?P<{0}year> {year} )
  | (?: ngay \s+ )? (?P<{0}day2> \d{{1,2}} ) \s thang \s+ (?P<{0}month2> \d{{1,2}} )
        (?: \s nam \s+ | {separator} ) (?P<{0}year2> {year} )
  | (?P<{0}named> thang \s+ )? (?P<{0}month3> \d{{1,2}} ) (?: {separator} | (?<=\d) \s nam \s+ ) (?P<{0}year3> {year} )
  | (?P<{0}quarter> quy \s+ (?: [1-4] | iv | i{{1,3}} ) )
        (?: \s? [/,-] \s? | \s+ ) (?: nam \s+ )? (?P<{0}year4> {year} )
  | (?P<{0}word> nam \s+ ) (?P<{0}year5> {year} )
)"""


def _period(prefix: str) -> str:
    return _PERIOD.format(prefix, year=_YEAR, separator=_SEPARATOR)


_EDGE = r"(?! [\w*] | [/.-]\s?\w | \s[-–]\s?\d )"
_ONE = re.compile(rf"{_LEAD} (?<![\w/.-]) {_period('a')} {_EDGE}", re.VERBOSE)
_SPAN = re.compile(
    rf"""{_LEAD} (?<![\w/.-])
    (?: tu | ke\stu | giua ) \s+ (?: {_period("a")} | (?P<ayear6>{_YEAR}) ) \s* (?: den | toi | - | va ) \s+ (?:het\s+)?
    (?: {_period("b")} | (?P<byear6>{_YEAR}) ) {_EDGE}""",
    re.VERBOSE,
)
_OPEN = re.compile(
    rf"""{_LEAD} (?<![\w/.-]) (?P<side> tu | ke\stu | sau | truoc ) \s+ {_period("a")} {_EDGE}
    (?: \s+ (?: tro\sdi | den\snay | toi\snay ) (?!\w) )?""",
    re.VERBOSE,
)
# What makes the date that follows a document's own: a number, or its kind and number.
_DOCUMENT = re.compile(
    r"""(?: \d [\w.]* \s?[/-]\s? [a-z][\w/&.-]*
          | \b so \s?:?\s? \d+ \S*
          | (?:quyet|quy) \s+ dinh | nghi \s+ (?:quyet|dinh) | chi \s+ thi | ke \s+ hoach | cong \s+ van
          | thong \s+ (?:bao|tu) | ket \s+ luan | huong \s+ dan | to \s+ trinh | bao \s+ cao | van \s+ ban | luat )
        (?: \s+ \d+ )? [\s,]* (?: ban\shanh\s+ )? (?: vao\s+ )? $""",
    re.VERBOSE,
)
# "Việt Nam 2021" typed without accents is no year.
_PLACE_BEFORE_NAM = re.compile(r"\b(?:viet|mien|quang|ha|dong|tay|phia|cua|hoi|ky|dai)\s+$")
_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Period:
    """Words `start` to `end` of a text that name a time. `first`, `last`: ISO days, None where open.

    `iso` is its form where it is one day, month or year ("2022-06"), else None.
    """

    start: int
    end: int
    iso: str | None
    first: str | None
    last: str | None


def find_periods(text: str) -> Iterator[Period]:
    """Yield the times that `text` names as an article's own, in order.

    Raises QuerySyntaxError on a date that does not exist.
    """
    folded = fold(text)
    at = 0
    while at < len(text):
        found = [match for pattern in (_SPAN, _OPEN, _ONE) if (match := pattern.search(folded, at))]
        if not found:
            return
        match = min(found, key=lambda one: (one.start("side") if one.re is _OPEN else one.start(), -one.end()))
        at = match.end()
        if not _is_words(text, folded, match):
            yield _read(text, match)


def read_period(value: str) -> tuple[str, str] | None:
    """The first and the last ISO day of "5/9/2022", "2022-09-05", "9/2022" or "2022"; None for anything else.

    Raises QuerySyntaxError (positions within `value`) on a date that does not exist.
    """
    folded = fold(value.strip())
    if re.fullmatch(_YEAR, folded):
        return f"{folded}-01-01", f"{folded}-12-31"
    if re.fullmatch(rf"{_YEAR}-\d\d", folded):
        return _bounds(_checked(0, (int(folded[:4]), int(folded[5:]), None)))
    match = _ONE.fullmatch(folded)
    if match is None:
        return None
    _, first, last = _one(value, match, "a")
    return first, last


def _is_words(text: str, folded: str, match: re.Match[str]) -> bool:
    """A document's date, a bare "nam" that is a place, or an m/yyyy that cannot be a month: left among the words."""
    groups = match.groupdict()
    before = folded[: match.start()]
    if _DOCUMENT.search(before[-80:]):
        return True
    if groups.get("aword"):
        typed = text[match.start("aword") : match.end("aword")]
        return typed.isascii() and (
            not text.isascii() or bool(_PLACE_BEFORE_NAM.search(folded[: match.start("aword")]))
        )
    unnamed = groups.get("amonth3") and not groups.get("anamed")
    return bool(unnamed) and not 1 <= int(groups["amonth3"]) <= 12


def _read(text: str, match: re.Match[str]) -> Period:
    try:
        return _understood(text, match)
    except QuerySyntaxError as error:
        repaired = None
        if match.re is _ONE:
            repaired = f"{text[: match.start()]}ngày {error.repaired}{text[match.end() :]}"
        raise QuerySyntaxError(str(error), position=match.start(), repaired=repaired) from None


def _understood(text: str, match: re.Match[str]) -> Period:
    iso, first, last = _one(text, match, "a")
    if match.re is _OPEN:
        # In "sau năm 2020" the year itself is out, in "từ năm 2020" it is in.
        side = match["side"]
        if side == "truoc":
            return Period(match.start(), match.end(), None, None, _shifted(first, -1))
        return Period(match.start(), match.end(), None, _shifted(last, 1) if side == "sau" else first, None)
    if match.re is _SPAN:
        _, _, end = _one(text, match, "b")
        return Period(match.start(), match.end(), None, first, end)
    return Period(match.start(), match.end(), iso, first, last)


def _one(text: str, match: re.Match[str], prefix: str) -> tuple[str | None, str, str]:
    groups = {name[1:]: value for name, value in match.groupdict().items() if name[0] == prefix and value}
    at = match.start()
    if "quarter" in groups:
        number = _QUARTERS[groups["quarter"].split()[1]]
        year, month = int(groups["year4"]), number * 3 - 2
        return None, f"{year}-{month:02}-01", _bounds(f"{year}-{month + 2:02}")[1]
    if "iso" in groups:
        year, month, day = map(int, groups["iso"].split("-"))
        iso = _checked(at, (year, month, day))
    else:
        year = int(next(value for name, value in groups.items() if name.startswith("year")))
        months = [int(value) for name, value in groups.items() if name.startswith("month")]
        days = [int(value) for name, value in groups.items() if name.startswith("day")]
        iso = _checked(at, (year, months[0] if months else None, days[0] if days else None))
    return iso, *_bounds(iso)


def _checked(at: int, parts: tuple[int, int | None, int | None]) -> str:
    """The ISO form of a date. Raises QuerySyntaxError, with the nearest date that exists as its repair."""
    year, month, day = parts
    if month is None:
        return str(year)
    if 1 <= month <= 12 and (day is None or 1 <= day <= monthrange(year, month)[1]):
        return f"{year}-{month:02}" + ("" if day is None else f"-{day:02}")
    written = f"{month}/{year}" if day is None else f"{day}/{month}/{year}"
    if day is not None and 1 <= day <= 12 < month <= 31:
        nearest = f"{month}/{day}/{year}"  # written month first
    elif day is None:
        nearest = f"12/{year}"
    else:
        kept = min(max(month, 1), 12)
        nearest = f"{min(max(day, 1), monthrange(year, kept)[1])}/{kept}/{year}"
    raise QuerySyntaxError(f"Không có ngày {written}", position=at, repaired=nearest)


def _bounds(iso: str) -> tuple[str, str]:
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 1:
        return f"{iso}-01-01", f"{iso}-12-31"
    if len(parts) == 2:
        return f"{iso}-01", f"{iso}-{monthrange(parts[0], parts[1])[1]:02}"
    return iso, iso


def _shifted(day: str, by: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=by)).isoformat()
