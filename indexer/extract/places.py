"""The gazetteer: provinces, districts and communes of Viet Nam, before and after the reform of 01/07/2025.

In come kind, name and parent of a place, out come its records; nothing is guessed between places of one name.
Sources: tables/places.csv (GSO lists of early and late 2025) and place_changes.csv (what changed from 2004 on).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from indexer.errors import TableError
from indexer.model import Place
from indexer.tables import FOLDER, read_table
from indexer.text.fold import fold, neutral

Level = Literal["commune", "district", "province"]

REFORM = "2025-07-01"
LAST_OLD_DAY = "2025-06-30"
COLUMNS = "code,kind,name,parent,successors,formerly,source"
CHANGE_COLUMNS = ("kind", "name", "parent", "valid_from", "valid_to", "successors", "communes", "source")
COMMUNE_KINDS = frozenset({"xã", "phường", "thị trấn", "đặc khu"})
DISTRICT_KINDS = frozenset({"huyện", "quận", "thị xã"})
_KIND = re.compile(r"(?:thành phố|tỉnh|huyện|quận|thị xã|thị trấn|phường|xã|đặc khu) ", re.IGNORECASE)
_NO_KEY = re.compile(r"[\W_]+")
_NO_KEY_IN_LINES = re.compile(r"[^\w\n]+")


@dataclass(frozen=True, slots=True)
class Area:
    """One administrative unit. Days are ISO dates, inclusive; "" where the beginning or end is unknown or open.

    `code` is the number of the General Statistics Office, with "n" before it for units of the two-level map; codes
    that begin with "h-" are ours, for units that ended before 2025. `formerly` are unaccented keys of communes merged
    into it ("phuongsaidong"); `communes` are those that lay in an ended district which was joined with others.
    `source` is the resolution that ended it or began it before 2025, "" for all others.
    """

    code: str
    kind: str
    name: str
    level: Level
    parent: str
    valid_from: str
    valid_to: str
    successors: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    source: str = ""

    @property
    def label(self) -> str:
        """Kind and name: "phường Giang Biên"."""
        return f"{self.kind} {self.name}"

    def valid(self, day: str | None) -> bool:
        """Whether it existed on `day`, which may be partial; without a day, always."""
        if not day:
            return True
        return self.valid_from[: len(day)] <= day and (not self.valid_to or day <= self.valid_to[: len(day)])


@lru_cache(maxsize=20_000)
def place_key(name: str) -> str:
    """`name` without accents, spaces and marks, y as i: one key for "Ea H'leo" and "EA HLEO", "Mỹ" and "Mĩ"."""
    return _NO_KEY.sub("", fold(name)).replace("y", "i").lstrip("0")


def level_of(kind: str, parent: str) -> Level:
    """The level of a unit of the table. A thành phố without a parent is a province."""
    if not parent:
        return "province"
    return "commune" if kind in COMMUNE_KINDS else "district"


@cache
def _rows() -> dict[str, list[str]]:
    """The rows of places.csv by code, read once."""
    lines = (FOLDER / "places.csv").read_text(encoding="utf-8").splitlines()
    if lines[0] != COLUMNS:
        raise TableError(f"places.csv: line 1: columns are {lines[0]}; expected {COLUMNS}")
    # No field of this table holds a comma, and csv.reader would cost half of the whole load.
    rows = (line.split(",") for line in lines[1:] if not line.startswith(("#", '"#')))
    return {row[0]: row for row in rows}


@cache
def _changes() -> dict[str, Area]:
    """The areas of place_changes.csv by code: units that ended before 2025, and those that began on a known day."""
    labels = {_path(row): code for code, row in _rows().items() if code[0] != "n" and len(code) < 5}
    table: dict[str, Area] = {}
    for line, row in read_table("place_changes", CHANGE_COLUMNS):
        path = f"{row['kind']} {row['name']}" + (f", {row['parent']}" if row["parent"] else "")
        if row["valid_from"] and path in labels:
            code = labels[path]
            table[code] = replace(_area(_rows()[code]), valid_from=row["valid_from"], source=row["source"])
            continue
        try:
            successors = tuple(labels[path.strip()] for path in row["successors"].split(";"))
            parent = labels[row["parent"]] if row["parent"] else ""
        except KeyError as error:
            raise TableError(f"place_changes.csv: line {line}: no place {error} in places.csv or above") from error
        code = f"h-{place_key(path)}"
        labels[path] = code
        level = level_of(row["kind"], parent)
        communes = tuple(row["communes"].split(";")) if row["communes"] else ()
        table[code] = Area(
            code,
            row["kind"],
            row["name"],
            level,
            parent,
            "",
            row["valid_to"],
            successors,
            communes=communes,
            source=row["source"],
        )
    return table


def _path(row: list[str]) -> str:
    _, kind, name, parent, *_ = row
    return f"{kind} {name}, {' '.join(_rows()[parent][1:3])}" if parent else f"{kind} {name}"


def _area(row: list[str]) -> Area:
    code, kind, name, parent, successors, formerly, _ = row
    new = code[0] == "n"
    return Area(
        code,
        kind,
        name,
        level_of(kind, parent),
        parent,
        REFORM if new else "",
        "" if new else LAST_OLD_DAY,
        tuple(successors.split()),
        tuple(formerly.split()),
    )


@cache
def _by_key() -> dict[str, list[str]]:
    """Codes by the key of the bare name."""
    names = {code: row[2] for code, row in _rows().items()} | {code: one.name for code, one in _changes().items()}
    # One call on all names at once: 14,000 calls would take eight times as long.
    keys = _NO_KEY_IN_LINES.sub("", fold("\n".join(names.values()))).replace("y", "i").split("\n")
    index: dict[str, list[str]] = {}
    for code, key in zip(names, keys, strict=True):
        index.setdefault(key.lstrip("0"), []).append(code)
    return index


def printed_alike(name: str) -> Iterator[tuple[str, str]]:
    """Kind and name of the rows of places.csv whose names are spelt like `name`, accents aside."""
    rows = (_rows().get(code) for code in _by_key().get(place_key(name), ()))
    return ((row[1], row[2]) for row in rows if row)


@cache
def _by_former_key() -> dict[str, list[str]]:
    """Codes of the areas that took over a commune, by kind and name of that commune without accents."""
    index: dict[str, list[str]] = {}
    for code, row in _rows().items():
        for former in row[5].split():
            index.setdefault(former.replace("y", "i"), []).append(code)
    return index


@cache
def _children() -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for code, row in _rows().items():
        index.setdefault(row[3], []).append(code)
    return index


@cache
def _before() -> dict[str, list[str]]:
    """Codes of the areas that gave land to an area."""
    later = {code: tuple(row[4].split()) for code, row in _rows().items()}
    later |= {code: one.successors for code, one in _changes().items()}
    index: dict[str, list[str]] = {}
    for code, codes in later.items():
        for successor in codes:
            index.setdefault(successor, []).append(code)
    return index


@cache
def area(code: str) -> Area:
    """The area of a code. Raises KeyError where there is none."""
    return _changes().get(code) or _area(_rows()[code])


def named(name: str, *, kind: str = "", level: Level | None = None, day: str | None = None) -> tuple[Area, ...]:
    """All areas called `name`, of that kind or level and valid on `day` where given.

    Without accents ("long bien", "longbien") every spelling matches; with accents only that word, tone placement and
    i/y aside. A kind of another time ("huyện Từ Sơn" for the later thành phố) is accepted where none has the kind.
    """
    found = [one for code in _by_key().get(place_key(name), ()) if (one := area(code)).valid(day)]
    if level:
        found = [one for one in found if one.level == level]
    if kind:
        found = [one for one in found if one.kind == kind or kin(kind, one)]
    spelled = _spelling(name)
    same = [one for one in found if _spelling(one.name) == spelled]
    if not (name.isascii() and name.islower()):
        found = same or (found if name.isascii() or _is_loosely_spelled(name) else [])
    return tuple([one for one in found if one.kind == kind] or found)


def _is_loosely_spelled(name: str) -> bool:
    """Whether accents vary in a name: those of minority languages (Đăk Tô, Đắk Tô) and long ones (Mù Cang Chải)."""
    syllables = fold(name).split()
    return len(syllables) > 2 or syllables[0] in _MINORITY_WORDS


_MINORITY_WORDS = frozenset(
    {"dak", "dac", "krong", "ea", "ia", "ya", "cu", "chu", "buon", "kon", "plei", "po", "muong", "hlieng"}
)


def kin(kind: str, one: Area) -> bool:
    """Whether `kind` could be an earlier or later kind of `one`: xã, phường, thị trấn; huyện, quận, thị xã, TP."""
    if kind in COMMUNE_KINDS:
        return one.level == "commune"
    return one.level == "district" and (kind in DISTRICT_KINDS or kind == "thành phố")


@lru_cache(maxsize=20_000)
def _spelling(name: str) -> str:
    return "".join(neutral(part) for part in _NO_KEY.split(name)).lstrip("0")


def chain(one: Area) -> tuple[Area, ...]:
    """`one` and what it lies in, from small to large."""
    found = [one]
    while found[-1].parent:
        found.append(area(found[-1].parent))
    return tuple(found)


def inside(part: Area, whole: Area) -> bool:
    """Whether `part` lies in `whole`, or in what `whole` became (a commune of huyện Cát Tiên, now in Đạ Huoai)."""
    codes = {one.code for one in chain(part)}
    return whole.code in codes or any(code in codes for code in whole.successors if whole.code[0] == "h")


def successors(code: str) -> tuple[Area, ...]:
    """The areas in force today on the land of `code`, the main one first; itself where it is in force."""
    one = area(code)
    if not one.valid_to:
        return (one,)
    later = one.successors or _children().get(code, ())
    found = [final for next_code in later for final in successors(next_code)]
    return tuple({final.code: final for final in found}.values())


def predecessors(code: str) -> tuple[Area, ...]:
    """The areas that gave land to `code`, one step back in time."""
    return tuple(area(earlier) for earlier in _before().get(code, ()))


def basis(earlier: Area, later: Area) -> str:
    """The resolution by which `later` took land of `earlier` over; "" where none is known."""
    if later.valid_from != REFORM:
        return earlier.source or later.source
    if [one.label for one in predecessors(later.code)] == [later.label]:
        return ""  # it stayed as it was
    return _reform_basis().get(later.level, "")


@cache
def _reform_basis() -> dict[str, str]:
    return {row["level"]: row["basis"] for _, row in read_table("reform_basis", ("level", "basis", "source"))}


def took_over(kind: str, name: str, day: str | None = None) -> tuple[Area, ...]:
    """The communes that took over a commune merged before 2025: phường Sài Đồng -> (phường Phúc Lợi,)."""
    codes = _by_former_key().get(place_key(f"{kind} {name}"), ())
    return tuple(one for code in codes if (one := area(code)).valid(day))


# --- the place of a unit, then and now ------------------------------------------------------------
def place_then(place: Place) -> tuple[str, ...]:
    """The chain of an article's own time, small to large: from the gazetteer where the place is certain."""
    if place.code:
        return tuple(one.label for one in chain(area(place.code)))
    # The kind begins small, as in the gazetteer: "Thành phố Hồ Chí Minh" of one page is no other place.
    return tuple(label[:1].lower() + label[1:] if _KIND.match(label) else label for label in place.chain)


def places_now(place: Place) -> tuple[tuple[str, ...], ...]:
    """Chains of the places that are there today, one for each part; none where the place is not certain."""
    if not place.code:
        return ()
    return tuple(tuple(label.label for label in chain(one)) for one in successors(place.code))


def related_places(place: Place) -> tuple[str, ...]:
    """Labels of what the smallest place became and what it was made of, so that either name finds the article."""
    if not place.code:
        return ()
    code = place.code
    return tuple(", ".join(one.label for one in chain(other)) for other in (*successors(code), *predecessors(code)))
