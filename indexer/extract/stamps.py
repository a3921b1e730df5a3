"""Publication stamps: what day a portal's line "Thứ hai - 23/11/2020 16:00" means.

In: the stamps of a page as printed. Out: `ReadStamp`s, each with one reading or, where day and month could be
exchanged, two. ASP.NET portals of an en-US culture print M/D/YYYY; `settle` decides by evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from functools import cache

from indexer.extract.datewords import LUNAR_MONTHS, MOST_DATES, WORD_MONTHS, date_words, day_of
from indexer.model import Stamp, StampLabel
from indexer.tables import read_table
from indexer.text.fold import fold

FIRST_PORTAL_YEAR, LAST_PORTAL_YEAR = 1997, 2060
# A stamp is a line; a longer text under that name is a slip of the page.
LONGEST_STAMP = 400
VIETNAM = timezone(timedelta(hours=7))

# Two stamps of one page, and a stamp after its event, lie so near to each other.
SAME_TIME = timedelta(days=3)
NEWS_LAG = timedelta(days=30)

_ISO_TIME = re.compile(
    r"(?<!\d)\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d)", re.IGNORECASE
)
_TIME = re.compile(
    r"(?<![\d/.])(?P<hour>[01]?\d|2[0-3])\s?(?::|h|g|giờ\s?)\s?(?P<minute>[0-5]?\d)(?::(?P<second>\d\d))?"
    r"\s?(?P<half>AM|PM|SA|CH|sáng|chiều)?(?!\w)",
    re.IGNORECASE,
)
# Characters between a date and its time: "07:50 PM, 11/04/2019", "28/09/2021 | 20:24".
_TIME_NEAR = 16
_US_LOOK = re.compile(r"(?<![\d/])[1-9]\d?/[1-9]\d?/\d{4},?\s[1-9]\d?:\d\d:\d\d\s?(?:AM|PM)", re.IGNORECASE)
_LEADING_ZERO = re.compile(r"(?<!\d)(?:0\d[/.-]\d{1,2}|\d{1,2}[/.-]0\d)[/.-]\d{4}")
_MONTH_NAMES = (
    *("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug"),
    *("september sep sept", "october oct", "november nov", "december dec"),
)
_ENGLISH_MONTHS = {name: month for month, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
_MONTHS = {**{name: month for name, month in WORD_MONTHS.items() if name not in LUNAR_MONTHS}, **_ENGLISH_MONTHS}
_VIETNAMESE = "|".join(
    name.replace(" ", r"\s") for name in sorted(WORD_MONTHS, key=len, reverse=True) if name not in LUNAR_MONTHS
)
_ENGLISH_NAME = "|".join(sorted(_ENGLISH_MONTHS, key=len, reverse=True))
_MONTH = rf"(?:tháng|thg|th)\.?\s?(?:{_VIETNAMESE}|\d\d?) | (?:{_ENGLISH_NAME})\.?"
_NAMED_MONTH = re.compile(
    rf"""
    (?<!\w)
    (?: (?P<before> {_MONTH} ) \s (?P<day>\d\d?)(?:st|nd|rd|th)?      # Tháng Tư 18, 2025
      | (?P<day2>\d\d?) \s (?P<after> {_MONTH} )                     # 18 Th12, 2020; 18 Apr 2025
    )
    ,?\s (?P<year>\d{{4}}) (?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MONTH_PREFIX = re.compile(r"(?:tháng|thg|th(?!ree))\.?\s?", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"(?<!\w)(?:(?:thứ\s?|T)(?P<number>[2-7])|thứ\s(?P<name>hai|ba|tư|năm|sáu|bảy|bẩy)"
    r"|(?P<sunday>chủ\snhật|CN|sunday)|(?P<english>monday|tuesday|wednesday|thursday|friday|saturday))(?!\w)",
    re.IGNORECASE,
)
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5}
_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday")


@dataclass(frozen=True, slots=True)
class ReadStamp:
    """One date of a stamp. `days` holds its readings, day-first before month-first; one where it is certain.

    `rule` says what made it certain. `hour` is the hour of the day, None where absent or a filler (12:00 AM).
    `utc` is the other day where a time zone puts it on two.
    """

    stamp: Stamp
    label: StampLabel
    days: tuple[date, ...]
    rule: str
    hour: int | None = None
    looks_us: bool = False
    may_be_us: bool = False
    weekday: int | None = None
    utc: date | None = None


