"""Folding keeps the length; the neutral form is one for all spellings of a syllable and two for two syllables."""

from __future__ import annotations

import random
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.text.fold import collation_key, fold, is_bare, is_vietnamese_syllable, neutral
from indexer.text.syllables import syllables

SAME = [
    ("hoà", "hòa"),
    ("khoẻ", "khỏe"),
    ("uỷ", "ủy"),
    ("thuý", "thúy"),
    ("Tuỳ", "tùy"),
    ("tòan", "toàn"),
    ("đọan", "đoạn"),
    ("hòan", "hoàn"),
    ("HUỲNH", "huỳnh"),
    ("kĩ", "kỹ"),
    ("lí", "lý"),
    ("mĩ", "mỹ"),
    ("tỉ", "tỷ"),
    ("sĩ", "sỹ"),
    ("quí", "quý"),
    ("kí", "ký"),
    ("quít", "quýt"),
    ("gíơi", "giới"),
    ("khuỷu", "khủyu"),
]
DIFFERENT = [
    ("thủy", "thúy"),
    ("dịch", "địch"),
    ("bí", "bị"),
    ("thúy", "thúi"),
    ("qua", "cua"),
    ("ưu", "ươu"),
    ("tai", "tay"),
]
KEPT = ["hoàn", "toán", "huỳnh", "quỷ", "giá", "gì", "giếng", "thuở", "người", "tiếng", "khuya", "niê", "kđăm", "ayŭn"]
POSSIBLE = ["nghiêng", "Giếng", "quốc", "khuỷu", "đường", "ừ", "yêu", "uyển", "xoăn", "gì", "ghế", "quýt", "học"]
IMPOSSIBLE = ["hoc", "stand", "ngê", "cê", "kà", "lủận", "củà", "toáng̃", "ă", "xyz", "", "học5", "bạch̃", "tich"]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_syllable_are_one(one: str, other: str) -> None:
    assert neutral(one) == neutral(other)
    assert neutral(normalize("NFD", one)) == neutral(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_syllables_stay_two(one: str, other: str) -> None:
    assert neutral(one) != neutral(other)


@pytest.mark.parametrize("syllable", KEPT)
def test_the_usual_spelling_is_the_neutral_one(syllable: str) -> None:
    assert neutral(syllable) == syllable


@settings(deadline=None)
@given(st.text(max_size=8))
def test_neutral_is_its_own_neutral_form(text: str) -> None:
    assert neutral(neutral(text)) == neutral(text)


@settings(deadline=None)
@given(st.text())
def test_folding_keeps_the_length_and_folding_twice_changes_nothing(text: str) -> None:
    text = normalize("NFC", text)
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_folding_leaves_plain_letters_only() -> None:
    assert fold("Đảng ủy phường Ỷ La, H'Ŭn, ĐỨC ƯỚC") == "dang uy phuong y la, h'un, duc uoc"


@pytest.mark.parametrize("syllable", POSSIBLE)
def test_syllables_of_the_language_are_possible(syllable: str) -> None:
    assert is_vietnamese_syllable(syllable)
    assert is_vietnamese_syllable(fold(syllable), bare=True)


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_what_breaks_the_spelling_rules_is_not_possible(text: str) -> None:
    assert not is_vietnamese_syllable(text)


@pytest.mark.parametrize(
    ("text", "bare"), [("duong", True), ("ban", True), ("đuong", False), ("đường", False), ("19", False)]
)
def test_bare_means_typed_with_plain_letters(text: str, bare: bool) -> None:
    assert is_bare(text) is bare


def test_vietnamese_order_is_letters_then_tone_syllable_by_syllable() -> None:
    letters = "An, Án, Ăn, Ân, Bà Rịa, Cà Mau, Da, Dạ, Đà Nẵng, Hà An, Hà Bình, Hạ An, Hoa, hòa, Hóa"
    names = f"{letters}, Ô, Ơ, Ơn, Ưng, Ỷ La, Ý Yên, Yên".split(", ")
    shuffled = random.Random(3).sample(names, len(names))
    assert sorted(shuffled, key=collation_key) == names


def test_numbers_sort_by_value() -> None:
    assert sorted(["Phường 10", "Phường 2", "Phường"], key=collation_key) == ["Phường", "Phường 2", "Phường 10"]


def test_syllables_are_runs_of_letters_or_digits_with_their_place() -> None:
    text = "Bà H'Chiêu Niê, 62 tuổi (Covid-19); " + normalize("NFD", "Nguyễn")
    found = list(syllables(text))
    assert [normalize("NFC", one.text) for one in found] == [
        "Bà",
        "H'Chiêu",
        "Niê",
        "62",
        "tuổi",
        "Covid",
        "19",
        "Nguyễn",
    ]
    assert all(text[one.start : one.end] == one.text for one in found)


@settings(deadline=None)
@given(st.text())
def test_no_letter_is_outside_a_syllable(text: str) -> None:
    covered = {at for one in syllables(text) for at in range(one.start, one.end)}
    assert all(at in covered for at, letter in enumerate(text) if letter.isalnum())
