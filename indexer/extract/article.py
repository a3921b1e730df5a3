"""One page in, one article out: every finder of this folder is called here, and nowhere else."""

from __future__ import annotations

from indexer.extract.dates import find_dates
from indexer.extract.documents import find_documents
from indexer.extract.officials import find_officials
from indexer.extract.topics import find_topics, text_kind
from indexer.extract.units import find_publisher, find_unit
from indexer.model import Article, Page


def extract(page: Page) -> Article:
    """The article of a cleaned page, with the evidence of everything that was read."""
    dates = find_dates(page)
    day = dates.event or dates.published
    return Article(
        id=page.id,
        title=page.title,
        body=page.body,
        captions=page.captions,
        byline=page.byline,
        published=dates.published,
        event_date=dates.event,
        unit=find_unit(page, day.value if day else None),
        publisher=find_publisher(page),
        officials=find_officials(page),
        documents=find_documents(page),
        topics=find_topics(page),
        text_kind=text_kind(page),
        source_url=page.source_url,
        origin=page.origin,
        notes=page.notes,
    )
