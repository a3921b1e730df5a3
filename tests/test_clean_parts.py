"""Title, byline and captions of plain files: each where it belongs, running text always in the body."""

from __future__ import annotations

import pytest

from indexer.clean import clean
from indexer.model import Page, RawPage, Skipped

TITLE = "Hội Nông dân xã Phú Lạc trao bò sinh sản cho hội viên"
FIRST = "Sáng 5/4/2021, Hội Nông dân xã Phú Lạc tổ chức trao 6 con bò sinh sản cho hội viên có hoàn cảnh khó khăn."
LAST = "Bà con hứa chăm sóc tốt đàn bò để sớm luân chuyển bê giống cho các hộ khác trong chi hội."


@pytest.mark.parametrize(
    "byline",
    [
        "Thu Hoài",
        "Ngân",
        "THU HOÀI",
        "Nguyễn Thị Mỹ Duyên",
        "Lò Văn A Páo",
        "H'Bia Niê",
        "Thu Hoài - Khắc Duy",
        "Thu Hoài/Khắc Duy",
        "Thu Hoài và Khắc Duy",
        "Thu Hoài (CTV)",
        "Trần Hữu Phúc (Hội Nông dân xã Phú Lạc)",
        "Tin, ảnh: Thu Hoài",
        "Tin ảnh: Thu Hoài",
        "Tin và ảnh: Thu Hoài",
        "Tin bài: Thu Hoài – Ảnh: Khắc Duy",
        "Bài: Thu Hoài",
        "Bài, ảnh: Thu Hoài",
        "BT: Thu Hoài + Ảnh: Khắc Duy",
        "Tác giả: Thu Hoài",
        "Người đưa tin: Thu Hoài.",
        "Người viết tin: Thu Hoài",
        "PV: Thu Hoài",
        "CTV: Thu Hoài",
        "Nguồn: Đài truyền thanh huyện",
        "Nguồn tin: Ban Tuyên giáo Huyện ủy",
        "(Tin, ảnh: Thu Hoài)",
        "BBT",
        "Ban Biên tập",
        "Đài Truyền thanh xã Phú Lạc",
    ],
)
def test_a_signature_below_the_text_is_the_byline(byline: str) -> None:
    for gap in ("\n", "\n\n", "\n\n                      "):
        page = _page(f"{TITLE}\n\n{FIRST}\n\n{LAST}{gap}{byline}\n")
        assert page.byline == byline
        assert page.body == f"{FIRST}\n{LAST}"


@pytest.mark.parametrize("byline", ["Thu Hoài", "Tin, ảnh: Thu Hoài", "(Ảnh: Khắc Duy)", "Thu Hoài - Khắc Duy"])
def test_a_signature_glued_to_the_last_sentence_is_the_byline(byline: str) -> None:
    for gap in (" ", "", "     "):
        page = _page(f"{TITLE}\n\n{FIRST}\n\n{LAST}{gap}{byline}")
        assert page.byline == byline
        assert page.body == f"{FIRST}\n{LAST}"


@pytest.mark.parametrize(
    ("line", "byline", "stamp"),
    [
        ("(06/04/2021 09:40) - Bài, ảnh: Thu Hoài", "Bài, ảnh: Thu Hoài", "06/04/2021 09:40"),
        ("Thu Hoài - 06/04/2021", "Thu Hoài", "06/04/2021"),
        ("Tác giả: Thu Hoài | Ngày đăng: 06/04/2021", "Tác giả: Thu Hoài", "Ngày đăng: 06/04/2021"),
        ("06/04/2021 | Thu Hoài", "Thu Hoài", "06/04/2021"),
    ],
)
def test_a_line_with_author_and_date_gives_both(line: str, byline: str, stamp: str) -> None:
    page = _page(f"{TITLE}\n\n{FIRST}\n{LAST}\n\n{line}")
    assert (page.body, page.byline) == (f"{FIRST}\n{LAST}", byline)
    assert [one.text for one in page.stamps] == [stamp]


@pytest.mark.parametrize(
    "opening", ["Ngày 12/8/2011", "Sáng 06/01/2009", "Tối 29/9/2023", "Sáng thứ Tư, ngày 17/9/2025"]
)
def test_a_first_sentence_that_begins_with_a_date_stays_whole_and_is_no_stamp(opening: str) -> None:
    first = f"{opening}, Hội Nông dân xã Phú Lạc tổ chức trao bò sinh sản cho 6 hộ."
    page = _page(f"{TITLE}\n\n{first}\n{LAST}")
    assert page.body == f"{first}\n{LAST}"
    assert page.stamps == ()


def test_a_sentence_wrapped_at_a_width_is_one_paragraph() -> None:
    wrapped = FIRST.replace(" cho hội viên", "\ncho hội viên")
    page = _page(f"{TITLE}\n\n{wrapped}\n{LAST}")
    assert page.body == f"{FIRST}\n{LAST}"


