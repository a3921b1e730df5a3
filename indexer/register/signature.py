"""MinHash signatures of texts (Broder 1997): the share of equal values estimates how much of two texts is the same."""

from __future__ import annotations

import re
from functools import cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from indexer.text.fold import fold

SHINGLE = 4
# 42 bands of 3 rows: a pair at 0.4 is compared with probability 0.94, at 0.5 with 0.996.
BANDS, ROWS = 42, 3
PERMUTATIONS = BANDS * ROWS
# Fewer shingles say too little: two notices of one line are alike without being copies.
LEAST_SHINGLES = 20
_WORD = re.compile(r"\w+")
_MIX = np.uint64(0x9E3779B97F4A7C15)
Hashes = npt.NDArray[np.uint16]


def signature(text: str) -> Hashes | None:
    """The signature of a text's shingles, accents and case aside; None for a text too short to compare.

    Two different values are equal once in 65,536.
    """
    words = _WORD.findall(fold(text))
    if len(words) < SHINGLE:
        return None
    codes = np.fromiter((crc32(word.encode()) for word in words), np.uint64, len(words))
    shingles = np.unique(_shingled(codes))
    if len(shingles) < LEAST_SHINGLES:
        return None
    factors, terms = _permutations()
    least = (shingles[:, None] * factors + terms).min(axis=0)
    # The high bits of a minimum are small for every text; those below tell texts apart.
    hashes: Hashes = (least >> np.uint64(24) & np.uint64(0xFFFF)).astype(np.uint16)
    return hashes


@cache
def _permutations() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Factors and terms, drawn at first use: NumPy's random numbers take 7 ms to load, and readers need none."""
    random = np.random.Generator(np.random.PCG64(1997))
    factors = random.integers(1, 2**63, PERMUTATIONS, np.uint64) * np.uint64(2) + np.uint64(1)
    return factors, random.integers(0, 2**63, PERMUTATIONS, np.uint64)


def _shingled(codes: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """A well mixed hash of every run of SHINGLE words."""
    count = len(codes) - SHINGLE + 1
    mixed = np.zeros(count, np.uint64)
    for at in range(SHINGLE):
        mixed = (mixed ^ codes[at : at + count]) * _MIX
        mixed ^= mixed >> np.uint64(29)
    return mixed
