"""The tail of a post: its organisation, the organisation's subject and its place, piece by piece.

Decides where "Phòng Kinh tế, Hạ tầng và Đô thị phường" ends and the next post, a verb or a person's name begins.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from indexer.extract.clauses import is_clause_end
from indexer.extract.names import (
    Known,
    has_long_surname,
    is_name_not_word,
    place_key,
    place_kinds,
    run_end,
    split_place,
)
from indexer.extract.post_words import MODIFIERS, Organisation, abbreviations, heads, organisations
from indexer.extract.tokens import CAPS, LETTER, LINE, LOWER, NUMBER, SIGN, TITLE, Tokens

_JOINERS = frozenset({",", "-", "–", "—", "&", "và", "/"})
_DASHES = frozenset("-–—")
_PAIRED_KINDS = frozenset({"government", "council", "front"})


@dataclass(slots=True)
class Reading:
    """The state of reading one post."""

    tokens: Tokens
    known: Known
    expected: bool
    capitals: bool
    at: int
    limit: int
    pieces: list[str] = field(default_factory=list)
    families: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    last: Organisation | None = None
    outside: bool = False
    free: bool = False
    public: bool = False
    name_end: int = 0
    taken: int = 0
    subject: str = ""


def read_tail(reading: Reading) -> None:
    """Read on from `reading.at` to the end of the post; `reading` says what was found."""
    while reading.at < reading.limit and not reading.name_end and _take_piece(reading):
        pass


def _take_piece(reading: Reading) -> bool:
    """Read one more piece of the organisation or place; False where the post ends."""
    tokens, at = reading.tokens, reading.at
    shape = tokens.shapes[at]
    if shape == SIGN or tokens.keys[at] == "và":
        return _take_joiner(reading)
    if tokens.keys[at] in {"phụ", "chuyên"} and tokens.keys[at + 1 : at + 2] == ["trách"] and reading.last is not None:
        return _take_words(reading, at + 2)
    found = _organisation(reading)
    if shape == LINE or _ends_here(reading, found[0] if found is not None else 0):
        return False
    if found is not None and reading.free and shape == LOWER and found[1].role in {"genus", "subject"}:
        return _take_words(reading, found[0])
    if found is not None and _may_follow(reading, found[1], found[0]):
        return _take_organisation(reading, *found)
    if shape == NUMBER or (tokens.keys[at] == "số" and at + 1 < reading.limit and tokens.shapes[at + 1] == NUMBER):
        return _take_number(reading)
    if shape == CAPS and not reading.capitals:
        reading.outside = reading.outside or _is_company_code(reading)
        return _take_words(reading, at + 1)
    if shape in {TITLE, LETTER} or (reading.capitals and shape == CAPS):
        return _take_run(reading)
    return _take_plain(reading)


def _organisation(reading: Reading) -> tuple[int, Organisation] | None:
    """The longest organisation here; not the surname Đoàn or Hội of the person behind a post that is complete."""
    tokens, at = reading.tokens, reading.at
    found = organisations().match(tokens, at)
    if found is None or not reading.expected or reading.last is None or reading.capitals or found[0] - at > 2:
        return found
    last = found[0] - 1
    if found[1].role == "level" and last == at and tokens.shapes[at] == TITLE and has_long_surname(tokens, at):
        return None  # "Bon Yô Soan"
    if tokens.shapes[last] != TITLE or found[1].role not in {"genus", "body"}:
        return found
    if last > at and (tokens.shapes[at] != LOWER or tokens.keys[last] != "đoàn"):
        return found
    end = run_end(tokens, last, lambda place: place > last and _breaks_run(reading, place))
    if not is_name_not_word(tokens, last, end):
        return found
    return (last, _level_word(tokens.keys[at])) if last > at else None


def _level_word(word: str) -> Organisation:
    return Organisation(word, "", "level", "level")


def _ends_here(reading: Reading, found_end: int) -> bool:
    """Whether the next post or a verb begins here and not a piece of this one, which would reach to `found_end`."""
    tokens, at = reading.tokens, reading.at
    begun = heads().match(tokens, at)
    if tokens.keys[at] == "phó" or (begun is not None and begun[0] >= found_end and _stands_alone(reading, begun[0])):
        return True
    if tokens.keys[at] in MODIFIERS and heads().match(tokens, at + 1) is not None:
        return True
    said = tokens.shapes[at] == LOWER or (reading.capitals and tokens.shapes[at] == CAPS)
    return said and _is_verb_here(reading)


# How abbreviations of public bodies begin that no table lists: TTGDNN, BQLCDA, VPĐK.
_PUBLIC_CODES = (
    "TT",
    "BQL",
    "VP",
    "BV",
    "UB",
    "HĐ",
    "BC",
    "PT",
    "CĐ",
    "ĐH",
    "CA",
    "BHXH",
    "KT",
    "VH",
    "GD",
    "LĐ",
    "QL",
)


def _is_company_code(reading: Reading) -> bool:
    """Whether unknown capitals right behind a head are a firm's: "giám đốc ACV"."""
    word = reading.tokens.printed(reading.at, reading.at + 1)
    return not reading.kinds and word.isascii() and word not in abbreviations() and not word.startswith(_PUBLIC_CODES)