def test_a_name_above_its_unit_is_one_byline() -> None:
    page = _page(f"{TITLE}\n\n{FIRST}\n{LAST}\n\nBế Tuyết\nTrung tâm Văn hóa, Thể thao và Truyền thông huyện Phú Lạc")
    assert page.byline == "Bế Tuyết\nTrung tâm Văn hóa, Thể thao và Truyền thông huyện Phú Lạc"


def test_an_author_named_below_the_headline_is_the_byline() -> None:
    page = _page(f"{TITLE}\nTác giả: Thu Hoài\nNgày đăng: 06/04/2021\n\n{FIRST}\n{LAST}")
    assert page.byline == "Tác giả: Thu Hoài"
    assert page.body == f"{FIRST}\n{LAST}"


@pytest.mark.parametrize("account", ["Đăng bởi: admin", "Người đăng: Super User", "Viết bởi: Administrator"])
def test_the_name_of_an_account_is_no_byline(account: str) -> None:
    page = _page(f"{TITLE}\n{account}\n\n{FIRST}\n{LAST}")
    assert page.byline is None
    assert page.body == f"{FIRST}\n{LAST}"


@pytest.mark.parametrize(
    "last",
    [
        "Đến nay, 42 hộ đã thoát nghèo nhờ nguồn vốn này",
        "Danh sách khen thưởng: Nguyễn Thị Lành, Trần Văn Tốt.",
        "Phát biểu tại hội nghị có ông Sầm Văn Pao.",
        "3. Ông Sầm Văn Pao – Trưởng thôn Nà Pheo",
        "Mọi ý kiến xin gửi về Hội Nông dân xã trước ngày 15/4.",
        "Trân trọng thông báo!",
        "Hiện, UBND xã Phú Lạc và UBND xã Tân Lạc đang khẩn trương giải ngân phần vốn còn lại.",
    ],
)
def test_a_last_line_that_tells_something_stays_in_the_text(last: str) -> None:
    page = _page(f"{TITLE}\n\n{FIRST}\n{LAST}\n{last}")
    assert page.body.split("\n")[-1] == last
    assert page.byline is None


def test_a_list_of_names_is_no_signature() -> None:
    names = "Nguyễn Thị Lành\nTrần Văn Tốt\nLò Thị Pan\nVàng A Chu"
    page = _page(f"{TITLE}\n\n{FIRST}\nDanh sách các hộ nhận bò:\n{names}")
    assert page.body.endswith(names)
    assert page.byline is None


@pytest.mark.parametrize(
    "caption",
    [
        "Quang cảnh buổi trao bò sinh sản",
        "Đ/c Sầm Văn Pao, Chủ tịch Hội Nông dân xã phát biểu tại buổi trao bò",
        "Các hộ dân nhận bò sinh sản",
        "Lãnh đạo xã chụp ảnh lưu niệm cùng các hộ dân",
        "Ảnh: Khắc Duy",
        "(Bà Ân Thị Lụa trao biển tượng trưng cho các hộ)",
        "Ông Sầm Văn Pao - Chủ tịch UBND xã trao quà cho hội viên",
    ],
)
def test_a_line_worded_like_a_caption_stands_apart(caption: str) -> None:
    page = _page(f"{TITLE}\n\n{FIRST}\n\n{caption}\n\n{LAST}")
    assert page.captions == caption
    assert page.body == f"{FIRST}\n{LAST}"


def test_a_caption_broken_over_two_lines_is_one() -> None:
    page = _page(
        f"{TITLE}\n\n{FIRST}\n\nĐ/c Sầm Văn Pao, Bí thư Đảng ủy xã cùng\n\n BCH Hội tặng hoa chúc mừng\n\n{LAST}"
    )
    assert page.captions == "Đ/c Sầm Văn Pao, Bí thư Đảng ủy xã cùng BCH Hội tặng hoa chúc mừng"


@pytest.mark.parametrize(
    "line",
    [
        "Ông Sầm Văn Pao - Chủ tịch UBND xã;",
        "Về dự có các đồng chí:",
        "Ông Sầm Văn Pao phát biểu tại buổi trao bò.",
        "I. Kết quả đạt được",
        "Tăng cường kiểm tra, giám sát nguồn vốn vay",
        "Kết quả công tác báo cáo và ra mắt mô hình",
        "Trong năm, Hội đã giúp 31 hộ thoát nghèo, trồng 5 tuyến đường hoa và giữ 9 tổ tiết kiệm với 210 thành viên, "
        "dư nợ hơn 4 tỷ đồng, không có nợ quá hạn, được huyện tặng giấy khen",
    ],
)
def test_running_text_is_never_taken_for_a_caption(line: str) -> None:
    assert line in _page(f"{TITLE}\n\n{FIRST}\n{line}\n{LAST}").body.split("\n")


