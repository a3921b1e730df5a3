"""The pages of officials, units, documents, trends and coverage, and their JSON twins under /api/v1.

A view reads the address, has the data computed by a plain function over the index, and renders it; both
renderings show the same data.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, cast
from urllib.parse import urlencode

import msgspec
from flask import Flask, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from indexer.query import Filter, Query
from searchweb import pictures
from searchweb.answer import json_response
from searchweb.chosen import chosen_list
from searchweb.coverage import Coverage, coverage
from searchweb.desk import Desk, search_links, with_state
from searchweb.documents import DocumentPage, document_page
from searchweb.language import sentence, show_day, show_decimal, translate, translate_count, vietnamese
from searchweb.narrowed import NARROWING, read_narrowing
from searchweb.parameters import BadPageParameters, Given, Parameter, PastTheEnd, read_parameters
from searchweb.people import OfficialPage, Officials, find_officials, official_page, who_in
from searchweb.periods import Count, is_behind
from searchweb.reasons import apart_text, joined_text
from searchweb.trends import MOST_LINES, By, Trends, trends
from searchweb.units import UnitPage, unit_page

OFFICIAL = NARROWING
OFFICIALS = (Parameter("name"), Parameter("article"))
UNIT = (Parameter("name", required=True), Parameter("on", "day"))
DOCUMENT = (Parameter("key", required=True), Parameter("page", "page"))
TRENDS = (
    Parameter("q", most=MOST_LINES),
    Parameter("official", most=MOST_LINES),
    Parameter("by", "choice", choices=("month", "year")),
    Parameter("from", "period"),
    Parameter("to", "period"),
)
COVERAGE = (Parameter("year", "year"), Parameter("page", "page"), Parameter("since", "day"))
EXAMPLES = ("chuyển đổi số", "nông thôn mới", "Covid-19")
# Empty boxes to type in beside the lines that are there.
LEAST_BOXES = 3


@dataclass(frozen=True, slots=True)
class Twin:
    """A page and its JSON twin: one function computes the data of both."""

    name: str
    path: str
    accepted: tuple[Parameter, ...]
    answer: type
    data: Callable[..., Any]
    render: Callable[..., str]


def add_pages(app: Flask, desk: Desk) -> None:
    """Every address of these pages."""
    app.jinja_env.globals.update(
        describe=describe,
        bars=pictures.bars,
        ticks=pictures.ticks,
        bar_ticks=pictures.bar_ticks,
        joined_text=joined_text,
        apart_text=apart_text,
        official_url=official_url,
        unit_url=unit_url,
        document_url_of=document_url,
        search_for=search_for,
        feed_for=feed_for,
    )
    app.add_url_rule("/officials", "officials", partial(_officials, desk), methods=["GET"])
    app.add_url_rule("/api/v1/officials", "api_officials", partial(_officials_json, desk), methods=["GET"])
    for twin in TWINS:
        app.add_url_rule(twin.path, twin.name, partial(_page, desk, twin), methods=["GET"])
        app.add_url_rule(json_path(twin), f"api_{twin.name}", partial(_json, desk, twin), methods=["GET"])


def json_path(twin: Twin) -> str:
    """The address of the twin, in Flask's form."""
    return "/api/v1" + twin.path.replace("/official/", "/officials/")


def _page(desk: Desk, twin: Twin, **path: Any) -> str:
    given = read_parameters(request.query_string, twin.accepted)
    data = twin.data(desk, given, **path)
    _turn_back(data, given, url_for(twin.name, **path))
    api_url = given.address(url_for(f"api_{twin.name}", **path))
    return twin.render(
        data, given, {"state": Query(), "index_state": desk.index.state, "api_url": api_url, "page": data}
    )


def _turn_back(data: object, given: Given, path: str) -> None:
    """Raises PastTheEnd for a page of a list behind its last; its JSON twin gives an empty one instead."""
    match data:
        case OfficialPage():
            last = data.chosen.last_page
        case DocumentPage() | Coverage():
            last = data.last_page
        case _:
            return
    if given.page() > last:
        raise PastTheEnd(given.page(), last, given.address(path, page=str(last) if last > 1 else ""))


def _json(desk: Desk, twin: Twin, **path: Any) -> Response:
    given = read_parameters(request.query_string, twin.accepted)
    return json_response(msgspec.to_builtins(twin.data(desk, given, **path)))


# --- officials ------------------------------------------------------------------------------------
def _officials(desk: Desk) -> BaseResponse | str:
    """The look-up; with an article, straight to the one of that name in it."""
    given = read_parameters(request.query_string, OFFICIALS)
    found = _who(desk, given)
    if found:
        return redirect(url_for("official", official_id=found))
    page = find_officials(desk.index, given.one("name"))
    return render_template(
        "officials.html",
        page=page,
        state=Query(),
        index_state=desk.index.state,
        api_url=given.address(url_for("api_officials")),
    )


