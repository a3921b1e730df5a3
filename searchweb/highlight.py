"""Where the words of a query stand in a whole article. Accented words match as typed, bare ones any accents."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.query import AllOf, AnyOf, Node, Phrase, Preferring, Prefixed, Quoted, When, Within, Without, Words
from indexer.text.fold import fold, is_bare, neutral
from indexer.text.syllables import syllables

Spans = tuple[tuple[int, int], ...]


def find_words(text: str, match: Node | None) -> Spans:
    """The spans of `text` that the words of the parsed query stand for, in order; neighbours as one span."""
    wanted = [words for words in _sequences(match) if words]
    if not wanted:
        return ()
    first_words = {words[0] for words in wanted}
    found = list(syllables(text))
    keys = [(neutral(syllable.text), fold(syllable.text)) for syllable in found]
    spans: list[tuple[int, int]] = []
    reached = 0
    for at, forms in enumerate(keys):
        if at < reached or not any(_same(word, forms) for word in first_words):
            continue
        length = max((len(words) for words in wanted if _stands(words, keys, at)), default=0)
        if length:
            spans.append((found[at].start, found[at + length - 1].end))
            reached = at + length
    return _joined(text, spans)


def _sequences(node: Node | None) -> Iterator[tuple[str, ...]]:
    """The words to look for: each running word alone, quoted words in a row. What is excluded is left out."""
    match node:
        case Words(text):
            yield from ((_form(syllable.text),) for syllable in syllables(text))
        case Quoted(text):
            yield tuple(_form(syllable.text) for syllable in syllables(text))
        case Prefixed(text):
            *whole, begun = fold(text).split() or [""]
            yield (*whole, f"{begun}*")
        case AllOf(children) | AnyOf(children) | Phrase(children):
            for child in children:
                yield from _sequences(child)
        case Without(keep, _):
            yield from _sequences(keep)
        case Preferring(required, wanted):
            yield from _sequences(required)
            yield from _sequences(wanted)
        case Within(_, child):
            yield from _sequences(child)
        case When(text):
            yield tuple(_form(syllable.text) for syllable in syllables(text))
        case _:
            return


def _form(word: str) -> str:
    return neutral(word)


def _same(word: str, forms: tuple[str, str]) -> bool:
    exact, bare = forms
    if word.endswith("*"):
        return bare.startswith(word[:-1])
    return word == (bare if is_bare(word) else exact)


def _stands(words: tuple[str, ...], keys: list[tuple[str, str]], at: int) -> bool:
    return at + len(words) <= len(keys) and all(_same(word, keys[at + n]) for n, word in enumerate(words))


def _joined(text: str, spans: list[tuple[int, int]]) -> Spans:
    """Spans with nothing but spaces between them become one, so that a phrase reads as one mark."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and text[joined[-1][1] : start].strip(" ") == "":
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)
