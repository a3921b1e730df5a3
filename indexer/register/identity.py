"""Which appearances of one name are one person.

In: all appearances of a name. Out: identities with their posts, first and last day seen, and the reasons.
Never by the name alone: two appearances are joined where they share a post (family and place), where an article
states a move between posts, or where the place is the same commune or district and nothing speaks against it.
A correction of a researcher comes before every rule.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from indexer.corrections import Link
from indexer.model import Article, Official, PostStatus
from indexer.text.fold import neutral

# Years without a sign of somebody after which the same name in the same place may be somebody else's: two terms.
LONGEST_GAP_YEARS = 10
# A level that a post names, with or without the place's own name.
_LEVEL_WORD = re.compile(
    r"\b(?P<kind>(?i:xã|phường|thị\ trấn|đặc\ khu|huyện|quận|thị\ xã|thành\ phố|thành(?=\ ủy)|tỉnh))\b (?:\ ủy\b)?"
    r"(?P<name> (?: \s (?:\d+|[A-ZĐÀ-Ỹ][\w'’]*) ){0,4} )",
    re.VERBOSE,
)
_SMALL = {"xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã"}


@dataclass(frozen=True, slots=True)
class Held:
    """A post as one article states it, and the place it is held in, small to large."""

    normal: str
    family: str
    status: PostStatus
    place: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Appearance:
    """One official in one article. `serial` tells officials of one article apart; `day` may be partial or empty."""

    article: str
    serial: int
    name: str
    day: str
    unit: str
    posts: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Tenure:
    """A post of a person with the first and last day it was seen in, and the articles that say so.

    A former and an acting post are tenures of their own; `status` is "current" for all others.
    """

    normal: str
    family: str
    place: tuple[str, ...]
    first_seen: str
    last_seen: str
    articles: tuple[str, ...]
    status: PostStatus = "current"


@dataclass(frozen=True, slots=True)
class Identity:
    """One person. `id` is made of name and first place; `reasons` say why the appearances are one person's."""

    id: str
    name: str
    tenures: tuple[Tenure, ...]
    articles: tuple[str, ...]
    reasons: tuple[str, ...]


def name_key(name: str) -> str:
    """The key of a name's spellings: tone placement, i/y, case and spaces aside; accents stay."""
    return " ".join(neutral(part) for part in re.split(r"[\s'’]+", name) if part)


def appearances(article: Article) -> Iterator[Appearance]:
    """The officials of an article, each with the places of their posts."""
    found = article.event_date or article.published
    chain = article.unit.place.chain if article.unit else ()
    for serial, official in enumerate(article.officials):
        yield Appearance(
            article.id,
            serial,
            official.name,
            found.value if found else "",
            article.unit.name if article.unit else "",
            _held(official, chain),
        )


def _held(official: Official, chain: tuple[str, ...]) -> tuple[Held, ...]:
    return tuple(Held(post.normal, post.family, post.status, post_place(post.normal, chain)) for post in official.posts)


def post_place(normal: str, chain: tuple[str, ...]) -> tuple[str, ...]:
    """Where a post is held, small to large: the place it names, else that level of the article's own place."""
    for found in _LEVEL_WORD.finditer(normal):
        kind, name = found["kind"].lower(), found["name"].strip()
        levels = [place for place in chain if place.lower().startswith(kind)]
        if name:
            label = f"{kind} {name}"
            at = next((n for n, place in enumerate(chain) if place.lower() == label.lower()), None)
            return chain[at:] if at is not None else (label, *_above(kind, chain))
        if levels:
            return chain[chain.index(levels[0]) :]
    return chain


def _above(kind: str, chain: tuple[str, ...]) -> tuple[str, ...]:
    """The part of the article's chain that surely holds another place of that kind: its province, or for a commune
    its district too."""
    larger = [place for place in chain if place.lower().split()[0] in ("tỉnh", "thành")][-1:]
    if kind in ("xã", "phường", "thị trấn"):
        district = [place for place in chain if re.match(r"(?:huyện|quận|thị xã)\b", place.lower())]
        return (*district, *(place for place in larger if place not in district))
    return tuple(larger) if kind != "tỉnh" else ()


# --- joining --------------------------------------------------------------------------------------
class _Groups:
    """Appearances in groups; two that are known to be different never come into one."""

    def __init__(self, size: int) -> None:
        self.group = list(range(size))
        self.members = {n: {n} for n in range(size)}
        self.apart: dict[int, set[int]] = defaultdict(set)
        self.reasons: dict[int, list[str]] = defaultdict(list)

    def separate(self, one: int, other: int) -> None:
        self.apart[one].add(other)
        self.apart[other].add(one)

    def may_join(self, one: int, other: int) -> bool:
        mine, theirs = self.members[self.group[one]], self.members[self.group[other]]
        return not any(self.apart[member] & theirs for member in mine)

    def join(self, one: int, other: int, reason: str) -> None:
        keep, lose = self.group[one], self.group[other]
        if keep == lose or not self.may_join(one, other):
            return
        for member in self.members[lose]:
            self.group[member] = keep
        self.members[keep] |= self.members.pop(lose)
        self.reasons[keep] += [*self.reasons.pop(lose, []), reason]


