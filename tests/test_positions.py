"""Posts: how much of a text one takes, and its normal form, family and status. Sentences are made up."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.names import Known
from indexer.extract.officials import find_officials
from indexer.extract.positions import PostSpan, read_post
from indexer.extract.tokens import tokenise
from indexer.model import Page, Post
from indexer.tables import FOLDER


def read(text: str) -> tuple[str, PostSpan]:
    tokens = tokenise(text)
    post = read_post(tokens, 0, known=Known(), expected=False)
    assert post is not None
    return tokens.printed(post.start, post.end), post


def posts_of(body: str) -> tuple[Post, ...]:
    (official,) = find_officials(Page(id="a", title="", body=body))
    return official.posts


# text, how much of it is the post
EXTENT = [
    ("Phó Bí thư Đảng ủy phường phát biểu", "Phó Bí thư Đảng ủy phường"),
    ("Bí thư Đảng ủy, Chủ tịch HĐND xã", "Bí thư Đảng ủy"),
    ("Giám đốc Sở Văn hóa, Thể thao và Du lịch trao giải", "Giám đốc Sở Văn hóa, Thể thao và Du lịch"),
    ("Giám đốc Sở Lao động - Thương binh và Xã hội tỉnh", "Giám đốc Sở Lao động - Thương binh và Xã hội tỉnh"),
    ("Trưởng phòng Kinh tế, Hạ tầng và Đô thị đặc khu", "Trưởng phòng Kinh tế, Hạ tầng và Đô thị đặc khu"),
    ("Trưởng phòng Tư pháp, Trưởng phòng Y tế huyện", "Trưởng phòng Tư pháp"),
    ("Trưởng BCĐ phòng, chống dịch Covid-19 xã chủ trì", "Trưởng BCĐ phòng, chống dịch Covid-19 xã"),
    ("Trưởng BCĐ 35 phường báo cáo", "Trưởng BCĐ 35 phường"),
    ("Chủ tịch UBND xã Ea Ral huyện Ea H'leo cho biết", "Chủ tịch UBND xã Ea Ral huyện Ea H'leo"),
    ("Chủ tịch UBND tỉnh Bà Rịa - Vũng Tàu dự", "Chủ tịch UBND tỉnh Bà Rịa - Vũng Tàu"),
    ("Chủ tịch UBND P. 5 kiểm tra", "Chủ tịch UBND P. 5"),
    ("Chủ tịch UBND TP. Huế trao", "Chủ tịch UBND TP. Huế"),
    ("Chủ tịch UBND xã tổ chức họp", "Chủ tịch UBND xã"),
    ("Trưởng ban Tổ chức Huyện ủy công bố", "Trưởng ban Tổ chức Huyện ủy"),
    ("Hiệu trưởng Trường THCS Chu Văn An và phụ huynh", "Hiệu trưởng Trường THCS Chu Văn An"),
    ("Chánh Văn phòng HĐND và UBND huyện đọc", "Chánh Văn phòng HĐND và UBND huyện"),
    ("Phó Trưởng phòng phụ trách Phòng Nội vụ", "Phó Trưởng phòng phụ trách Phòng Nội vụ"),
    ("Trưởng thôn 2 và bà con", "Trưởng thôn 2"),
    ("Tổ trưởng Tổ TK&VV thôn Đoàn Kết", "Tổ trưởng Tổ TK&VV thôn Đoàn Kết"),
    ("Ủy viên Ban Thường vụ Tỉnh ủy, Bí thư", "Ủy viên Ban Thường vụ Tỉnh ủy"),
    ("Đội trưởng Đội CSGT-TT Công an huyện", "Đội trưởng Đội CSGT-TT Công an huyện"),
    ("Phó trưởng Ban chỉ đạo xây dựng nông thôn mới xã báo cáo", "Phó trưởng Ban chỉ đạo xây dựng nông thôn mới xã"),
    ("công chức Văn hóa - Xã hội phường hướng dẫn", "công chức Văn hóa - Xã hội phường"),
    ("Trưởng ban Quản trang xã", "Trưởng ban Quản trang xã"),
]


@pytest.mark.parametrize(("text", "expected"), EXTENT)
def test_a_post_ends_before_verbs_and_other_posts_but_not_at_commas_of_names(text: str, expected: str) -> None:
    assert read(text)[0] == expected


NO_POST = [
    "16/CT-TTg ngày",
    "Trưởng Hải đi học",
    "trường THCS",
    "Phố Huế",
    "cán bộ hưu trí",
    "Phó Đức Phương hát",
    "quyền lợi",
    "nguyên nhân",
    "Chủ nhiệm lớp",
    "bị thu hồi",
    "ủy viên",
]


@pytest.mark.parametrize("text", NO_POST)
def test_words_that_only_look_like_titles_are_no_posts(text: str) -> None:
    tokens = tokenise(text)
    assert all(read_post(tokens, at, known=Known()) is None for at in range(len(tokens.keys)))


# printed, normal form, family
NORMAL = [
    ("PCT UBND phường", "Phó Chủ tịch Ủy ban nhân dân phường", "Phó Chủ tịch UBND"),
    ("phó Bi thư thường trực Đảng uỷ", "Phó Bí thư Thường trực Đảng ủy", "Phó Bí thư Thường trực Đảng ủy"),
    ("UV BTV Huyện ủy", "Ủy viên Ban Thường vụ Huyện ủy", "Ủy viên Ban Thường vụ Huyện ủy"),
    ("UV.BTV Hội Nông dân xã", "Ủy viên Ban Thường vụ Hội Nông dân xã", "Ủy viên Ban Thường vụ Hội Nông dân"),
    ("Phó Chủ tịch TT HĐND", "Phó Chủ tịch Thường trực Hội đồng nhân dân", "Phó Chủ tịch Thường trực HĐND"),
    ("QUV", "Quận ủy viên", "Quận ủy viên"),
    ("Chủ tịch UBMTTQVN xã", "Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam xã", "Chủ tịch UB MTTQ"),
    ("Trưởng phòng GD&ĐT", "Trưởng phòng Giáo dục và Đào tạo", "Trưởng phòng"),
    ("Giám đốc TTYT huyện", "Giám đốc Trung tâm Y tế huyện", "Giám đốc Trung tâm Y tế"),
    ("nguyên Phó Bí thư Tỉnh ủy", "nguyên Phó Bí thư Tỉnh ủy", "Phó Bí thư Tỉnh ủy"),
    ("Quyền Chủ tịch UBND xã", "Quyền Chủ tịch Ủy ban nhân dân xã", "Chủ tịch UBND"),
    ("Chủ tịch xã", "Chủ tịch xã", "Chủ tịch UBND"),
    ("Bí thư phường", "Bí thư phường", "Bí thư Đảng ủy"),
    ("Trưởng CAX", "Trưởng Công an xã", "Trưởng Công an"),
    ("Trưởng Ban Tuyên giáo Tỉnh ủy", "Trưởng Ban Tuyên giáo Tỉnh ủy", "Trưởng Ban Tuyên giáo"),
    ("Chủ tịch HLHPN xã", "Chủ tịch Hội Liên hiệp Phụ nữ xã", "Chủ tịch Hội LHPN"),
    ("PBT Đảng ủy", "Phó Bí thư Đảng ủy", "Phó Bí thư Đảng ủy"),
    ("Trưởng khu phố 5", "Trưởng khu phố 5", "Trưởng khu phố"),
]


@pytest.mark.parametrize(("printed", "normal", "family"), NORMAL)
def test_a_normal_form_has_no_abbreviations_and_a_family_groups_them(printed: str, normal: str, family: str) -> None:
    post = read(printed)[1]
    assert (post.normal, post.family) == (normal, family)


STATUS = [
    ("Ông Lê Văn Ký, Quyền Chủ tịch UBND xã dự.", ["acting"]),
    ("Ông Lê Văn Ký, nguyên Bí thư Huyện ủy dự.", ["former"]),
    ("Ông Lê Văn Ký, cựu Chủ tịch UBND xã khai.", ["former"]),
    ("Ông Lê Văn Ký, Chủ tịch UBND xã dự.", ["current"]),
    ("Ông Lê Văn Ký được bầu giữ chức Chủ tịch UBND xã.", ["incoming"]),
    ("Ông Lê Văn Ký, Trưởng phòng Nội vụ được bổ nhiệm giữ chức Chánh Thanh tra huyện.", ["current", "incoming"]),
    ("Ông Lê Văn Ký thôi giữ chức Chủ tịch UBND huyện.", ["outgoing"]),
    ("HĐND miễn nhiệm chức danh Phó Chủ tịch UBND xã đối với ông Lê Văn Ký.", ["outgoing"]),
    ("Ông Lê Văn Ký đang giữ chức vụ Phó Bí thư Đảng ủy xã.", ["current"]),
    ("Ông Lê Văn Ký từng là Chủ tịch UBND xã.", ["former"]),
]


@pytest.mark.parametrize(("body", "expected"), STATUS)
def test_the_status_follows_the_words_around_the_post(body: str, expected: list[str]) -> None:
    assert [post.status for post in posts_of(body)] == expected


@given(st.text(alphabet="PhóBíthưCủịUNDxã ,-/.()ởng\n", max_size=80))
def test_a_post_lies_inside_its_text_and_does_not_end_in_a_sign(text: str) -> None:
    tokens = tokenise(text)
    for at in range(len(tokens.keys)):
        post = read_post(tokens, at, known=Known())
        if post is not None:
            assert at <= post.start < post.end <= len(tokens.keys)
            assert (
                tokens.printed(post.start, post.end)[-1].isalnum() or tokens.printed(post.start, post.end)[-1] in "'."
            )


@pytest.mark.parametrize("name", ["positions", "post_organisations", "abbreviations", "surnames", "honorifics"])
def test_every_row_of_a_table_names_its_source(name: str) -> None:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert rows
    assert all(row["source"].strip() for row in rows)


def test_ambiguous_abbreviations_are_marked_with_their_context() -> None:
    with (FOLDER / "abbreviations.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    longs: dict[str, set[str]] = {}
    for row in rows:
        longs.setdefault(row["short"], set()).add(row["long"].lower())
    bare = {row["short"] for row in rows if not row["context"]}
    assert not [short for short in bare if len(longs[short]) > 1]
    assert {"TT", "BT", "TP", "CT", "KH", "ĐB", "CĐ", "TH", "CB", "CN", "BTC"} & bare == set()


@pytest.mark.parametrize("city", ["TP. HCM", "TP.HCM", "TP HCM", "TPHCM", "Thành phố Hồ Chí Minh"])
def test_a_city_is_written_out_once_however_it_is_shortened(city: str) -> None:
    page = Page("a.txt", "Họp", f"Ông Lê Văn Tám, Phó Chủ tịch UBND {city} phát biểu tại hội nghị.")
    (official,) = find_officials(page)
    assert [post.normal for post in official.posts] == ["Phó Chủ tịch Ủy ban nhân dân thành phố Hồ Chí Minh"]
