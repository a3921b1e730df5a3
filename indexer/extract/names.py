"""The shape of Vietnamese personal names: surnames, runs of capitals, and where a place ends and a name begins.

Surnames of all peoples of Vietnam are in `surnames.csv`; communes, districts and provinces in `places.csv`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from indexer.extract.places import printed_alike
from indexer.extract.tokens import CAPS, LETTER, TITLE, Tokens
from indexer.tables import read_table
from indexer.text.fold import neutral

LONGEST_NAME = 5
_LONGEST_RUN = 9
# Words and numbers of times, which a headline in capitals puts behind a post: "BÍ THƯ CHI BỘ QUÝ IV NĂM 2025".
_TIMES = frozenset(
    {"năm", "tháng", "ngày", "quý", "ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xv", "xx"}
)
_MIDDLE = frozenset({"thị", "văn", "hữu", "đình", "đức", "xuân", "ngọc", "thanh", "minh", "quang", "công", "duy"})
_SURE_MIDDLE = frozenset({"thị", "văn", "nữ"})
_PERSONAL_MIDDLE = frozenset({"thị", "mí"})
_NO_SURNAME = -3.0


@dataclass(slots=True)
class Known:
    """What an article itself shows: persons named behind an honorific, and places named behind their type."""

    people: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)


@cache
def surnames() -> dict[str, str]:
    """Surname in lower case -> "strong", or "weak" where it is a common word too. Compounds with a space."""
    found: dict[str, str] = {}
    for _, row in read_table("surnames", ("surname", "people", "strength", "source")):
        key = " ".join(neutral(word) for word in row["surname"].split())
        if found.get(key) != "strong":
            found[key] = row["strength"]
    return found


@lru_cache(maxsize=20_000)
def place_kinds(key: str) -> frozenset[str]:
    """The types that provinces, districts and communes of a name (neutral) are written with; none for other names."""
    named = printed_alike(key)
    return frozenset(kind for kind, name in named if place_key(name.replace("-", " ").split()) == key)


_LARGE = frozenset({"tỉnh", "thành phố", "huyện", "quận", "thị xã"})


def is_large_place(keys: Sequence[str]) -> bool:
    """Whether the words are the name of a province or district: "Hà Nội", "Mai Châu" are nobody's names."""
    return len(keys) < 4 and bool(place_kinds(" ".join(keys)) & _LARGE)


def place_key(words: Sequence[str]) -> str:
    """How a place name is looked up, in any case and with either placement of tone marks."""
    return " ".join(neutral(word) for word in words)


def name_key(name: str) -> str:
    """How two spellings of one name are compared: tone placement, i and y, case, spaces and apostrophes."""
    words = name.replace("’", "'").replace("' ", "'").split()
    return " ".join("'".join(neutral(part) for part in word.split("'")) for word in words)


def recase(name: str) -> str:
    """A name printed in capitals as names are written: one capital a word, "H'BIA" -> "H'Bia"."""
    words = name.split()
    return " ".join("'".join(part[:1] + part[1:].lower() for part in word.split("'")) for word in words)


def is_title(tokens: Tokens, at: int, capitals: bool) -> bool:
    """Whether token `at` can be a syllable of a proper name; in a headline of `capitals` any capital word can."""
    shape = tokens.shapes[at]
    return shape in {TITLE, LETTER} or (capitals and shape == CAPS)


def run_end(tokens: Tokens, at: int, stop: Callable[[int], bool], *, capitals: bool = False) -> int:
    """End of the run of capitalised words from `at`, within one line, up to a word where `stop` holds.

    "Nguyễn thị Hoa" is one run. The run is cut after nine words: no name and place are longer together.
    """
    end = at
    last = min(len(tokens.keys), at + _LONGEST_RUN)
    while end < last:
        if not is_title(tokens, end, capitals) and not _is_small_middle(tokens, end, at):
            break
        if (end > at and stop(end)) or (capitals and tokens.keys[end] in _TIMES and tokens.shapes[end] == CAPS):
            break
        end += 1
    return end


def _is_small_middle(tokens: Tokens, at: int, start: int) -> bool:
    if tokens.keys[at] not in _SURE_MIDDLE or at == start or at + 1 >= len(tokens.keys):
        return False
    return tokens.shapes[at + 1] == TITLE and tokens.keys[at - 1] in surnames()


def longest_name(tokens: Tokens, at: int) -> int:
    """How many syllables a name from `at` may have: five, or three behind a surname of several ("Công Tằng Tôn Nữ")."""
    for length in (4, 3):
        if " ".join(tokens.keys[at : at + length]) in surnames():
            return length + 3
    return LONGEST_NAME


