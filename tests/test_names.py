"""The shape of names: where a place ends and a person begins, given names, capitals. Names are made up."""

from __future__ import annotations

import pytest

from indexer.extract.names import Known, is_full_name, name_key, recase, run_end, split_place
from indexer.extract.officials import find_officials
from indexer.extract.tokens import tokenise
from indexer.model import Page

# level before the run, run, is a person expected, place, person
SPLITS = [
    ("xã", "Tân Hòa Đặng Thị Ngọt", True, "Tân Hòa", "Đặng Thị Ngọt"),
    ("xã", "Đặng Thị Ngọt", True, "", "Đặng Thị Ngọt"),
    ("huyện", "Mai Châu", True, "Mai Châu", ""),
    ("phường", "Lê Hồng Phong Nguyễn Tiến Đạt", True, "Lê Hồng Phong", "Nguyễn Tiến Đạt"),
    ("phường", "Trần Phú", False, "Trần Phú", ""),
    ("huyện", "Tu Mơ Rông Y Ngọc Lan", True, "Tu Mơ Rông", "Y Ngọc Lan"),
    (None, "Hà Nội Trần Nhị Hà", True, "Hà Nội", "Trần Nhị Hà"),
    (None, "Nguyễn Khắc Bình", True, "", "Nguyễn Khắc Bình"),
    (None, "Cát Tiên", True, "Cát Tiên", ""),
    ("trường", "Trần Khai Nguyên", True, "Trần Khai Nguyên", ""),
    ("trường", "Nguyễn Trãi Lê Thị Bưởi", True, "Nguyễn Trãi", "Lê Thị Bưởi"),
    ("tỉnh", "Thừa Thiên Huế Phan Ngọc Thọ", True, "Thừa Thiên Huế", "Phan Ngọc Thọ"),
]


@pytest.mark.parametrize(("level", "run", "expected", "place", "person"), SPLITS)
def test_a_run_of_capitals_parts_into_place_and_person(
    level: str | None, run: str, expected: bool, place: str, person: str
) -> None:
    tokens = tokenise(run)
    end = len(tokens.keys)
    cut = split_place(tokens, 0, end, level=level, known=Known(), expected=expected)
    assert (tokens.printed(0, cut), tokens.printed(cut, end)) == (place, person)


def test_a_name_the_article_knows_outweighs_a_place() -> None:
    tokens = tokenise("Hà Lâm Tường")
    known = Known(people={"lâm tường"})
    assert split_place(tokens, 0, 3, level="xã", known=known, expected=True) == 1


@pytest.mark.parametrize(
    "name", ["Nguyễn Văn Tám", "Lò Thị Pành", "Y Blok Ênuôl", "K'Tam Rơ", "Rơ Mah Lan", "Tôn Nữ Hạnh"]
)
def test_names_of_all_peoples_are_full_names(name: str) -> None:
    tokens = tokenise(name)
    assert is_full_name(tokens, 0, len(tokens.keys))


@pytest.mark.parametrize("words", ["Trung", "Bế mạc", "Quốc lộ", "Xây Dựng", "Nguyễn"])
def test_other_capitals_are_no_full_names(words: str) -> None:
    tokens = tokenise(words)
    end = run_end(tokens, 0, lambda at: False)
    assert not is_full_name(tokens, 0, end)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lê Hoà", "Lê Hòa"),
        ("Lý Mỹ", "Lí Mĩ"),
        ("H' Bia", "H'Bia"),
        ("K’Brưm", "K'Brưm"),
        ("NGUYỄN THUÝ", "Nguyễn Thúy"),
    ],
)
def test_spellings_of_one_name_compare_equal(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Lê Thúy", "Lê Thủy"), ("Lê Hòa", "Lê Hóa"), ("Vũ Sơn", "Vũ Son")])
def test_differently_accented_names_stay_different(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(("capitals", "expected"), [("NGUYỄN VĂN ẤT", "Nguyễn Văn Ất"), ("H'LOAN BYĂ", "H'Loan Byă")])
def test_capitals_are_recased_syllable_by_syllable(capitals: str, expected: str) -> None:
    assert recase(capitals) == expected


def test_a_headline_in_capitals_takes_the_spelling_of_the_body() -> None:
    page = Page(
        id="a",
        title="CHỦ TỊCH UBND XÃ HOÀ AN H'BIA NIÊ TIẾP CÔNG DÂN",
        body="Sáng 4/5, bà H'Bia Niê - Chủ tịch UBND xã tiếp công dân.",
    )
    (official,) = find_officials(page)
    assert official.name == "H'Bia Niê"
    assert [page.title[span.start : span.end] for span in official.mentions if span.text == "title"] == ["H'BIA NIÊ"]