def _officials_json(desk: Desk) -> Response:
    given = read_parameters(request.query_string, OFFICIALS)
    page: Officials = find_officials(desk.index, given.one("name"))
    found = _who(desk, given)
    if found:
        page = Officials(page.name, tuple(one for one in page.exact if one.id == found), (), ())
    return json_response(msgspec.to_builtins(page))


def _who(desk: Desk, given: Given) -> str | None:
    name, article = given.one("name"), given.one("article")
    return who_in(desk.index, name, article) if name and article else None


def _official_data(desk: Desk, given: Given, official_id: str) -> OfficialPage:
    return official_page(desk.index, official_id, read_narrowing(given))


def _official_html(page: OfficialPage, given: Given, around: dict[str, Any]) -> str:
    days = [day for held in page.posts for day in (held.first_seen, held.last_seen)]
    years = pictures.span([*days, page.first_seen, page.last_seen])
    stretches = [
        pictures.stretch(held.first_seen, held.last_seen, [seen.day for seen in held.seen], years) if years else None
        for held in page.posts
    ]
    choice = replace(read_narrowing(given), page=page.chosen.page)
    net = pictures.network(
        [page.name, *(one.name for one in page.companions)],
        [len(one.articles) for one in page.companions],
        [(tie.one + 1, tie.other + 1, tie.articles) for tie in page.ties],
    )
    return render_template(
        "official.html",
        rows=list(zip(page.posts, stretches, strict=True)),
        year_ticks=pictures.year_ticks(years) if years else (),
        net=net,
        trend_url=url_for("trends", official=page.id),
        feed_url=url_for("official_feed", official_id=page.id),
        choice=choice,
        beside=chosen_list(page.chosen, choice, page.id),
        **around,
    )


# --- units, documents -----------------------------------------------------------------------------
def _unit_data(desk: Desk, given: Given) -> UnitPage:
    return unit_page(desk.index, given.one("name"), given.one("on"))


def _unit_html(page: UnitPage, given: Given, around: dict[str, Any]) -> str:
    days = [day for post in page.posts for one in post.holders for day in (one.first_seen, one.last_seen)]
    years = pictures.span(days)
    posts = [
        (
            post,
            [
                (one, pictures.stretch(one.first_seen, one.last_seen, (), years) if years else None)
                for one in post.holders
            ],
        )
        for post in page.posts
    ]
    ticks = pictures.year_ticks(years) if years else ()
    return render_template("unit.html", posts=posts, year_ticks=ticks, **around)


def _document_data(desk: Desk, given: Given) -> DocumentPage:
    return document_page(desk.index, given.one("key"), given.page())


def _document_html(page: DocumentPage, given: Given, around: dict[str, Any]) -> str:
    return render_template("document.html", turn=_turn(given, "document", page.page, page.last_page), **around)


def _turn(given: Given, name: str, page: int, last: int) -> tuple[str | None, str | None]:
    """The addresses of the page before and the page after."""
    path = url_for(name)
    before = given.address(path, page=str(page - 1) if page > 2 else "") if page > 1 else None
    return before, given.address(path, page=str(page + 1)) if page < last else None


# --- trends, coverage -----------------------------------------------------------------------------
def _trends_data(desk: Desk, given: Given) -> Trends:
    queries, officials = given.all("q"), given.all("official")
    first, last = given.one("from"), given.one("to")
    if first and last and is_behind(first, last):
        raise BadPageParameters(translate("from {first} is after to {last}", first=first, last=last))
    return trends(
        desk.index,
        desk.parse,
        queries=queries[:MOST_LINES],
        officials=officials[: MOST_LINES - len(queries)],
        by=cast(By, given.one("by") or "month"),
        first=first,
        last=last,
    )


def _trends_html(page: Trends, given: Given, around: dict[str, Any]) -> str:
    path = url_for("trends")
    boxes = [*given.all("q"), *[""] * max(1, LEAST_BOXES - len(given.all("q")))][:MOST_LINES]
    return render_template(
        "trends.html",
        given=given,
        boxes=boxes,
        absolute=pictures.chart([line.counts for line in page.lines], page.periods),
        relative=pictures.chart([line.shares for line in page.lines], page.periods, unit="%"),
        labels={"month": translate("by month"), "year": translate("by year")},
        titles=_trend_titles(page.by),
        by_links=[(by, given.address(path, by=by if by != "month" else "")) for by in ("month", "year")],
        example=f"{path}?{urlencode([('q', text) for text in EXAMPLES])}",
        examples=EXAMPLES,
        line_url=lambda line: official_url(line.id) if line.id else search_links()(Query(text=line.label)),
        said=_said_of_lines(page),
        table=_trend_table(page),
        **around,
    )


