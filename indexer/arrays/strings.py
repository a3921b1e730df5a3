"""Sorted distinct strings as arrays: found by hash in a microsecond, by beginning with a binary search.

Sections of a set of strings under a prefix: `text` (UTF-8, one after the other), `starts`, `heads` (for each value of
the hash, where its members begin) and `members` (numbers of strings). Hash: CRC-32, the one in the standard library.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import overload
from zlib import crc32

import numpy as np

from indexer.arrays.files import Array
from indexer.arrays.numbers import starts_of


class Strings(Sequence[str]):
    """Distinct strings in order of their UTF-8 bytes, which is that of Python."""

    def __init__(self, arrays: dict[str, Array], prefix: str) -> None:
        self._text = arrays[f"{prefix}.text"].data
        self._starts = arrays[f"{prefix}.starts"].data
        self._heads = arrays[f"{prefix}.heads"].data
        self._members = arrays[f"{prefix}.members"].data
        self._mask = len(self._heads) - 2

    def __len__(self) -> int:
        return len(self._members)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        return str(self._text[self._starts[place] : self._starts[place + 1]], "utf-8")

    def __iter__(self) -> Iterator[str]:
        return (raw.decode() for raw in self.raw())

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and self.find(text) >= 0

    def find(self, text: str) -> int:
        """The place of `text`, -1 where it is not among them."""
        raw = text.encode("utf-8", "replace")
        slot = crc32(raw) & self._mask
        for place in self._members[self._heads[slot] : self._heads[slot + 1]]:
            if self._text[self._starts[place] : self._starts[place + 1]] == raw:
                return int(place)
        return -1

    def bisect(self, text: str) -> int:
        """The place of the first that is not before `text`."""
        raw = text.encode("utf-8", "replace")
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self._text[self._starts[middle] : self._starts[middle + 1]].tobytes() < raw:
                low = middle + 1
            else:
                high = middle
        return low

    def beginning(self, prefix: str) -> tuple[int, int]:
        """The places (first, end) of those that begin with `prefix`."""
        return self.bisect(prefix), self.bisect(prefix + "\U0010ffff")

    def raw(self) -> list[bytes]:
        """All of them as UTF-8 bytes; one pass, for merging."""
        text, starts = self._text.tobytes(), self._starts.tolist()
        return [text[start:end] for start, end in pairwise(starts)]


def string_arrays(prefix: str, values: list[bytes]) -> dict[str, Array]:
    """The sections of `values`, which are distinct, sorted UTF-8."""
    slots = 1
    while slots < len(values):
        slots *= 2
    hashes = np.fromiter(map(crc32, values), np.uint32, len(values)) & np.uint32(slots - 1)
    heads = starts_of(np.bincount(hashes, minlength=slots))
    return {
        f"{prefix}.text": np.frombuffer(b"".join(values), np.uint8),
        f"{prefix}.starts": starts_of(np.fromiter(map(len, values), np.int64, len(values))).astype(np.uint32),
        f"{prefix}.heads": heads.astype(np.uint32),
        f"{prefix}.members": np.argsort(hashes, kind="stable").astype(np.uint32),
    }
