"""Comparing searches and officials over time: counts, shares, axes, and what the page says of them."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import DateFinding
from indexer.query import Query, ResultPage
from indexer.search.parse import parse
from searchweb.app import create_app
from searchweb.periods import Count, months, number_of, years
from searchweb.pictures import bar_ticks, bars, chart, network, round_up, shade, stretch, strip, ticks
from searchweb.trends import By, Trends, trends
from tests.web_stand_in import PROOF, StandIn, make_article, make_official

VY = "lê-hoàng-vỹ.phường-cây-me"


def dated(name: str, day: str, body: str) -> object:
    officials = (make_official("Lê Hoàng Vỹ", "Phó Chủ tịch Ủy ban nhân dân phường"),) if "Vỹ" in body else ()
    return make_article(
        name,
        title="Tin",
        body=body,
        captions="",
        event_date=DateFinding(day, PROOF) if day else None,
        published=None,
        officials=officials,
    )


@pytest.fixture
def index() -> StandIn:
    return StandIn(
        [
            dated("a", "2020-01-15", "nông thôn"),
            dated("b", "2020-03-15", "nông thôn đô thị Vỹ"),
            dated("c", "2020-03-20", "đô thị"),
            dated("d", "2020-03-21", "khác"),
            dated("e", "2022-06-01", "đô thị Vỹ"),
            dated("f", "2021", "đô thị"),
        ]  # type: ignore[list-item]
    )


def compared(index: StandIn, *queries: str, by: By = "month", **rest: str) -> Trends:
    first, last, official = (rest.get(name, "") for name in ("first", "last", "official"))
    officials = [official] if official else []
    return trends(index, parse, queries=queries, officials=officials, by=by, first=first, last=last)


def test_counts_stand_beside_shares_of_all_articles_of_the_month(index: StandIn) -> None:
    found = compared(index, "nông thôn", last="2020-03")
    assert found.periods == ("2020-01", "2020-02", "2020-03")
    assert found.totals == (1, 0, 3)
    assert found.lines[0].counts == (1, 0, 1)
    assert found.lines[0].shares == (100.0, None, 33.33)


def test_an_official_is_counted_by_the_register_not_by_the_name(index: StandIn) -> None:
    found = compared(index, official=VY)
    (line,) = found.lines
    assert (line.label, line.id, line.total) == ("Lê Hoàng Vỹ", VY, 2)
    assert (found.periods[0], found.periods[-1], sum(line.counts)) == ("2020-03", "2022-06", 2)


def test_lines_share_one_axis_from_the_first_to_the_last_article(index: StandIn) -> None:
    found = compared(index, "nông thôn", "đô thị", by="year")
    assert found.periods == ("2020", "2021", "2022")
    assert [line.counts for line in found.lines] == [(2, 0, 0), (2, 1, 1)]


def test_articles_without_a_month_are_told() -> None:
    index = StandIn([dated("f", "", "đô thị"), dated("g", "2021-02-03", "đô thị")])  # type: ignore[list-item]
    (line,) = compared(index, "đô thị").lines
    assert (line.total, sum(line.counts)) == (2, 1)


def test_a_loosened_answer_counts_as_none(index: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    real = StandIn.search

    def loosened(self: StandIn, query: Query) -> ResultPage:
        page = real(self, query)
        return page if not query.text else ResultPage(query, 3, 1.0, page.hits, page.facets, partial=True)

    monkeypatch.setattr(StandIn, "search", loosened)
    assert compared(index, "nông thôn").lines[0].total == 0


@pytest.fixture
def client(index: StandIn) -> FlaskClient:
    return create_app(index).test_client()


def test_the_page_draws_a_line_for_each_search_and_says_it_in_words(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/trends?q=nông thôn&q=đô thị").text, "lxml")
    assert [len(svg.select("path")) for svg in page.select(".chart-picture")] == [2, 2]
    assert "đô thị: nhiều nhất tháng 3/2020, 2 bài" in page.select("desc")[0].get_text()
    assert [box["value"] for box in page.select("input[name=q][maxlength='300']")][:2] == ["nông thôn", "đô thị"]
    cells = [cell.get_text(" ", strip=True) for cell in page.select(".behind tbody tr")[0].select("th, td")]
    assert cells == ["tháng 1/2020", "1 (100%)", "0", "1"]


def test_a_blank_box_is_not_a_search(client: FlaskClient) -> None:
    assert len(client.get("/api/v1/trends?q=nông&q=&q=+").get_json()["lines"]) == 1
    assert client.get("/trends?q=").status_code == 200


def test_page_and_json_show_the_same_counts(client: FlaskClient) -> None:
    told = client.get("/api/v1/trends?q=nông thôn&by=year&from=2020&to=2021").get_json()
    assert told["periods"] == ["2020", "2021"]
    assert told["lines"][0]["counts"] == [2, 0]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("by=week", 400),
        ("from=2021-13", 400),
        ("to=21", 400),
        ("q=" + "&q=".join("abcdefg"), 400),
        ("official=nobody", 404),
        ("nothing=1", 400),
        ("q=%22open", 400),
        ("q=tin&from=2022&to=2020", 400),
        ("q=tin&from=2021-06&to=2021-05", 400),
        ("from=2022-01&to=2021", 400),
        ("q=tin&from=2021-12&to=2021", 200),
        ("q=tin&from=2021&to=2021-01", 200),
        ("q=tin&from=2090", 200),
    ],
)
def test_a_wrong_address_is_told_so(client: FlaskClient, query: str, status: int) -> None:
    assert client.get(f"/trends?{query}").status_code == status
    assert client.get(f"/api/v1/trends?{query}").status_code == status


def test_from_after_to_is_refused_with_both_and_a_stretch_without_articles_is_an_empty_picture(
    client: FlaskClient,
) -> None:
    said = client.get("/api/v1/trends?q=tin&from=2022&to=2020-11").get_json()["error"]["message"]
    assert said == "ngày bắt đầu 2022 sau ngày kết thúc 2020-11"
    assert "Không có bài nào trong khoảng thời gian này." in client.get("/trends?q=tin&from=2090").text


def test_a_month_and_its_year_are_a_stretch_to_the_end_of_the_year(index: StandIn) -> None:
    assert compared(index, "tin", first="2021-11", last="2021").periods == ("2021-11", "2021-12")


# --- shapes ---------------------------------------------------------------------------------------
PERIODS = st.tuples(st.integers(1950, 2060), st.integers(1, 12)).map(lambda pair: f"{pair[0]}-{pair[1]:02}")


@given(PERIODS, PERIODS)
def test_an_axis_of_months_has_every_month_once_in_order(one: str, other: str) -> None:
    first, last = sorted((one, other))
    axis = months(first, last)
    assert axis[-1] == last
    assert list(axis) == sorted(set(axis))
    assert len(axis) == min(number_of(last) - number_of(first) + 1, 720)
    assert years(first, last)[-1] == last[:4]


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=60))
def test_bars_stay_in_the_picture_and_the_tallest_fills_it(counts: list[int]) -> None:
    drawn = bars([Count(str(n), count) for n, count in enumerate(counts)])
    assert all(bar.x >= 0 and bar.x + bar.width <= 100.1 for bar in drawn)
    assert max(bar.height for bar in drawn) == (100 if any(counts) else 0)


@pytest.mark.parametrize("count", [1, 2, 7, 12, 30])
def test_the_label_of_a_bar_stands_below_it(count: int) -> None:
    counts = [Count(str(1990 + n), 1) for n in range(count)]
    middles = {bar.value: bar.x + bar.width / 2 for bar in bars(counts)}
    assert all(abs(middles[tick.label] - tick.x) < 0.1 for tick in bar_ticks(counts))


@given(st.lists(st.lists(st.floats(0, 1e6), min_size=3, max_size=3), min_size=1, max_size=6))
def test_curves_stay_below_the_top_of_the_chart(lines: list[list[float]]) -> None:
    drawn = chart(lines, ["2020", "2021", "2022"])
    assert all(-0.01 <= y <= 100 for curve in drawn.curves for _, y in curve.dots)


@given(st.floats(0.001, 1e9))
def test_the_top_of_a_chart_is_near_above(value: float) -> None:
    assert value * 0.999 <= round_up(value) <= value * 10.01


@given(PERIODS, PERIODS)
def test_a_tenure_lies_on_its_axis(one: str, other: str) -> None:
    first, last = sorted((one, other))
    drawn = stretch(first, last, (first, last), (first[:4], last[:4]))
    assert drawn
    assert 0 <= drawn.x <= drawn.x + drawn.width <= 100.01


def test_a_person_without_days_has_no_stretch() -> None:
    assert stretch("", "", (), ("2020", "2021")) is None


@pytest.mark.parametrize("around", [0, 1, 2, 5, 12])
def test_the_network_keeps_everybody_apart(around: int) -> None:
    drawn = network([f"Người {n}" for n in range(around + 1)], list(range(1, around + 1)), [])
    places = {(dot.x, dot.y) for dot in drawn.dots}
    assert len(places) == around + 1
    assert len(drawn.edges) == around


def test_an_axis_has_few_labels_however_long_it_is() -> None:
    for last in ("2001-05", "2003-01", "2010-12", "2050-01"):
        assert 1 <= len(ticks(months("2001-01", last))) <= 8


def test_a_heat_cell_is_darker_for_more_and_absent_for_none() -> None:
    assert [shade(count, 100) for count in (0, 1, 5, 100)] == [0, 1, 2, 5]
    assert [cell.x for cell in strip([0, 3, 0, 1], 3)] == [25, 75]


def test_a_month_without_any_article_is_a_gap_in_the_share_not_a_zero() -> None:
    (curve,) = chart([[50.0, None, 100.0, 0.0]], ["2020-01", "2020-02", "2020-03", "2020-04"]).curves
    assert curve.path.count("M") == 2
    assert [y for _, y in curve.dots] == [50, 0]
