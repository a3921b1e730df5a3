"""Other ways to say a phrase: abbreviations and their long forms, spellings of units, short names of posts.

From the tables `abbreviations.csv` and `synonyms.csv`, and from the index's own explanations ("... (UBND)").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from indexer.analysis.atoms import find_atoms
from indexer.query import Reason
from indexer.search.vocabulary import Lexicon
from indexer.tables import FOLDER, read_table
from indexer.text.fold import fold, is_vietnamese_syllable

# "boost": the other wording only ranks higher; it does not stand for the typed one ("chủ tịch xã" and
# "Chủ tịch UBND xã": the words of the post may also stand apart).
Way = Literal["both", "one", "related", "boost"]
LONGEST = 12
# How many wordings a phrase may have in all; "Sở LĐ-TB&XH" has some fifteen.
WORDINGS = 20
_LEAST_LEARNT = 2
# An abbreviation of two letters ("TT", "KH") is opened where it is typed, but its long forms are not sought by it:
# nearly every article has a TT.
_SURE_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Wording:
    """The same thing in other words: terms in index form, and how."""

    words: tuple[str, ...]
    reason: Reason
    weight: float
    boost: bool = False


class Thesaurus:
    """Phrases (tuples of index terms) to other wordings. `phrases(folded)` finds those that read so without accents."""

    def __init__(self, pairs: Iterator[tuple[str, str, Way, Reason]]) -> None:
        self._direct: dict[tuple[str, ...], dict[tuple[str, ...], Wording]] = defaultdict(dict)
        self._folded: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._known: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for phrase, means, way, reason in pairs:
            self._add(_words(phrase), _words(means), way, reason)

    def _add(self, phrase: tuple[str, ...], means: tuple[str, ...], way: Way, reason: Reason) -> None:
        self._known[fold(" ".join(means))].add(means)
        weight = {"both": 0.8, "one": 0.75, "related": 0.4, "boost": 1.0}[way]
        if not self._direct.get(phrase):
            self._folded[fold(" ".join(phrase))].append(phrase)
        self._direct[phrase].setdefault(means, Wording(means, reason, weight, way == "boost"))
        if way == "both":
            self._add(means, phrase, "one", reason)

    def phrases(self, folded: str) -> list[tuple[str, ...]]:
        """The phrases that fold to `folded` (terms joined by spaces)."""
        return self._folded.get(folded, [])

    def known(self, folded: str) -> list[tuple[str, ...]]:
        """The wordings that fold to `folded`: terms of their own right, though nothing else may stand for them."""
        return sorted(self._known.get(folded, ()))

    def boosts(self, phrase: tuple[str, ...]) -> list[Wording]:
        """The wordings of `phrase` that only rank."""
        return [wording for wording in self._direct.get(phrase, {}).values() if wording.boost]

    def wordings(self, phrase: tuple[str, ...]) -> list[Wording]:
        """All other wordings of `phrase`, nearest first, also by parts and in two steps; at most WORDINGS."""
        found: dict[tuple[str, ...], Wording] = {}
        front = [Wording(phrase, "exact", 1.0)]
        for _ in range(2):
            front = [new for old in front for new in self._rewritten(old) if new.words not in found]
            for new in front:
                if new.words != phrase:
                    found.setdefault(new.words, new)
            if len(found) >= WORDINGS:
                break
        return sorted(found.values(), key=lambda wording: -wording.weight)[:WORDINGS]

    def _rewritten(self, old: Wording) -> Iterator[Wording]:
        words = old.words
        for first in range(len(words)):
            for last in range(min(len(words), first + LONGEST), first, -1):
                for new in self._direct.get(words[first:last], {}).values():
                    if not new.boost:
                        yield Wording(
                            words[:first] + new.words + words[last:], new.reason, round(old.weight * new.weight, 3)
                        )


@cache
def table_pairs() -> tuple[tuple[str, str, Way, Reason], ...]:
    """All (phrase, other wording, way, reason) of the tables."""
    pairs: list[tuple[str, str, Way, Reason]] = []
    for _, row in read_table("synonyms", ("phrase", "means", "way", "source")):
        pairs.append((row["phrase"], row["means"], _way(row["way"]), "synonym"))
    for _, row in read_table("unit_abbreviations", ("printed", "full", "source")):
        pairs.append((row["printed"], row["full"], "both", "abbreviation"))
    if (FOLDER / "abbreviations.csv").exists():
        for _, row in read_table("abbreviations", ("short", "long", "context", "family", "source")):
            short = " ".join(_words(row["short"]))
            sure = len(short.replace(" ", "")) >= _SURE_LETTERS
            sure = sure and not is_vietnamese_syllable(short)
            pairs.append((row["short"], row["long"], "both" if sure else "one", "abbreviation"))
    return tuple(pairs)


@lru_cache(maxsize=4)
def thesaurus(lexicon: Lexicon) -> Thesaurus:
    """The wordings of the tables and those that the index's articles explain themselves."""

    def pairs() -> Iterator[tuple[str, str, Way, Reason]]:
        yield from table_pairs()
        for pair in lexicon.learnt(_LEAST_LEARNT):
            sure = len(pair.short) >= _SURE_LETTERS
            yield pair.short, pair.long, "both" if sure else "one", "abbreviation"

    return Thesaurus(pairs())


def _way(way: str) -> Way:
    match way:
        case "both" | "one" | "related" | "boost":
            return way
        case _:
            raise ValueError(f"synonyms.csv: way {way!r}; known: both, one, related, boost")


@cache
def _words(text: str) -> tuple[str, ...]:
    return tuple(atom.text for atom in find_atoms(text.replace("&", " ")))
