"""An article's terms as columns are those that `analyse` gives text by text."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis import pieces
from indexer.analysis.analyzer import analyse
from indexer.analysis.field_terms import field_terms
from indexer.text.normalise import is_clean, normalise

GAP = 100
WORDS = [
    *"Ủy ban nhân dân xã Tân Hòa kĩ thuật hoà bình Quý I, năm 2021 ngày 05 tháng 9 năm 2022".split(),
    *["05/9/2022", "5-9/6/2022", "2022-09-05", "9/2022", "05-CT/TW", "NQ 04", "Nghị quyết số: 54", "11/2010/NQ-HĐND"],
    *["202/2025/QH15", "LĐ-TB&XH", "UB MTTQ", "TP. HCM", "H'Bia", "H’ Bia", "Đ.", "A", "K'", "17,4", "7.532", "0", "²"],
    *["\n", "\n\n", "\n \n", "  ", "\t", "\xa0", "\u200b", "ﬁ", "ð", "С", "e\u0301", "\u0301", "–", "-", ",", "“", "…"],
    *["Covid19", "a_b", "x@y.vn", "http://a.vn/05-CT/TW", "", "đường", "ÐẢNG", "hoàn-toàn"],
]
lines = st.builds(
    lambda found, space, change: change(space.join(found)),
    st.lists(st.sampled_from(WORDS), max_size=14),
    st.sampled_from([" ", " ", "", "\n"]),
    st.sampled_from([str, str, str.upper, str.lower]),
)
Field = list[tuple[str, int]]


def one_by_one(field: Sequence[str]) -> Field:
    """The terms of a field, analysed text by text."""
    found: Field = []
    base = 0
    for text in field:
        terms = [(term.text, term.position + base) for term in analyse(text)]
        found += terms
        base = terms[-1][1] + GAP if terms else base
    return found


def together(fields: Sequence[Sequence[str]]) -> list[Field]:
    return [list(zip(terms.texts, terms.positions, strict=True)) for terms in field_terms(fields, GAP)]


@settings(deadline=None, max_examples=400)
@given(st.lists(st.lists(lines, max_size=3), max_size=4))
def test_fields_analysed_together_have_the_terms_of_texts_analysed_alone(fields: list[list[str]]) -> None:
    assert together(fields) == [one_by_one(field) for field in fields]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.text(), max_size=3))
def test_any_field_has_the_terms_of_its_texts(field: list[str]) -> None:
    assert together([field]) == [one_by_one(field)]


@settings(deadline=None, max_examples=300)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=5))), st.sampled_from([" ", "\n"]))
def test_pieces_that_are_normal_make_a_normal_text(words: list[str], space: str) -> None:
    kept = [word for word in words if word and is_clean(word)]
    text = space.join(kept)
    if "  " not in text:
        assert normalise(text).text == text


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Hội  đồng nhân dân", "hội_đồng"),
        ("Hội\u00a0đồng nhân dân", "hội_đồng"),
        ("Hội \u200bđồng nhân dân", "hội_đồng"),
        ("bà H’ Bia ở buôn", "hbia"),
        ("CT\n\n5 LĐ - TB & XH", "lđtbxh"),
        ("UB MTTQ", "ubmttq"),
    ],
)
def test_a_text_is_cleaned_before_its_terms_are_made(text: str, term: str) -> None:
    assert together([[text]]) == [one_by_one([text])]
    assert term in field_terms([[text]], GAP)[0].texts


def test_the_texts_of_a_field_lie_a_gap_apart() -> None:
    (found,) = field_terms([["xã Tân", "", "Hòa"]], GAP)
    assert list(found.positions) == [0, 1, 1 + GAP]


def test_a_full_table_is_emptied_and_answers_stay_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_MOST_PIECES", 20)
    articles = [[f"Ủy ban nhân dân xã số {number} họp ngày {number}/9/2022"] for number in range(1, 30)]
    expected = [one_by_one(article) for article in articles]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda article: together([article])[0], articles * 4)) == expected * 4
