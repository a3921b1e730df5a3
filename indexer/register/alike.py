"""Which signatures are alike: those that share a band and agree in enough values."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from indexer.register.signature import BANDS, ROWS, Hashes

LEAST_SIMILAR = 0.3
# So many signatures are compared with all others one by one; beyond, both sides are put in order band by band.
_FEW = 40
# Rows compared at a time: bounded memory, and they stay in the processor's cache.
_BLOCK = 4096
Ints = npt.NDArray[np.int64]


def alike(ones: Hashes, others: Hashes) -> Iterator[tuple[int, int]]:
    """Yield the rows (one, other) that are alike. Memory: 8 bytes a band and row, and the pairs themselves."""
    if not len(ones) or not len(others):
        return
    firsts, seconds = _one_by_one(ones, others) if len(ones) <= _FEW else _band_by_band(ones, others)
    for at in range(0, len(firsts), _BLOCK):
        some, more = firsts[at : at + _BLOCK], seconds[at : at + _BLOCK]
        same = (ones[some] == others[more]).mean(axis=1) >= LEAST_SIMILAR
        yield from zip(some[same].tolist(), more[same].tolist(), strict=True)


def _one_by_one(ones: Hashes, others: Hashes) -> tuple[Ints, Ints]:
    found: list[tuple[int, int]] = []
    for at in range(0, len(others), _BLOCK):
        bands = others[at : at + _BLOCK].reshape(-1, BANDS, ROWS)
        heads = np.ascontiguousarray(bands[:, :, 0])
        for number, one in enumerate(ones.reshape(-1, BANDS, ROWS)):
            maybe = np.flatnonzero((heads == one[:, 0]).any(axis=1))
            shared = maybe[(bands[maybe] == one).all(axis=2).any(axis=1)]
            found += [(number, at + int(row)) for row in shared]
    pairs = np.array(found, np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def _band_by_band(ones: Hashes, others: Hashes) -> tuple[Ints, Ints]:
    """Pairs of rows that share a band, each once."""
    seen = np.empty(0, np.int64)
    for band in range(BANDS):
        mine, theirs = _keys(ones, band), _keys(others, band)
        order = np.argsort(theirs)
        ordered = theirs[order]
        starts, ends = np.searchsorted(ordered, mine, "left"), np.searchsorted(ordered, mine, "right")
        counts = ends - starts
        rows = np.repeat(np.arange(len(ones)), counts)
        places = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(starts, counts)
        seen = np.union1d(seen, rows * len(others) + order[places])
    return seen // len(others), seen % len(others)


def _keys(hashes: Hashes, band: int) -> npt.NDArray[np.uint64]:
    keys = np.zeros(len(hashes), np.uint64)
    for row in range(band * ROWS, (band + 1) * ROWS):
        keys = keys << np.uint64(16) | hashes[:, row]
    return keys
