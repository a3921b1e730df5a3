"""Officials whose names hide: surnames that are words of posts too, rare surnames, old titles with slashes, lists."""

from __future__ import annotations

import pytest

from indexer.extract.officials import find_officials
from indexer.model import Page

Expected = list[tuple[str, list[str]]]

SURNAMES_THAT_ARE_WORDS: list[tuple[str, Expected]] = [
    ("Bí thư Đảng ủy phường Đoàn Bích Hợp cho biết đường đã xong.", [("Đoàn Bích Hợp", ["Bí thư Đảng ủy phường"])]),
    ("Đại biểu HĐND tỉnh Đoàn Thị Mai Thảo phát biểu.", [("Đoàn Thị Mai Thảo", ["Đại biểu HĐND tỉnh"])]),
    (
        "Trưởng phòng Giáo dục và Đào tạo Đoàn Hữu Nghị thông tin.",
        [("Đoàn Hữu Nghị", ["Trưởng phòng Giáo dục và Đào tạo"])],
    ),
    (
        "Bí thư Xã Đoàn Trần Văn Lâm và Chủ tịch Hội LHPN xã Đoàn Thị Mơ cùng dự.",
        [("Trần Văn Lâm", ["Bí thư Xã Đoàn"]), ("Đoàn Thị Mơ", ["Chủ tịch Hội LHPN xã"])],
    ),
    (
        "Chủ tịch UBND xã Đoàn Kết Trần Thị Bình phát biểu.",
        [("Trần Thị Bình", ["Chủ tịch UBND xã Đoàn Kết"])],
    ),
    ("Chủ tịch UBND xã Ban Thị Hạnh cho biết.", [("Ban Thị Hạnh", ["Chủ tịch UBND xã"])]),
    ("Phó Chủ tịch UBND xã Bon Yô Soan dự lễ.", [("Bon Yô Soan", ["Phó Chủ tịch UBND xã"])]),
]
RARE_SURNAMES: list[tuple[str, Expected]] = [
    (
        "Dự có các Phó Chủ tịch UBND huyện: Vảng Thị Mẩy, Sùng Mí Dế, Dinh Mí Lúa.",
        [
            ("Vảng Thị Mẩy", ["Phó Chủ tịch UBND huyện"]),
            ("Sùng Mí Dế", ["Phó Chủ tịch UBND huyện"]),
            ("Dinh Mí Lúa", ["Phó Chủ tịch UBND huyện"]),
        ],
    ),
    ("Thẩm phán Điệp Mỹ Linh tuyên án.", [("Điệp Mỹ Linh", ["Thẩm phán"])]),
    ("Kiểm sát viên Quế Bảo Trân đọc cáo trạng.", [("Quế Bảo Trân", ["Kiểm sát viên"])]),
    ("Ông Đa Cát Ha Hương, Chủ tịch UBND xã, tiếp dân.", [("Đa Cát Ha Hương", ["Chủ tịch UBND xã"])]),
]
OLD_TITLES: list[tuple[str, Expected]] = [
    (
        (
            "Dự có Đ/c Lê Văn Ban - B/thư Đảng ủy xã; Đ/c Trần Thị Bưởi - P.B/thư Đảng ủy xã; Đ/c Võ Công - "
            "P/C/tịch HĐND xã; ông Đỗ Văn Dậu - C/t UBND xã; bà Hà Thị Em - P.C/tịch UBMTTQ xã."
        ),
        [
            ("Lê Văn Ban", ["B/thư Đảng ủy xã"]),
            ("Trần Thị Bưởi", ["P.B/thư Đảng ủy xã"]),
            ("Võ Công", ["P/C/tịch HĐND xã"]),
            ("Đỗ Văn Dậu", ["C/t UBND xã"]),
            ("Hà Thị Em", ["P.C/tịch UBMTTQ xã"]),
        ],
    ),
]
LISTS: list[tuple[str, Expected]] = [
    (
        (
            "Các ĐBQH tham dự: Vũ Minh Hà, Phó Trưởng đoàn chuyên trách Đoàn ĐBQH tỉnh; "
            "Lê Thu Trà, Ủy viên Hội đồng Dân tộc."
        ),
        [
            ("Vũ Minh Hà", ["ĐBQH", "Phó Trưởng đoàn chuyên trách Đoàn ĐBQH tỉnh"]),
            ("Lê Thu Trà", ["ĐBQH", "Ủy viên Hội đồng Dân tộc"]),
        ],
    ),
    (
        "Cô Vi Thị Thơm và thầy Lê Đình Khoa, Phó Hiệu trưởng nhà trường dự.",
        [("Vi Thị Thơm", ["Phó Hiệu trưởng nhà trường"]), ("Lê Đình Khoa", ["Phó Hiệu trưởng nhà trường"])],
    ),
    (
        "Đồng chí Vi Thị Thơm và đồng chí Lê Đình Khoa, Bí thư Đảng ủy xã dự.",
        [("Lê Đình Khoa", ["Bí thư Đảng ủy xã"])],
    ),
    (
        "Phó Chủ tịch Hội Nông dân xã (phụ trách kinh tế) Lừu A Chớ cho biết.",
        [("Lừu A Chớ", ["Phó Chủ tịch Hội Nông dân xã"])],
    ),
    (
        "Giám đốc Sở Y tế (SYT) Hà Nội Lê Thị Minh An kết luận.",
        [("Lê Thị Minh An", ["Giám đốc Sở Y tế"])],
    ),
]
NO_POSTS: list[tuple[str, Expected]] = [
    ("Chị Lê Thị Na, nhân viên y tế thôn, và anh Vũ Văn Đại, nhân viên bưu điện xã, đến từng nhà.", []),
    ("Thay mặt Đoàn Chủ tịch, đồng chí Vi Thị Thơm khai mạc.", []),
    (
        "Ông Hà Văn Tư, Ủy viên Đoàn Chủ tịch Trung ương Hội Nông dân Việt Nam dự.",
        [("Hà Văn Tư", ["Ủy viên Đoàn Chủ tịch Trung ương Hội Nông dân Việt Nam"])],
    ),
]


def check(body: str, expected: Expected) -> None:
    found = find_officials(Page(id="a.txt", title="Tin", body=body))
    assert [(one.name, [post.printed for post in one.posts]) for one in found] == expected


@pytest.mark.parametrize(("body", "expected"), SURNAMES_THAT_ARE_WORDS)
def test_a_surname_that_is_a_word_of_posts_stays_with_its_name(body: str, expected: Expected) -> None:
    check(body, expected)


@pytest.mark.parametrize(("body", "expected"), RARE_SURNAMES)
def test_a_rare_surname_is_a_surname(body: str, expected: Expected) -> None:
    check(body, expected)


@pytest.mark.parametrize(("body", "expected"), OLD_TITLES)
def test_titles_shortened_with_a_slash_are_titles(body: str, expected: Expected) -> None:
    check(body, expected)


@pytest.mark.parametrize(("body", "expected"), LISTS)
def test_a_list_shares_the_post_of_its_head_and_a_pair_its_deputy(body: str, expected: Expected) -> None:
    check(body, expected)


@pytest.mark.parametrize(("body", "expected"), NO_POSTS)
def test_staff_and_the_presidium_of_a_congress_hold_no_post(body: str, expected: Expected) -> None:
    check(body, expected)
