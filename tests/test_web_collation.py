"""Lists stand in the order that Vietnamese readers look things up in."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchweb.collation import list_key


@pytest.mark.parametrize(
    ("facet", "ordered"),
    [
        ("topic", ["Dân vận", "Du lịch", "Dự án", "Đảng", "Đoàn", "Y tế", ""]),
        ("unit", ["Phường 2", "Phường 10", "Phường Ea Tam", "Thị xã Ý Lan", "Xã An Hoà", "Xã Án Khê", "Xã Ân Hảo"]),
        ("place", ["tỉnh Hà Nam", "tỉnh Hà Nam/huyện Lý Nhân", "tỉnh Hải Dương", "tỉnh Hậu Giang"]),
        ("unit", ["xã Hoà Bình", "xã Hòa Bình", "xã Hóa Quỳ", "xã Hoạ Mi"]),
        ("official", ["Trần Văn An", "Lê Thị Ánh", "Phạm Bình", "Cao Văn Duy", "Bùi Đạt", "Võ Như Ý", ""]),
        ("official", ["Lê Văn Sơn", "Nguyễn An Sơn", "Nguyễn Văn Sơn"]),
    ],
)
def test_values_are_in_order(facet: str, ordered: list[str]) -> None:
    shuffled = random.Random(7).sample(ordered, len(ordered))
    assert sorted(shuffled, key=lambda value: list_key(facet, value)) == ordered


@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from(["unit", "official"]))
def test_any_two_values_can_be_compared(one: str, other: str, facet: str) -> None:
    assert (list_key(facet, one) < list_key(facet, other)) or (list_key(facet, one) >= list_key(facet, other))
