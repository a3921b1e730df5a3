"""The year of an event whose date was printed without one and whose page has no stamp.

In: day and month, the texts, the dates found in them. Out: the year and the words that told it. The order is:
another date of the text, a period ("3 tháng đầu năm 2020"), a year of the text and title, the school year, an
anniversary, the term of a congress, the name of the lunar year. Cited documents, birthdays and plans tell nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from indexer.extract.datewords import day_of
from indexer.extract.events import Candidate, lead_end
from indexer.extract.lunar import BUDDHIST_ERA, NAMED_YEAR, named_year
from indexer.model import TextName

# Another date tells the year of the event only where it lies near it.
_NEAR = timedelta(days=120)
_NEVER = {"document", "anniversary", "history", "birth"}

_PERIOD = re.compile(
    r"""
    (?<!\w) (?=[\dbscqt])
    (?: (?P<months>\d{1,2}|ba|sáu|chín)\stháng\s(?:đầu|cuối)\snăm
      | quý\s(?P<quarter>IV|I{1,3}|[1-4])\s?(?:/|-|,?\snăm)
      | tháng\s(?P<month>\d{1,2})\s?(?:/|-|,?\snăm)
    )
    \s?(?P<year>20\d\d)(?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_COUNTS = {"ba": 3, "sáu": 6, "chín": 9}
_QUARTERS = {"i": 3, "ii": 6, "iii": 9, "iv": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_PLAIN = re.compile(r"(?<!\w)năm\s(?P<year>20\d\d)(?![\d\-–/]|\s?[-–]\s?\d)", re.IGNORECASE)
_OTHER_TIME = re.compile(
    r"(?:đến|tới|trước|từ|hết|sinh|cuối|sau|giai đoạn|tầm nhìn|so với|cùng kỳ|(?:ngày \d\d? )?tháng \d\d?|của)"
    r"\s(?:cuối\s|hết\s)?\Z",
    re.IGNORECASE,
)
_ISSUED = re.compile(r"(?:số\s?:?\s?\S{1,30}|nghị định|luật|nghị quyết)\s?\S{0,20}\s\Z", re.IGNORECASE)
_REVIEW = re.compile(r"(?:tổng kết|kết quả|đánh giá|kiểm điểm|báo cáo)(?:[^,.;\n]{0,60})\Z", re.IGNORECASE)
_OUTLOOK = re.compile(
    r"(?:phương hướng|nhiệm vụ|triển khai|kế hoạch|dự toán|chỉ tiêu)(?:[^,.;\n]{0,60})\Z", re.IGNORECASE
)
_SCHOOL_YEAR = re.compile(r"năm học(?:\smới)?\s(?P<first>20\d\d)\s?[-–/]\s?(?P<second>20\d\d)", re.IGNORECASE)
_TERM = re.compile(r"nhiệm kỳ(?:\s\w+){0,3}\s?(?P<first>20\d\d)\s?[-–]\s?(?P<second>20\d\d)", re.IGNORECASE)
_CONGRESS = re.compile(r"đại hội|bầu cử|hiệp thương|kỳ họp thứ nhất|kỳ họp thứ 1(?!\d)|ra mắt|thành lập", re.IGNORECASE)
_SPAN_OF_YEARS = re.compile(
    r"(?<!\d)(?P<day>\d\d?)[/.-](?P<month>\d\d?)[/.-](?P<first>\d{4})\s?[-–]\s?(?:\d\d?[/.-]\d\d?[/.-])(?P<second>\d{4})(?!\d)"
)
_ANNIVERSARY = re.compile(
    r"(?P<count>\d{1,3})\snăm\s[^.;\n]{0,120}?(?P<day>\d\d?)[/.-](?P<month>\d\d?)[/.-](?P<year>1\d{3}|20\d\d)(?!\d)",
    re.IGNORECASE,
)
_BUDDHIST = re.compile(r"(?:phật lịch|PL)\.?\s?(?P<year>25[4-9]\d)(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class YearFinding:
    """A year and what told it: the rule and the span in `text`."""

    year: int
    rule: str
    text: TextName
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Texts:
    """What a year may be told by."""

    title: str
    body: str
    candidates: tuple[Candidate, ...]


def infer_year(day: int, month: int, texts: Texts) -> YearFinding | None:
    """The year of d/m by the first rule that gives one, None where none does."""
    rules: Sequence[Callable[[int, int, Texts], YearFinding | None]] = (
        _by_other_date,
        _by_period,
        _by_plain_year,
        _by_school_year,
        _by_anniversary,
        _by_term,
        _by_lunar_name,
    )
    return next((found for rule in rules if (found := rule(day, month, texts))), None)


def _by_other_date(day: int, month: int, texts: Texts) -> YearFinding | None:
    for one in texts.candidates:
        whole = one.word.whole
        if whole is None or one.lunar or one.reason in _NEVER:
            continue
        near = _nearest(day, month, whole)
        if near is not None and abs(near - whole) <= _NEAR:
            return YearFinding(near.year, "year from another date", "body", one.word.start, one.word.end)
    return None


def _by_period(day: int, month: int, texts: Texts) -> YearFinding | None:
    for name, text in _parts(texts):
        for match in _PERIOD.finditer(text):
            last = _period_end(match)
            middle = day_of(int(match["year"]), last, 15) if last else None
            near = _nearest(day, month, middle) if middle else None
            if near is not None:
                return YearFinding(near.year, "year from a period", name, match.start(), match.end())
    return None


def _period_end(match: re.Match[str]) -> int | None:
    if match["quarter"]:
        return _QUARTERS[match["quarter"].lower()]
    if match["months"]:
        count = _COUNTS.get(match["months"].lower()) or int(match["months"])
        count = count if "đầu" in match[0].lower() else 12
    else:
        count = int(match["month"])
    return count if 1 <= count <= 12 else None


def _by_plain_year(day: int, month: int, texts: Texts) -> YearFinding | None:
    votes: Counter[int] = Counter()
    places: dict[int, tuple[TextName, int, int]] = {}
    lead = lead_end(texts.body)
    for name, text in _parts(texts):
        for match in _PLAIN.finditer(text):
            before = text[max(0, match.start() - 80) : match.start()]
            if _OTHER_TIME.search(before) or _ISSUED.search(before):
                continue
            year = int(match["year"]) + _shift(before, month)
            votes[year] += 4 if name == "title" else 2 if match.start() < lead else 1
            places.setdefault(year, (name, match.start(), match.end()))
    if not votes:
        return None
    year = max(votes, key=lambda one: (votes[one], one))
    return YearFinding(year, "year named in the text", *places[year])


def _shift(before: str, month: int) -> int:
    """A review of a year may be held early in the next one, an outlook on a year late in the one before."""
    review, outlook = _REVIEW.search(before), _OUTLOOK.search(before)
    if outlook and (review is None or outlook.start() > review.start()):
        return -1 if month >= 11 else 0
    return 1 if review and month <= 2 else 0


def _by_school_year(day: int, month: int, texts: Texts) -> YearFinding | None:
    for name, text in _parts(texts):
        for match in _SCHOOL_YEAR.finditer(text):
            closing = "tổng kết" in text[max(0, match.start() - 30) : match.start()].lower()
            first = month >= 8 and not (closing and month == 8)
            year = int(match["first"] if first else match["second"])
            return YearFinding(year, "year from the school year", name, match.start(), match.end())
    return None


def _by_anniversary(day: int, month: int, texts: Texts) -> YearFinding | None:
    for name, text in _parts(texts):
        for match in _SPAN_OF_YEARS.finditer(text):
            found = _near_anniversary(day, month, match, int(match["second"]))
            if found:
                return YearFinding(found, "year from an anniversary", name, match.start(), match.end())
        for match in _ANNIVERSARY.finditer(text):
            found = _near_anniversary(day, month, match, int(match["year"]) + int(match["count"]))
            if found:
                return YearFinding(found, "year from an anniversary", name, match.start(), match.end())
    return None


def _near_anniversary(day: int, month: int, match: re.Match[str], year: int) -> int | None:
    around = day_of(year, int(match["month"]), int(match["day"])) if 1 <= int(match["month"]) <= 12 else None
    near = _nearest(day, month, around) if around else None
    return near.year if near and 1997 <= near.year <= 2060 else None


def _by_term(day: int, month: int, texts: Texts) -> YearFinding | None:
    lead = texts.body[: lead_end(texts.body)]
    for name, text in (("title", texts.title), ("body", lead)):
        match = _TERM.search(text)
        if match is not None and _CONGRESS.search(texts.title + "\n" + lead):
            where: TextName = "title" if name == "title" else "body"
            return YearFinding(int(match["first"]), "year from the term", where, match.start(), match.end())
    return None


def _by_lunar_name(day: int, month: int, texts: Texts) -> YearFinding | None:
    for name, text in _parts(texts):
        for match in NAMED_YEAR.finditer(text):
            year = named_year(match)
            if year is not None:
                year -= month >= 11
                return YearFinding(year, "year from the lunar year's name", name, match.start(), match.end())
        for match in _BUDDHIST.finditer(text):
            return YearFinding(int(match["year"]) - BUDDHIST_ERA, "year from the Buddhist year", name, *match.span())
    return None


def _nearest(day: int, month: int, around: date) -> date | None:
    days = [one for year in (around.year - 1, around.year, around.year + 1) if (one := day_of(year, month, day))]
    return min(days, key=lambda one: abs(one - around), default=None)


def _parts(texts: Texts) -> tuple[tuple[TextName, str], ...]:
    return ("title", texts.title), ("body", texts.body)
