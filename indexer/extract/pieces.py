"""What the scanner of a text makes: pieces, and the tables that say which words can begin one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from indexer.extract.addresses import Honorific, barred_words, honorifics
from indexer.extract.clauses import clause_words
from indexer.extract.gaps import Gap
from indexer.extract.positions import PostSpan
from indexer.extract.post_words import MODIFIERS, heads, level_words, officer_fields
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
def openings() -> dict[str, int]:
    """Word without marks -> what can begin with it, as a set of bits. Saves most look-ups: most words begin nothing."""
    found: dict[str, int] = {}
    for bit, words in (
        (POST, heads().first_words | officer_fields().first_words | {fold(word) for word in MODIFIERS}),
        (HONORIFIC, honorifics().first_words | {"dong"}),
        (BARRED, barred_words().first_words),
        (CLAUSE, clause_words().first_words | {fold(word) for word in PLURALS}),
        (LEVEL, level_words()),
    ):
        for word in words:
            found[word] = found.get(word, 0) | bit
    return found