def test_repeats_of_the_title_are_dropped_wherever_they_stand() -> None:
    page = _page(f"{TITLE}\n\n{TITLE}\n\n{FIRST}\n\n{TITLE.upper()}\n\n{LAST}\n\n{TITLE}\n{TITLE}\n\nThu Hoài")
    assert page.body == f"{FIRST}\n{LAST}"
    assert page.captions == ""
    assert page.byline == "Thu Hoài"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (TITLE, TITLE),
        (f"\n\n   {TITLE}  ", TITLE),
        (f"công tác đảng\n\n{TITLE}", TITLE),
        (f"Tin tức - Sự kiện\n{TITLE}", TITLE),
        (f"KINH TẾ - XÃ HỘI\n\n{TITLE}\nNgày đăng 05/04/2021", TITLE),
        (f"Trang chủ > Tin tức > Hoạt động\n{TITLE}", TITLE),
        (f"Cổng thông tin điện tử xã Phú Lạc\n{TITLE}", TITLE),
        (
            "HỘI NÔNG DÂN XÃ PHÚ LẠC\nTRAO BÒ SINH SẢN CHO HỘI VIÊN",
            "HỘI NÔNG DÂN XÃ PHÚ LẠC TRAO BÒ SINH SẢN CHO HỘI VIÊN",
        ),
        (
            "Hội Nông dân xã Phú Lạc trao bò sinh sản\ncho hội viên khó khăn",
            "Hội Nông dân xã Phú Lạc trao bò sinh sản cho hội viên khó khăn",
        ),
        ("Đại hội Chi hội Nông dân ấp 4, nhiệm kỳ\n2021 - 2026", "Đại hội Chi hội Nông dân ấp 4, nhiệm kỳ 2021 - 2026"),
        (f"{TITLE} (06/04/2021)", TITLE),
        (f"{TITLE} | Cổng thông tin điện tử xã Phú Lạc", TITLE),
        ("Phú Lạc: Trao bò sinh sản - niềm vui ngày giáp hạt", "Phú Lạc: Trao bò sinh sản - niềm vui ngày giáp hạt"),
        ("Kỳ họp thứ 14, HĐND huyện khóa XVI", "Kỳ họp thứ 14, HĐND huyện khóa XVI"),
    ],
)
def test_the_title_is_the_first_real_headline(head: str, title: str) -> None:
    page = _page(f"{head}\n\n{FIRST}\n{LAST}")
    assert page.title == title
    assert page.body == f"{FIRST}\n{LAST}"


def test_a_text_without_headline_is_titled_by_its_first_sentence() -> None:
    long = (
        FIRST[:-1]
        + " và là hộ nghèo, cận nghèo, hộ có người khuyết tật trên địa bàn 9 ấp của xã Phú Lạc. Bà con rất phấn khởi."
    )
    page = _page(f"{long}\n{LAST}")
    assert long in page.body
    assert long.startswith(page.title.rstrip("…"))


def test_what_a_jsonl_line_says_of_its_article_counts() -> None:
    raw = RawPage(
        "a.jsonl#1", "txt", f"{FIRST}\n{LAST}", url="https://phulac.vi-du.gov.vn/1", title=TITLE, published="2021-04-06"
    )
    page = clean(raw)
    assert isinstance(page, Page)
    assert (page.title, page.body) == (TITLE, f"{FIRST}\n{LAST}")
    assert page.source_url == "https://phulac.vi-du.gov.vn/1"
    assert [(stamp.text, stamp.label) for stamp in page.stamps] == [("2021-04-06", "meta")]


@pytest.mark.parametrize("text", ["Lượt xem: 12\nRSS\nIn trang", "Trang chủ\nTin tức\nLiên hệ", "0", "\n \n\t"])
def test_a_file_without_article_text_is_skipped(text: str) -> None:
    found = clean(RawPage("a.txt", "txt", text))
    assert isinstance(found, Skipped)
    assert "no article text found" in found.reason


@pytest.mark.parametrize(
    ("body", "note"),
    [
        ("The commune held its first farmers fair of the season on Sunday morning. " * 4, "not Vietnamese"),
        (
            "Hộỉ nghị tổng kếtỉ côngả tácủ nămỉ quảá củả xãặ Phủú Lạcả vừaả diễnả rả tạỉi hộiị trườngả. " * 4,
            "scrambled",
        ),
    ],
)
def test_a_text_that_is_not_ordinary_vietnamese_is_noted(body: str, note: str) -> None:
    page = _page(f"{TITLE}\n\n{body}")
    assert any(note in one for one in page.notes)


def test_ordinary_vietnamese_has_no_note() -> None:
    assert _page(f"{TITLE}\n\n{FIRST}\n{LAST}").notes == ()


def test_entities_are_read_even_when_escaped_twice() -> None:
    page = _page(f"{TITLE}\n\n{FIRST}\nTổng kinh ph&amp;iacute; l&agrave; 90 triệu đồng &amp; 6 con b&ograve; giống.")
    assert page.body.endswith("Tổng kinh phí là 90 triệu đồng & 6 con bò giống.")


def _page(text: str) -> Page:
    page = clean(RawPage("a.txt", "txt", text.encode()))
    assert isinstance(page, Page), page
    return page
