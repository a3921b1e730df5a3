"""Facets over a few articles that are at hand, such as those of one official: chosen and counted as in a search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indexer.analysis.entry import article_day, facet_values
from indexer.fields import FACET_NAMES, FACETS
from indexer.model import Article
from indexer.query import DateRange, FacetCount, Filter, Query
from searchweb.language import translate
from searchweb.parameters import BadPageParameters, Given, Parameter, ParameterKind
from searchweb.urls import EXCLUDE, MAX_VALUES, in_order, read_years

Values = dict[str, tuple[str, ...]]

_KINDS: dict[str, ParameterKind] = {"year": "years", "month": "month"}
# What a page takes that lets readers choose among its articles: as in the address of a search.
NARROWING = (
    *(
        Parameter(
            sign + facet.name,
            _KINDS.get(facet.name, "text"),
            most=MAX_VALUES,
            blank=True,
            description=f"{'Leave out' if sign else 'Only'} articles with this {facet.name}; blank: not stated",
        )
        for sign in ("", EXCLUDE)
        for facet in FACETS
    ),
    Parameter("from", "day", description="Only articles of this day or later"),
    Parameter("to", "day", description="Only articles of this day or earlier"),
    Parameter("page", "page"),
)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The articles that have the chosen values, in the order they were given, and the counts of all values.

    A facet's own choices are left out of its counts, so that another of its values can be chosen beside them.
    """

    articles: tuple[Article, ...]
    facets: dict[str, tuple[FacetCount, ...]]


def read_narrowing(given: Given) -> Query:
    """The filters, dates and page that an address asks for. Raises BadPageParameters."""
    filters = [
        Filter(facet, tuple(_values(facet, given.values[name])), exclude=bool(sign))
        for sign in ("", EXCLUDE)
        for facet in FACET_NAMES
        if (name := sign + facet) in given.values
    ]
    first, last = given.one("from") or None, given.one("to") or None
    if first and last and first > last:
        raise BadPageParameters(translate("from {first} is after to {last}", first=first, last=last))
    dates = DateRange(first, last) if first or last else None
    return in_order(Query(filters=tuple(filters), dates=dates, page=given.page()))


def _values(facet: str, written: Iterable[str]) -> list[str]:
    return [value for one in written for value in (read_years(one) if facet == "year" and one else (one,))]


def narrowed(articles: Sequence[Article], state: Query) -> Narrowed:
    """Those of `articles` that pass the filters and dates of a query; "" as a value stands for "not stated"."""
    known = [(article, facet_values(article)) for article in articles if _within(article_day(article), state.dates)]
    kept = tuple(article for article, values in known if _passes(values, state.filters))
    return Narrowed(kept, {name: _counts(name, [values for _, values in known], state.filters) for name in FACET_NAMES})


def _counts(name: str, known: Iterable[Values], chosen: tuple[Filter, ...]) -> tuple[FacetCount, ...]:
    others = tuple(each for each in chosen if each.facet != name or each.exclude)
    counted = Counter(value for values in known if _passes(values, others) for value in values[name] or ("",))
    stated = sorted(((value, count) for value, count in counted.items() if value), key=lambda one: (-one[1], one[0]))
    unstated = [("", counted[""])] if counted[""] else []
    return tuple(FacetCount(value, count) for value, count in (*stated, *unstated))


def _passes(values: Values, chosen: Iterable[Filter]) -> bool:
    return all(any(value in each.values for value in values[each.facet] or ("",)) != each.exclude for each in chosen)


def _within(day: str | None, dates: DateRange | None) -> bool:
    """A partial day counts as its first one, as in a search; one that is not known lies in no stretch of time."""
    if dates is None:
        return True
    whole = f"{day}-01-01"[:10] if day else ""
    return bool(whole) and (dates.first or "") <= whole <= (dates.last or "9999")
