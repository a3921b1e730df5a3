"""Cited documents: tables of own sentences, one row for each spelling of a number and for each thing that is none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.documents import find_documents
from indexer.model import Citation, Page


def cited(body: str, *, title: str = "", captions: str = "") -> tuple[Citation, ...]:
    return find_documents(Page(id="a", title=title, body=body, captions=captions))


# (text, printed, normal form, kind)
WHOLE: list[tuple[str, str, str, str]] = [
    # state
    ("theo Nghị quyết số 15/NQ-HĐND của huyện", "Nghị quyết số 15/NQ-HĐND", "15/NQ-HĐND", "nghị quyết"),
    ("Nghị quyết số 11/2010/NQ-HĐND", "Nghị quyết số 11/2010/NQ-HĐND", "11/2010/NQ-HĐND", "nghị quyết"),
    ("thực hiện Chỉ thị số 20/CT-UBND", "Chỉ thị số 20/CT-UBND", "20/CT-UBND", "chỉ thị"),
    ("Kế hoạch số 97/KH-UBND", "Kế hoạch số 97/KH-UBND", "97/KH-UBND", "kế hoạch"),
    ("Quyết định 2043/QĐ-UBND", "Quyết định 2043/QĐ-UBND", "2043/QĐ-UBND", "quyết định"),
    ("Tờ trình số 61/TTr-UBND", "Tờ trình số 61/TTr-UBND", "61/TTr-UBND", "tờ trình"),
    ("xây dựng phương án số 08/PA-UBND và", "phương án số 08/PA-UBND", "08/PA-UBND", "phương án"),
    ("Công văn số 905/UBND-NN", "Công văn số 905/UBND-NN", "905/UBND-NN", "công văn"),
    ("Công điện số 03/CĐ-UBND", "Công điện số 03/CĐ-UBND", "03/CĐ-UBND", "công điện"),
    ("Chỉ thị số 16/CT-TTg", "Chỉ thị số 16/CT-TTg", "16/CT-TTg", "chỉ thị"),
    ("Nghị quyết số 68/NQ-CP", "Nghị quyết số 68/NQ-CP", "68/NQ-CP", "nghị quyết"),
    ("Nghị định số 67/2014/NĐ-CP", "Nghị định số 67/2014/NĐ-CP", "67/2014/NĐ-CP", "nghị định"),
    ("Thông tư 27/2020/TT-BGDĐT", "Thông tư 27/2020/TT-BGDĐT", "27/2020/TT-BGDĐT", "thông tư"),
    ("Quyết định 759/QĐ-TTg", "Quyết định 759/QĐ-TTg", "759/QĐ-TTg", "quyết định"),
    ("Nghị quyết số 202/2025/QH15", "Nghị quyết số 202/2025/QH15", "202/2025/QH15", "nghị quyết"),
    ("tại 72/2025/QH15", "72/2025/QH15", "72/2025/QH15", "luật"),
    ("Nghị quyết số 1656/NQ-UBTVQH15", "Nghị quyết số 1656/NQ-UBTVQH15", "1656/NQ-UBTVQH15", "nghị quyết"),
    (
        "Nghị quyết liên tịch số 525/2012/NQLT/UBTVQH13-ĐCTUBTWMTTQVN",
        "Nghị quyết liên tịch số 525/2012/NQLT/UBTVQH13-ĐCTUBTWMTTQVN",
        "525/2012/NQLT/UBTVQH13-ĐCTUBTWMTTQVN",
        "nghị quyết liên tịch",
    ),
    ("Chỉ thị số 01/CT-VKSTC", "Chỉ thị số 01/CT-VKSTC", "01/CT-VKSTC", "chỉ thị"),
    ("Quyết định số 274/ QĐ-SNN", "Quyết định số 274/ QĐ-SNN", "274/QĐ-SNN", "quyết định"),
    # party
    ("Chỉ thị số 05-CT/TW", "Chỉ thị số 05-CT/TW", "05-CT/TW", "chỉ thị"),
    ("Kết luận số 21-KL/TW", "Kết luận số 21-KL/TW", "21-KL/TW", "kết luận"),
    ("Quy định số 11-QĐi/TW", "Quy định số 11-QĐi/TW", "11-QĐi/TW", "quy định"),
    ("Quy định số 37-QĐ/TW", "Quy định số 37-QĐ/TW", "37-QĐ/TW", "quy định"),
    ("Nghị quyết số 02-NQ/TU, ngày", "Nghị quyết số 02-NQ/TU", "02-NQ/TU", "nghị quyết"),
    ("Chương trình 24-CTr/TU", "Chương trình 24-CTr/TU", "24-CTr/TU", "chương trình"),
    ("Nghị quyết số 13-NQ/HU", "Nghị quyết số 13-NQ/HU", "13-NQ/HU", "nghị quyết"),
    ("Chỉ thị số 08-CT/QU", "Chỉ thị số 08-CT/QU", "08-CT/QU", "chỉ thị"),
    ("Kế hoạch số 06-KH/CB", "Kế hoạch số 06-KH/CB", "06-KH/CB", "kế hoạch"),
    ("thông báo số 513-TB/ĐU", "thông báo số 513-TB/ĐU", "513-TB/ĐU", "thông báo"),
    ("Hướng dẫn số 36-HD/VPTW", "Hướng dẫn số 36-HD/VPTW", "36-HD/VPTW", "hướng dẫn"),
    ("Công văn số 822-CV/BTGTU", "Công văn số 822-CV/BTGTU", "822-CV/BTGTU", "công văn"),
    # Front, mass organisations, schools
    ("văn bản số 1371/MTTQ-BTT", "văn bản số 1371/MTTQ-BTT", "1371/MTTQ-BTT", "công văn"),
    ("Kế hoạch số 12/KH-MTTQ-BTT", "Kế hoạch số 12/KH-MTTQ-BTT", "12/KH-MTTQ-BTT", "kế hoạch"),
    ("Kế hoạch số 298-KH/TWĐTN", "Kế hoạch số 298-KH/TWĐTN", "298-KH/TWĐTN", "kế hoạch"),
    ("Kế hoạch số 45/KH-BTV (Hội PN)", "Kế hoạch số 45/KH-BTV", "45/KH-BTV", "kế hoạch"),
    ("Kế hoạch 88/KH-CCB", "Kế hoạch 88/KH-CCB", "88/KH-CCB", "kế hoạch"),
    ("Kế hoạch số 143/KH-MNPC", "Kế hoạch số 143/KH-MNPC", "143/KH-MNPC", "kế hoạch"),
    # noise: colon, spaces, dashes, lower case, wrong separator, no type word
    ("Chỉ thị số: 20/CT-UBND ngày", "Chỉ thị số: 20/CT-UBND", "20/CT-UBND", "chỉ thị"),
    ("Quyết định 11- QĐ/TW", "Quyết định 11- QĐ/TW", "11-QĐ/TW", "quyết định"),
    ("Nghị quyết số 60/NQ-TW", "Nghị quyết số 60/NQ-TW", "60-NQ/TW", "nghị quyết"),
    ("Nghị quyết số 54 – NQ/ĐU", "Nghị quyết số 54 – NQ/ĐU", "54-NQ/ĐU", "nghị quyết"),
    ("Quy định số 181 - QĐ / TW", "Quy định số 181 - QĐ / TW", "181-QĐ/TW", "quy định"),
    ("kết luận 32/kl TW", "kết luận 32/kl TW", "32-KL/TW", "kết luận"),
    ("Kế hoạch số 298 KH/TWĐTN", "Kế hoạch số 298 KH/TWĐTN", "298-KH/TWĐTN", "kế hoạch"),
    ("nghị quyết số 7/nq-hđnd", "nghị quyết số 7/nq-hđnd", "07/NQ-hđnd", "nghị quyết"),
    ("QĐ số 12/QĐ-UBND", "QĐ số 12/QĐ-UBND", "12/QĐ-UBND", "quyết định"),
    ("Theo 16/CT-TTg.Tại xã", "16/CT-TTg", "16/CT-TTg", "chỉ thị"),
    ("Kế hoạch số 12/KH-UBND – Ban Chỉ đạo", "Kế hoạch số 12/KH-UBND", "12/KH-UBND", "kế hoạch"),
    ("Nghị quyết Trung ương số 28-NQ/TW", "Nghị quyết Trung ương số 28-NQ/TW", "28-NQ/TW", "nghị quyết"),
    # short forms
    ("theo Nghị quyết 68 với số tiền", "Nghị quyết 68", "68", "nghị quyết"),
    ("theo nghị quyết số 15; 5 nhóm trẻ", "nghị quyết số 15", "15", "nghị quyết"),
    ("Chỉ thị 16 của Chính phủ", "Chỉ thị 16", "16", "chỉ thị"),
    ("quán triệt NQ 04 và", "NQ 04", "04", "nghị quyết"),
    ("triển khai Đề án 06.", "Đề án 06", "06", "đề án"),
    ("đào tạo nghề theo Quyết định 1956", "Quyết định 1956", "1956", "quyết định"),
    ("Thông tư 22/2021 hướng dẫn", "Thông tư 22/2021", "22/2021", "thông tư"),
    ("Chỉ thị số 01 năm 2019 về", "Chỉ thị số 01", "01", "chỉ thị"),
    ("Kế hoạch 118 của UBND xã", "Kế hoạch 118", "118", "kế hoạch"),
]


@pytest.mark.parametrize(("text", "printed", "number", "kind"), WHOLE)
def test_every_spelling_gives_one_document(text: str, printed: str, number: str, kind: str) -> None:
    found = cited(f"Sáng nay xã họp {text}")
    assert [(one.printed, one.number, one.kind) for one in found] == [(printed, number, kind)]


NONE = [
    "Phường 1 có 6/6 chi bộ dự họp",
    "xã đạt 19/19 tiêu chí nông thôn mới, trực 24/24 giờ",
    "22/24 đại biểu tán thành, đạt 91,7%",
    "gọi số 0912.345.678 hoặc số 113",
    "đường 3/2, ấp 5, quốc lộ 57, cách 12 km/h",
    "số tiền 184.500.000đ, mỗi tháng 500.000 đồng/hộ",
    "Giấy phép số 12/GP-STTTT do Sở cấp",
    "đồng chí Trưởng BCĐ 197 phường và BCĐ 35",
    "xây dựng kế hoạch 5 năm, nghị quyết 5 năm",
    "quyết định 3 nội dung và thông báo 2 trường hợp",
    "Kế hoạch 2021 và báo cáo 6 tháng đầu năm",
    "Quyết định thành lập Ban chỉ đạo phòng chống dịch",
    "lớp 9/A5 và khu 2/KP5, nhà số 12/B",
    "Sáng ngày 27/9/2021, Đảng bộ xã nhiệm kỳ 2020-2025 họp",
    "theo quy định tại Điều 142 của Bộ luật",
    "Đề án 1 triệu cây xanh, chương trình 3 sạch",
    "Tòa CT 6, khu đô thị; có việc kết luận 10, có việc chưa",
]


@pytest.mark.parametrize("text", NONE)
def test_ratios_days_phones_licences_and_amounts_are_no_documents(text: str) -> None:
    assert cited(text) == ()


# (text, the documents as printed)
SENTENCES: list[tuple[str, list[str]]] = [
    (
        "Thực hiện Kế hoạch số 12-KH/ĐU, ngày 10/02/2023 của Đảng ủy xã; Công văn số 45-CV/BTGHU.",
        ["Kế hoạch số 12-KH/ĐU", "Công văn số 45-CV/BTGHU"],
    ),
    ("theo Chương trình hành động số 24-CTr/TU của Tỉnh ủy", ["Chương trình hành động số 24-CTr/TU"]),
    ("Nghị quyết số 20 - NQ/TW, ngày 25/10/2017", ["Nghị quyết số 20 - NQ/TW"]),
    ("Nghị quyết Đại hội Đảng bộ xã lần thứ XXV, nhiệm kỳ 2020 - 2025", []),
    ("Nghị quyết Trung ương 4 khóa XII", []),
    ("Luật Bầu cử đại biểu Quốc hội và đại biểu HĐND năm 2015", []),
    ("theo Nghị quyết 6b của Tổng Liên đoàn", ["Nghị quyết 6b"]),
    ("Nghị quyết số 7C về công tác nữ công", ["Nghị quyết số 7C"]),
    ("Nghị quyết 6 bị bỏ qua", []),
    ("Luật số 85/2015/QH13", ["Luật số 85/2015/QH13"]),
    ("Chỉ thị 05-CT/TW của Bộ Chính trị khóa XII", ["Chỉ thị 05-CT/TW"]),
    ("các Nghị quyết 18-NQ/TW, 19-NQ/TW khóa XII", ["Nghị quyết 18-NQ/TW", "19-NQ/TW"]),
    ("Quyết định số 1234 /QĐ-UBND", ["Quyết định số 1234 /QĐ-UBND"]),
    ("Quyết định số 1234/QĐ- UBND", ["Quyết định số 1234/QĐ- UBND"]),
    ("Quyết định số: 1234/QĐ-CT.UBND", ["Quyết định số: 1234/QĐ-CT.UBND"]),
    ("Nghị quyết số 04-NQ/ĐUX", ["Nghị quyết số 04-NQ/ĐUX"]),
    ("Tổ công tác 970 và Ban Chỉ đạo 35, Chi bộ 3, Tổ 15", []),
    ("Hướng dẫn số 05-HD/BTCTU ngày 02/3/2022 về", ["Hướng dẫn số 05-HD/BTCTU"]),
    ("Đề án 06/CP", ["Đề án 06/CP"]),
    ("Đề án 06 của Chính phủ và Đề án số 02-ĐA/TU", ["Đề án 06", "Đề án số 02-ĐA/TU"]),
    ("Nghị định 34/2016/NĐ-CP và Nghị định 112/2011/NĐ-CP", ["Nghị định 34/2016/NĐ-CP", "Nghị định 112/2011/NĐ-CP"]),
    ("Thông tư liên tịch số 03/2014/TTLT-BNV-BTC", ["Thông tư liên tịch số 03/2014/TTLT-BNV-BTC"]),
    ("Kết luận số 01-KL/TW về tiếp tục thực hiện Chỉ thị 05", ["Kết luận số 01-KL/TW", "Chỉ thị 05"]),
    ("Nghị quyết số 35-NQ/TW và NQ số 11-NQ/HU", ["Nghị quyết số 35-NQ/TW", "NQ số 11-NQ/HU"]),
    ("Quy định 08 về nêu gương, Quy định 37, Quy định số 41", ["Quy định 08", "Quy định 37", "Quy định số 41"]),
    (
        "gói hỗ trợ theo Nghị quyết 68/NQ-CP và Quyết định 23/2021/QĐ-TTg",
        ["Nghị quyết 68/NQ-CP", "Quyết định 23/2021/QĐ-TTg"],
    ),
    ("mức phạt theo Nghị định 100/2019", ["Nghị định 100/2019"]),
    ("Pháp lệnh số 02/2020/UBTVQH14", ["Pháp lệnh số 02/2020/UBTVQH14"]),
    ("Nghị quyết 595/NQ-UBTVQH15 ngày 12/9/2022", ["Nghị quyết 595/NQ-UBTVQH15"]),
    ("Tờ trình số 15/TTr-MTTQ-BTT", ["Tờ trình số 15/TTr-MTTQ-BTT"]),
    ("Thông báo kết luận số 77-TB/TU", ["Thông báo kết luận số 77-TB/TU"]),
    ("Thông báo số 77 TB/TU", ["Thông báo số 77 TB/TU"]),
    ("Báo cáo số 120/BC-UBND", ["Báo cáo số 120/BC-UBND"]),
    ("Công điện khẩn số 03/CĐ-CTUBND", ["Công điện khẩn số 03/CĐ-CTUBND"]),
    ("Kế hoạch liên ngành số 01/KHLN-CA-QS", ["Kế hoạch liên ngành số 01/KHLN-CA-QS"]),
    ("Chương trình phối hợp số 02/CTPH-MTTQ-HPN", ["Chương trình phối hợp số 02/CTPH-MTTQ-HPN"]),
    ("Giấy mời số 15/GM-UBND", ["Giấy mời số 15/GM-UBND"]),
    ("Quy chế số 05-QC/ĐU", ["Quy chế số 05-QC/ĐU"]),
    ("hợp đồng số 15/HĐ-KT, hóa đơn 0001234, số tài khoản 1020/VCB", []),
    (
        "Thực hiện Chỉ thị 15/CT-TTg; Chỉ thị 16/CT-TTg, Công văn 2601/VPCP-KGVX",
        ["Chỉ thị 15/CT-TTg", "Chỉ thị 16/CT-TTg", "Công văn 2601/VPCP-KGVX"],
    ),
    ("Văn bản số 1234/SNV-CCVC ngày 5/6/2023 của Sở Nội vụ", ["Văn bản số 1234/SNV-CCVC"]),
    ("văn bản 567/UBND-VX", ["văn bản 567/UBND-VX"]),
    ("Công văn số 15/CV-ĐTN", ["Công văn số 15/CV-ĐTN"]),
    ("thực hiện NQ 68/NQ-CP, QĐ 15, CT 16", ["NQ 68/NQ-CP", "QĐ 15", "CT 16"]),
    ("Nghị quyết số 57-NQ/TW của Bộ Chính trị (gọi tắt là Nghị quyết 57)", ["Nghị quyết số 57-NQ/TW", "Nghị quyết 57"]),
    ("Nghị quyết số 03/2023/NQ-HĐND ngày 20/7/2023", ["Nghị quyết số 03/2023/NQ-HĐND"]),
    ("Quyết định 3 về việc khen thưởng 5 tập thể", ["Quyết định 3"]),
    ("Nghị quyết 3 năm qua, kết luận 5 nội dung, chỉ thị 2 lần", []),
    ("Phường 3, quận 10 theo Quyết định số 22 năm 2020", ["Quyết định số 22"]),
    ("Mô hình 3 không, 3 sạch; Chương trình 1 triệu sáng kiến", []),
    ("Điều 5 Nghị định số 08 và khoản 3 Điều 12 Luật Đất đai", ["Nghị định số 08"]),
    ("QCVN 01:2021/BYT và TCVN 7957", []),
    ("xe biển số 36A-123.45, xã loại 2/II, bản đồ 1/500", []),
    ("khu phố 5/KP, TDP 12/P5", []),
    ("Huyện đoàn ban hành Kế hoạch số 45-KH/HĐTN-VP", ["Kế hoạch số 45-KH/HĐTN-VP"]),
    ("thực hiện Chỉ thị số 40 ngày 22/11/2014 của Ban Bí thư", ["Chỉ thị số 40"]),
    ("Luật Đất đai số 45/2013/QH13", ["45/2013/QH13"]),
    ("Bộ luật Lao động số 45/2019/QH14", ["45/2019/QH14"]),
]


@pytest.mark.parametrize(("text", "printed"), SENTENCES)
def test_a_sentence_cites_these_and_no_more(text: str, printed: list[str]) -> None:
    assert [one.printed for one in cited(text)] == printed


# (text, issuer, date)
TAILS: list[tuple[str, str | None, str | None]] = [
    ("Kế hoạch số 218/KH-UBND ngày 09/7/2020 của UBND thị trấn về cây xanh", "UBND thị trấn", "2020-07-09"),
    ("Nghị quyết số 54-NQ/ĐU, ngày 06/9/2021 về dịch", "Đảng ủy", "2021-09-06"),
    ("Kế hoạch số 19-KH/CB ngày 03 tháng 4 năm 2019 của Chi bộ", "Chi bộ", "2019-04-03"),
    ("Chỉ thị 16 ngày 31/3/2020 của Thủ tướng Chính phủ", "Thủ tướng Chính phủ", "2020-03-31"),
    ("Quyết định số 759/QĐ-TTg ngày 14/4/2025 của Thủ tướng Chính phủ phê duyệt", "Thủ tướng Chính phủ", "2025-04-14"),
    ("Nghị quyết số 15/NQ-HĐND của HĐND Thành phố Huế và văn bản khác", "HĐND Thành phố Huế", None),
    ("Nghị quyết số 05/2009/NQ-HĐND ngày 22/7 của HĐND huyện", "HĐND huyện", "2009-07-22"),
    ("Kế hoạch số 9/KH-UBND ngày 5/8 của UBND TP. Vinh về", "UBND TP. Vinh", None),
    ("Nghị quyết số 68/NQ-CP về hỗ trợ", "Chính phủ", None),
]


@pytest.mark.parametrize(("text", "issuer", "date"), TAILS)
def test_issuer_and_date_stand_behind_the_number(text: str, issuer: str | None, date: str | None) -> None:
    (found,) = cited(text)
    assert (found.issuer, found.date) == (issuer, date)


def test_all_spellings_of_one_number_are_one_document_with_all_its_mentions() -> None:
    body = "Theo Nghị quyết số 60-NQ/TW ngày 12/4/2025, xã sắp xếp. Nghị quyết 60/NQ-TW nêu rõ; 60 - NQ/TW cũng vậy."
    (found,) = cited(body)
    assert found.key == "60-NQ/TW"
    assert found.date == "2025-04-12"
    assert [body[span.start : span.end] for span in found.mentions] == [
        "Nghị quyết số 60-NQ/TW",
        "Nghị quyết 60/NQ-TW",
        "60 - NQ/TW",
    ]


def test_one_number_of_two_days_is_two_documents() -> None:
    body = "Nghị quyết số 15/NQ-HĐND ngày 5/3/2020 và Nghị quyết số 15/NQ-HĐND ngày 7/12/2021 của HĐND xã."
    assert [one.date for one in cited(body)] == ["2020-03-05", "2021-12-07"]


def test_a_short_form_is_a_document_of_its_own_with_what_the_whole_number_tells() -> None:
    body = "Hỗ trợ theo Nghị quyết 68. Nghị quyết số 68/NQ-CP ngày 01/7/2021 của Chính phủ nêu rõ."
    short, whole = cited(body)
    assert (short.printed, short.key) == ("Nghị quyết 68", "NGHỊ QUYẾT 68")
    assert (short.issuer, short.date) == ("Chính phủ", "2021-07-01")
    assert whole.key == "68/NQ-CP"


def test_a_short_form_that_two_numbers_could_mean_stays_open() -> None:
    body = "Theo Nghị quyết 15. Nghị quyết số 15-NQ/HU ngày 1/2/2021. Nghị quyết số 15/NQ-HĐND ngày 5/3/2021."
    assert cited(body)[0].date is None


def test_a_list_repeats_its_type() -> None:
    assert [one.printed for one in cited("thực hiện Chỉ thị 15, 16 và 19 của Thủ tướng")] == [
        "Chỉ thị 15",
        "Chỉ thị 16",
        "Chỉ thị 19",
    ]


def test_numbers_of_a_list_each_count() -> None:
    found = cited("thông qua Nghị quyết số 05/2009/NQ-HĐND và số 06/2009/NQ-HĐND; Nghị quyết số 18-NQ/TW, 19-NQ/TW")
    assert [one.number for one in found] == ["05/2009/NQ-HĐND", "06/2009/NQ-HĐND", "18-NQ/TW", "19-NQ/TW"]


def test_title_and_captions_are_searched_too() -> None:
    found = cited("Xã họp.", title="Triển khai Chỉ thị số 05-CT/TW", captions="Lễ công bố Quyết định số 7/QĐ-UBND")
    assert [(one.printed, one.mentions[0].text) for one in found] == [
        ("Chỉ thị số 05-CT/TW", "title"),
        ("Quyết định số 7/QĐ-UBND", "captions"),
    ]


@given(st.text(alphabet="0123456789/-. ,ABCNQĐTWghị quyếtsốngày", max_size=120))
def test_every_mention_holds_its_number(text: str) -> None:
    for one in cited(text):
        for span in one.mentions:
            assert 0 <= span.start < span.end <= len(text)
            assert any(mark.isdigit() for mark in text[span.start : span.end])


HOSTILE = ["1/", "9", "1-NQ/", "số 1", "Nghị quyết số ", "Nghị quyết 1, ", "12/KH-UBND của ", "1 ", "A-", "15, "]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_megabyte_ends_in_bounded_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    begun = time.process_time()
    find_documents(Page(id="a", title=text[:1000], body=text))
    assert time.process_time() - begun < 4
