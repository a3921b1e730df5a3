"""What a page's head says of the article and its site: JSON-LD, meta tags, canonical address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from indexer.clean.characters import tidy
from indexer.clean.markup import Parsed, attribute, visible_text
from indexer.model import Stamp

_ARTICLE_TYPES = frozenset(("article", "newsarticle", "blogposting", "reportagenewsarticle", "report"))
_PUBLISHED = ("article:published_time", "datepublished", "pubdate", "publishdate", "publish-date", "dc.date.issued")
_PUBLISHED_TOO = ("og:article:published_time", "dc.date", "date", "dcterms.created", "dc.date.created", "publtime")
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")
_FOREIGN = re.compile(
    r"(?:^|\.)(?:facebook|youtube|google|googleapis|gstatic|twitter|zalo|tiktok|w3|schema|jquery|cloudflare|jsdelivr|"
    r"bootstrapcdn|fontawesome|wordpress|joomla|drupal|vinades|nukeviet|googletagmanager|addthis|wp|gmpg|ogp|liferay|"
    r"tinnhiemmang|dmca|unpkg|apple|microsoft|instagram|chinhphu|dichvucong)\.(?:com|net|org|vn|gov\.vn|me|io|edu\.vn)$"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the page says outside its visible text; "" or empty where it says nothing."""

    headline: str
    page_title: str
    body: str
    stamps: tuple[Stamp, ...]
    site_names: tuple[str, ...]
    url: str
    host: str


def read_head(page: Parsed) -> Head:
    """Read JSON-LD, meta tags and links of a page."""
    metas = _metas(page)
    linked = _linked_article(page)
    url = _first(attribute(tag, "href") for tag in page.select("link[rel=canonical]")) or metas.get("og:url", "")
    titles = page.by_key.get("title", [])
    names = (metas.get("og:site_name"), _publisher(linked), metas.get("author"), metas.get("copyright"))
    return Head(
        headline=tidy(_text(linked.get("headline")) or metas.get("og:title", "")),
        page_title=tidy(visible_text(titles[0])) if titles else "",
        body=_text(linked.get("articleBody")),
        stamps=tuple(_stamps(metas, linked)),
        site_names=tuple(dict.fromkeys(tidy(re.sub(r"\s*\[.*", "", name)) for name in names if name)),
        url=url if url.startswith(("http://", "https://")) else "",
        host=_host_of(url) or _host_of(_site_url(page)) or _host_of_links(page),
    )


def _metas(page: Parsed) -> dict[str, str]:
    metas: dict[str, str] = {}
    for tag in page.by_key.get("meta", ()):
        name = attribute(tag, "property") or attribute(tag, "name") or attribute(tag, "itemprop")
        if name and (content := attribute(tag, "content").strip()):
            metas.setdefault(name.lower(), content)
    return metas


def _linked_article(page: Parsed) -> dict[str, Any]:
    """The first article of the page's JSON-LD."""
    return next((record for record in _linked(page) if _types(record) & _ARTICLE_TYPES), {})


def _site_url(page: Parsed) -> str:
    return next((_text(record.get("url")) for record in _linked(page) if "website" in _types(record)), "")


def _types(record: dict[str, Any]) -> set[str]:
    types = record.get("@type")
    return {str(one).lower() for one in (types if isinstance(types, list) else [types])}


def _linked(page: Parsed) -> Iterator[dict[str, Any]]:
    """Every record of the page's JSON-LD; broken JSON counts as none."""
    for script in page.by_key.get("script", ()):
        if "ld+json" not in attribute(script, "type"):
            continue
        try:
            data = json.loads(script.get_text().strip().strip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _records(data)


def _records(data: object) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for one in data:
            yield from _records(one)
    elif isinstance(data, dict):
        yield data
        if "@graph" in data:
            yield from _records(data["@graph"])


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _publisher(linked: dict[str, Any]) -> str:
    publisher = linked.get("publisher")
    return _text(publisher.get("name")) if isinstance(publisher, dict) else ""


def _stamps(metas: dict[str, str], linked: dict[str, Any]) -> Iterator[Stamp]:
    published = _text(linked.get("datePublished")) or _first(
        metas.get(name, "") for name in _PUBLISHED + _PUBLISHED_TOO
    )
    updated = _text(linked.get("dateModified")) or _first(metas.get(name, "") for name in _UPDATED)
    if published and re.search(r"\d", published):
        yield Stamp(published, "meta")
    if updated and re.search(r"\d", updated):
        yield Stamp(updated, "updated")


def _first(values: Iterator[str]) -> str:
    return next((value for value in values if value), "")


def _host_of_links(page: Parsed) -> str:
    """The one host that all links of the page agree on, makers of software and networks aside; "" where they differ."""
    links = [attribute(tag, "href") for name in ("base", "link", "a") for tag in page.by_key.get(name, ())]
    hosts = {_host_of(link) for link in links if link.startswith(("http://", "https://", "//"))}
    hosts = {host for host in hosts if host and not _FOREIGN.search(host)}
    return hosts.pop() if len(hosts) == 1 else ""


def _host_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