def read_stamps(stamps: Sequence[Stamp]) -> tuple[ReadStamp, ...]:
    """All dates that the stamps give, in order; those without a full date give nothing."""
    return tuple(found for stamp in stamps for found in _read_stamp(stamp))


def settle(read: Sequence[ReadStamp], event: date | tuple[int, int] | None) -> tuple[ReadStamp, ...]:
    """Leave one reading in each stamp: by weekday, by look, by the event, by the other stamps, else day-first.

    `event` is the day of the event as far as the text tells it without the stamps: a day, or (day, month).
    """
    first = [_by_itself(one, event) for one in read]
    sure = [one.days[0] for one in first if len(one.days) == 1]
    second = [_by_others(one, sure) for one in first]
    return tuple(replace(one, days=one.days[:1]) for one in second)


def label_of(line: str) -> StampLabel | None:
    """The label that `line` begins with ("Ngày đăng:"), None where it has none."""
    match = _labels()[0].match(fold(line[:60]).lstrip(" -|*[(•"))
    return _labels()[1][match[0]] if match else None


def _read_stamp(stamp: Stamp) -> list[ReadStamp]:
    text = " ".join(stamp.text[:LONGEST_STAMP].replace(",", ", ").split())
    found: list[tuple[int, ReadStamp]] = []
    taken = [(match.start(), match.end()) for match in _ISO_TIME.finditer(text)]
    found += [(match.start(), one) for match in _ISO_TIME.finditer(text) if (one := _iso_stamp(stamp, match[0]))]
    for match in _NAMED_MONTH.finditer(text):
        one = _named_stamp(stamp, match)
        if one is not None and not _inside(match.start(), taken):
            taken.append((match.start(), match.end()))
            found.append((match.start(), one))
    for word in date_words(text):
        if not _inside(word.start, taken) and word.year is not None and word.day is not None:
            one = _plain_stamp(stamp, text[word.start : word.end], (word.day, word.month, word.year))
            found += [(word.start, one)] if one else []
    found.sort(key=lambda pair: pair[0])
    found += [] if found else [(start, one) for start, one in _month_first(stamp, text)]
    return [_with_surroundings(one, text, start) for start, one in found[:MOST_DATES]]