def _trend_titles(by: By) -> tuple[str, str]:
    if by == "year":
        return translate("Articles, by year"), translate("Share of all articles, by year")
    return translate("Articles, by month"), translate("Share of all articles, by month")


def _trend_table(page: Trends) -> list[tuple[str, list[tuple[int, str]], int]]:
    """A row for every period that has any article at all: its count and share per line, and all articles."""
    return [
        (
            period,
            [(line.counts[at], show_decimal(line.shares[at] or 0)) for line in page.lines],
            page.totals[at],
        )
        for at, period in enumerate(page.periods)
        if page.totals[at]
    ]


def _said_of_lines(page: Trends) -> str:
    """The picture in words: each line with its fullest period."""
    said = []
    for line in page.lines:
        best = max(range(len(page.periods)), key=line.counts.__getitem__, default=None)
        if best is not None and line.counts[best]:
            articles = translate_count("{count} article", "{count} articles", line.counts[best])
            top = show_day(page.periods[best])
            said.append(
                translate(
                    "{label}: most in {top}, {articles}", label=vietnamese(line.label), top=top, articles=articles
                )
            )
        else:
            said.append(translate("{label}: no articles", label=vietnamese(line.label)))
    return sentence("; ", said) if said else ""


def _coverage_data(desk: Desk, given: Given) -> Coverage:
    return coverage(desk.index, year=given.one("year"), page=given.page(), since=given.one("since"))


def _coverage_html(page: Coverage, given: Given, around: dict[str, Any]) -> str:
    path = url_for("coverage")
    most = max((count for row in page.rows for count in row.months), default=1)
    whole = max(page.everything.months, default=1)
    rows = [(page.everything, pictures.strip(page.everything.months, whole))]
    rows += [(row, pictures.strip(row.months, most)) for row in page.rows]
    columns = _columns(page)
    return render_template(
        "coverage.html",
        rows=rows,
        columns=columns,
        cells=[[sum(row.months[first:end]) for _, first, end in columns] for row, _ in rows],
        shade=partial(pictures.shade, most=max(most, 1)),
        turn=_turn(given, "coverage", page.page, page.last_page),
        whole_url=given.address(path, year=""),
        year_url=lambda year: given.address(path, year=year),
        **around,
    )


def _columns(page: Coverage) -> list[tuple[str, int, int]]:
    """The columns of the table as (period, first, end) on the axis: years, or the months of one year."""
    if page.year:
        return [(month, at, at + 1) for at, month in enumerate(page.axis)]
    years = list(dict.fromkeys(month[:4] for month in page.axis))
    first = {year: next(at for at, month in enumerate(page.axis) if month.startswith(year)) for year in years}
    ends = [first[year] for year in years[1:]] + [len(page.axis)]
    return [(year, first[year], end) for year, end in zip(years, ends, strict=False)]


TWINS = (
    Twin("official", "/official/<path:official_id>", OFFICIAL, OfficialPage, _official_data, _official_html),
    Twin("unit", "/unit", UNIT, UnitPage, _unit_data, _unit_html),
    Twin("document", "/document", DOCUMENT, DocumentPage, _document_data, _document_html),
    Twin("trends", "/trends", TRENDS, Trends, _trends_data, _trends_html),
    Twin("coverage", "/coverage", COVERAGE, Coverage, _coverage_data, _coverage_html),
)


# --- links and words for the templates ------------------------------------------------------------
def official_url(official_id: str) -> str:
    """The page of an identity."""
    return url_for("official", official_id=official_id)


def unit_url(name: str) -> str:
    """The page of a unit by its facet value."""
    return url_for("unit", name=name)


def document_url(key: str) -> str:
    """The page of a document by its key."""
    return url_for("document", key=key)


def search_for(**filters: str) -> str:
    """Every article with these facet values."""
    return search_links()(Query(filters=tuple(Filter(facet, (value,)) for facet, value in filters.items())))


def feed_for(**filters: str) -> str:
    """The feed of every article with these facet values."""
    state = Query(filters=tuple(Filter(facet, (value,)) for facet, value in filters.items()))
    return with_state(url_for("feed"), state)


def describe(counts: Sequence[Count]) -> str:
    """A picture of counts over time in one sentence."""
    if not counts:
        return ""
    first, last, top, most = pictures.described(counts)
    return translate(
        "Articles from {first} to {last}; most in {top}: {count}.",
        first=first,
        last=last,
        top=top,
        count=most,
    )
