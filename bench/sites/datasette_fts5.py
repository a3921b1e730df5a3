"""Datasette over an SQLite file with FTS5: a table with its facets and its full-text search, as its manual shows.

Settings: the file is immutable, no facets are looked for but those asked for, no time limits, so that all are exact.
It lists matches by id, not by relevance, and shows columns, no snippets: less work than the other side does.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterable
from datetime import date
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench.records import Record

_TABLES = """
create table articles(id integer primary key, title text, unit text, year integer, day text);
create virtual table words using fts5(title, body, content='', tokenize="unicode61 remove_diacritics 0 tokenchars '_'");
"""
_INDEXES = "create index by_unit on articles(unit); create index by_year on articles(year); analyze;"
_EPOCH = date(1970, 1, 1).toordinal()
_SETTINGS = {
    "default_page_size": 10,
    "suggest_facets": "off",
    "sql_time_limit_ms": 60_000,
    "facet_time_limit_ms": 60_000,
}
_SEARCH = {"databases": {"news": {"tables": {"articles": {"fts_table": "words", "fts_pk": "id"}}}}}


def version() -> str:
    """Name and version of what is measured."""
    return f"Datasette {installed('datasette')} on SQLite {sqlite3.sqlite_version}"


def build(folder: Path, records: Iterable[Record]) -> None:
    """Make the database of `records`, and what tells Datasette of its full-text table, in the empty `folder`."""
    database = sqlite3.connect(folder / "news.db")
    database.executescript("pragma synchronous = off;" + _TABLES)
    for number, each in enumerate(records, 1):
        day = str(date.fromordinal(_EPOCH + each.day))
        database.execute("insert into articles values (?, ?, ?, ?, ?)", (number, each.title, each.unit, each.year, day))
        words = (number, each.title_terms, each.body_terms)
        database.execute("insert into words(rowid, title, body) values (?, ?, ?)", words)
    database.execute("insert into words(words) values ('optimize')")
    database.executescript(_INDEXES)
    database.commit()
    database.close()
    (folder / "metadata.json").write_text(json.dumps(_SEARCH), encoding="utf-8")


def command(folder: Path, port: int) -> list[str]:
    """What starts the server."""
    settings = [word for name, value in _SETTINGS.items() for word in ("--setting", name, str(value))]
    files = ["--immutable", str(folder / "news.db"), "--metadata", str(folder / "metadata.json")]
    return [sys.executable, "-m", "datasette", "serve", *files, *settings, "--port", str(port)]


def address(word: str, *, as_json: bool) -> str:
    """Path and query of a page."""
    return f"/news/articles{'.json' if as_json else ''}?_search={quote(word)}&_facet=unit&_facet=year"


def read(answer: dict[str, Any]) -> tuple[int, dict[str, dict[str, int]]]:
    """Total and counts of a JSON page."""
    facets = {
        name: {str(one["value"]): one["count"] for one in found["results"]}
        for name, found in answer["facet_results"].items()
    }
    return answer["filtered_table_rows_count"], facets
