"""Cleaning characters changes what is printed by accident and nothing else, and every character knows its place."""

from __future__ import annotations

from unicodedata import is_normalized, normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.model import OffsetMap
from indexer.text.normalise import normalise
from indexer.text.offsets import IDENTITY, compose, to_source

CASES = [
    ("Phường\u00a0Hòa  Bình", "Phường Hòa Bình"),
    ("Huyện\u200b ủy\ufeff", "Huyện ủy"),
    ("tuyên\u00adtruyền", "tuyêntruyền"),
    ("một\r\nhai\rba\u2028bốn", "một\nhai\nba\nbốn"),
    ("a\u0301\u0306n", "ắn"),  # tone before breve: not canonical
    ("o\u0323\u0302", "ộ"),
    ("\u00e1\u0306", "ắ"),
    ("u\u031b\u0301\u0301", "ứ"),
    ("d\u0335ường", "đường"),
    ("ðồng chí, QÐ-UBND, HÐND, Ɖắk Lắk", "đồng chí, QĐ-UBND, HĐND, Đắk Lắk"),
    ("Sigurðsson", "Sigurðsson"),
    ("Ban Сhấp hành, 05-СТ/TW", "Ban Chấp hành, 05-CT/TW"),  # Cyrillic С and СТ
    ("Москва", "Москва"),
    ("trƣờng học nǎm 1999", "trường học năm 1999"),
    ("nǐ hǎo", "nǐ hǎo"),
    ("H’Chiêu, K` Brưm, M′nông", "H'Chiêu, K' Brưm, M'nông"),
    ("nhóm ‘A’ và “B”", "nhóm ‘A’ và “B”"),
    ("2020‑2025, −5 độ", "2020-2025, -5 độ"),
    ("2020–2025 — nhiệm kỳ", "2020–2025 — nhiệm kỳ"),
    ("ﬁle ＡＢＣ khóa Ⅻ", "file ABC khóa XII"),
    ("Ayŭn, Êđê, čư", "Ayŭn, Êđê, čư"),
]

SENTENCE = "Ủy ban nhân dân xã Đắk Nuê, huyện Lắk; ngày 5/9/2022 bà H'Uyên Niê, 17,4% hộ nghèo"
WORDS = st.lists(
    st.sampled_from(SENTENCE.split()),
    min_size=1,
    max_size=20,
)


@pytest.mark.parametrize(("printed", "clean"), CASES)
def test_accidents_of_printing_are_put_right_and_intended_signs_stay(printed: str, clean: str) -> None:
    assert normalise(printed).text == clean


@settings(deadline=None)
@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once
    assert is_normalized("NFC", once)


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("aăâ đĐð\u0300\u0301\u0306\u0302\u0323\u031b\u200b\u00a0\nСﬁ"), max_size=30))
def test_offsets_rise_and_stay_inside_the_source(text: str) -> None:
    found = normalise(text)
    places = [to_source(found.origin, offset) for offset in range(len(found.text) + 1)]
    assert places == sorted(places)
    assert not places or 0 <= places[0] <= places[-1] <= len(text)


@settings(deadline=None)
@given(WORDS, st.sampled_from(["NFC", "NFD"]), st.sampled_from([" ", "\u00a0 ", " \u200b", "\t"]))
def test_each_word_points_at_the_same_word_of_the_source(words: list[str], form: str, space: str) -> None:
    source = space.join(normalize(form, word) for word in words)
    found = normalise(source)
    assert found.text == " ".join(words)
    at = 0
    for word in words:
        start, end = to_source(found.origin, at), to_source(found.origin, at + len(word))
        assert normalise(source[start:end]).text.strip() == word
        at += len(word) + 1


def test_a_text_that_needs_nothing_comes_back_as_it_is() -> None:
    text = "Đảng ủy phường Long Biên tổ chức hội nghị\nngày 5/9/2022."
    assert normalise(text).text is text
    assert normalise(text).origin is IDENTITY


def test_maps_of_two_cleanings_lead_to_the_first_source() -> None:
    source = "xx\u200bĐ\u00f4\u0300ng  chí"
    first = normalise(source)
    second = OffsetMap(((0, 0), (1, 2)))  # the second cleaning dropped the second x
    both = compose(first.origin, second)
    last = first.text[:1] + first.text[2:]
    for offset in range(len(last)):
        assert to_source(both, offset) == to_source(first.origin, to_source(second, offset))


@settings(deadline=None)
@given(st.text(alphabet="ab\u200b \n\u00a0", max_size=30), st.integers(0, 5))
def test_composing_with_the_identity_changes_nothing(text: str, offset: int) -> None:
    origin = normalise(text).origin
    assert to_source(compose(IDENTITY, origin), offset) == to_source(origin, offset)
    assert to_source(compose(origin, IDENTITY), offset) == to_source(origin, offset)
