"""Runs an expanded query tree over postings held as arrays; knows nothing of where they are stored.

In: a tree of `query.py` nodes and a `PostingSource`. Out: the matching articles with BM25F scores.

BM25F: Zaragoza et al., "Microsoft Cambridge at TREC-13" (2004), with one idf per term over all fields:
    tf = sum over fields of weight * tf_field / (1 - B + B * length / mean length)
    score = idf * tf * (K1 + 1) / (K1 + tf)
Alternatives of one typed word (AnyOf of terms) score as one pseudo-term, so that a word with twenty accented
readings is not worth more than a word with one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from indexer.engine.field_postings import Dense
from indexer.engine.matches import (
    ALL_FIELDS,
    EMPTY,
    MANY,
    Counts,
    Floats,
    Ints,
    Mask,
    Matches,
    PostingSource,
    bm25,
    few_of,
    masked,
    scored,
    summed,
    unscored,
)
from indexer.engine.phrases import phrase_matches
from indexer.query import AllOf, AnyOf, Node, Nothing, Phrase, Preferring, TermNode, Within, Without


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where a node is looked for: in which fields of which index, and whether its scores are wanted."""

    source: PostingSource
    fields: tuple[str, ...] = ALL_FIELDS
    scored: bool = True

    @property
    def size(self) -> int:
        return self.source.size


def evaluate(source: PostingSource, node: Node | None, *, scored: bool = True) -> Matches:
    """All articles that match, with scores; every live article with score 0 where `node` is None.

    Not `scored`, a term's matches may have a score of 0. Raises TypeError for a node that has not been expanded: a
    mistake of ours, not of the reader.
    """
    return _match(_Scope(source, scored=scored), node)


def evaluate_among(source: PostingSource, node: Node | None, wanted: Mask, *, scored: bool = True) -> Matches:
    """As `evaluate`, but only the `wanted` article numbers; quicker where these are few."""
    few = np.flatnonzero(wanted)
    if len(few) > MANY * source.size:
        return evaluate(source, node, scored=scored).kept(wanted)
    return _among(_Scope(source, scored=scored), node, few)


def _match(scope: _Scope, node: Node | None) -> Matches:
    match node:
        case None:
            return Matches(None, scope.source.alive, np.zeros(scope.size, np.float32))
        case TermNode():
            return _any_of_terms(scope, (node,))
        case Phrase():
            return phrase_matches(scope.source, node, scope.fields)
        case AllOf(children):
            return _all_of(scope, children)
        case AnyOf(children, best):
            return _alternatives(scope, children, best=best)
        case Without(keep, drop):
            return _without(_match(scope, keep), _match(scope, drop), scope.size)
        case Preferring(required, wanted):
            return _preferring(scope, _match(scope, required), wanted)
        case Within(field, child):
            return _match(replace(scope, fields=(field,) if field in scope.fields else ()), child)
        case Nothing():
            return EMPTY
        case _:
            raise TypeError(f"not an expanded node: {node!r}")


def _among(scope: _Scope, node: Node | None, few: Ints) -> Matches:
    """What matches among a few articles. A term's idf still counts all of them."""
    match node:
        case None:
            return Matches(few, None, np.zeros(len(few), np.float32))
        case TermNode() if scope.source.whole and scope.fields == ALL_FIELDS:
            return _term_among(scope, node, few)
        case AllOf(children):
            return _all_among(scope, children, Matches(few, None, np.zeros(len(few), np.float32)))
        case Preferring(required, wanted):
            return _preferring(scope, _among(scope, required, few), wanted)
        case _:
            return _only(_match(scope, node), few)


# --- terms ----------------------------------------------------------------------------------------
def _any_of_terms(scope: _Scope, terms: tuple[TermNode, ...]) -> Matches:
    """Articles that have any of the terms; their weighted counts over all fields make one score."""
    source = scope.source
    lists: list[tuple[Ints, Floats]] = []
    total: Floats | None = None
    for term in terms:
        found = source.find(term.text)
        for field in source.fields_with(found):
            if field not in scope.fields:
                continue
            read = source.postings(field, found, exact=scope.scored)
            if isinstance(read, Dense):
                weighted = _weighted(scope, field, read.counts, term)
                total = weighted if total is None else np.add(total, weighted, out=total)
            elif len(read.articles):
                lists.append((read.articles, _weighted(scope, field, read.counts, term, read.articles)))
    return scored(source, lists, total) if scope.scored else unscored(source, lists, total)


def _weighted(scope: _Scope, field: str, counts: Counts, term: TermNode, articles: Ints | None = None) -> Floats:
    """What so many occurrences are worth in each article, or in these; the bare counts where no score is wanted."""
    if not scope.scored:
        return counts
    worth = scope.source.norms(field)
    weighted: Floats = counts * (worth if articles is None else worth.take(articles))
    if term.weight != 1.0:
        weighted *= np.float32(term.weight)
    return weighted


