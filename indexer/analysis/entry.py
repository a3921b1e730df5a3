"""An article made ready for an engine: terms per text field, values per facet, the day it is sorted by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from indexer.analysis.field_terms import field_terms
from indexer.analysis.posts import post_term
from indexer.extract.places import place_then, places_now, related_places
from indexer.fields import PATH_SIGN
from indexer.model import Article, Entry, Official, Place, TermColumns, Unit, UnitKind

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
# Places whose chains are kept: more than half of all communes.
_KEPT_PLACES = 8_000
_EPOCH = date(1970, 1, 1)


def make_entry(article: Article) -> Entry:
    """The entry of an article. `terms` has the fields of `fields.TEXT_FIELDS`, `facets` those of `fields.FACETS`."""
    day = article_day(article)
    fields = (
        [article.title],
        [article.body, *article.captions.split("\n")],
        [*map(_official_line, article.officials)],
        [*_unit_lines(article)],
    )
    title, body, officials, unit = field_terms(fields, LINE_GAP)
    return Entry(
        id=article.id,
        terms={
            "title": title,
            "body": body,
            "officials": _with_families(officials, article.officials),
            "unit": unit,
            "days": _day_terms(article),
        },
        facets=_facets(article, day),
        date=_day_number(day) if day else None,
        article=article,
    )


def facet_values(article: Article) -> dict[str, tuple[str, ...]]:
    """The values of an article for every facet of `fields.FACETS`, each once; none where it states none."""
    return _facets(article, article_day(article))


def _facets(article: Article, day: str | None) -> dict[str, tuple[str, ...]]:
    unit = article.unit
    found = {
        "unit": [unit_label(unit)] if unit else [],
        "kind": [UNIT_KINDS[unit.kind]] if unit else [],
        "place": _then(unit.place) if unit else (),
        "place_now": _now(unit.place) if unit else (),
        "year": [day[:4]] if day else [],
        "month": [day[:7]] if day and len(day) >= 7 else [],
        "official": [official.name for official in article.officials],
        "position": [post.family for official in article.officials for post in official.posts],
        "document": [document.key for document in article.documents],
        "topic": list(article.topics),
        "text_kind": [article.text_kind],
    }
    return {name: tuple(dict.fromkeys(values)) for name, values in found.items()}


@lru_cache(maxsize=_KEPT_PLACES)
def _then(place: Place) -> tuple[str, ...]:
    return tuple(_beginnings(place_then(place)))


@lru_cache(maxsize=_KEPT_PLACES)
def _now(place: Place) -> tuple[str, ...]:
    return tuple(path for now in places_now(place) for path in _beginnings(now))


@lru_cache(maxsize=_KEPT_PLACES)
def _related(place: Place) -> tuple[str, ...]:
    return related_places(place)


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


def _with_families(terms: TermColumns, officials: tuple[Official, ...]) -> TermColumns:
    """Behind names and posts each family of posts as one term, so that Phó X is never X."""
    families = tuple(dict.fromkeys(post_term(post.family) for official in officials for post in official.posts))
    start = terms.positions[-1] + LINE_GAP if terms.positions else 0
    places = range(start, start + len(families) * LINE_GAP, LINE_GAP)
    return TermColumns((*terms.texts, *families), (*terms.positions, *places))


def _official_line(official: Official) -> str:
    posts = (text for post in official.posts for text in dict.fromkeys((post.printed, post.normal)))
    return ", ".join([official.name, *posts])


def _unit_lines(article: Article) -> Iterable[str]:
    if article.unit:
        yield unit_label(article.unit)
        yield from _related(article.unit.place)
    if article.publisher:
        yield article.publisher


def _day_terms(article: Article) -> TermColumns:
    """The days of the event and of its report as terms: "d:2021", "d:2021-09", "d:2021-09-28"."""
    days: list[str] = []
    if article.event_date:
        days += _days_between(article.event_date.value, article.event_date.end)
    if article.published:
        days.append(article.published.value)
    texts = tuple(dict.fromkeys(f"d:{day[:length]}" for day in days for length in (4, 7, 10) if len(day) >= length))
    return TermColumns(texts, tuple(range(0, len(texts) * LINE_GAP, LINE_GAP)))


def _days_between(first: str, last: str | None) -> list[str]:
    if last is None or len(first) < 10 or len(last) < 10:
        return [first]
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return [str(begin + timedelta(days=n)) for n in range(min((end - begin).days, LONGEST_EVENT) + 1)] or [first]


def _day_number(day: str) -> int:
    """Days since 1970-01-01; a partial date counts as its first day."""
    year, month, number = (*map(int, day.split("-")), 1, 1)[:3]
    return (date(year, month, number) - _EPOCH).days
