"""The pages over a real index of the sample corpus: front end and indexer speak the same language."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote_plus

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.index import open_index
from indexer.pipeline import reindex
from searchweb.app import create_app
from searchweb.views import EXAMPLES

CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("real") / "index"
    reindex(CORPUS, made, jobs=1)
    return made


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    return create_app(open_index(folder)).test_client()


def hits(client: FlaskClient, address: str) -> list[str]:
    page = BeautifulSoup(client.get(address).text, "lxml")
    return [str(link["href"]).split("?")[0] for link in page.select(".hit h2 a")]


def test_each_example_of_the_front_page_finds_something(client: FlaskClient) -> None:
    for example in EXAMPLES:
        found = client.get(f"/api/search?q={quote_plus(example)}").get_json()
        assert found["total"] > 0, example


def test_every_article_of_the_collection_can_be_opened_by_its_link(client: FlaskClient) -> None:
    addresses = hits(client, "/?sort=oldest&limit=100&group=0")
    assert len(addresses) == client.get("/healthz").get_json()["articles"]
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_publications_of_one_text_are_one_hit_and_all_are_counted(client: FlaskClient) -> None:
    articles = client.get("/healthz").get_json()["articles"]
    assert len(hits(client, "/?sort=oldest&limit=100")) == articles - 1
    assert client.get("/api/search?limit=1").get_json()["total"] == articles


def test_the_facet_counts_are_what_their_links_find(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/?q=chu+tich").text, "lxml")
    for link in page.select(".facet li a.choice")[::4]:
        count = int(link.select(".choice-count")[0].find_all(string=True, recursive=False)[0])
        chosen = BeautifulSoup(client.get(str(link["href"])).text, "lxml")
        assert chosen.select(".count strong")[0].get_text() == str(count), link["href"]


def test_the_links_of_an_article_lead_back_to_it(client: FlaskClient) -> None:
    for address in hits(client, "/?q=chu+tich&limit=3"):
        page = BeautifulSoup(client.get(address).text, "lxml")
        posts, things = page.select(".posts a"), page.select(".eyebrow a, .official, .documents a, .text .named")
        assert posts
        assert len(things) > 2
        for link in posts:
            assert address in hits(client, f"{link['href']}&limit=100"), link["href"]
        for link in things:
            about = client.get(str(link["href"]), follow_redirects=True)
            assert about.status_code == 200, link["href"]
            assert address in about.text, link["href"]


@pytest.mark.parametrize("odd", ["a%00b", "a" * 5_000, "..%2f..%2fetc%2fpasswd", "%22 OR 1", "*", "%f0%9f%98%80"])
def test_an_odd_id_is_only_not_found(client: FlaskClient, odd: str) -> None:
    assert client.get(f"/article/{odd}").status_code == 404
    assert client.get(f"/api/articles/{odd}").get_json()["error"]["status"] == 404


def test_a_better_query_keeps_the_filters_where_they_were(client: FlaskClient) -> None:
    beside = client.get("/api/search?q=bi+thu+dang+uy&year=2019-2024&from=2019-01-01").get_json()
    within = client.get(f"/api/search?q={quote_plus('bi thu dang uy năm:2022')}").get_json()
    assert beside["did_you_mean"] == "bí thư đảng ủy"
    assert within["did_you_mean"] == "bí thư đảng ủy năm:2022"


def test_an_abbreviation_is_marked_in_its_long_form(client: FlaskClient) -> None:
    (first, *_) = hits(client, "/?q=PCT+UBND&limit=5")
    marks = BeautifulSoup(client.get(f"{first}?q=PCT+UBND").text, "lxml").select("article mark")
    assert any(mark.get_text().lower() != "pct" for mark in marks)


def test_a_new_generation_is_answered_from_without_a_restart(tmp_path: Path) -> None:
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    (corpus / "a.txt").write_text("Xã An Phú họp giao ban\n\nSáng 05/05/2020, UBND xã An Phú họp giao ban.", "utf-8")
    reindex(corpus, index, jobs=1)
    client = create_app(open_index(index)).test_client()
    before = client.get("/healthz").get_json()
    (corpus / "b.txt").write_text("Xã An Phú trồng cây\n\nSáng 06/05/2020, UBND xã An Phú trồng cây.", "utf-8")
    reindex(corpus, index, jobs=1)
    after = client.get("/healthz").get_json()
    assert (before["articles"], after["articles"]) == (1, 2)
    assert client.get("/api/articles/b.txt").status_code == 200


def test_the_pages_of_the_collection_lead_into_each_other(client: FlaskClient, folder: Path) -> None:
    people = open_index(folder).register.everybody()
    assert len(people) > 50
    for person in people[::15]:
        page = BeautifulSoup(client.get(f"/official/{quote_plus(person.id)}").text, "lxml")
        assert page.select("h1")[0].get_text() == person.name
        assert len(page.select(".timeline ol > li")) == len(person.tenures)
        assert all(one.select("blockquote") for one in page.select(".timeline ol > li")), person.id
        for link in page.select(".counted a, .people a, .page-head a:not([href^='#']), .short-hits a"):
            assert client.get(str(link["href"])).status_code == 200, link["href"]


def test_every_unit_and_document_of_the_facets_has_its_page(client: FlaskClient) -> None:
    facets = client.get("/api/search?limit=1").get_json()["facets"]
    for one in facets["unit"][::4]:
        told = client.get(f"/api/v1/unit?on=2021-11-09&name={quote_plus(one['value'])}").get_json()
        assert told["articles"] == one["count"], one
    for one in facets["document"][::4]:
        told = client.get(f"/api/v1/document?key={quote_plus(one['value'])}").get_json()
        assert told["articles"] == one["count"], one
        assert all(citing["sentences"] for citing in told["citing"]), one


def test_the_coverage_counts_every_article_once(client: FlaskClient) -> None:
    told = client.get("/api/v1/coverage").get_json()
    everything = told["everything"]
    assert sum(everything["months"]) + everything["undated"] == everything["articles"]
    assert everything["articles"] == client.get("/healthz").get_json()["articles"]
