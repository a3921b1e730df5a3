"""What the empty page offers, what an answer says of itself, and parameters that no page takes in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.index import open_index
from indexer.pipeline import reindex
from indexer.query import DateRange, Filter, Query
from indexer.search.parse import parse
from searchweb.app import create_app
from searchweb.looser import looser_searches
from searchweb.urls import query_string
from tests.web_stand_in import StandIn, make_article

CORPUS = Path(__file__).parent.parent / "corpus"
NOWHERE = Filter("unit", ("Ủy ban nhân dân xã Không Có",))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("looser") / "index"
    reindex(CORPUS, made, jobs=1)
    return made


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    return create_app(open_index(folder)).test_client()


def offered(folder: Path, state: Query) -> dict[str, str]:
    found = looser_searches(open_index(folder), state, parse, lambda asked: f"/?{query_string(asked)}")
    assert all(one.count > 0 for one in found)
    return {one.label: one.href for one in found}


def page(client: FlaskClient, address: str, status: int = 200) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return BeautifulSoup(answer.text, "lxml")


YEAR = Filter("year", ("2021",))


@pytest.mark.parametrize(
    ("state", "labels"),
    [
        (Query("chủ tịch", filters=(NOWHERE,)), ["Không dùng bộ lọc nào"]),
        (Query("chủ tịch", filters=(YEAR, NOWHERE)), [f"Bỏ Đơn vị: {NOWHERE.values[0]}", "Không dùng bộ lọc nào"]),
        (
            Query("chủ tịch", dates=DateRange("1950-01-01", "1950-02-01"), filters=(YEAR,)),
            ["Bỏ Ngày: 1/1/1950 – 1/2/1950", "Không dùng bộ lọc nào"],
        ),
        (Query("chủ tịch năm:1950"), ["chủ tịch"]),
        (Query('"chủ phường tịch"', filters=(YEAR,)), ["chủ phường tịch"]),
        (Query('"chủ phường tịch" năm:1950'), ["chủ phường tịch"]),
        (Query("tiêu_đề:zzzz"), []),
    ],
)
def test_one_condition_less_finds_something(folder: Path, state: Query, labels: list[str]) -> None:
    assert list(offered(folder, state)) == labels


def test_a_looser_search_finds_as_many_as_it_says(client: FlaskClient) -> None:
    empty = page(client, "/?q=chủ+tịch&unit=Không+có&year=2021&from=2021-01-01&to=2021-12-31")
    links = empty.select(".looser a")
    assert links
    for link in links:
        said = link.find_next("span").get_text().split()[0]  # type: ignore[union-attr]
        assert page(client, str(link["href"])).select(".count strong")[0].get_text() == said, link["href"]


def test_a_page_with_hits_offers_nothing_looser(client: FlaskClient) -> None:
    assert page(client, "/?q=chủ+tịch").select(".looser") == []


def test_an_empty_index_offers_nothing_looser() -> None:
    assert looser_searches(StandIn([]), Query(text="họp", filters=(NOWHERE,)), parse, lambda _: "") == ()


def test_the_answer_says_how_many_how_fast_and_from_which_index(client: FlaskClient) -> None:
    (line,) = page(client, "/?q=chủ+tịch").select(".count")
    said = " ".join(line.get_text().split())
    state = client.get("/healthz").get_json()
    assert " bài, tìm trong " in said
    assert " ms" in said
    assert f"chỉ mục {state['generation']}" in said
    assert "UTC" in str(line.select("a")[0]["title"])


def test_synonyms_can_be_left_out_and_taken_in_again(client: FlaskClient) -> None:
    (off,) = [link for link in page(client, "/?q=UBND").select(".beside a") if "đã gõ" in link.get_text()]
    assert "synonyms=0" in str(off["href"])
    (on,) = [link for link in page(client, str(off["href"])).select(".beside a") if "đồng nghĩa" in link.get_text()]
    assert "synonyms" not in str(on["href"])


def test_words_are_found_inside_one_article_while_its_search_rides_along() -> None:
    client = create_app(StandIn([make_article("a.txt")])).test_client()
    found = page(client, "/article/a.txt?q=họp&find=Hoàng")
    assert {mark.get_text() for mark in found.select(".text mark")} == {"Hoàng"}
    assert found.select(".find [role=status]")[0].get_text() == "3 chỗ khớp trong bài"
    assert found.select(".find input[name=q]")[0]["value"] == "họp"
    assert found.select(".find input[name=find]")[0]["value"] == "Hoàng"
    assert "không có trong bài này" in page(client, "/article/a.txt?find=zebra").get_text()
    assert client.get("/article/a.txt?find=(họp").status_code == 400
    assert client.get("/article/a.txt?find=a&find=b").status_code == 400


@pytest.mark.parametrize(
    "address",
    [
        *("/help?q=x", "/about?year=2020", "/opensearch.xml?a=1", "/api/v1/?q=x", "/api/v1/openapi.json?a=1"),
        *(
            "/healthz?a=1",
            "/metrics?a=1",
            "/robots.txt?a=1",
            "/?q=a&explain=yes",
            "/api/v1/search?explain=2",
            "/facet/unit?order=size",
        ),
        *("/api/v1/changes", "/feed/official/x?q=a", "/advanced?any=a&x=1", "/api/v1/suggest?unit=x"),
    ],
)
def test_no_page_takes_a_parameter_it_does_not_know(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 400
