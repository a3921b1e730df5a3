"""Phrases and words near each other, on arrays of positions.

First the articles that have all steps, from their postings alone; then only these articles' positions, each as one
number: place of the article among them, then position. A phrase is an intersection of such numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

import numpy as np

from indexer.engine.field_postings import FieldPostings, Sparse, places_among
from indexer.engine.matches import (
    EMPTY_IDS,
    EMPTY_SCORES,
    Counts,
    Floats,
    Found,
    Ints,
    Mask,
    Matches,
    PostingSource,
    scored,
)
from indexer.engine.positions import Read, keys_of, read_term
from indexer.engine.segment import SegmentArrays
from indexer.query import AnyOf, Node, Phrase, TermNode


def phrase_matches(source: PostingSource, phrase: Phrase, fields: tuple[str, ...]) -> Matches:
    """Articles with the phrase in any of the fields; all occurrences together make one score."""
    steps = [_found(source, step) for step in phrase.steps]
    lists: list[tuple[Ints, Floats]] = []
    for field in _common_fields(source, steps, fields):
        articles, counts = _in_field(source, field, steps, phrase)
        if len(articles):
            lists.append((articles, counts * source.norms(field)[articles]))
    found = scored(source, lists, None)
    return Matches(found.ids, found.mask, found.scores * np.float32(phrase.weight))


def _common_fields(source: PostingSource, steps: list[list[Found]], fields: tuple[str, ...]) -> list[str]:
    """The fields that have something for every step."""
    have = [{field for found in step for field in source.fields_with(found)} for step in steps]
    return [field for field in fields if have and all(field in some for some in have)]


def _found(source: PostingSource, step: Node) -> list[Found]:
    """The terms of a step that the index has."""
    terms = step.children if isinstance(step, AnyOf) else (step,)
    found = []
    for term in terms:
        if not isinstance(term, TermNode):
            raise TypeError(f"a step of a phrase is a term or terms: {step!r}")
        found.append(source.find(term.text))
    return [one for one in found if one]


def _in_field(source: PostingSource, field: str, steps: list[list[Found]], phrase: Phrase) -> tuple[Ints, Floats]:
    """The live articles with the phrase in one field, rising, and how often each has it."""
    articles: list[Ints] = []
    counts: list[Floats] = []
    for place, (base, segment) in enumerate(source.parts):
        postings = segment.fields[field]
        terms = [[postings.place_of(number) for found in step for at, number in found if at == place] for step in steps]
        terms = [[term for term in step if term >= 0] for step in terms]
        if all(terms):
            some, often = _in_segment(segment, field, terms, phrase)
            articles.append(some + base if base else some)
            counts.append(often.astype(np.float32))
    if not articles:
        return EMPTY_IDS, EMPTY_SCORES
    if len(articles) == 1 and source.whole:
        return articles[0], counts[0]
    found = np.concatenate(articles)
    alive = source.alive[found]
    return found[alive], np.concatenate(counts)[alive]


def _in_segment(segment: SegmentArrays, field: str, terms: list[list[int]], phrase: Phrase) -> tuple[Ints, Ints]:
    """The articles of a segment with the phrase, and how often each has it; dead ones too."""
    postings = segment.fields[field]
    steps = [[read_term(postings, term) for term in step] for step in terms]
    articles = _candidates(postings, steps)
    if not len(articles):
        return articles, articles
    room = len(steps) - 1 + phrase.slop
    # So many bits for a position that no step reaches from one article into the next.
    bits = (segment.last_position(field) + room + len(steps) + 2).bit_length()

    def keys(index: int, among: Ints) -> Counts:
        return keys_of(postings, steps[index], among, bits)

    if phrase.slop == 0 and phrase.ordered:
        often = [sum(postings.occurrences(term) for term in step) for step in terms]
        articles, starts = _adjacent(sorted(range(len(steps)), key=often.__getitem__), keys, articles, bits)
    else:
        starts = _near([keys(index, articles) for index in range(len(steps))], room, ordered=phrase.ordered)
    counts = np.bincount(starts >> bits, minlength=len(articles))
    hit = counts.nonzero()[0]
    return articles[hit], counts[hit]


# --- candidates -----------------------------------------------------------------------------------
def _candidates(postings: FieldPostings, steps: list[list[Read]]) -> Ints:
    """The articles that have every step, rising."""
    lists: list[Ints] = []
    others: list[list[Read]] = []
    for step in steps:
        found = [read.articles for _, read in step if isinstance(read, Sparse)]
        if len(found) < len(step):
            others.append(step)
        else:
            lists.append(found[0] if len(found) == 1 else np.unique(np.concatenate(found)))
    if not lists:
        return reduce(np.logical_and, (_mask(postings, step) for step in others)).nonzero()[0]
    articles, *rest = sorted(lists, key=len)
    for other in rest:
        articles = articles[places_among(articles, other, postings.size)[1]]
    for step in others:
        articles = articles[reduce(np.logical_or, (_has(postings, read, articles) for read in step))]
    return articles


def _has(postings: FieldPostings, read: Read, articles: Ints) -> Mask:
    """Whether each of these articles has a term."""
    _, found = read
    if isinstance(found, Sparse):
        return places_among(articles, found.articles, postings.size)[1]
    return found.has(articles)


def _mask(postings: FieldPostings, step: Sequence[Read]) -> Mask:
    """For every article of the segment, whether it has one of the terms."""
    mask = np.zeros(postings.size, bool)
    for _, read in step:
        if isinstance(read, Sparse):
            mask[read.articles] = True
        else:
            mask |= read.everywhere()
    return mask


# --- positions ------------------------------------------------------------------------------------
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
            articles, starts = _among(articles, starts, bits)
    assert starts is not None  # noqa: S101 - a phrase has steps
    return articles, starts


def _among(articles: Ints, starts: Counts, bits: int) -> tuple[Ints, Counts]:
    """The articles that have any of the keys, and the keys for these."""
    places = starts >> bits
    first = np.ones(len(places), bool)
    np.not_equal(places[1:], places[:-1], out=first[1:])
    new = np.cumsum(first, dtype=starts.dtype) - 1
    return articles[places[first]], starts + ((new - places) << bits)


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
        places = many.searchsorted(few)
        places[places == len(many)] = 0
        shared: Counts = few[many[places] == few]
        return shared
    both: Counts = np.concatenate((few, many))
    # "stable" merges what rises already; the other kind is quicker for small numbers, as many of the one as the other.
    both.sort(kind=None if both.itemsize == 4 and len(few) * 4 > len(many) else "stable")
    twice: Counts = both[1:][both[1:] == both[:-1]]
    return twice


def _next_at_or_after(step: Counts, wanted: Counts) -> Ints:
    """The first number of `step` at or after each wanted one; far beyond any where there is none."""
    beyond = np.append(step.astype(np.int64), np.int64(1) << 62)
    return beyond[np.searchsorted(step, wanted)]
