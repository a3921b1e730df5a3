"""Names of places as texts print them, with the word or abbreviation for their kind before them.

In comes a text, out come the names with their offsets: "P.1 Q. Tân Bình", "XÃ MỸ KHÁNH", "Huyện ủy Cát Tiên" (which
names a huyện). The gazetteer decides how many capitalised words a name takes, where it knows the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from indexer.extract.alternation import alternation
from indexer.extract.places import COMMUNE_KINDS, named, place_key
from indexer.extract.verbs import starts_verb
from indexer.tables import read_table
from indexer.text.fold import fold

SIZES = {"hamlet": 0, "commune": 1, "district": 2, "province": 3}
MAX_SYLLABLES = 5
UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴŬĬŎĔƁÑČ"
# Between two names of one chain: "xã A, huyện B", "xã A (huyện B", "xã A thuộc huyện B", "xã A - huyện B".
LINK = re.compile(r"\s{0,3}[,(–—-]?\s{0,3}(?:thuộc\s|của\s)?\s{0,3}")
_FAMILY_NAMES = frozenset(
    re.findall(
        r"\w+",
        "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn trịnh lương mai trương cao",
    )
)
# Words that begin a new part of the sentence even where a headline capitalises them.
_NEVER_IN_NAME = frozenset(
    re.findall(
        r"\w+",
        "xã phường huyện quận tỉnh tp tx tt hội ban ubnd hđnd mttq công đảng tổ trường lần khóa năm ngày đã và có tại",
    )
)


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place as printed: `kind` in full, `name` with normal capitals, `size` 0 (hamlet) to 3 (province).

    `known` says whether the gazetteer has the name at that level.
    """

    kind: str
    name: str
    size: int
    start: int
    end: int
    known: bool = True

    @property
    def label(self) -> str:
        """Kind and name: "phường Giang Biên"."""
        if self.kind == "thành phố" and place_key(self.name) == "hochiminh":
            return "Thành phố Hồ Chí Minh"
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class _KindWord:
    kind: str
    level: str
    use: str


@cache
def _kind_words() -> dict[str, _KindWord]:
    columns = ("printed", "kind", "level", "use", "source")
    rows = read_table("place_kinds", columns)
    return {row["printed"]: _KindWord(row["kind"], row["level"], row["use"]) for _, row in rows}


@cache
def _short_names() -> dict[str, tuple[str, str]]:
    columns = ("printed", "kind", "name", "source")
    return {row["printed"]: (row["kind"], row["name"]) for _, row in read_table("place_short_names", columns)}


@cache
def _pattern() -> re.Pattern[str]:
    """One alternation of the tables' words, then up to five capitalised words or a number."""
    kinds = alternation(_kind_words())
    shorts = alternation(_short_names())
    syllable = rf"[{UPPER}][\w'’]{{0,9}}"
    return re.compile(
        rf"""
        (?<![\w.])
        (?:
            (?P<short>{shorts}) (?!\w)
          | (?P<kind>{kinds}) \s{{0,3}} (?:số\s)?
            (?P<name>
                \d{{1,2}}(?![\d/])
              | {syllable} (?: (?:\s|-|\s-\s) (?: {syllable} | \d{{1,2}}(?![\d/.,]\d|\w) ) ){{0,{MAX_SYLLABLES}}}
            )
        )
        """,
        re.VERBOSE,
    )


def find_place_names(text: str) -> Iterator[PlaceName]:
    """Yield the names in `text`, in order; no two overlap."""
    at = 0
    pattern = _pattern()
    while match := pattern.search(text, at):
        found = _short(match) if match["short"] else _typed(match)
        at = found.end if found else match.end("kind") if match["kind"] else match.end()
        if found:
            yield found


def _plain(printed: str) -> str:
    """A printed kind or short name as the tables write it."""
    return re.sub(r"\s+", " ", printed.lower().replace("uỷ", "ủy"))


def _short(match: re.Match[str]) -> PlaceName:
    kind, name = _short_names()[_plain(match["short"])]
    return PlaceName(kind, name, SIZES["province"], match.start(), match.end())


def _typed(match: re.Match[str]) -> PlaceName | None:
    word = _kind_words()[_plain(match["kind"])]
    if match["kind"][0].islower() and match["name"].isdigit() and word.use == "known" and "." not in match["kind"]:
        return None
    if match.end("kind") == match.start("name") and "." not in match["kind"] and not match["name"].isdigit():
        return None
    name, known = _settle(match["name"], word)
    if not name or (word.use != "word" and not known) or (not known and _is_person(name)):
        return None
    end = match.start("name") + len(name)
    size = SIZES[word.level]
    if word.kind == "thành phố" and is_central_city(name):
        size = SIZES["province"]
    return PlaceName(word.kind, _normal_case(name), size, match.start(), end, known)


def is_central_city(name: str) -> bool:
    """Whether a city of that name has always been a province (Huế only since 2025)."""
    return place_key(name) in {"hanoi", "haiphong", "danang", "cantho", "hochiminh"}


