"""Matching articles with their scores, in two forms, and what the evaluator needs of an index.

Few matches are a list of article numbers, many a mask over all articles, which saves looking each up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from indexer.engine.field_postings import Dense, Sparse
from indexer.engine.segment import SegmentArrays
from indexer.fields import TEXT_FIELDS

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float32]
Mask: TypeAlias = npt.NDArray[np.bool_]
Counts: TypeAlias = npt.NDArray[Any]
# A term as an index knows it: (place of the segment, number in its dictionary) for each segment that has it.
Found: TypeAlias = tuple[tuple[int, int], ...]

K1 = 1.2
B = 0.75
# An array of no dimension: NumPy takes it in half the time of a number.
_K1 = np.array(K1, np.float32)
WEIGHTS = {field.name: field.weight for field in TEXT_FIELDS}
ALL_FIELDS = tuple(WEIGHTS)
# More matches than this share of all articles are kept as a mask (measured: the two ways cost the same about here).
MANY = 1 / 8


class PostingSource(Protocol):
    """What the evaluator needs of an index: postings, positions and norms, for live articles only."""

    @property
    def size(self) -> int:
        """Article numbers are below this; some may be dead."""

    @property
    def live(self) -> int:
        """How many articles are alive."""

    @property
    def whole(self) -> bool:
        """Whether all are."""

    @property
    def alive(self) -> Mask:
        """For each article number, whether it is alive."""

    @property
    def parts(self) -> Sequence[tuple[int, SegmentArrays]]:
        """The segments, each with the number of its first article."""

    def find(self, text: str) -> Found:
        """Where a term is; empty where the index does not have it."""

    def articles_with(self, found: Found) -> int:
        """In how many articles the term is in any field; exact where the source is whole."""

    def fields_with(self, found: Found) -> tuple[str, ...]:
        """The fields that have the term."""

    def postings(self, field: str, found: Found, *, exact: bool = True) -> Sparse | Dense:
        """Postings of a term in a field; not `exact`, with counts that are only more than 0."""

    def counts_in(self, field: str, found: Found, articles: Ints) -> Counts:
        """How often a term stands in each of these articles."""

    def norms(self, field: str) -> Floats:
        """weight / (1 - B + B * length / mean length), by article number."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Matching articles with scores: `ids` rising with a score each, or, without ids, a mask and scores over all.

    Over all, the score of what does not match is 0.
    """

    ids: Ints | None
    mask: Mask | None
    scores: Floats

    def count(self) -> int:
        """How many match."""
        return len(self.ids) if self.ids is not None else int(np.count_nonzero(self._mask()))

    def listed(self) -> tuple[Ints, Floats]:
        """Numbers and scores as a list."""
        if self.ids is not None:
            return self.ids, self.scores
        ids = np.flatnonzero(self._mask())
        return ids, self.scores[ids]

    def spread(self, size: int) -> tuple[Mask, Floats]:
        """Mask and scores over all articles."""
        if self.ids is None:
            return self._mask(), self.scores
        mask, scores = np.zeros(size, bool), np.zeros(size, np.float32)
        mask[self.ids] = True
        scores[self.ids] = self.scores
        return mask, scores

    def kept(self, wanted: Mask) -> Matches:
        """Those among the `wanted` article numbers."""
        if self.ids is None:
            return masked(self._mask() & wanted, self.scores)
        kept = wanted[self.ids]
        return Matches(self.ids[kept], None, self.scores[kept])

    def _mask(self) -> Mask:
        assert self.mask is not None  # noqa: S101 - either form
        return self.mask


def masked(mask: Mask, scores: Floats) -> Matches:
    """What of the scores over all articles the mask leaves, in the form that suits their number."""
    if int(np.count_nonzero(mask)) <= MANY * len(mask):
        ids = np.flatnonzero(mask)
        return Matches(ids, None, scores[ids])
    return Matches(None, mask, scores * mask)


EMPTY_IDS: Ints = np.empty(0, np.int64)
EMPTY_SCORES: Floats = np.empty(0, np.float32)
EMPTY = Matches(EMPTY_IDS, None, EMPTY_SCORES)


def scored(source: PostingSource, lists: list[tuple[Ints, Floats]], total: Floats | None) -> Matches:
    """BM25 over the sums of weighted counts, given as lists and, where any is dense, a sum over all articles."""
    if total is None and sum(len(ids) for ids, _ in lists) <= MANY * source.size:
        ids, weighted = summed(lists)
        return Matches(ids, None, bm25(weighted, len(ids), source.live))
    if total is None:
        total = np.zeros(source.size, np.float32)
    for ids, weighted in lists:
        total[ids] += weighted
    mask = total > 0
    return Matches(None, mask, bm25(total, int(np.count_nonzero(mask)), source.live))


def unscored(source: PostingSource, lists: list[tuple[Ints, Floats]], total: Floats | None) -> Matches:
    """The same articles with a score of 0."""
    if total is None and len(lists) == 1:
        return Matches(lists[0][0], None, np.zeros(len(lists[0][0]), np.float32))
    mask = np.zeros(source.size, bool) if total is None else total > 0
    for ids, _ in lists:
        mask[ids] = True
    return Matches(None, mask, np.zeros(source.size, np.float32))


def summed(lists: list[tuple[Ints, Floats]]) -> tuple[Ints, Floats]:
    """Each number once, with the sum of what belongs to it."""
    if not lists:
        return EMPTY_IDS, EMPTY_SCORES
    if len(lists) == 1:
        return lists[0]
    lists = sorted(lists, key=lambda one: -len(one[0]))
    if len(lists) == 2 and len(lists[1][0]) * 8 < len(lists[0][0]):
        return _added(*lists[0], *lists[1])
    ids = np.concatenate([part for part, _ in lists])
    order = ids.argsort(kind="stable")
    ids = ids[order]
    first = np.ones(len(ids), bool)
    np.not_equal(ids[1:], ids[:-1], out=first[1:])
    starts = np.flatnonzero(first)
    return ids[starts], np.add.reduceat(np.concatenate([part for _, part in lists])[order], starts)


def _added(ids: Ints, weights: Floats, few: Ints, more: Floats) -> tuple[Ints, Floats]:
    """A long list with a short one added to it."""
    places = ids.searchsorted(few)
    known = ids.take(places, mode="clip") == few
    if np.count_nonzero(known) == len(few):
        weights[places] += more
        return ids, weights
    weights[places[known]] += more[known]
    new = ~known
    return np.insert(ids, places[new], few[new]), np.insert(weights, places[new], more[new])


def bm25(weighted: Floats, found: int, live: int) -> Floats:
    """Scores of weighted counts of a term that `found` of `live` articles have."""
    idf = log(1 + (live - found + 0.5) / (found + 0.5))
    scores: Floats = weighted + _K1
    np.divide(weighted, scores, out=scores)
    scores *= np.float32(idf * (K1 + 1))
    return scores


def few_of(ids: Ints, scores: Floats, many: Matches, size: int) -> Matches:
    """Those of a list that are in `many` too, with both scores."""
    if many.ids is None:
        assert many.mask is not None  # noqa: S101
        kept = many.mask[ids]
        ids = ids[kept]
        return Matches(ids, None, scores[kept] + many.scores[ids])
    if not len(many.ids):
        return EMPTY
    if len(ids) > 500 and (len(ids) + len(many.ids)) * 32 > size:
        return few_of(ids, scores, Matches(None, *many.spread(size)), size)
    places = np.searchsorted(many.ids, ids)
    places[places == len(many.ids)] = 0
    kept = many.ids[places] == ids
    return Matches(ids[kept], None, scores[kept] + many.scores[places[kept]])
