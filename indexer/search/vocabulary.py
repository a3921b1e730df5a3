"""What the index knows, for reading queries: its terms, which syllables stand together, names, abbreviations.

Plain data in one msgpack file of strings and packed integers; nothing of it is run when it is read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import takewhile
from typing import Literal

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.text.fold import fold

FORMAT = 2
SuggestionKind = Literal["official", "unit", "document", "title"]
# A bare syllable has at most some thirty accented forms in Vietnamese; more would be noise of foreign words.
READINGS_LIMIT = 40
# Stands for every number among the pairs of syllables.
ANY_NUMBER = "0"


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


class Pairs(msgspec.Struct, frozen=True):
    """How often one syllable follows another: packed uint64 keys (first << 32 | second), rising, and uint32 counts."""

    syllables: str = ""
    keys: bytes = b""
    counts: bytes = b""


class LexiconData(msgspec.Struct, frozen=True):
    """The file. `terms` is every indexed term in order, parted by newlines; `counts` packed uint32 per term.

    `words`: words of a general word list whose syllables the index has, like its compounds: "hội_nghị", by newlines.
    """

    format: int
    articles: int
    terms: str
    counts: bytes
    words: str
    pairs: Pairs
    names: dict[str, int]
    learnt: list[LearntPair]
    suggestions: list[Suggestion]


class Lexicon:
    """Answers about the vocabulary of an index. Everything beyond plain lookups is worked out at first use."""

    def __init__(self, data: LexiconData) -> None:
        self.data = data
        self.articles = data.articles
        self._terms = data.terms.split("\n") if data.terms else []
        counts = np.frombuffer(data.counts, np.uint32).tolist()
        self._counts: dict[str, int] = dict(zip(self._terms, counts, strict=True))

    def count(self, term: str) -> int:
        """In how many articles the term is; 0 where the index does not have it."""
        return self._counts.get(term, 0)

    def __contains__(self, term: str) -> bool:
        return term in self._counts

    def beginning(self, prefix: str) -> Iterator[str]:
        """Yield all terms that begin so, in order."""
        at = bisect_left(self._terms, prefix)
        yield from takewhile(
            lambda term: term.startswith(prefix), (self._terms[n] for n in range(at, len(self._terms)))
        )

    def readings(self, bare: str) -> tuple[str, ...]:
        """The indexed syllables that fold to `bare`, most frequent first."""
        return self._readings.get(bare, ())

    def compounds(self, folded: str) -> tuple[str, ...]:
        """The words ("hội_nghị"), indexed or of the word list, that fold to `folded` ("hoi_nghi")."""
        return self._compounds.get(folded, ())

    def names(self, folded: str) -> tuple[str, ...]:
        """The officials' names in neutral form that fold to `folded` ("nguyen van an"), as they are spelt."""
        return self._names.get(folded, ())

    def names_of_family(self, surname: str, limit: int = 60) -> tuple[str, ...]:
        """The most frequent officials' names that begin with this neutral or bare syllable."""
        whole = self._names_by_surname.get(surname, [])
        return tuple(sorted(whole, key=lambda name: (-self.data.names[name], name))[:limit])

    def together(self, first: str, second: str) -> int:
        """How often `second` follows `first` in the articles; small counts may have been dropped."""
        return self.pair_counts((first,), (second,))[0][0]

    def pair_counts(self, firsts: Sequence[str], seconds: Sequence[str]) -> list[list[int]]:
        """`together` of each first with each second."""
        rows = np.array([self._pair_id(text) for text in firsts], np.int64)
        columns = np.array([self._pair_id(text) for text in seconds], np.int64)
        keys = ((rows[:, None] << 32) | columns[None, :]).astype(np.uint64)
        places = np.searchsorted(self._pair_keys, keys)
        known = (rows[:, None] >= 0) & (columns[None, :] >= 0) & (places < len(self._pair_keys))
        places[~known] = 0
        if not known.any():
            return [[0] * len(seconds) for _ in firsts]
        hit = known & (self._pair_keys[places] == keys)
        counts: list[list[int]] = np.where(hit, self._pair_counts[places], 0).tolist()
        return counts

    def _pair_id(self, syllable: str) -> int:
        return self._pair_ids.get(ANY_NUMBER if syllable.isdigit() else syllable, -1)

    @cached_property
    def folded_syllables(self) -> tuple[str, ...]:
        """All bare forms of the indexed syllables, in order."""
        return tuple(sorted(self._readings))

    @cached_property
    def longest_name(self) -> int:
        """How many syllables the longest official's name has."""
        return max((name.count(" ") + 1 for name in self.data.names), default=0)

    @cached_property
    def _readings(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for term in self._terms:
            if term.isalpha():
                found[fold(term)].append(term)
        return {
            bare: tuple(sorted(forms, key=lambda form: -self._counts[form])[:READINGS_LIMIT])
            for bare, forms in found.items()
        }

    @cached_property
    def _compounds(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        compounds = {term for term in self._terms if "_" in term}
        for term in sorted(compounds | set(self.data.words.split("\n"))):
            found[fold(term)].append(term)
        return {folded: tuple(forms) for folded, forms in found.items()}

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name in self.data.names:
            found[fold(name)].append(name)
        return {folded: tuple(forms) for folded, forms in found.items()}

    @cached_property
    def _names_by_surname(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name in self.data.names:
            surname = name.partition(" ")[0]
            for key in {surname, fold(surname)}:
                found[key].append(name)
        return found

    @cached_property
    def _pair_ids(self) -> dict[str, int]:
        return {text: number for number, text in enumerate(self.data.pairs.syllables.split("\n"))}

    @cached_property
    def _pair_keys(self) -> npt.NDArray[np.uint64]:
        return np.frombuffer(self.data.pairs.keys, np.uint64)

    @cached_property
    def _pair_counts(self) -> npt.NDArray[np.uint32]:
        return np.frombuffer(self.data.pairs.counts, np.uint32)
