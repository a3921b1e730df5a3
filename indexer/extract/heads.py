"""The vocabulary of organisations: head words with their spellings, and abbreviations inside names.

In come the tables, out come one pattern for all heads, the heads by their printed form, and `expand` for the rest of a
name. Source: tables/organisations.csv and tables/unit_abbreviations.csv.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from indexer.model import UnitKind
from indexer.tables import read_table

# Parts of an organisation that act for it: their kind is its kind.
INNER_CIRCLES = ("Ban Thường vụ", "Ban Chấp hành", "Thường trực", "Ban Thường trực")


@dataclass(frozen=True, slots=True)
class Head:
    """A row of the table: the canonical head words and what they tell of the unit."""

    name: str
    kind: UnitKind
    shape: str
    level: str


@cache
def heads() -> dict[str, Head]:
    """The heads by their printed forms, as `plain_head` writes them."""
    columns = ("printed", "name", "kind", "shape", "level", "source")
    found: dict[str, Head] = {}
    for _, row in read_table("organisations", columns):
        head = Head(row["name"], row["kind"], row["shape"], row["level"])  # type: ignore[arg-type]
        for printed in row["printed"].split("|"):
            found[plain_head(printed)] = head
    return found


def plain_head(printed: str) -> str:
    """A printed head in lower case, with single spaces and tone marks on the first vowel."""
    return re.sub(r"\s+", " ", printed.lower().replace("uỷ", "ủy").replace("hoá", "hóa").replace("toà", "tòa"))


_TWO_SPELLINGS = {"ủy": "(?:ủy|uỷ)", "hóa": "h(?:óa|oá)", "òa án": "(?:òa|oà) án"}


@cache
def head_pattern() -> re.Pattern[str]:
    """All head words, grouped by first letter (a capital), the longest first."""
    groups: dict[str, list[str]] = {}
    for word in sorted(heads(), key=len, reverse=True):
        rest = re.escape(word[1:]).replace(r"\ ", " ")
        for one, both in (
            ("ủy", "(?:ủy|uỷ)"),
            ("hóa", "h(?:óa|oá)"),
            ("òa án", "(?:òa|oà) án"),
            ("khóa", "kh(?:óa|oá)"),
        ):
            rest = rest.replace(one, both)
        groups.setdefault(word[0].upper(), []).append(rest.replace(" ", r"\s{1,2}"))
    small = {first: "|".join(rest for rest in rests if _may_be_small(rest)) for first, rests in groups.items()}
    branches = "|".join(f"{first}(?i:{'|'.join(rests)})" for first, rests in groups.items())
    branches += "".join(f"|{first.lower()}(?i:{rests})" for first, rests in small.items() if rests)
    return re.compile(rf"(?<![\w/])(?:{branches})(?![\w/])")


def _may_be_small(rest: str) -> bool:
    """Whether a head, its first letter cut off, is often printed in small letters: "ủy ban nhân dân xã A"."""
    return rest.startswith(_SMALL)


_SMALL = tuple(
    start.replace(" ", r"\s{1,2}")
    for start in (
        "y ban nhân",
        "ội đồng nhân",
        "rường ",
        "ội nông",
        "ội phụ",
        "ội cựu",
        "ội liên",
        "ội người",
        "ội chữ",
        "rạm y",
        "ông an",
        "ảng bộ",
        "ảng (?:ủy",
        "oàn thanh",
        "ặt trận tổ",
        "an chỉ huy quân",
        "rung tâm y",
    )
)


@cache
def _abbreviations() -> re.Pattern[str]:
    words = sorted((row["printed"] for _, row in _abbreviation_rows()), key=len, reverse=True)
    return re.compile(rf"(?<![\w&-])(?:{'|'.join(map(re.escape, words))})(?![\w&-])")


@cache
def _abbreviation_rows() -> tuple[tuple[int, dict[str, str]], ...]:
    return tuple(read_table("unit_abbreviations", ("printed", "full", "source")))


@cache
def _full_forms() -> dict[str, str]:
    return {row["printed"]: row["full"] for _, row in _abbreviation_rows()}


def expand(words: str) -> str:
    """`words` with the abbreviations of departments and themes written out; headline capitals lowered."""
    if words.isupper() and " " in words:
        words = words.capitalize()
    return _abbreviations().sub(lambda match: _full_forms()[match[0]], words)