def _is_verb_here(reading: Reading) -> bool:
    """Whether a word that is both a verb and a subject is the verb: "Trưởng ban tổ chức" but "UBND xã tổ chức"."""
    after_genus = reading.last is not None and reading.last.role == "genus" and not reading.free
    return not after_genus and is_clause_end(reading.tokens, reading.at)


def _stands_alone(reading: Reading, end: int) -> bool:
    """Whether a head inside a tail begins a new post; "Phòng Thanh tra", "Ban Chủ nhiệm" do not."""
    return reading.last is None or reading.last.role != "genus" or end - reading.at > 1


def _may_follow(reading: Reading, piece: Organisation, end: int) -> bool:
    tokens, last = reading.tokens, reading.last
    single = end - reading.at == 1
    if piece.role == "level" and single and tokens.shapes[reading.at] == TITLE and end < reading.limit:
        # "Bản", "Làng" open a name such as "Bản Lầu" as well; both readings take the words.
        return True
    if piece.role == "foreign":
        return tokens.shapes[reading.at] in {TITLE, CAPS}
    if piece.role == "subject" and single:
        return last is not None and (last.role in {"genus", "subject"} or tokens.shapes[reading.at] != LOWER)
    return True


def _take_organisation(reading: Reading, end: int, piece: Organisation, *, joined: bool = False) -> bool:
    printed = reading.tokens.printed(reading.at, end)
    if piece.role in {"private", "foreign"} and not reading.public:
        reading.outside = reading.outside or not reading.kinds or piece.role == "private"
    reading.public = reading.public or piece.role == "body"
    if not joined:
        reading.pieces.append(piece.normal or printed)
    if piece.role == "level":
        reading.places.append(piece.normal)
    elif piece.role == "subject":
        subject = expanded(printed)
        reading.subject = reading.subject or subject[:1].upper() + subject[1:]
    else:
        reading.families.append(piece.family)
    reading.kinds.append(piece.kind)
    reading.free = reading.free or piece.role == "free"
    reading.last = piece
    reading.taken += 1
    reading.at = end
    return True


def _take_joiner(reading: Reading) -> bool:
    """A comma, dash or "và" inside a name: "Văn hóa, Thể thao và Du lịch", "HĐND - UBND"."""
    tokens, at, last = reading.tokens, reading.at, reading.last
    if last is None or tokens.keys[at] not in _JOINERS or at + 1 >= reading.limit:
        return _take_free_comma(reading)
    begun = heads().match(tokens, at + 1)
    found = organisations().match(tokens, at + 1)
    if found is None or (begun is not None and begun[0] >= found[0]):
        return _take_code(reading) or _take_free_comma(reading)
    joined = last.role == "subject" and found[1].role == "subject"
    joined = joined or (last.role == "genus" and tokens.keys[at] in _DASHES and found[1].role == "subject")
    joined = joined or (last.kind in _PAIRED_KINDS and found[1].kind in _PAIRED_KINDS and last.role == "body")
    if not joined:
        return _take_code(reading) or _take_free_comma(reading)
    reading.at = at + 1
    glued = tokens.ends[at - 1] == tokens.starts[at] and tokens.ends[at] == tokens.starts[at + 1]
    if glued and tokens.shapes[at + 1] == CAPS and reading.pieces:
        # "GD&ĐT" is looked up as one abbreviation
        reading.pieces[-1] += tokens.keys[at] + tokens.printed(at + 1, found[0])
        return _take_organisation(reading, *found, joined=True)
    reading.pieces.append(tokens.keys[at])
    return _take_organisation(reading, *found)


def _take_code(reading: Reading) -> bool:
    """The second half of an unknown abbreviation: "CSGT-TT"."""
    tokens, at = reading.tokens, reading.at
    glued = tokens.ends[at - 1] == tokens.starts[at] and tokens.ends[at] == tokens.starts[at + 1]
    if not glued or tokens.shapes[at - 1] != CAPS or tokens.shapes[at + 1] != CAPS or reading.capitals:
        return False
    return heads().match(tokens, at + 1) is None and _take_words(reading, at + 2)


