"""Answers and articles as lines for a terminal. Control characters of articles never reach it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from indexer.analysis.entry import article_day, unit_label
from indexer.fields import FACETS
from indexer.model import Article, DateFinding, Evidence
from indexer.query import Hit, Marked, ResultPage
from indexer.register.identity import Identity
from indexer.search.explain import Ground

if TYPE_CHECKING:  # a search should not load what only a run needs
    from indexer.pipeline import Summary

# An escape sequence in an article could rewrite the reader's screen.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
# The first facets fit a screen; all of them are in the JSON.
SHOWN_FACETS = 3
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


def plain(text: str) -> str:
    """The text without control characters."""
    return _CONTROL.sub(" ", text)


def summary_lines(summary: Summary) -> Iterator[str]:
    """The counts of a run, then what was skipped and why, then what was not understood of articles that were read."""
    yield (
        f"added {summary.added}, changed {summary.changed}, removed {summary.removed}, "
        f"unchanged {summary.unchanged}, skipped {len(summary.skipped)}"
    )
    for item in summary.skipped:
        yield plain(f"{item.path}: skipped: {item.reason}")
    for one in summary.remarks:
        yield plain(f"{one.path}: not understood: {one.reason}: {one.value}")


def result_lines(page: ResultPage, grounds: Sequence[Sequence[Ground]] = ()) -> Iterator[str]:
    """Notes, the total, the hits and the facets of one answer; with `grounds`, why each hit is one."""
    yield from map(plain, page.notes)
    yield f"{page.total} articles in {page.took_ms:.0f} ms"
    if page.did_you_mean:
        yield plain(f"did you mean: {page.did_you_mean}")
    for place, hit in enumerate(page.hits):
        yield ""
        yield from _hit_lines(hit)
        yield from map(_ground_line, grounds[place] if grounds else ())
    for facet in FACETS[:SHOWN_FACETS]:
        if counts := page.facets.get(facet.name):
            yield ""
            yield f"{facet.label}: " + plain("; ".join(f"{count.value} ({count.count})" for count in counts))


def beyond_line(page: ResultPage) -> str | None:
    """That a page is behind the last one, and which that is; None where it is not."""
    found = page.total if page.texts is None else page.texts
    last = max(1, -(-found // page.query.limit)) if page.query.limit else page.query.page
    if page.query.page <= last:
        return None
    return plain(f"there is no page {page.query.page}; the last page is {last}: --page {last}")


def _ground_line(ground: Ground) -> str:
    places = ", ".join(f"{name} {count}" for name, count in ground.counts.items())
    role = "needed" if ground.required else "ranks"
    return plain(f"    {ground.typed} -> {ground.found} ({ground.reason}, weight {ground.weight:g}, {role}): {places}")


def _hit_lines(hit: Hit) -> Iterator[str]:
    article = hit.article
    yield _bold(hit.title)
    about = (article_day(article) or "", unit_label(article.unit) if article.unit else "", article.id)
    yield "  " + plain(" | ".join(part for part in about if part))
    yield "  " + _bold(hit.snippet)


def _bold(marked: Marked) -> str:
    pieces, at = [], 0
    for start, end in marked.marks:
        pieces += [plain(marked.text[at:start]), BOLD, plain(marked.text[start:end]), PLAIN]
        at = end
    return "".join([*pieces, plain(marked.text[at:])]).replace("\n", " ")


def article_lines(article: Article) -> Iterator[str]:
    """One article with everything that was read from it, and the rule and the sentence that gave it."""
    yield plain(article.title)
    yield plain(f"id: {article.id}")
    yield from _date_lines("event", article.event_date)
    yield from _date_lines("published", article.published)
    if article.unit:
        yield plain(f"unit: {unit_label(article.unit)} [{article.unit.kind}]")
        yield _because(article.unit.evidence)
    for official in article.officials:
        yield plain(f"official: {official.name}")
        for post in official.posts:
            yield plain(f"  {post.printed} = {post.normal} [{post.family}, {post.status}]")
            yield "  " + _because(post.evidence)
    for document in article.documents:
        yield plain(
            f"document: {document.printed} = {document.key}" + (f" of {document.date}" if document.date else "")
        )
    about = {
        "publisher": article.publisher,
        "topics": ", ".join(article.topics),
        "kind of text": article.text_kind,
        "byline": article.byline,
        "source": article.source_url,
        "notes": "; ".join(article.notes),
    }
    yield from (plain(f"{name}: {value}") for name, value in about.items() if value)
    yield ""
    yield from map(plain, article.body.split("\n"))
    if article.captions:
        yield ""
        yield from (plain(f"[{caption}]") for caption in article.captions.split("\n"))


def identity_lines(person: Identity) -> Iterator[str]:
    """One person: posts with first and last day seen and how many articles say so, and why it is one person."""
    yield plain(f"{person.name} [{person.id}], {len(person.articles)} articles")
    for tenure in person.tenures:
        days = " to ".join(dict.fromkeys(day for day in (tenure.first_seen, tenure.last_seen) if day)) or "no date"
        yield plain(f"  {tenure.normal}, {', '.join(tenure.place)}: {days}; {len(tenure.articles)} articles")
    yield plain(f"  because: {'; '.join(person.reasons)}")
    yield from (plain(f"  {article}") for article in person.articles)


def _date_lines(name: str, finding: DateFinding | None) -> Iterator[str]:
    if finding:
        yield f"{name}: {finding.value}" + (f" to {finding.end}" if finding.end else "")
        yield _because(finding.evidence)


def _because(evidence: Evidence) -> str:
    sentence = " ".join(evidence.sentence.split())
    return plain(f"  because ({evidence.rule}): {sentence[:200]}")
