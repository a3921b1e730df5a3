"""The phrase that introduces a date: "Vào lúc 7 giờ 30 sáng thứ Hai, ngày ...", and what stands around it.

In: a text and a `DateWord` in it. Out: a `Phrase`. Only the words next to the date are looked at, so the cost of a
date does not depend on the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.extract.datewords import DateWord

# Characters looked at on either side of a date; enough for "Thực hiện Kế hoạch số ... ngày".
_LEFT, _RIGHT, _LONGEST_PHRASE = 160, 120, 60

# Every word of a phrase; the walk to the left of a date ends at the first other word.
_WORDS = frozenset(
    (
        *("trong", "vào", "lúc", "hồi", "khoảng", "giờ", "h", "g", "phút"),
        *("rạng", "sáng", "sớm", "trưa", "chiều", "tối", "đêm", "khuya", "buổi", "của", "và"),
        *("hôm", "nay", "qua", "cùng", "mai", "kia"),
        *("thứ", "hai", "ba", "tư", "năm", "sáu", "bảy", "bẩy", "chủ", "nhật", "cn"),
        *("ngày", "các", "cả", "những", "bốn", "dương", "lịch", "mùng", "mồng", "-", "–"),
    )
)
_TIME_WORD = re.compile(r"\d{1,2}(?:(?:h|g|:|giờ)(?:\d{1,2})?(?:phút|'|’|p)?)?", re.IGNORECASE)
_PHRASE = re.compile(
    r"""
    [(,–-]? \s?
    (?:(?P<inside> trong | vào\slúc | vào\shồi | vào\skhoảng | vào | lúc | hồi | khoảng ) \s)?
    (?:(?P<hour> \d{1,2}\s?(?:giờ|h|g|:)\s?(?:\d{1,2})?\s?(?:phút|'|’|p)? ) ,?\s)?
    (?:buổi\s)?
    (?:(?P<part> rạng\ssáng | sáng\ssớm | sáng | trưa | chiều\stối | chiều | tối | đêm | khuya ) (?:\scủa)? \s)?
    (?:(?:và|,|-)\s(?:sáng|chiều|tối)\s)?
    (?:(?P<relative> hôm\snay | hôm\squa | nay | qua | cùng\sngày | mai | ngày\smai | hôm\skia ) \s?)?
    (?:[(,–-]?\s?(?:hôm\s)?(?P<weekday> thứ\s(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7]) | chủ\snhật | cn ) \s?)?
    (?P<day> [(,–-]?\s? (?:(?:các|hai|ba|cả\shai|cả\sba|những|bốn|năm|\d{1,2})\s)? (?:ngày|hôm) \s?(?:dương\slịch\s)?)?
    (?P<new> (?:mùng|mồng)\s )?
    [(,:–-]? \s? \Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…;]\s|\n")
_CLAUSE_END = re.compile(r"[,;.:!?…\n()\"“”]|\s[-–]\s")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What introduces a date. `start` is where it begins, the date's own start where nothing does.

    `left` is the sentence up to it, `right` what follows the date, both cut to a few words.
    """

    start: int
    left: str
    right: str
    named: bool = False
    timed: bool = False
    relative: str = ""
    within: bool = False
    new_moon: bool = False


def phrase_of(text: str, word: DateWord) -> Phrase:
    """The phrase before `word`."""
    floor = _sentence_start(text, word.start)
    match = _match(text, max(floor, word.start - _LONGEST_PHRASE), word.start)
    right = text[word.end : word.end + _RIGHT]
    if match is None:
        return Phrase(word.start, text[floor : word.start], right)
    start = match.start()
    while start < match.end() and not text[start].isalnum():
        start += 1
    return Phrase(
        start,
        text[floor:start],
        right,
        named=True,
        timed=bool(match["part"] or match["hour"]),
        relative=(match["relative"] or "").lower(),
        within=bool(match["inside"]),
        new_moon=bool(match["new"]),
    )


def last_clause(left: str) -> str:
    """What stands in `left` behind its last comma, stop or bracket."""
    start = 0
    for end in _CLAUSE_END.finditer(left.rstrip(" (-–")):
        start = end.end()
    return left[start:]


def first_clause(right: str) -> str:
    """`right` up to its first comma, stop or bracket, one that closes the date left aside."""
    match = _CLAUSE_END.search(right, 2)
    return right[: match.start()] if match else right


def first_sentence(right: str) -> str:
    """`right` up to the end of its sentence."""
    match = _SENTENCE_END.search(right)
    return right[: match.start()] if match else right


def _sentence_start(text: str, end: int) -> int:
    floor = max(0, end - _LEFT)
    for stop in _SENTENCE_END.finditer(text, floor, end):
        if stop.end() < end and not _abbreviates(text, stop.start()):
            floor = stop.end()
    return floor


def _abbreviates(text: str, stop: int) -> bool:
    """ "TP. Huế", "Q. 3": the stop behind one or two letters, the first a capital, ends nothing."""
    word = text[max(0, stop - 3) : stop].rpartition(" ")[2]
    return text[stop] == "." and len(word) <= 2 and word[:1].isupper()


def _match(text: str, floor: int, end: int) -> re.Match[str] | None:
    """The longest phrase of known words that ends at `end`."""
    for start in _starts(text, floor, end):
        match = _PHRASE.match(text, start, end)
        if match is not None:
            groups = ("hour", "part", "relative", "weekday", "day", "new", "inside")
            return match if any(match[name] for name in groups) else None
    return None


def _starts(text: str, floor: int, end: int) -> list[int]:
    """Where a phrase can begin, the farthest first: the words before `end` as long as they are known ones."""
    starts: list[int] = []
    at = end
    while at > floor:
        space = text.rfind(" ", floor, at - 1) if text[at - 1] == " " else text.rfind(" ", floor, at)
        first = space + 1 if space >= 0 else floor
        bare = text[first:at].strip(" (,:–-").lower()
        if bare and bare not in _WORDS and not _TIME_WORD.fullmatch(bare):
            inner = max(text.rfind(mark, first, at) for mark in "(,:–-")
            return [inner, *reversed(starts)] if inner > first and text[inner + 1 : at].strip() else starts[::-1]
        starts.append(first)
        at = first
    return starts[::-1]
