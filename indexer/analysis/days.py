"""Days and months in any spelling as one term: "05/9/2022" and "ngày 5 tháng 9 năm 2022" are d:2022-09-05.

Forms of ISO 8601: d:2022-09-05, d:2022-09, d:2022, and d:--09-05 where no year is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.analysis.readings import Reading

# Searched in folded text. A day may follow "-" (a range "5-9/6/2022") but not another part of a number.
_DAY = re.compile(
    r"""
    (?: \b (?: ngay | mung ) [ ] )?
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
    (?: \b thang [ ] | \b t | (?<![\w/.,–-]) )
    (?P<month> 0?[1-9] | 1[0-2] )
    (?: [ ]?[/.-][ ]? | ,?[ ]nam[ ] )
    (?P<year> (?:19|20)\d\d )
    (?! \d | [/.,–-]\d | [/-][a-z] )
    """,
    re.VERBOSE,
)
_YEAR = re.compile(r"\bnam (?P<year>(?:19|20)\d\d)(?!\d|[.,]\d)")


def find_days(folded: str) -> Iterator[Reading]:
    """Yield the days, then months, then years of a folded text; stretches of different kinds may overlap."""
    for pattern in (_ISO, _DAY):
        for match in pattern.finditer(folded):
            yield _reading(match)
    for match in _MONTH.finditer(folded):
        year, month = match["year"], int(match["month"])
        yield Reading("day", (f"d:{year}-{month:02}", f"d:{year}"), match.start(), match.end())
    for match in _YEAR.finditer(folded):
        yield Reading("day", (f"d:{match['year']}",), match.start(), match.end())


def _reading(match: re.Match[str]) -> Reading:
    groups = match.groupdict()
    year = groups["year"] or (f"20{groups['short']}" if groups.get("short") else None)
    month_day = f"{int(groups['month']):02}-{int(groups['day']):02}"
    terms: tuple[str, ...] = (f"d:--{month_day}",)
    if year:
        terms = (f"d:{year}-{month_day}", f"d:{year}-{month_day[:2]}", f"d:{year}", *terms)
    return Reading("day", terms, match.start(), match.end())
