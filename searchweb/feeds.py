"""Any search as an Atom feed (RFC 4287): the newest articles first, to be followed by a feed reader."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, request, url_for
from lxml import etree

from indexer.model import Article
from indexer.query import Hit, Query
from indexer.shapes import full_day
from searchweb.ask import loosened, to_ask
from searchweb.atom import MEDIA_TYPE, add_author, add_link, add_text, feed_bytes, moment, new_entry, new_feed
from searchweb.changes import history_of
from searchweb.citation import publisher_of
from searchweb.desk import Desk, with_state
from searchweb.language import translate
from searchweb.parameters import read_parameters
from searchweb.people import articles_of, identity
from searchweb.port import Index
from searchweb.urls import read_whole

ENTRIES = 50


def feed_page(desk: Desk) -> Response:
    """The feed of the search of the URL, the newest first in any sort; empty where nothing answers it as it is."""
    state = replace(read_whole(request.query_string), sort="newest", limit=ENTRIES)
    page = desk.index.search(replace(to_ask(state, desk.parse), facets=(), collapse=state.collapse is not False))
    hits = () if loosened(page) else page.hits
    return Response(_feed(desk.index, state, hits), mimetype=MEDIA_TYPE)


def official_feed(desk: Desk, official_id: str) -> Response:
    """The feed of the articles that name one person, namesakes left out."""
    read_parameters(request.query_string, ())
    person = identity(desk.index, official_id)
    here = url_for("official_feed", official_id=official_id, _external=True)
    away = url_for("official", official_id=official_id, _external=True)
    built_at = moment(desk.index.state.built_at)
    feed = new_feed(translate("Tra Cứu: {text}", text=person.name), here, updated=built_at, here=here, away=away)
    for article in articles_of(desk.index, official_id)[:ENTRIES]:
        feed.append(article_entry(article, article.body.partition("\n")[0], updated=_updated(desk.index, article)))
    return Response(feed_bytes(feed), mimetype=MEDIA_TYPE)


def _feed(index: Index, state: Query, hits: tuple[Hit, ...]) -> bytes:
    home = replace(state, sort="relevance", limit=Query().limit)
    title = translate("Tra Cứu: {text}", text=state.text or translate("All articles"))
    here = with_state(url_for("feed", _external=True), home)
    away = with_state(url_for("search", _external=True), home)
    feed = new_feed(title, here, updated=moment(index.state.built_at), here=here, away=away)
    for hit in hits:
        feed.append(article_entry(hit.article, hit.snippet.text, updated=_updated(index, hit.article)))
    return feed_bytes(feed)


def _updated(index: Index, article: Article) -> str:
    """RFC 4287 wants one of every entry: the day of publication; where that is not known, when a run last took the
    text in, which is what changed for whoever follows; without a journal, when the index was built."""
    if day := day_of_publication(article):
        return f"{day}T00:00:00+07:00"
    taken_in = [change.built_at for change in history_of(index, article.id) if change.what != "removed"]
    return moment(taken_in[-1] if taken_in else index.state.built_at)


def article_entry(article: Article, summary: str, *, updated: str) -> etree._Element:
    """The entry of an article, whose id is the address of its page."""
    address = url_for("article", article_id=article.id, _external=True)
    entry = new_entry(article.title or translate("(without a title)"), address, updated=updated)
    if day := day_of_publication(article):
        add_text(entry, "published", f"{day}T00:00:00+07:00")
    add_author(entry, publisher_of(article) or translate("not stated"))
    add_link(entry, address, rel="alternate", kind="text/html")
    add_text(entry, "summary", summary)
    return entry


def day_of_publication(article: Article) -> str | None:
    """The day of publication where it is a whole one. Never that of the event: an article may come out years later."""
    return full_day(article.published)
