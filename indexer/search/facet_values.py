"""The values of the facets whose values are names, found by any spelling.

"ubnd phuong bo de" or a unit without its place is no value that articles are counted by; it stands for those that are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

import numpy as np

from indexer.arrays.files import Array
from indexer.arrays.groups import Groups, group_arrays
from indexer.arrays.strings import Strings, string_arrays
from indexer.extract.post_words import abbreviations
from indexer.model import Entry
from indexer.search.counts import SEPARATOR, Stream
from indexer.search.vocabulary import Lexicon
from indexer.text.fold import fold

# Facets whose values are names that people write in several ways; the others are codes or a short list.
NAMED = ("unit", "official")


def values_of(entry: Entry) -> Iterator[str]:
    """The keys under which `Counts.values` counts the values of an entry."""
    for facet in NAMED:
        for value in set(entry.facets[facet]):
            yield facet + SEPARATOR + value


def value_arrays(stream: Stream) -> dict[str, Array]:
    """The sections of all values, in order, with their counts and spellings."""
    counted = list(stream)
    spellings: dict[str, list[int]] = defaultdict(list)
    for number, (key, _) in enumerate(counted):
        for spelling in _spellings(key):
            spellings[spelling].append(number)
    for numbers in spellings.values():
        numbers.sort(key=lambda number: -counted[number][1])
    return {
        **string_arrays("values", [key.encode() for key, _ in counted]),
        "values.counts": np.array([count for _, count in counted], np.uint32),
        **group_arrays("spellings", spellings),
    }


class FacetValues:
    """The values of the named facets of one index."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._values = Strings(dict(lexicon.arrays), "values")
        self._counts = lexicon.arrays["values.counts"].data
        self._spellings = Groups(lexicon.arrays, "spellings")
        self._recent = lexicon.recent.values

    def standing_for(self, facet: str, value: str) -> tuple[str, ...]:
        """The values that `value` stands for: itself where articles have it, else those spelt or beginning so."""
        if not value or self._count(facet + SEPARATOR + value):
            return (value,)
        spelling = facet + SEPARATOR + _spelling(value)
        lasting = (self._values[number] for number in self._spellings.of(spelling))
        keys = {*lasting, *self._changed.get(spelling, ())}
        found = sorted((-count, key) for key in keys if (count := self._count(key)))
        return tuple(key.partition(SEPARATOR)[2] for _, key in found)

    def _count(self, key: str) -> int:
        place = self._values.find(key)
        lasting: int = self._counts[place] if place >= 0 else 0
        return max(lasting + self._recent.get(key, 0), 0)

    @cached_property
    def _changed(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for key in self._recent:
            for spelling in _spellings(key):
                found[spelling].append(key)
        return dict(found)


def _spellings(key: str) -> set[str]:
    """What a value may be looked up by: all of it, or what stands before the first comma."""
    facet, _, value = key.partition(SEPARATOR)
    return {facet + SEPARATOR + _spelling(written) for written in (value, value.split(", ")[0])}


def _spelling(text: str) -> str:
    """Words without accents and abbreviations, so that "UBND P. 1" meets what it is short for."""
    short = abbreviations()
    return " ".join(fold(" ".join(short.get(word.strip(","), word.strip(",")) for word in text.split())).split())
