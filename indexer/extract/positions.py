"""Posts as they are printed: "Phó Bí thư Thường trực Huyện ủy", "Trưởng phòng Kinh tế, Hạ tầng và Đô thị".

A post is [modifiers] head [inner words] [organisation] [place]; a small recogniser reads it token by token.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from indexer.extract.names import Known
from indexer.extract.post_tail import Reading, expanded, read_tail
from indexer.extract.post_words import MODIFIERS, Head, heads, inner_words, officer_fields, organisations
from indexer.extract.tokens import CAPS, LETTER, NUMBER, SIGN, TITLE, Tokens
from indexer.model import PostStatus
from indexer.text.fold import neutral

_LONGEST = 40
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


def read_post(
    tokens: Tokens, at: int, *, known: Known, expected: bool = True, joined: bool = False, behind_name: bool = False
) -> PostSpan | None:
    """The post that begins at token `at`, None where there is none.

    `expected`: a person's name may follow it. `joined`: another post stands right before it, whose organisation
    may be its own ("Thứ trưởng, Phó Chủ nhiệm"). `behind_name`: a name and a sign stand right before it.
    """
    status, deputy, after = _modifiers(tokens, at)
    found = heads().match(tokens, after) if after < len(tokens.keys) else None
    if found is None and behind_name:
        found = officer_fields().match(tokens, at)
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
    reading = Reading(tokens, known, expected, capitals, end, min(len(tokens.keys), at + _LONGEST))
    inner = _read_inner(reading)
    read_tail(reading)
    if joined and head.need == "org" and not reading.taken:
        head = Head(head.normal, head.kind, "")
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


def _read_inner(reading: Reading) -> list[str]:
    inner: list[str] = []
    while reading.at < reading.limit:
        found = inner_words().match(reading.tokens, reading.at)
        if found is None or _is_centre(reading, found[0]):
            break
        inner.append(found[1])
        reading.at = found[0]
    return inner


def _is_centre(reading: Reading, after: int) -> bool:
    """Whether "TT" is Trung tâm or thị trấn here: Thường trực stands before a council, committee, or nothing."""
    tokens = reading.tokens
    if tokens.keys[reading.at] != "tt" or after >= len(tokens.keys):
        return False
    found = organisations().match(tokens, after)
    return (found is not None and found[1].role == "subject") or (found is None and tokens.shapes[after] == TITLE)


def _finish(
    reading: Reading, start: int, head: Head, *, deputy: bool, status: PostStatus, inner: list[str]
) -> PostSpan | None:
    end = reading.at
    while end > start and reading.tokens.shapes[end - 1] == SIGN:
        end -= 1
    if end <= start or not _is_complete(reading, head):
        return None
    words = [head.normal, *inner, *(expanded(piece) for piece in reading.pieces)]
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


def _is_complete(reading: Reading, head: Head) -> bool:
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


def _family(reading: Reading, head: Head, *, deputy: bool, inner: list[str]) -> str:
    words = ["Phó"] if deputy else []
    words.append(head.normal)
    if "Thường trực" in inner:
        words.append("Thường trực")
    families = [family for family in reading.families if family and not head.normal.startswith(family)]
    if families[:1] == ["Ban"] and reading.subject:
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
    # "TP. HCM" is two abbreviations, and the second says the kind once more.
    text = text.replace("Thành phố ", "thành phố ").replace("thành phố thành phố", "thành phố")
    return " ".join(text.replace(" , ", ", ").replace("Trưởng Phòng", "Trưởng phòng").split())


@lru_cache(maxsize=1 << 14)
def post_key(normal: str) -> tuple[str, ...]:
    """The words of a post's normal form as posts are compared: no "và", no signs, one spelling."""
    cleaned = "".join(sign if sign.isalnum() or sign in "'" else " " for sign in normal)
    return tuple(key for word in cleaned.split() if (key := neutral(word)) != "và")
