"""One rule for what is behind the last page of a list: a page says which the last is, JSON gives an empty list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.history import Change
from searchweb.app import create_app
from tests.web_stand_in import StandIn, make_article, make_official, many_articles

VY = "lê-hoàng-vỹ.phường-cây-me"
# The address of each list; where its page is; the list, its total and its page in JSON.
LISTS: tuple[tuple[str, str, Callable[[Any], tuple[list[Any], int, int, int]]], ...] = (
    ("/?q=ph%C3%B2ng", "/api/v1/search?q=phòng", lambda a: (a["hits"], a["total"], a["page"], a["last_page"])),
    ("/coverage", "/api/v1/coverage", lambda a: (a["rows"], a["units"], a["page"], a["last_page"])),
    (
        "/document?key=54-NQ%2F%C4%90U",
        "/api/v1/document?key=54-NQ/ĐU",
        lambda a: (a["citing"], a["articles"], a["page"], a["last_page"]),
    ),
    (
        f"/official/{VY}",
        f"/api/v1/officials/{VY}",
        lambda a: tuple(a["chosen"][name] for name in ("articles", "total", "page", "last_page")),  # type: ignore[return-value]
    ),
)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    vy = make_official("Lê Hoàng Vỹ", "Phó Chủ tịch Ủy ban nhân dân phường")
    held = [make_article(f"{number:03}.txt", officials=(vy,)) for number in range(30)]
    return create_app(StandIn([*held, *many_articles(60)])).test_client()


def with_page(address: str, page: int) -> str:
    return f"{address}{'&' if '?' in address else '?'}page={page}"


@pytest.mark.parametrize(("address", "json_address", "parts"), LISTS, ids=lambda one: str(one)[:12])
def test_a_page_behind_the_last_is_not_found_and_leads_to_the_last(
    client: FlaskClient, address: str, json_address: str, parts: Callable[[Any], tuple[list[Any], int, int, int]]
) -> None:
    last = parts(client.get(json_address).get_json())[3]
    answer = client.get(with_page(address, last + 1))
    assert answer.status_code == 404
    page = BeautifulSoup(answer.text, "lxml")
    assert f"Không có trang {last + 1}" in page.get_text()
    assert f"{last}" in page.select(".empty")[0].get_text().replace(f"{last + 1}", "")
    led = [str(link["href"]) for link in page.select(".empty a")]
    assert client.get(led[0]).status_code == 200
    assert unquote(led[0]) == unquote(with_page(address, last) if last > 1 else address)
    assert client.get(with_page(address, last)).status_code == 200


@pytest.mark.parametrize(("address", "json_address", "parts"), LISTS, ids=lambda one: str(one)[:12])
def test_json_gives_an_empty_list_with_the_true_totals_behind_the_last_page(
    client: FlaskClient, address: str, json_address: str, parts: Callable[[Any], tuple[list[Any], int, int, int]]
) -> None:
    first, total, _, last = parts(client.get(json_address).get_json())
    assert first, address
    answer = client.get(with_page(json_address, last + 1))
    assert answer.status_code == 200
    assert parts(answer.get_json()) == ([], total, last + 1, last)


def test_the_change_feed_ends_with_an_empty_page() -> None:
    index = StandIn([], changes=(Change("a", "added", "g000002", "2026-02-01T08:00:00Z"),))
    answer = create_app(index).test_client().get("/api/v1/changes?since=g000001&page=2")
    assert answer.status_code == 200
    found = answer.get_json()
    assert (found["changes"], found["page"], found["last_page"], found["counts"]["added"]) == ([], 2, 1, 1)


def test_the_description_of_the_api_says_what_is_behind_the_last_page(client: FlaskClient) -> None:
    described = client.get("/api/v1/openapi.json").get_json()
    assert "behind the last" in described["info"]["description"]
    assert "behind the last" in client.get("/api/v1/").text
    for operations in described["paths"].values():
        for one in operations["get"]["parameters"]:
            assert one["name"] != "page" or "behind the last" in one["description"]


@pytest.mark.parametrize("address", ["/feed", "/export/csv", "/export/jsonl"])
@pytest.mark.parametrize("query", ["page=1", "limit=10", "q=a&page=2&limit=5", "limit=0&nope=1"])
def test_what_has_no_pages_refuses_them_with_the_reason(client: FlaskClient, address: str, query: str) -> None:
    answer = client.get(f"{address}?{query}")
    assert answer.status_code == 400
    page = BeautifulSoup(answer.text, "lxml")
    assert "không chia trang" in page.get_text()
    assert not {"page", "limit"} & {code.get_text() for code in page.select(".muted code")}


def test_no_link_to_a_file_or_a_feed_asks_for_a_page(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/?q=phòng&sort=newest&group=1&limit=5&page=2").text, "lxml")
    links = {str(one["href"]) for one in page.select("[href]")}
    files = {link for link in links if link.startswith(("/feed", "/export/"))}
    assert len(files) == 5
    assert {client.get(link).status_code for link in files} == {200}


def test_the_description_of_an_export_names_what_it_takes(client: FlaskClient) -> None:
    described = client.get("/api/v1/openapi.json").get_json()["paths"]["/export/{style}"]["get"]
    assert not {"page", "limit"} & {one["name"] for one in described["parameters"]}
    assert "order of the ids" in described["description"]
