"""Topics and kinds of text: tables of own headlines, and what the tables of rules promise."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.topics import MOST_TOPICS, find_topics, text_kind
from indexer.model import Page
from indexer.tables import read_table


def page(title: str, body: str = "") -> Page:
    return Page(id="a", title=title, body=body)


TITLES = [
    ("Xã Đại Lộc họp giao ban tháng 6", "giao ban"),
    ("Sơ kết sáu tháng công tác mặt trận", "sơ kết"),
    ("Đại hội Chi bộ thôn Thượng", "đại hội chi bộ"),
    ("Đại hội đại biểu Đảng bộ xã Tân An", "đại hội Đảng"),
    ("ĐẠI HỘI CÔNG ĐOÀN XÃ BÌNH MINH", "đại hội Công đoàn"),
    ("Lễ kết nạp đảng viên mới", "kết nạp đảng viên"),
    ("Trao Huy hiệu Đảng đợt 19/5", "trao Huy hiệu Đảng"),
    ("Công bố quyết định bổ nhiệm hiệu trưởng", "công tác cán bộ"),
    ("Khai mạc kỳ họp thứ ba HĐND huyện", "kỳ họp HĐND"),
    ("Tiếp xúc cử tri tại ấp 4", "tiếp xúc cử tri"),
    ("Đối thoại với thanh niên", "đối thoại"),
    ("Ra mắt tổ công nghệ số cộng đồng", "chuyển đổi số"),
    ("Lấy ý kiến về sắp xếp đơn vị hành chính", "chính quyền 2 cấp, sáp nhập"),
    ("Xã Hòa Tân về đích nông thôn mới", "nông thôn mới"),
    ("Bàn giao nhà đại đoàn kết cho hộ bà Tư", "nhà đại đoàn kết"),
    ("Dâng hương nhân ngày thương binh, liệt sĩ", "người có công"),
    ("Mừng thọ các cụ tròn 80 tuổi", "mừng thọ"),
    ("Hơn 200 người hiến máu", "hiến máu"),
    ("Phun thuốc phòng sốt xuất huyết", "dịch bệnh"),
    ("Tiêm phòng cho đàn chó mèo", "tiêm chủng"),
    ("Lễ khai giảng ở trường vùng cao", "giáo dục"),
    ("Hội Khuyến học trao học bổng", "khuyến học"),
    ("Ngày hội Đại đoàn kết ở thôn Bình An", "Ngày hội Đại đoàn kết"),
    ("Phát động Tết trồng cây", "Tết trồng cây"),
    ("Ứng phó bão số 3", "thiên tai"),
    ("Ra mắt mô hình camera an ninh", "an ninh trật tự"),
    ("Tập huấn phòng cháy cho tổ liên gia", "PCCC"),
    ("Lễ giao, nhận quân năm nay", "giao nhận quân"),
    ("Huấn luyện dân quân tự vệ năm thứ nhất", "huấn luyện dân quân"),
    ("Đồn Biên phòng Na Mèo giúp dân gặt lúa", "biên phòng"),
    ("Hội Cựu chiến binh phường trồng hoa", "cựu chiến binh"),
    ("Tuyên dương học sinh giỏi", "thi đua khen thưởng"),
]


@pytest.mark.parametrize(("title", "topic"), TITLES)
def test_the_headline_names_the_topic(title: str, topic: str) -> None:
    assert topic in find_topics(page(title))


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Mỹ Khánh, thành phố Long Xuyên đón đoàn", "xây dựng"),  # not "khánh thành"
        ("Khai mạc kỳ họp thứ ba", "họp"),
        ("Hộp thư của bạn đọc", "họp"),
        ("Thôn Đông quét đường làng", "giao thông"),
    ],
)
def test_likeness_is_no_topic(title: str, topic: str) -> None:
    assert topic not in find_topics(page(title))


def test_guests_behind_the_first_sentences_bring_no_topics() -> None:
    lead = "Chiều qua, xã An Bình phát động Tết trồng cây tại khu di tích. " + "Bà con các thôn đến từ sớm. " * 15
    guests = "Dự có bà Lan, Chủ tịch Hội Liên hiệp Phụ nữ; ông Bảy, Chủ tịch Hội Cựu chiến binh."
    topics = find_topics(page("Xã An Bình trồng cây đầu năm", lead + guests))
    assert "Tết trồng cây" in topics
    assert not {"phụ nữ", "cựu chiến binh"} & set(topics)


def test_the_topics_of_the_title_come_first() -> None:
    topics = find_topics(page("Hiến máu đầu năm", "Sáng nay, Đoàn Thanh niên và Công an phường mở hội nghị."))
    assert topics[0] == "hiến máu"


def test_tone_placement_and_capitals_do_not_matter() -> None:
    assert find_topics(page("PHÒNG CHỐNG MA TUÝ")) == find_topics(page("Phòng chống ma túy")) != ()


KINDS = [
    ("Xã Hòa Bình họp giao ban", "", "tin"),
    ("Thông báo tuyển dụng viên chức", "", "thông báo"),
    ("UBND phường: Thông báo cắt điện", "", "thông báo"),
    ("Xã Hòa Bình ra thông báo cắt điện", "", "tin"),
    ("Lịch công tác tuần 12 của UBND xã", "", "lịch công tác"),
    ("UBND xã: Lịch tiếp công dân quý I", "", "lịch công tác"),
    ("TIN BUỒN", "", "tin buồn"),
    ("Ông Nguyễn Văn A", "Gia đình vô cùng thương tiếc báo tin ông đã từ trần.", "tin buồn"),
    ("Quyết định số 12/QĐ-UBND về giao đất", "", "văn bản"),
    ("Giao đất", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc", "văn bản"),
]


@pytest.mark.parametrize(("title", "body", "kind"), KINDS)
def test_the_first_words_name_the_kind_of_text(title: str, body: str, kind: str) -> None:
    assert text_kind(page(title, body)) == kind


def test_every_row_of_the_tables_says_where_it_counts() -> None:
    topics = {row["where"] for _, row in read_table("topics", ("topic", "phrases", "where", "source"))}
    kinds = {row["where"] for _, row in read_table("text_kinds", ("kind", "phrases", "where", "source"))}
    assert topics == {"title", "lead"}
    assert kinds == {"title", "title start", "body start"}


def test_every_phrase_of_the_table_gives_its_topic() -> None:
    for line, row in read_table("topics", ("topic", "phrases", "where", "source")):
        for phrase in row["phrases"].split("|"):
            assert row["topic"] in find_topics(page(phrase)), f"topics.csv: line {line}: {phrase}"


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_has_few_topics_and_none_twice(title: str, body: str) -> None:
    topics = find_topics(page(title, body))
    assert len(topics) <= MOST_TOPICS
    assert len(set(topics)) == len(topics)


@pytest.mark.parametrize("piece", ["họp ", "ngày ", ",", "9", "đại hội "])
def test_a_hostile_megabyte_ends_in_bounded_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    begun = time.process_time()
    find_topics(page(text, text))
    text_kind(page(text, text))
    assert time.process_time() - begun < 1
