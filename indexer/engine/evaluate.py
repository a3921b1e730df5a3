"""Runs an expanded query tree over postings held as arrays; knows nothing of where they are stored.

In: a tree of `query.py` nodes and a `PostingSource`. Out: the matching articles with BM25F scores.

BM25F: Zaragoza et al., "Microsoft Cambridge at TREC-13" (2004), with one idf per term over all fields:
    tf = sum over fields of weight * tf_field / (1 - B + B * length / mean length)
    score = idf * tf * (K1 + 1) / (K1 + tf)
Alternatives of one typed word (AnyOf of terms) score as one pseudo-term, so that a word with twenty accented
readings is not worth more than a word with one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from indexer.fields import TEXT_FIELDS
from indexer.query import AllOf, AnyOf, Node, Nothing, Phrase, Preferring, TermNode, Within, Without

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float32]

K1 = 1.2
B = 0.75
WEIGHTS = {field.name: field.weight for field in TEXT_FIELDS}
ALL_FIELDS = tuple(WEIGHTS)
# Article number and position share one integer, so that phrases are set operations on sorted arrays.
# 2**20 positions an article: three times the longest text that the reader lets in (5 MB).
POSITION_BITS = 20


@dataclass(frozen=True, slots=True)
class Postings:
    """The articles that have a term in one field: `ids` rising, `counts` of the term in each."""

    ids: Ints
    counts: Floats


@dataclass(frozen=True, slots=True)
class Matches:
    """Matching articles by number, rising, each with its score."""

    ids: Ints
    scores: Floats


class PostingSource(Protocol):
    """What the evaluator needs of an index: postings, positions and lengths, for live articles only."""

    @property
    def size(self) -> int:
        """Article numbers are below this; some may be dead."""

    @property
    def live(self) -> int:
        """How many articles are alive."""

    def all_ids(self) -> Ints:
        """All live article numbers, rising."""

    def postings(self, field: str, term: str) -> Postings:
        """Postings of a term; empty where the index does not have it."""

    def positions(self, field: str, term: str) -> Ints:
        """`number << POSITION_BITS | position` of every occurrence, rising."""

    def length_norms(self, field: str) -> Floats:
        """1 - B + B * length / mean length, by article number."""


EMPTY = Matches(np.empty(0, np.int64), np.empty(0, np.float32))


def evaluate(source: PostingSource, node: Node | None) -> Matches:
    """All articles that match, with scores; every live article with score 0 where `node` is None.

    Raises TypeError for a node that has not been expanded: a mistake of ours, not of the reader.
    """
    if node is None:
        ids = source.all_ids()
        return Matches(ids, np.zeros(len(ids), np.float32))
    return _match(source, node, ALL_FIELDS)


def _match(source: PostingSource, node: Node, fields: tuple[str, ...]) -> Matches:
    match node:
        case TermNode():
            return _any_of_terms(source, (node,), fields)
        case Phrase():
            return _phrase(source, node, fields)
        case AllOf(children):
            return _intersect([_match(source, child, fields) for child in children], source)
        case AnyOf(children, best):
            return _alternatives(source, children, fields, best=best)
        case Without(keep, drop):
            return _without(source, keep, drop, fields)
        case Preferring(required, wanted):
            return _prefer(_match(source, required, fields), _match(source, wanted, fields), source.size)
        case Within(field, child):
            return _match(source, child, (field,) if field in fields else ())
        case Nothing():
            return EMPTY
        case _:
            raise TypeError(f"not an expanded node: {node!r}")


# --- terms ----------------------------------------------------------------------------------------
def _any_of_terms(source: PostingSource, terms: tuple[TermNode, ...], fields: tuple[str, ...]) -> Matches:
    weighted = np.zeros(source.size, np.float32)
    for field in fields:
        norms = source.length_norms(field)
        for term in terms:
            found = source.postings(field, term.text)
            if len(found.ids):
                weighted[found.ids] += found.counts * (WEIGHTS[field] * term.weight) / norms[found.ids]
    ids = np.flatnonzero(weighted)
    return Matches(ids, _bm25(weighted[ids], len(ids), source.live))


def _bm25(weighted: Floats, found: int, live: int) -> Floats:
    idf = np.float32(np.log(1 + (live - found + 0.5) / (found + 0.5)))
    scores: Floats = idf * weighted * np.float32(K1 + 1) / (np.float32(K1) + weighted)
    return scores


def _alternatives(source: PostingSource, children: tuple[Node, ...], fields: tuple[str, ...], *, best: bool) -> Matches:
    terms = tuple(child for child in children if isinstance(child, TermNode))
    others = [_match(source, child, fields) for child in children if not isinstance(child, TermNode)]
    found = ([_any_of_terms(source, terms, fields)] if terms else []) + others
    if len(found) == 1:
        return found[0]
    scores = np.zeros(source.size, np.float32)
    seen = np.zeros(source.size, bool)
    for matches in found:
        seen[matches.ids] = True
        if best:
            scores[matches.ids] = np.maximum(scores[matches.ids], matches.scores)
        else:
            scores[matches.ids] += matches.scores
    ids = np.flatnonzero(seen)
    return Matches(ids, scores[ids])


# --- combinations ---------------------------------------------------------------------------------
def _intersect(parts: list[Matches], source: PostingSource) -> Matches:
    if not parts:
        return evaluate(source, None)
    parts = sorted(parts, key=lambda part: len(part.ids))
    ids, scores = parts[0].ids, parts[0].scores
    for part in parts[1:]:
        ids, mine, theirs = np.intersect1d(ids, part.ids, assume_unique=True, return_indices=True)
        scores = scores[mine] + part.scores[theirs]
    return Matches(ids, scores)


def _without(source: PostingSource, keep: Node | None, drop: Node, fields: tuple[str, ...]) -> Matches:
    kept = evaluate(source, None) if keep is None else _match(source, keep, fields)
    left = ~np.isin(kept.ids, _match(source, drop, fields).ids, assume_unique=True)
    return Matches(kept.ids[left], kept.scores[left])


def _prefer(required: Matches, wanted: Matches, size: int) -> Matches:
    extra = np.zeros(size, np.float32)
    extra[wanted.ids] = wanted.scores
    return Matches(required.ids, required.scores + extra[required.ids])


# --- phrases --------------------------------------------------------------------------------------
def _phrase(source: PostingSource, phrase: Phrase, fields: tuple[str, ...]) -> Matches:
    weighted = np.zeros(source.size, np.float32)
    for field in fields:
        steps = [_step_positions(source, field, step) for step in phrase.steps]
        if not steps or any(not len(step) for step in steps):
            continue
        numbers, counts = np.unique(_occurrences(steps, phrase) >> POSITION_BITS, return_counts=True)
        norms = source.length_norms(field)[numbers]
        weighted[numbers] += counts.astype(np.float32) * np.float32(WEIGHTS[field]) / norms
    ids = np.flatnonzero(weighted)
    return Matches(ids, np.float32(phrase.weight) * _bm25(weighted[ids], len(ids), source.live))


def _step_positions(source: PostingSource, field: str, step: Node) -> Ints:
    terms = step.children if isinstance(step, AnyOf) else (step,)
    found = [source.positions(field, term.text) for term in terms if isinstance(term, TermNode)]
    if len(found) != len(terms):
        raise TypeError(f"a step of a phrase is a term or terms: {step!r}")
    return found[0] if len(found) == 1 else np.unique(np.concatenate(found))


def _occurrences(steps: list[Ints], phrase: Phrase) -> Ints:
    """Where the phrase begins, as article << POSITION_BITS | position."""
    if phrase.slop == 0 and phrase.ordered:
        return _adjacent(steps)
    room = len(steps) - 1 + phrase.slop
    if phrase.ordered:
        return _starts_in_order(steps, room)
    starts = np.unique(np.concatenate(steps))
    ends = reduce(np.maximum, (_next_at_or_after(step, starts) for step in steps))
    return starts[ends - starts <= room]


def _adjacent(steps: list[Ints]) -> Ints:
    order = sorted(range(len(steps)), key=lambda index: len(steps[index]))
    starts = steps[order[0]] - order[0]
    for index in order[1:]:
        starts = starts[np.isin(starts + index, steps[index], assume_unique=True)]
        if not len(starts):
            break
    return starts


def _starts_in_order(steps: list[Ints], room: int) -> Ints:
    starts = ends = steps[0]
    for step in steps[1:]:
        ends = _next_at_or_after(step, ends + 1)
    return starts[ends - starts <= room]


def _next_at_or_after(step: Ints, wanted: Ints) -> Ints:
    """The first position of `step` at or after each wanted one; far beyond any article where there is none.

    Another article's position is farther than any `room`, since an article has 2**POSITION_BITS of its own.
    """
    beyond = np.append(step, np.int64(1) << 62)
    return beyond[np.searchsorted(step, wanted)]
