"""A dozen invented articles and an index of them, for the tests of searching."""

from __future__ import annotations

from functools import cache

from indexer.analysis.entry import make_entry
from indexer.model import Article, Citation, DateFinding, Evidence, Official, Place, Post, Unit
from indexer.query import ResultPage
from indexer.search.answer import answer
from indexer.search.lexicon import Lexicon, build_lexicon
from indexer.search.parse import parse
from tests.reference_engine import ReferenceEngine

PROOF = Evidence("test", "")


def official(name: str, *posts: str) -> Official:
    return Official(name, tuple(Post(post, post, post, "current", PROOF) for post in posts), ())


def article(
    name: str,
    title: str,
    body: str = "",
    *,
    officials: tuple[Official, ...] = (),
    day: str | None = None,
    published: str | None = None,
    unit: str | None = None,
    place: tuple[str, ...] = (),
    documents: tuple[str, ...] = (),
) -> Article:
    return Article(
        id=name,
        title=title,
        body=body,
        captions="",
        byline=None,
        published=DateFinding(published, PROOF) if published else None,
        event_date=DateFinding(day, PROOF) if day else None,
        unit=Unit(unit, "government", Place(place), PROOF) if unit else None,
        publisher=None,
        officials=officials,
        documents=tuple(Citation(text, text.upper(), "", "", None, None, ()) for text in documents),
    )


ARTICLES = (
    article(
        "ubnd",
        "Ủy ban nhân dân xã Tân Khai họp phiên tháng sáu",
        "Sáng 9/11/2021, Ủy ban nhân dân (UBND) xã Tân Khai họp bàn thu ngân sách. Đồng chí Hà Quốc Bảo, Chủ tịch "
        "UBND xã, chủ trì. Cuộc họp nghe báo cáo theo Chỉ thị số 16/CT-TTg.",
        officials=(official("Hà Quốc Bảo", "Chủ tịch UBND xã"),),
        day="2021-11-09",
        published="2021-11-10",
        unit="Ủy ban nhân dân xã Tân Khai",
        place=("xã Tân Khai", "huyện Hớn Quản"),
    ),
    article(
        "hội-thi",
        "Hội thi nấu ăn của phụ nữ thôn Đông",
        "Hội LHPN xã mở hội thi nấu ăn. Bà Hồ Thị Thủy, Chủ tịch Hội Liên hiệp Phụ nữ xã, trao giải.",
        officials=(official("Hồ Thị Thủy", "Chủ tịch Hội Liên hiệp Phụ nữ xã"),),
        day="2022-03-08",
        unit="Hội Liên hiệp Phụ nữ xã Long Trì",
    ),
    article(
        "hội-nghị",
        "Hội nghị tổng kết phong trào thi đua",
        "Phường mở hội nghị tổng kết thi đua. Ông Hồ Văn Thúy, Phó Chủ tịch UBND phường, phát biểu. "
        "Hội nghị biểu dương các hộ trong nông thôn mới.",
        officials=(official("Hồ Văn Thúy", "Phó Chủ tịch UBND phường"),),
        day="2021-12-20",
    ),
    article(
        "btxh",
        "Thăm Trung tâm BTXH tỉnh",
        "Đoàn của Sở LĐTBXH đến thăm Trung tâm BTXH. Ông Vũ Hoài Nam, Giám đốc Sở LĐTBXH, tặng quà.",
        officials=(official("Vũ Hoài Nam", "Giám đốc Sở LĐTBXH"),),
        day="2022-06-10",
    ),
    article(
        "bảo-trợ",
        "Chi bộ Trung tâm Bảo trợ xã hội sinh hoạt",
        "Chi bộ Trung tâm Bảo trợ xã hội sinh hoạt chuyên đề quý hai theo Nghị quyết số 54-NQ/ĐU ngày 15/05/2016.",
        day="2022-07-01",
        documents=("54-NQ/ĐU",),
    ),
    article(
        "nghị-quyết-61",
        "Triển khai Nghị quyết 61-NQ/ĐU",
        "Đảng ủy triển khai Nghị quyết số 61-NQ/ĐU. Kết quả đạt 54 phần trăm, đảng viên đọc nghị quyết.",
        officials=(official("Lò Thị Pâng", "Bí thư Đảng ủy"),),
    ),
    article(
        "chỉ-thị-16",
        "Giãn cách xã hội theo Chỉ thị 16 của Chính phủ",
        "Phường giãn cách theo Chỉ thị 16 của Chính phủ để phòng, chống dịch bệnh Covid -19.",
        day="2021-08-11",
    ),
    article(
        "chỉ-thị-05",
        "Học tập Chỉ thị 05-CT/TW",
        "Lớp học có 16 học viên, chỉ thị được đọc đủ. Các đồng chí Lò Văn Hặc, Trưởng phòng Nội vụ, dự.",
        officials=(official("Lò Văn Hặc", "Trưởng phòng Nội vụ"),),
    ),
    article(
        "dịch-vụ",
        "Bệnh viện huyện thêm dịch vụ",
        "Bệnh viện huyện mở dịch vụ khám theo yêu cầu, không phải chờ. Học sinh học bơi.",
    ),
    article(
        "dịch-bệnh",
        "Phun thuốc phòng dịch bệnh cho đàn lợn",
        "Xã phun thuốc khử trùng, ngăn dịch bệnh lây sang thôn khác.",
    ),
    article(
        "duyên",
        "Sửa chữa đường Nguyễn Huệ",
        "Thi công sửa chữa đường Nguyễn Huệ, phường 1, thành phố Tân An. Ông Nguyễn Huệ Minh giám sát thi công.",
    ),
    article(
        "rời-nhau",
        "Chuyện làng",
        "Làng có hồ nước, có phố thị, có thủy lợi và giải thưởng trao tay. Dịch vụ tốt, bệnh viện gần, ba thôn vui.",
    ),
    article(
        "phường-15",
        "Phường 15 họp tổ dân phố số 1",
        "Tổ dân phố số 1 của phường 15 họp bàn vệ sinh. Ông Nguyễn Văn Sơn dự với Giám đốc hợp tác xã.",
    ),
)


@cache
def engine() -> ReferenceEngine:
    return ReferenceEngine(make_entry(one) for one in ARTICLES)


@cache
def lexicon() -> Lexicon:
    return build_lexicon(ARTICLES, engine().vocabulary())


def ask(text: str) -> ResultPage:
    return answer(engine(), lexicon(), parse(text))


def ids(text: str) -> list[str]:
    return [hit.article.id for hit in ask(text).hits]
