"""Choosing and leaving out values, places as a tree, long lists, the picture of time, and copies of one text."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from indexer.query import FacetCount, Filter, Query
from searchweb.app import create_app
from searchweb.desk import Href
from searchweb.facets import BY_NAME, ORDER, boxes, choices, matching
from searchweb.filter_links import filter_links
from searchweb.histogram import histograms
from searchweb.urls import query_string
from tests.web_stand_in import UNION, WARD, StandIn, make_article, make_official, many_articles

HREF: Href = query_string


@pytest.fixture
def index() -> StandIn:
    return StandIn(many_articles(64))


@pytest.fixture
def client(index: StandIn) -> FlaskClient:
    return create_app(index).test_client()


def soup(client: FlaskClient, address: str, status: int = 200) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return BeautifulSoup(answer.text, "lxml")


def line(page: BeautifulSoup | Tag, facet: str, label: str) -> Tag:
    found = [li for li in page.select(f".facet-{facet} li") if label in li.get_text()]
    assert found, label
    return found[0]


# --- values ---------------------------------------------------------------------------------------
def test_a_value_is_left_out_by_its_own_link(client: FlaskClient, index: StandIn) -> None:
    out = line(soup(client, "/?q=phòng&page=2"), "unit", UNION).select_one(".leave-out")
    assert out is not None
    page = soup(client, str(out["href"]))
    (left_out,) = index.asked[-1].filters
    assert left_out.exclude
    assert left_out.values[0].startswith(UNION)
    assert all(UNION not in hit.get_text() for hit in page.select(".hit"))
    assert f"Trừ Đơn vị: {UNION}" in " ".join(page.select(".chips")[0].get_text(" ", strip=True).split())


def test_the_articles_without_a_value_can_be_chosen(client: FlaskClient) -> None:
    page = soup(client, "/?q=phòng&limit=100")
    found = line(page, "unit", "không rõ")
    link = found.select_one("a.choice")
    assert link is not None
    assert link["href"] == "/?q=ph%C3%B2ng&unit=&limit=100"
    hits = soup(client, str(link["href"])).select(".hit")
    assert len(hits) == int(found.select(".choice-count")[0].find_all(string=True, recursive=False)[0])


def test_every_facet_but_the_dates_has_its_box_and_few_of_them_are_open(client: FlaskClient) -> None:
    page = soup(client, "/?q=phòng")
    assert [str(box.select("h2")[0]["id"])[6:] for box in page.select(".facet:has(> .fold)")] == list(ORDER)
    assert len(page.select(".fold[open]")) == 2
    assert page.select(".facet-place .fold[open]") == []
    assert soup(client, "/?place=tỉnh+Long+An").select(".facet-place .fold[open]") != []


def test_a_long_facet_leads_to_a_page_of_all_its_values(client: FlaskClient, index: StandIn) -> None:
    names = [f"Lò Văn {'ABCDEĐGHIK'[number // 10]}{number}" for number in range(90)]
    index.held[:] = [make_article("x.txt", officials=tuple(make_official(name, "Trưởng bản") for name in names))]
    whole = soup(client, "/?q=phòng&unit=" + WARD).select_one(".facet-official .whole a")
    assert whole is None  # that unit is another ward's
    whole = soup(client, "/?q=phòng").select_one(".facet-official .whole a")
    assert whole is not None
    page = soup(client, str(whole["href"]))
    assert len(page.select(".listed li")) == 90
    form = {str(field["name"]): str(field["value"]) for field in page.select("form.inside input")}
    found = soup(client, "/facet/official?q=phòng&facet_q=lo+van+đ")
    assert form == {"q": "phòng", "facet_q": ""}
    assert [label.get_text() for label in found.select(".choice-label")] == names[50:60]
    chosen = found.select(".listed a.choice")[0]
    assert "official=L%C3%B2" in str(chosen["href"])


def test_a_list_of_values_is_sorted_by_count_or_by_name(client: FlaskClient, index: StandIn) -> None:
    names = ("Đỗ Đức", "Ân Dung", "Dương Én")
    index.held[:] = [
        make_article(
            f"{number}.txt", officials=tuple(make_official(name, "Bí thư") for name in names[: 1 + number % 2])
        )
        for number in range(3)
    ]
    index.held.append(make_article("x.txt", officials=(make_official("Dương Én", "Bí thư"),)))
    labels = ".listed .choice-label"
    assert [one.get_text() for one in soup(client, "/facet/official").select(labels)] == [
        "Đỗ Đức",
        "Ân Dung",
        "Dương Én",
    ]
    link = next(
        str(a["href"]) for a in soup(client, "/facet/official?q=phòng").select(".sorts a") if "tên" in a.get_text()
    )
    assert [one.get_text() for one in soup(client, link).select(labels)] == ["Ân Dung", "Đỗ Đức", "Dương Én"]


def test_an_unknown_facet_has_no_page(client: FlaskClient) -> None:
    assert client.get("/facet/nothing").status_code == 404
    assert client.get("/facet/unit?facet=1").status_code == 400


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("so y te", ["Sở Y tế"]),
        ("Sở", ["Sở Y tế"]),
        ("só", []),
        ("", ["Sở Y tế", "Ban Dân tộc"]),
        ("tộc ban", ["Ban Dân tộc"]),
    ],
)
def test_values_are_found_without_accents_and_by_those_that_are_typed(typed: str, expected: list[str]) -> None:
    counts = [FacetCount("Sở Y tế", 2), FacetCount("Ban Dân tộc", 1)]
    found = choices(BY_NAME["unit"], counts, filter_links(Query(), HREF))
    assert [choice.label for choice in matching(found, typed)] == expected


# --- places ---------------------------------------------------------------------------------------
PLACES = {
    "place": (FacetCount("T", 5), FacetCount("U", 6), FacetCount("T/H", 3), FacetCount("T/K", 4), FacetCount("", 2))
}


def test_places_stand_below_the_place_they_belong_to() -> None:
    links = filter_links(Query(filters=(Filter("place", ("T",)),)), HREF)
    (box,) = (box for box in boxes(PLACES, links) if box.name == "place")
    assert [(choice.label, choice.depth) for choice in box.choices] == [
        ("U", 0), ("T", 0), ("K", 1), ("H", 1), ("không rõ", 0),
    ]  # fmt: skip
    assert box.open


def test_a_smaller_place_takes_the_place_of_the_larger_one() -> None:
    links = filter_links(Query(filters=(Filter("place", ("T",)),)), HREF)
    (box,) = (box for box in boxes(PLACES, links) if box.name == "place")
    below = next(choice for choice in box.choices if choice.label == "K")
    assert below.href == "place=T%2FK"


# --- time -----------------------------------------------------------------------------------------
def test_the_picture_of_years_shows_gaps_and_says_its_figures(client: FlaskClient) -> None:
    counts = {"year": (FacetCount("2021", 8), FacetCount("2019", 2), FacetCount("", 3))}
    (picture,) = histograms(counts, filter_links(Query(), HREF))
    assert [bar.height for bar in picture.bars] == [16, 0, 64]
    assert (picture.first, picture.last) == ("2019", "2021")
    assert "2021: 8" in picture.summary
    assert [choice.label for choice in picture.table] == ["2021", "2019", "không rõ"]


def test_the_months_of_one_year_are_shown_when_it_is_chosen() -> None:
    state = Query(filters=(Filter("year", ("2021",)),))
    counts = {"year": (FacetCount("2021", 8),), "month": (FacetCount("2021-09", 8),)}
    _, months = histograms(counts, filter_links(state, HREF))
    assert len(months.bars) == 12
    assert months.bars[8].choice.href == "year=2021&month=2021-09"
    assert [choice.label for choice in months.table] == ["tháng 9/2021"]
    assert len(histograms(counts, filter_links(Query(filters=(Filter("year", ("2020", "2021")),)), HREF))) == 1


def test_each_bar_leads_to_as_many_articles_as_it_shows(client: FlaskClient) -> None:
    for bar in soup(client, "/?q=phòng").select(".facet-year svg a")[::5]:
        count = bar.find("title").get_text().split(": ")[1]  # type: ignore[union-attr]
        assert soup(client, str(bar["href"])).select(".count strong")[0].get_text() == count


# --- copies ---------------------------------------------------------------------------------------
@pytest.fixture
def reposted() -> FlaskClient:
    held = [
        make_article("huyen.txt", publisher="Cổng huyện", published=None),
        make_article("xa.txt", publisher="Cổng xã"),
        make_article("khac.txt", title="Khác"),
    ]
    return create_app(StandIn(held, groups={"huyen.txt": "xa.txt", "xa.txt": "xa.txt"})).test_client()


def test_publications_of_one_text_are_one_hit_that_opens(reposted: FlaskClient) -> None:
    page = soup(reposted, "/?q=phòng")
    assert len(page.select(".hit")) == 2
    assert page.select(".count strong")[0].get_text() == "3"
    assert "2 bài khác nhau" in page.get_text()
    assert "1 bản đăng khác của bài này" in page.select(".copies summary")[0].get_text()
    assert len(page.select(".copies li")) == 1


def test_copies_are_shown_apart_on_request(reposted: FlaskClient) -> None:
    apart = next(a for a in soup(reposted, "/?q=phòng").select(".note a") if "Hiện riêng" in a.get_text())
    assert apart["href"] == "/?q=ph%C3%B2ng&group=0"
    page = soup(reposted, str(apart["href"]))
    assert len(page.select(".hit")) == 3
    assert not page.select(".copies")


def test_json_keeps_every_article_unless_it_is_asked_to_group(reposted: FlaskClient) -> None:
    assert len(reposted.get("/api/search?q=phòng").get_json()["hits"]) == 3
    assert len(reposted.get("/api/search?q=phòng&group=1").get_json()["hits"]) == 2
