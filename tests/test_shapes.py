"""The JSON and CSV shapes are a contract with other tools."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import DateFinding, Evidence
from indexer.query import FacetCount, Hit, Marked, Query, ResultPage
from indexer.shapes import CSV_COLUMNS, article_json, csv_header, csv_row, export_row, full_day, result_json, safe_cell
from tests.web_stand_in import PROOF, WARD, make_article, make_official


def test_a_result_has_exactly_the_keys_of_the_contract() -> None:
    hit = Hit(make_article(), 2.123456, Marked("Tiêu đề", ((0, 4),)), Marked("… phòng dịch …", ((2, 7),)))
    facets = {"unit": (FacetCount(WARD, 3),), "year": (FacetCount("2021", 2),), "official": ()}
    page = ResultPage(Query(text="phòng dịch"), 3, 1.23456, (hit,), facets, "phòng dịch bệnh")
    assert result_json(page) == {
        "query": "phòng dịch",
        "total": 3,
        "took_ms": 1.23,
        "hits": [
            {
                "id": "phuong/1.txt",
                "title": "Phường Cây Me sơ kết công tác phòng, chống dịch",
                "published": "2021-11-10",
                "event_date": "2021-11-09",
                "unit": WARD,
                "officials": ["Đặng Thị Thúy Ngọc", "Lê Hoàng Vỹ"],
                "snippet": "… phòng dịch …",
                "score": 2.1235,
            }
        ],
        "facets": {
            "unit": [{"value": WARD, "count": 3}],
            "year": [{"value": "2021", "count": 2}],
            "official": [],
        },
        "did_you_mean": "phòng dịch bệnh",
    }


def test_an_export_row_has_exactly_the_keys_of_the_contract() -> None:
    row = export_row(make_article(body="Nội dung."))
    assert row == {
        "id": "phuong/1.txt",
        "title": "Phường Cây Me sơ kết công tác phòng, chống dịch",
        "body": "Nội dung.",
        "published": "2021-11-10",
        "event_date": "2021-11-09",
        "unit": WARD,
        "unit_place": ["phường Cây Me", "quận Tân Long", "Thành phố Hồ Chí Minh"],
        "publisher": "Cổng thông tin phường Cây Me",
        "officials": [
            {"name": "Đặng Thị Thúy Ngọc", "positions": ["Bí thư Đảng ủy phường"]},
            {"name": "Lê Hoàng Vỹ", "positions": ["Phó Chủ tịch Ủy ban nhân dân phường", "Đảng ủy viên"]},
        ],
        "documents": ["Nghị quyết số 54-NQ/ĐU"],
        "byline": "Tin, ảnh: Trần Văn An",
        "source_url": "https://cayme.example.gov.vn/tin/123",
    }


def test_what_is_unknown_is_null_or_an_empty_list() -> None:
    row = export_row(
        make_article(
            unit=None, published=None, event_date=None, publisher=None, officials=(), documents=(), byline=None
        )
    )
    assert [row[key] for key in ("unit", "published", "event_date", "publisher", "byline")] == [None] * 5
    assert [row[key] for key in ("unit_place", "officials", "documents")] == [[], [], []]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2021-09-28", "2021-09-28"),
        ("2021-09", None),
        ("2021", None),
        ("2021-02-30", None),
        ("20210928", None),
        ("2021-W39-2", None),
    ],
)
def test_only_a_full_day_leaves_as_a_date(value: str, day: str | None) -> None:
    assert full_day(DateFinding(value, Evidence("rule", ""))) == day


def test_a_post_printed_twice_is_one_position() -> None:
    official = make_official("Lê Hoàng Vỹ", "Chủ tịch", "Bí thư", "Chủ tịch")
    assert export_row(make_article(officials=(official,)))["officials"][0]["positions"] == ["Chủ tịch", "Bí thư"]


def test_the_article_shape_has_the_export_row_and_the_evidence_beside_it() -> None:
    article = make_article(event_date=DateFinding("2021-11", PROOF, end="2021-12"))
    shape = article_json(article)
    assert {key: shape[key] for key in export_row(article)} == export_row(article)
    assert shape["event_date"] is None
    assert shape["dates"]["event_date"]["value"] == "2021-11"
    assert shape["dates"]["event_date"]["end"] == "2021-12"
    assert shape["dates"]["event_date"]["evidence"]["sentence"] == PROOF.sentence
    assert shape["posts"][0]["mentions"] == [{"text": "body", "start": 0, "end": 4}]
    assert shape["citations"][0]["key"] == "54-NQ/ĐU"


def test_a_csv_row_has_a_cell_per_column() -> None:
    cells = dict(zip(csv_header(), csv_row(make_article()), strict=True))
    assert tuple(cells) == CSV_COLUMNS
    assert cells["unit_place"] == "phường Cây Me; quận Tân Long; Thành phố Hồ Chí Minh"
    assert cells["officials"].startswith("Đặng Thị Thúy Ngọc (Bí thư Đảng ủy phường); Lê Hoàng Vỹ (")


@pytest.mark.parametrize("title", ["=1+1", "+84 90", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1", "\n=HYPERLINK(1)"])
def test_a_csv_cell_is_never_a_formula(title: str) -> None:
    assert dict(zip(csv_header(), csv_row(make_article(title=title)), strict=True))["title"] == "'" + title


@given(st.text())
def test_a_csv_cell_keeps_the_text_behind_its_guard(text: str) -> None:
    cell = safe_cell(text)
    assert cell in {text, "'" + text}
    assert not cell.startswith(("=", "+", "-", "@"))


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r")))
def test_a_csv_row_survives_writing_and_reading(body: str) -> None:
    article = make_article(body=body)
    written = io.StringIO(newline="")
    csv.writer(written).writerow(csv_row(article))
    (read,) = csv.reader(io.StringIO(written.getvalue(), newline=""))
    assert read == csv_row(article)
