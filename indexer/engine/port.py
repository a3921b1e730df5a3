"""What an engine is to the rest of the project: four verbs over plain data.

An engine gets ready-made terms and gives back stored articles. It never analyses text, and none of its
library's types or errors leave its adapter. `contract` tests: tests/test_engine_contract.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from indexer.model import Article, Entry
from indexer.query import FacetCount, Query


@dataclass(frozen=True, slots=True)
class EngineHit:
    """A matching article with its score (higher is better; 0.0 where the sort is not by relevance).

    Where the query collapses copies, `copies` are the first few of the `copy_count` other matching ones.
    """

    article: Article
    score: float
    copies: tuple[Article, ...] = ()
    copy_count: int = 0


@dataclass(frozen=True, slots=True)
class EnginePage:
    """One page of hits, the exact total, and exact counts per facet, most frequent first.

    `texts` is how many hits there are in all where the query collapses copies, else None; facets count articles.
    """

    hits: tuple[EngineHit, ...]
    total: int
    facets: dict[str, tuple[FacetCount, ...]]
    texts: int | None = None


class Ranking(NamedTuple):
    """An `EnginePage` without what is stored: numbers of the articles on the page, which hold until it is reopened.

    A tuple, since making a frozen dataclass takes a twelfth of the time of a query for a rare word.
    """

    numbers: tuple[int, ...]
    scores: tuple[float, ...]
    total: int
    facets: dict[str, tuple[FacetCount, ...]]
    texts: int | None = None


class Engine(Protocol):
    """A searchable store of articles. Readers keep one state until they are opened anew."""

    def write(self, entries: Iterable[Entry], removed: Iterable[str]) -> None:
        """Replace or add `entries` by id and take `removed` ids out, as one commit.

        `removed` is read after the last entry. Where either raises, nothing is changed.
        """

    def search(self, query: Query) -> EnginePage:
        """Answer an expanded query: `query.match` holds indexed nodes only."""

    def fetch(self, article_id: str) -> Article | None:
        """The stored article of that id, or None."""

    def scan(self, query: Query) -> Iterator[Article]:
        """All matching articles in id order, without paging; memory does not grow with their number."""

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """All indexed terms in order, with the number of articles that have them: the highest of the text fields."""
