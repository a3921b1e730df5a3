"""What the collection holds and what it does not: units by months, gaps, what was skipped, what is new since a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from indexer.model import Skipped
from indexer.query import Filter, Query, ResultPage
from searchweb.people import article_day
from searchweb.periods import Count, filled, months
from searchweb.port import Index

ROWS = 25
MOST_UNITS = 1_000_000
MOST_PERIODS = 5_000
MOST_NEW = 20
MOST_PATHS = 50


@dataclass(frozen=True, slots=True)
class Gap:
    """Months in a row without any article, first and last included."""

    first: str
    last: str
    months: int


@dataclass(frozen=True, slots=True)
class Row:
    """A unit over the months of the axis. `undated` articles have no month; `gap` is the longest between articles."""

    unit: str
    articles: int
    undated: int
    first: str
    last: str
    months: tuple[int, ...]
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class SkippedFor:
    """A reason and what was skipped for it: how many, and the first paths."""

    reason: str
    count: int
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article whose file is new or changed."""

    article: str
    title: str
    day: str
    unit: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """One page of units over one axis of months. `everything` is the row of the whole collection.

    `year` narrows the axis, "" is all of it. `since` is the asked day, "" where none was; `new` are the first
    MOST_NEW of `new_count` articles whose files are new or changed since.
    """

    year: str
    axis: tuple[str, ...]
    everything: Row
    rows: tuple[Row, ...]
    units: int
    page: int
    last_page: int
    skipped: tuple[SkippedFor, ...]
    since: str
    new: tuple[NewArticle, ...]
    new_count: int


def coverage(index: Index, *, year: str = "", page: int = 1, since: str = "") -> Coverage:
    """The state of the collection; a page behind the last is the last."""
    whole = index.search(Query(sort="newest", limit=0, facets=("unit", "month"), facet_limit=MOST_UNITS))
    units = [one.value for one in whole.facets.get("unit", ()) if one.value]
    counts = _months(whole)
    axis = months(f"{year}-01", f"{year}-12") if year else _axis(counts)
    last_page = max(1, -(-len(units) // ROWS))
    page = min(page, last_page)
    new = index.changed_since(since) if since else ()
    return Coverage(
        year=year,
        axis=axis,
        everything=_row("", whole.total, counts, axis),
        rows=tuple(_unit_row(index, unit, axis) for unit in units[(page - 1) * ROWS : page * ROWS]),
        units=len(units),
        page=page,
        last_page=last_page,
        skipped=_skipped(index.skipped()),
        since=since,
        new=tuple(_new(index, new[:MOST_NEW])),
        new_count=len(new),
    )


def _months(page: ResultPage) -> dict[str, int]:
    return {one.value: one.count for one in page.facets.get("month", ()) if one.value}


def _axis(counts: dict[str, int]) -> tuple[str, ...]:
    return months(min(counts), max(counts)) if counts else ()


def _unit_row(index: Index, unit: str, axis: tuple[str, ...]) -> Row:
    filters = (Filter("unit", (unit,)),)
    page = index.search(Query(filters=filters, sort="newest", limit=0, facets=("month",), facet_limit=MOST_PERIODS))
    return _row(unit, page.total, _months(page), axis)


def _row(unit: str, articles: int, counts: dict[str, int], axis: tuple[str, ...]) -> Row:
    undated = articles - sum(counts.values())
    own = filled(counts, _axis(counts))
    on_axis = tuple(one.count for one in filled(counts, axis))
    return Row(unit, articles, undated, min(counts, default=""), max(counts, default=""), on_axis, longest_gap(own))


def longest_gap(counts: Iterable[Count]) -> Gap | None:
    """The longest run of months without an article, the first of equals; None where every month has one."""
    best: Gap | None = None
    run: list[str] = []
    for one in counts:
        run = [] if one.count else [*run, one.value]
        if run and len(run) > (best.months if best else 0):
            best = Gap(run[0], run[-1], len(run))
    return best


def _skipped(items: Iterable[Skipped]) -> tuple[SkippedFor, ...]:
    paths: dict[str, list[str]] = defaultdict(list)
    for item in items:
        paths[item.reason].append(item.path)
    found = [SkippedFor(reason, len(where), tuple(where[:MOST_PATHS])) for reason, where in paths.items()]
    return tuple(sorted(found, key=lambda one: (-one.count, one.reason)))


def _new(index: Index, ids: Iterable[str]) -> Iterable[NewArticle]:
    for article_id in ids:
        if article := index.find(article_id):
            unit = article.unit.name if article.unit else ""
            yield NewArticle(article.id, article.title, article_day(article), unit)
