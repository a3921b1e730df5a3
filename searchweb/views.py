"""The search pages and their first JSON twins. A view reads the URL, asks the index, and hands plain values on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, render_template, request, url_for
from werkzeug.exceptions import NotFound

from indexer.analysis.entry import unit_label
from indexer.errors import IndexUnusable
from indexer.model import Unit
from indexer.query import Query, ResultPage
from indexer.search.explain import Ground
from indexer.shapes import article_json, result_json
from searchweb.answer import json_response
from searchweb.articles import article_page, citation_file
from searchweb.ask import to_ask, to_show
from searchweb.bestbet import best_bet
from searchweb.citation import search_reference
from searchweb.desk import Desk as Desk
from searchweb.desk import article_links, last_part_links, official_links, search_links, url_state, with_state
from searchweb.exports import EXPORTS, export_file
from searchweb.facets import BY_NAME, LISTED, choices, in_order_of, matching
from searchweb.filter_links import filter_links, toggling
from searchweb.language import translate
from searchweb.looser import looser_searches
from searchweb.parameters import read_parameters
from searchweb.results import around, chips, first_publication, hit_count, last_page, year_bars
from searchweb.urls import EXPLAIN, read_page, write_query

NEWEST_ON_FRONT_PAGE = 6
EXAMPLES = ("chuyển đổi số", "bi thu dang uy", '"nông thôn mới"', "PCT UBND")
# More than any corpus has of one facet's values; only a bound.
EVERY_VALUE = 1_000_000


@dataclass(frozen=True, slots=True)
class Example:
    """A search to try."""

    label: str
    href: str


def add_views(app: Flask, desk: Desk) -> None:
    """The addresses of searching and reading."""
    addresses: tuple[tuple[str, str, Callable[..., Any]], ...] = (
        ("/", "search", search_page),
        ("/facet/<name>", "facet", facet_page),
        ("/article/<path:article_id>", "article", article_page),
        ("/cite/<style>/<path:article_id>", "cite", citation_file),
        ("/feed", "feed", _feed),
        ("/feed/official/<path:official_id>", "official_feed", _official_feed),
        ("/export/<style>", "export", export_file),
        ("/api/search", "api_search", search_api),
        ("/api/articles/<path:article_id>", "api_article", article_api),
        ("/healthz", "health", health),
    )
    for address, name, view in addresses:
        app.add_url_rule(address, name, partial(view, desk), methods=["GET"])


def _feed(desk: Desk) -> Response:
    from searchweb.feeds import feed_page  # with lxml: not before somebody follows a search

    return feed_page(desk)


def _official_feed(desk: Desk, official_id: str) -> Response:
    from searchweb.feeds import official_feed

    return official_feed(desk, official_id)


def search_page(desk: Desk) -> Response | str:
    """The results that the URL asks for; without a question, the front page."""
    state, own = read_page(request.query_string, EXPLAIN)
    if state == Query(limit=state.limit, collapse=state.collapse, synonyms=state.synonyms):
        return _front_page(desk)
    asked = to_show(state, desk.parse)
    page = desk.index.search(asked)
    search_url = search_links()
    missing = state.page > last_page(hit_count(page), state.limit)
    body = render_template(
        "results.html",
        state=state,
        page=page,
        hits=hit_count(page),
        around=around(state, page, search_url),
        grounds=_grounds(desk, asked, page) if own.get("explain") == "1" else (),
        explain_url=_explain_url(state) if asked.match is not None and page.hits else None,
        best=best_bet(desk.index, state),
        article_url=article_links(state),
        api_url=with_state(url_for("api_search"), state),
        beside=_beside(state),
        here=search_url(replace(state, page=1)),
        label=" · ".join([state.text or translate("All articles"), *(chip.value for chip in chips(state, search_url))]),
        reference=search_reference(state, page, desk.index.state),
        index_state=desk.index.state,
        unit_url=toggling(filter_links(Query(), search_url), "unit"),
        official_url=official_links(),
        first_publication=first_publication,
        whole_facet=last_part_links("facet", "name", replace(state, page=1)),
        missing=missing,
        looser=() if page.total else looser_searches(desk.index, state, desk.parse, search_url),
        as_typed=search_url(replace(state, synonyms=not state.synonyms, page=1)) if state.text else None,
    )
    return Response(body, status=404 if missing else 200)


def facet_page(desk: Desk, name: str) -> str:
    """All values of one facet for the search of the URL, with a box to search among them."""
    facet = BY_NAME.get(name)
    if facet is None:
        raise NotFound
    state, own = read_page(request.query_string, {"facet_q": (), "order": ("name", "count")})
    typed = own.get("facet_q", "")
    asked = replace(
        to_show(state, desk.parse), facets=(name,), facet_limit=EVERY_VALUE, fold_paths=False, limit=1, page=1
    )
    page = desk.index.search(asked)
    found = choices(facet, page.facets.get(name, ()), filter_links(state, search_links()))
    wanted = in_order_of(matching(found, typed), own.get("order", ""), name)
    return render_template(
        "facet.html",
        state=state,
        facet=facet,
        typed=typed,
        found=wanted[:LISTED],
        matching=len(wanted),
        values=len(found),
        by_name=own.get("order") == "name",
        orders=(_facet_url(name, state, typed), _facet_url(name, state, typed, order="name")),
        kept_here=write_query(replace(state, page=1)),
        back=search_links()(state),
        index_state=desk.index.state,
    )


def search_api(desk: Desk) -> Response:
    """The results as JSON; a page behind the last one has no hits."""
    return json_response(result_json(desk.index.search(to_ask(url_state(), desk.parse))))


def article_api(desk: Desk, article_id: str) -> Response:
    """One article as JSON, with everything that was read from it. A search may ride along, as on its page."""
    url_state()
    return json_response(article_json(desk.index.article(article_id)))


def health(desk: Desk) -> Response:
    """Whether questions can be answered, and from which index."""
    read_parameters(request.query_string, ())
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


def place_beside(unit: Unit) -> str:
    """As much of the unit's place as its name does not say already."""
    return unit_label(unit).removeprefix(unit.name).removeprefix(", ")


