"""How well a search finds and orders: recall@10, MRR, nDCG@10, the right article first, hits that must not come."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from indexer.evaluation.cases import QueryCase

DEPTH = 10


@dataclass
class QueryFigures:
    """Sums over queries; the properties are means, 0 to 1, higher is better. `misses` as (query, expected, got)."""

    queries: int = 0
    recalls: float = 0.0
    reciprocal_ranks: float = 0.0
    gains: float = 0.0
    judged_first: int = 0
    right_first: int = 0
    forbidden_hits: int = 0
    misses: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def recall_at_10(self) -> float:
        return self.recalls / self.queries if self.queries else 1.0

    @property
    def mrr(self) -> float:
        return self.reciprocal_ranks / self.queries if self.queries else 1.0

    @property
    def ndcg_at_10(self) -> float:
        return self.gains / self.queries if self.queries else 1.0

    @property
    def first(self) -> float:
        return self.right_first / self.judged_first if self.judged_first else 1.0


def score_queries(cases: Iterable[QueryCase], ask: Callable[[str], Sequence[str]]) -> QueryFigures:
    """The figures over all cases; `ask` gives the ids of the first hits of a query, best first."""
    figures = QueryFigures()
    for case in cases:
        _score(figures, case, list(ask(case.query))[:DEPTH])
    return figures


def _score(figures: QueryFigures, case: QueryCase, got: list[str]) -> None:
    wanted = set(case.must_find)
    ranks = [rank for rank, name in enumerate(got, 1) if name in wanted]
    figures.queries += 1
    figures.recalls += len(ranks) / len(wanted) if wanted else 1.0
    figures.reciprocal_ranks += (1 / ranks[0] if ranks else 0.0) if wanted else 1.0
    figures.gains += _ndcg(ranks, len(wanted))
    if len(ranks) < len(wanted):
        figures.misses.append((case.query, f"find {sorted(wanted - set(got))}", str(got[:5])))
    if case.must_rank_first:
        figures.judged_first += 1
        if got[:1] and got[0] in case.must_rank_first:
            figures.right_first += 1
        else:
            figures.misses.append((case.query, f"first {list(case.must_rank_first)}", str(got[:3])))
    if wrong := set(case.must_not_match) & set(got):
        figures.forbidden_hits += len(wrong)
        figures.misses.append((case.query, "not", str(sorted(wrong))))


def _ndcg(ranks: list[int], wanted: int) -> float:
    """Järvelin and Kekäläinen (2002), binary gains."""
    if not wanted:
        return 1.0
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(wanted, DEPTH) + 1))
    return sum(1 / math.log2(rank + 1) for rank in ranks) / best
