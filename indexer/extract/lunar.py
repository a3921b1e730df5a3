"""The Vietnamese lunar calendar: a lunar day to its solar day, and the names of years.

In: lunar day, month and year. Out: a calendar day. The table covers the years of the portals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from indexer.tables import read_table

# "Phật lịch 2565" was celebrated in 2021.
BUDDHIST_ERA = 544

_STEMS = ("giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý")
_BRANCHES = ("tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi")
_SPELLINGS = {"quí": "quý", "kỉ": "kỷ", "tí": "tý", "tị": "tỵ", "mẹo": "mão", "tỷ": "tỵ"}
NAMED_YEAR = re.compile(
    # The first letters are tried before the words: six times as fast on texts that name no year.
    rf"(?<!\w)(?=[gấbđmkctnq])(?P<stem>{'|'.join(_STEMS)}|quí|kỉ)\s(?P<branch>{'|'.join(_BRANCHES)}|tí|tị|mẹo)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Year:
    new_year: date
    leap_month: int
    lengths: tuple[int, ...]


def solar_day(day: int, month: int, year: int) -> date | None:
    """The solar day of day `day` of lunar month `month` (not the leap one), None where there is none in the table.

    >>> solar_day(10, 3, 2023)
    datetime.date(2023, 4, 29)
    """
    lunar = _years().get(year)
    if lunar is None or not 1 <= month <= 12:
        return None
    index = month - 1 + (1 if lunar.leap_month and month > lunar.leap_month else 0)
    if not 1 <= day <= lunar.lengths[index]:
        return None
    return lunar.new_year + timedelta(days=sum(lunar.lengths[:index]) + day - 1)


def named_year(match: re.Match[str]) -> int | None:
    """The year of the portals that a match of NAMED_YEAR names: "Quý Mão" is 2023. None for impossible pairs."""
    stem, branch = (_SPELLINGS.get(match[part].lower(), match[part].lower()) for part in ("stem", "branch"))
    return _names().get(f"{stem} {branch}")


@cache
def _years() -> dict[int, _Year]:
    columns = ("year", "name", "new_year", "leap_month", "long_months", "source")
    return {
        int(row["year"]): _Year(
            date.fromisoformat(row["new_year"]),
            int(row["leap_month"]),
            tuple(30 if mark == "1" else 29 for mark in row["long_months"]),
        )
        for _, row in read_table("lunar_years", columns)
    }


@cache
def _names() -> dict[str, int]:
    columns = ("year", "name", "new_year", "leap_month", "long_months", "source")
    return {row["name"].lower(): int(row["year"]) for _, row in read_table("lunar_years", columns)}
