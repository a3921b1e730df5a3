"""Portal furniture in plain text files: every phrase goes wherever portals print it, and no sentence goes with it."""

from __future__ import annotations

import pytest

from indexer.clean import clean
from indexer.model import Page, RawPage, Stamp

TITLE = "Xã Đồng Lâm ra quân làm thủy lợi mùa khô"
FIRST = "Sáng 12/3/2022, UBND xã Đồng Lâm tổ chức ra quân làm thủy lợi với 140 đoàn viên, hội viên tham gia."
LAST = "Theo kế hoạch, xã sẽ hoàn thành 4,2 km kênh nội đồng trước ngày 30/4 để kịp lấy nước vụ hè thu./."
BODY = f"{FIRST}\n{LAST}"

# Alone on a line, above or below the text.
LINES = [
    "Lượt xem: 506",
    "Lượt xem:",
    "Đã xem: 1.349",
    "Lượt truy cập: 146",
    "Số lượt truy cập: 381.204",
    "[ Điểm đánh giá5/5 ]1 người đã bình chọn",
    "Trung bình (0 Votes)",
    "RSS",
    "In trang",
    "In bài | Gửi email | Chia sẻ",
    "Chia sẻ Facebook Zalo",
    "Chia sẻ:",
    "Cỡ chữ: A- A A+",
    "A- A A+",
    "Tương phản: Tăng / Giảm",
    "Tăng/Giảm tương phản",
    "Nghe đọc bài … 0:00 / 0:00, Giọng nữ",
    "Đọc bài viết",
    "« Quay lại",
    "Quay lại",
    "Back",
    "Trở về đầu trang",
    "Về đầu trang",
    "Skip to main content",
    "Skip to Content",
    "Publish date",
    "null",
    "False 751",
    "0",
    "Xuất bản thông tin",
    "Tìm kiếm",
    "Xem tin theo ngày",
    "Bình luận (0)",
    "Trả lời",
    "Email của bạn sẽ không được hiển thị công khai. Các trường bắt buộc được đánh dấu *",
    "Mã bảo mật",
    "Ý kiến bạn đọc",
    "Liên kết website",
    "Thăm dò ý kiến",
    "Đăng ký nhận tin.",
    "Đường dây nóng: 0243.999.000",
    "Chung nhan Tin Nhiem Mang | ipv6 ready",
    "anh tin bai",
    "Visitor Tracking",
    "User Online: 235",
    "Total visited: 845946",
    "Đang có 12 khách và không thành viên đang online",
    "Lưu bài viết này",
    "In ra",
    "Đóng cửa sổ này",
    "URL của bài viết này: https://xa.vi-du.gov.vn/vi/news/",
    "Click để đánh giá bài viết",
    "Tổng số điểm của bài viết là: 5 trong 1 đánh giá",
    "Đánh giá của bạn về cổng thông tin: 12 người đã bình chọn",
    "Trang 1 2 3",
    "Trang sau »",
    "(Còn tiếp)",
    "Hà Nội +21°C | Thứ 6 +23°",
    "Trang chủ » Tin tức » Hoạt động của xã",
]


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_furniture_is_no_text_above_or_below_the_article(line: str) -> None:
    for text in (f"{TITLE}\n{line}\n\n{FIRST}\n{LAST}", f"{TITLE}\n\n{FIRST}\n\n{LAST}\n\n{line}\n"):
        page = _page(text)
        assert (page.title, page.body) == (TITLE, BODY)
        assert page.byline is None


# Above the headline the furniture is skipped too.
@pytest.mark.parametrize("line", [line for line in LINES if not line.startswith(("URL", "Đánh giá"))])
def test_furniture_above_the_headline_is_not_the_title(line: str) -> None:
    assert _page(f"{line}\n\n{TITLE}\n\n{FIRST}\n{LAST}").title == TITLE


@pytest.mark.parametrize(
    "heading",
    [
        "Tin liên quan",
        "Tin cùng chuyên mục",
        "Các tin khác",
        "CÁC TIN KHÁC:",
        "Tin khác",
        "Tin đã đưa",
        "Các tin đã đưa",
        "Bài viết liên quan",
        "Xem nhiều",
        "Tin đọc nhiều",
        "Tin mới nhất",
        "Tin tức mới nhất",
        "Những tin mới hơn",
        "Những tin cũ hơn",
        "Theo dòng sự kiện",
        "Bài viết mới",
    ],
)
def test_a_list_of_other_news_goes_with_its_heading(heading: str) -> None:
    others = "Chủ tịch UBND xã Uông Thế Bảng tiếp công dân\nThông báo lịch cắt điện\n28/02/2022"
    page = _page(f"{TITLE}\n\n{FIRST}\n{LAST}\n\n{heading}\n{others}")
    assert page.body == BODY
    assert page.byline is None
    assert "Uông Thế Bảng" not in page.captions


@pytest.mark.parametrize(
    "tail",
    [
        "Một số hình ảnh tại buổi ra quân:",
        "MỘT SỐ HÌNH ẢNH:",
        "Một số hình ảnh của hoạt động...",
        "Dưới đây là một số hình ảnh:",
    ],
)
def test_an_announcement_of_pictures_is_no_text(tail: str) -> None:
    assert _page(f"{TITLE}\n\n{FIRST}\n{LAST}\n{tail}").body == BODY
    assert _page(f"{TITLE}\n\n{FIRST}\n{LAST} {tail}").body == BODY


def test_a_legal_footer_is_kept_as_site_information_only() -> None:
    footer = (
        "Bản quyền thuộc xã Đồng Lâm\nChịu trách nhiệm: Ông Khuất Hữu Tường - Chủ tịch UBND xã\nGiấy phép số 12/GP-TTĐT"
    )
    page = _page(f"{TITLE}\n\n{FIRST}\n{LAST}\n\nĐiện thoại: 0243.999.000\n{footer}")
    assert page.body == BODY
    assert "Khuất Hữu Tường" in page.site.footer
    assert "0243.999.000" in page.site.footer


