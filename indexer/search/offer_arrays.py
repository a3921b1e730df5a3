"""Offers as named arrays: everything that finding them needs, worked out once.

In: offers in order of kind and name. Out: arrays for `offers.Offers`.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator

import msgspec
import numpy as np

from indexer.arrays.files import Array
from indexer.arrays.groups import group_arrays
from indexer.arrays.numbers import narrowest, ragged, starts_of
from indexer.arrays.strings import string_arrays
from indexer.search.offers import DOCUMENT, TITLE, Row, Rows, words_of
from indexer.text.fold import fold


class _Gathered:
    """Offers as they come, packed: what they are, how often, and their words by number."""

    def __init__(self) -> None:
        self.blob = bytearray()
        self.lengths = array("I")
        self.said = array("I")
        self.spans = array("I")
        self.kinds = array("B")
        self.totals = array("I")
        self.documents: list[str] = []
        self.numbers: dict[str, int] = {}
        self.names: dict[str, list[int]] = defaultdict(list)

    def add(self, kind: int, rows: list[Row]) -> None:
        packed = msgspec.msgpack.encode(rows)
        best = max(rows, key=lambda row: row.count)
        words = words_of(best.text)
        self.blob += packed
        self.lengths.append(len(packed))
        self.said.extend([self.numbers.setdefault(word, len(self.numbers)) for word in words])
        self.spans.append(len(words))
        if kind == DOCUMENT:
            self.documents.append(best.text)
        if kind != TITLE:
            for key in {fold(" ".join(words)), fold(" ".join(words_of(best.query)))} - {""}:
                self.names[key].append(len(self.kinds))
        self.kinds.append(kind)
        self.totals.append(sum(row.count for row in rows))

    def order(self) -> Array:
        """The offers from the best to the last. They come in order of kind and name; documents count by text."""
        kinds = np.array(self.kinds, np.uint8)
        by_text = np.arange(len(kinds))
        first = int(np.searchsorted(kinds, DOCUMENT))
        ranked = sorted(range(len(self.documents)), key=self.documents.__getitem__)
        by_text[[first + place for place in ranked]] = first + np.arange(len(ranked))
        return np.lexsort((by_text, -np.array(self.totals, np.int64), kinds))


def offer_arrays(groups: Iterator[Rows]) -> dict[str, Array]:
    """The sections of offers that come in order of kind and name."""
    found = _Gathered()
    for kind, _, rows in groups:
        found.add(kind, rows)
    order = found.order()
    ranks = np.argsort(order)
    starts = starts_of(np.array(found.lengths, np.int64))
    blob = memoryview(found.blob)
    lengths = np.array(found.lengths, np.int64)[order]
    names = {key: sorted(int(ranks[number]) for number in same) for key, same in found.names.items()}
    return {
        "offers.rows": np.frombuffer(
            b"".join(blob[starts[number] : starts[number + 1]] for number in order.tolist()), np.uint8
        ),
        "offers.starts": starts_of(lengths).astype(np.uint32),
        "offers.kinds": np.searchsorted(np.array(found.kinds, np.uint8)[order], np.arange(5)).astype(np.uint32),
        "offers.by_name": ranks.astype(np.uint32),
        **group_arrays("offer_names", names),
        **_words(found, order),
    }


def _words(found: _Gathered, order: Array) -> dict[str, Array]:
    """Words of all offers, in both directions, and the offers in order of their words without accents."""
    texts = sorted(found.numbers)
    numbers = np.empty(len(texts), np.int64)
    numbers[[found.numbers[text] for text in texts]] = np.arange(len(texts))
    spans = np.array(found.spans, np.int64)
    picked = ragged(starts_of(spans)[:-1][order], spans[order])
    said = numbers[np.array(found.said, np.int64)[picked]] if len(picked) else np.empty(0, np.int64)
    firsts = starts_of(spans[order])
    offers = np.repeat(np.arange(len(order)), spans[order])
    by_word = np.lexsort((offers, said))
    once = np.ones(len(by_word), bool)
    once[1:] = (np.diff(said[by_word]) != 0) | (np.diff(offers[by_word]) != 0)
    bare: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        bare[fold(text)].append(number)
    forms = np.empty(len(texts), np.int64)
    for place, key in enumerate(sorted(bare)):
        forms[bare[key]] = place
    kind = narrowest(len(texts))
    return {
        **string_arrays("offer_words", [text.encode() for text in texts]),
        **group_arrays("offer_bare", bare),
        "offer_bare.of": forms.astype(kind),
        "offers.said": said.astype(kind),
        "offers.firsts": firsts.astype(np.uint32),
        "postings.numbers": offers[by_word][once].astype(np.uint32),
        "postings.firsts": starts_of(np.bincount(said[by_word][once], minlength=len(texts))).astype(np.uint32),
        "offers.by_words": _by_words(forms[said], firsts),
    }


def _by_words(forms: Array, firsts: Array) -> Array:
    """The offers in order of their words without accents, word by word."""
    packed = forms.astype(">u4").tobytes()
    bounds = (firsts * 4).tolist()
    return np.array(sorted(range(len(bounds) - 1), key=lambda at: packed[bounds[at] : bounds[at + 1]]), np.uint32)
