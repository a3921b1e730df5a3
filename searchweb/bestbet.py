"""What stands above the hits where the words of a search are just the name of an official, a unit or a document."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.query import Query
from indexer.search.vocabulary import Suggestion
from searchweb.desk import page_of
from searchweb.port import Index


@dataclass(frozen=True, slots=True)
class BestBet:
    """What has that name: `kind` "official", "unit" or "document"; `count` its articles; `href` where it is shown."""

    kind: str
    label: str
    detail: str
    count: int
    href: str


def best_bet(index: Index, state: Query) -> BestBet | None:
    """The one for the first page of a search without filters, where there is one."""
    if not state.text or state.filters or state.dates or state.page > 1:
        return None
    found = index.named(state.text.strip('"“” '))
    return None if found is None else BestBet(found.kind, found.text, found.detail, found.count, _href(found))


def _href(found: Suggestion) -> str:
    value = found.query if found.kind == "document" and found.query else found.text
    return page_of(found.kind, value)
