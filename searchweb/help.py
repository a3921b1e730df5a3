"""/help, from docs/query-syntax.md and .en.md, every example a link that runs; /about; the description for browsers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from flask import Flask, Response, render_template, request, url_for
from markupsafe import Markup, escape

from indexer.query import Query
from searchweb.catalogs import language
from searchweb.desk import Desk, Href, search_links
from searchweb.language import in_vietnamese, vietnamese
from searchweb.parameters import read_parameters

DOCS = Path(__file__).parent.parent / "docs"
PAGES = {"vi": DOCS / "query-syntax.md", "en": DOCS / "query-syntax.en.md"}
_CODE = re.compile(r"`([^`]+)`")
_QUOTED = re.compile("“([^”]+)”")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the page: "heading", "text", or "table" with its rows, the first its heads. Cells are Markdown."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def add_help(app: Flask, desk: Desk) -> None:
    """The addresses of these pages."""
    addresses: tuple[tuple[str, str, Callable[..., Any]], ...] = (
        ("/help", "help", help_page),
        ("/about", "about", about_page),
        ("/opensearch.xml", "opensearch", opensearch),
    )
    for address, name, view in addresses:
        app.add_url_rule(address, name, partial(view, desk), methods=["GET"])


def help_page(desk: Desk) -> str:
    """How to ask, with examples that run."""
    read_parameters(request.query_string, ())
    href = search_links()
    title, *blocks = read_blocks(language())
    return render_template(
        "help.html",
        heading=title.text,
        blocks=blocks,
        runs=partial(_runs, href),
        state=Query(),
        index_state=desk.index.state,
    )


def about_page(desk: Desk) -> str:
    """What the collection is, how it was read, and what it does not prove."""
    read_parameters(request.query_string, ())
    return render_template("about.html", state=Query(), index_state=desk.index.state)


def opensearch(_: Desk) -> Response:
    """An OpenSearch description document, so that a browser can search here from its address bar."""
    read_parameters(request.query_string, ())
    body = render_template("opensearch.xml", address=url_for("search", _external=True))
    return Response(body, mimetype="application/opensearchdescription+xml")


@cache
def read_blocks(name: str) -> tuple[Block, ...]:
    """The help page in a language as blocks, its title first."""
    parts = PAGES[name].read_text("utf-8").split("\n\n")
    return tuple(block for part in parts for block in _blocks(part.strip("\n")))


def _blocks(part: str) -> Iterator[Block]:
    if part.startswith("#"):
        yield Block("heading", part.lstrip("# "))
    elif part.startswith("|"):
        rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in part.split("\n")]
        yield Block("table", rows=(rows[0], *rows[2:]))
    elif part:
        yield Block("text", part.replace("\n", " "))


def _runs(href: Href, text: str) -> Markup:
    """Markdown code as links that search for it; everything else as plain text."""
    pieces = _CODE.split(text)
    return Markup("").join(
        Markup('<a class="example" href="{}"><code{}>{}</code></a>').format(
            href(Query(text=piece)), in_vietnamese(), piece
        )
        if place % 2
        else _text(piece)
        for place, piece in enumerate(pieces)
    )


def _text(piece: str) -> Markup:
    """What the help quotes is Vietnamese."""
    pieces = _QUOTED.split(piece)
    return Markup("").join(
        Markup("“{}”").format(vietnamese(part)) if place % 2 else escape(part) for place, part in enumerate(pieces)
    )
