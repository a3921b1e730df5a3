"""What the collection holds and what it does not: units by months, gaps, what was skipped, what is new since a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from indexer.errors import IndexUnusable
from indexer.model import Remark, Skipped
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
class RemarkedOn:
    """A reason why something was not understood, though its article was read: how often, and the first places."""

    reason: str
    count: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article that is new, changed or gone; `what` is "file" where only its file is known to be new or changed."""

    what: Literal["added", "changed", "removed", "file"]
    article: str
    title: str
    day: str
    unit: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """One page of units over one axis of months. `everything` is the row of the whole collection.

    `year` narrows the axis, "" is all of it. `since` is the asked day, "" where none was; `new` are the first
    MOST_NEW of `new_count` articles that runs since then added, changed or removed; where the runs of that time are
    not written down, those whose files are new or changed since.
    """

    year: str
    axis: tuple[str, ...]
    everything: Row
    rows: tuple[Row, ...]
    units: int
    page: int
    last_page: int
    skipped: tuple[SkippedFor, ...]
    remarks: tuple[RemarkedOn, ...]
    since: str
    new: tuple[NewArticle, ...]
    new_count: int


def coverage(index: Index, *, year: str = "", page: int = 1, since: str = "") -> Coverage:
    """The state of the collection; a page behind the last has no rows."""
    whole = index.search(Query(sort="newest", limit=0, facets=("unit", "month"), facet_limit=MOST_UNITS))
    units = [one.value for one in whole.facets.get("unit", ()) if one.value]
    counts = _months(whole)
    axis = months(f"{year}-01", f"{year}-12") if year else _axis(counts)
    last_page = max(1, -(-len(units) // ROWS))
    new, new_count = _new_since(index, since) if since else ((), 0)
    return Coverage(
        year=year,
        axis=axis,
        everything=_row("", whole.total, counts, axis),
        rows=tuple(_unit_row(index, unit, axis) for unit in units[(page - 1) * ROWS : page * ROWS]),
        units=len(units),
        page=page,
        last_page=last_page,
        skipped=_skipped(index.skipped()),
        remarks=_remarks(index.remarks()),
        since=since,
        new=new,
        new_count=new_count,
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
    return tuple(SkippedFor(*one) for one in _by_reason((item.reason, item.path) for item in items))


def _remarks(items: Iterable[Remark]) -> tuple[RemarkedOn, ...]:
    return tuple(RemarkedOn(*one) for one in _by_reason((one.reason, f"{one.path}: {one.value}") for one in items))


def _by_reason(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, int, tuple[str, ...]]]:
    """Each reason with how many there are of it and the first of them; the most frequent first."""
    found: dict[str, list[str]] = defaultdict(list)
    for reason, where in pairs:
        found[reason].append(where)
    counted = [(reason, len(where), tuple(where[:MOST_PATHS])) for reason, where in found.items()]
    return sorted(counted, key=lambda one: (-one[1], one[0]))


def _new_since(index: Index, since: str) -> tuple[tuple[NewArticle, ...], int]:
    found = None
    with suppress(IndexUnusable):  # the journal is a help, not the index
        found = index.history.since(since, limit=MOST_NEW)
    if found is not None and found.complete:
        return tuple(_new(index, one.article, one.what) for one in found.changes), found.total
    files = index.changed_since(since)
    return tuple(_new(index, name, "file") for name in files[:MOST_NEW] if index.find(name)), len(files)


def _new(index: Index, name: str, what: Literal["added", "changed", "removed", "file"]) -> NewArticle:
    article = index.find(name)
    if article is None:
        return NewArticle(what, name, "", "", "")
    unit = article.unit.name if article.unit else ""
    return NewArticle(what, name, article.title, article_day(article), unit)
