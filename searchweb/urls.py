"""The URL is the whole state: query string <-> Query, both ways, strictly.

`q` text; one parameter per facet of `indexer.fields`, repeated for "or", `-unit` and so on to exclude, an empty
value for "not stated"; `year` also as a range 2019-2021, `month` as 2021-09; `from`, `to` ISO days; `sort`; `page`;
`limit`; `group=0` shows copies of one text apart, `group=1` as one; `synonyms=0` takes words as they are typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from urllib.parse import parse_qsl, quote_plus

from indexer.errors import QueryError
from indexer.fields import FACET_NAMES
from indexer.query import SORTS, DateRange, Filter, Query
from searchweb.language import translate

Pairs = Iterable[tuple[str, str]]

EXCLUDE = "-"
DEFAULT = Query()
FILTERS = (*FACET_NAMES, *(EXCLUDE + name for name in FACET_NAMES))
ACCEPTED = ("q", *FILTERS, "from", "to", "sort", "page", "limit", "group", "synonyms")
# What a list has, but not a file or a feed of all that is found.
PAGING = ("page", "limit")

# What a page of results takes beside a search: 1 to say of each hit why it is one.
EXPLAIN = {"explain": ("0", "1")}

MAX_TEXT = 1_000
MAX_VALUE = 300
# Far above what a reader chooses by hand; keeps one request from asking for thousands of filters.
MAX_VALUES = 50
MAX_FIELDS = 200
MOST_PROBLEMS = 10
MAX_LIMIT = 100
MAX_PAGE = 100_000
FIRST_YEAR, LAST_YEAR = 1900, 2100
# A run of years at least this long is written as a range.
RANGE_FROM = 3

# Also what turns the direction of the text around it: a query is shown again, in titles and in links.
_CONTROL_SIGNS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
_CONTROL = re.compile(f"[{_CONTROL_SIGNS}]")
TEXT = f"[^{_CONTROL_SIGNS}]*"
_NUMBER = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
_YEARS = re.compile(r"([0-9]{4}) (?: - ([0-9]{4}) )?", re.ASCII | re.VERBOSE)
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class BadParameters(QueryError):
    """Parameters of a URL that cannot be understood; `usable` is the query that the others ask for."""

    def __init__(self, problems: tuple[str, ...], usable: Query, accepted: tuple[str, ...] = ACCEPTED) -> None:
        problems = first_problems(problems)
        super().__init__(
            translate(
                "{problems}; accepted parameters: {known}", problems="; ".join(problems), known=", ".join(accepted)
            )
        )
        self.problems = problems
        self.usable = usable
        self.accepted = accepted


def first_problems(problems: Sequence[str]) -> tuple[str, ...]:
    """As many as anybody reads, and how many more there are."""
    left = len(problems) - MOST_PROBLEMS
    more = (translate("{count} more problems", count=left),) if left > 0 else ()
    return (*problems[:MOST_PROBLEMS], *more)


@dataclass(slots=True)
class _Reading:
    """What has been read so far, and what was wrong."""

    query: Query = field(default_factory=Query)
    problems: list[str] = field(default_factory=list)


def read_query_string(raw: bytes) -> Query:
    """The query that the part of a URL behind "?" asks for, percent-encoded or plain UTF-8. Raises BadParameters."""
    return read_page(raw, {})[0]


def read_whole(raw: bytes) -> Query:
    """As `read_query_string`, for what has no pages. Raises BadParameters."""
    pairs = _pairs(raw)
    given = dict.fromkeys(name for name, _ in pairs if name in PAGING)
    problems = [translate("parameter '{name}' is not taken here: there are no pages", name=name) for name in given]
    if not problems:
        return read_query(pairs)
    usable = Query()
    try:
        usable = read_query((name, value) for name, value in pairs if name not in PAGING)
    except BadParameters as error:
        problems += error.problems
        usable = error.usable
    raise BadParameters(tuple(problems), usable, tuple(name for name in ACCEPTED if name not in PAGING))


def read_page(raw: bytes, own: Mapping[str, Collection[str]]) -> tuple[Query, dict[str, str]]:
    """As `read_query_string`, and beside it the parameters that are a page's `own`, each given at most once.

    `own` has the values that each may have; none are named for one that takes any text.
    """
    pairs = _pairs(raw)
    mine: dict[str, str] = {}
    for name, value in pairs:
        if name in own:
            problem = _own_problem(name, value, mine, own[name])
            if problem:
                raise BadParameters((problem,), Query())
            mine[name] = value.strip()
    return read_query((name, value) for name, value in pairs if name not in own), mine


def _own_problem(name: str, value: str, before: dict[str, str], choices: Collection[str]) -> str | None:
    if name in before:
        return translate("parameter '{name}' is given {count} times", name=name, count=2)
    try:
        _check_text(name, value, MAX_VALUE)
    except ValueError as error:
        return str(error)
    if choices and value not in choices:
        known = ", ".join(choices)
        return translate("{name} '{value}' is unknown; known: {known}", name=name, value=_shortened(value), known=known)
    return None


def _pairs(raw: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(raw.decode(), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except UnicodeDecodeError:
        raise BadParameters((translate("the address is not valid UTF-8"),), Query()) from None
    except ValueError:
        raise BadParameters((translate("more than {limit} parameters", limit=MAX_FIELDS),), Query()) from None


def read_query(pairs: Pairs) -> Query:
    """The query that a URL's parameters ask for, its text not yet parsed. Raises BadParameters."""
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    reading = _Reading()
    for name, values in given.items():
        try:
            reading.query = _read_parameter(reading.query, name, values)
        except ValueError as error:
            reading.problems.append(str(error))
    if reading.problems:
        raise BadParameters(tuple(reading.problems), in_order(reading.query))
    return in_order(reading.query)


