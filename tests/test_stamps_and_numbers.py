"""Stamps with their time before or behind, and document numbers of all issuers, as one table each."""

from __future__ import annotations

import pytest

from indexer.extract.dates import find_dates
from indexer.extract.documents import find_documents
from indexer.model import Page, Stamp

DAYS: list[tuple[str, str, str, str]] = [
    (
        "Cập nhật: 11:05 - 29/06/2010",
        "Ngày 28/6, Đảng bộ thị trấn tổ chức đại hội nhiệm kỳ 2010 - 2015.",
        "2010-06-29",
        "2010-06-28",
    ),
    ("07:50 PM, 11/04/2019", "Sáng 10/4, UBND huyện họp.", "2019-04-11", "2019-04-10"),
    ("T3, 17/10/2023 - 14:05", "Tối 16.10, khu phố 3 tổ chức họp.", "2023-10-17", "2023-10-16"),
    ("Thứ 4, 23.02.2022 | 20:41:28", "Sáng nay, UBND phường ra quân.", "2022-02-23", "2022-02-23"),
    ("8/5/2015 7:50:17 AM", "Chiều 4/8, Đoàn phường họp.", "2015-08-05", "2015-08-04"),
    ("Tháng Tư 18, 2025", "Trong hai ngày 15 và 16/4, xã tổ chức hội thao.", "2025-04-18", "2025-04-15"),
    ("18 Th12, 2020", "Từ ngày 15 - 17/12, trường tổ chức hội giảng.", "2020-12-18", "2020-12-15"),
    ("05/01/2021", "Sáng 30/12, xã tổ chức tổng kết.", "2021-01-05", "2020-12-30"),
    ("26/04/2024 02:37:30 AM", "Hôm nay (25/4), huyện họp.", "2024-04-26", "2024-04-25"),
    ("0:0 Thứ tư, 16/2/2022", "Ngày 15-2, huyện làm lễ giao quân.", "2022-02-16", "2022-02-15"),
    (
        "30/03/2021 | 12:00 AM",
        "Vào lúc 14h ngày 29/3, tại hội trường UBND xã diễn ra hội nghị.",
        "2021-03-30",
        "2021-03-29",
    ),
    ("(22/08/2022)", "Ngày 20, 21/8, xã tổ chức giải bóng chuyền.", "2022-08-22", "2022-08-20"),
]

NUMBERS: list[tuple[str, list[str]]] = [
    (
        (
            "Thực hiện Công văn số 1018/BHXH-BT, CV 55-CV/BTGTU, Thông báo 12/TB-CAH và KL số 05/KL-VKS-P4; "
            "phối hợp theo 03/QCPH-CAX-HPN."
        ),
        ["1018/BHXH-BT", "55-CV/BTGTU", "12/TB-CAH", "05/KL-VKS-P4", "03/QCPH-CAX-HPN"],
    ),
    (
        (
            "Theo NQ 04-NQ/ĐU; Chỉ thị số: 20/CT-UBND; QĐ 11- QĐ/TW, kết luận 32/kl TW, 298 KH/TWĐTN; 274/ "
            "QĐ-SNN; Nghị quyết 68, Đề án 06, Luật số 59/2024/QH15 và Nghị quyết số 1656/NQ-UBTVQH15."
        ),
        [
            "04-NQ/ĐU",
            "20/CT-UBND",
            "11-QĐ/TW",
            "32-KL/TW",
            "298-KH/TWĐTN",
            "274/QĐ-SNN",
            "68",
            "06",
            "59/2024/QH15",
            "1656/NQ-UBTVQH15",
        ],
    ),
    (
        (
            "Hướng dẫn liên tịch 525/HDLT-CAT-SGDĐT, Kế hoạch liên tịch số 01/KHLT-HND-HPN; 12/GM-UBND; Tờ "
            "trình 61/TTr-UBND; Phương án 08/PA-UBND; Quy chế 02-QC/HU; 1371/MTTQ-BTT."
        ),
        [
            "525/HDLT-CAT-SGDĐT",
            "01/KHLT-HND-HPN",
            "12/GM-UBND",
            "61/TTr-UBND",
            "08/PA-UBND",
            "02-QC/HU",
            "1371/MTTQ-BTT",
        ],
    ),
    (
        (
            "6/6 chi bộ, 19/19 tiêu chí, điện thoại 0271.3888.999, 22/24 đại biểu, Phường 1, giấy phép 05/GP-"
            "TTĐT, xe 51B-123.45, km 17+300, quốc lộ 1A."
        ),
        [],
    ),
    (
        (
            "Công điện hỏa tốc số 03/CĐ-BCH; Thông tri 22-TT/TU; Chương trình hành động số 24-CTr/TU; Quy "
            "định 37-QĐ/TW và 144-QĐ/TW; các Nghị quyết 18, 19 của Trung ương."
        ),
        ["03/CĐ-BCH", "22-TT/TU", "24-CTr/TU", "37-QĐ/TW", "144-QĐ/TW", "18", "19"],
    ),
    (
        (
            "Quyết định số 2043/QĐ-UBND, 2044/QĐ-UBND ngày 02/12/2020; số 35-KL/TW; Thông báo số 513 -TB/ĐU; "
            "Nghị định 178/2024/NĐ-CP; Thông báo kết luận 215/TB-VPCP; Kết luận 126-KL/TW, 127-KL/TW."
        ),
        [
            "2043/QĐ-UBND",
            "2044/QĐ-UBND",
            "35-KL/TW",
            "513-TB/ĐU",
            "178/2024/NĐ-CP",
            "215/TB-VPCP",
            "126-KL/TW",
            "127-KL/TW",
        ],
    ),
]


@pytest.mark.parametrize(("stamp", "body", "published", "event"), DAYS, ids=[day[0] for day in DAYS])
def test_a_stamp_is_read_whatever_stands_around_its_date(stamp: str, body: str, published: str, event: str) -> None:
    found = find_dates(Page(id="a", title="", body=body, captions="", stamps=(Stamp(stamp, "published"),)))
    assert found.published is not None
    assert found.event is not None
    assert (found.published.value, found.event.value) == (published, event)


@pytest.mark.parametrize(("body", "expected"), NUMBERS, ids=[body[:40] for body, _ in NUMBERS])
def test_numbers_of_every_kind_of_issuer_are_read_and_other_numbers_are_not(body: str, expected: list[str]) -> None:
    found = find_documents(Page(id="a", title="", body=body, captions=""))
    assert [one.number for one in found] == expected
