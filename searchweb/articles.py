"""The page of one article: its text with what it names linked, and the way on from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from flask import Response, render_template, request, url_for
from werkzeug.exceptions import NotFound as NoSuchAddress

from indexer.analysis.entry import unit_label
from indexer.errors import NotFound
from indexer.model import Article
from indexer.query import Marked, Query
from searchweb.ask import to_show
from searchweb.changes import history_of
from searchweb.citation import STYLES, citation_text, source_host, source_link
from searchweb.desk import Desk, article_links, official_links, page_of, search_links, url_state, words_link
from searchweb.language import show_moment, translate
from searchweb.marks import Link, numbered
from searchweb.parameters import NoSuchPage
from searchweb.results import hit_count, last_page
from searchweb.urls import read_page, write_query


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where an article stands among the hits of its search, and the ones around it."""

    place: int
    total: int
    previous: str | None
    next: str | None


def article_page(desk: Desk, article_id: str) -> str:
    """One article; the search it was found by rides along in the query string and is highlighted.

    `find` looks for other words in this article alone; they are highlighted instead.
    """
    state, own = read_page(request.query_string, {"find": ()})
    article = _found(desk, article_id)
    wanted = own.get("find", "")
    title, body, captions = _marked(desk, Query(text=wanted) if wanted else state, article)
    search_url = search_links()
    link = source_link(article)
    headline = numbered(title, (), 1)
    text = numbered(body, _links(article), 1 + sum(len(one.marks) for one in headline))
    below = numbered(captions, (), 1 + sum(len(one.marks) for one in (*headline, *text)))
    return render_template(
        "article.html",
        state=state,
        article=article,
        wanted=wanted,
        kept_here=write_query(state),
        title=headline,
        body=text,
        captions=below,
        matches=sum(len(one.marks) for one in (*headline, *text, *below)),
        source=link,
        host=source_host(link) if link else None,
        citation=citation_text(article),
        cite_urls={style: url_for("cite", style=style, article_id=article.id) for style in STYLES},
        back=search_url(state) if state != Query() else None,
        neighbours=neighbours(desk, state, article_id),
        similar=desk.index.similar(article.id),
        copies=desk.index.copies(article.id),
        article_url=article_links(Query()),
        thing_url=page_of,
        official_url=official_links(),
        position_url=partial(words_link, search_url, "position"),
        history=history_of(desk.index, article.id),
        api_url=url_for("api_article", article_id=article.id),
        index_state=desk.index.state,
    )


def _found(desk: Desk, article_id: str) -> Article:
    """The article. Raises NoSuchPage, which says so where it was there once."""
    try:
        return desk.index.article(article_id)
    except NotFound as error:
        past = history_of(desk.index, article_id)
        if not past or past[-1].what != "removed":
            raise
        moment = show_moment(past[-1].built_at)
        said = translate(
            "this article is no longer in the collection; its file was taken out of the corpus before {moment}",
            moment=moment,
        )
        raise NoSuchPage(said) from error


def citation_file(desk: Desk, style: str, article_id: str) -> Response:
    """The citation of one article in one of `citation.STYLES`, to be kept as a file."""
    url_state()
    if style not in STYLES:
        raise NoSuchAddress
    chosen = STYLES[style]
    response = Response(chosen.write(desk.index.article(article_id)), content_type=f"{chosen.mimetype}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="tracuu.{chosen.suffix}"'
    return response


def neighbours(desk: Desk, state: Query, article_id: str) -> Neighbours | None:
    """None without a search, and for an article that is not on the page of it that the URL names."""
    if state == Query():
        return None
    asked = replace(to_show(state, desk.parse), facets=())
    page = desk.index.search(asked)
    names = [hit.article.id for hit in page.hits]
    if article_id not in names:
        return None
    at, total = names.index(article_id), hit_count(page)
    before = _at(desk, state, names, at - 1, total)
    behind = _at(desk, state, names, at + 1, total)
    return Neighbours((state.page - 1) * state.limit + at + 1, total, before, behind)


def _at(desk: Desk, state: Query, names: list[str], at: int, total: int) -> str | None:
    """The address of the hit at that place of the page, which may lie on the page before or behind."""
    if 0 <= at < len(names):
        return article_links(state)(names[at])
    other = replace(state, page=state.page + (1 if at >= 0 else -1))
    if not 1 <= other.page <= last_page(total, state.limit):
        return None
    hits = desk.index.search(replace(to_show(other, desk.parse), facets=())).hits
    return article_links(other)(hits[0 if at >= 0 else -1].article.id) if hits else None


def _marked(desk: Desk, state: Query, article: Article) -> tuple[Marked, ...]:
    """Title, body and captions with what the reader searched for marked. Raises QuerySyntaxError."""
    texts = (article.title, article.body, article.captions)
    if not state.text:
        return tuple(map(Marked, texts))
    return desk.index.mark(to_show(state, desk.parse), texts)


def _links(article: Article) -> Iterator[Link]:
    """Where the body names officials, documents and the article's own unit, and where each leads."""
    official_url = official_links()
    for official in article.officials:
        href = official_url(official.name, article.id)
        yield from (Link(one.start, one.end, href, "official") for one in official.mentions if one.text == "body")
    for document in article.documents:
        href = page_of("document", document.key)
        yield from (Link(one.start, one.end, href, "document") for one in document.mentions if one.text == "body")
    if article.unit:
        href = page_of("unit", unit_label(article.unit))
        for found in re.finditer(re.escape(article.unit.name), article.body, re.IGNORECASE):
            yield Link(found.start(), found.end(), href, "unit")
