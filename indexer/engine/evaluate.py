"""Runs an expanded query tree over postings held as arrays; knows nothing of where they are stored.

In: a tree of `query.py` nodes and a `PostingSource`. Out: the matching articles with BM25F scores.

BM25F: Zaragoza et al., "Microsoft Cambridge at TREC-13" (2004), with one idf per term over all fields:
    tf = sum over fields of weight * tf_field / (1 - B + B * length / mean length)
    score = idf * tf * (K1 + 1) / (K1 + tf)
Alternatives of one typed word (AnyOf of terms) score as one pseudo-term, so that a word with twenty accented
readings is not worth more than a word with one.
"""

from __future__ import annotations

import numpy as np

from indexer.engine.matches import (
    ALL_FIELDS,
    EMPTY,
    MANY,
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
)
from indexer.engine.phrases import phrase_matches
from indexer.engine.postings import Dense
from indexer.query import AllOf, AnyOf, Node, Nothing, Phrase, Preferring, TermNode, Within, Without


def evaluate(source: PostingSource, node: Node | None) -> Matches:
    """All articles that match, with scores; every live article with score 0 where `node` is None.

    Raises TypeError for a node that has not been expanded: a mistake of ours, not of the reader.
    """
    return _match(source, node, ALL_FIELDS)


def evaluate_among(source: PostingSource, node: Node | None, wanted: Mask) -> Matches:
    """As `evaluate`, but only the `wanted` article numbers; quicker where these are few."""
    few = np.flatnonzero(wanted)
    if len(few) > MANY * source.size:
        return evaluate(source, node).kept(wanted)
    return _among(source, node, ALL_FIELDS, few)


def _match(source: PostingSource, node: Node | None, fields: tuple[str, ...]) -> Matches:
    match node:
        case None:
            return Matches(None, source.alive, np.zeros(source.size, np.float32))
        case TermNode():
            return _any_of_terms(source, (node,), fields)
        case Phrase():
            return phrase_matches(source, node, fields)
        case AllOf(children):
            return _all_of(source, children, fields)
        case AnyOf(children, best):
            return _alternatives(source, children, fields, best=best)
        case Without(keep, drop):
            return _without(_match(source, keep, fields), _match(source, drop, fields), source.size)
        case Preferring(required, wanted):
            return _prefer(_match(source, required, fields), _match(source, wanted, fields), source.size)
        case Within(field, child):
            return _match(source, child, (field,) if field in fields else ())
        case Nothing():
            return EMPTY
        case _:
            raise TypeError(f"not an expanded node: {node!r}")


def _among(source: PostingSource, node: Node | None, fields: tuple[str, ...], few: Ints) -> Matches:
    """What matches among a few articles. A term's idf still counts all of them."""
    match node:
        case None:
            return Matches(few, None, np.zeros(len(few), np.float32))
        case TermNode() if source.whole and fields == ALL_FIELDS:
            return _term_among(source, node, few)
        case AllOf(children):
            return _all_among(source, children, fields, Matches(few, None, np.zeros(len(few), np.float32)))
        case _:
            return _only(_match(source, node, fields), few)


# --- terms ----------------------------------------------------------------------------------------
def _any_of_terms(source: PostingSource, terms: tuple[TermNode, ...], fields: tuple[str, ...]) -> Matches:
    """Articles that have any of the terms; their weighted counts over all fields make one score."""
    sparse: list[tuple[Ints, Floats]] = []
    total: Floats | None = None
    for term in terms:
        if not (found := source.find(term.text)):
            continue
        for field in source.fields_with(found):
            if field not in fields:
                continue
            read = source.postings(field, found)
            worth = source.norms(field)
            if isinstance(read, Dense):
                weighted = read.counts * worth
                weighted *= np.float32(term.weight)
                total = weighted if total is None else np.add(total, weighted, out=total)
            elif len(read.articles):
                weighted = read.counts * worth.take(read.articles)
                sparse.append((read.articles, weighted * np.float32(term.weight)))
    return scored(source, sparse, total)


def _term_among(source: PostingSource, term: TermNode, few: Ints) -> Matches:
    if not (found := source.find(term.text)):
        return EMPTY
    weighted = np.zeros(len(few), np.float32)
    for field in source.fields_with(found):
        counts = source.counts_in(field, found, few)
        weighted += counts * source.norms(field).take(few)
    weighted *= np.float32(term.weight)
    hit = weighted > 0
    return Matches(few[hit], None, bm25(weighted[hit], source.articles_with(found), source.live))


# --- combinations ---------------------------------------------------------------------------------
def _all_of(source: PostingSource, children: tuple[Node, ...], fields: tuple[str, ...]) -> Matches:
    if not children:
        return _match(source, None, fields)
    ordered = sorted(children, key=lambda child: _size(source, child))
    return _all_among(source, tuple(ordered[1:]), fields, _match(source, ordered[0], fields))


def _all_among(source: PostingSource, children: tuple[Node, ...], fields: tuple[str, ...], found: Matches) -> Matches:
    """Those of `found` that match all children too, with the sums of the scores."""
    for child in sorted(children, key=lambda child: _size(source, child)):
        if found.ids is not None and len(found.ids) <= MANY * source.size:
            more = _among(source, child, fields, found.ids)
        else:
            more = _match(source, child, fields)
        found = _both(found, more, source.size)
    return found


def _size(source: PostingSource, node: Node) -> int:
    """About how many articles match: cheap, and only used to begin with the fewest."""
    match node:
        case TermNode(text):
            found = source.find(text)
            return source.articles_with(found) if found else 0
        case Phrase(children) | AllOf(children):
            return min((_size(source, child) for child in children), default=source.size) // 2
        case AnyOf(children):
            return sum(_size(source, child) for child in children)
        case Preferring(child) | Within(_, child):
            return _size(source, child)
        case Nothing():
            return 0
        case _:
            return source.size


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


def _alternatives(source: PostingSource, children: tuple[Node, ...], fields: tuple[str, ...], *, best: bool) -> Matches:
    terms = tuple(child for child in children if isinstance(child, TermNode))
    found = [_any_of_terms(source, terms, fields)] if terms else []
    found += [_match(source, child, fields) for child in children if not isinstance(child, TermNode)]
    if len(found) == 1:
        return found[0]
    if all(one.ids is not None for one in found) and sum(one.count() for one in found) <= MANY * source.size:
        return _few_alternatives(found, best=best)
    mask, scores = np.zeros(source.size, bool), np.zeros(source.size, np.float32)
    for one in found:
        its_mask, its_scores = one.spread(source.size)
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


def _prefer(required: Matches, wanted: Matches, size: int) -> Matches:
    if required.ids is None:
        assert required.mask is not None  # noqa: S101 - either form
        _, extra = wanted.spread(size)
        return Matches(None, required.mask, required.scores + extra * required.mask)
    if wanted.ids is None:
        return Matches(required.ids, None, required.scores + wanted.scores[required.ids])
    scores = required.scores.copy()
    if len(wanted.ids):
        places = np.searchsorted(wanted.ids, required.ids)
        places[places == len(wanted.ids)] = 0
        hit = wanted.ids[places] == required.ids
        scores[hit] += wanted.scores[places[hit]]
    return Matches(required.ids, None, scores)
