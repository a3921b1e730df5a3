"""Posts as they are printed: "Phó Bí thư Thường trực Huyện ủy", "Trưởng phòng Kinh tế, Hạ tầng và Đô thị".

A post is [modifiers] head [inner words] [organisation] [place]; a small recogniser reads it token by token.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from indexer.extract.clauses import is_clause_end
from indexer.extract.names import Known, place_key, place_names, run_end, split_place
from indexer.extract.post_words import MODIFIERS, Head, Organisation, abbreviations, heads, inner_words, organisations
from indexer.extract.tokens import CAPS, LETTER, LINE, LOWER, NUMBER, SIGN, TITLE, Tokens
from indexer.model import PostStatus
from indexer.text.fold import neutral

_LONGEST = 40
_JOINERS = frozenset({",", "-", "–", "—", "&", "và", "/"})
_DASHES = frozenset("-–—")
_PAIRED_KINDS = frozenset({"government", "council", "front"})
_DEPUTY_OF = frozenset({"department", "service", "force", "grass", "level", "office", "school", "committee", "mass"})
_PARTY_OF_LEVEL = {
    "tỉnh": "Tỉnh ủy",
    "huyện": "Huyện ủy",
    "quận": "Quận ủy",
    "thị xã": "Thị ủy",
    "xã": "Đảng ủy",
    "phường": "Đảng ủy",
    "thị trấn": "Đảng ủy",
    "đặc khu": "Đảng ủy",
    "thành phố": "Thành ủy",
}


@dataclass(slots=True)
class PostSpan:
    """A post in tokens `start` to `end`. `next` is where reading goes on; a name follows there if `name_end` > `next`.

    `place` holds level and place words of its tail, `bare` is a head without any organisation.
    """

    start: int
    end: int
    normal: str
    family: str
    kind: str
    status: PostStatus
    role: bool = False
    weak: bool = False
    outside: bool = False
    bare: bool = False
    dead: bool = False
    place: str = ""
    next: int = 0
    name_end: int = 0


@dataclass(slots=True)
class _Reading:
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
    name_end: int = 0
    taken: int = 0
    subject: str = ""


def read_post(tokens: Tokens, at: int, *, known: Known, expected: bool = True) -> PostSpan | None:
    """The post that begins at token `at`, None where there is none. `expected`: a person's name may follow it."""
    status, deputy, after = _modifiers(tokens, at)
    found = heads().match(tokens, after) if after < len(tokens.keys) else None
    if found is not None and _is_document_code(tokens, after, found[0]):
        return None
    if found is None:
        if not deputy:
            return None
        end, head = after, Head("", "head", "deputy")
    else:
        end, head = found
    head, end = _narrowed(tokens, head, end)
    capitals = end - at > 1 and all(shape == CAPS for shape in tokens.shapes[at:end])
    reading = _Reading(tokens, known, expected, capitals, end, min(len(tokens.keys), at + _LONGEST))
    inner = _read_inner(reading)
    _read_tail(reading)
    return _finish(reading, at, head, deputy=deputy, status=status, inner=inner)


def _narrowed(tokens: Tokens, head: Head, end: int) -> tuple[Head, int]:
    """ "Trưởng đoàn giám sát" is the head "Trưởng" of a "Đoàn giám sát"."""
    if head.need != "role" or not head.normal.startswith("Trưởng"):
        return head, end
    found = organisations().match(tokens, end - 1)
    if found is None or found[0] - end < 1:
        return head, end
    return Head("Trưởng", head.kind, head.need), end - 1


