"""An article made ready for an engine: terms per text field, values per facet, the day it is sorted by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from indexer.analysis.analyzer import analyse
from indexer.model import Article, Entry, Official, Term, Unit

# Positions between two lines of one field, so that no phrase or NEAR reaches from one official into the next.
LINE_GAP = 100
# Days of one event that are indexed one by one; a longer one is a campaign, found by its first days.
LONGEST_EVENT = 60
_EPOCH = date(1970, 1, 1)


def make_entry(article: Article) -> Entry:
    """The entry of an article. `terms` has the fields of `fields.TEXT_FIELDS`, `facets` those of `fields.FACETS`."""
    day = article_day(article)
    return Entry(
        id=article.id,
        terms={
            "title": analyse(article.title),
            "body": _lines([article.body, *article.captions.split("\n")]),
            "officials": _lines(_official_line(official) for official in article.officials),
            "unit": _lines(_unit_lines(article)),
            "days": _day_terms(article),
        },
        facets={
            "unit": (unit_label(article.unit),) if article.unit else (),
            "year": (day[:4],) if day else (),
            "official": tuple(dict.fromkeys(official.name for official in article.officials)),
        },
        date=_day_number(day) if day else None,
        article=article,
    )


def article_day(article: Article) -> str | None:
    """The day an article is filed under: of the event, else of the publication; may be partial."""
    found = article.event_date or article.published
    return found.value if found else None


def unit_label(unit: Unit) -> str:
    """The unit's name with as much of its place as tells it apart: "Ủy ban nhân dân phường 1, quận Tân Bình"."""
    name = unit.name.casefold()
    return ", ".join([unit.name, *(place for place in unit.place.chain if place.casefold() not in name)])


def _official_line(official: Official) -> str:
    posts = (text for post in official.posts for text in dict.fromkeys((post.printed, post.normal)))
    return ", ".join([official.name, *posts])


def _unit_lines(article: Article) -> Iterable[str]:
    if article.unit:
        yield unit_label(article.unit)
    if article.publisher:
        yield article.publisher


def _day_terms(article: Article) -> tuple[Term, ...]:
    """The article's own dates as terms: "d:2021", "d:2021-09", "d:2021-09-28" of each day of the event and its report."""
    days: list[str] = []
    if article.event_date:
        days += _days_between(article.event_date.value, article.event_date.end)
    if article.published:
        days.append(article.published.value)
    texts = dict.fromkeys(f"d:{day[:length]}" for day in days for length in (4, 7, 10) if len(day) >= length)
    return tuple(Term(text, place * LINE_GAP, 0, 0) for place, text in enumerate(texts))


def _days_between(first: str, last: str | None) -> list[str]:
    if last is None or len(first) < 10 or len(last) < 10:
        return [first]
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return [str(begin + timedelta(days=n)) for n in range(min((end - begin).days, LONGEST_EVENT) + 1)] or [first]


def _lines(lines: Iterable[str]) -> tuple[Term, ...]:
    """The terms of several lines as one field; spans are within their own line."""
    terms: list[Term] = []
    base = 0
    for line in lines:
        found = analyse(line)
        terms.extend(replace(term, position=term.position + base) for term in found)
        if found:
            base = terms[-1].position + LINE_GAP
    return tuple(terms)


def _day_number(day: str) -> int:
    """Days since 1970-01-01; a partial date counts as its first day."""
    year, month, number = (*map(int, day.split("-")), 1, 1)[:3]
    return (date(year, month, number) - _EPOCH).days
