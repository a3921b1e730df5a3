"""How an article is cited, and which link leads to its source."""

from __future__ import annotations

from urllib.parse import urlsplit

from indexer.model import Article
from searchweb.language import show_day, translate


def citation_text(article: Article) -> str:
    """A reference for a footnote: publisher, title, day, address; what is unknown is left out."""
    publisher = article.publisher or (article.unit.name if article.unit else None)
    finding = article.published or article.event_date
    parts = [
        publisher,
        f"“{article.title}”" if article.title else None,
        show_day(finding.value) if finding else translate("no date"),
        source_link(article) or article.id,
    ]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def source_link(article: Article) -> str | None:
    """The article's address where it is a web address; None for anything else, such as javascript:."""
    if not article.source_url:
        return None
    try:
        parts = urlsplit(article.source_url.strip())
    except ValueError:
        return None
    return parts.geturl() if parts.scheme in {"http", "https"} and parts.hostname else None


def source_host(link: str) -> str:
    """The host of a link, to show beside it."""
    return urlsplit(link).hostname or ""
