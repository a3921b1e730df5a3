"""The ranking of one rare word, with as few calls as there can be: the answer of the evaluator, bit by bit.

A call of NumPy takes a third of a microsecond or more however little it is given, and for a rare word nothing else
costs time. So only what most such questions are is answered here: one term, by relevance, no filter, no facet.
"""

from __future__ import annotations

import numpy as np

from indexer.arrays.files import Array
from indexer.engine.matches import Floats, bm25
from indexer.engine.port import Ranking
from indexer.engine.ranking import in_order
from indexer.engine.source import FIELDS, Source
from indexer.query import Query, TermNode


def rank_rare(source: Source, query: Query) -> Ranking | None:
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
        or (number := segment.terms.find(term.text)) < 0
    ):
        return None
    names = FIELDS[segment.term_fields[number]]
    found = segment.rare.read(number, segment.term_articles[number], len(names))
    if found is None:
        return None
    ids, counts = found
    weighted = _weighted(source.norms(names[0])[ids], counts[0], term.weight)
    if len(names) == 2:
        weighted += _weighted(source.norms(names[1])[ids], counts[1], term.weight)
    first = (query.page - 1) * query.limit
    numbers, scores = in_order(ids, bm25(weighted, len(ids), source.live), source, first + query.limit)
    if first:
        numbers, scores = numbers[first:], scores[first:]
    return Ranking(tuple(numbers.tolist()), tuple(scores.tolist()), len(ids), {})


def _weighted(worth: Floats, counts: Array, weight: float) -> Floats:
    worth *= counts
    if weight != 1.0:
        worth *= np.float32(weight)
    return worth