def _front_page(desk: Desk) -> str:
    newest = Query(sort="newest", limit=NEWEST_ON_FRONT_PAGE)
    page = desk.index.search(replace(to_show(newest, desk.parse), unstated=False))
    search_url = search_links()
    beside = {box.name: box for box in around(Query(), page, search_url).boxes}
    return render_template(
        "front.html",
        state=Query(),
        page=page,
        years=year_bars(page.facets.get("year", ()), search_url),
        boxes=[beside["unit"], beside["official"]],
        examples=[Example(text, search_url(Query(text=text))) for text in EXAMPLES],
        everything=search_url(Query(sort="newest")),
        article_url=article_links(Query()),
        index_state=desk.index.state,
    )


def _grounds(desk: Desk, asked: Query, page: ResultPage) -> tuple[tuple[Ground, ...], ...]:
    """Why each hit of the page is one."""
    return desk.index.explain(asked, [hit.article for hit in page.hits])


def _facet_url(name: str, state: Query, typed: str, **own: str) -> str:
    given = {"facet_q": typed, **own} if typed else own
    address = last_part_links("facet", "name", replace(state, page=1))(name)
    return f"{address}{'&' if '?' in address else '?'}{urlencode(given)}" if given else address


def _explain_url(state: Query) -> str:
    address = with_state(url_for("search"), state)
    return f"{address}{'&' if '?' in address else '?'}explain=1"


def _beside(state: Query) -> dict[str, str]:
    """Where the whole result goes on: as a feed and as files."""
    whole = replace(state, page=1, limit=Query().limit)
    file = last_part_links("export", "style", whole)
    return {style: file(style) for style in EXPORTS} | {"feed": with_state(url_for("feed"), whole)}
