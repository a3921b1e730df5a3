"""Where a page is at home: the places it names, which of them a bare "xã" means, and what they lie in.

In come the page and the day of the article, out come place chains in the names of that day. A level is only added where
the page names it or the gazetteer leaves one possibility.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from indexer.extract.hosts import areas_of_host
from indexer.extract.place_names import SIZES, PlaceName, chains, is_central_city
from indexer.extract.places import LAST_OLD_DAY, REFORM, Area, Level, chain, inside, named, place_key, predecessors
from indexer.model import Page, Site

LEVELS: dict[int, Level] = {1: "commune", 2: "district", 3: "province"}
# Characters of the body: the lead itself, its opening, and how far places are looked for at all.
LEAD = 1_500
NEAR = 700
FAR = 8_000
# Characters of a title, byline or site text.
SHORT = 1_000
_NEW_MAP_WORDS = (
    "2 cấp",
    "02 cấp",
    "hai cấp",
    "đặc khu",
    "Trung tâm Phục vụ hành chính công",
    "sau sáp nhập",
    "sau sắp xếp",
)

Chain = tuple[PlaceName, ...]


@dataclass(frozen=True, slots=True)
class Locality:
    """The chains a page names, those that tell its home first, and the keys of all names by size."""

    chains: tuple[Chain, ...]
    named: frozenset[tuple[str, int]]
    day: str | None


def clipped(page: Page) -> Page:
    """`page` with its short texts cut to a sane length; offsets stay valid."""
    site = page.site
    if max(len(page.title), len(site.name), len(site.breadcrumb), len(site.footer), len(page.byline or "")) <= SHORT:
        return page if len(page.captions) <= FAR else replace(page, captions=page.captions[:FAR])
    site = Site(site.name[:SHORT], site.host[:SHORT], site.breadcrumb[:SHORT], site.footer[:SHORT])
    byline = page.byline and page.byline[:SHORT]
    return replace(page, title=page.title[:SHORT], captions=page.captions[:FAR], byline=byline, site=site)


def read_locality(page: Page, day: str | None) -> Locality:
    """The places of `page`: title, site, lead, byline, host, then the rest of the body by frequency."""
    site = page.site
    top = chains(page.body[:LEAD])
    lead = [one for one in top if one[0].start < NEAR]
    rest = [*(one for one in top if one[0].start >= NEAR), *chains(page.body[LEAD:FAR]), *chains(page.captions)]
    title = list(chains(page.title))
    around = [one for text in (site.name, site.breadcrumb, site.footer, page.byline or "") for one in chains(text)]
    day = _map_day(page, day, [*title, *lead, *around, *rest])
    host = [tuple(_as_name(one) for one in areas_of_host(site.host, day))] if site.host else []
    ordered = [*title, *lead, *around, *host, *_by_frequency(rest)]
    names = frozenset((place_key(name.name), name.size) for one in ordered for name in one)
    return Locality(tuple(one for one in ordered if one), names, day)


def _map_day(page: Page, day: str | None, found: list[Chain]) -> str | None:
    """The day whose map counts. Without one, the words of the page decide between the old map and the new."""
    if day and (len(day) > 4 or day != REFORM[:4]):
        return day
    kinds = {name.kind for one in found for name in one if name.known}
    if kinds & {"huyện", "quận", "thị xã", "thị trấn"}:
        return LAST_OLD_DAY
    if "đặc khu" in kinds or any(word in page.body for word in _NEW_MAP_WORDS):
        return REFORM
    return None


def _by_frequency(found: list[Chain]) -> list[Chain]:
    counted = Counter((place_key(one[0].name), one[0].size) for one in found)
    return sorted(found, key=lambda one: -counted[place_key(one[0].name), one[0].size])


def _as_name(one: Area) -> PlaceName:
    return PlaceName(one.kind, one.name, SIZES[one.level], -1, -1)


def complete(home: Locality, printed: Chain) -> tuple[Chain, str | None]:
    """`printed` with the larger places around it, and the gazetteer's code of the smallest where it is certain."""
    if printed and printed[0].size == 0:
        inner = printed[1:] or meant(home, SIZES["commune"])
        outer, _ = complete(home, inner) if inner else ((), None)
        return (printed[0], *outer), None
    if not printed:
        return (), None
    area = resolve(home, printed)
    if area:
        return _around(home, printed, area), area.code
    if len(printed) > 1:
        outer, _ = complete(home, printed[1:])
        return (printed[0], *outer), None
    outer = _home_above(home, printed[0])
    return (printed[0], *outer), None


