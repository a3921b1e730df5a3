"""Per-article values as integer codes, so that filters and facet counts are array operations.

One `FacetColumn` holds, for every article number, the codes of its values (CSR: compressed sparse row).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from indexer.arrays.files import Array
from indexer.arrays.numbers import highest, narrowest, ragged
from indexer.arrays.strings import Strings, string_arrays
from indexer.engine.inverter import facet_rows
from indexer.engine.matches import Ints, Mask
from indexer.engine.segment import FacetRows
from indexer.fields import PATH_SIGN
from indexer.query import FacetCount, Filter, Query

NOT_STATED = ""
# So many values of an article are counted without looking up where they are: nearly twice as quick in all.
_SIDE_BY_SIDE = 4


@dataclass(frozen=True)
class Picked:
    """Articles to count the values of, by number, rising, of `size` in all; the same for all facets."""

    ids: Ints
    size: int

    @cached_property
    def others(self) -> Ints:
        """All other articles: where these are fewer, they are counted and taken away."""
        others = np.ones(self.size, bool)
        others[self.ids] = False
        return others.nonzero()[0]


@dataclass(frozen=True)
class FacetColumn:
    """`values[codes[rows[n]:rows[n + 1]]]` are the values of article `n`; none stands as NOT_STATED.

    `rows` None where every article has just one.
    """

    values: Strings
    codes: Array
    rows: Array | None

    @staticmethod
    def of(parts: Sequence[FacetRows]) -> FacetColumn:
        """The rows of several segments, one after the other, over all their values."""
        if len(parts) == 1:
            return FacetColumn(parts[0].values, parts[0].codes, parts[0].rows)
        texts = sorted(set().union(*(part.values.raw() for part in parts)))
        place = {text: number for number, text in enumerate(texts)}
        codes = [np.zeros(0, np.int64)]
        lengths = [np.zeros(0, np.int64)]
        for part in parts:
            new = np.fromiter(map(place.__getitem__, part.values.raw()), np.int64, len(part.values))
            codes.append(new[part.codes])
            lengths.append(part.span(np.arange(part.size))[1])
        values = Strings(string_arrays("values", texts), "values")
        rows = facet_rows(np.concatenate(lengths))
        return FacetColumn(values, np.concatenate(codes).astype(narrowest(len(texts))), rows if len(rows) else None)

    @property
    def size(self) -> int:
        """How many articles there are, dead ones with them."""
        return len(self.codes) if self.rows is None else len(self.rows) - 1

    @cached_property
    def _of_all(self) -> Ints:
        """The counts over every article, dead ones too."""
        return np.bincount(self.codes, minlength=len(self.values))

    @cached_property
    def _above(self) -> Ints:
        """Of each value of a path facet the code of the one above it, -1 at the top."""
        above = (
            -1 if PATH_SIGN not in value else self.values.find(value.rpartition(PATH_SIGN)[0]) for value in self.values
        )
        return np.fromiter(above, np.int64, len(self.values))

    @cached_property
    def _beginnings(self) -> tuple[Array, Mask]:
        """The first values of every article side by side, filled up with one beyond all values; and who has more."""
        assert self.rows is not None  # noqa: S101 - every article has just one otherwise
        lengths = np.diff(self.rows)
        beginnings = np.full((self.size, _SIDE_BY_SIDE), len(self.values), narrowest(len(self.values)))
        for place in range(_SIDE_BY_SIDE):
            some = np.flatnonzero(lengths > place)
            beginnings[some, place] = self.codes.take(self.rows.take(some) + place)
        return beginnings, lengths > _SIDE_BY_SIDE

    def counts(self, picked: Picked) -> Ints:
        """How many of the articles have each value."""
        if len(picked.ids) == self.size:
            return self._of_all
        if len(picked.ids) > self.size // 2:
            return self._of_all - self._counted(picked.others)
        return self._counted(picked.ids)

    def _counted(self, ids: Ints) -> Ints:
        if len(self.values) == 1 and self.rows is None:
            return np.array([len(ids)])
        if self.rows is None:
            return np.bincount(self.codes.take(ids), minlength=len(self.values))
        first_values, has_more = self._beginnings
        counts = np.bincount(first_values.take(ids, axis=0).ravel(), minlength=len(self.values) + 1)
        some = ids.compress(has_more.take(ids))
        first = self.rows.take(some).astype(np.int64) + _SIDE_BY_SIDE
        rest = self.codes.take(ragged(first, self.rows.take(some + 1) - first))
        return (counts + np.bincount(rest, minlength=len(counts)))[:-1]

    def count(self, picked: Picked, limit: int, opened: frozenset[str] | None = None) -> Iterator[FacetCount]:
        """Yield exact counts among `picked`, most frequent first, then by value, and last, if any, of NOT_STATED.

        At most `limit` values; where paths are `opened`, at most so many at the top and right below each of them.
        """
        counts = self.counts(picked)
        unstated = bool(len(self.values)) and not self.values[0]
        shown = np.flatnonzero(counts)
        if unstated and len(shown) and shown[0] == 0:
            shown = shown[1:]
        if opened is None:
            codes = _most(shown, counts, limit)
        else:
            above = self._above[shown]
            parents = [-1, *(code for code in map(self.values.find, sorted(opened)) if code >= 0)]
            codes = np.concatenate([_most(shown[above == parent], counts, limit) for parent in parents])
            codes = _most(codes, counts, len(codes))
        for code in codes.tolist():
            yield FacetCount(self.values[code], int(counts[code]))
        if unstated and counts[0]:
            yield FacetCount(NOT_STATED, int(counts[0]))

    def mask(self, chosen: Iterable[str]) -> Mask:
        """For every article number: has it one of `chosen`?"""
        codes = [code for code in map(self.values.find, chosen) if code >= 0]
        if self.rows is None:
            return _any_equal(self.codes, codes)
        mask = np.zeros(self.size, bool)
        places = np.flatnonzero(_any_equal(self.codes, codes))
        # Of one type: otherwise all rows are made another type first.
        mask[np.searchsorted(self.rows, places.astype(self.rows.dtype), "right") - 1] = True
        return mask


def _any_equal(codes: Array, wanted: list[int]) -> Mask:
    mask = np.zeros(len(codes), bool)
    if len(wanted) <= 4:
        for code in wanted:
            mask |= codes == code
        return mask
    hit = np.zeros(int(max(wanted)) + 1, bool)
    hit[wanted] = True
    inside = codes < len(hit)
    mask[inside] = hit[codes[inside]]
    return mask


def _most(codes: Ints, counts: Ints, limit: int) -> Ints:
    """The `limit` codes of the highest counts, then lowest codes: codes rise with values."""
    return codes[highest(counts[codes], limit)]


def opened_paths(query: Query, facet: str) -> frozenset[str]:
    """The chosen values of a path facet with everything above them."""
    chosen = [value for one in query.filters if one.facet == facet and not one.exclude for value in one.values]
    return frozenset(
        PATH_SIGN.join(parts[:length])
        for parts in (value.split(PATH_SIGN) for value in chosen)
        for length in range(1, len(parts) + 1)
    )


def filter_mask(column: Callable[[str], FacetColumn], filters: Iterable[Filter]) -> Mask | None:
    """For every article number: does it pass all filters? None where there are none."""
    mask: Mask | None = None
    for wanted in filters:
        chosen = column(wanted.facet).mask(wanted.values)
        chosen = ~chosen if wanted.exclude else chosen
        mask = chosen if mask is None else mask & chosen
    return mask
