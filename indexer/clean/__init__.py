"""Raw pages in, clean pages out: the article apart from everything a portal puts around it.

`clean` is the one verb; `source_text` gives the text that a page's `origin` points into.
"""

from __future__ import annotations

from indexer.clean.plain import clean_plain
from indexer.clean.webpage import clean_html, shown_text
from indexer.errors import Undecodable
from indexer.model import Page, RawPage, Skipped
from indexer.text.encodings import decode

__all__ = ["clean", "source_text"]


def clean(raw: RawPage) -> Page | Skipped:
    """The article of a raw page, or `Skipped` with the reason where there is none. Never raises for bad input."""
    try:
        source, notes = _decoded(raw)
    except Undecodable as error:
        return Skipped(raw.id, str(error))
    return clean_html(raw, source, notes) if raw.kind == "html" else clean_plain(raw, source, notes)


def source_text(raw: RawPage) -> str:
    """The text that `clean(raw).origin` points into.

    A plain file's text as decoded; for HTML the page's visible text in reading order, noise left out, each block on a
    line and the spaces inside it single. Raises Undecodable for bytes that are no text.
    """
    source, _ = _decoded(raw)
    return shown_text(source) if raw.kind == "html" else source


def _decoded(raw: RawPage) -> tuple[str, tuple[str, ...]]:
    return decode(raw.data) if isinstance(raw.data, bytes) else (raw.data, ())
