"""The official, unit or document that a text is just the name of."""

from __future__ import annotations

from functools import lru_cache

from indexer.analysis.atoms import find_atoms
from indexer.search.lexicon import Lexicon
from indexer.search.vocabulary import Suggestion
from indexer.text.fold import fold, is_bare
from indexer.text.normalise import normalise


def named(lexicon: Lexicon, text: str) -> Suggestion | None:
    """The most frequent thing of that name; letters typed without accents match any."""
    words = _words(normalise(text).text)
    found = _by_name(lexicon).get(tuple(map(fold, words)), ())
    for one in found:
        for name in (one.text, one.query):
            parts = _words(name)
            if len(parts) == len(words) and all(
                word == part or is_bare(word) for word, part in zip(words, parts, strict=True)
            ):
                return one
    return None


@lru_cache(maxsize=2)
def _by_name(lexicon: Lexicon) -> dict[tuple[str, ...], tuple[Suggestion, ...]]:
    found: dict[tuple[str, ...], list[Suggestion]] = {}
    for one in sorted(lexicon.data.suggestions, key=lambda one: (-one.count, one.text)):
        if one.kind != "title":
            for name in {one.text, one.query} - {""}:
                found.setdefault(tuple(map(fold, _words(name))), []).append(one)
    return {key: tuple(ones) for key, ones in found.items()}


def _words(text: str) -> tuple[str, ...]:
    return tuple(atom.text for atom in find_atoms(text))
