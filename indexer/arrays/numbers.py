"""Whole numbers packed: two-bit codes with a list for the few that do not fit, and the narrowest type that does."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[Any]
Bytes = npt.NDArray[np.uint8]

# The largest two-bit code says: the value is the next one of the list.
ESCAPE = 3
# The four codes of every byte, first in the lowest bits, as one uint32.
_FOUR = np.array([[byte >> shift & 3 for shift in (0, 2, 4, 6)] for byte in range(256)], np.uint8).view("<u4").ravel()
_FOUR_FLOATS = _FOUR.view(np.uint8).reshape(256, 4).astype(np.float32)


def narrowest(largest: int) -> type[np.unsignedinteger[Any]]:
    """The smallest unsigned type that holds `largest`."""
    for kind in (np.uint8, np.uint16, np.uint32):
        if largest <= np.iinfo(kind).max:
            return kind
    return np.uint64


def pack_codes(codes: Bytes) -> Bytes:
    """Codes of 0..3, four to a byte; the last byte is filled up with zeros."""
    four = np.zeros(-(-len(codes) // 4) * 4, np.uint8)
    four[: len(codes)] = codes
    rows = four.reshape(-1, 4)
    packed = rows[:, 0] | rows[:, 1] << 2 | rows[:, 2] << 4 | rows[:, 3] << 6
    return packed.astype(np.uint8, copy=False)


def unpack_codes(packed: Bytes, start: int, end: int) -> Bytes:
    """The codes number start..end."""
    codes: Bytes = _FOUR.take(packed[start >> 2 : (end + 3) >> 2]).view(np.uint8)
    return codes[start & 3 : (start & 3) + end - start]


def unpack_floats(packed: Bytes) -> npt.NDArray[np.float32]:
    """All codes as numbers to reckon with."""
    return _FOUR_FLOATS.take(packed, axis=0).reshape(-1)


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
