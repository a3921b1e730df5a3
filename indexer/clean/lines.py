"""A line of text in; out comes whether it is portal furniture (counters, buttons, stamps, other news) and what it says.

The knowledge is in the tables `boilerplate` and `clean_stamps`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from indexer.model import Stamp, StampLabel
from indexer.tables import read_table

Look = Literal["centred", "right", "italic", "strong", "after_image", "caption", "linked", "cell", "glued", "heading"]
PLAIN: frozenset[Look] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, list item or table row: `text` is `source[start:start + len(text)]` of the normalised source.

    `look` is how the page shows it; "glued" means that no blank line stands before it.
    """

    text: str
    start: int
    look: frozenset[Look] = PLAIN

    def cut(self, start: int, end: int) -> Line:
        """The part of the line between two offsets of its text, without outer blanks."""
        part = self.text[start:end]
        return Line(part.strip(), self.start + start + len(part) - len(part.lstrip()), self.look)


@dataclass(frozen=True, slots=True)
class Scan:
    """How far a line is furniture from its beginning, the stamps in it, and whether a figure or stamp proves it."""

    end: int
    stamps: tuple[Stamp, ...]
    proven: bool


_MONTH = r"(?:\d{1,2}|giêng|hai|ba|tư|năm|sáu|bảy|bẩy|tám|chín|mười(?:[ ](?:một|hai))?|một)"
_WEEKDAY = r"""(?:
      (?:thứ|t\.?)[ ]?(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7]) | chủ[ ]?nhật | cn
    | (?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?
)\b"""
_DATE = rf"""(?:
      (?<!\d)\d{{1,2}}[ ]?[/.-][ ]?\d{{1,2}}[ ]?[/.-][ ]?\d{{4}}(?!\d)
    | (?<!\d)\d{{4}}[/-]\d{{1,2}}[/-]\d{{1,2}}(?:[ t]?\d\d:\d\d[\d:.+z-]*)?
    | (?:ngày[ ])?\b\d{{1,2}}[ ]tháng[ ]\d{{1,2}}(?:,|[ ]năm)?[ ]\d{{4}}\b
    | \b\d{{1,2}}[ ]th(?:áng)?[ ]?{_MONTH},?[ ]\d{{4}}\b
    | \btháng[ ]{_MONTH}[ ]\d{{1,2}},[ ]?\d{{4}}\b
    | \b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ .]+\d{{1,2}},?[ ]\d{{4}}\b
)"""
_CLOCK = r"(?<!\d)\d{1,2}[ ]?[:h][ ]?\d{1,2}(?::\d{2})?(?:[ ]?(?:am|pm|sa|ch)\b)?(?:[ ]?\(?gmt[ ]?[+-]?\d*\)?)?"
_BETWEEN = r"[ ,|(\[–-]*(?:lúc[ ]|ngày[ ]|vào[ ])?"
_STAMP = rf"(?:{_CLOCK}[ ,|–-]*)?(?:{_WEEKDAY}{_BETWEEN})?{_DATE}(?:{_BETWEEN}{_CLOCK})?"
# Only between pieces; a stray bracket or bullet is no text.
_GAP = r"[\s|•·»›«‹<>/\\_=*#~+–—.…,;:()\[\]\"'-]+"
# A longer line than this is prose even when it begins like furniture.
_LONGEST_FURNITURE = 240


@cache
def _patterns() -> dict[str, str]:
    """All patterns of each kind of the table as one alternation."""
    kinds: dict[str, list[str]] = {}
    for _, row in read_table("boilerplate", ("kind", "pattern", "source")):
        kinds.setdefault(row["kind"], []).append(f"(?:{row['pattern']})")
    return {kind: "|".join(patterns) for kind, patterns in kinds.items()}


@cache
def _labels() -> dict[str, StampLabel]:
    kinds: dict[str, StampLabel] = {"published": "published", "updated": "updated"}
    rows = read_table("clean_stamps", ("label", "kind", "source"))
    return {row["label"]: kinds[row["kind"]] for _, row in rows}


@cache
def _stamp_pattern() -> re.Pattern[str]:
    labels = "|".join(sorted(map(re.escape, _labels()), key=len, reverse=True))
    between = r"[ ]?[:：]?[ |(–-]*(?:lúc[ ]|ngày[ ]|vào[ ])?"
    labelled = rf"(?:(?<!\w)(?P<label>{labels})(?!\w){between})?"
    return re.compile(rf"(?P<stamp>{labelled}{_STAMP})", re.VERBOSE | re.IGNORECASE)


@cache
def _piece_pattern() -> re.Pattern[str]:
    table = _patterns()
    return re.compile(
        rf"(?:(?P<counter>{table['counter']})|(?P<word>{table['word']}))(?!\w)|(?P<gap>{_GAP})", re.IGNORECASE
    )


@cache
def _whole(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\W{{0,6}}(?:{_patterns()[kind]})[ )]*(?:\(\d+\))?[ :：»›>.…/-]*", re.IGNORECASE)


@cache
def _opening(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\W{{0,6}}(?:{_patterns()[kind]})", re.IGNORECASE)


def find_stamps(text: str) -> tuple[Stamp, ...]:
    """Every date of `text` as printed, with its label where one stands before it."""
    return tuple(_stamp(match) for match in _stamp_pattern().finditer(text))


def _stamp(match: re.Match[str]) -> Stamp:
    label = _labels().get((match["label"] or "").lower(), "unlabelled")
    return Stamp(match["stamp"].strip(" |,-–("), label)


def scan(text: str) -> Scan:
    """Read furniture from the beginning of `text` as far as it goes."""
    text = text[:_LONGEST_FURNITURE]
    at = end = 0
    stamps: list[Stamp] = []
    proven = False
    while at < len(text):
        if match := _stamp_pattern().match(text, at):
            stamps.append(_stamp(match))
            proven |= bool(match["label"])
        elif (match := _piece_pattern().match(text, at)) and match.end() > at:
            proven |= bool(match["counter"]) and any(map(str.isdigit, match[0]))
        else:
            break
        at = end = match.end()
    return Scan(end, tuple(stamps), proven)


def is_furniture(text: str) -> bool:
    """Whether the line is of a kind that never is article text: buttons, counters, polls, inline links."""
    if len(text) > _LONGEST_FURNITURE:
        return False
    if _opening("line").match(text):
        return len(text.split()) <= 30
    return bool(_whole("line").fullmatch(text))


def is_toolbar(text: str) -> bool:
    """Whether the line is a row of short labels most of which are buttons: "Lưu bài | In bài | Xem PDF"."""
    parts = [part.strip() for part in text.split("|")] if len(text) <= 120 else []
    known = sum(scan(part).end >= len(part) for part in parts)
    return len(parts) > 2 and 2 * known >= len(parts) and all(part.count(" ") <= 3 for part in parts)


def heads_other_news(text: str) -> bool:
    """Whether the line heads a list of other news: "Các tin khác:"."""
    return len(text) <= 80 and bool(_whole("section").fullmatch(text))


def announces_pictures(text: str) -> bool:
    """Whether the line only announces pictures: "Một số hình ảnh tại hội nghị:"."""
    return len(text) <= _LONGEST_FURNITURE and bool(_whole("gallery").fullmatch(text))


def is_footer(text: str) -> bool:
    """Whether the line is of the legal footer."""
    return len(text) <= 600 and bool(_opening("footer").match(text))


def is_contact(text: str) -> bool:
    """Whether the line is an address or telephone number such as stands beside a footer."""
    return len(text) <= _LONGEST_FURNITURE and bool(_opening("contact").match(text))


_ENDINGS = (".", "!", "?", "…", ";", ":", ",", "”", '"', "»", ")")


def is_prose(text: str) -> bool:
    """Whether the line reads like running text: long, or a full sentence of some length."""
    words = text.count(" ") + 1
    return words >= 40 or (words >= 12 and text.endswith(_ENDINGS))


def trimmed(line: Line, found: Scan) -> tuple[Line, tuple[Stamp, ...]]:
    """`line` without counters and labelled stamps that are glued to its beginning or end, and those at its beginning.

    `found` is what `scan` said of the line.
    """
    line, before = _without_opening(line, found)
    return _without_ending(line), before


def _without_opening(line: Line, found: Scan) -> tuple[Line, tuple[Stamp, ...]]:
    rest = line.text[found.end :]
    if not found.proven or not rest or rest[0].islower() or line.text[found.end - 1].isalnum():
        return line, ()
    start = found.end - (1 if line.text[found.end - 1] in "\"'([" else 0)
    return line.cut(start, len(line.text)), found.stamps


@cache
def _ending_pattern() -> re.Pattern[str]:
    counter = rf"(?=[^\W\d])(?:{_patterns()['counter']})[ \d.,|)\]-]*"
    return re.compile(rf"(?:(?<=[.!?”\")\]])|(?<=\./))[ ]*(?:[|([–-][ ]*)?(?P<tail>{counter})$", re.IGNORECASE)


_PICTURES = re.compile(
    r"(?<=[.!?/”\"])[ ]*(?:(?:sau|dưới)[ ]đây[ ]là[ ])?(?:một|1)[ ](?:số|vài)[ ](?:hình[ ])?ảnh[^.!?]{0,200}[:.…]*$",
    re.I,
)


def _without_ending(line: Line) -> Line:
    text = line.text
    at = max(0, len(text) - 90)
    if (
        any(map(str.isdigit, text[-12:]))
        and (match := _ending_pattern().search(text, at))
        and any(map(str.isdigit, match["tail"]))
    ):
        return line.cut(0, match.start())
    if len(text) > 60 and "ảnh" in text[-260:].lower() and (match := _PICTURES.search(text, max(0, len(text) - 260))):
        return line.cut(0, match.start())
    return line