def write_query(query: Query) -> tuple[tuple[str, str], ...]:
    """The parameters that ask for `query`, in a fixed order, without those that only say the default."""
    pairs: list[tuple[str, str]] = [("q", query.text)] if query.text else []
    for chosen in _filters_in_order(query.filters):
        pairs += _filter_pairs(filter_name(chosen), chosen.values)
    if query.dates and query.dates.first:
        pairs.append(("from", query.dates.first))
    if query.dates and query.dates.last:
        pairs.append(("to", query.dates.last))
    if query.sort != DEFAULT.sort:
        pairs.append(("sort", query.sort))
    if query.page != DEFAULT.page:
        pairs.append(("page", str(query.page)))
    if query.limit != DEFAULT.limit:
        pairs.append(("limit", str(query.limit)))
    if query.collapse is not None:
        pairs.append(("group", str(int(query.collapse))))
    if not query.synonyms:
        pairs.append(("synonyms", "0"))
    return tuple(pairs)


def query_string(query: Query) -> str:
    """`write_query` as it stands behind "?" in a URL; empty for the default query."""
    return _joined(write_query(query))


def filter_name(chosen: Filter) -> str:
    """The parameter that a filter is written as."""
    return EXCLUDE + chosen.facet if chosen.exclude else chosen.facet


def filter_string(name: str, values: Iterable[str]) -> str:
    """The parameter `name` of a filter as it stands in `query_string`, its values in any order."""
    return _joined(_filter_pairs(name, values))


# Pages write the same values into their links, each into several.
@lru_cache(maxsize=4096)
def quoted(value: str) -> str:
    """A value as it stands behind "=" in a URL."""
    return quote_plus(value)


def kept_parameters(query: Query) -> tuple[tuple[str, str], ...]:
    """What a new text in the search box keeps of the old search: all but the text and the page."""
    return write_query(replace(query, text="", page=1))


def kept_beside_dates(query: Query) -> tuple[tuple[str, str], ...]:
    """What a new choice of days keeps of the old search: all but the days and the page."""
    return write_query(replace(query, dates=None, page=1))


def in_order(query: Query) -> Query:
    """The same query with its filters in the order of the fields, one filter per facet and sense, values once."""
    return replace(query, filters=_filters_in_order(query.filters))


def _filters_in_order(filters: tuple[Filter, ...]) -> tuple[Filter, ...]:
    if not filters:  # most links of most pages; the rest costs a third of making a link
        return ()
    values: dict[tuple[str, bool], dict[str, None]] = {}
    for chosen in filters:
        values.setdefault((chosen.facet, chosen.exclude), {}).update(dict.fromkeys(chosen.values))
    return tuple(
        Filter(facet, _sorted_values(facet, values[facet, exclude]), exclude)
        for exclude in (False, True)
        for facet in FACET_NAMES
        if values.get((facet, exclude))
    )


def read_years(text: str) -> tuple[str, ...]:
    """The years of "2021" or "2019-2021", oldest first. Raises ValueError."""
    found = _YEARS.fullmatch(text)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        raise ValueError(
            translate("year '{value}' is not a year or a range such as 2019-2021", value=_shortened(text)),
        )
    return tuple(str(year) for year in range(first, last + 1))


def _read_parameter(query: Query, name: str, values: list[str]) -> Query:
    """`query` with one parameter applied. Raises ValueError that says what is wrong, for the reader."""
    if name in FILTERS:
        return _read_filter(query, name, values)
    if name not in _SINGLE:
        raise ValueError(translate("unknown parameter '{name}'", name=_shortened(name)))
    if len(values) > 1:
        raise ValueError(translate("parameter '{name}' is given {count} times", name=name, count=len(values)))
    return _SINGLE[name](query, values[0])


