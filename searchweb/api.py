"""The JSON API under /api/v1: search, articles, suggestions. Descriptions for OpenAPI stand in `openapi`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

from flask import Flask, Response, request, url_for

from indexer.query import Hit, Query, ResultPage
from indexer.search.explain import Ground
from indexer.shapes import Json, article_json, result_json
from searchweb.answer import json_response
from searchweb.ask import to_ask
from searchweb.changes import changes_v1
from searchweb.desk import Desk, url_state, with_state
from searchweb.results import hit_count, last_page
from searchweb.urls import EXPLAIN, BadParameters, read_page

MOST_SUGGESTIONS = 8


def add_api(app: Flask, desk: Desk) -> None:
    """Every address of this part of the API."""
    addresses: tuple[tuple[str, str, Callable[..., Any]], ...] = (
        ("/api/v1/search", "v1_search", search_v1),
        ("/api/v1/articles/<path:article_id>", "v1_article", article_v1),
        ("/api/v1/similar/<path:article_id>", "v1_similar", similar_v1),
        ("/api/v1/suggest", "v1_suggest", suggest_v1),
        ("/api/v1/changes", "v1_changes", changes_v1),
    )
    for address, name, view in addresses:
        app.add_url_rule(address, name, partial(view, desk), methods=["GET"])


def search_v1(desk: Desk) -> Response:
    """The answer to a search: as /api/search, and how it was read, from which index, and its address as a page.

    `explain=1` says of each hit why it is one.
    """
    state, own = read_page(request.query_string, EXPLAIN)
    asked = to_ask(state, desk.parse)
    page = desk.index.search(asked)
    grounds = desk.index.explain(asked, [hit.article for hit in page.hits]) if own.get("explain") == "1" else ()
    return json_response(_search_json(desk, state, page, grounds))


def article_v1(desk: Desk, article_id: str) -> Response:
    """One article with everything that was read from it, and the ids of its other publications."""
    url_state()
    article = desk.index.article(article_id)
    return json_response(article_json(article) | {"copies": [copy.id for copy in desk.index.copies(article_id)]})


def similar_v1(desk: Desk, article_id: str) -> Response:
    """The articles most like one."""
    url_state()
    found = desk.index.similar(article_id)
    return json_response({"id": article_id, "similar": [{"id": each.id, "title": each.title} for each in found]})


def suggest_v1(desk: Desk) -> Response:
    """What to offer a reader who has typed `q`; each with the address of what it names."""
    state = url_state()
    if state != Query(text=state.text):
        raise BadParameters(("suggest: q",), Query(text=state.text))
    found = desk.index.suggest(state.text, MOST_SUGGESTIONS) if state.text else ()
    return json_response(
        {
            "query": state.text,
            "suggestions": [
                {"text": one.text, "kind": one.kind, "count": one.count, "query": one.query, "detail": one.detail}
                for one in found
            ],
        }
    )


def _search_json(desk: Desk, state: Query, page: ResultPage, grounds: tuple[tuple[Ground, ...], ...]) -> Json:
    answer = result_json(page)
    for place, hit in enumerate(page.hits):
        answer["hits"][place] |= _more_of_hit(hit)
        if grounds:
            answer["hits"][place]["grounds"] = [asdict(ground) for ground in grounds[place]]
    index = desk.index.state
    return answer | {
        "texts": page.texts,
        "page": state.page,
        "last_page": last_page(hit_count(page), state.limit),
        "partial": page.partial,
        "notes": list(page.notes),
        "permalink": with_state(url_for("search", _external=True), state),
        "index": {
            "generation": index.generation,
            "fingerprint": index.fingerprint,
            "articles": index.articles,
            "built_at": index.built_at,
        },
    }


def _more_of_hit(hit: Hit) -> Json:
    return {
        "marks": {
            "title": [list(span) for span in hit.title.marks],
            "snippet": [list(span) for span in hit.snippet.marks],
        },
        "copies": [copy.id for copy in hit.copies],
        "copy_count": hit.copy_count,
    }
