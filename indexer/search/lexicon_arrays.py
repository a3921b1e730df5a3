"""The lasting part of a lexicon as named arrays: everything that is looked up is worked out here, once.

In: sorted streams of counts. Out: arrays for one file, mapped by `vocabulary.Lexicon` and `offers.Offers`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from indexer.analysis.pyvi_model import read_words
from indexer.arrays.files import Array
from indexer.arrays.groups import group_arrays
from indexer.arrays.strings import Strings, string_arrays
from indexer.search.counts import Counts, Stream
from indexer.search.facet_values import value_arrays
from indexer.search.offer_arrays import offer_arrays
from indexer.search.offers import Offers, rows_of
from indexer.search.pair_counts import pair_arrays, pairs_of
from indexer.search.pairs import Pairs
from indexer.text.fold import fold, neutral

FORMAT = 3


@dataclass(frozen=True, slots=True)
class Streams:
    """Counts of everything, each kind in order; `articles` is how many there are in all."""

    articles: int
    terms: Stream
    names: Stream
    learnt: Stream
    offers: Stream
    values: Stream
    pairs: Pairs


def streams_of(counts: Counts) -> Streams:
    """Small counts as streams."""
    terms, names = sorted(counts.terms.items()), sorted(counts.names.items())
    learnt, offers = sorted(counts.learnt.items()), sorted(counts.offers.items())
    return Streams(counts.articles, terms, names, learnt, offers, sorted(counts.values.items()), counts.pairs)


def stored_streams(arrays: Mapping[str, Array]) -> Streams:
    """The counts that the arrays of a lexicon were made of."""

    def counted(prefix: str) -> Stream:
        return zip(Strings(dict(arrays), prefix), arrays[f"{prefix}.counts"].tolist(), strict=True)

    return Streams(
        int(arrays["about"][1]),
        counted("terms"),
        counted("names"),
        counted("learnt"),
        Offers(arrays).counted(),
        counted("values"),
        pairs_of(arrays),
    )


def lexicon_arrays(streams: Streams) -> dict[str, Array]:
    """All sections. Counts that are not above 0 are left out."""
    return {
        "about": np.array([FORMAT, streams.articles], np.int64),
        **_terms(_present(streams.terms)),
        **_names(_present(streams.names)),
        **_learnt(_present(streams.learnt)),
        **offer_arrays(rows_of(_present(streams.offers))),
        **value_arrays(_present(streams.values)),
        **pair_arrays(streams.pairs),
    }


def _present(stream: Stream) -> Iterator[tuple[str, int]]:
    return ((text, count) for text, count in stream if count > 0)


def _terms(stream: Stream) -> dict[str, Array]:
    texts, counts = _parted(stream)
    bare: dict[str, list[int]] = defaultdict(list)
    compounds: dict[str, int] = {}
    for place, text in enumerate(texts):
        if text.isalpha():
            bare[fold(text)].append(place)
        elif "_" in text:
            compounds[text] = place
    for places in bare.values():
        places.sort(key=lambda place: -counts[place])
    readings = group_arrays("bare", bare)
    return {
        **string_arrays("terms", [text.encode() for text in texts]),
        "terms.counts": np.array(counts, np.uint32),
        **readings,
        "bare.odd": _odd(Strings(readings, "bare")),
        **_compounds(compounds, len(texts)),
    }


def _odd(keys: Strings) -> Array:
    """The places of bare forms with other letters than a to z."""
    return np.array([place for place, key in enumerate(keys.raw()) if not key.isascii()], np.uint32)


def _compounds(indexed: Mapping[str, int], terms: int) -> dict[str, Array]:
    """Words by their folded form; numbers from `terms` on are places in the word list."""
    words = word_list()
    numbers = {**{word: terms + place for place, word in enumerate(words)}, **indexed}
    found: dict[str, list[int]] = defaultdict(list)
    for word in sorted(numbers):
        found[fold(word)].append(numbers[word])
    return {**string_arrays("words", [word.encode() for word in words]), **group_arrays("compounds", found)}


def _names(stream: Stream) -> dict[str, Array]:
    names, counts = _parted(stream)
    folded: dict[str, list[int]] = defaultdict(list)
    families: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        folded[fold(name)].append(place)
        surname = name.partition(" ")[0]
        for key in {surname, fold(surname)}:
            families[key].append(place)
    for places in families.values():
        places.sort(key=lambda place: -counts[place])
    return {
        **string_arrays("names", [name.encode() for name in names]),
        "names.counts": np.array(counts, np.uint32),
        "names.longest": np.array([max((name.count(" ") + 1 for name in names), default=0)], np.uint8),
        **group_arrays("folded_names", folded),
        **group_arrays("families", families),
    }


def _learnt(stream: Stream) -> dict[str, Array]:
    keys, counts = _parted(stream)
    return {
        **string_arrays("learnt", [key.encode() for key in keys]),
        "learnt.counts": np.array(counts, np.uint32),
    }


def _parted(stream: Iterable[tuple[str, int]]) -> tuple[list[str], list[int]]:
    texts: list[str] = []
    counts: list[int] = []
    for text, count in stream:
        texts.append(text)
        counts.append(count)
    return texts, counts


@cache
def word_list() -> Sequence[str]:
    """The words of two and three syllables of pyvi's list, in index form: "hội_nghị", in order."""
    words = (word.split(" ") for word in read_words())
    return tuple(sorted({"_".join(map(neutral, word)) for word in words if len(word) in {2, 3}}))
