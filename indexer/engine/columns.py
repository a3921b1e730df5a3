"""Per-article values as integer codes, so that filters and facet counts are array operations.

One `FacetColumn` holds, for every article number, the codes of its values (CSR: compressed sparse row).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.engine.evaluate import Ints
from indexer.fields import PATH_SIGN
from indexer.query import FacetCount, Filter, Query

# Between the values of one article. Not a comma: "Sở Văn hóa, Thể thao và Du lịch" has one.
SEPARATOR = "\x1f"
NOT_STATED = ""


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """`values[codes[starts[n]:starts[n + 1]]]` are the values of article `n`; none stands as NOT_STATED."""

    values: tuple[str, ...]
    codes: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]

    def count(self, ids: Ints, limit: int, opened: frozenset[str] | None = None) -> Iterator[FacetCount]:
        """Yield exact counts among `ids`, most frequent first, then by value, and last, if any, of NOT_STATED.

        At most `limit` values; where paths are `opened`, at most so many at the top and right below each of them.
        """
        spans = self.starts[ids + 1] - self.starts[ids]
        picked = self.codes[_ragged(self.starts[ids], spans)]
        counts = np.bincount(picked, minlength=len(self.values))
        present = np.flatnonzero(counts)
        # Codes rise with values, so a stable sort leaves equal counts in the order of their values.
        order = present[np.argsort(-counts[present], kind="stable")]
        taken: Counter[str] = Counter()
        for code in order:
            value = self.values[code]
            above = "" if opened is None else value.rpartition(PATH_SIGN)[0]
            if not value or (above and opened is not None and above not in opened):
                continue
            if taken[above] < limit:
                taken[above] += 1
                yield FacetCount(value, int(counts[code]))
            elif opened is None:
                break
        if self.values and not self.values[0] and counts[0]:
            yield FacetCount(NOT_STATED, int(counts[0]))

    def mask(self, chosen: Iterable[str]) -> npt.NDArray[np.bool_]:
        """For every article number: has it one of `chosen`?"""
        wanted = set(chosen)
        hit = np.fromiter((value in wanted for value in self.values), bool, len(self.values))
        rows = np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))
        mask = np.zeros(len(self.starts) - 1, bool)
        mask[rows[hit[self.codes]]] = True
        return mask


def opened_paths(query: Query, facet: str) -> frozenset[str]:
    """The chosen values of a path facet with everything above them."""
    chosen = [value for one in query.filters if one.facet == facet and not one.exclude for value in one.values]
    return frozenset(
        PATH_SIGN.join(parts[:length])
        for parts in (value.split(PATH_SIGN) for value in chosen)
        for length in range(1, len(parts) + 1)
    )


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
