"""Filter values as readers write them, put into the words of the index.

"ubnd phuong bo de" or a unit without its place is no value that articles are counted by; it stands for those that
are. Each such reading is told; a value that stands for none stays as it is, and finds nothing.
"""

from __future__ import annotations

from dataclasses import replace

from indexer.query import Filter, Query
from indexer.search.facet_values import NAMED, FacetValues

_TOLD = 3


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
