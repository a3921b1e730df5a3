"""Runs cases through the real pipeline and puts the figures together."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from indexer.evaluation.articles import Scores, score_articles
from indexer.evaluation.cases import ArticleCase, QueryCase, read_cases
from indexer.evaluation.queries import DEPTH, QueryFigures, score_queries
from indexer.index import Index, open_index
from indexer.pipeline import reindex
from indexer.search.parse import parse


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of articles and of queries; either may be over no case."""

    articles: int
    scores: Scores
    queries: QueryFigures

    def lines(self, *, misses: bool) -> Iterator[str]:
        """A table for a terminal, and the misses below it where asked for."""
        yield f"{self.articles} articles, {self.queries.queries} queries"
        for name, figures in self.scores.items() if self.articles else ():
            yield f"{name:14} precision {figures.precision:.3f}  recall {figures.recall:.3f}  f1 {figures.f1:.3f}"
        if self.queries.queries:
            yield from (f"{name:14} {value:.3f}" for name, value in self._query_figures().items())
        if misses:
            for name, figures in self.scores.items():
                yield from (f"{name}: {case}: missed {wanted} extra {got}" for case, wanted, got in figures.misses)
            yield from (f"query: {query}: wanted {wanted}; got {got}" for query, wanted, got in self.queries.misses)

    def json(self, *, misses: bool) -> dict[str, Any]:
        """The same as data."""
        fields = {
            name: {"precision": figures.precision, "recall": figures.recall, "f1": figures.f1}
            | ({"misses": figures.misses} if misses else {})
            for name, figures in self.scores.items()
        }
        asked = self._query_figures() | ({"misses": self.queries.misses} if misses else {})
        return {"articles": self.articles, "fields": fields, "queries": self.queries.queries, "search": asked}

    def _query_figures(self) -> dict[str, float]:
        asked = self.queries
        return {
            "recall_at_10": asked.recall_at_10,
            "mrr": asked.mrr,
            "ndcg_at_10": asked.ndcg_at_10,
            "first": asked.first,
            "forbidden_hits": asked.forbidden_hits,
        }


def evaluate(paths: Sequence[Path], texts: Path | None = None) -> Report:
    """Index the articles of all case files in a throw-away folder, read them back, and ask the queries.

    Raises CaseError. Queries name articles by the id of their case or by their file.
    """
    cases = [case for path in paths for case in read_cases(path, texts)]
    articles = [case for case in cases if isinstance(case, ArticleCase)]
    with tempfile.TemporaryDirectory(prefix="tracuu-") as folder:
        corpus, index = Path(folder, "corpus"), Path(folder, "index")
        corpus.mkdir()
        for case in articles:
            _write(corpus, case)
        reindex(corpus, index)
        opened = open_index(index)
        scores = score_articles(articles, lambda case: opened.find(_file_name(case)))
        names = {_file_name(case): case.id for case in articles}
        queries = [case for case in cases if isinstance(case, QueryCase)]
        return Report(len(articles), scores, score_queries(queries, lambda text: _ask(opened, names, text)))


# What a record of a .jsonl file calls its article.
_KEYS = {"txt": "text", "html": "html"}


def _write(corpus: Path, case: ArticleCase) -> None:
    path = corpus / _file_name(case).partition("#")[0]
    path.parent.mkdir(parents=True, exist_ok=True)
    page = case.page
    if "#" in page.id:
        row = {"title": page.title, _KEYS[page.kind]: page.data, "published": page.published, "url": page.url}
        path.write_text(json.dumps({key: value for key, value in row.items() if value}), encoding="utf-8")
    else:
        path.write_bytes(page.data if isinstance(page.data, bytes) else page.data.encode())


def _file_name(case: ArticleCase) -> str:
    """The file that a case is written to; a line of a .jsonl file becomes a file of its own."""
    name, _, line = case.page.id.partition("#")
    return f"{name}-{line}.jsonl#1" if line else name


def _ask(index: Index, names: dict[str, str], text: str) -> list[str]:
    page = index.search(replace(parse(text), limit=DEPTH))
    return [names[hit.article.id] for hit in page.hits]
