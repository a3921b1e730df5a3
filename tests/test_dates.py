"""Publication and event dates: tables of own sentences, one row for each form and rule of the portals."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.dates import find_dates
from indexer.extract.datewords import date_words
from indexer.extract.lunar import solar_day
from indexer.model import Page, Stamp, StampLabel

Stamps = tuple[tuple[str, StampLabel], ...]


def page(body: str = "", *, title: str = "Tin địa phương", stamps: Stamps = ()) -> Page:
    return Page(id="a", title=title, body=body, stamps=tuple(Stamp(text, label) for text, label in stamps))


def stamped(*texts: str) -> Stamps:
    return tuple((text, "unlabelled") for text in texts)


EVENT_SUNDAY = "Sáng ngày 14/11/2021, UBND xã Đông Sơn tổ chức lễ phát động."

# (stamps, body, the day of publication)
PUBLISHED: list[tuple[Stamps, str, str | None]] = [
    (stamped("28/09/2021 | 20:24"), "", "2021-09-28"),
    (stamped("10/11/2021"), "", "2021-11-10"),
    (stamped("20-05-2023"), "", "2023-05-20"),
    (stamped("18-03-2021 16:03"), "", "2021-03-18"),
    (stamped("Thứ hai - 23/11/2020 16:00"), "", "2020-11-23"),
    (stamped("Thứ 4, 23.02.2022 | 20:41:28"), "", "2022-02-23"),
    (stamped("T3, 17/10/2023 - 14:05"), "", "2023-10-17"),
    (stamped("07:50 PM,11/04/2019"), "", "2019-04-11"),
    (stamped("07:55 PM"), "", None),
    (stamped("09:40 SA 13/03/2020"), "", "2020-03-13"),
    (stamped("0:0 Thứ tư, 16/2/2022"), "", "2022-02-16"),
    (stamped("26/04/2024 02:37:30 AM"), "", "2024-04-26"),
    (stamped("30/03/2021 | 12:00 AM"), "", "2021-03-30"),
    (stamped("Tháng Tư 18, 2025"), "", "2025-04-18"),
    (stamped("Tháng Mười Hai 5, 2022"), "", "2022-12-05"),
    (stamped("18 Th12, 2020"), "", "2020-12-18"),
    (stamped("7 Tháng Chín, 2023"), "", "2023-09-07"),
    (stamped("April 18, 2025"), "", "2025-04-18"),
    (stamped("(22/08/2022)"), "", "2022-08-22"),
    (stamped("2023-08-17"), "", "2023-08-17"),
    (stamped("2023-08-17T23:20:11+07:00"), "", "2023-08-17"),
    (stamped("2023-08-17T20:20:11Z"), "", "2023-08-18"),  # already the next day in Vietnam
    (stamped("2023-08-17T20:20:11+00:00", "17/08/2023"), "", "2023-08-17"),  # the page itself shows the day as it is
    (stamped("ngày 05 tháng 02 năm 2021"), "", "2021-02-05"),
    (stamped("15:55 | 10/07/2026"), "", "2026-07-10"),
    (stamped("Chủ nhật, 9/7/23"), "", "2023-07-09"),
    (stamped("16:00,23/11/2020"), "", "2020-11-23"),
    (stamped("Ngày đăng 03/02/2019 | Lượt xem: 1208"), "", "2019-02-03"),
    (stamped("Publish date 15/10/2018"), "", "2018-10-15"),
    ((("Ngày đăng: 12/06/2020", "published"), ("Cập nhật lần cuối: 20/08/2020", "updated")), "", "2020-06-12"),
    ((("Cập nhật: 20/08/2020", "unlabelled"), ("12/06/2020", "unlabelled")), "", "2020-06-12"),
    ((("Cật nhập lần cuối: 20/08/2020", "updated"),), "", "2020-08-20"),
    ((("15/03/2022", "unlabelled"), ("2022-03-14T09:00:00+07:00", "meta")), "", "2022-03-14"),
    (stamped("Đã xem: 90 | Cật nhập lần cuối: 25/12/2021 | RSS Ngày đăng: 20/12/2021"), "", "2021-12-20"),
    # month first: no such month otherwise; by its look; by the event; by the weekday; by the other stamp
    (stamped("11/18/2024 12:00:00 AM"), "", "2024-11-18"),
    (stamped("8/5/2015 7:50:17 AM"), "", "2015-08-05"),
    (stamped("4/11/2022 9:15:02 AM"), "Chiều ngày 02/11/2022, Hội Nông dân xã họp.", "2022-11-04"),
    (stamped("12/04/2021 10:20:33"), "Chiều ngày 02/12/2021, Hội Nông dân xã họp.", "2021-12-04"),
    (stamped("Thứ năm, 3/4/2021"), "", "2021-03-04"),
    (stamped("Thứ bảy, 3/4/2021"), "", "2021-04-03"),
    ((("2/9/2021 8:00:00 AM", "updated"), ("Ngày đăng: 09/02/2021", "published")), "", "2021-02-09"),
    ((("11/10/2021 11:11:52 AM", "updated"),), "Sáng ngày 09/11/2021, phường họp.", "2021-11-10"),
    ((("10/11/2021 11:11:52 AM", "updated"),), "Sáng ngày 09/11/2021, phường họp.", "2021-11-10"),
    # a stamp the cleaner left at the head of the body, or behind the title
    ((), "Ngày đăng: 16/11/2021\n" + EVENT_SUNDAY, "2021-11-16"),
    ((), "(16/11/2021)\n" + EVENT_SUNDAY, "2021-11-16"),
    ((), EVENT_SUNDAY + "\nCập nhật: 16/11/2021", "2021-11-16"),
    ((), EVENT_SUNDAY + "\nXong ngày 16/11/2021", None),
    ((), EVENT_SUNDAY, None),
]


@pytest.mark.parametrize(("stamps", "body", "expected"), PUBLISHED)
def test_the_stamp_gives_the_day_of_publication(stamps: Stamps, body: str, expected: str | None) -> None:
    found = find_dates(page(body, stamps=stamps)).published
    assert (found and found.value) == expected


def test_a_date_in_brackets_behind_the_title_is_its_stamp() -> None:
    found = find_dates(page("Xã họp bàn.", title="Xã Hòa An họp bàn thu hoạch (22/08/2022)")).published
    assert found is not None
    assert found.value == "2022-08-22"


# (body, the day of the event, its last day)
WITH_YEAR: list[tuple[str, str | None, str | None]] = [
    ("Sáng ngày 09/11/2021, UBND phường Tân Lập tổ chức hội nghị.", "2021-11-09", None),
    ("Chiều 9-11-2021, UBND phường Tân Lập tổ chức hội nghị.", "2021-11-09", None),
    ("Tối 26.3.2019, Đoàn xã tổ chức đêm văn nghệ.", "2019-03-26", None),
    ("Trưa ngày 5/6/2018 tại nhà văn hóa, chi hội họp.", "2018-06-05", None),
    ("Vào lúc 7 giờ 30 ngày 12/5/2020, tại hội trường xã, Đảng ủy họp.", "2020-05-12", None),
    ("Vào hồi 8h00' ngày 12/5/2020, Đảng ủy xã họp.", "2020-05-12", None),
    ("19 giờ tối 15/8/2022, Công an xã ra quân tuần tra.", "2022-08-15", None),
    ("Ngày 05 tháng 02 năm 2021, Hội Khuyến học trao học bổng.", "2021-02-05", None),
    ("Sáng ngày 3 tháng Chín năm 2020, nhà trường đón học sinh.", "2020-09-03", None),
    ("Thứ Hai, ngày 14/03/2022, Trạm Y tế khám bệnh cho người cao tuổi.", "2022-03-14", None),
    ("Sáng thứ Bảy (12/3/2022), đoàn viên xã ra quân dọn vệ sinh.", "2022-03-12", None),
    ("Sáng nay (12/08/2021), UBND xã họp khẩn.", "2021-08-12", None),
    ("Hôm nay, ngày 12/08/2021, UBND xã họp khẩn.", "2021-08-12", None),
    ("(CTTĐT) - Ngày 7/9/2023, Huyện ủy làm việc với xã Ea Tul.", "2023-09-07", None),
    ("Được sự nhất trí của Đảng ủy, ngày 7/3/2021 Hội LHPN xã tổ chức tọa đàm.", "2021-03-07", None),
    ("Hội nghị được tổ chức vào ngày 14/7/2020 tại hội trường.", "2020-07-14", None),
    ("Hội LHPN xã Mỹ Lộc tổ chức ngày 18/10/2022 buổi tọa đàm.", "2022-10-18", None),
    ("Trong ngày 15/6/2024, xã vận động được 40 đơn vị máu.", "2024-06-15", None),
    # several days
    ("Ngày 21 và 22/7/2009, HĐND huyện họp kỳ thứ 14.", "2009-07-21", "2009-07-22"),
    ("Trong 2 ngày (8 và 9/8/2020), xã tổ chức đại hội.", "2020-08-08", "2020-08-09"),
    ("Trong hai ngày 24, 25/11/2022, Đoàn xã tổ chức giải bóng đá.", "2022-11-24", "2022-11-25"),
    ("Từ ngày 5 đến ngày 7/3/2021, Ban CHQS xã huấn luyện dân quân.", "2021-03-05", "2021-03-07"),
    ("Từ ngày 28/2 đến 02/3/2022, Ban CHQS xã huấn luyện dân quân.", "2022-02-28", "2022-03-02"),
    ("Từ ngày 30/12/2021 đến ngày 02/01/2022, Công an xã trực.", "2021-12-30", "2022-01-02"),
    ("Từ ngày 30/12 đến ngày 02/01/2022, Công an xã trực.", "2021-12-30", "2022-01-02"),
    ("Ngày 8-9/8/2020, xã tổ chức hội thao.", "2020-08-08", "2020-08-09"),
    ("Trong các ngày 5, 7, 9/3/2022, đoàn giám sát làm việc với ba thôn.", "2022-03-05", "2022-03-09"),
    ("Sáng 8 và chiều 9/8/2020, xã tổ chức hai buổi đối thoại.", "2020-08-08", "2020-08-09"),
    # never the day of a cited document
    (
        "Căn cứ Kế hoạch số 19-KH/CB ngày 03/02/2021 của Chi bộ Trạm Khuyến nông.\n"
        "Chiều ngày 16/4/2021, Chi bộ Trạm Y tế tổ chức sinh hoạt chuyên đề quý II.",
        "2021-04-16",
        None,
    ),
    (
        "Theo Kế hoạch số 41/KH-UBND ngày 12/4/2025 của huyện, ngày 17/4/2025 thôn Bãi họp dân.",
        "2025-04-17",
        None,
    ),
    ("Thực hiện Kế hoạch số 12/KH-UBND, ngày 17/4/2025 xã Hòa Sơn ra quân dọn vệ sinh.", "2025-04-17", None),
    ("Căn cứ Nghị quyết số 02-NQ/TU, ngày 02/12/2020 của Tỉnh ủy; UBND xã xây dựng kế hoạch.", None, None),
    ("Theo Quyết định của Chủ tịch UBND tỉnh ngày 10/3/2021 về điều động, ông A nhận nhiệm vụ mới.", None, None),
    ("Triển khai Chỉ thị 16 ngày 31/3/2020, tối 01/4/2020 các chốt của phường hoạt động.", "2020-04-01", None),
    ("Thực hiện Công văn 12 ngày 2/3/2021 của huyện. Hội LHPN xã họp ngày 7/3/2021.", "2021-03-07", None),
    (
        "Ngày 15/3/2021, UBND tỉnh ban hành Kế hoạch số 45/KH-UBND về chuyển đổi số. "
        "Thực hiện kế hoạch đó, sáng ngày 20/3/2021, UBND xã tập huấn cho các thôn.",
        "2021-03-20",
        None,
    ),
    # never an anniversary, a birthday, a deadline, a count up to a day, a plan
    (
        "Nhân kỷ niệm 92 năm Ngày thành lập MTTQ Việt Nam (18/11/1930 - 18/11/2022), sáng 16/11/2022 khu dân cư "
        "thôn Bãi tổ chức ngày hội.",
        "2022-11-16",
        None,
    ),
    ("Hướng tới kỷ niệm ngày 27/7/2022, Đoàn xã thăm gia đình chính sách.", None, None),
    ("Cụ Lò Thị A sinh ngày 02/3/1931, là hội viên cao tuổi nhất của xã.", None, None),
    ("Các thôn hoàn thành việc thu quỹ trước ngày 30/6/2022.", None, None),
    ("Tính đến ngày 15/9/2021, toàn xã có 1.240 người được tiêm.", None, None),
    ("Đến ngày 10/12/2023, xã đạt 19/19 tiêu chí.", None, None),
    ("Lễ hội dự kiến tổ chức vào ngày 20/2/2024 tại đình làng.", None, None),
    ("Nghị định có hiệu lực từ ngày 01/01/2020.", None, None),
    ("Vừa qua, Hội Người cao tuổi xã mừng thọ các cụ. Đợt tiếp theo sẽ tổ chức ngày 9/9/2023.", None, None),
    ("Mới đây, UBND xã bàn giao nhà cho hộ nghèo.", None, None),
    # numbers that are no dates
    ("Đảng bộ có 6/6 chi bộ trực thuộc, 22/24 đại biểu dự họp, xã đạt 19/19 tiêu chí.", None, None),
    ("Nhiệm kỳ 2021-2026, HĐND xã có 25 đại biểu; khu phố 5, 6 ra mắt tổ tự quản.", None, None),
    # lunar days
    ("Sáng ngày 25/01/2023 (tức mùng 4 tháng Giêng năm Quý Mão), xã khai hội.", "2023-01-25", None),
    ("Sáng mùng 6 tháng Giêng năm Quý Mão (tức ngày 27/01/2023), xã mở hội vật.", "2023-01-27", None),
    ("Sáng mùng 6 tháng Giêng năm Quý Mão, xã mở hội vật.", "2023-01-27", None),
    ("Ngày 10 tháng 3 năm Giáp Thìn, xã dâng hương Vua Hùng.", "2024-04-18", None),
    ("Ngày 13/04 năm Quý Mão, chùa tổ chức lễ.", "2023-05-31", None),
    ("Sáng mùng 5 tháng Giêng, xã mở hội.", None, None),
]


@pytest.mark.parametrize(("body", "expected", "end"), WITH_YEAR)
def test_the_event_is_the_day_its_phrase_names(body: str, expected: str | None, end: str | None) -> None:
    found = find_dates(page(body)).event
    assert (found and found.value) == expected
    assert (found.end if found else None) == end


# (stamp, body, the day of the event): the year, or the whole day, comes from the stamp
FROM_STAMP: list[tuple[str, str, str | None]] = [
    ("12/08/2021", "Chiều ngày 11/8, Ban Chỉ đạo phường họp giao ban.", "2021-08-11"),
    ("03/01/2021", "Ngày 28/12, Chi bộ thôn Đoài tổng kết công tác năm.", "2020-12-28"),
    ("11/10/2025", "Ngày 10-10, xã ra mắt tổ công nghệ số.", "2025-10-10"),
    ("27/03/2019", "Tối 26.3, Đoàn xã tổ chức đêm lửa trại.", "2019-03-26"),
    ("12/08/2021 | 16:20", "Sáng nay, UBND xã họp khẩn.", "2021-08-12"),
    ("12/08/2021 | 07:20", "Chiều nay, UBND xã họp khẩn.", "2021-08-11"),
    ("12/08/2021 | 16:20", "Hôm nay (12/8), UBND xã họp khẩn.", "2021-08-12"),
    ("12/08/2021 | 05:20", "Hôm nay (11/8), UBND xã họp khẩn.", "2021-08-11"),
    ("12/08/2021", "Hôm qua, UBND xã họp khẩn.", "2021-08-11"),
    ("12/08/2021", "Chiều qua (11/8), UBND xã họp khẩn.", "2021-08-11"),
    ("12/08/2021", "Ngày 20/8 tới, UBND xã sẽ tổ chức hội thao.", None),
    ("12/08/2021", "Vừa qua, Hội Nông dân xã họp.", None),
    ("01/03/2022", "Ngày 29/2, xã họp.", None),  # no such day in 2022 nor in 2021
    ("11/01/2022", "Từ ngày 30/12 đến 05/01, Công an xã mở đợt cao điểm.", "2021-12-30"),
]


@pytest.mark.parametrize(("stamp", "body", "expected"), FROM_STAMP)
def test_the_stamp_completes_the_day_of_the_event(stamp: str, body: str, expected: str | None) -> None:
    found = find_dates(page(body, stamps=stamped(stamp))).event
    assert (found and found.value) == expected


# (title, body, the day of the event): no stamp; the year comes from elsewhere
INFERRED: list[tuple[str, str, str | None]] = [
    ("Họp xã", "Sáng 11/3, xã họp về nhiệm vụ 3 tháng đầu năm 2020.", "2020-03-11"),
    ("Họp xã", "Ngày 5/7, HĐND xã nghe báo cáo 6 tháng đầu năm 2019.", "2019-07-05"),
    ("Họp xã", "Ngày 4/1, xã đánh giá kết quả quý IV/2021.", "2022-01-04"),
    ("Giao ban tháng 8/2022", "Chiều 3/9, Đảng ủy phường giao ban bí thư chi bộ.", "2022-09-03"),
    (
        "Hội nghị an ninh trật tự xã Thiện An năm 2020",
        "Sáng 16/3, xã triển khai kế hoạch. Năm 2019 có 23 vụ.",
        "2020-03-16",
    ),
    ("Tổng kết công tác Hội năm 2020", "Sáng 8/1, Hội LHPN xã họp.", "2021-01-08"),
    ("Tổng kết công tác Hội năm 2020", "Sáng 18/12, Hội LHPN xã họp.", "2020-12-18"),
    ("Xã họp triển khai nhiệm vụ năm 2022", "Ngày 24/12, Đảng ủy xã họp.", "2021-12-24"),
    ("Xã họp triển khai nhiệm vụ năm 2022", "Ngày 14/2, Đảng ủy xã họp.", "2022-02-14"),
    ("Khai giảng năm học 2022-2023", "Sáng 5/9, trường khai giảng.", "2022-09-05"),
    ("Bế giảng năm học 2022 - 2023", "Sáng 25/5, trường bế giảng.", "2023-05-25"),
    ("Ngày hội", "Sáng 12/11, thôn mở hội mừng 92 năm Ngày truyền thống MTTQ (18/11/1930 - 18/11/2022).", "2022-11-12"),
    ("Ngày hội", "Sáng 12/11, thôn mở hội kỷ niệm 90 năm Ngày truyền thống Mặt trận (18/11/1930).", "2020-11-12"),
    ("Đại hội Hội Nông dân xã nhiệm kỳ 2023 - 2028", "Ngày 28-4, Hội Nông dân xã tổ chức đại hội.", "2023-04-28"),
    ("Chăm lo Tết Quý Mão", "Sáng 10/1, Hội CTĐ xã tặng quà.", "2023-01-10"),
    ("Chăm lo Tết Quý Mão", "Sáng 28/12, Hội CTĐ xã tặng quà.", "2022-12-28"),
    ("Đại lễ Phật đản Phật lịch 2565", "Ngày 26/5, Ban Trị sự làm lễ.", "2021-05-26"),
    ("Họp xã", "Sáng 11/3, xã họp. Tính đến ngày 10/3/2020, xã có 3 ca cách ly.", "2020-03-11"),
    ("Họp xã", "Sáng 11/3, xã họp theo Nghị quyết số 13-NQ/HU ngày 02/12/2019 của Huyện ủy.", None),
    ("Họp xã", "Sáng 11/3, xã họp về giai đoạn 2021-2025, tầm nhìn đến năm 2030.", None),
    ("Kỳ họp thứ 5 nhiệm kỳ 2021-2026", "Sáng 11/3, HĐND xã họp.", None),
]


@pytest.mark.parametrize(("title", "body", "expected"), INFERRED)
def test_a_missing_year_is_inferred_or_left_open(title: str, body: str, expected: str | None) -> None:
    found = find_dates(page(body, title=title)).event
    assert (found and found.value) == expected


def test_the_title_supports_where_the_body_names_no_day() -> None:
    found = find_dates(page("Hội thi diễn ra sôi nổi.", title="Hội thi nấu ăn ngày 18/10/2022")).event
    assert found is not None
    assert found.value == "2022-10-18"
    assert found.evidence.span is not None
    assert found.evidence.span.text == "title"


def test_evidence_points_at_the_phrase_and_holds_its_sentence() -> None:
    body = "Tin vui cho bà con. Chiều ngày 27/9/2021, xã họp. Bà con dự đông."
    found = find_dates(page(body)).event
    assert found is not None
    span = found.evidence.span
    assert span is not None
    assert body[span.start : span.end] == "Chiều ngày 27/9/2021"
    assert found.evidence.sentence == "Chiều ngày 27/9/2021, xã họp."


@pytest.mark.parametrize(
    ("lunar", "solar"),
    [
        ((1, 1, 2007), "2007-02-17"),  # a day before the Chinese new year
        ((10, 3, 2022), "2022-04-10"),
        ((10, 3, 2023), "2023-04-29"),  # behind the leap second month
        ((15, 7, 2025), "2025-09-06"),
        ((23, 12, 2024), "2025-01-22"),
    ],
)
def test_lunar_days_fall_on_the_days_of_the_vietnamese_calendar(lunar: tuple[int, int, int], solar: str) -> None:
    day = solar_day(*lunar)
    assert day is not None
    assert day.isoformat() == solar


def test_a_lunar_month_of_29_days_has_no_thirtieth() -> None:
    lengths = [solar_day(30, month, 2023) is not None for month in range(1, 13)]
    assert 0 < sum(lengths) < 12


@given(st.text(alphabet="0123456789/-.,ngày tháng năm() sáng", max_size=80))
def test_every_date_lies_where_it_says_and_none_overlap(text: str) -> None:
    end = 0
    for word in date_words(text):
        assert end <= word.start < word.end <= len(text)
        assert 1 <= word.month <= 12
        end = word.end


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_gives_an_answer_with_a_true_span(body: str, title: str) -> None:
    for finding in (find_dates(page(body, title=title)).event,):
        if finding is not None and finding.evidence.span is not None:
            span = finding.evidence.span
            assert 0 <= span.start < span.end <= len(body if span.text == "body" else title)


HOSTILE = [
    "1/2/",
    "1,2,",
    "ngày ",
    "11-",
    "9",
    "tháng 1 ",
    "từ ngày 1/1 đến ",
    "Nghị quyết số 1-",
    "(",
    "sáng ",
    "năm 2020 ",
    "2 năm ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_megabyte_ends_in_bounded_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    begun = time.process_time()
    find_dates(page(text, title=text, stamps=stamped(text)))
    assert time.process_time() - begun < 3
