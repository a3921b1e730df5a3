"""What the segmentation model says of single tokens, and of the tokens of pieces of text by column."""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.pieces import Places, Rows
from indexer.analysis.pyvi_model import Model, load_model
from indexer.analysis.pyvi_tokens import find_tokens
from indexer.analysis.word_list import load_word_list

# The columns of a `Token`, and where the last ones are.
COLUMNS = (float, float, float, int, int, object, int, int)
TEXT, START, END = 5, 6, 7
Scores = NDArray[np.float64]
# Bits of a token's shape: it may be joined to a neighbour; it begins with a capital.
JOINS = 1
TITLED = 2
# Distinct tokens kept; then the store is emptied, so memory stays bounded.
_KEPT_TOKENS = 60_000


class Token(NamedTuple):
    """Scores are inside a word minus begins a word: for the token's `own` label, and what it adds to its neighbours'.

    `code` is that of the word list; `start` and `end` lie in the text that the token was found in.
    """

    own: float
    to_next: float
    to_previous: float
    code: int
    shape: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TokenRows:
    """The tokens of some texts, one after the other; see `Token`. `lasts`: the last token of each text that has any."""

    own: Scores
    to_next: Scores
    to_previous: Scores
    codes: Places
    shapes: Places
    lasts: Places


class TokenScores:
    """The scores of tokens; those met before are known. For any number of threads."""

    def __init__(self, model: Model, codes: dict[str, int]) -> None:
        self._score = model.attributes.get
        self._codes = codes
        self._known: dict[str, tuple[float, float, float, int, int]] = {}

    def tokens(self, text: str) -> Iterator[Token]:
        """Yield the tokens of an NFC text."""
        known = self._known.get
        for match in find_tokens(text):
            token = match[0]
            yield Token(*(known(token) or self._learn(token)), token, match.start(), match.end())

    def _learn(self, token: str) -> tuple[float, float, float, int, int]:
        if len(self._known) > _KEPT_TOKENS:
            self._known.clear()
        lower = token.lower()
        joins = token not in string.punctuation and not token[0].isdigit()
        shape = JOINS * joins + TITLED * token[0].istitle()
        found = self._known[token] = (*self._sums(token, lower), self._codes.get(lower, 0), shape)
        return found

    def _sums(self, token: str, lower: str) -> tuple[float, float, float]:
        score = self._score
        name = lower.partition("\0")[0]  # CRFsuite's names end at a zero character
        own = score("bias", 0.0) + score(f"word.lower():{name}", 0.0)
        to_next, to_previous = score(f"-1:word.lower():{name}", 0.0), score(f"+1:word.lower():{name}", 0.0)
        for shape, present in (("isupper", token.isupper()), ("istitle", token.istitle())):
            if present:
                own += score(f"word.{shape}()", 0.0)
                to_next += score(f"-1:word.{shape}()", 0.0)
                to_previous += score(f"+1:word.{shape}()", 0.0)
        if token.isdigit():
            own += score("word.isdigit()", 0.0)
        return own, to_next, to_previous


@cache
def load_scores() -> TokenScores:
    """The scores of pyvi's model, once per process."""
    return TokenScores(load_model(), load_word_list().codes)


def token_rows(tokens: Rows, rows: Places, ends: Sequence[int]) -> TokenRows:
    """These rows of `tokens`, which have at least the first five columns; `ends` is where each text ends among them."""
    own, to_next, to_previous, codes, shapes = (tokens.column(which, rows) for which in range(5))
    lasts = [end - 1 for before, end in zip((0, *ends), ends, strict=False) if end > before]
    return TokenRows(own, to_next, to_previous, codes, shapes, np.array(lasts, np.intp))
