"""Counts which syllable follows which in running text, in bounded memory; the ground of accent restoration."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.text.fold import is_vietnamese_syllable, neutral
from indexer.text.normalise import normalise

# Pairs are gathered raw up to this many, then counted; counted ones are thinned from the rare end above the other.
GATHERED = 2_000_000
KEPT = 600_000
# Stands for every number among the pairs of syllables.
ANY_NUMBER = "0"
# A number counts as one and the same word, ANY_NUMBER: what matters is that "phường" stands before one.
_STRETCH = re.compile(r"[^\W_]+(?: [^\W_]+)+")
# Between two stretches: no syllable, so it pairs with nothing.
_BREAK = " \n "


class Pairs(msgspec.Struct, frozen=True):
    """How often one syllable follows another: packed uint64 keys (first << 32 | second), rising, and uint32 counts.

    `syllables`, parted by newlines, are numbered from 0.
    """

    syllables: str = ""
    keys: bytes = b""
    counts: bytes = b""


class _Forms(dict[str, int]):
    """The numbers of syllables as they are printed, each worked out once."""

    def __init__(self, number: Callable[[str], int]) -> None:
        super().__init__()
        self._number = number

    def __missing__(self, printed: str) -> int:
        number = self[printed] = self._number(printed)
        return number


class PairCounter:
    """Takes texts, gives `Pairs`. Uses at most some 40 MB, whatever the number of texts."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._size = 0
        self._forms = _Forms(self._number)
        self._gathered: list[npt.NDArray[np.uint64]] = []
        self._waiting = 0
        self._keys: npt.NDArray[np.uint64] = np.empty(0, np.uint64)
        self._counts: npt.NDArray[np.int64] = np.empty(0, np.int64)

    def add(self, text: str) -> None:
        """Count the pairs of syllables with nothing but a space between them."""
        printed = _BREAK.join(_STRETCH.findall(normalise(text).text)).split(" ")
        ids = np.fromiter(map(self._forms.__getitem__, printed), np.int64, len(printed))
        keys = ids[:-1] << 32 | ids[1:]
        self._gathered.append(keys[(ids[:-1] >= 0) & (ids[1:] >= 0)].astype(np.uint64))
        self._waiting += len(keys)
        if self._waiting > GATHERED:
            self._count()
            self._forms.clear()

    def merge(self, pairs: Pairs) -> None:
        """Add counts made before."""
        if pairs.keys:
            self._join(*self._renumbered(pairs))

    def _renumbered(self, pairs: Pairs) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
        """Keys in this counter's numbers, and their counts."""
        numbers = np.array([self._number(text) for text in pairs.syllables.split("\n")], np.int64)
        keys = np.frombuffer(pairs.keys, np.uint64)
        first = numbers[(keys >> np.uint64(32)).astype(np.int64)]
        second = numbers[(keys & np.uint64(0xFFFFFFFF)).astype(np.int64)]
        kept = (first >= 0) & (second >= 0)
        moved = (first[kept].astype(np.uint64) << np.uint64(32)) | second[kept].astype(np.uint64)
        return moved, np.frombuffer(pairs.counts, np.uint32)[kept].astype(np.int64)

    def take_out(self, pairs: Pairs) -> None:
        """Take counts away that were added before."""
        if pairs.keys:
            self._count()
            keys, counts = self._renumbered(pairs)
            self._join(keys, -counts)
            kept = self._counts > 0
            self._keys, self._counts = self._keys[kept], self._counts[kept]

    def pairs(self) -> Pairs:
        """All counts so far."""
        self._count()
        names = "\n".join(text for text, number in self._ids.items() if number >= 0)
        return Pairs(names, self._keys.tobytes(), self._counts.astype(np.uint32).tobytes())

    def _number(self, syllable: str) -> int:
        """The syllable's number, -1 for what is no Vietnamese syllable."""
        form = ANY_NUMBER if syllable.isdigit() else neutral(syllable)
        number = self._ids.get(form)
        if number is None:
            number = self._size if form == ANY_NUMBER or is_vietnamese_syllable(form) else -1
            self._size += number >= 0
            self._ids[form] = number
        return number

    def _count(self) -> None:
        if self._gathered:
            keys, counts = np.unique(np.concatenate(self._gathered), return_counts=True)
            self._gathered, self._waiting = [], 0
            self._join(keys, counts)

    def _join(self, keys: npt.NDArray[np.uint64], counts: npt.NDArray[np.int64]) -> None:
        everything = np.concatenate([self._keys, keys])
        self._keys, places = np.unique(everything, return_inverse=True)
        sums = np.bincount(places, np.concatenate([self._counts, counts]), len(self._keys))
        self._counts = sums.astype(np.int64)
        least = 1
        while len(self._keys) > KEPT:
            least += 1
            kept = self._counts >= least
            self._keys, self._counts = self._keys[kept], self._counts[kept]


def sorted_pairs(pairs: Pairs) -> tuple[list[str], npt.NDArray[np.uint64], npt.NDArray[np.uint32]]:
    """The pairs with their syllables numbered in order: syllables, rising keys, counts."""
    if not pairs.keys:
        return [], np.empty(0, np.uint64), np.empty(0, np.uint32)
    syllables = pairs.syllables.split("\n")
    order = sorted(range(len(syllables)), key=syllables.__getitem__)
    numbers = np.empty(len(order), np.uint64)
    numbers[order] = np.arange(len(order), dtype=np.uint64)
    keys = np.frombuffer(pairs.keys, np.uint64)
    moved = numbers[(keys >> np.uint64(32)).astype(np.int64)] << np.uint64(32)
    moved |= numbers[(keys & np.uint64(0xFFFFFFFF)).astype(np.int64)]
    rising = np.argsort(moved)
    return [syllables[place] for place in order], moved[rising], np.frombuffer(pairs.counts, np.uint32)[rising]


def joined(*some: Pairs, gone: Iterable[Pairs] = ()) -> Pairs:
    """The counts of all added up, less those that are gone."""
    counter = PairCounter()
    for pairs in some:
        counter.merge(pairs)
    for pairs in gone:
        counter.take_out(pairs)
    return counter.pairs()