def _home_above(home: Locality, name: PlaceName) -> Chain:
    """For a place that the gazetteer does not know or has too often: the larger places the page links to it.

    A commune named alone lies in the page's district where the page names just one; otherwise nothing is added.
    """
    for one in home.chains:
        if one[0].size == name.size and place_key(one[0].name) == place_key(name.name) and len(one) > 1:
            return complete(home, one[1:])[0]
    for size in range(name.size + 1, 4):
        keys = {key for key, level in home.named if level == size}
        if len(keys) == 1:
            return complete(home, _first(home, size))[0]
        if keys:
            return ()
    return ()


def _first(home: Locality, size: int) -> Chain:
    for one in home.chains:
        for at, name in enumerate(one):
            if name.size == size:
                return one[at:]
    return ()


def resolve(home: Locality, printed: Chain) -> Area | None:
    """The one area that `printed` can be, judged by its own larger places and then by all the page names."""
    smallest = printed[0]
    areas = _named(home, smallest)
    for larger in printed[1:]:
        wholes = _named(home, larger)
        if wholes:
            areas = [one for one in areas if any(inside(one, whole) for whole in wholes)]
    if len(areas) > 1:
        areas = _best(home, areas)
    elif areas and len(printed) == 1 and not _fits(home, areas[0]):
        return None
    return areas[0] if len(areas) == 1 else None


def _named(home: Locality, name: PlaceName) -> list[Area]:
    kind = "" if name.kind == "tỉnh" else name.kind
    level = LEVELS[name.size]
    if name.kind == "thành phố":
        areas = [one for one in named(name.name, day=home.day) if one.level == level or one.level == "province"]
        return [one for one in areas if one.level == level] or areas
    return list(named(name.name, kind=kind, level=level, day=home.day))


def _best(home: Locality, areas: list[Area]) -> list[Area]:
    """The areas whose larger places are named most on the page; none where the page names none of them."""
    scores = [_support(home, one) for one in areas]
    top = max(scores)
    if top == 0:
        return _newest_of_one_place(areas)
    return _newest_of_one_place([one for one, score in zip(areas, scores, strict=True) if score == top])


def _newest_of_one_place(areas: list[Area]) -> list[Area]:
    """Without a day, the old and the new unit of one name in one province are one place: take the old one."""
    if len(areas) == 2 and areas[0].code[0] != "n" and areas[1].code in areas[0].successors:
        return areas[:1]
    return areas


def _support(home: Locality, one: Area) -> int:
    return sum(
        2 if whole.level == "district" else 1
        for whole in chain(one)[1:]
        if any((place_key(name), SIZES[whole.level]) in home.named for name in _names_of(whole))
    )


def _names_of(whole: Area) -> tuple[str, ...]:
    """The names under which an area is mentioned: its own and those of districts merged into it."""
    return (whole.name, *(one.name for one in predecessors(whole.code) if one.code.startswith("h-")))


def _fits(home: Locality, one: Area) -> bool:
    """Whether nothing speaks against the only area of a name: the page names no other province or district alone."""
    if _support(home, one) or one.level == "province":
        return True
    larger = {size for _, size in home.named if size > SIZES[one.level]}
    return not larger


def _around(home: Locality, printed: Chain, area: Area) -> Chain:
    """The printed names, then those of the gazetteer above the last one printed, as they were on the day."""
    last = printed[-1]
    top = resolve(home, (last,)) if len(printed) > 1 else area
    whole = top or area
    above = [_as_of(home, one, area) for one in chain(whole)[1:] if SIZES[one.level] > last.size]
    filled = [name for name in above if name]
    middle: list[PlaceName] = []
    if len(printed) > 1 and printed[1].size - printed[0].size > 1:
        middle = [
            name for one in chain(area)[1:] if SIZES[one.level] < printed[1].size and (name := _as_of(home, one, area))
        ]
    return (printed[0], *middle, *printed[1:], *filled)


def _as_of(home: Locality, one: Area, part: Area) -> PlaceName | None:
    """What `part` lay in on the day where it now lies in `one`; None where that is not known."""
    if home.day and not one.valid(home.day):
        before = [old for old in predecessors(one.code) if old.valid(home.day)]
        if len(before) > 1:
            holds = [old for old in before if part.name in old.communes]
            before = holds or [old for old in before if (place_key(old.name), SIZES[old.level]) in home.named]
        return _as_name(before[0]) if len(before) == 1 else None
    return _as_name(one)


def meant(home: Locality, size: int, kind: str = "") -> Chain:
    """The chain that a bare word such as "xã" (size 1) or "huyện" (size 2) means; empty where the page tells none."""
    for one in home.chains:
        if one[0].size == 0 and len(one) == 1:
            continue
        full = complete(home, one if one[0].size else one[1:])[0]
        for at, name in enumerate(full):
            if name.size == size and (not kind or _kind_fits(kind, name)):
                return full[at:]
    return ()


def _kind_fits(kind: str, name: PlaceName) -> bool:
    return kind == name.kind or (name.kind == "thành phố" and kind == "tỉnh" and is_central_city(name.name))
