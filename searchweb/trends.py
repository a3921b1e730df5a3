"""Several queries or officials beside each other over months or years, in articles and in shares of all articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from indexer.query import Query
from searchweb.ask import Parse
from searchweb.people import article_day, identity
from searchweb.periods import filled, is_behind, months, years
from searchweb.port import Index

By = Literal["month", "year"]
MOST_LINES = 6
MOST_PERIODS = 5_000


@dataclass(frozen=True, slots=True)
class Line:
    """One query or official. `counts` are articles per period, `shares` percent of all articles of that period,
    None where the collection has none.

    `undated` articles have no such period ("2021" has no month). `id` is set for an official.
    """

    label: str
    id: str
    total: int
    undated: int
    counts: tuple[int, ...]
    shares: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Trends:
    """Lines over the same periods, and all articles of the collection in each."""

    by: By
    periods: tuple[str, ...]
    totals: tuple[int, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Counted:
    label: str
    id: str
    total: int
    counts: Mapping[str, int]


def trends(
    index: Index, parse: Parse, *, queries: Sequence[str], officials: Sequence[str], by: By, first: str, last: str
) -> Trends:
    """The lines of queries and of officials (by id), from `first` to `last` or as far as there are articles.

    Raises QueryError for a query that cannot be read, NoSuchPage for an unknown official.
    """
    everything = index.search(_counting(Query(), by))
    totals = {one.value: one.count for one in everything.facets.get(by, ())}
    counted = [_of_query(index, parse, text, by) for text in queries]
    counted += [_of_official(index, official, by) for official in officials]
    periods = _axis([line.counts for line in counted], by, first, last)
    per_period = tuple(one.count for one in filled(totals, periods))
    lines = tuple(_line(one, periods, per_period) for one in counted)
    return Trends(by, periods, per_period, lines)


def _counting(query: Query, by: By) -> Query:
    return replace(query, sort="newest", limit=0, facets=(by,), facet_limit=MOST_PERIODS)


def _of_query(index: Index, parse: Parse, text: str, by: By) -> _Counted:
    page = index.search(_counting(replace(parse(text), text=text), by))
    if page.partial:
        # What was found is not what was asked for.
        return _Counted(text, "", 0, {})
    return _Counted(text, "", page.total, {one.value: one.count for one in page.facets.get(by, ()) if one.value})


def _of_official(index: Index, identity_id: str, by: By) -> _Counted:
    person = identity(index, identity_id)
    length = 4 if by == "year" else 7
    days = [article_day(article) for article_id in person.articles if (article := index.find(article_id))]
    counts = Counter(day[:length] for day in days if len(day) >= length)
    return _Counted(person.name, person.id, len(days), counts)


def _axis(counts: Sequence[Mapping[str, int]], by: By, first: str, last: str) -> tuple[str, ...]:
    known = {period for one in counts for period in one}
    begin, end = first or min(known, default=""), last or max(known, default="")
    if not begin or not end or is_behind(begin, end):
        return ()
    return years(begin, end) if by == "year" else months(begin, end)


def _line(one: _Counted, periods: tuple[str, ...], totals: tuple[int, ...]) -> Line:
    counts = tuple(count.count for count in filled(one.counts, periods))
    pairs = zip(counts, totals, strict=True)
    shares = tuple(round(100 * count / total, 2) if total else None for count, total in pairs)
    return Line(one.label, one.id, one.total, one.total - sum(one.counts.values()), counts, shares)
