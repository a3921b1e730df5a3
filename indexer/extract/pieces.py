"""What the scanner of a text makes: pieces, and the tables that say which words can begin one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from indexer.extract.addresses import Honorific, barred_words, honorifics
from indexer.extract.clauses import clause_words
from indexer.extract.gaps import Gap
from indexer.extract.positions import PostSpan
from indexer.extract.post_words import MODIFIERS, heads, level_words, officer_fields
from indexer.extract.tokens import CAPS, LETTER, TITLE, Tokens
from indexer.text.fold import fold


@dataclass(slots=True)
class NameSpan:
    """A name in tokens `start` to `end`, with the honorifics before it."""

    start: int
    end: int
    titles: tuple[Honorific, ...] = ()
    barred: str = ""


@dataclass(slots=True)
class Piece:
    """One piece: a post, a name, or a sign or word that is `gap`."""

    gap: int
    start: int
    end: int
    post: PostSpan | None = None
    name: NameSpan | None = None


SIGNS = {
    ",": Gap.COMMA, "-": Gap.DASH, "–": Gap.DASH, "—": Gap.DASH, "−": Gap.DASH, "‑": Gap.DASH, "/": Gap.SLASH,
    "(": Gap.OPEN, "[": Gap.OPEN, ")": Gap.CLOSE, "]": Gap.CLOSE, ":": Gap.COLON, ";": Gap.SEMICOLON, "&": Gap.AND,
    ".": Gap.STOP, "!": Gap.STOP, "?": Gap.STOP, "…": Gap.STOP,
    "*": Gap.BULLET, "+": Gap.BULLET, "•": Gap.BULLET, "●": Gap.BULLET, "▪": Gap.BULLET, "\uf0b7": Gap.BULLET,
}  # fmt: skip
CLAUSES = {
    "verb": Gap.VERB, "link": Gap.LINK, "appoint": Gap.APPOINT, "transfer": Gap.TRANSFER, "dismiss": Gap.DISMISS,
    "make": Gap.MAKE, "for": Gap.FOR, "list": Gap.LIST, "was": Gap.WAS, "detail": Gap.DETAIL, "hold": Gap.HOLD,
    "move": Gap.WORDS,
    "and": Gap.AND,
}  # fmt: skip
PLURALS = frozenset({"các", "hai", "ba", "bốn", "những", "quý", "02", "03", "04", "05", "2", "3", "4", "5"})


POST, HONORIFIC, BARRED, CLAUSE, LEVEL = 1, 2, 4, 8, 16


@cache
def _openings() -> tuple[dict[str, int], dict[str, int]]:
    """Standard spelling -> what can begin with it, as a set of bits; and the same for words without marks."""
    exact: dict[str, int] = {}
    folded: dict[str, int] = {}
    for found, bit, words in (
        (folded, POST, heads().first_words | {fold(word) for word in MODIFIERS}),
        (folded, HONORIFIC, honorifics().first_words | {"dong"}),
        (exact, POST, officer_fields().first_words),
        (exact, BARRED, barred_words().first_words),
        (exact, CLAUSE, clause_words().first_words | PLURALS),
        (exact, LEVEL, level_words()),
    ):
        for word in words:
            found[word] = found.get(word, 0) | bit
    return exact, folded


def openings(tokens: Tokens) -> list[int]:
    """For every token what can begin with it, as a set of bits. Saves most look-ups: most words begin nothing."""
    exact, folded = _openings()
    return [exact.get(key, 0) | folded.get(word, 0) for key, word in zip(tokens.keys, tokens.folds, strict=True)]


_PERSONAL = POST | HONORIFIC
_CAPITALISED = frozenset({TITLE, CAPS, LETTER})


def dull_sentences(tokens: Tokens, opens: list[int]) -> dict[int, int]:
    """First token -> full stop of the sentences that name neither posts nor people, by far the most of an article.

    None is left out that ends without a full stop: what such a line says may lead to the next ("gồm:").
    """
    shapes = tokens.shapes
    stops = [at for at, key in enumerate(tokens.keys) if key in {".", "\n"}]
    lively = [at for at, shape in enumerate(shapes) if shape in _CAPITALISED or (opens[at] and opens[at] & _PERSONAL)]
    lively.append(len(shapes))
    found: dict[int, int] = {}
    start = place = 0
    for stop in stops:
        while lively[place] < start:
            place += 1
        # The first word has its capital from the sentence.
        first = place + (lively[place] == start and not opens[start] & _PERSONAL)
        if stop > start and tokens.keys[stop] == "." and (first >= len(lively) or lively[first] >= stop):
            found[start] = stop
        start = stop + 1
    return found
