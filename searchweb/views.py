"""The pages and their JSON twins. A view reads the URL, asks the index, and hands plain values to a template."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Flask, Response, render_template, request, url_for

from indexer.analysis.entry import unit_label
from indexer.errors import IndexUnusable
from indexer.model import Unit
from indexer.query import Filter, Marked, Query, Within, Words
from indexer.search.unparse import unparse
from indexer.shapes import article_json, result_json
from searchweb.answer import json_response
from searchweb.ask import Parse, to_ask
from searchweb.citation import citation_text, source_host, source_link
from searchweb.marks import paragraphs
from searchweb.port import Index
from searchweb.results import Href, around, last_page, year_bars
from searchweb.urls import query_string, read_query_string

NEWEST_ON_FRONT_PAGE = 6
EXAMPLES = ("chuyển đổi số", "bi thu dang uy", '"nông thôn mới"', "PCT UBND")


@dataclass(frozen=True, slots=True)
class Desk:
    """What every view works with."""

    index: Index
    parse: Parse


@dataclass(frozen=True, slots=True)
class Example:
    """A search to try."""

    label: str
    href: str


def add_views(app: Flask, desk: Desk) -> None:
    """Every address of the site."""
    addresses: tuple[tuple[str, str, Callable[..., Any]], ...] = (
        ("/", "search", search_page),
        ("/article/<path:article_id>", "article", article_page),
        ("/api/search", "api_search", search_api),
        ("/api/articles/<path:article_id>", "api_article", article_api),
        ("/healthz", "health", health),
    )
    for address, name, view in addresses:
        app.add_url_rule(address, name, partial(view, desk), methods=["GET"])


def search_page(desk: Desk) -> Response | str:
    """The results that the URL asks for; without a question, the front page."""
    state = _state()
    if state == Query(limit=state.limit):
        return _front_page(desk)
    page = desk.index.search(to_ask(state, desk.parse))
    search_url = _search_links()
    missing = state.page > last_page(page.total, state.limit)
    body = render_template(
        "results.html",
        state=state,
        page=page,
        around=around(state, page, search_url),
        article_url=partial(_article_url, state),
        api_url=_with_state(url_for("api_search"), state),
        index_state=desk.index.state,
        facet_url=partial(_facet_url, search_url),
        missing=missing,
    )
    return Response(body, status=404 if missing else 200)


def article_page(desk: Desk, article_id: str) -> str:
    """One article; the search it was found by rides along in the query string and is highlighted."""
    state = _state()
    article = desk.index.article(article_id)
    title, body, captions = _marked(desk, state, (article.title, article.body, article.captions))
    link = source_link(article)
    search_url = _search_links()
    return render_template(
        "article.html",
        state=state,
        article=article,
        title=title,
        body=paragraphs(body),
        captions=paragraphs(captions),
        source=link,
        host=source_host(link) if link else None,
        citation=citation_text(article),
        back=search_url(state) if state != Query() else None,
        facet_url=partial(_facet_url, search_url),
        position_url=partial(_words_url, search_url, "position"),
        document_url=partial(_words_url, search_url, "document"),
        api_url=url_for("api_article", article_id=article.id),
        index_state=desk.index.state,
    )


def search_api(desk: Desk) -> Response:
    """The results as JSON; a page behind the last one has no hits."""
    return json_response(result_json(desk.index.search(to_ask(_state(), desk.parse))))


def article_api(desk: Desk, article_id: str) -> Response:
    """One article as JSON, with everything that was read from it. A search may ride along, as on its page."""
    _state()
    return json_response(article_json(desk.index.article(article_id)))


def health(desk: Desk) -> Response:
    """Whether questions can be answered, and from which index."""
    try:
        state = desk.index.state
    except IndexUnusable as error:
        response = json_response({"status": "unavailable", "message": str(error)})
        response.status_code = 503
        return response
    return json_response(
        {
            "status": "ok",
            "articles": state.articles,
            "generation": state.generation,
            "fingerprint": state.fingerprint,
            "built_at": state.built_at,
        }
    )


def _front_page(desk: Desk) -> str:
    newest = Query(sort="newest", limit=NEWEST_ON_FRONT_PAGE)
    page = desk.index.search(to_ask(newest, desk.parse))
    search_url = _search_links()
    boxes = {box.name: box for box in around(Query(), page, search_url).boxes}
    return render_template(
        "front.html",
        state=Query(),
        page=page,
        years=year_bars(page.facets.get("year", ()), search_url),
        boxes=[boxes["unit"], boxes["official"]],
        examples=[Example(text, search_url(Query(text=text))) for text in EXAMPLES],
        everything=search_url(Query(sort="newest")),
        article_url=partial(_article_url, Query()),
        index_state=desk.index.state,
    )


def _state() -> Query:
    return read_query_string(request.query_string)


def _marked(desk: Desk, state: Query, texts: tuple[str, ...]) -> tuple[Marked, ...]:
    """The texts with what the reader searched for marked. Raises QuerySyntaxError."""
    if not state.text:
        return tuple(map(Marked, texts))
    return desk.index.mark(desk.parse(state.text), texts)


def _search_links() -> Href:
    """Query -> its address. Made once per page: looking up the path for each of a hundred links costs milliseconds."""
    return partial(_with_state, url_for("search"))


def _article_url(state: Query, article_id: str) -> str:
    return _with_state(url_for("article", article_id=article_id), state)


def place_beside(unit: Unit) -> str:
    """As much of the unit's place as its name does not say already."""
    return unit_label(unit).removeprefix(unit.name).removeprefix(", ")


def _facet_url(search_url: Href, facet: str, value: str) -> str:
    return search_url(Query(filters=(Filter(facet, (value,)),)))


def _words_url(search_url: Href, field: str, words: str) -> str:
    return search_url(Query(text=unparse(Query(match=Within(field, Words(words.replace('"', " ")))))))


def _with_state(path: str, state: Query) -> str:
    written = query_string(state)
    return f"{path}?{written}" if written else path
