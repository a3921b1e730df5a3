"""From what a URL asks for to what the index is asked: the text parsed, the URL's filters added to the text's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from indexer.query import SCORED, DateRange, Query, ResultPage, Sort
from indexer.search.answer import LOOSENED

Parse = Callable[[str], Query]

# Enough for the picture of years to show four decades.
FACET_LIMIT = 40


def to_ask(state: Query, parse: Parse) -> Query:
    """The query for the index. Without words to be relevant to, the newest articles come first.

    Every article is a hit, unless the URL asks for copies of one text to be grouped.
    Raises QuerySyntaxError where the text cannot be parsed.
    """
    parsed = parse(state.text)
    return replace(
        state,
        match=parsed.match,
        filters=(*parsed.filters, *state.filters),
        dates=_both(parsed.dates, state.dates),
        sort=effective_sort(state),
        facet_limit=FACET_LIMIT,
    )


def to_show(state: Query, parse: Parse) -> Query:
    """As `to_ask`, for a page: copies grouped unless the URL says otherwise, facets with all that readers choose from.

    Raises QuerySyntaxError.
    """
    collapse = state.collapse is not False
    return replace(to_ask(state, parse), collapse=collapse, unstated=True, fold_paths=True)


def loosened(page: ResultPage) -> tuple[str, ...]:
    """What an answer says of having loosened the question because nothing answers it as it is; empty where it did not.

    Whoever follows a search must not be sent such hits: they are gone with the first true one.
    """
    return tuple(note for note in page.notes if note in LOOSENED)


def effective_sort(state: Query) -> Sort:
    """The order that a URL's query is answered in: the newest first where there is nothing to be relevant to."""
    return "newest" if state.sort in SCORED and not state.text else state.sort


def _both(typed: DateRange | None, chosen: DateRange | None) -> DateRange | None:
    """The days that lie in both ranges."""
    if typed is None or chosen is None:
        return typed or chosen
    firsts = [day for day in (typed.first, chosen.first) if day]
    lasts = [day for day in (typed.last, chosen.last) if day]
    return DateRange(max(firsts, default=None), min(lasts, default=None))
