"""A sentence ends where it ends for a reader, not at every full stop."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.text.sentences import sentence_at, sentences

CASES = [
    ("Ông An họp. Bà Bình dự.", ["Ông An họp.", "Bà Bình dự."]),
    ("Ông An ở TP. HCM họp.", ["Ông An ở TP. HCM họp."]),
    ("Đ/c. Lò Văn A, UV. BTV nói.", ["Đ/c. Lò Văn A, UV. BTV nói."]),
    ("PGS.TS. Trần B. Nguyễn phát biểu.", ["PGS.TS. Trần B. Nguyễn phát biểu."]),
    ("Có 1.234 người. 5 xã dự.", ["Có 1.234 người.", "5 xã dự."]),
    ("Họp xong./. Tin, ảnh: An", ["Họp xong./.", "Tin, ảnh: An"]),
    ("Đoạn một\nĐoạn hai", ["Đoạn một", "Đoạn hai"]),
    ("“Tốt lắm.” Bà nói.", ["“Tốt lắm.”", "Bà nói."]),
    ("Vì sao? Vì mưa! Rồi…", ["Vì sao?", "Vì mưa!", "Rồi…"]),
    ("Chợ, trường... đều vắng.", ["Chợ, trường... đều vắng."]),
    ("Xem www.xatanan.gov.vn nhé.", ["Xem www.xatanan.gov.vn nhé."]),
    ("Tòa thánh St. Paul cũ.", ["Tòa thánh St. Paul cũ."]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_sentences_end_at_stops_that_are_no_abbreviation(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_the_sentence_around_a_name_is_the_whole_one() -> None:
    text = "Sáng 5/9, xã họp. Ông Lò Văn A, Chủ tịch UBND xã, chủ trì. Mọi người về."
    at = text.index("Chủ tịch")
    start, end = sentence_at(text, at, at + 8)
    assert text[start:end] == "Ông Lò Văn A, Chủ tịch UBND xã, chủ trì."


def test_a_span_over_two_sentences_gets_both() -> None:
    text = "Một. Hai. Ba."
    start, end = sentence_at(text, 1, 7)
    assert text[start:end] == "Một. Hai."


@settings(deadline=None)
@given(st.text(alphabet="Aa1. ?…\n”(“TP/"))
def test_sentences_are_in_order_and_hold_every_letter(text: str) -> None:
    found = list(sentences(text))
    assert all(start < end for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    covered = {at for start, end in found for at in range(start, end)}
    assert all(at in covered for at, letter in enumerate(text) if not letter.isspace())


@settings(deadline=None)
@given(st.text(alphabet="Ab. \n"), st.integers(0, 20), st.integers(0, 20))
def test_the_sentence_around_a_span_holds_it(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    first, last = sentence_at(text, start, end)
    if text[start:end].strip():
        assert first <= start + len(text[start:end]) - len(text[start:end].lstrip())
        assert last >= start + len(text[start:end].rstrip())
