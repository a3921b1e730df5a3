"""Filter values as readers write them, put into the words of the index.

"ubnd phuong bo de" or a unit without its place is no value that articles are counted by; it stands for those that
are. Each such reading is told; a value that stands for none stays as it is, and finds nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cached_property

from indexer.engine.port import Engine
from indexer.extract.post_words import abbreviations
from indexer.query import Filter, Query
from indexer.text.fold import fold

# Facets whose values are names that people write in several ways; the others are codes or a short list.
NAMED = ("unit", "official")
_ALL = 1_000_000
_TOLD = 3


class FacetValues:
    """The values of the named facets of one engine, found by any spelling. Read at first use."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def standing_for(self, facet: str, value: str) -> tuple[str, ...]:
        """The values that `value` stands for: itself where articles have it, else those spelt or beginning so."""
        values, spellings = self._known[facet]
        return (value,) if not value or value in values else tuple(spellings.get(_key(value), ()))

    @cached_property
    def _known(self) -> dict[str, tuple[frozenset[str], dict[str, list[str]]]]:
        counted = self._engine.search(Query(limit=1, facets=NAMED, facet_limit=_ALL)).facets
        known = {}
        for facet in NAMED:
            values = [count.value for count in counted[facet]]
            spellings: dict[str, list[str]] = defaultdict(list)
            for value in values:
                for written in dict.fromkeys((value, value.split(", ")[0])):
                    spellings[_key(written)].append(value)
            known[facet] = frozenset(values), dict(spellings)
        return known


def _key(text: str) -> str:
    """Words without accents and abbreviations, so that "UBND P. 1" meets what it is short for."""
    short = abbreviations()
    return " ".join(fold(" ".join(short.get(word.strip(","), word.strip(",")) for word in text.split())).split())


def resolve(query: Query, values: FacetValues) -> Query:
    """The query with every filter value replaced by the values it stands for, and a note for each reading."""
    notes: list[str] = []
    filters = tuple(_resolved(chosen, values, notes) for chosen in query.filters)
    return replace(query, filters=filters, notes=(*query.notes, *notes)) if notes else query


def _resolved(chosen: Filter, values: FacetValues, notes: list[str]) -> Filter:
    if chosen.facet not in NAMED:
        return chosen
    found: list[str] = []
    for value in chosen.values:
        readings = values.standing_for(chosen.facet, value)
        if readings and readings != (value,):
            more = f" và {len(readings) - _TOLD} tên khác" if len(readings) > _TOLD else ""
            notes.append(f"Bộ lọc “{value}” được đọc là: {'; '.join(readings[:_TOLD])}{more}")
        found += readings or (value,)
    return replace(chosen, values=tuple(dict.fromkeys(found)))
