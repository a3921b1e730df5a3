"""What the index knows, for reading queries: its terms, which syllables stand together, names, abbreviations.

A lasting part of arrays that are mapped, and the counts of what changed since it was made, which are added to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal

import msgspec
import numpy as np

from indexer.arrays.files import Array
from indexer.arrays.groups import Groups
from indexer.arrays.numbers import highest
from indexer.arrays.strings import Strings
from indexer.search.counts import SEPARATOR, Counts
from indexer.search.pair_counts import PairCounts
from indexer.text.fold import fold

# A bare syllable has at most some thirty accented forms in Vietnamese; more would be noise of foreign words.
READINGS_LIMIT = 40
SuggestionKind = Literal["official", "unit", "document", "title"]


class Suggestion(msgspec.Struct, frozen=True, array_like=True):
    """Something to offer while typing. `query` is what is searched; `detail` (a post, a unit) is shown beside it."""

    text: str
    kind: SuggestionKind
    count: int
    query: str = ""
    detail: str = ""


class LearntPair(msgspec.Struct, frozen=True, array_like=True):
    """An abbreviation that articles explain themselves: "Ủy ban nhân dân (UBND)", `count` times."""

    short: str
    long: str
    count: int


class Lexicon:
    """Answers about the vocabulary of an index: `arrays` of the lasting part, and what is `recent`."""

    def __init__(self, arrays: Mapping[str, Array], recent: Counts | None = None) -> None:
        self.arrays = arrays
        self.recent = recent or Counts()
        self.lasting_articles = int(arrays["about"][1])
        self.articles = self.lasting_articles + self.recent.articles
        self._terms = Strings(dict(arrays), "terms")
        self._counts = arrays["terms.counts"].data
        self._bare = Groups(arrays, "bare")
        self._words = Strings(dict(arrays), "words")
        self._compounds = Groups(arrays, "compounds")
        self._names = Strings(dict(arrays), "names")
        self._name_counts = arrays["names.counts"].data
        self._folded_names = Groups(arrays, "folded_names")
        self._families = Groups(arrays, "families")
        self._pairs = PairCounts(arrays, self.recent)

    def count(self, term: str) -> int:
        """In how many articles the term is; 0 where the index does not have it."""
        place = self._terms.find(term)
        lasting: int = self._counts[place] if place >= 0 else 0
        return max(lasting + self.recent.terms.get(term, 0), 0)

    def __contains__(self, term: str) -> bool:
        return self.count(term) > 0

    def beginning(self, prefix: str) -> Iterator[str]:
        """Yield all terms that begin so, in order."""
        first, end = self._terms.beginning(prefix)
        found = (self._terms[place] for place in range(first, end))
        if not self.recent.terms:
            yield from found
            return
        new = (term for term in self._new_terms if term.startswith(prefix))
        yield from sorted({*(term for term in found if term in self), *new})

    def most_frequent(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """The terms that begin so which most articles have, with how many that are; in order where equal."""
        first, end = self._terms.beginning(prefix)
        counts = self.arrays["terms.counts"][first:end].astype(np.int64)
        places = highest(counts, limit if not self.recent.terms else len(counts))
        found = [(self._terms[first + place], int(counts[place])) for place in places.tolist()]
        if self.recent.terms:
            texts = {text for text, _ in found}.union(text for text in self._new_terms if text.startswith(prefix))
            found = [(text, count) for text in sorted(texts) if (count := self.count(text))]
            found.sort(key=lambda pair: -pair[1])
        return found[:limit]

    def readings(self, bare: str) -> tuple[str, ...]:
        """The indexed syllables that fold to `bare`, most frequent first."""
        places = self._bare.array(bare)
        if not self.recent.terms:
            return tuple(self._terms[place] for place in places[:READINGS_LIMIT].tolist())
        forms = sorted({*map(self._terms.__getitem__, places.tolist()), *self._new_readings.get(bare, ())})
        counted = [(self.count(form), form) for form in forms]
        return tuple(form for count, form in sorted(counted, key=lambda pair: -pair[0])[:READINGS_LIMIT] if count)

    def compounds(self, folded: str) -> tuple[str, ...]:
        """The words ("hội_nghị"), indexed or of the word list, that fold to `folded` ("hoi_nghi")."""
        listed = (self._compound(number) for number in self._compounds.of(folded))
        found = {word for word in listed if word in self or self._is_word(word)}
        return tuple(sorted(found.union(self._new_compounds.get(folded, ()))))

    def names(self, folded: str) -> tuple[str, ...]:
        """The officials' names in neutral form that fold to `folded` ("nguyen van an"), as they are spelt."""
        listed = map(self._names.__getitem__, self._folded_names.of(folded))
        found = {name for name in listed if self.name_count(name)}
        return tuple(sorted(found.union(self._new_names.get(folded, ()))))

    def name_count(self, name: str) -> int:
        """In how many articles an official has this name in neutral form."""
        place = self._names.find(name)
        lasting: int = self._name_counts[place] if place >= 0 else 0
        return max(lasting + self.recent.names.get(name, 0), 0)

    def names_of_family(self, surname: str, limit: int = 60) -> tuple[str, ...]:
        """The most frequent officials' names that begin with this neutral or bare syllable."""
        changed = self._changed_families.get(surname, [])
        some = self._families.array(surname)[: limit + len(changed)].tolist()
        names = {*map(self._names.__getitem__, some), *changed}
        counted = sorted((-count, name) for name in names if (count := self.name_count(name)))
        return tuple(name for _, name in counted[:limit])

    def together(self, first: str, second: str) -> int:
        """How often `second` follows `first` in the articles; small counts may have been dropped."""
        return self.pair_counts((first,), (second,))[0][0]

    def pair_counts(self, firsts: Sequence[str], seconds: Sequence[str]) -> list[list[int]]:
        """`together` of each first with each second."""
        return self._pairs.of(firsts, seconds)

    def is_bare_form(self, text: str) -> bool:
        """Whether an indexed syllable folds to `text`."""
        return self._bare.keys.find(text) >= 0 or text in self._new_readings

    def bare_forms(self, prefix: str) -> Iterator[str]:
        """Yield the bare forms of the indexed syllables that begin so, in order."""
        first, end = self._bare.keys.beginning(prefix)
        new = (bare for bare in self._new_readings if bare.startswith(prefix))
        yield from sorted({*(self._bare.keys[place] for place in range(first, end)), *new})

    @cached_property
    def odd_forms(self) -> tuple[str, ...]:
        """Bare forms that have other letters than a to z, or are recent."""
        keys = self._bare.keys
        return (*(keys[place] for place in self.arrays["bare.odd"].tolist()), *self._new_readings)

    @cached_property
    def longest_name(self) -> int:
        """How many syllables the longest official's name has, or had."""
        new = max((name.count(" ") + 1 for name in self.recent.names), default=0)
        return max(new, int(self.arrays["names.longest"][0]))

    def learnt(self, least: int = 1) -> list[LearntPair]:
        """The abbreviations that articles explain at least so many times, in order."""
        keys, counts = Strings(dict(self.arrays), "learnt"), self.arrays["learnt.counts"]
        found = {keys[place]: int(counts[place]) for place in np.flatnonzero(counts >= least).tolist()}
        for key, count in self.recent.learnt.items():
            place = keys.find(key)
            found[key] = (int(counts[place]) if place >= 0 else 0) + count
        parted = ((*key.partition(SEPARATOR), count) for key, count in sorted(found.items()) if count >= least)
        return [LearntPair(short, long, count) for short, _, long, count in parted]

    def _is_word(self, word: str) -> bool:
        return word in self._words and all(syllable in self for syllable in word.split("_"))

    def _compound(self, number: int) -> str:
        terms = len(self._terms)
        return self._terms[number] if number < terms else self._words[number - terms]

    # --- what is new since the lasting part was made ----------------------------------------------
    @cached_property
    def _new_terms(self) -> list[str]:
        return sorted(term for term, count in self.recent.terms.items() if count > 0 and self._terms.find(term) < 0)

    @cached_property
    def _new_readings(self) -> dict[str, list[str]]:
        return _by_key((fold(term), term) for term in self._new_terms if term.isalpha())

    @cached_property
    def _new_compounds(self) -> dict[str, list[str]]:
        return _by_key((fold(term), term) for term in self._new_terms if "_" in term)

    @cached_property
    def _new_names(self) -> dict[str, list[str]]:
        return _by_key((fold(name), name) for name, count in self.recent.names.items() if count > 0)

    @cached_property
    def _changed_families(self) -> dict[str, list[str]]:
        surnames = ((name.partition(" ")[0], name) for name in self.recent.names)
        return _by_key((key, name) for surname, name in surnames for key in {surname, fold(surname)})


def _by_key(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, text in pairs:
        found[key].append(text)
    return dict(found)
