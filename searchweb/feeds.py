"""Any search as an Atom feed (RFC 4287): the newest articles first, to be followed by a feed reader."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from flask import Response, url_for
from lxml import etree

from indexer.model import Article, DateFinding
from indexer.query import Hit, Query
from searchweb.ask import to_ask
from searchweb.catalogs import DEFAULT, language
from searchweb.citation import publisher_of
from searchweb.desk import Desk, url_state, with_state
from searchweb.language import translate

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
ATOM = "http://www.w3.org/2005/Atom"
ENTRIES = 50
# What XML 1.0 cannot hold at all, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed_page(desk: Desk) -> Response:
    """The feed of the search of the URL."""
    state = replace(url_state(), sort="newest", page=1, limit=ENTRIES)
    page = desk.index.search(replace(to_ask(state, desk.parse), facets=(), collapse=state.collapse is not False))
    return Response(_feed(state, page.hits, desk.index.state.built_at), mimetype="application/atom+xml")


def _feed(state: Query, hits: tuple[Hit, ...], built_at: str) -> bytes:
    home = replace(state, sort="relevance", limit=Query().limit)
    here = with_state(url_for("feed", _external=True), home)
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})  # type: ignore[dict-item]  # the stubs know no default namespace
    feed.set(LANGUAGE, language())
    _add(feed, "title", translate("Tra Cứu: {text}", text=state.text or translate("All articles")))
    _add(feed, "id", here)
    _add(feed, "updated", _moment(built_at))
    _link(feed, here, rel="self", kind="application/atom+xml")
    _link(feed, with_state(url_for("search", _external=True), home), rel="alternate", kind="text/html")
    for hit in hits:
        feed.append(_entry(hit, built_at))
    written: bytes = etree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _entry(hit: Hit, built_at: str) -> etree._Element:
    article = hit.article
    entry = etree.Element(f"{{{ATOM}}}entry")
    address = url_for("article", article_id=article.id, _external=True)
    _add(entry, "title", article.title or translate("(without a title)"), quoted=bool(article.title))
    _add(entry, "id", address)
    day = _day(article)
    _add(entry, "updated", f"{day}T00:00:00+07:00" if day else _moment(built_at))
    author = etree.SubElement(entry, f"{{{ATOM}}}author")
    publisher = publisher_of(article)
    _add(author, "name", publisher or translate("not stated"), quoted=bool(publisher))
    _link(entry, address, rel="alternate", kind="text/html")
    _add(entry, "summary", hit.snippet.text, quoted=True)
    return entry


def _add(parent: etree._Element, name: str, text: str, *, quoted: bool = False) -> None:
    """`quoted` where articles say the text, in whatever language the feed is."""
    added = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    if quoted and language() != DEFAULT:
        added.set(LANGUAGE, DEFAULT)
    added.text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _link(parent: etree._Element, href: str, *, rel: str, kind: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", rel=rel, type=kind, href=href)


def _day(article: Article) -> str | None:
    """The day of publication, else of the event, where it is a whole one."""
    finding: DateFinding | None = article.published or article.event_date
    try:
        return date.fromisoformat(finding.value).isoformat() if finding else None
    except ValueError:
        return None


def _moment(moment: str) -> str:
    return moment if "T" in moment else f"{moment}T00:00:00Z"