def _settle(run: str, word: _KindWord) -> tuple[str, bool]:
    """The part of a run of capitalised words that is the name, and whether the gazetteer knows it."""
    parts = list(re.finditer(r"[^\s-]+", run))
    ends = [part.end() for part in parts]
    if word.level != "hamlet":
        for end in reversed(ends):
            if _is_known(run[:end], word.kind):
                return run[:end], True
    cut = next((n for n, part in enumerate(parts) if n and part[0].lower() in _NEVER_IN_NAME), len(parts))
    if word.level == "hamlet":
        return _hamlet(run, ends[:cut])
    if not cut or starts_verb(f" {run.lower()}", 0):
        return "", False
    joined = re.search(r"\s?-\s?", run[: ends[cut - 1]])
    shouting = run.isupper() and len(run) > 3
    end = ends[min(cut, 2) - 1] if shouting else joined.start() if joined else ends[cut - 1]
    return run[:end], False


def _hamlet(run: str, ends: list[int]) -> tuple[str, bool]:
    """A hamlet's name: up to its number, or all of the run; never an unbounded headline in capitals."""
    if not ends or starts_verb(f" {run.lower()}", 0):
        return "", False
    name = run[: ends[-1]]
    if number := re.match(r"[^\d]*\d+", name):
        return number[0], False
    return ("", False) if name.isupper() and len(ends) > 3 else (name.split(" - ")[0], False)


@lru_cache(maxsize=20_000)
def _is_known(name: str, kind: str) -> bool:
    areas = named(name)
    if kind == "tỉnh":
        return any(area.level == "province" for area in areas)
    if kind in COMMUNE_KINDS:
        return any(area.level == "commune" for area in areas)
    if kind == "thành phố":
        return any(area.level != "commune" for area in areas)
    return any(area.level == "district" for area in areas)


def _is_person(name: str) -> bool:
    syllables = name.lower().split()
    return len(syllables) > 1 and syllables[0] in _FAMILY_NAMES


def _normal_case(name: str) -> str:
    """Capitals only at the beginning of syllables, where the whole name is printed in capitals."""
    if not name.isupper() or len(name) < 2:
        return name
    return re.sub(r"\w+", lambda part: part[0].capitalize(), name)


@lru_cache(maxsize=32)
def chains(text: str) -> tuple[tuple[PlaceName, ...], ...]:
    """The runs of names that belong together, from small to large: "xã A, huyện B, tỉnh C", "xã A (huyện B)".

    The last few texts are remembered, since title and lead of a page are asked for by several readers.
    """
    return tuple(_chains(text))


def _chains(text: str) -> Iterator[tuple[PlaceName, ...]]:
    run: tuple[PlaceName, ...] = ()
    for name in find_place_names(text):
        if run and name.size > run[-1].size and LINK.fullmatch(text, run[-1].end, name.start):
            run = (*run, name)
            continue
        if run:
            yield _with_bare_names(run, text)
        run = (name,)
    if run:
        yield _with_bare_names(run, text)


_BARE = re.compile(rf"\s?(?:,|\(|-|–)\s?((?:[{UPPER}][\w'’]{{0,9}}[ -]{{0,3}}){{1,5}})")


def _with_bare_names(run: tuple[PlaceName, ...], text: str) -> tuple[PlaceName, ...]:
    """Add larger places printed without their kind: "huyện Chi Lăng, Lạng Sơn", "xã Nghĩa Lâm (Nghĩa Đàn, Nghệ An)"."""
    last = run[-1]
    if last.size == SIZES["commune"] and (district := _bare_district(text, last.end)):
        run, last = (*run, district), district
    province = bare_province(text, last.end) if last.size in (1, 2) else None
    return (*run, province) if province else run


def _bare_district(text: str, at: int) -> PlaceName | None:
    """A district without its kind; only in brackets or before its province, since people are called so too."""
    match = _BARE.match(text, at)
    if not match or not (text[at : match.start(1)].strip() == "(" or bare_province(text, match.end(1))):
        return None
    name = match[1].rstrip(" -")
    area = next((area for area in named(name) if area.level == "district"), None)
    if area is None:
        return None
    return PlaceName(area.kind, _normal_case(name), SIZES["district"], match.start(1), match.start(1) + len(name))


def bare_province(text: str, at: int) -> PlaceName | None:
    """A province without its kind that is linked to what ends at `at`: ", Lạng Sơn", "(Đắk Lắk", " - Nghệ An"."""
    if not (match := _BARE.match(text, at)):
        return None
    name = match[1].rstrip(" -")
    area = next((area for area in named(name) if area.level == "province"), None)
    if area is None:
        return None
    return PlaceName(area.kind, _normal_case(name), SIZES["province"], match.start(1), match.start(1) + len(name))


def same_name(one: str, other: str) -> bool:
    """Whether two printed names are one name, accents aside only where one of them has none."""
    if one.isascii() or other.isascii():
        return place_key(one) == place_key(other)
    return fold(one) == fold(other)
