"""From an organisation as printed to a unit with its full name and its place chain.

In comes a reading such as "Đảng ủy phường" and the places of the page, out comes "Đảng ủy phường Ngọc Thụy" with its
phường, quận and thành phố. What the page does not tell and the gazetteer does not settle stays out.
"""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.extract.locality import LEVELS, Chain, Locality, complete, meant
from indexer.extract.organisations import GATES, Organisation, kinds_size
from indexer.extract.place_names import SIZES, PlaceName
from indexer.extract.places import named, place_key
from indexer.model import Place
from indexer.text.fold import fold

_LEVEL_SIZE = {"commune": 1, "district": 2, "province": 3, "hamlet": 0}
_TRAILING_NUMBER = re.compile(r"(?:\ssố)?\s\d{1,2}$")


def settle(one: Organisation, home: Locality, others: list[Organisation]) -> tuple[str, Place]:
    """The full name and the place of `one`; `others` are the page's other organisations, the strongest first."""
    if not (one.area or one.bare or one.own_name) and one.head.shape in ("topic", "name"):
        one = _fuller(one, others)
    if one.own_name and not (one.area or one.outer):
        same = (other for other in others if fold(other.stem) == fold(one.stem) and (other.area or other.outer))
        one = next(same, one)
    if one.area:
        return _named_area(one, home)
    if one.bare:
        return _bare_area(one, home)
    if one.own_name:
        return one.stem, _place(_own_place(one, home), home)
    return _no_area(one, home)


def _fuller(one: Organisation, others: list[Organisation]) -> Organisation:
    """The same organisation as another part of the page names it in full: "Trung tâm" -> "Trung tâm Y tế huyện A"."""
    begin = fold(one.stem)
    fits = [other for other in others if fold(other.stem).startswith(begin) and other != one]
    best = next((other for other in fits if other.area or other.own_name), None)
    best = best or next((other for other in fits if len(other.stem) > len(one.stem)), None)
    return replace(best, outer=best.outer or one.outer) if best else one


def _named_area(one: Organisation, home: Locality) -> tuple[str, Place]:
    chain, code = complete(home, one.area + one.outer)
    return _full_name(one, chain[0]), Place(_labels(chain), code)


def _full_name(one: Organisation, area: PlaceName) -> str:
    fused = _FUSED.search(one.stem) and area.name != "Hồ Chí Minh" and not area.name.isdigit()
    return f"{one.stem} {area.name if fused else area.label}".strip()


# Names that hold the kind already: "Huyện ủy Cát Tiên", not "Huyện ủy huyện Cát Tiên".
_FUSED = re.compile(r"(?:^|\s)(?:(?:Tỉnh|Thành|Huyện|Quận|Thị) (?:ủy|đoàn|hội)|(?:Xã|Phường) đoàn)$")


def _bare_area(one: Organisation, home: Locality) -> tuple[str, Place]:
    chain = meant(home, kinds_size(one.bare), one.bare)
    if not chain and one.bare == "thành phố":
        chain = meant(home, SIZES["province"], one.bare)
    if not chain and one.outer:
        chain = complete(home, one.outer)[0]
        return f"{one.stem} {one.bare}", Place(_labels(chain))
    if not chain:
        return one.stem if one.head.shape == "fused" else f"{one.stem} {one.bare}", Place(())
    return _full_name(one, chain[0]), _place(chain, home)


def _no_area(one: Organisation, home: Locality) -> tuple[str, Place]:
    """An organisation named without any place is that of the page's home, at its own level where the table knows it."""
    if one.head.level == "nation":
        return one.stem, Place(())
    if one.outer:
        chain, code = complete(home, one.outer)
        return one.stem, Place(_labels(chain), code)
    sizes = [_LEVEL_SIZE[one.head.level]] if one.head.level else [1, 2, 3]
    for size in sizes:
        if chain := meant(home, size):
            named = any(f" {gate} " in one.stem for gate in GATES)
            return one.stem if named else _full_name(one, chain[0]), _place(chain, home)
    chain = next((full for size in (1, 2, 3) if (full := meant(home, size))), ())
    return one.stem, _place(chain, home)


def _own_place(one: Organisation, home: Locality) -> Chain:
    """Where a unit with a name of its own lies: printed behind it, the place of that name, or the page's home."""
    size = _LEVEL_SIZE.get(one.head.level, 1)
    if one.outer and one.outer[0].size <= max(size, 1):
        return one.outer
    around = meant(home, size)
    if around and around[0].name in one.own_name:
        return around
    inner = _namesake(one, home, size)
    if inner:
        return inner
    if one.outer:
        outer = complete(home, one.outer)[0]
        agrees = around and fold(around[-1].name) == fold(outer[-1].name) and len(around) > len(outer)
        return around if agrees else one.outer
    return around or next((full for other in (1, 2, 3) if (full := meant(home, other))), ())


def _namesake(one: Organisation, home: Locality, size: int) -> Chain:
    """The place a school, border post or hospital is called after, if the gazetteer has it in the page's places."""
    name = _TRAILING_NUMBER.sub("", one.own_name)
    words = name.split()
    mentioned = [level for level in (1, 2, 3) if (place_key(name), level) in home.named]
    own = (size,) if one.head.level and size else ()
    for level in dict.fromkeys((*own, *mentioned, 2, 1, 3)):
        for first in range(len(words)):
            inner = " ".join(words[first:])
            usable = len(inner) > 2 and inner[0].isalnum()
            areas = named(inner, level=LEVELS[level], day=home.day) if usable else ()
            if not areas:
                continue
            outer = tuple(larger for larger in one.outer if larger.size > level)
            chain, code = complete(home, (PlaceName(areas[0].kind, inner, level, -1, -1), *outer))
            right = next((area for area in areas if area.code == code), None)
            if right and (outer or level > 1 or any((place_key(part.name), part.size) in home.named for part in chain)):
                return (PlaceName(right.kind, inner, level, -1, -1), *chain[1:])
    return ()


def _place(chain: Chain, home: Locality) -> Place:
    if not chain:
        return Place(())
    full, code = complete(home, chain)
    return Place(_labels(full), code)


def _labels(chain: Chain) -> tuple[str, ...]:
    return tuple(name.label for name in chain)