def _take_free_comma(reading: Reading) -> bool:
    """The comma of "phòng, chống" and the like in a committee's purpose; else the post ends."""
    tokens, at = reading.tokens, reading.at
    if reading.free and tokens.keys[at] in _DASHES and tokens.shapes[at + 1 : at + 2] == [NUMBER]:
        return _take_words(reading, at + 2)
    if not reading.free or at + 1 >= reading.limit or tokens.shapes[at + 1] != LOWER:
        return False
    known_pair = tokens.folds[at - 1] in {"phong", "thien tai", "tai", "day", "nghiep"}
    if tokens.keys[at + 1] in {"các", "những", "đồng", "ông", "bà", "đ/c", "đại", "toàn"}:
        return False
    if tokens.keys[at] == "và" or (known_pair and tokens.keys[at] == ","):
        return not is_clause_end(tokens, at + 1) and _take_words(reading, at + 2)
    glued = tokens.ends[at] == tokens.starts[at + 1]
    return tokens.keys[at] in _DASHES and glued and _take_words(reading, at + 1)


# An organisation whose own name has been read: what follows is a place or a person.
_NAMED = Organisation("", "", "", "body")


def _take_number(reading: Reading) -> bool:
    """ "số 12", "197", and "1/6" or "30-4" as names of schools."""
    tokens, at = reading.tokens, reading.at
    if reading.last is None:
        return False
    end = at + (2 if tokens.keys[at] == "số" else 1)
    if reading.last.kind == "school":
        dated = tokens.keys[end : end + 1] in (["/"], ["-"]) and tokens.shapes[end + 1 : end + 2] == [NUMBER]
        end += 2 if dated and tokens.starts[end] == tokens.ends[end - 1] else 0
        reading.last = _NAMED
    return _take_words(reading, end)


def _take_words(reading: Reading, end: int) -> bool:
    reading.pieces.append(reading.tokens.printed(reading.at, end))
    reading.at = end
    reading.taken += 1
    return True


def _take_run(reading: Reading) -> bool:
    """Capitalised words that no table knows: the name of a place, school or post, or the person's own name."""
    tokens = reading.tokens
    end = run_end(tokens, reading.at, lambda at: _breaks_run(reading, at), capitals=reading.capitals)
    if end == reading.at:
        return False
    level = _level(reading.last)
    cut = split_place(tokens, reading.at, end, level=level, known=reading.known, expected=reading.expected)
    if cut > reading.at:
        cut = _compound_end(reading, cut) if cut == end else cut
        if level is not None or reading.last is None:
            reading.places.append(tokens.printed(reading.at, cut).lower())
        _take_words(reading, cut)
    if cut < end:
        reading.name_end = end
        return False
    return True


def _level(last: Organisation | None) -> str | None:
    if last is None:
        return None
    if last.role == "level":
        return last.normal
    return "trường" if last.kind == "school" and last.role == "genus" else None


def _compound_end(reading: Reading, end: int) -> int:
    """End of "Bà Rịa - Vũng Tàu" and of a subject half in lower case: "Ban Quản trang"."""
    tokens, at = reading.tokens, reading.at
    if tokens.keys[end : end + 1] and tokens.keys[end] in _DASHES:
        for further in (end + 3, end + 2):
            if place_kinds(place_key([*tokens.keys[at:end], *tokens.keys[end + 1 : further]])):
                return further
    half = end - at == 1 and end < reading.limit and tokens.shapes[end] == LOWER
    if half and reading.last is not None and reading.last.role in {"genus", "subject"}:
        known = organisations().match(tokens, end) is not None or is_clause_end(tokens, end)
        return end if known else end + 1
    return end


def _breaks_run(reading: Reading, at: int) -> bool:
    tokens = reading.tokens
    if tokens.keys[at] == "đồng" and tokens.keys[at + 1 : at + 2] == ["chí"]:
        return True
    if reading.capitals and is_clause_end(tokens, at):
        return True
    begun = heads().match(tokens, at)
    if begun is not None and (begun[0] - at > 1 or tokens.keys[at] == "phó"):
        return True
    if tokens.keys[at] == "phó":
        return True
    found = organisations().match(tokens, at)
    return found is not None and found[0] - at > 1 and found[1].role in {"body", "genus"}


def _take_plain(reading: Reading) -> bool:
    """Lower-case words of a committee's purpose or of a long organisation name, up to the end of the clause."""
    tokens, at, last = reading.tokens, reading.at, reading.last
    if last is None or is_clause_end(tokens, at):
        return False
    if reading.free:
        return _take_words(reading, at + 1)
    if last.role not in {"genus", "subject"}:
        return False
    end = at
    while end < reading.limit and tokens.shapes[end] == LOWER and end - at < 7 and not is_clause_end(tokens, end):
        end += 1
    closed = end >= len(tokens.keys) or (
        tokens.shapes[end] in {SIGN, LINE} and tokens.text[tokens.starts[end]] in ",;-–—()"
    )
    return closed and _take_words(reading, end)


def expanded(printed: str) -> str:
    """The long form of an abbreviation, other words as they are."""
    return abbreviations().get(printed, printed)
