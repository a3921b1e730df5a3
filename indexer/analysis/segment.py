"""Words of more than one syllable, by pyvi: a linear-chain CRF over the syllables of a whole text.

pyvi's own model is read and decoded here, with the same answers (`pyvi_model`, `token_scores`, `decoder`): what is
known of each piece of text is looked up in one go, and the rest is arithmetic on arrays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from threading import Lock
from unicodedata import normalize

import numpy as np

from indexer.analysis.decoder import load_decoder
from indexer.analysis.pieces import PieceTable, cut, text_ends
from indexer.analysis.pyvi_model import read_words
from indexer.analysis.token_scores import COLUMNS, END, START, TEXT, Token, load_scores, token_rows

# Below this many characters the arrays cost more than they save.
_FEW = 300
# Characters taken at once: enough to make up for the cost of a call, few enough for the arrays to stay in the cache.
_BATCH = 20_000
_SIGNS = np.array([" ", "_"], object)


def tokenize(text: str) -> str:
    """Exactly what `pyvi.ViTokenizer.tokenize(text)` gives: tokens parted by spaces, syllables joined by "_"."""
    if len(text) >= _FEW:
        return _segmenter().tokenize_batch([text])[0]
    tokens, joined = _segmenter().few(normalize("NFC", text))
    parts = [part for token, join in zip(tokens, joined, strict=True) for part in ("_" if join else " ", token.text)]
    return "".join(parts[1:]) or text


def tokenize_all(texts: Iterable[str]) -> Iterator[str]:
    """Yield `tokenize(text)` of each text, quicker than one by one."""
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size > _BATCH:
            yield from _segmenter().tokenize_batch(batch)
            batch, size = [], 0
    if batch:
        yield from _segmenter().tokenize_batch(batch)


def word_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of every word of two or more tokens in `text`, which is NFC; joined as `tokenize` does."""
    if len(text) < _FEW:
        tokens, joined = _segmenter().few(text)
        starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    else:
        starts, ends, joined = _segmenter().spans(text)
    spans = []
    first = 0
    for at in range(1, len(joined) + 1):
        if at == len(joined) or not joined[at]:
            if at - first > 1:
                spans.append((starts[first], ends[at - 1]))
            first = at
    return spans


def syllable_counts() -> Counter[str]:
    """How often each syllable stands in pyvi's word list, in the spelling the model knows."""
    return Counter(syllable for word in read_words() for syllable in word.split(" "))


class _Segmenter:
    """The pieces of text met so far, with their tokens; one per process, for any number of threads."""

    def __init__(self) -> None:
        self._scores, self._decoder = load_scores(), load_decoder()
        self._table = self._new_table()
        self._lock = Lock()

    def few(self, text: str) -> tuple[list[Token], list[bool]]:
        """The tokens of a short NFC text, and whether each is joined to the one before."""
        tokens = list(self._scores.tokens(text))
        return tokens, self._decoder.joined_few(tokens)

    def spans(self, text: str) -> tuple[list[int], list[int], list[bool]]:
        """The starts and ends of the tokens of an NFC text, and whether each is joined to the one before."""
        pieces, _ = cut([text])
        with self._lock:
            table = self._ready_table()
            numbers = table.numbers(pieces)
            rows, counts = table.groups[0].of(numbers)
            tokens = token_rows(table.groups[0], rows, [len(rows)])
            starts, ends = (table.groups[0].column(which, rows) for which in (START, END))
            offsets = table.starts(numbers, [len(pieces)]).repeat(counts)
        return (starts + offsets).tolist(), (ends + offsets).tolist(), self._decoder.joined(tokens).tolist()

    def tokenize_batch(self, texts: Sequence[str]) -> list[str]:
        """`tokenize` of each text."""
        pieces, bounds = cut(normalize("NFC", text) for text in texts)
        with self._lock:
            table = self._ready_table()
            rows, counts = table.groups[0].of(table.numbers(pieces))
            ends = text_ends(counts, bounds)
            tokens = token_rows(table.groups[0], rows, ends)
            words = table.groups[0].column(TEXT, rows)
        joined = self._decoder.joined(tokens)
        parts = np.empty(2 * len(words), object)
        parts[::2] = _SIGNS.take(joined, mode="clip")
        parts[1::2] = words
        laid = parts.tolist()
        firsts = [0, *ends]
        return [
            "".join(laid[2 * first + 1 : 2 * end]) or text
            for text, first, end in zip(texts, firsts, ends, strict=False)
        ]

    def _new_table(self) -> PieceTable:
        return PieceTable((), [COLUMNS], lambda piece: ((), [list(self._scores.tokens(piece))]))

    def _ready_table(self) -> PieceTable:
        if self._table.full:
            self._table = self._new_table()
        return self._table


@cache
def _segmenter() -> _Segmenter:
    return _Segmenter()
