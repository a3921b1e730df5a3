"""One cited document: every article that cites it, with the sentences, under whatever spelling."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from indexer.analysis.entry import unit_label
from indexer.model import Article, Citation, Span
from indexer.query import Filter, Marked, Query
from indexer.text.sentences import sentence_at
from searchweb.language import translate
from searchweb.parameters import NoSuchPage
from searchweb.people import article_day
from searchweb.periods import Count, counted_years
from searchweb.port import Index

PAGE_SIZE = 25
MOST_LISTED = 12
MOST_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Citing:
    """An article that cites the document, and the sentences in which it does, the number marked."""

    article: str
    title: str
    day: str
    unit: str
    printed: str
    sentences: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document as the collection knows it. `date` and `issuer` are those that most articles give, or empty."""

    key: str
    name: str
    kind: str
    number: str
    issuer: str
    date: str
    articles: int
    spellings: tuple[Count, ...]
    years: tuple[Count, ...]
    units: tuple[Count, ...]
    beside: tuple[Count, ...]
    citing: tuple[Citing, ...]
    page: int
    last_page: int


def document_page(index: Index, key: str, page: int = 1) -> DocumentPage:
    """The document of a key, `page` of its articles from the first cited, none on one behind the last.

    Raises NoSuchPage.
    """
    found = sorted(
        index.articles(Query(filters=(Filter("document", (key,)),))),
        key=lambda one: (article_day(one) or "9999", one.id),
    )
    cited = [(article, one) for article in found for one in article.documents if one.key == key]
    last_page = max(1, -(-len(cited) // PAGE_SIZE))
    if not cited:
        raise NoSuchPage(translate("No article of this collection cites this document."))
    citations = [one for _, one in cited]
    return DocumentPage(
        key=key,
        name=_most([one.printed for one in citations]),
        kind=_most([one.kind for one in citations]),
        number=_most([one.number for one in citations]),
        issuer=_most([one.issuer or "" for one in citations]),
        date=_most([one.date or "" for one in citations]),
        articles=len(cited),
        spellings=_counts([one.printed for one in citations]),
        years=counted_years(article_day(article) for article in found),
        units=_counts([unit_label(article.unit) for article in found if article.unit]),
        beside=_counts([other.key for article in found for other in article.documents if other.key != key]),
        citing=tuple(_citing(article, one) for article, one in cited[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]),
        page=page,
        last_page=last_page,
    )


def _most(values: list[str]) -> str:
    """The value that is given most often, the first of equals; empty ones only where there is no other."""
    return next(iter(Counter(value for value in values if value).most_common(1)), ("", 0))[0]


def _counts(values: list[str]) -> tuple[Count, ...]:
    return tuple(Count(value, count) for value, count in Counter(values).most_common(MOST_LISTED))


def _citing(article: Article, citation: Citation) -> Citing:
    sentences = dict.fromkeys(_sentence(article, span) for span in citation.mentions)
    unit = unit_label(article.unit) if article.unit else ""
    shown = tuple(sentences)[:MOST_SENTENCES]
    return Citing(article.id, article.title, article_day(article), unit, citation.printed, shown)


def _sentence(article: Article, span: Span) -> Marked:
    text = getattr(article, span.text, None) or ""
    start, end = sentence_at(text, span.start, span.end)
    return Marked(text[start:end], ((span.start - start, span.end - start),))
