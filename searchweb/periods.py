"""Years and months on an axis: which there are, what each is called, where it stands between the first and the last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# One wrong date must not stretch an axis over centuries.
MOST_YEARS = 60


@dataclass(frozen=True, slots=True)
class Count:
    """How many articles there are of one value: a unit, a topic, a year "2021" or a month "2021-09"."""

    value: str
    count: int


def month_of(number: int) -> str:
    """The month of a number of months since year 0: 24260 -> "2021-09"."""
    return f"{number // 12:04}-{number % 12 + 1:02}"


def number_of(period: str, *, end: bool = False) -> float:
    """Months from year 0 to the beginning of a year, month or day; to its end where `end`."""
    parts = [int(part) for part in period.split("-")]
    year, month, day = (*parts, *(1, 1, 1)[len(parts) :])
    begin = year * 12 + month - 1 + (day - 1) / 31
    return begin + (12, 1, 1 / 31)[len(parts) - 1] if end else begin


def is_behind(first: str, last: str) -> bool:
    """Does a period begin only when the other is over? 2021-05 does not when 2021 is the other."""
    return number_of(first) >= number_of(last, end=True)


def months(first: str, last: str) -> tuple[str, ...]:
    """All months from that of `first` to that of `last` (years, months or days), at most MOST_YEARS back."""
    end = int(number_of(last, end=True) - 0.01)
    begin = max(int(number_of(first)), end - MOST_YEARS * 12 + 1)
    return tuple(month_of(number) for number in range(begin, end + 1))


def years(first: str, last: str) -> tuple[str, ...]:
    """All years from that of `first` to that of `last`, at most MOST_YEARS back."""
    return tuple(f"{year:04}" for year in range(max(int(first[:4]), int(last[:4]) - MOST_YEARS + 1), int(last[:4]) + 1))


def filled(counts: Mapping[str, int], axis: Iterable[str]) -> tuple[Count, ...]:
    """A count for each period of the axis, 0 where there is none."""
    return tuple(Count(period, counts.get(period, 0)) for period in axis)


def counted_years(days: Iterable[str]) -> tuple[Count, ...]:
    """Articles per year of these days, years between them with 0; days that are not known are left out."""
    counts: dict[str, int] = {}
    for day in days:
        if day:
            counts[day[:4]] = counts.get(day[:4], 0) + 1
    return filled(counts, years(min(counts), max(counts))) if counts else ()
