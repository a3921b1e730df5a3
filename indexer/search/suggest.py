"""What to offer while a reader types: officials with their posts, units, documents, titles.

Accents may be missing; those that are typed count. Words may stand anywhere in what is offered, the last one may
be begun only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from indexer.analysis.atoms import find_atoms
from indexer.search.lexicon import Lexicon
from indexer.search.vocabulary import Suggestion, SuggestionKind
from indexer.text.fold import fold, is_bare
from indexer.text.normalise import normalise

LONGEST_TYPED = 80
# People and units are what readers of this corpus look for; a title that begins so is rarer than either.
_KINDS: tuple[SuggestionKind, ...] = ("official", "unit", "document", "title")


@dataclass(frozen=True, slots=True)
class _Offer:
    suggestion: Suggestion
    words: str
    folded: str


def suggest(lexicon: Lexicon, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
    """The best things to offer for `typed`; none before its first letter or digit."""
    words = [atom.text for atom in find_atoms(normalise(typed[:LONGEST_TYPED]).text)]
    if not words:
        return ()
    found = list(_matching(_offers(lexicon), words))
    begun = " " + fold(" ".join(words))
    found.sort(
        key=lambda offer: (
            not offer.folded.startswith(begun),
            _KINDS.index(offer.suggestion.kind),
            -offer.suggestion.count,
            offer.suggestion.text,
        )
    )
    return tuple(offer.suggestion for offer in found[:limit])


def _matching(offers: tuple[_Offer, ...], words: list[str]) -> Iterator[_Offer]:
    *whole, last = words
    wanted = [f" {fold(word)} " for word in whole] + [f" {fold(last)}"]
    accented = [f" {word} " for word in whole if not is_bare(word)] + ([] if is_bare(last) else [f" {last}"])
    for offer in offers:
        if all(part in offer.folded for part in wanted) and all(part in offer.words for part in accented):
            yield offer


@lru_cache(maxsize=2)
def _offers(lexicon: Lexicon) -> tuple[_Offer, ...]:
    """Everything that may be offered, one for each text, with the detail it most often has."""
    merged: dict[tuple[SuggestionKind, str], Suggestion] = {}
    totals: dict[tuple[SuggestionKind, str], int] = {}
    for one in lexicon.data.suggestions:
        key = (one.kind, one.query if one.kind == "document" else one.text)
        totals[key] = totals.get(key, 0) + one.count
        if key not in merged or one.count > merged[key].count:
            merged[key] = one
    return tuple(_offer(one, totals[key]) for key, one in merged.items())


def _offer(one: Suggestion, count: int) -> _Offer:
    words = f" {' '.join(atom.text for atom in find_atoms(one.text))} "
    return _Offer(Suggestion(one.text, one.kind, count, one.query, one.detail), words, fold(words))
