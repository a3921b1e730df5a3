"""Atom feeds (RFC 4287) as trees: whatever a text holds, the feed can be read."""

from __future__ import annotations

import re

from lxml import etree

from searchweb.catalogs import DEFAULT, language

ATOM = "http://www.w3.org/2005/Atom"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
MEDIA_TYPE = "application/atom+xml"
# What XML 1.0 cannot hold at all, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def new_feed(title: str, identity: str, *, updated: str, here: str | None, away: str) -> etree._Element:
    """A feed without entries; `here` is its own address where it has one, `away` the page it belongs to."""
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})  # type: ignore[dict-item]  # the stubs know no default namespace
    feed.set(LANGUAGE, language())
    add_text(feed, "title", title)
    add_text(feed, "id", identity)
    add_text(feed, "updated", updated)
    if here:
        add_link(feed, here, rel="self", kind=MEDIA_TYPE)
    add_link(feed, away, rel="alternate", kind="text/html")
    return feed


def new_entry(title: str, identity: str, *, updated: str) -> etree._Element:
    """An entry that stands in no feed yet; what articles say is Vietnamese in a feed of any language."""
    entry = etree.Element(f"{{{ATOM}}}entry")
    entry.set(LANGUAGE, DEFAULT)
    add_text(entry, "title", title)
    add_text(entry, "id", identity)
    add_text(entry, "updated", updated)
    return entry


def add_text(parent: etree._Element, name: str, text: str) -> etree._Element:
    """Put an element with a text into another."""
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    element.text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
    return element


def add_author(parent: etree._Element, name: str) -> None:
    """Put the name of an author into a feed or an entry."""
    add_text(etree.SubElement(parent, f"{{{ATOM}}}author"), "name", name)


def add_link(parent: etree._Element, href: str, *, rel: str, kind: str) -> None:
    """Put a link into a feed or an entry."""
    etree.SubElement(parent, f"{{{ATOM}}}link", rel=rel, type=kind, href=href)


def add_category(entry: etree._Element, term: str) -> None:
    """Put a label on an entry."""
    etree.SubElement(entry, f"{{{ATOM}}}category", term=_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", term))


def feed_bytes(feed: etree._Element) -> bytes:
    """The feed as a document in UTF-8."""
    written: bytes = etree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def moment(text: str) -> str:
    """An ISO time as Atom wants it; a day is its first second."""
    return text if "T" in text else f"{text}T00:00:00Z"