def _is_document_code(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a capital head is part of a document's number: "16/CT-TTg", "05-CT/TW"."""
    if end - start > 1 or tokens.shapes[start] != CAPS:
        return False
    before = tokens.keys[start - 1] if start else ""
    after = tokens.keys[end] if end < len(tokens.keys) else ""
    if before in {"-", "–", "/"} and start > 1 and tokens.shapes[start - 2] == NUMBER:
        return True
    return after in {"-", "/", "–"} and tokens.starts[end] == tokens.ends[start] and tokens.keys[start] in {"ct", "bt"}


def _modifiers(tokens: Tokens, at: int) -> tuple[PostStatus, bool, int]:
    status: PostStatus = "current"
    deputy = False
    last = min(len(tokens.keys), at + 4)
    while at < last and (said := MODIFIERS.get(tokens.keys[at])) is not None:
        key = tokens.keys[at]
        if key in {"q", "p"} and (tokens.shapes[at] != LETTER or heads().match(tokens, at + 1) is None):
            break
        if key in {"phó", "p"}:
            deputy = True
        elif said != "current":
            status = said
        at += 1
        if at >= len(tokens.keys):
            break
    return status, deputy, at


def _read_inner(reading: _Reading) -> list[str]:
    inner: list[str] = []
    while reading.at < reading.limit:
        found = inner_words().match(reading.tokens, reading.at)
        if found is None or _is_centre(reading, found[0]):
            break
        inner.append(found[1])
        reading.at = found[0]
    return inner


def _is_centre(reading: _Reading, after: int) -> bool:
    """Whether "TT" is Trung tâm or thị trấn here: Thường trực stands before a council, committee, or nothing."""
    tokens = reading.tokens
    if tokens.keys[reading.at] != "tt" or after >= len(tokens.keys):
        return False
    found = organisations().match(tokens, after)
    return (found is not None and found[1].role == "subject") or (found is None and tokens.shapes[after] == TITLE)


def _read_tail(reading: _Reading) -> None:
    while reading.at < reading.limit and not reading.name_end and _take_piece(reading):
        pass


def _take_piece(reading: _Reading) -> bool:
    """Read one more piece of the organisation or place; False where the post ends."""
    tokens, at = reading.tokens, reading.at
    shape = tokens.shapes[at]
    if shape == LINE:
        return False
    if shape == SIGN or tokens.keys[at] == "và":
        return _take_joiner(reading)
    if tokens.keys[at] == "phó":
        return False
    begun = heads().match(tokens, at)
    found = organisations().match(tokens, at)
    if begun is not None and (found is None or begun[0] >= found[0]) and _stands_alone(reading, begun[0]):
        return False
    if tokens.keys[at] in MODIFIERS and heads().match(tokens, at + 1) is not None if at + 1 < reading.limit else False:
        return False
    if reading.free and shape == LOWER and is_clause_end(tokens, at):
        return False
    if found is not None and reading.free and shape == LOWER and found[1].role in {"genus", "subject"}:
        return _take_words(reading, found[0])
    if shape == LOWER and _is_verb_here(reading):
        return False
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


def _is_company_code(reading: _Reading) -> bool:
    """Whether unknown capitals right behind a head are a firm's: "giám đốc ACV"."""
    word = reading.tokens.printed(reading.at, reading.at + 1)
    return not reading.kinds and word.isascii() and word not in abbreviations() and not word.startswith(_PUBLIC_CODES)


def _is_verb_here(reading: _Reading) -> bool:
    """Whether a word that is both a verb and a subject is the verb: "Trưởng ban tổ chức" but "UBND xã tổ chức"."""
    after_genus = reading.last is not None and reading.last.role == "genus"
    return not after_genus and is_clause_end(reading.tokens, reading.at)


def _stands_alone(reading: _Reading, end: int) -> bool:
    """Whether a head inside a tail begins a new post; "Phòng Thanh tra", "Ban Chủ nhiệm" do not."""
    return reading.last is None or reading.last.role != "genus" or end - reading.at > 1


def _may_follow(reading: _Reading, piece: Organisation, end: int) -> bool:
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


def _take_organisation(reading: _Reading, end: int, piece: Organisation, *, joined: bool = False) -> bool:
    printed = reading.tokens.printed(reading.at, end)
    if piece.role in {"private", "foreign"}:
        reading.outside = reading.outside or not reading.kinds or piece.role == "private"
    if not joined:
        reading.pieces.append(piece.normal or printed)
    if piece.role == "level":
        reading.places.append(piece.normal)
    elif piece.role == "subject":
        reading.subject = reading.subject or _expanded(printed[:1].upper() + printed[1:])
    else:
        reading.families.append(piece.family)
    reading.kinds.append(piece.kind)
    reading.free = reading.free or piece.role == "free"
    reading.last = piece
    reading.taken += 1
    reading.at = end
    return True


def _take_joiner(reading: _Reading) -> bool:
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
        return _take_free_comma(reading)
    reading.at = at + 1
    glued = tokens.ends[at - 1] == tokens.starts[at] and tokens.ends[at] == tokens.starts[at + 1]
    if glued and tokens.shapes[at + 1] == CAPS and reading.pieces:
        # "GD&ĐT" is looked up as one abbreviation
        reading.pieces[-1] += tokens.keys[at] + tokens.printed(at + 1, found[0])
        return _take_organisation(reading, *found, joined=True)
    reading.pieces.append(tokens.keys[at])
    return _take_organisation(reading, *found)


def _take_code(reading: _Reading) -> bool:
    """The second half of an unknown abbreviation: "CSGT-TT"."""
    tokens, at = reading.tokens, reading.at
    glued = tokens.ends[at - 1] == tokens.starts[at] and tokens.ends[at] == tokens.starts[at + 1]
    if not glued or tokens.shapes[at - 1] != CAPS or tokens.shapes[at + 1] != CAPS or reading.capitals:
        return False
    return heads().match(tokens, at + 1) is None and _take_words(reading, at + 2)


def _take_free_comma(reading: _Reading) -> bool:
    """The comma of "phòng, chống" and the like in a committee's purpose; else the post ends."""
    tokens, at = reading.tokens, reading.at
    if reading.free and tokens.keys[at] in _DASHES and tokens.shapes[at + 1 : at + 2] == [NUMBER]:
        return _take_words(reading, at + 2)
    if not reading.free or at + 1 >= reading.limit or tokens.shapes[at + 1] != LOWER:
        return False
    known_pair = tokens.folds[at - 1] in {"phong", "thien tai", "tai", "day", "nghiep"}
    if tokens.keys[at] == "và" or (known_pair and tokens.keys[at] == ","):
        return not is_clause_end(tokens, at + 1) and _take_words(reading, at + 2)
    glued = tokens.ends[at] == tokens.starts[at + 1]
    return tokens.keys[at] in _DASHES and glued and _take_words(reading, at + 1)


def _take_number(reading: _Reading) -> bool:
    if reading.last is None:
        return False
    end = reading.at + (2 if reading.tokens.keys[reading.at] == "số" else 1)
    return _take_words(reading, end)


def _take_words(reading: _Reading, end: int) -> bool:
    reading.pieces.append(reading.tokens.printed(reading.at, end))
    reading.at = end
    reading.taken += 1
    return True


def _take_run(reading: _Reading) -> bool:
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


def _compound_end(reading: _Reading, end: int) -> int:
    """End of "Bà Rịa - Vũng Tàu" and of a subject half in lower case: "Ban Quản trang"."""
    tokens, at = reading.tokens, reading.at
    if tokens.keys[end : end + 1] and tokens.keys[end] in _DASHES:
        for further in (end + 3, end + 2):
            if place_key([*tokens.keys[at:end], *tokens.keys[end + 1 : further]]) in place_names():
                return further
    half = end - at == 1 and end < reading.limit and tokens.shapes[end] == LOWER
    if half and reading.last is not None and reading.last.role in {"genus", "subject"}:
        known = organisations().match(tokens, end) is not None or is_clause_end(tokens, end)
        return end if known else end + 1
    return end


def _breaks_run(reading: _Reading, at: int) -> bool:
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


def _take_plain(reading: _Reading) -> bool:
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


def _expanded(printed: str) -> str:
    return abbreviations().get(printed, printed)


def _finish(
    reading: _Reading, start: int, head: Head, *, deputy: bool, status: PostStatus, inner: list[str]
) -> PostSpan | None:
    end = reading.at
    while end > start and reading.tokens.shapes[end - 1] == SIGN:
        end -= 1
    if end <= start or not _is_complete(reading, head):
        return None
    words = [head.normal, *inner, *(_expanded(piece) for piece in reading.pieces)]
    normal = " ".join(word for word in words if word)
    if deputy:
        normal = "Phó " + normal
    tokens = reading.tokens
    kind = next((kind for kind in reading.kinds if kind not in {"subject", "level"}), head.kind)
    return PostSpan(
        start,
        end,
        _status_word(tokens, start) + _tidy(normal),
        _family(reading, head, deputy=deputy, inner=inner),
        kind,
        status,
        role=head.need == "role",
        weak=head.kind == "officer",
        outside=reading.outside,
        bare=not reading.taken,
        dead=tokens.keys[start] == "cố",
        place=" ".join(reading.places),
        next=reading.at,
        name_end=reading.name_end,
    )


def _is_complete(reading: _Reading, head: Head) -> bool:
    if head.need in {"", "role"}:
        return True
    if head.need == "org":
        return any(kind not in {"subject", "level"} for kind in reading.kinds)
    if head.need == "deputy":
        first = reading.kinds[0] if reading.kinds else ""
        return first in _DEPUTY_OF
    return bool(reading.kinds)


def _status_word(tokens: Tokens, start: int) -> str:
    return {"nguyên": "nguyên ", "cựu": "nguyên ", "quyền": "Quyền ", "q": "Quyền "}.get(tokens.keys[start], "")


def _family(reading: _Reading, head: Head, *, deputy: bool, inner: list[str]) -> str:
    words = ["Phó"] if deputy else []
    words.append(head.normal)
    if "Thường trực" in inner:
        words.append("Thường trực")
    families = [family for family in reading.families if family and not head.normal.startswith(family)]
    if families == ["Ban"] and reading.subject:
        families = ["Ban " + reading.subject]
    if families:
        words.extend(families[:2] if reading.kinds[0] == "party" else families[:1])
    elif reading.places and head.normal.endswith("Bí thư"):
        words.append(_PARTY_OF_LEVEL.get(reading.places[0], "Chi bộ"))
    elif reading.places and head.normal.endswith("Chủ tịch"):
        words.append("UBND")
    elif reading.places and head.normal in {"Trưởng", ""}:
        words.append(reading.places[0])
    return _tidy(" ".join(word for word in words if word))


def _tidy(text: str) -> str:
    return " ".join(text.replace(" , ", ", ").replace("Trưởng Phòng", "Trưởng phòng").split())


@lru_cache(maxsize=1 << 14)
def post_key(normal: str) -> tuple[str, ...]:
    """The words of a post's normal form as posts are compared: no "và", no signs, one spelling."""
    cleaned = "".join(sign if sign.isalnum() or sign in "'" else " " for sign in normal)
    return tuple(key for word in cleaned.split() if (key := neutral(word)) != "và")
