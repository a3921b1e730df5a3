"""Whole numbers in arrays: the narrowest type that holds them, runs of them, the highest of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[Any]


def narrowest(largest: int) -> type[np.unsignedinteger[Any]]:
    """The smallest unsigned type that holds `largest`."""
    for kind in (np.uint8, np.uint16, np.uint32):
        if largest <= np.iinfo(kind).max:
            return kind
    return np.uint64


def ragged(starts: Ints, lengths: Ints) -> npt.NDArray[np.int64]:
    """The indices starts[i] .. starts[i] + lengths[i] of all i, one after the other."""
    ends = np.cumsum(lengths, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    indices: npt.NDArray[np.int64] = np.arange(total) + np.repeat(starts - (ends - lengths), lengths)
    return indices


def highest(values: Ints, limit: int) -> npt.NDArray[np.int64]:
    """The places of the `limit` highest values, highest first, of equal ones the first."""
    places: npt.NDArray[np.int64] = np.arange(len(values))
    if 0 < limit < len(values):
        least = np.partition(values, len(values) - limit)[len(values) - limit]
        places = np.flatnonzero(values >= least)
    return places[np.argsort(-values[places].astype(np.int64), kind="stable")][: max(limit, 0)]


def starts_of(lengths: Ints) -> npt.NDArray[np.int64]:
    """Where each of so long pieces begins, and where the last ends."""
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts
