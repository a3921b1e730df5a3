"""The list of an official's articles with facets beside it, as a result page has them, each choice with its link."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import url_for

from indexer.query import FacetCount, Query
from searchweb.desk import Href, with_state
from searchweb.facets import Box, boxes
from searchweb.filter_links import filter_links
from searchweb.people import Chosen
from searchweb.results import Chip, chips


@dataclass(frozen=True, slots=True)
class ChosenList:
    """What stands around the list. `previous` and `next` lead to its other pages, `clear` to all articles."""

    boxes: tuple[Box, ...]
    chips: tuple[Chip, ...]
    clear: str
    previous: str | None
    next: str | None


def chosen_list(chosen: Chosen, state: Query, official_id: str) -> ChosenList:
    """The choices around the page `chosen` that the query `state` asked for."""
    href = _links(official_id)
    counts = {
        name: tuple(FacetCount(one.value, one.count) for one in counted) for name, counted in chosen.facets.items()
    }
    return ChosenList(
        boxes=boxes(counts, filter_links(state, href), whole=True),
        chips=chips(state, href),
        clear=href(Query()),
        previous=href(replace(state, page=chosen.page - 1)) if chosen.page > 1 else None,
        next=href(replace(state, page=chosen.page + 1)) if chosen.page < chosen.last_page else None,
    )


def _links(official_id: str) -> Href:
    # Choices lead back to the list, not to the head of a long page.
    path = url_for("official", official_id=official_id)
    return lambda state: with_state(path, state) + "#articles"