@pytest.mark.parametrize("agency", ["(ĐLO) - ", "CTTĐT - ", "TGDV - ", "(Đồng Lâm) – "])
def test_the_tag_of_an_agency_before_the_first_word_goes(agency: str) -> None:
    assert _page(f"{TITLE}\n\n{agency}{FIRST}\n{LAST}").body == BODY


# Lines that only look like furniture.
@pytest.mark.parametrize(
    "line",
    [
        "Trả lời cử tri, lãnh đạo xã cho biết tuyến kênh sẽ được kiên cố hóa trong năm 2023.",
        "Lượt xem triển lãm năm nay tăng gấp đôi, với gần 4.000 người dân đến tham quan trong ba ngày.",
        "Đã xem xét hồ sơ của 12 hộ, đoàn kiểm tra thống nhất hỗ trợ 9 hộ trong tháng 4.",
        "Chia sẻ tại hội nghị, bà Mạc Thị Vinh mong các thôn giữ vững phong trào.",
        "Đánh giá chung, công tác thủy lợi của xã đạt 112% kế hoạch huyện giao.",
        "Bình luận về kết quả này, nhiều đại biểu cho rằng cần làm sớm hơn.",
        "Tin mới đến lúc 17 giờ: toàn xã đã hoàn thành 2,5 km kênh, khơi thông 6 cống.",
        "Địa chỉ: nhà văn hóa thôn Bãi Sậy",
        "Hôm nay, thôn Bãi Sậy làm xong đoạn kênh dài nhất.",
        "1. Về công tác thủy lợi",
        "* Thành phần tham dự:",
        "Ngày 20/3/2022",
        "Giấy phép xây dựng được trả trước hạn cho 15 hộ.",
        "Các tin khác nhau về giá phân bón khiến nhiều hộ lo lắng.",
    ],
)
def test_a_sentence_that_begins_like_furniture_stays(line: str) -> None:
    assert line in _page(f"{TITLE}\n\n{FIRST}\n{line}\n{LAST}").body.split("\n")


@pytest.mark.parametrize(
    ("line", "stamps"),
    [
        ("Ngày đăng 28/09/2021 | 20:24 | Lượt xem: 506", [Stamp("Ngày đăng 28/09/2021 | 20:24", "published")]),
        ("Ngày đăng: 11/10/2025 - Lượt truy cập: 146", [Stamp("Ngày đăng: 11/10/2025", "published")]),
        ("Đăng lúc: 10:05 20/05/2023", [Stamp("Đăng lúc: 10:05 20/05/2023", "published")]),
        ("Đăng ngày 20-05-2023", [Stamp("Đăng ngày 20-05-2023", "published")]),
        ("Tin đăng: 21/08/2024", [Stamp("Tin đăng: 21/08/2024", "published")]),
        ("Publish date 18/08/2022", [Stamp("Publish date 18/08/2022", "published")]),
        ("Ngày cập nhật 18/08/2022", [Stamp("Ngày cập nhật 18/08/2022", "updated")]),
        (
            "Cật nhập lần cuối: 3/15/2022 11:11:52 AM | RSS",
            [Stamp("Cật nhập lần cuối: 3/15/2022 11:11:52 AM", "updated")],
        ),
        ("Thứ hai - 23/11/2020 16:00", [Stamp("Thứ hai - 23/11/2020 16:00", "unlabelled")]),
        ("Thứ 4, 23.02.2022 | 20:41:28", [Stamp("Thứ 4, 23.02.2022 | 20:41:28", "unlabelled")]),
        ("T3, 17/10/2023 - 14:05", [Stamp("T3, 17/10/2023 - 14:05", "unlabelled")]),
        ("Cở chữ: 07:50 PM,11/04/2019", [Stamp("07:50 PM,11/04/2019", "unlabelled")]),
        ("18/03/2021 09:40 SA", [Stamp("18/03/2021 09:40 SA", "unlabelled")]),
        ("0:0 Thứ tư, 16/2/2022", [Stamp("0:0 Thứ tư, 16/2/2022", "unlabelled")]),
        ("Tháng Tư 18, 2025", [Stamp("Tháng Tư 18, 2025", "unlabelled")]),
        ("18 Th12, 2020", [Stamp("18 Th12, 2020", "unlabelled")]),
        ("15:55 | 10/07/2026", [Stamp("15:55 | 10/07/2026", "unlabelled")]),
        ("2022-08-18", [Stamp("2022-08-18", "unlabelled")]),
        (
            "Ngày đăng: 12/08/2021 | Cập nhật: 13/08/2021",
            [Stamp("Ngày đăng: 12/08/2021", "published"), Stamp("Cập nhật: 13/08/2021", "updated")],
        ),
    ],
)
def test_a_printed_date_is_a_stamp_with_its_label(line: str, stamps: list[Stamp]) -> None:
    page = _page(f"{TITLE}\n{line}\n\n{FIRST}\n{LAST}")
    assert list(page.stamps) == stamps
    assert page.body == BODY


def test_a_stamp_glued_to_the_first_sentence_is_cut_off() -> None:
    page = _page(f"{TITLE}\n\nNgày đăng: 14/03/2022 | Lượt xem: 12 {FIRST}\n{LAST} Lượt xem: 12")
    assert page.body == BODY
    assert page.stamps == (Stamp("Ngày đăng: 14/03/2022", "published"),)


def _page(text: str) -> Page:
    page = clean(RawPage("a.txt", "txt", text.encode()))
    assert isinstance(page, Page), page
    return page