def identify(found: Sequence[Appearance], merges: Iterable[Link] = (), splits: Iterable[Link] = ()) -> list[Identity]:
    """The identities behind appearances (of one name, or of names that a correction links), by first day seen."""
    found = sorted(found, key=lambda one: (one.day or "9999", one.article, one.serial))
    groups = _Groups(len(found))
    by_article: dict[str, list[int]] = defaultdict(list)
    for number, appearance in enumerate(found):
        by_article[appearance.article].append(number)
    for numbers in by_article.values():
        for one, other in combinations(numbers, 2):
            groups.separate(one, other)
    _apply(groups, found, splits, merge=False)
    _apply(groups, found, merges, merge=True)
    for rule in (_same_post, _same_place):
        for one, other in _candidates(found):
            if groups.group[one] != groups.group[other] and (reason := rule(found[one], found[other])):
                groups.join(one, other, reason)
    people = [
        _identity([found[member] for member in sorted(members)], groups.reasons.get(group, []))
        for group, members in groups.members.items()
    ]
    return _numbered(sorted(people, key=_first_seen))


def _apply(groups: _Groups, found: Sequence[Appearance], links: Iterable[Link], *, merge: bool) -> None:
    at: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, one in enumerate(found):
        at[name_key(one.name), one.article].append(number)
    for link in links:
        for mine in at[name_key(link.name), link.article]:
            for theirs in at[name_key(link.other_name), link.other_article]:
                if merge:
                    groups.join(mine, theirs, f"correction: {link.reason}")
                elif mine != theirs:
                    groups.separate(mine, theirs)


def _candidates(found: Sequence[Appearance]) -> Iterator[tuple[int, int]]:
    """Pairs that share a place, nearest in time first, so that the work grows with what can be joined."""
    by_place: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(found):
        for label in {held.place[0].lower() for held in one.posts if held.place}:
            by_place[label].append(number)
        if not any(held.place for held in one.posts):
            by_place[""].append(number)
    for numbers in by_place.values():
        # Neighbours in time are enough: joining is transitive.
        for reach in (1, 2, 3):
            yield from zip(numbers, numbers[reach:], strict=False)


def _same_post(one: Appearance, other: Appearance) -> str | None:
    for mine in one.posts:
        for theirs in other.posts:
            if mine.family == theirs.family and mine.place and _compatible(mine.place, theirs.place):
                return f"same post: {mine.family}, {mine.place[0]}"
    return None


def _same_place(one: Appearance, other: Appearance) -> str | None:
    if _years_apart(one.day, other.day) > LONGEST_GAP_YEARS:
        return None
    for mine in one.posts:
        for theirs in other.posts:
            if mine.place and _kind(mine.place[0]) in _SMALL and _compatible(mine.place, theirs.place):
                return f"same name in the same place: {mine.place[0]}"
    return None


def _compatible(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """The same smallest place, and no larger one that contradicts."""
    if not mine or not theirs or mine[0].lower() != theirs[0].lower():
        return False
    kinds = {_kind(place): place.lower() for place in mine}
    return all(kinds.get(_kind(place), place.lower()) == place.lower() for place in theirs)


def _kind(place: str) -> str:
    words = place.lower().split()
    return " ".join(words[:2]) if words[0] in ("thị", "thành", "đặc") else words[0]


def _years_apart(one: str, other: str) -> int:
    return abs(int(one[:4]) - int(other[:4])) if one and other else 0


# --- identities -----------------------------------------------------------------------------------
def _identity(found: list[Appearance], reasons: list[str]) -> Identity:
    place = next((held.place for one in found for held in one.posts if held.place), ())
    # With its accents, so that no other name can have the same id.
    slug = name_key(found[0].name).replace(" ", "-") + (f".{name_key(place[0]).replace(' ', '-')}" if place else "")
    return Identity(
        id=slug,
        name=found[0].name,
        tenures=tuple(_tenures(found)),
        articles=tuple(dict.fromkeys(one.article for one in found)),
        reasons=tuple(dict.fromkeys(reasons)) or ("one appearance",),
    )


def _first_seen(person: Identity) -> tuple[str, tuple[str, ...]]:
    first = person.tenures[0].first_seen if person.tenures else ""
    return first or "9999", person.articles


def _tenures(found: list[Appearance]) -> Iterator[Tenure]:
    held: dict[tuple[str, str, PostStatus], list[tuple[Appearance, Held]]] = defaultdict(list)
    for one in found:
        for post in one.posts:
            # A "former chairman" of 2024 was not chairman until 2024.
            held[post.family, post.place[0].lower() if post.place else "", tenure_status(post.status)].append(
                (one, post)
            )
    tenures = []
    for (_, _, status), seen in held.items():
        days = sorted(one.day for one, _ in seen if one.day) or [""]
        fullest = max((post for _, post in seen), key=lambda post: (len(post.place), len(post.normal)))
        articles = tuple(dict.fromkeys(one.article for one, _ in seen))
        tenures.append(Tenure(fullest.normal, fullest.family, fullest.place, days[0], days[-1], articles, status))
    yield from sorted(tenures, key=lambda tenure: (tenure.first_seen or "9999", tenure.family))


def tenure_status(status: PostStatus) -> PostStatus:
    """The status of the tenure that an article with a post of this status speaks of."""
    return status if status in ("former", "acting") else "current"


def _numbered(people: list[Identity]) -> list[Identity]:
    """The same people, with a number behind ids that occur twice."""
    seen: dict[str, int] = defaultdict(int)
    numbered = []
    for person in people:
        seen[person.id] += 1
        number = seen[person.id]
        numbered.append(person if number == 1 else replace(person, id=f"{person.id}-{number}"))
    return numbered