def _term_among(scope: _Scope, term: TermNode, few: Ints) -> Matches:
    source = scope.source
    if not (found := source.find(term.text)):
        return EMPTY
    weighted = np.zeros(len(few), np.float32)
    for field in source.fields_with(found):
        weighted += source.counts_in(field, found, few) * source.norms(field).take(few)
    if term.weight != 1.0:
        weighted *= np.float32(term.weight)
    hit = weighted > 0
    return Matches(few[hit], None, bm25(weighted[hit], source.articles_with(found), source.live))


# --- combinations ---------------------------------------------------------------------------------
def _all_of(scope: _Scope, children: tuple[Node, ...]) -> Matches:
    if not children:
        return _match(scope, None)
    ordered = sorted(children, key=lambda child: _size(scope, child))
    return _all_among(scope, tuple(ordered[1:]), _match(scope, ordered[0]))


def _all_among(scope: _Scope, children: tuple[Node, ...], found: Matches) -> Matches:
    """Those of `found` that match all children too, with the sums of the scores."""
    for child in sorted(children, key=lambda child: _size(scope, child)):
        if found.ids is not None and len(found.ids) <= MANY * scope.size:
            more = _among(scope, child, found.ids)
        else:
            more = _match(scope, child)
        found = _both(found, more, scope.size)
    return found


def _size(scope: _Scope, node: Node) -> int:
    """About how many articles match: cheap, and only used to begin with the fewest."""
    match node:
        case TermNode(text):
            return scope.source.articles_with(scope.source.find(text))
        case Phrase(children) | AllOf(children):
            return min((_size(scope, child) for child in children), default=scope.size) // 2
        case AnyOf(children):
            return sum(_size(scope, child) for child in children)
        case Preferring(child) | Within(_, child):
            return _size(scope, child)
        case Nothing():
            return 0
        case _:
            return scope.size


def _both(one: Matches, other: Matches, size: int) -> Matches:
    if one.ids is None and other.ids is None:
        assert one.mask is not None  # noqa: S101
        assert other.mask is not None  # noqa: S101
        return masked(one.mask & other.mask, one.scores + other.scores)
    few, many = (one, other) if one.ids is not None else (other, one)
    assert few.ids is not None  # noqa: S101 - not both are masks
    if many.ids is not None and len(many.ids) < len(few.ids):
        few, many = many, few
    assert few.ids is not None  # noqa: S101
    return few_of(few.ids, few.scores, many, size)


def _only(found: Matches, few: Ints) -> Matches:
    if found.ids is None:
        return few_of(few, np.zeros(len(few), np.float32), found, 0)
    places = np.searchsorted(found.ids, few)
    places[places == len(found.ids)] = 0
    kept = found.ids[places] == few if len(found.ids) else np.zeros(len(few), bool)
    return Matches(few[kept], None, found.scores[places[kept]])


def _alternatives(scope: _Scope, children: tuple[Node, ...], *, best: bool) -> Matches:
    terms = tuple(child for child in children if isinstance(child, TermNode))
    found = [_any_of_terms(scope, terms)] if terms else []
    found += [_match(scope, child) for child in children if not isinstance(child, TermNode)]
    if len(found) == 1:
        return found[0]
    if all(one.ids is not None for one in found) and sum(one.count() for one in found) <= MANY * scope.size:
        return _few_alternatives(found, best=best)
    mask, scores = np.zeros(scope.size, bool), np.zeros(scope.size, np.float32)
    for one in found:
        its_mask, its_scores = one.spread(scope.size)
        mask |= its_mask
        scores = np.maximum(scores, its_scores) if best else scores + its_scores
    return Matches(None, mask, scores)


def _few_alternatives(found: list[Matches], *, best: bool) -> Matches:
    parts = [one.listed() for one in found]
    if not best:
        ids, scores = summed([part for part in parts if len(part[0])])
        return Matches(ids, None, scores)
    ids, places = np.unique(np.concatenate([one for one, _ in parts]), return_inverse=True)
    scores = np.zeros(len(ids), np.float32)
    np.maximum.at(scores, places, np.concatenate([one for _, one in parts]))
    return Matches(ids, None, scores)


def _without(kept: Matches, dropped: Matches, size: int) -> Matches:
    if dropped.ids is not None and not len(dropped.ids):
        return kept
    return kept.kept(~dropped.spread(size)[0])


def _preferring(scope: _Scope, required: Matches, wanted: Node) -> Matches:
    """The required matches, with the score of `wanted` added where that matches too."""
    if not scope.scored:
        return required
    if required.ids is None:
        assert required.mask is not None  # noqa: S101 - either form
        _, extra = _match(scope, wanted).spread(scope.size)
        return Matches(None, required.mask, required.scores + extra * required.mask)
    more = _among(scope, wanted, required.ids)
    assert more.ids is not None  # noqa: S101 - among a list
    scores = required.scores.copy()
    scores[np.searchsorted(required.ids, more.ids)] += more.scores
    return Matches(required.ids, None, scores)
