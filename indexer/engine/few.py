"""A word that few articles have, ranked with as few calls as there can be: the answer of the evaluator, bit by bit.

A call of NumPy takes a third of a microsecond or more however little it is given, and of a rare word nothing else costs
time. So what is asked for here is only what such a question needs: one term, relevance, no filter, no facet.
"""

from __future__ import annotations

import numpy as np

from indexer.engine.matches import Floats, Ints, bm25, summed
from indexer.engine.port import Ranking
from indexer.engine.ranking import in_order
from indexer.engine.segment import SegmentArrays
from indexer.engine.source import FIELDS, Source
from indexer.query import Query, TermNode

# Terms of more articles than this are left to the evaluator, which then sorts only the best of them.
FEW = 64


def rank_few(source: Source, query: Query) -> Ranking | None:
    """The ranking of a query for a single rare term; None where it asks for anything else."""
    term, segment = query.match, source.only
    if (
        type(term) is not TermNode
        or segment is None
        or query.filters
        or query.facets
        or query.dates is not None
        or query.sort != "relevance"
        or query.collapse
    ):
        return None
    number = segment.terms.find(term.text)
    if number < 0 or segment.term_articles[number] > FEW:
        return None
    if (found := _weighted(source, segment, number)) is None:
        return None
    ids, weighted = found
    if term.weight != 1.0:
        weighted *= np.float32(term.weight)
    first = (query.page - 1) * query.limit
    numbers, scores = in_order(ids, bm25(weighted, len(ids), source.live), source.order, first + query.limit)
    return Ranking(tuple(numbers[first:].tolist()), tuple(scores[first:].tolist()), len(ids), {})


def _weighted(source: Source, segment: SegmentArrays, number: int) -> tuple[Ints, Floats] | None:
    """The articles with a term, in any order, and the sums of its weighted counts; None where some are kept dense."""
    lists: list[tuple[Ints, Floats]] = []
    for name in FIELDS[segment.term_fields[number]]:
        postings = segment.fields[name]
        place = postings.place_of(number)
        if postings.is_dense(place):
            return None
        articles = postings.articles(place)
        lists.append((articles, postings.counts(place) * source.norms(name)[articles]))
    if len(lists) == 2:
        return _both(*lists)
    return summed(lists)


def _both(one: tuple[Ints, Floats], other: tuple[Ints, Floats]) -> tuple[Ints, Floats]:
    (few, more), (ids, weights) = sorted((one, other), key=lambda found: len(found[0]))
    places = ids.searchsorted(few)
    known = ids.take(places, mode="clip") == few
    if np.count_nonzero(known) == len(few):
        weights[places] += more
        return ids, weights
    weights[places[known]] += more[known]
    new = ~known
    return np.concatenate((ids, few[new])), np.concatenate((weights, more[new]))
