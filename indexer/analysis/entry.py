"""An article made ready for an engine: terms per text field, values per facet, the day it is sorted by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from indexer.analysis.analyzer import analyse
from indexer.analysis.posts import post_term
from indexer.extract.places import place_then, places_now, related_places
from indexer.fields import PATH_SIGN
from indexer.model import Article, Entry, Official, Term, Unit, UnitKind, as_columns

# Positions between two lines of one field, so that no phrase or NEAR reaches from one official into the next.
LINE_GAP = 100
# Days of one event that are indexed one by one; a longer one is a campaign, found by its first days.
LONGEST_EVENT = 60
UNIT_KINDS: dict[UnitKind, str] = {
    "party": "Đảng",
    "government": "Chính quyền",
    "council": "Hội đồng nhân dân",
    "front": "Mặt trận Tổ quốc",
    "mass_organisation": "Đoàn thể, hội",
    "department": "Sở, phòng, ban",
    "public_service": "Đơn vị sự nghiệp",
    "school": "Trường học",
    "force": "Lực lượng vũ trang",
    "justice": "Tư pháp, kiểm tra",
    "grass_roots": "Thôn, tổ dân phố",
    "committee": "Ban chỉ đạo, hội đồng",
    "other": "Khác",
}
_EPOCH = date(1970, 1, 1)


def make_entry(article: Article) -> Entry:
    """The entry of an article. `terms` has the fields of `fields.TEXT_FIELDS`, `facets` those of `fields.FACETS`."""
    day = article_day(article)
    return Entry(
        id=article.id,
        terms={
            "title": as_columns(analyse(article.title)),
            "body": as_columns(_lines([article.body, *article.captions.split("\n")])),
            "officials": as_columns(_official_terms(article.officials)),
            "unit": as_columns(_lines(_unit_lines(article))),
            "days": as_columns(_day_terms(article)),
        },
        facets=_facets(article, day),
        date=_day_number(day) if day else None,
        article=article,
    )


def _facets(article: Article, day: str | None) -> dict[str, tuple[str, ...]]:
    unit = article.unit
    found = {
        "unit": [unit_label(unit)] if unit else [],
        "kind": [UNIT_KINDS[unit.kind]] if unit else [],
        "place": _beginnings(place_then(unit.place)) if unit else [],
        "place_now": [path for now in places_now(unit.place) for path in _beginnings(now)] if unit else [],
        "year": [day[:4]] if day else [],
        "month": [day[:7]] if day and len(day) >= 7 else [],
        "official": [official.name for official in article.officials],
        "position": [post.family for official in article.officials for post in official.posts],
        "document": [document.key for document in article.documents],
        "topic": list(article.topics),
        "text_kind": [article.text_kind],
    }
    return {name: tuple(dict.fromkeys(values)) for name, values in found.items()}


def _beginnings(chain: tuple[str, ...]) -> list[str]:
    """A chain from small to large as paths from large to small: each of its beginnings."""
    path = chain[::-1]
    return [PATH_SIGN.join(path[: length + 1]) for length in range(len(path))]


def article_day(article: Article) -> str | None:
    """The day an article is filed under: of the event, else of the publication; may be partial."""
    found = article.event_date or article.published
    return found.value if found else None


def unit_label(unit: Unit) -> str:
    """The unit's name with as much of its place as tells it apart: "Ủy ban nhân dân phường 1, quận Tân Bình"."""
    name = unit.name.casefold()
    return ", ".join([unit.name, *(place for place in unit.place.chain if place.casefold() not in name)])


def _official_terms(officials: tuple[Official, ...]) -> tuple[Term, ...]:
    """Names and posts line by line; behind them each family of posts as one term, so that Phó X is never X."""
    terms = _lines(map(_official_line, officials))
    start = terms[-1].position + LINE_GAP if terms else 0
    families = dict.fromkeys(post_term(post.family) for official in officials for post in official.posts)
    return (*terms, *(Term(text, start + place * LINE_GAP, 0, 0) for place, text in enumerate(families)))


def _official_line(official: Official) -> str:
    posts = (text for post in official.posts for text in dict.fromkeys((post.printed, post.normal)))
    return ", ".join([official.name, *posts])


def _unit_lines(article: Article) -> Iterable[str]:
    if article.unit:
        yield unit_label(article.unit)
        yield from related_places(article.unit.place)
    if article.publisher:
        yield article.publisher


def _day_terms(article: Article) -> tuple[Term, ...]:
    """The days of the event and of its report as terms: "d:2021", "d:2021-09", "d:2021-09-28"."""
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
        if base:
            found = tuple(Term(one.text, one.position + base, one.start, one.end) for one in found)
        terms.extend(found)
        if found:
            base = terms[-1].position + LINE_GAP
    return tuple(terms)


def _day_number(day: str) -> int:
    """Days since 1970-01-01; a partial date counts as its first day."""
    year, month, number = (*map(int, day.split("-")), 1, 1)[:3]
    return (date(year, month, number) - _EPOCH).days
