"""Sorted distinct keys, each with a list of numbers: found by key or by the beginning of keys.

Sections of groups under a prefix: those of `Strings`, `members` of all keys one after the other as `numbers`, and
`firsts`, where those of each key begin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from indexer.arrays.files import Array
from indexer.arrays.numbers import starts_of
from indexer.arrays.strings import Strings, string_arrays


class Groups:
    """Keys and their numbers, in the order in which they were given."""

    def __init__(self, arrays: Mapping[str, Array], prefix: str) -> None:
        self.keys = Strings(dict(arrays), prefix)
        self._numbers = arrays[f"{prefix}.numbers"]
        self._firsts = arrays[f"{prefix}.firsts"].data

    def of(self, key: str) -> list[int]:
        """The numbers of `key`; none where there is no such key."""
        numbers: list[int] = self.array(key).tolist()
        return numbers

    def array(self, key: str) -> Array:
        """As `of`, mapped from the file."""
        place = self.keys.find(key)
        return self.between(place, place + 1) if place >= 0 else self._numbers[:0]

    def between(self, first: int, end: int) -> Array:
        """The numbers of the keys at the places first..end."""
        return self._numbers[self._firsts[first] : self._firsts[end]]

    def beginning(self, prefix: str) -> Array:
        """The numbers of all keys that begin so."""
        return self.between(*self.keys.beginning(prefix))


def group_arrays(prefix: str, groups: Mapping[str, Sequence[int]]) -> dict[str, Array]:
    """The sections of keys with their numbers, given in any order of keys."""
    ordered = sorted((key.encode(), numbers) for key, numbers in groups.items())
    firsts = starts_of(np.fromiter((len(numbers) for _, numbers in ordered), np.int64, len(ordered)))
    flat = np.fromiter((number for _, numbers in ordered for number in numbers), np.uint32, int(firsts[-1]))
    return {
        **string_arrays(prefix, [key for key, _ in ordered]),
        f"{prefix}.numbers": flat,
        f"{prefix}.firsts": firsts.astype(np.uint32),
    }
