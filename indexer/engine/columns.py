"""Per-article values as integer codes, so that filters and facet counts are array operations.

One `FacetColumn` holds, for every article number, the codes of its values (CSR: compressed sparse row).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.engine.evaluate import Ints
from indexer.query import FacetCount, Filter

# Between the values of one article. Not a comma: "Sở Văn hóa, Thể thao và Du lịch" has one.
SEPARATOR = "\x1f"
NOT_STATED = ""


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """`values[codes[starts[n]:starts[n + 1]]]` are the values of article `n`; none stands as NOT_STATED."""

    values: tuple[str, ...]
    codes: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]

    def count(self, ids: Ints, limit: int) -> tuple[FacetCount, ...]:
        """Exact counts among `ids`, most frequent first, then by value; at most `limit`, "not stated" left out."""
        spans = self.starts[ids + 1] - self.starts[ids]
        picked = self.codes[_ragged(self.starts[ids], spans)]
        counts = np.bincount(picked, minlength=len(self.values))
        order = sorted(np.flatnonzero(counts), key=lambda code: (-counts[code], self.values[code]))
        found = (FacetCount(self.values[code], int(counts[code])) for code in order if self.values[code])
        return tuple(count for count, _ in zip(found, range(limit), strict=False))

    def mask(self, chosen: Iterable[str]) -> npt.NDArray[np.bool_]:
        """For every article number: has it one of `chosen`?"""
        wanted = set(chosen)
        hit = np.fromiter((value in wanted for value in self.values), bool, len(self.values))
        rows = np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))
        mask = np.zeros(len(self.starts) - 1, bool)
        mask[rows[hit[self.codes]]] = True
        return mask


def facet_column(rows: Sequence[str]) -> FacetColumn:
    """A column from one SEPARATOR-joined string per article number."""
    split = [row.split(SEPARATOR) for row in rows]
    values = tuple(sorted({value for row in split for value in row}))
    code_of = {value: code for code, value in enumerate(values)}
    codes = np.fromiter((code_of[value] for row in split for value in row), np.int32)
    lengths = np.fromiter((len(row) for row in split), np.int64, len(split))
    return FacetColumn(values, codes, np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)]))


def filter_mask(columns: dict[str, FacetColumn], filters: Iterable[Filter], size: int) -> npt.NDArray[np.bool_]:
    """For every article number: does it pass all filters?"""
    mask = np.ones(size, bool)
    for wanted in filters:
        chosen = columns[wanted.facet].mask(wanted.values)
        mask &= ~chosen if wanted.exclude else chosen
    return mask


def _ragged(starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]) -> Ints:
    """The indices starts[i] .. starts[i] + lengths[i] of all i, one after the other."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    indices: Ints = np.arange(total) + np.repeat(starts - (ends - lengths), lengths)
    return indices
