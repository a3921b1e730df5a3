"""pyvi's word list as a bit table, to look up all neighbours of a text at once.

Every syllable of the list has a code from 1; 0 is any other. The table has two bits for each pair of codes: whether
the two are a word, and whether they begin a word of three.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.pieces import Places
from indexer.analysis.pyvi_model import read_words

WORD = 1
BEGINNING = 2
_Whole = TypeVar("_Whole", int, Places)


@dataclass(frozen=True, slots=True)
class WordList:
    """`codes`: syllable -> code; those that begin a word come first, so that only they need rows.

    `bits` has `width` bytes for each of these rows and a zero behind them; `table` is the same memory as an array.
    `threes` are sorted keys.
    """

    codes: dict[str, int]
    width: int
    bits: bytearray
    table: NDArray[np.uint8]
    threes: Places

    def kinds(self, codes: Places) -> NDArray[np.uint8]:
        """WORD and BEGINNING of every code with the next one; one fewer than `codes`."""
        second = codes[1:]
        place = codes[:-1] * self.width
        place += second >> 2
        found = self.table.take(place, mode="clip")
        found >>= ((second & 3) << 1).astype(np.uint8)
        found &= WORD | BEGINNING
        return found

    def kind(self, first: int, second: int) -> int:
        """The same for one pair."""
        place = min(first * self.width + (second >> 2), len(self.bits) - 1)
        return self.bits[place] >> ((second & 3) << 1) & (WORD | BEGINNING)

    def are_threes(self, codes: Places, at: Places) -> NDArray[np.bool_]:
        """Whether the three codes from each of these places on are a word."""
        keys = _key(codes[at], codes[at + 1], codes[at + 2], len(self.codes) + 1)
        nearest = self.threes.searchsorted(keys)
        same: NDArray[np.bool_] = self.threes.take(nearest, mode="clip") == keys
        return same

    def is_three(self, first: int, second: int, third: int) -> bool:
        """The same for three codes."""
        key = _key(first, second, third, len(self.codes) + 1)
        return self.threes.item(min(int(self.threes.searchsorted(key)), len(self.threes) - 1)) == key


@cache
def load_word_list() -> WordList:
    """The table of pyvi's list, once per process."""
    return make_word_list(read_words())


def make_word_list(words: Sequence[str]) -> WordList:
    """The table of all words of two or three syllables, parted by single spaces; others are left out."""
    by_size = [[word for word in words if word.count(" ") == size - 1] for size in (2, 3)]
    codes: dict[str, int] = {}
    for word in chain(*by_size):
        codes.setdefault(word.partition(" ")[0], len(codes) + 1)
    rows = len(codes) + 1
    for syllable in chain.from_iterable(word.split(" ") for word in chain(*by_size)):
        codes.setdefault(syllable, len(codes) + 1)
    twos, threes = (
        np.fromiter((codes[syllable] for word in found for syllable in word.split(" ")), np.intp).reshape(-1, size).T
        for size, found in zip((2, 3), by_size, strict=True)
    )
    width = len(codes) // 4 + 1
    bits = bytearray(rows * width + 1)
    table = np.frombuffer(bits, np.uint8)
    for kind, (first, second) in ((WORD, twos), (BEGINNING, threes[:2])):
        np.bitwise_or.at(table, first * width + (second >> 2), (kind << ((second & 3) << 1)).astype(np.uint8))
    return WordList(codes, width, bits, table, np.sort(_key(threes[0], threes[1], threes[2], len(codes) + 1)))


def _key(first: _Whole, second: _Whole, third: _Whole, count: int) -> _Whole:
    return (first * count + second) * count + third
