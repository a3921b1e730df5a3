"""The coverage page: gaps are visible, what was skipped is named, and absence is not taken for proof."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.model import DateFinding
from searchweb.app import create_app
from searchweb.coverage import Gap, coverage, longest_gap
from searchweb.periods import Count
from tests.web_stand_in import PROOF, WARD, StandIn, make_article, many_articles

FULL = f"{WARD}, quận Tân Long, Thành phố Hồ Chí Minh"


def on(day: str, name: str = "") -> object:
    return make_article(name or day, event_date=DateFinding(day, PROOF) if day else None, published=None)


@pytest.fixture
def index() -> StandIn:
    return StandIn([on("2020-01-05"), on("2020-02-05"), on("2020-07-05"), on("2021-01-05"), on("2021-01-06")])  # type: ignore[list-item]


@pytest.fixture
def client(index: StandIn) -> FlaskClient:
    return create_app(index).test_client()


def test_a_unit_has_a_number_for_every_month_of_the_axis(index: StandIn) -> None:
    found = coverage(index)
    (row,) = found.rows
    assert (found.axis[0], found.axis[-1], len(found.axis)) == ("2020-01", "2021-01", 13)
    assert row.months == found.everything.months == (1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 2)
    assert row.gap == Gap("2020-08", "2020-12", 5)


def test_a_year_narrows_the_axis_not_the_totals(index: StandIn) -> None:
    found = coverage(index, year="2021")
    assert len(found.axis) == 12
    assert found.rows[0].months[0] == 2
    assert found.rows[0].articles == 5


@pytest.mark.parametrize(
    ("counts", "gap"),
    [
        ([1, 1], None),
        ([], None),
        ([1, 0, 1, 0, 0, 1], Gap("4", "5", 2)),
        ([1, 0, 1, 0, 1], Gap("2", "2", 1)),
    ],
)
def test_the_longest_gap_is_the_first_of_equals(counts: list[int], gap: Gap | None) -> None:
    assert longest_gap(Count(str(n), count) for n, count in enumerate(counts, 1)) == gap


def test_what_was_skipped_is_grouped_by_its_reason(index: StandIn) -> None:
    (one,) = coverage(index).skipped
    assert (one.reason, one.count, one.paths) == ("no article text found", 2, ("hỏng/trống.html", "hỏng/ảnh.txt"))


def test_new_articles_are_told_since_a_day(index: StandIn) -> None:
    found = coverage(index, since="2021-01-01")
    assert (found.new_count, [one.article for one in found.new]) == (2, ["2021-01-05", "2021-01-06"])
    assert coverage(index).new == ()


def test_the_page_says_that_absence_proves_nothing(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/coverage?since=2021-01-01").text, "lxml")
    assert "không chứng minh điều gì" in page.get_text()
    assert "tháng 8/2020 – tháng 12/2020 (5 tháng)" in page.get_text()
    assert "hỏng/trống.html" in page.get_text()
    assert len(page.select(".heat li")) == 2
    assert len(page.select(".heat li")[1].select("rect")) == 1 + 4
    row = [cell.get_text(strip=True) for cell in page.select(".heat-table tbody tr")[1].select("th, td")]
    assert row == [FULL, "3", "2"]


def test_a_cell_leads_to_its_articles(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/coverage?year=2020").text, "lxml")
    cell = page.select(".heat-table tbody tr")[1].select("td a")[0]
    assert "month=2020-01" in str(cell["href"])
    assert client.get(str(cell["href"])).status_code == 200


def test_many_units_are_turned_page_by_page() -> None:
    held = many_articles(60)
    found = coverage(StandIn(held), page=1)
    assert (found.page, found.last_page) == (1, 1)
    assert found.units == len(found.rows)


def test_what_was_not_understood_is_told_with_its_place(index: StandIn, client: FlaskClient) -> None:
    (one,) = coverage(index).remarks
    assert (one.count, one.places) == (1, ("xã/tin.jsonl#2: hôm qua",))
    for address, said in (("/coverage", "không phải ngày như 2021-09-28"), ("/en/coverage", "is no day such as")):
        shown = client.get(address).text
        assert said in shown
        assert "xã/tin.jsonl#2: hôm qua" in shown


def test_an_empty_collection_has_a_coverage_page() -> None:
    client = create_app(StandIn([])).test_client()
    assert client.get("/coverage").status_code == 200
    assert client.get("/api/v1/coverage").get_json()["axis"] == []


def test_articles_without_a_month_are_told() -> None:
    page = create_app(StandIn([on("2020-01-05"), on("", "x")])).test_client()  # type: ignore[list-item]
    assert page.get("/api/v1/coverage").get_json()["everything"]["undated"] == 1


@pytest.mark.parametrize(
    "query", ["since=yesterday", "since=2021-02-30", "year=21", "page=0", "page=x", "unit=a", "since=0001-01-01"]
)
def test_a_wrong_parameter_is_refused_with_the_known_ones(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/api/v1/coverage?{query}")
    assert answer.status_code == 400
    assert "since" in answer.get_json()["error"]["message"]
    assert client.get(f"/coverage?{query}").status_code == 400
