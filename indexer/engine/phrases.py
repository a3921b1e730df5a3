"""Phrases and words near each other, on arrays of positions.

First the articles that have all steps, from their postings alone; then only these articles' positions, each as one
number: place of the article among them, then position. A phrase is an intersection of such numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

import numpy as np

from indexer.engine.matches import Counts, Floats, Ints, Mask, Matches, PostingSource, few_of, scored
from indexer.engine.postings import Dense, Sparse
from indexer.query import AnyOf, Node, Phrase, TermNode


def phrase_matches(source: PostingSource, phrase: Phrase, fields: tuple[str, ...]) -> Matches:
    """Articles with the phrase in any of the fields; all occurrences together make one score."""
    steps = [_found(source, step) for step in phrase.steps]
    sparse: list[tuple[Ints, Floats]] = []
    for field in _common_fields(source, steps, fields):
        articles, counts = _in_field(source, field, steps, phrase)
        if len(articles):
            sparse.append((articles, counts * source.norms(field)[articles]))
    found = scored(source, sparse, None)
    return Matches(found.ids, found.mask, found.scores * np.float32(phrase.weight))


def _common_fields(source: PostingSource, steps: list[list[Any]], fields: tuple[str, ...]) -> list[str]:
    """The fields that have something for every step."""
    have = [{field for found in step for field in source.fields_with(found)} for step in steps]
    return [field for field in fields if have and all(field in some for some in have)]


def _found(source: PostingSource, step: Node) -> list[Any]:
    """The terms of a step that the index has."""
    terms = step.children if isinstance(step, AnyOf) else (step,)
    found = []
    for term in terms:
        if not isinstance(term, TermNode):
            raise TypeError(f"a step of a phrase is a term or terms: {step!r}")
        found.append(source.find(term.text))
    return [one for one in found if one]


def _in_field(source: PostingSource, field: str, steps: list[list[Any]], phrase: Phrase) -> tuple[Ints, Floats]:
    """The articles with the phrase in one field, rising, and how often each has it."""
    reads = [[source.postings(field, found) for found in step] for step in steps]
    articles = _candidates(source.size, reads)
    room = len(steps) - 1 + phrase.slop
    # So many bits for a position that no step reaches from one article into the next.
    bits = (source.last_position(field) + room + len(steps) + 2).bit_length()

    def keys(index: int, among: Ints) -> Counts:
        terms = zip(steps[index], reads[index], strict=True)
        kind = np.int32 if len(among) << bits < 2**31 else np.int64
        return _keys([source.places(field, *term, among) for term in terms], bits, kind)

    if phrase.slop == 0 and phrase.ordered:
        rarest_first = sorted(range(len(steps)), key=lambda index: sum(map(_read_size, reads[index])))
        articles, starts = _adjacent(rarest_first, keys, articles, bits)
    elif len(articles):
        starts = _near([keys(index, articles) for index in range(len(steps))], room, ordered=phrase.ordered)
    else:
        starts = articles
    counts = np.bincount(starts >> bits, minlength=len(articles))
    hit = np.flatnonzero(counts)
    return articles[hit], counts[hit].astype(np.float32)


def _read_size(read: Sparse | Dense) -> int:
    return len(read.articles) if isinstance(read, Sparse) else len(read.counts)


# --- candidates -----------------------------------------------------------------------------------
def _candidates(size: int, steps: list[list[Sparse | Dense]]) -> Ints:
    """The articles that have every step, rising; each step is the postings of its terms."""
    lists: list[Ints] = []
    masks: list[Mask] = []
    for read in steps:
        if len(read) == 1 and isinstance(read[0], Sparse):
            lists.append(read[0].articles)
        elif all(isinstance(one, Sparse) for one in read):
            lists.append(np.unique(np.concatenate([one.articles for one in read if isinstance(one, Sparse)])))
        else:
            masks.append(reduce(np.logical_or, (_mask(one, size) for one in read)))
    if not lists:
        return np.flatnonzero(reduce(np.logical_and, masks))
    articles, *others = sorted(lists, key=len)
    for mask in masks:
        articles = articles[mask[articles]]
    for other in others:
        unscored = Matches(other, None, np.zeros(len(other), np.float32))
        articles, _ = few_of(articles, np.zeros(len(articles), np.float32), unscored, size).listed()
    return articles


def _mask(read: Sparse | Dense, size: int) -> Mask:
    if isinstance(read, Dense):
        return read.counts > 0
    mask = np.zeros(size, bool)
    mask[read.articles] = True
    return mask


# --- positions ------------------------------------------------------------------------------------
def _keys(step: list[tuple[Ints, Counts]], bits: int, kind: type) -> Counts:
    """`place << bits | position` of every occurrence of any term of a step, rising, each once."""
    parts = []
    for places, positions in step:
        keys: Counts = places.astype(kind)
        keys <<= bits
        keys += positions
        parts.append(keys)
    if len(parts) > 1:
        return np.unique(np.concatenate(parts))
    keys = parts[0]
    return np.unique(keys) if (keys[1:] == keys[:-1]).any() else keys


def _adjacent(order: list[int], keys: Callable[[int, Ints], Counts], articles: Ints, bits: int) -> tuple[Ints, Counts]:
    """The articles in which all steps stand side by side, and the keys of the places where they begin.

    Step by step, so that the positions of frequent words are read only where the rare ones stand right.
    """
    starts: Counts | None = None
    for index in order:
        # Moved up by the number of steps: a step may stand before the place where the phrase would begin.
        found = keys(index, articles) + (len(order) - index)
        starts = found if starts is None else _shared(starts, found)
        if len(starts) * 2 < len(articles):
            places = starts >> bits
            kept, new = np.unique(places, return_inverse=True)
            starts = starts + ((new - places) << bits)
            articles = articles[kept]
    assert starts is not None  # noqa: S101 - a phrase has steps
    return articles, starts


def _near(keys: list[Counts], room: int, *, ordered: bool) -> Counts:
    """Where occurrences begin that span no more than `room` positions."""
    if ordered:
        starts = ends = keys[0]
        for step in keys[1:]:
            ends = _next_at_or_after(step, ends + 1)
        return starts[ends - starts <= room]
    starts = np.unique(np.concatenate(keys))
    ends = reduce(np.maximum, (_next_at_or_after(step, starts) for step in keys))
    return starts[ends - starts <= room]


def _shared(few: Counts, many: Counts) -> Counts:
    """The numbers in both; each is rising and has every number once."""
    if len(few) * 16 < len(many):
        places = np.searchsorted(many, few)
        places[places == len(many)] = 0
        shared: Counts = few[many[places] == few]
        return shared
    both: Counts = np.concatenate((few, many))
    both.sort()
    twice: Counts = both[1:][both[1:] == both[:-1]]
    return twice


def _next_at_or_after(step: Counts, wanted: Counts) -> Ints:
    """The first number of `step` at or after each wanted one; far beyond any where there is none."""
    beyond = np.append(step.astype(np.int64), np.int64(1) << 62)
    return beyond[np.searchsorted(step, wanted)]
