"""Names stand in the order of a Vietnamese dictionary."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchweb.collation import collation_key


@pytest.mark.parametrize(
    "ordered",
    [
        ["Dương", "Dưỡng", "Đàm", "Đoàn", "E"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "mác", "mă", "mâ"],
        ["Hồ Văn A", "Hồ Văn Ân", "Hồ Văn Bé", "Hố"],
        ["so", "sô", "sơ", "su", "sư", "sy", "sý"],
    ],
)
def test_words_are_in_order(ordered: list[str]) -> None:
    assert all(collation_key(before) < collation_key(after) for before, after in pairwise(ordered))


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    assert (collation_key(one) < collation_key(other)) or (collation_key(one) >= collation_key(other))
