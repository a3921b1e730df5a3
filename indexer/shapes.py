"""The JSON and CSV shapes in which results and articles leave the project; command line and web share them.

Dates that leave here are full ISO days or null: a partial date ("2021-09") is kept only among the details.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from indexer.errors import QueryError, QuerySyntaxError
from indexer.fields import FACETS
from indexer.model import Article, Citation, DateFinding, Evidence, Official, Post, Span
from indexer.query import Hit, ResultPage
from indexer.register.identity import Identity
from indexer.search.explain import Ground

Json = dict[str, Any]

CSV_COLUMNS = (
    "id",
    "title",
    "published",
    "event_date",
    "unit",
    "unit_place",
    "publisher",
    "officials",
    "documents",
    "byline",
    "source_url",
    "body",
)
# What a spreadsheet takes for the start of a formula, also in full-width form or behind a control character.
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def result_json(page: ResultPage, grounds: Sequence[Sequence[Ground]] = ()) -> Json:
    """One answer: query text, exact total, hits of this page, facet counts, and a better query or null.

    With `grounds`, one sequence for each hit, every hit also says why it is one.
    """
    return {
        "query": page.query.text,
        "total": page.total,
        "took_ms": round(page.took_ms, 2),
        "hits": [_hit_json(hit) | why for hit, why in zip(page.hits, _whys(page, grounds), strict=True)],
        "facets": {
            facet.name: [{"value": count.value, "count": count.count} for count in page.facets[facet.name]]
            for facet in FACETS
            if facet.name in page.facets
        },
        "did_you_mean": page.did_you_mean,
    }


def export_row(article: Article) -> Json:
    """One article as a line of an export: values only, no evidence."""
    return {
        "id": article.id,
        "title": article.title,
        "body": article.body,
        "published": full_day(article.published),
        "event_date": full_day(article.event_date),
        "unit": article.unit.name if article.unit else None,
        "unit_place": list(article.unit.place.chain) if article.unit else [],
        "publisher": article.publisher,
        "officials": [{"name": official.name, "positions": positions(official)} for official in article.officials],
        "documents": [document.printed for document in article.documents],
        "byline": article.byline,
        "source_url": article.source_url,
    }


def article_json(article: Article) -> Json:
    """All that was read from an article: the keys of `export_row` with the same values, and the evidence.

    Spans are `{"text", "start", "end"}`: characters of the named text of this same object.
    """
    return export_row(article) | {
        "captions": article.captions,
        "text_kind": article.text_kind,
        "topics": list(article.topics),
        "notes": list(article.notes),
        "dates": {
            "published": _date_json(article.published),
            "event_date": _date_json(article.event_date),
        },
        "unit_kind": article.unit.kind if article.unit else None,
        "unit_evidence": _evidence_json(article.unit.evidence) if article.unit else None,
        "posts": [_official_json(official) for official in article.officials],
        "citations": [_citation_json(citation) for citation in article.documents],
    }


def identity_json(person: Identity) -> Json:
    """One person of the register: posts with first and last day seen and the articles behind each, and the reasons."""
    return {
        "id": person.id,
        "name": person.name,
        "posts": [
            {
                "normal": tenure.normal,
                "family": tenure.family,
                "status": tenure.status,
                "place": list(tenure.place),
                "first_seen": tenure.first_seen or None,
                "last_seen": tenure.last_seen or None,
                "articles": list(tenure.articles),
            }
            for tenure in person.tenures
        ],
        "articles": list(person.articles),
        "reasons": list(person.reasons),
    }


def csv_header() -> list[str]:
    """The column names of `csv_row`."""
    return list(CSV_COLUMNS)


def csv_row(article: Article) -> list[str]:
    """One article as cells of text. Lists are joined by "; ", an official is "name (position, position)".

    A cell that a spreadsheet would run as a formula begins with an apostrophe.
    """
    row = export_row(article)
    row["unit_place"] = "; ".join(row["unit_place"])
    row["officials"] = "; ".join(_official_cell(official) for official in article.officials)
    row["documents"] = "; ".join(row["documents"])
    return [safe_cell(row[column] or "") for column in CSV_COLUMNS]


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def positions(official: Official) -> list[str]:
    """The posts as printed, each once, in the order of the article."""
    return list(dict.fromkeys(post.printed for post in official.posts))


def full_day(finding: DateFinding | None) -> str | None:
    """The day as YYYY-MM-DD, None where it is unknown or only the month or the year is known."""
    if finding is None:
        return None
    try:
        day = date.fromisoformat(finding.value).isoformat()
    except ValueError:
        return None
    # fromisoformat takes other ISO forms too ("2021-W39-2").
    return day if day == finding.value else None


def error_json(text: str, error: QueryError) -> Json:
    """The line of a query that cannot be understood, in a file of queries: no hits, and what is wrong."""
    wrong = error if isinstance(error, QuerySyntaxError) else None
    return {
        "query": text,
        "total": 0,
        "hits": [],
        "error": str(error),
        "position": wrong.position if wrong else None,
        "repaired": wrong.repaired if wrong else None,
    }


def _whys(page: ResultPage, grounds: Sequence[Sequence[Ground]]) -> list[Json]:
    if not grounds:
        return [{} for _ in page.hits]
    return [{"why": [_ground_json(ground) for ground in found]} for found in grounds]


def _ground_json(ground: Ground) -> Json:
    return {
        "typed": ground.typed,
        "found": ground.found,
        "reason": ground.reason,
        "weight": ground.weight,
        "required": ground.required,
        "fields": ground.counts,
    }


def _hit_json(hit: Hit) -> Json:
    article = hit.article
    return {
        "id": article.id,
        "title": article.title,
        "published": full_day(article.published),
        "event_date": full_day(article.event_date),
        "unit": article.unit.name if article.unit else None,
        "officials": [official.name for official in article.officials],
        "snippet": hit.snippet.text,
        "score": round(hit.score, 4),
    }


def _official_cell(official: Official) -> str:
    posts = ", ".join(positions(official))
    return f"{official.name} ({posts})" if posts else official.name


def _date_json(finding: DateFinding | None) -> Json | None:
    if finding is None:
        return None
    return {"value": finding.value, "end": finding.end, "evidence": _evidence_json(finding.evidence)}


def _evidence_json(evidence: Evidence) -> Json:
    span = _span_json(evidence.span) if evidence.span else None
    return {"rule": evidence.rule, "sentence": evidence.sentence, "span": span}


def _span_json(span: Span) -> Json:
    return {"text": span.text, "start": span.start, "end": span.end}


def _official_json(official: Official) -> Json:
    return {
        "name": official.name,
        "posts": [_post_json(post) for post in official.posts],
        "mentions": [_span_json(span) for span in official.mentions],
    }


def _post_json(post: Post) -> Json:
    return {
        "printed": post.printed,
        "normal": post.normal,
        "family": post.family,
        "status": post.status,
        "evidence": _evidence_json(post.evidence),
    }


def _citation_json(citation: Citation) -> Json:
    return {
        "printed": citation.printed,
        "key": citation.key,
        "kind": citation.kind,
        "number": citation.number,
        "issuer": citation.issuer,
        "date": citation.date,
        "mentions": [_span_json(span) for span in citation.mentions],
    }
