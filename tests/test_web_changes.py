"""What runs changed, on pages and for programs: searchweb/changes.py, the coverage page, the page of an article."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.history import NAME, Change, record
from indexer.index import open_index
from indexer.pipeline import reindex
from searchweb.app import create_app
from searchweb.changes import PAGE_SIZE
from tests.web_stand_in import StandIn, make_article

CHANGES = (
    Change("a.txt", "added", "g000002", "2026-02-01T08:00:00Z"),
    Change("b.txt", "removed", "g000002", "2026-02-01T08:00:00Z"),
    Change("a.txt", "changed", "g000003", "2026-03-02T08:15:00Z"),
)


@pytest.fixture
def index() -> StandIn:
    return StandIn([make_article("a.txt"), make_article("c.txt")], changes=CHANGES)


@pytest.fixture
def client(index: StandIn) -> FlaskClient:
    return create_app(index).test_client()


def text_of(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(BeautifulSoup(answer.text, "lxml").get_text().split())


def test_the_feed_tells_what_changed_and_where_to_go_on_from(client: FlaskClient) -> None:
    found = client.get("/api/v1/changes?since=g000002").get_json()
    assert [(one["article"], one["what"], one["href"]) for one in found["changes"]] == [
        ("a.txt", "changed", "/api/v1/articles/a.txt")
    ]
    assert (found["generation"], found["complete"]) == ("g000003", True)
    assert client.get(found["changes"][0]["href"]).status_code == 200
    assert client.get("/api/v1/changes?since=g000003").get_json()["changes"] == []


def test_a_removed_article_has_no_address_to_read_it_at(client: FlaskClient) -> None:
    found = client.get("/api/v1/changes?since=2026-02-01").get_json()
    assert found["counts"] == {"added": 1, "changed": 1, "removed": 1}
    assert [one["href"] for one in found["changes"] if one["what"] == "removed"] == [""]


def test_the_feed_says_where_it_cannot_know_of_everything(client: FlaskClient) -> None:
    found = client.get("/api/v1/changes?since=2020-01-01").get_json()
    assert (found["complete"], found["known_from"]) == (False, "2026-01-01T00:00:00Z")


def test_many_changes_come_page_by_page(index: StandIn, client: FlaskClient) -> None:
    index.changes = tuple(Change(f"{n}", "added", "g000002", "2026-02-01T08:00:00Z") for n in range(PAGE_SIZE + 1))
    pages = [client.get(f"/api/v1/changes?since=g000001&page={page}").get_json() for page in (1, 2)]
    assert [(len(page["changes"]), page["last_page"]) for page in pages] == [(PAGE_SIZE, 2), (1, 2)]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("since=", 400),
        ("since=g1", 400),
        ("since=x", 400),
        ("since=2026-13-01", 400),
        ("since=g000099", 404),
    ],
)
def test_a_moment_that_is_none_is_refused(client: FlaskClient, query: str, status: int) -> None:
    answer = client.get(f"/api/v1/changes?{query}")
    assert answer.status_code == status
    assert answer.get_json()["error"]["message"]


def test_the_page_of_an_article_tells_its_history(client: FlaskClient) -> None:
    said = text_of(client, "/article/a.txt")
    assert "thêm vào 1/2/2026 08:00 UTC (g000002) · sửa 2/3/2026 08:15 UTC (g000003)" in said
    assert "thêm vào" not in text_of(client, "/article/c.txt")


def test_an_article_that_left_the_collection_is_told_from_one_that_never_was(client: FlaskClient) -> None:
    assert "không còn trong kho" in text_of(client, "/article/b.txt", 404)
    assert "không còn trong kho" not in text_of(client, "/article/d.txt", 404)
    assert "no longer in the collection" in text_of(client, "/en/article/b.txt", 404)


def test_the_coverage_page_tells_what_was_added_changed_and_removed(client: FlaskClient) -> None:
    said = text_of(client, "/coverage?since=2026-02-01")
    assert "3 bài từ 1/2/2026" in said
    assert re.search("b.txt ?bỏ ra", said), said
    assert "tệp mới hoặc đã sửa" not in said


def test_the_coverage_page_says_where_it_goes_by_the_files(client: FlaskClient) -> None:
    said = text_of(client, "/coverage?since=2020-01-01")
    assert "2 bài từ 1/1/2020" in said
    assert "tệp mới hoặc đã sửa" in said


def test_a_damaged_journal_costs_its_feed_and_no_page(tmp_path: Path) -> None:
    reindex(Path(__file__).parent.parent / "corpus" / "an-giang", tmp_path)
    record(tmp_path)
    client = create_app(open_index(tmp_path)).test_client()
    (article,) = client.get("/api/v1/search?limit=1").get_json()["hits"]
    assert client.get("/api/v1/changes?since=2020-01-01").get_json()["complete"]
    (tmp_path / NAME).write_bytes(b"x" * 5_000)
    assert client.get("/api/v1/changes?since=2020-01-01").status_code == 503
    assert client.get(f"/article/{article['id']}").status_code == 200
    assert client.get("/coverage?since=2020-01-01").status_code == 200
