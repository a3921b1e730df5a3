"""The official, unit or document that a text is just the name of."""

from __future__ import annotations

from indexer.search.lexicon import Lexicon
from indexer.search.offers import words_of
from indexer.search.suggest import offers
from indexer.search.vocabulary import Suggestion
from indexer.text.fold import fold, is_bare
from indexer.text.normalise import normalise


def named(lexicon: Lexicon, text: str) -> Suggestion | None:
    """What has just that name, else the most frequent one that it may be: syllables without accents match any."""
    words = words_of(normalise(text).text)
    found = sorted(_by_name(lexicon, fold(" ".join(words))), key=lambda one: (-one.count, one.text))
    exact = (one for one in found if words in (words_of(one.text), words_of(one.query)))
    loose = (one for one in found if _fits(words, words_of(one.text)) or _fits(words, words_of(one.query)))
    return next(exact, None) or next(loose, None)


def _by_name(lexicon: Lexicon, folded: str) -> list[Suggestion]:
    """Everything with a page of its own whose name or number folds to this."""
    lasting, changed, new = offers(lexicon)
    found = [lasting[number] for number in lasting.named(folded) if number not in changed]
    return found + [new[number] for number in new.named(folded)]


def _fits(words: list[str], parts: list[str]) -> bool:
    return len(parts) == len(words) and all(
        word == part or is_bare(word) for word, part in zip(words, parts, strict=True)
    )
