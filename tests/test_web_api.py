"""The JSON twins of the pages, and the one shape of their errors."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from indexer.errors import NoIndex
from indexer.shapes import article_json
from searchweb.app import create_app
from tests.web_stand_in import WARD, StandIn, make_article, many_articles


@pytest.fixture
def index() -> StandIn:
    return StandIn(many_articles(64))


@pytest.fixture
def client(index: StandIn) -> FlaskClient:
    return create_app(index).test_client()


def test_a_search_has_the_shape_of_the_contract(client: FlaskClient) -> None:
    answer = client.get(f"/api/search?q=phòng&unit={WARD}&limit=3")
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    found = answer.get_json()
    assert list(found) == ["query", "total", "took_ms", "hits", "facets", "did_you_mean"]
    assert found["query"] == "phòng"
    assert len(found["hits"]) == 3
    assert list(found["facets"])[:3] == ["unit", "year", "official"]
    assert {"value": WARD, "count": found["total"]} in found["facets"]["unit"]


def test_json_is_readable_as_it_is(client: FlaskClient) -> None:
    assert WARD in client.get("/api/search?q=phòng").text


def test_without_a_query_every_article_is_found_newest_first(client: FlaskClient, index: StandIn) -> None:
    assert client.get("/api/search").get_json()["total"] == 64
    assert index.asked[-1].sort == "newest"


def test_a_page_behind_the_last_has_no_hits(client: FlaskClient) -> None:
    found = client.get("/api/search?page=99").get_json()
    assert (found["total"], found["hits"]) == (64, [])


def test_an_article_is_given_with_everything_that_was_read(client: FlaskClient, index: StandIn) -> None:
    index.held.insert(0, make_article("tin.jsonl#1"))
    assert client.get("/api/articles/tin.jsonl%231").get_json() == article_json(make_article("tin.jsonl#1"))


def test_an_article_takes_no_parameters_but_those_of_a_search(client: FlaskClient) -> None:
    assert client.get("/api/articles/nam-2006/bai-000.txt?x=1").status_code == 400


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/search?foo=1", 400),
        ("/api/search?page=x", 400),
        ("/api/search?q=" + "a" * 1001, 400),
        ("/api/search?q=" + "+".join(["từ"] * 200), 400),
        ("/api/articles/none.txt", 404),
        ("/api/nothing", 404),
        ("/api/articles/../x", 404),
    ],
)
def test_an_error_has_one_shape(client: FlaskClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert list(answer.get_json()) == ["error"]
    error = answer.get_json()["error"]
    assert list(error) == ["status", "message", "position", "repaired"]
    assert error["status"] == status
    assert error["message"]


def test_wrong_syntax_gives_the_place_and_a_query_that_works(client: FlaskClient) -> None:
    error = client.get("/api/search?q=họp (phòng").get_json()["error"]
    assert error["position"] == 4
    assert client.get("/api/search", query_string={"q": error["repaired"]}).status_code == 200


def test_a_method_that_is_not_supported_is_an_error_of_the_same_shape(client: FlaskClient) -> None:
    assert client.delete("/api/search").get_json()["error"]["status"] == 405


def test_health_names_the_index_and_says_when_there_is_none(client: FlaskClient, index: StandIn) -> None:
    assert client.get("/healthz").get_json() == {
        "status": "ok",
        "articles": 64,
        "generation": "g000003",
        "fingerprint": "f1a9c0",
        "built_at": "2026-03-02T08:15:00+07:00",
    }
    index.broken = NoIndex("no index in data/index; make one: python cli.py reindex")
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.get_json()["message"] == str(index.broken)