def surname_strength(tokens: Tokens, at: int, end: int) -> float:
    """How surely a name begins at `at`: 1.5 for a surname, 0.5 for one that is a common word, -3 for none."""
    keys = tokens.keys
    if has_long_surname(tokens, at, end):
        return 1.5
    if is_highland_mark(tokens, at):
        return 1.5 if end - at > 1 else _NO_SURNAME
    strength = surnames().get(keys[at])
    return _NO_SURNAME if strength is None else 1.5 if strength == "strong" else 0.5


def has_long_surname(tokens: Tokens, at: int, end: int | None = None) -> bool:
    """Whether a surname of several words ("Bon Yô", "Âu Dương") begins at `at` and leaves a word before `end`."""
    end = len(tokens.keys) if end is None else end
    lengths = (length for length in (4, 3, 2) if at + length < end)
    return any(" ".join(tokens.keys[at : at + length]) in surnames() for length in lengths)


def is_highland_mark(tokens: Tokens, at: int) -> bool:
    """Y, A, H', K' and Ka, which stand before the names of Central Highlands peoples."""
    key = tokens.keys[at]
    return (tokens.shapes[at] == LETTER and key in {"y", "a", "u"}) or key[1:2] == "'" or key == "ka"


def is_full_name(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the words can be a person's full name without any honorific before it."""
    if not 2 <= end - start <= longest_name(tokens, start):
        return False
    # "Cháo Mí Say", "Vảng Thị Mỷ": the middle word shows a person whatever the surname.
    shown = end - start > 2 and tokens.keys[start + 1] in _PERSONAL_MIDDLE
    return shown or surname_strength(tokens, start, end) > 0


def is_name_not_word(tokens: Tokens, at: int, end: int) -> bool:
    """Whether the run from `at` to `end` is one name although its first word means something else too.

    "UBND phường Đoàn Thục Trinh" names Đoàn Thục Trinh, "Xã Đoàn Nguyễn Văn Bình" names Nguyễn Văn Bình.
    """
    if not 3 <= end - at <= LONGEST_NAME:
        return False
    rest, second = end - at - 1, tokens.keys[at + 1]
    if surnames().get(tokens.keys[at]) != "strong":
        return second == "thị"
    named = rest > 1 and surnames().get(second) == "strong" and second not in _MIDDLE
    return not named or rest == 2


def split_place(tokens: Tokens, start: int, end: int, *, level: str | None, known: Known, expected: bool) -> int:
    """Where in a run of capitals a place's name ends and a person's name begins (`end`: no person).

    `level` is the type word before the run ("xã"; "trường", where a name must follow), `expected` whether the grammar
    wants a person's name there.
    """
    best, best_score = end, float("-inf")
    for cut in range(start + (level == "trường"), end + 1):
        score = _place_score(tokens, start, cut, level=level, known=known)
        score += _name_score(tokens, cut, end, known=known, expected=expected)
        if score > best_score:
            best, best_score = cut, score
    return best


# All provinces there have been are in the table; an unknown one is a person's surname.
_CLOSED = frozenset({"tỉnh"})
_PLACE_PRIOR = {0: -0.2, 1: -1.0, 2: 0.0, 3: -0.8, 4: -2.0}


def _place_score(tokens: Tokens, start: int, end: int, *, level: str | None, known: Known) -> float:
    length = end - start
    if length == 0:
        return -0.4 if level else 0.5
    score = _PLACE_PRIOR.get(length, -4.0) - (0.0 if level else 0.6)
    key = " ".join(tokens.keys[start:end])
    kinds = place_kinds(key)
    if level is not None and level in kinds:
        score += 2.0
    elif kinds and (level is None or level in {"huyện", "tỉnh", "thành phố"}) and length > 1:
        score += 1.0 if kinds & _LARGE else 0.3
    elif level in _CLOSED:
        score -= 2.0
    return score + (1.5 if key in known.places else 0.0)


_NAME_PRIOR = {2: -0.6, 3: 1.0, 4: 0.5, 5: -0.8}
_LONG_NAME_PRIOR = 0.0


def _name_score(tokens: Tokens, start: int, end: int, *, known: Known, expected: bool) -> float:
    length = end - start
    if length == 0:
        return -1.5 if expected else 0.0
    long = length > LONGEST_NAME and length <= longest_name(tokens, start)
    prior = _LONG_NAME_PRIOR if long else _NAME_PRIOR.get(length)
    if prior is None or is_large_place(tokens.keys[start:end]):
        return float("-inf")
    score = prior + surname_strength(tokens, start, end) - (0.0 if expected else 2.0)
    middle = tokens.keys[start + 1]
    score += 2.0 if middle in _SURE_MIDDLE else 0.4 if middle in _MIDDLE else 0.0
    return score + (4.0 if " ".join(tokens.keys[start:end]) in known.people else 0.0)
