"""Codes of two bits, four to a byte: packed, unpacked, looked up one by one, and counted up to a place.

A code is a number of 0..3; the largest mostly says that the number is one of a list. Looking up and counting go by
words of 32 codes, so that a few places of a long run cost no unpacking of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from indexer.arrays.files import Array
from indexer.arrays.numbers import starts_of

Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]

# The largest two-bit code says: the value is the next one of the list.
ESCAPE = 3
_BYTE, _WORD = np.dtype(np.uint8), np.dtype("<u8")
# The four codes of every byte, first in the lowest bits, as one uint32.
_FOUR = np.array([[byte >> shift & 3 for shift in (0, 2, 4, 6)] for byte in range(256)], np.uint8).view("<u4").ravel()
# The same where a code stands for one more.
_FOUR_FROM_ONE = _FOUR + np.uint32(0x01010101)
_FOUR_FLOATS = _FOUR.view(np.uint8).reshape(256, 4).astype(np.float32)
# The higher bit of every code of a word.
_HIGHER = np.uint64(0xAAAAAAAAAAAAAAAA)
_ONE, _THREE, _EIGHT, _TOP = np.uint64(1), np.uint64(3), np.uint64(8), np.uint64(48)
_CODE = np.uint64(3)
# Every other byte of a word, and what multiplies to the sum of its four pairs in the highest.
_EVEN, _FOURTHS = np.uint64(0x00FF00FF00FF00FF), np.uint64(0x0001000100010001)


def pack_codes(codes: Bytes) -> Bytes:
    """Codes of 0..3, four to a byte; the last byte is filled up with zeros."""
    four = np.zeros(-(-len(codes) // 4) * 4, np.uint8)
    four[: len(codes)] = codes
    rows = four.reshape(-1, 4)
    packed = rows[:, 0] | rows[:, 1] << 2 | rows[:, 2] << 4 | rows[:, 3] << 6
    return packed.astype(np.uint8, copy=False)


def unpack_codes(packed: Bytes, start: int, end: int, *, least: Literal[0, 1] = 0) -> Bytes:
    """The codes number start..end, each with `least` added."""
    table = _FOUR_FROM_ONE if least else _FOUR
    # No index is out of bounds; "clip" saves NumPy the check.
    codes: Bytes = table.take(packed[start >> 2 : (end + 3) >> 2], mode="clip").view(_BYTE)
    first = start & 3
    return codes[first : first + end - start]


def unpack_floats(packed: Bytes) -> npt.NDArray[np.float32]:
    """All codes as numbers to reckon with."""
    return _FOUR_FLOATS.take(packed, axis=0, mode="clip").reshape(-1)


@dataclass(frozen=True)
class CodeRun:
    """Codes one after the other, `first` of others before them in `words` and any number of others after them."""

    words: Words
    first: int

    @staticmethod
    def of(packed: Bytes, start: int, end: int) -> CodeRun:
        """The codes number start..end of a section."""
        raw = packed[start >> 5 << 3 : (end + 31) >> 5 << 3]
        if len(raw) & 7:  # at the end of the section
            raw = np.concatenate((raw, np.zeros(-len(raw) & 7, np.uint8)))
        return CodeRun(raw.view(_WORD), start & 31)

    def at(self, places: Ints) -> Bytes:
        """The codes at these places of the run."""
        places = places + self.first
        shifts = ((places & 3) << 1).astype(np.uint8)
        codes: Bytes = self.words.view(np.uint8)[places >> 2] >> shifts & ESCAPE
        return codes

    def look(self, places: Ints) -> tuple[Ints, Ints, Ints]:
        """The codes at these places, the sum of all codes before each, and how many of these are ESCAPE."""
        at, shifts, word = self._words_at(places)
        below = word & ((_ONE << shifts) - _ONE)
        codes = (word >> shifts & _CODE).astype(np.int64)
        return codes, self._sums[at] + _sums(below), self._escapes[at] + _escapes(below)

    def escapes_before(self, places: Ints) -> Ints:
        """How many codes before each place are ESCAPE."""
        at, shifts, word = self._words_at(places)
        return self._escapes[at] + _escapes(word & ((_ONE << shifts) - _ONE))

    def all(self, count: int) -> Bytes:
        """The first `count` codes."""
        return unpack_codes(self.words.view(np.uint8), self.first, self.first + count)

    def _words_at(self, places: Ints) -> tuple[Ints, Words, Words]:
        """For each place which word has it, at which bit, and this word."""
        places = places + self.first if self.first else places
        at = places >> 5
        return at, (places & 31).astype(np.uint64) << _ONE, self.words[at]

    @cached_property
    def _sums(self) -> Ints:
        return self._before_words(_sums)

    @cached_property
    def _escapes(self) -> Ints:
        return self._before_words(_escapes)

    def _before_words(self, count: Callable[[Words], Bytes]) -> Ints:
        """What is counted in all words before each, without what of the first word belongs to others."""
        sums = np.zeros(len(self.words) + 1, np.int64)
        sums[1:] = count(self.words)
        sums[0] = -int(count(self.words[:1] & np.uint64((1 << 2 * self.first) - 1)).sum())
        before: Ints = np.add.accumulate(sums, out=sums)
        return before


def _sums(words: Words) -> Bytes:
    """For each word the sum of its codes."""
    sums: Bytes = np.bitwise_count(words) + np.bitwise_count(words & _HIGHER)
    return sums


def _escapes(words: Words) -> Bytes:
    """For each word how many of its codes are ESCAPE."""
    escapes: Bytes = np.bitwise_count((words & _HIGHER) >> _ONE & words)
    return escapes


def sums_before(numbers: Array, places: Ints) -> Ints:
    """The sum of all numbers before each place: of single bytes eight at a time, as words."""
    if numbers.dtype != np.uint8 or len(numbers) < len(places):
        return starts_of(numbers)[places]
    words = np.zeros(len(numbers) // 8 + 1, _WORD)
    words.view(np.uint8)[: len(numbers)] = numbers
    sums = _sums_of_bytes(words).astype(np.int64).cumsum()
    word = places >> 3
    after = words[word] >> ((places & 7).astype(np.uint64) << _THREE)
    before: Ints = sums[word] - _sums_of_bytes(after).astype(np.int64)
    return before


def _sums_of_bytes(words: Words) -> Words:
    """The sum of the eight bytes of each word."""
    pairs: Words = (words & _EVEN) + (words >> _EIGHT & _EVEN)
    return pairs * _FOURTHS >> _TOP
