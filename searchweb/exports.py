"""Everything a search finds, as a file: CSV, JSON lines, BibTeX, RIS. Streamed, so that its length costs no memory."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from flask import Response, request
from werkzeug.exceptions import NotFound

from indexer.model import Article
from indexer.query import Query
from indexer.shapes import csv_header, csv_row, export_row, safe_cell
from searchweb.ask import loosened, to_ask
from searchweb.citation import bibtex, one_line, ris
from searchweb.desk import Desk
from searchweb.port import State
from searchweb.urls import query_string, read_whole

# Without it Excel takes UTF-8 for the code page of the machine and breaks every Vietnamese letter.
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Export:
    """A kind of file; `write` gives its pieces from the articles and the line that says where they come from."""

    mimetype: str
    suffix: str
    write: Callable[[Iterable[Article], str], Iterator[str]]


def export_file(desk: Desk, style: str) -> Response:
    """All articles that the URL's search finds, filters included, in id order; its sort and group change nothing."""
    if style not in EXPORTS:
        raise NotFound
    state, chosen = read_whole(request.query_string), EXPORTS[style]
    # Asked before the first byte leaves, so that a wrong query is still an error and not a broken file.
    asked = to_ask(state, desk.parse)
    page = desk.index.search(replace(asked, limit=1, facets=()))
    source = " | ".join((provenance(state, desk.index.state), *loosened(page)))
    found = desk.index.articles(asked)
    response = Response(chosen.write(found, source), content_type=f"{chosen.mimetype}; charset=utf-8")
    name = f"tracuu-{desk.index.state.generation}-{_now():%Y%m%dT%H%M%SZ}.{chosen.suffix}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def provenance(state: Query, index: State) -> str:
    """One line for every file: the search as an address, the index it was asked of, and when."""
    address = query_string(replace(state, page=1, limit=Query().limit))
    return one_line(f"Tra Cứu /?{address} | {index.generation} {index.fingerprint} | {_now():%Y-%m-%dT%H:%M:%SZ}")


def _csv(articles: Iterable[Article], source: str) -> Iterator[str]:
    yield BYTE_ORDER_MARK + _csv_line([*csv_header(), "provenance"])
    for article in articles:
        yield _csv_line([*csv_row(article), safe_cell(source)])


def _csv_line(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _json_lines(articles: Iterable[Article], source: str) -> Iterator[str]:
    for article in articles:
        yield json.dumps(export_row(article) | {"provenance": source}, ensure_ascii=False) + "\n"


def _bibtex(articles: Iterable[Article], source: str) -> Iterator[str]:
    # Outside of entries BibTeX takes everything for a comment but the sign that begins one.
    yield f"% {source.replace('@', '(at)')}\n\n"
    yield from (bibtex(article) + "\n" for article in articles)


def _ris(articles: Iterable[Article], source: str) -> Iterator[str]:
    for article in articles:
        yield ris(article).replace("ER  - ", f"N1  - {source}\nER  - ")


EXPORTS = {
    "csv": Export("text/csv", "csv", _csv),
    "jsonl": Export("application/x-ndjson", "jsonl", _json_lines),
    "bibtex": Export("application/x-bibtex", "bib", _bibtex),
    "ris": Export("application/x-research-info-systems", "ris", _ris),
}


def _now() -> datetime:
    return datetime.now(UTC)