def _read_filter(query: Query, name: str, values: list[str]) -> Query:
    facet = name.removeprefix(EXCLUDE)
    if len(values) > MAX_VALUES:
        raise ValueError(translate("parameter '{name}' has more than {limit} values", name=name, limit=MAX_VALUES))
    chosen: list[str] = []
    for value in values:
        _check_text(name, value, MAX_VALUE)
        if facet == "month" and value and not _MONTH.fullmatch(value):
            raise ValueError(translate("month '{value}' is not a month such as 2021-09", value=_shortened(value)))
        chosen += read_years(value) if facet == "year" and value else (value.strip(),)
    return replace(query, filters=(*query.filters, Filter(facet, tuple(chosen), exclude=name != facet)))


def _read_text(query: Query, value: str) -> Query:
    _check_text("q", value, MAX_TEXT)
    return replace(query, text=value.strip())


def _read_sort(query: Query, value: str) -> Query:
    if value not in SORTS:
        known = ", ".join(SORTS)
        raise ValueError(translate("sort '{value}' is unknown; known: {known}", value=_shortened(value), known=known))
    return replace(query, sort=value)


def _read_page(query: Query, value: str) -> Query:
    return replace(query, page=_read_number("page", value, MAX_PAGE))


def _read_limit(query: Query, value: str) -> Query:
    return replace(query, limit=_read_number("limit", value, MAX_LIMIT))


def _read_first(query: Query, value: str) -> Query:
    return _with_dates(query, _read_day("from", value), query.dates.last if query.dates else None)


def _read_last(query: Query, value: str) -> Query:
    return _with_dates(query, query.dates.first if query.dates else None, _read_day("to", value))


def _read_group(query: Query, value: str) -> Query:
    return replace(query, collapse=_read_switch("group", value))


def _read_synonyms(query: Query, value: str) -> Query:
    return replace(query, synonyms=_read_switch("synonyms", value))


_SINGLE: dict[str, Callable[[Query, str], Query]] = {
    "q": _read_text,
    "from": _read_first,
    "to": _read_last,
    "sort": _read_sort,
    "page": _read_page,
    "limit": _read_limit,
    "group": _read_group,
    "synonyms": _read_synonyms,
}


def _with_dates(query: Query, first: str | None, last: str | None) -> Query:
    if first and last and first > last:
        raise ValueError(translate("from {first} is after to {last}", first=first, last=last))
    return replace(query, dates=DateRange(first, last) if first or last else None)


def _read_day(name: str, value: str) -> str | None:
    """The day, None for an empty value: an empty box of a form."""
    if not value:
        return None
    try:
        if not _DAY.fullmatch(value):
            raise ValueError
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise ValueError(
            translate("{name} '{value}' is not a day such as 2021-09-28", name=name, value=_shortened(value)),
        ) from None


def _read_number(name: str, value: str, most: int) -> int:
    if not _NUMBER.fullmatch(value) or int(value) > most:
        raise ValueError(
            translate(
                "{name} '{value}' is not a number from 1 to {most}", name=name, value=_shortened(value), most=most
            ),
        )
    return int(value)


def _read_switch(name: str, value: str) -> bool:
    if value not in {"0", "1"}:
        raise ValueError(translate("{name} '{value}' is neither 0 nor 1", name=name, value=_shortened(value)))
    return value == "1"


def _check_text(name: str, value: str, most: int) -> None:
    if len(value) > most:
        raise ValueError(
            translate("parameter '{name}' is longer than {limit} characters", name=name, limit=most),
        )
    if _CONTROL.search(value):
        raise ValueError(translate("parameter '{name}' holds control characters", name=name))


def _shortened(value: str) -> str:
    """The value for a message: short, and without characters that do not show."""
    shown = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", value)
    return shown if len(shown) <= 40 else shown[:40] + "…"


def _sorted_values(facet: str, values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(values)) if facet == "year" else tuple(values)


def _filter_pairs(name: str, values: Iterable[str]) -> list[tuple[str, str]]:
    once = dict.fromkeys(values)
    written = year_ranges(sorted(once)) if name.removeprefix(EXCLUDE) == "year" else once
    return [(name, value) for value in written]


def _joined(pairs: Pairs) -> str:
    return "&".join([f"{name}={quoted(value)}" for name, value in pairs])


def year_ranges(years: Iterable[str]) -> list[str]:
    """Years in rising order with runs of three or more written as a range: "2016", "2019-2021"."""
    runs: list[list[str]] = []
    for year in years:
        if runs and runs[-1][-1] and year and int(year) == int(runs[-1][-1]) + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    written: list[str] = []
    for run in runs:
        written += [f"{run[0]}-{run[-1]}"] if len(run) >= RANGE_FROM else run
    return written
