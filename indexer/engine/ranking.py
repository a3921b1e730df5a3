"""The best of many matches in order, without sorting them all."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.engine.matches import Floats, Ints, Matches
from indexer.engine.segment import NO_DATE
from indexer.engine.source import Source
from indexer.query import RECENCY_GAIN, RECENCY_HALF_LIFE, SCORED, Query

# Scores are compared to this many decimals: float sums differ beyond with the order of segments.
DECIMALS = 5
# Of many scores the highest of so many at a time are looked at first.
_BLOCK = 64
_LAST = np.int64(2**31)
_FALLING = np.array(-(10.0**DECIMALS))


def with_recency(found: Matches, source: Source) -> Matches:
    """The same matches with a little more score the nearer they are to the newest; undated ones as they are."""
    ids, scores = found.listed()
    days = source.days[ids].astype(np.int64)
    dated = days != NO_DATE
    ages = (int(days[dated].max(initial=NO_DATE)) - days) / RECENCY_HALF_LIFE
    gains = np.where(dated, 1 + RECENCY_GAIN * np.exp2(-np.where(dated, ages, 0)), 1)
    return Matches(ids, None, (scores * gains).astype(np.float32))


def best(found: Matches, source: Source, query: Query, wanted: int) -> tuple[Ints, Floats]:
    """Numbers and scores of the first `wanted` matches in the order of the query."""
    if query.sort in SCORED:
        return _best_scored(found, source, wanted)
    return _first_by_day(found, source.newest if query.sort == "newest" else source.oldest, wanted)


def _first_by_day(found: Matches, order: Ints, wanted: int) -> tuple[Ints, Floats]:
    """The first `wanted` matches among all articles in `order`; seldom more than its beginning is looked at."""
    mask, scores = found.spread(len(order))
    first, step = 0, _BLOCK * wanted
    numbers = order[:0]
    while len(numbers) < wanted and first < len(order):
        some = order[first : first + step]
        numbers = np.concatenate((numbers, some[mask[some]]))
        first += step
        step *= 4
    return numbers[:wanted], scores[numbers[:wanted]]


def _best_scored(found: Matches, source: Source, wanted: int) -> tuple[Ints, Floats]:
    ids, scores = found.ids, found.scores
    if ids is None:
        assert found.mask is not None  # noqa: S101 - either form
        ids = np.flatnonzero(found.mask & (scores >= _least(scores, wanted)))
        scores = scores[ids]
    elif len(ids) > 4 * wanted:
        kept = np.flatnonzero(scores >= _least(scores, wanted))
        ids, scores = ids[kept], scores[kept]
    if len(ids) > 50 * wanted + 1000:  # so many alike: those of the first ids
        places = _smallest(_keys(scores).astype(np.int64) * _LAST + source.order[ids], wanted)
        return ids[places], scores[places]
    return in_order(ids, scores, source, wanted)


def in_order(ids: Ints, scores: Floats, source: Source, wanted: int) -> tuple[Ints, Floats]:
    """The `wanted` best of a few articles, whose numbers rise, by score, then by id."""
    keys = _keys(scores)
    if source.numbered_by_id:
        places = keys.argsort(kind="stable")[:wanted]
    else:
        places = np.lexsort((source.order[ids], keys))[:wanted]
    return ids[places], scores[places]


def _keys(scores: Floats) -> npt.NDArray[np.float64]:
    """Whole numbers that rise as scores, rounded to DECIMALS, fall."""
    keys: npt.NDArray[np.float64] = scores * _FALLING
    return np.rint(keys, out=keys)


def _least(scores: Floats, wanted: int) -> float:
    """A score that the first `wanted` all have at least, rounding allowed for."""
    if not wanted:  # only counts are asked for
        return np.inf
    if len(scores) <= wanted:
        return -np.inf
    if len(scores) > _BLOCK * 16 * wanted:
        # The highest of each of many blocks: so many blocks have one at least as high.
        scores = scores[: len(scores) // _BLOCK * _BLOCK].reshape(_BLOCK, -1).max(axis=0)
    place = len(scores) - wanted
    return float(np.partition(scores, place)[place]) - 2.0 * 10.0**-DECIMALS


def _smallest(keys: npt.NDArray[Any], wanted: int) -> Ints:
    """The places of the `wanted` smallest keys, in order."""
    if len(keys) > 4 * wanted:
        places = np.argpartition(keys, wanted)[:wanted]
        return places[np.argsort(keys[places])]
    return np.argsort(keys)[:wanted]