def _inside(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _iso_stamp(stamp: Stamp, text: str) -> ReadStamp | None:
    try:
        moment = datetime.fromisoformat(text.strip().replace(" ", "T", 1) if "T" not in text.upper() else text.strip())
    except ValueError:
        try:
            return _certain(stamp, date.fromisoformat(text[:10]), "ISO date")
        except ValueError:
            return None
    local = moment.astimezone(VIETNAM) if moment.tzinfo else moment
    one = _certain(stamp, local.date(), "ISO date")
    if one is None:
        return None
    has_time = len(text) > 10 and (local.hour, local.minute) != (0, 0)
    shifted = moment.date() if moment.date() != local.date() else None
    return replace(one, hour=local.hour if has_time else None, utc=shifted)


def _named_stamp(stamp: Stamp, match: re.Match[str]) -> ReadStamp | None:
    name = _MONTH_PREFIX.sub("", match["before"] or match["after"], count=1).rstrip(".").lower()
    month = int(name) if name.isdecimal() else _MONTHS[name]
    if not 1 <= month <= 12:
        return None
    day = day_of(int(match["year"]), month, int(match["day"] or match["day2"]))
    return _certain(stamp, day, "month in words") if day else None


def _certain(stamp: Stamp, day: date, rule: str) -> ReadStamp | None:
    if not FIRST_PORTAL_YEAR <= day.year <= LAST_PORTAL_YEAR:
        return None
    return ReadStamp(stamp, stamp.label, (day,), rule)


_SLASHED = re.compile(r"(?<![\d/])(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>\d{4})(?!\d)")


def _plain_stamp(stamp: Stamp, printed: str, parts: tuple[int, int, int]) -> ReadStamp | None:
    """Day-first, and month-first beside it where the form allows it."""
    day, month, year = parts
    first = day_of(year, month, day)
    other = day_of(year, day, month) if "/" in printed and day <= 12 and day != month else None
    days = tuple(one for one in (first, other) if one and FIRST_PORTAL_YEAR <= one.year <= LAST_PORTAL_YEAR)
    return ReadStamp(stamp, stamp.label, days, "day first") if days else None


def _month_first(stamp: Stamp, text: str) -> list[tuple[int, ReadStamp]]:
    """11/18/2024: no month 18, so the month came first."""
    found = []
    for match in _SLASHED.finditer(text):
        day = day_of(int(match["year"]), int(match["month"]), int(match["day"])) if int(match["month"]) <= 12 else None
        one = _certain(stamp, day, "month first: no such month otherwise") if day else None
        found += [(match.start(), one)] if one else []
    return found


def _with_surroundings(one: ReadStamp, text: str, start: int) -> ReadStamp:
    """Add what stands around the date: its own label, its time, its weekday, its American look."""
    label = _label_before(text, start) or one.label
    time = _TIME.search(text, max(0, start - _TIME_NEAR), start + 2 * _TIME_NEAR)
    hour = one.hour if one.hour is not None or time is None else _hour(time)
    seconds = bool(time and (time["second"] or time["half"]))
    us = bool(_US_LOOK.match(text, start))
    may_be_us = us or seconds or not _LEADING_ZERO.match(text, start)
    return replace(one, label=label, hour=hour, looks_us=us, may_be_us=may_be_us, weekday=_weekday(text))


def _label_before(text: str, start: int) -> StampLabel | None:
    pattern, labels = _labels()
    last = None
    for match in pattern.finditer(fold(text[:start])):
        last = match
    return labels[last[0]] if last else None


def _hour(time: re.Match[str]) -> int | None:
    hour, half = int(time["hour"]), (time["half"] or "").upper()
    if half in {"PM", "CH", "CHIỀU"} and hour < 12:
        return hour + 12
    if half in {"AM", "SA", "SÁNG"} and hour == 12:
        hour = 0
    return None if hour == 0 and int(time["minute"]) == 0 else hour


def _weekday(text: str) -> int | None:
    match = _WEEKDAY.search(text)
    if match is None:
        return None
    if match["number"]:
        return int(match["number"]) - 2
    if match["sunday"]:
        return 6
    return _ENGLISH.index(match["english"].lower()) if match["english"] else _WEEKDAYS[match["name"].lower()]


def _by_itself(one: ReadStamp, event: date | tuple[int, int] | None) -> ReadStamp:
    if len(one.days) == 1:
        return one
    matching = [day for day in one.days if day.weekday() == one.weekday]
    if len(matching) == 1:
        return replace(one, days=(matching[0],), rule="weekday names the order")
    fitting = [day for day in one.days if _follows(day, event)] if event and one.may_be_us else []
    if len(fitting) == 1:
        return replace(one, days=(fitting[0],), rule="day or month first by the event")
    if one.looks_us:
        return replace(one, days=(one.days[1],), rule="month first by its look")
    return one


def _by_others(one: ReadStamp, sure: Sequence[date]) -> ReadStamp:
    if len(one.days) == 1:
        return one
    near = [day for day in one.days if any(abs(day - other) <= SAME_TIME for other in sure)]
    if len(near) == 1:
        return replace(one, days=(near[0],), rule="day or month first by the other stamp")
    return one


def _follows(day: date, event: date | tuple[int, int] | None) -> bool:
    """Whether news published on `day` may be of `event`: on the day itself or within the month after it."""
    if isinstance(event, tuple):
        event = latest(event[0], event[1], day)
    return event is not None and timedelta(0) <= day - event <= NEWS_LAG


def follows(one: ReadStamp, event: date) -> bool:
    """Whether a settled stamp is of news of that event: of its day or of the month after it."""
    return _follows(one.days[0], event)


def latest(day: int, month: int, limit: date) -> date | None:
    """The last d/m that is not after `limit`; None for 29/2 far from a leap year."""
    return next(
        (one for year in (limit.year, limit.year - 1) if (one := day_of(year, month, day)) and one <= limit), None
    )


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, StampLabel]]:
    labels: dict[str, StampLabel] = {}
    for _, row in read_table("date_labels", ("phrase", "label", "source")):
        labels[fold(row["phrase"])] = "published" if row["label"] == "published" else "updated"
    phrases = sorted(labels, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(phrase) for phrase in phrases) + r")(?!\w)"), labels
