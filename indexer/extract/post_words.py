"""The words posts are made of: heads ("Chủ tịch"), modifiers before and inside, organisations, levels, subjects.

The lists are `positions.csv`, `post_organisations.csv` and `abbreviations.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from indexer.extract.tokens import Phrases
from indexer.model import PostStatus
from indexer.tables import read_table
from indexer.text.fold import neutral


@dataclass(frozen=True, slots=True)
class Head:
    """A title word. `need`: "" stands alone, "org"/"unit" wants an organisation behind it, "role" is of one event."""

    normal: str
    kind: str
    need: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """A piece of an organisation's name.

    `role`: body (complete in itself), genus (takes a subject or name), free (a committee with a purpose in plain
    words), subject, level (a type of place), private, foreign.
    """

    normal: str
    family: str
    kind: str
    role: str


# Before a head: what it is printed as, and what it says of the post.
MODIFIERS: dict[str, PostStatus] = {
    "phó": "current",
    "nguyên": "former",
    "cựu": "former",
    "cố": "former",
    "quyền": "acting",
    "q": "acting",
    "p": "current",
}
# Inside or right behind a head.
INNER = (
    "thường trực",
    "TT",
    "thứ nhất",
    "thứ hai",
    "chuyên trách",
    "phụ trách",
    "danh dự",
    "lâm thời",
    "điều hành",
    "kiêm nhiệm",
    "thường vụ",
)


@cache
def heads() -> Phrases[Head]:
    """All title words of `positions.csv`."""
    rows = read_table("positions", ("phrase", "normal", "kind", "need", "source"))
    return Phrases(((row["phrase"], Head(row["normal"], row["kind"], row["need"])) for _, row in rows), typos=True)


# Titles of commune officers without any head word: "ông A, Tài chính - Kế toán xã" (NĐ 33/2023/NĐ-CP).
_FIELDS = (
    *("Tài chính - Kế toán", "Văn phòng - Thống kê", "Địa chính - Xây dựng", "Tư pháp - Hộ tịch", "Văn hóa - Xã hội"),
    *("Địa chính - Nông nghiệp", "Địa chính", "Tư pháp", "Kế toán", "Tài chính Kế toán", "Văn phòng Thống kê"),
    *("Tư pháp Hộ tịch", "Địa chính Xây dựng", "Văn hóa Xã hội", "Lao động - Thương binh và Xã hội", "LĐTBXH"),
    *("VH-XH", "VHXH", "TC-KT", "VP-TK", "ĐC-XD", "TP-HT", "ĐC-NN-XD-MT", "Thủ quỹ", "Văn thư", "Dân số"),
)


@cache
def officer_fields() -> Phrases[Head]:
    """The fields of commune officers, which stand as titles right behind a name and need "xã" or the like."""
    return Phrases((field, Head(field, "officer", "unit")) for field in _FIELDS)


@cache
def organisations() -> Phrases[Organisation]:
    """All pieces of organisations' names of `post_organisations.csv`."""
    rows = read_table("post_organisations", ("phrase", "normal", "family", "kind", "role", "source"))
    return Phrases(
        (row["phrase"], Organisation(row["normal"], row["family"], row["kind"], row["role"])) for _, row in rows
    )


@cache
def level_words() -> frozenset[str]:
    """First words of the types of places in their standard spelling: "xã", "huyện", "tổ"."""
    rows = read_table("post_organisations", ("phrase", "normal", "family", "kind", "role", "source"))
    return frozenset(neutral(row["phrase"].split()[0]) for _, row in rows if row["role"] == "level")


@cache
def inner_words() -> Phrases[str]:
    """Words that may follow a head before its organisation, with their standard form."""
    normal = {"TT": "Thường trực", "thường trực": "Thường trực", "thường vụ": "Thường vụ"}
    return Phrases((word, normal.get(word, word)) for word in INNER)


@cache
def abbreviations() -> dict[str, str]:
    """Abbreviation as printed -> long form, those alone that mean one thing, or one thing inside a post."""
    found: dict[str, str] = {}
    for _, row in read_table("abbreviations", ("short", "long", "context", "family", "source")):
        if row["context"] in {"", "post", "organisation"}:
            found.setdefault(row["short"], row["long"])
    return found
