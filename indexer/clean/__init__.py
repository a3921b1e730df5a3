"""Raw pages in, clean pages out: the article apart from everything a portal puts around it.

`clean` is the one verb; `source_text` is the text that a page's `origin` points into.
"""

from __future__ import annotations

from indexer.clean.plain import clean_plain
from indexer.clean.webpage import clean_html
from indexer.errors import Undecodable
from indexer.model import Page, RawPage, Skipped
from indexer.text.encodings import decode

__all__ = ["clean"]


def clean(raw: RawPage) -> Page | Skipped:
    """The article of a raw page, or `Skipped` with the reason where there is none. Never raises for bad input."""
    try:
        source, notes = decode(raw.data) if isinstance(raw.data, bytes) else (raw.data, ())
    except Undecodable as error:
        return Skipped(raw.id, str(error))
    return clean_html(raw, source, notes) if raw.kind == "html" else clean_plain(raw, source, notes)
