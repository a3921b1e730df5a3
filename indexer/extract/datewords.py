"""Dates as Vietnamese texts print them, found and read, not yet judged.

In: any text. Out: `DateWord`s with day, month and year as far as printed: "28/09/2021", "21 và 22/7/2009", "28-9",
"ngày 05 tháng 02 năm 2021", "tháng 8/2022". Whether one is the day of an event is decided in `events.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

# Portals began about 2000; what is older is history, what is later is a slip or a plan far off.
FIRST_YEAR, LAST_YEAR = 1900, 2100
# Enough for any article; a page of a million dates is no article.
MOST_DATES = 400

LUNAR_MONTHS = {"giêng": 1, "chạp": 12}
WORD_MONTHS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "mười một": 11,
    "mười hai": 12,
    **LUNAR_MONTHS,
}
_MONTH_NAME = (
    r"\d\d?(?!\d) | giêng | chạp | mười\s(?:một|hai) | một | hai | ba | tư | bốn | năm(?!\s\d) | sáu"
    r" | b[ảẩ]y | tám | chín | mười"
)

_ANY_NUMBER = re.compile(r"\d++")
# Only a number that such a sign or word follows can begin a date; most numbers of an article do not get further.
_NUMBER = re.compile(r"\d++(?=(?P<sign>\s?(?:[-/.–,;&]|và|đến|tới|của|tháng|rạng))?)", re.IGNORECASE)
_JOIN = r"\s?(?: , | ; | & | [-–] | và | đến | tới | rạng )\s?(?:(?:sáng|trưa|chiều|tối)\s)?(?:ngày\s)?"
_FULL = re.compile(r"\s?(?P<mark>[-/.–])\s?(?P<month>\d\d?)\s?(?P=mark)\s?(?P<year>\d{4}|\d\d)(?!\d)", re.VERBOSE)
_LIST = re.compile(
    rf"""
    (?P<more> (?:{_JOIN} \d\d?(?!\d) ){{1,6}} )
    (?: \s?(?P<mark>[-/.])\s?(?P<month>\d\d?)(?!\d) (?: \s?(?:[-/.]|năm\s)\s?(?P<year>\d{{4}}|\d\d(?=\W|$))(?!\d) )?
      | \s(?:của\s)?tháng\s(?P<name>{_MONTH_NAME})(?!\w) (?: \s?(?:,\s?)?(?:/|-|năm\s)\s?(?P<long>\d{{4}})(?!\d) )?
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SHORT = re.compile(
    r"\s?(?P<mark>[-/.])\s?(?P<month>\d\d?)(?!\d|[/,.]\d|[-–]\d(?!\d?[/.]\d)|\s?%)(?:\s?(?:,\s)?năm\s(?P<year>\d{4}))?",
    re.VERBOSE,
)
_WORDS = re.compile(
    rf"""
    ,?\s(?:của\s)?tháng\s(?P<name>{_MONTH_NAME})(?!\w)
    (?: \s?(?:,\s?)?(?: / | - | năm\s )\s?(?P<year>\d{{4}})(?!\d) )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ISO = re.compile(r"(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?!\d)")
_MONTH_YEAR = re.compile(r"\s?(?:/|-|\.|,?\snăm\s)\s?(?P<year>(?:19|20)\d\d)(?!\d)")
_MONTH_BEFORE = re.compile(r"tháng\s\Z", re.IGNORECASE)
_LUNAR_DAY = re.compile(
    rf"""
    (?<!\w)
    (?: rằm\stháng\s(?P<name>{_MONTH_NAME})(?!\w) (?: \s?(?:/|năm\s)\s?(?P<year>\d{{4}})(?!\d) )?
      | (?:mùng|mồng)\s(?P<new>\d\d?)\stết(?!\w)            # of the first month
      | (?P<old>2\d|30)\stết(?!\w)                           # of the last month before
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DIGITS = re.compile(r"\d\d?")


@dataclass(frozen=True, slots=True)
class DateWord:
    """A date as printed: `text[start:end]`. `day` is None for a month alone; `days` holds all days of a list.

    `lunar` only where the words say so themselves (Giêng, Chạp, rằm).
    """

    start: int
    end: int
    day: int | None
    month: int
    year: int | None
    days: tuple[int, ...] = ()
    lunar: bool = False

    @property
    def whole(self) -> date | None:
        """The day where day, month and year are all printed and exist, else None."""
        return day_of(self.year, self.month, self.day)


def day_of(year: int | None, month: int, day: int | None) -> date | None:
    """The calendar day, None where a part is missing or there is no such day."""
    if year is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def iso(year: int, month: int, day: int | None) -> str:
    """ISO 8601, partial without a day."""
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def date_words(text: str) -> Iterator[DateWord]:
    """Yield the dates of `text` in order, not overlapping, at most 400. Time is linear in the text."""
    found, resume = 0, 0
    for number in _NUMBER.finditer(text):
        if number["sign"] is None:
            continue
        start = number.start()
        if start < resume or number.end() - start > 4:
            continue
        if text[resume:start] not in {"-", "–"} and _is_glued(text, start):
            continue
        word = _read(text, number)
        if word is None:
            continue
        resume = word.end
        yield word
        found += 1
        if found == MOST_DATES:
            return


def lunar_words(text: str) -> Iterator[DateWord]:
    """Yield the days that the lunar calendar names: "rằm tháng Bảy", "mùng 6 Tết", "28 Tết"; always lunar."""
    for match in _LUNAR_DAY.finditer(text):
        start, day, month = match.start(), 15, 1
        if match["new"]:
            start, day = match.start("new"), int(match["new"])
        elif match["old"]:
            day, month = int(match["old"]), 12
        else:
            month = _month(match["name"]) or 1
        yield DateWord(start, match.end(), day, month, _year(match["year"]), (day,), lunar=True)


def date_at(text: str, start: int) -> DateWord | None:
    """The date that begins exactly at `start`, None where there is none."""
    number = _ANY_NUMBER.match(text, start)
    return _read(text, number) if number and number.end() - start <= 4 else None


def _is_glued(text: str, start: int) -> bool:
    """Whether the number at `start` is the tail of a longer one (1.234, 06-07/KH), of a word (T3) or a weekday."""
    before = text[start - 1 : start]
    if before.isalnum() or before == "_":
        return text[max(0, start - 4) : start].lower() != "ngày"  # "Ngày16/4": a space was lost
    if before in {"/", ".", ",", "-", "–", ":"} and text[start - 2 : start - 1].isdigit():
        return True  # the minutes of "11:05 - 29/06/2010" are no day
    return text[max(0, start - 4) : start].lower() == "thứ "


def _read(text: str, number: re.Match[str]) -> DateWord | None:
    if number.end() - number.start() > 2:
        return _iso_word(text, number)
    first, end = int(number[0]), number.end()
    if not 1 <= first <= 31:
        return None
    return (
        _full(text, number, first)
        or _listed(text, number, first)
        or _short(text, number, first)
        or _in_words(text, number, first)
        or _month_alone(text, number, first, end)
    )


def _iso_word(text: str, number: re.Match[str]) -> DateWord | None:
    match = _ISO.match(text, number.end()) if number.end() - number.start() == 4 else None
    if match is None:
        return None
    return _word(number.start(), match.end(), (int(match["day"]),), int(match["month"]), _year(number[0]))


def _full(text: str, number: re.Match[str], first: int) -> DateWord | None:
    match = _FULL.match(text, number.end())
    if match is None or (year := _year(match["year"])) is None:
        return None
    if len(match["year"]) == 2 and match["mark"] == "." and " " in match[0]:
        return None
    return _word(number.start(), match.end(), (first,), int(match["month"]), year)


def _listed(text: str, number: re.Match[str], first: int) -> DateWord | None:
    match = _LIST.match(text, number.end())
    if match is None:
        return None
    month = int(match["month"]) if match["month"] else _month(match["name"])
    days = (first, *(int(day) for day in _DIGITS.findall(match["more"])))
    if month is None or not all(1 <= day <= 31 for day in days) or list(days) != sorted(set(days)):
        return None
    return _word(number.start(), match.end(), days, month, _year(match["year"] or match["long"]))


def _short(text: str, number: re.Match[str], first: int) -> DateWord | None:
    match = _SHORT.match(text, number.end())
    if match is None:
        return None
    return _word(number.start(), match.end(), (first,), int(match["month"]), _year(match["year"]))


def _in_words(text: str, number: re.Match[str], first: int) -> DateWord | None:
    match = _WORDS.match(text, number.end())
    if match is None or (month := _month(match["name"])) is None:
        return None
    word = _word(number.start(), match.end(), (first,), month, _year(match["year"]))
    lunar = match["name"].lower() in LUNAR_MONTHS
    return word and DateWord(word.start, word.end, word.day, month, word.year, word.days, lunar)


def _month_alone(text: str, number: re.Match[str], first: int, end: int) -> DateWord | None:
    match = _MONTH_YEAR.match(text, end) if first <= 12 else None
    before = _MONTH_BEFORE.search(text, max(0, number.start() - 6), number.start()) if match else None
    if match is None or before is None:
        return None
    return DateWord(before.start(), match.end(), None, first, _year(match["year"]))


def _word(start: int, end: int, days: tuple[int, ...], month: int, year: int | None) -> DateWord | None:
    if not 1 <= month <= 12 or not 1 <= days[0] <= 31:
        return None
    return DateWord(start, end, days[0], month, year, days)


def _month(name: str) -> int | None:
    month = int(name) if name.isdecimal() else WORD_MONTHS.get(" ".join(name.lower().split()), 0)
    return month if 1 <= month <= 12 else None


def _year(printed: str | None) -> int | None:
    if not printed:
        return None
    year = int(printed) + (2000 if len(printed) == 2 else 0)
    return year if FIRST_YEAR <= year <= LAST_YEAR else None
