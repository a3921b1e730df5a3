"""Cases with known answers, as JSON lines.

An article: {"id", "source_kind": "txt"|"html", "raw", "gold": {...}}, or {"id": file, "gold"} beside the files.
A query: {"id", "query", "must_find": [ids], "must_rank_first": [ids], "must_not_match": [ids]}.
What the gold of an article leaves out is not judged.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.errors import CaseError
from indexer.model import PageKind, RawPage
from indexer.read import KINDS, read_file


@dataclass(frozen=True, slots=True)
class ArticleCase:
    """An article as a portal gave it, and what should be read from it."""

    id: str
    page: RawPage
    gold: dict[str, Any]


@dataclass(frozen=True, slots=True)
class QueryCase:
    """A query and the articles it must find, must rank first, must not match."""

    id: str
    query: str
    must_find: tuple[str, ...]
    must_rank_first: tuple[str, ...] = ()
    must_not_match: tuple[str, ...] = ()


Case = ArticleCase | QueryCase


def read_cases(path: Path, texts: Path | None = None) -> Iterator[Case]:
    """Yield the cases of a file in order; articles without `raw` are read from `texts`. Raises CaseError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{path}: cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _case(json.loads(line), texts or path.parent)
        except (KeyError, TypeError, ValueError) as error:
            raise CaseError(f"{path}: line {number}: not a case: {error!r}; see indexer/evaluation/cases.py") from error


def _case(row: dict[str, Any], texts: Path) -> Case:
    if "query" in row:
        expected = (tuple(row.get(key, ())) for key in ("must_find", "must_rank_first", "must_not_match"))
        return QueryCase(row["id"], row["query"], *expected)
    if "raw" in row:
        kind: PageKind = "html" if row["source_kind"] == "html" else "txt"
        return ArticleCase(row["id"], RawPage(f"{row['id']}.{kind}", kind, row["raw"].encode()), row["gold"])
    return ArticleCase(row["id"], _page(texts, row["id"]), row["gold"])


def _page(texts: Path, article_id: str) -> RawPage:
    """The page of a file, or of a line of a .jsonl file, below `texts`."""
    file = article_id.partition("#")[0] if Path(article_id).suffix not in KINDS else article_id
    for page in read_file(texts, file):
        if isinstance(page, RawPage) and page.id == article_id:
            return page
    raise ValueError(f"no article {article_id!r} in {texts}")
