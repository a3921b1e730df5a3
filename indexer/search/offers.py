"""What may be offered to a reader: officials, units, documents and titles, found by what is typed.

Offers are numbered from the best to the last: by kind, then the most frequent, then by text. Every list of numbers
is in that order, so that the best few are found without looking at the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

import msgspec
import numpy as np

from indexer.analysis.atoms import find_atoms
from indexer.arrays.files import Array
from indexer.arrays.groups import Groups
from indexer.arrays.numbers import ragged
from indexer.arrays.strings import Strings
from indexer.search.counts import SEPARATOR, Stream
from indexer.search.vocabulary import Suggestion, SuggestionKind
from indexer.text.fold import fold, is_bare

# People and units are what readers of this corpus look for; a title that begins so is rarer than either.
KINDS: tuple[SuggestionKind, ...] = ("official", "unit", "document", "title")
DOCUMENT, TITLE = KINDS.index("document"), KINDS.index("title")
# About so many offers are put in order at a time; of more, those without a rare word are left out first.
_LOOKED_AT = 256
# To look at so many one by one takes as long as to mark all that have a word.
_FEW = 24
# A word in more offers than this is not rare: among any few offers that have the other words, some have it too.
_RARE = 20_000


class Row(msgspec.Struct, frozen=True, array_like=True):
    """One way in which articles print what is offered. `query` is empty where it is the text."""

    text: str
    count: int
    detail: str = ""
    query: str = ""


Rows = tuple[int, str, list[Row]]
_unpack = msgspec.msgpack.Decoder(list[Row]).decode


def offer_key(kind: SuggestionKind, text: str, query: str, detail: str) -> str:
    """The key under which `Counts.offers` counts one way to print something."""
    name = query if kind == "document" else text
    return SEPARATOR.join((str(KINDS.index(kind)), name, text, "" if query == text else query, detail))


def rows_of(stream: Stream) -> Iterator[Rows]:
    """Sorted counts of offers as (kind, name, all ways to print it), in order of kind and name."""
    split = ((key.split(SEPARATOR), count) for key, count in stream)
    for (kind, name), same in groupby(split, lambda parted: (parted[0][0], parted[0][1])):
        yield int(kind), name, [Row(parts[2], count, parts[4], parts[3]) for parts, count in same]


def words_of(text: str) -> list[str]:
    """The words of a text as offers are found by."""
    return [atom.text for atom in find_atoms(text)]


class Offers:
    """Offers mapped from a file. A number is a place in the order from the best to the last."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._rows = arrays["offers.rows"].data
        self._starts = arrays["offers.starts"].data
        self._kinds = arrays["offers.kinds"].tolist()
        self._by_name = arrays["offers.by_name"].data
        self._names = Groups(arrays, "offer_names")
        self._words = Strings(dict(arrays), "offer_words")
        self._bare = Groups(arrays, "offer_bare")
        self._form_of = arrays["offer_bare.of"].data
        self._said = arrays["offers.said"].data
        self._firsts = arrays["offers.firsts"].data
        self._postings = arrays["postings.numbers"]
        self._posted = arrays["postings.firsts"]
        self._by_words = arrays["offers.by_words"]

    def __len__(self) -> int:
        return len(self._by_name)

    def __getitem__(self, number: int) -> Suggestion:
        """The offer, with the text and detail it most often has."""
        rows = self.rows(number)
        best = max(rows, key=lambda row: row.count)
        total = sum(row.count for row in rows)
        return Suggestion(best.text, KINDS[self.kind(number)], total, best.query or best.text, best.detail)

    def rows(self, number: int) -> list[Row]:
        """All ways in which articles print the offer."""
        return _unpack(self._rows[self._starts[number] : self._starts[number + 1]])

    def kind(self, number: int) -> int:
        """The offer's place in KINDS."""
        return sum(number >= first for first in self._kinds[1:4])

    def counted(self) -> Iterator[tuple[str, int]]:
        """The counts that the offers were made of, in order."""
        for number in self._by_name.tolist():
            yield from self.counted_rows(number)

    def counted_rows(self, number: int) -> Iterator[tuple[str, int]]:
        """The counts of one offer, in order."""
        kind = KINDS[self.kind(number)]
        for row in self.rows(number):
            yield offer_key(kind, row.text, row.query, row.detail), row.count

    def find(self, kind: int, name: str) -> int:
        """The number of what is called so, -1 where there is nothing."""
        low, high = self._kinds[kind], self._kinds[kind + 1]
        end = high
        while low < high:
            middle = (low + high) // 2
            if _name(kind, self.rows(self._by_name[middle])[0]) < name:
                low = middle + 1
            else:
                high = middle
        if low < end and _name(kind, self.rows(number := self._by_name[low])[0]) == name:
            return int(number)
        return -1

    def named(self, folded: str) -> list[int]:
        """The officials, units and documents whose whole name or number folds to this."""
        return self._names.of(folded)

    def matching(self, words: Sequence[str], limit: int, without: Collection[int] = ()) -> list[int]:
        """The best offers that have every word, the last one begun; those that begin with the words first."""
        wanted = [*(self._whole(word) for word in words[:-1]), self._begun(words[-1])]
        if any(one.first >= one.end for one in wanted):
            return []
        found = self._best(self._beginning(words), wanted, limit, without)
        if len(found) < limit:
            found += self._best(self._anywhere(wanted), wanted, limit - len(found), {*without, *found})
        return found

    def _whole(self, word: str) -> _Wanted:
        place = (self._bare.keys if is_bare(word) else self._words).find(word)
        return _Wanted(is_bare(word), max(place, 0), place + 1)

    def _begun(self, word: str) -> _Wanted:
        return _Wanted(is_bare(word), *(self._bare.keys if is_bare(word) else self._words).beginning(word))

    def _beginning(self, words: Sequence[str]) -> Array:
        """The offers that begin with the words, accents aside."""
        keys = self._bare.keys
        start = [keys.find(fold(word)) for word in words[:-1]]
        first, end = keys.beginning(fold(words[-1]))
        return self._by_words[self._bisect([*start, first]) : self._bisect([*start, end])]

    def _bisect(self, forms: list[int]) -> int:
        low, high, length = 0, len(self), len(forms)
        while low < high:
            middle = (low + high) // 2
            number = int(self._by_words[middle])
            said = self._said[self._firsts[number] : self._firsts[number + 1]][:length]
            if [self._form_of[word] for word in said] < forms:
                low = middle + 1
            else:
                high = middle
        return low

    def _anywhere(self, wanted: Sequence[_Wanted]) -> Array:
        """The offers that have the rarest of what is wanted; all where everything is frequent."""
        size, rarest = min(((self._frequency(one), one) for one in wanted), key=lambda pair: pair[0])
        return np.flatnonzero(self._marked(rarest)) if size <= _RARE else np.arange(len(self))

    def _word_numbers(self, wanted: _Wanted) -> Array:
        if wanted.bare:
            return self._bare.between(wanted.first, wanted.end)
        return np.arange(wanted.first, wanted.end)

    def _frequency(self, wanted: _Wanted) -> int:
        words = self._word_numbers(wanted)
        return int(self._posted[words + 1].sum(dtype=np.int64) - self._posted[words].sum(dtype=np.int64))

    def _marked(self, wanted: _Wanted) -> Array:
        """For every offer: has it what is wanted?"""
        words = self._word_numbers(wanted)
        firsts = self._posted[words].astype(np.int64)
        have = np.zeros(len(self), bool)
        have[self._postings[ragged(firsts, self._posted[words + 1] - firsts)]] = True
        return have

    def _best(self, numbers: Array, wanted: Sequence[_Wanted], limit: int, without: Collection[int]) -> list[int]:
        """The first few of `numbers` that have all that is wanted."""
        if len(numbers) > _FEW:
            for one in wanted:
                if self._frequency(one) <= _RARE:
                    numbers = numbers[self._marked(one)[numbers]]
        fitting = (n for n in self._rising(numbers) if n not in without and self._has(n, wanted))
        return list(islice(fitting, limit))

    def _rising(self, numbers: Array) -> Iterator[int]:
        """All numbers in order, the first few without putting the others in order."""
        low, bound = 0, len(self) * _LOOKED_AT // max(len(numbers), 1) + 1
        while low < len(self):
            some = numbers[(numbers >= low) & (numbers < bound)]
            some.sort()
            yield from some.tolist()
            low, bound = bound, bound * 8

    def _has(self, number: int, wanted: Sequence[_Wanted]) -> bool:
        said = self._said[self._firsts[number] : self._firsts[number + 1]].tolist()
        forms = [self._form_of[word] for word in said]
        return all(any(one.first <= word < one.end for word in (forms if one.bare else said)) for one in wanted)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A typed word as a stretch of numbers: of forms without accents where it has none, else of words."""

    bare: bool
    first: int
    end: int


def _name(kind: int, row: Row) -> str:
    return (row.query or row.text) if kind == DOCUMENT else row.text
