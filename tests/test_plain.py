"""Plain words found by their letters stand where the analyzer finds them: indexer/search/plain.py."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.analysis.analyzer import terms
from indexer.search.plain import plain_words, spellings, words_among
from indexer.search.units import Unit, places_among


def unit(*steps: str, slop: int = 0, ordered: bool = True) -> Unit:
    """Steps with alternatives parted by "|"."""
    return Unit(tuple(frozenset(step.split("|")) for step in steps), slop, ordered)


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("hòa", {"hòa", "hoà"}),
        ("quý", {"quý", "quí", "qúy", "qúi"}),
        ("kỹ", {"kỹ", "kĩ"}),
        ("ban", {"ban"}),
        ("thủy", {"thủy", "thuỷ"}),
        ("đường", {"đường", "đừơng"}),
        ("hđnd", {"hđnd"}),
        ("5", {"5", "05", "005", "0005"}),
        ("12345", {"12345"}),
    ],
)
def test_every_spelling_of_a_syllable_is_looked_for(form: str, written: set[str]) -> None:
    assert set(spellings(form)) == written


@pytest.mark.parametrize(
    "wanted",
    [
        unit("d:2022-09-05"),
        unit("17,4"),
        unit("họp", "thu", slop=2),
        unit("họp", "thu", ordered=False),
        unit("họp|doc:5"),
    ],
)
def test_what_is_more_than_plain_words_is_left_to_the_analyzer(wanted: Unit) -> None:
    assert plain_words((unit("họp"), wanted)) is None


def test_of_several_units_the_plain_words_help_to_find_the_place() -> None:
    words = words_among((unit("doc:5-ct/tw"), unit("ngân", "sách")))
    assert [("x ngân và sách"[start:end]) for start, end, _ in words.places("x ngân và sách")] == ["ngân", "sách"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sở LĐ-TB&XH", unit("lđtbxh")),
        ("tỉnh ủy và U B N D xã", unit("ubnd")),
        ("buôn H'Bia, chị H'Ân", unit("hân")),
        ("ghi chu\u0301 thích", unit("chú")),
        ("hơn 7.532 người", unit("532")),
        ("tăng 17,4 %", unit("17")),
        ("rộng 5 m²", unit("2")),
        ("người M’nông", unit("mnông")),
        ("họp\u00a0bàn", unit("họp", "bàn")),
    ],
)
def test_a_text_that_only_the_analyzer_can_read_is_told_apart(text: str, wanted: Unit) -> None:
    words = plain_words((wanted,))
    assert words is not None
    assert not words.tells_all(text)


WORDS = [
    "họp",
    "Hoà",
    "hòa",
    "HOÀ",
    "ban",
    "BAN",
    "b",
    "an",
    "quí",
    "Quý",
    "tư",
    "T",
    "Ư",
    "hội_",
    "H",
    "h",
    "ub",
    "nd",
]
SIGNS = [
    " ",
    ".",
    ", ",
    "\n",
    "-",
    " – ",
    "&",
    "'",
    "1",
    "²",
    "½",
    "_",
    "\u0301",
    "/",
    "(",
    "  ",
    "\u200b",
    "’",
    "ß",
    "İ",
]
TEXTS = st.lists(st.sampled_from(WORDS + SIGNS), max_size=25).map("".join)
STEPS = st.lists(
    st.sampled_from(["họp", "hòa", "ban", "quý", "tư", "h", "ubnd", "an", "hội_nghị", "1", "5", "2019"]),
    min_size=1,
    max_size=2,
)
UNITS = st.lists(STEPS, min_size=1, max_size=3).map(lambda steps: Unit(tuple(map(frozenset, steps))))


@settings(max_examples=1_500)
@given(TEXTS, st.lists(UNITS, min_size=1, max_size=3, unique=True).map(tuple))
@example("họp, ban\nhọp ban", (unit("họp", "ban"),))
@example("ban1 an2họp", (unit("ban", "1", "an"), unit("họp"), unit("2")))
def test_plain_words_stand_where_the_analyzer_finds_them(text: str, wanted: tuple[Unit, ...]) -> None:
    words = plain_words(wanted)
    assert words is not None
    if words.tells_all(text):
        assert words.places(text) == places_among(terms(text), wanted)
