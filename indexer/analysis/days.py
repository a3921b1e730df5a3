"""Days and months in any spelling as one term: "05/9/2022" and "ngày 5 tháng 9 năm 2022" are d:2022-09-05.

Forms of ISO 8601: d:2022-09-05, d:2022-09, d:2022, and d:--09-05 where no year is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from indexer.analysis.readings import Reading

# All are tried at the first digit of a number in folded text; words before it are looked back at.
# A day may follow "-" (a range "5-9/6/2022") but not another part of a number.
_DAY = re.compile(
    r"""
    (?<![\d/.,]) (?<!\d{4}-) (?P<day> 0?[1-9] | [12]\d | 3[01] )
    (?: [ ]?[/.–-][ ]? | [ ]thang[ ] )
    (?P<month> 0?[1-9] | 1[0-2] )
    (?: (?: [ ]?[/.–-][ ]? | ,?[ ]nam[ ] ) (?P<year> (?:19|20)\d\d ) | [/] (?P<short> [012]\d ) )?
    (?! \d | [/.,–-]\d | [ ]?% )
    """,
    re.VERBOSE,
)
_ISO = re.compile(r"(?<![\d/.-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?![\d-])")
_MONTH = re.compile(
    r"""
    (?: (?<= \bthang[ ] ) | (?<= \bt ) | (?<! [\w/.,–-] ) )
    (?P<month> 0?[1-9] | 1[0-2] )
    (?: [ ]?[/.-][ ]? | ,?[ ]nam[ ] )
    (?P<year> (?:19|20)\d\d )
    (?! \d | [/.,–-]\d | [/-][a-z] )
    """,
    re.VERBOSE,
)
_YEAR = re.compile(r"(?<=\bnam )(?P<year>(?:19|20)\d\d)(?!\d|[.,]\d)")
# What every form but a year by itself has behind its first number.
_GOES_ON = re.compile(r"\d{1,4}(?:[ ]?[/.–-]|[ ]thang[ ]|,?[ ]nam[ ])")
_WORDS_BEFORE = ("ngay ", "mung ", "thang ", "nam ", "t")


def find_days(folded: str, numbers: Iterable[int]) -> Iterator[Reading]:
    """Yield the days, months and years of a folded text; `numbers` are the places where its numbers begin."""
    for start in numbers:
        for pattern in (_DAY, _MONTH, _ISO, _YEAR) if _GOES_ON.match(folded, start) else (_YEAR,):
            match = pattern.match(folded, start)
            if match:
                yield _reading(match)


def _reading(match: re.Match[str]) -> Reading:
    groups = match.groupdict()
    year = groups["year"] or (f"20{groups['short']}" if groups.get("short") else None)
    month = f"{int(groups['month']):02}" if "month" in groups else None
    day = f"{int(groups['day']):02}" if "day" in groups else None
    terms = []
    if year and day:
        terms.append(f"d:{year}-{month}-{day}")
    if year and month:
        terms.append(f"d:{year}-{month}")
    if year:
        terms.append(f"d:{year}")
    if day:
        terms.append(f"d:--{month}-{day}")
    start = match.start()
    for word in _WORDS_BEFORE:
        if match.string.endswith(word, 0, start):
            start -= len(word)
            break
    return Reading("day", tuple(terms), start, match.end())
