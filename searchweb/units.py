"""One unit: who held which post and when, what it wrote about, what it was before and became after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from indexer.analysis.entry import UNIT_KINDS, unit_label
from indexer.extract.places import Area, area, basis, chain, predecessors, successors
from indexer.fields import PATH_SIGN
from indexer.model import PostStatus, Unit
from indexer.query import Filter, Query
from indexer.register.identity import Identity, Tenure
from searchweb.language import translate
from searchweb.parameters import NoSuchPage
from searchweb.periods import Count, filled, months
from searchweb.port import Index

MOST_LISTED = 12
MOST_MONTHS = 2_000
# A province's posts are too many for a page: only those that name the unit itself are shown for large places.
_SMALL = ("xã", "phường", "thị trấn", "đặc khu")


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in a post, from the first to the last day an article says so."""

    id: str
    name: str
    post: str
    status: PostStatus
    first_seen: str
    last_seen: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PostHolders:
    """A post with its holders, the first seen first. `own` where the post is of this unit, not only in its place."""

    family: str
    own: bool
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class OnDay:
    """Who an article shows in a post before and after a day.

    "seen": named in it before (or on) and after the day. "gap": nobody is; `holders` are the last seen before and
    the first seen after. Nothing is said about the time between two sights.
    """

    family: str
    own: bool
    certainty: Literal["seen", "gap"]
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class RelatedUnit:
    """A place before or after this one's, and the units of the same kind in it that have articles.

    `day` is the last day of a place before, the first of a place after, "" where it is not known; `basis` is the
    resolution that made the one of the other.
    """

    place: str
    path: str
    direction: Literal["before", "after"]
    day: str
    basis: str
    units: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class UnitPage:
    """All that the collection says of one unit. `on` is the asked day, "" where none was."""

    name: str
    short: str
    kind: str
    place: tuple[str, ...]
    articles: int
    months: tuple[Count, ...]
    topics: tuple[Count, ...]
    documents: tuple[Count, ...]
    officials: tuple[Count, ...]
    posts: tuple[PostHolders, ...]
    on: str
    on_day: tuple[OnDay, ...]
    related: tuple[RelatedUnit, ...]


def unit_page(index: Index, name: str, on: str = "") -> UnitPage:
    """The page of a unit by its facet value; `on` is a day to ask the posts for. Raises NoSuchPage."""
    facets = ("month", "topic", "document", "official")
    page = index.search(Query(filters=(Filter("unit", (name,)),), limit=1, facets=facets, facet_limit=MOST_MONTHS))
    unit = page.hits[0].article.unit if page.hits else None
    # A filter may be read generously; a page is of exactly one unit.
    if unit is None or unit_label(unit) != name:
        raise NoSuchPage(translate("No article of this collection is of this unit."))
    counted = {facet: tuple(Count(one.value, one.count) for one in page.facets.get(facet, ())) for facet in facets}
    posts = _posts(index, unit)
    return UnitPage(
        name=name,
        short=unit.name,
        kind=UNIT_KINDS[unit.kind],
        place=unit.place.chain,
        articles=page.total,
        months=in_months(counted["month"]),
        topics=counted["topic"][:MOST_LISTED],
        documents=counted["document"][:MOST_LISTED],
        officials=counted["official"][:MOST_LISTED],
        posts=posts,
        on=on,
        on_day=tuple(_on_day(post, on) for post in posts) if on else (),
        related=_related(index, unit),
    )


def in_months(counts: Iterable[Count]) -> tuple[Count, ...]:
    """The counts of months in order, with the empty months between them."""
    known = {one.value: one.count for one in counts if one.value}
    return filled(known, months(min(known), max(known))) if known else ()


# --- posts ----------------------------------------------------------------------------------------
def _posts(index: Index, unit: Unit) -> tuple[PostHolders, ...]:
    if not unit.place.chain:
        return ()
    place = unit.place.chain[0]
    held: dict[tuple[str, bool], list[Holder]] = defaultdict(list)
    for person in index.register.holders(place):
        for tenure in person.tenures:
            own = _own(unit, tenure)
            if _there(unit.place.chain, tenure.place) and (own or place.lower().startswith(_SMALL)):
                held[tenure.family, own].append(_holder(person, tenure))
    found = [
        PostHolders(family, own, tuple(sorted(holders, key=lambda one: (one.first_seen or "9999", one.name))))
        for (family, own), holders in held.items()
    ]
    return tuple(sorted(found, key=lambda post: (not post.own, _rank(post.family), post.family)))


def _holder(person: Identity, tenure: Tenure) -> Holder:
    return Holder(
        person.id,
        person.name,
        tenure.normal,
        tenure.status,
        tenure.first_seen,
        tenure.last_seen,
        tenure.articles,
    )


def _there(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """The same smallest place, in a province of the same name or one that the reform renamed."""
    if not theirs or mine[0].casefold() != theirs[0].casefold():
        return False
    larger = {place.casefold() for place in theirs[1:]}
    return not larger or len(mine) == 1 or bool(larger & {place.casefold() for place in mine[1:]})


def _own(unit: Unit, tenure: Tenure) -> bool:
    """Does the post name this unit's own organisation ("Chủ tịch Ủy ban nhân dân phường" of the ward's committee)?"""
    place = unit.place.chain[0].casefold()
    organisation = unit.name.casefold().removesuffix(place).strip(" ,")
    return bool(organisation) and organisation in tenure.normal.casefold()


def _rank(family: str) -> int:
    """Heads before deputies before members."""
    first = family.split(" ", 1)[0]
    return {"Bí": 0, "Chủ": 0, "Trưởng": 1, "Giám": 0, "Hiệu": 0, "Phó": 2}.get(first, 3)


def _on_day(post: PostHolders, day: str) -> OnDay:
    held = [one for one in post.holders if one.status != "former" and one.first_seen]
    seen = tuple(
        one for one in held if one.first_seen[: len(day)] <= day and one.last_seen >= day[: len(one.last_seen)]
    )
    if seen:
        return OnDay(post.family, post.own, "seen", seen)
    before = max((one for one in held if one.last_seen < day), key=lambda one: one.last_seen, default=None)
    after = min((one for one in held if one.first_seen > day), key=lambda one: one.first_seen, default=None)
    return OnDay(post.family, post.own, "gap", tuple(one for one in (before, after) if one))


# --- before and after -----------------------------------------------------------------------------
def _related(index: Index, unit: Unit) -> tuple[RelatedUnit, ...]:
    code = unit.place.code
    if not code:
        return ()
    later = [one for one in successors(code) if one.code != code]
    own = area(code)
    found = [_related_unit(index, unit, one, "before", basis(one, own)) for one in predecessors(code)]
    return (*found, *(_related_unit(index, unit, one, "after", basis(own, one)) for one in later))


def _related_unit(
    index: Index, unit: Unit, other: Area, direction: Literal["before", "after"], why: str
) -> RelatedUnit:
    path = PATH_SIGN.join(one.label for one in reversed(chain(other)))
    filters = (Filter("place", (path,)), Filter("kind", (UNIT_KINDS[unit.kind],)))
    page = index.search(Query(filters=filters, limit=0, facets=("unit",), facet_limit=MOST_LISTED))
    own = unit_label(unit)
    units = tuple(Count(one.value, one.count) for one in page.facets.get("unit", ()) if one.value != own)
    day = other.valid_to if direction == "before" else other.valid_from
    return RelatedUnit(", ".join(one.label for one in chain(other)), path, direction, day, why, units)
