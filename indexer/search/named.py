"""The official, unit or document that a text is just the name of."""

from __future__ import annotations

from functools import lru_cache

from indexer.analysis.atoms import find_atoms
from indexer.search.lexicon import Lexicon
from indexer.search.vocabulary import Suggestion
from indexer.text.fold import fold, is_bare
from indexer.text.normalise import normalise


def named(lexicon: Lexicon, text: str) -> Suggestion | None:
    """What has just that name, else the most frequent one that it may be: syllables without accents match any."""
    words = _words(normalise(text).text)
    found = _by_name(lexicon).get(tuple(map(fold, words)), ())
    exact = (one for one in found if words in (_words(one.text), _words(one.query)))
    loose = (one for one in found if _fits(words, _words(one.text)) or _fits(words, _words(one.query)))
    return next(exact, None) or next(loose, None)


def _fits(words: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    return len(parts) == len(words) and all(
        word == part or is_bare(word) for word, part in zip(words, parts, strict=True)
    )


@lru_cache(maxsize=2)
def _by_name(lexicon: Lexicon) -> dict[tuple[str, ...], tuple[Suggestion, ...]]:
    found: dict[tuple[str, ...], list[Suggestion]] = {}
    for one in _merged(lexicon):
        for name in {one.text, one.query} - {""}:
            found.setdefault(tuple(map(fold, _words(name))), []).append(one)
    return {key: tuple(ones) for key, ones in found.items()}


def _merged(lexicon: Lexicon) -> list[Suggestion]:
    """Everything with a page of its own once, the most frequent first, with the detail it most often has."""
    best: dict[tuple[str, str], Suggestion] = {}
    totals: dict[tuple[str, str], int] = {}
    for one in sorted(lexicon.data.suggestions, key=lambda one: (-one.count, one.text, one.detail)):
        if one.kind != "title":
            key = one.kind, one.query or one.text
            best.setdefault(key, one)
            totals[key] = totals.get(key, 0) + one.count
    found = [Suggestion(one.text, one.kind, totals[key], one.query, one.detail) for key, one in best.items()]
    return sorted(found, key=lambda one: (-one.count, one.text))


def _words(text: str) -> tuple[str, ...]:
    return tuple(atom.text for atom in find_atoms(text))
