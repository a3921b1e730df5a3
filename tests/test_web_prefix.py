"""Vietnamese pages stand at the root, English ones under /en/; a page's links keep its language."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from searchweb.app import create_app
from tests.web_stand_in import StandIn, many_articles

PAGES = (
    "/",
    "/?q=phường",
    "/article/phuong/1.txt",
    "/officials",
    "/trends",
    "/coverage",
    "/help",
    "/about",
    "/advanced",
)


@pytest.fixture
def client() -> FlaskClient:
    return create_app(StandIn(many_articles(8))).test_client()


def soup(client: FlaskClient, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).text, "lxml")


@pytest.mark.parametrize(("prefix", "language"), [("", "vi"), ("/en", "en")])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_its_language(client: FlaskClient, page: str, prefix: str, language: str) -> None:
    answer = client.get(prefix + page)
    assert BeautifulSoup(answer.text, "lxml").html["lang"] == language
    assert answer.headers["Content-Language"] == language
    # Nothing but the address decides.
    assert answer.headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_an_english_page_is_english_or_speaks_no_language(client: FlaskClient, page: str) -> None:
    whole = soup(client, "/en" + page)
    addresses = [str(tag["href"]) for tag in whole.select("a[href^='/']:not(.tongue)")]
    addresses += [str(form["action"]) for form in whole.find_all("form")]
    neutral = ("/api/v1/openapi.json", "/api/articles/", "/export/")
    assert addresses
    assert [one for one in addresses if not one.startswith(("/en/", *neutral))] == []


@pytest.mark.parametrize("page", PAGES)
def test_the_switch_leads_to_the_same_page_and_back(client: FlaskClient, page: str) -> None:
    there = soup(client, page).select_one("a.tongue")
    assert (there["hreflang"], there.get_text()) == ("en", "English")
    assert str(there["href"]).startswith("/en/")
    back = soup(client, str(there["href"])).select_one("a.tongue")
    assert (back["hreflang"], back.get_text()) == ("vi", "Tiếng Việt")
    assert soup(client, str(back["href"])).h1 == soup(client, page).h1


def test_every_page_links_its_translations(client: FlaskClient) -> None:
    for address in ("/?q=a+b&unit=c", "/en/?q=a+b&unit=c"):
        found = {link["hreflang"]: link["href"] for link in soup(client, address).select("link[hreflang]")}
        assert found == {"vi": "/?q=a+b&unit=c", "en": "/en/?q=a+b&unit=c"}


def test_what_a_browser_says_of_its_owner_changes_nothing(client: FlaskClient) -> None:
    asked = {"Accept-Language": "en-GB,en;q=0.9"}
    assert 'lang="vi"' in client.get("/about", headers=asked).text


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("/?lang=en", "/en/"),
        ("/?q=ph%C6%B0%E1%BB%9Dng&lang=en&page=2", "/en/?q=ph%C6%B0%E1%BB%9Dng&page=2"),
        ("/en/about?lang=vi", "/about"),
        ("/about?lang=vi", "/about"),
    ],
)
def test_a_language_asked_for_by_hand_leads_to_its_page(client: FlaskClient, asked: str, shown: str) -> None:
    answer = client.get(asked)
    assert (answer.status_code, answer.location) == (302, shown)


@pytest.mark.parametrize("asked", ["/?lang=xx", "/en/about?lang=", "/?lang=en&lang=vi", "/article/x?lang=EN"])
def test_a_language_that_is_not_spoken_is_refused(client: FlaskClient, asked: str) -> None:
    answer = client.get(asked)
    assert answer.status_code == 400
    assert "lang" in BeautifulSoup(answer.text, "lxml").get_text()


@pytest.mark.parametrize(
    "page", ["/api/search", "/api/v1/search", "/export/csv", "/healthz", "/metrics", "/static/style.css"]
)
def test_what_speaks_no_language_has_one_address(client: FlaskClient, page: str) -> None:
    answer = client.get(page, buffered=True)
    assert answer.status_code == 200
    assert "Content-Language" not in answer.headers
    assert client.get("/en" + page).status_code == 404


def test_the_api_knows_no_language(client: FlaskClient) -> None:
    assert client.get("/api/v1/search?lang=en").status_code == 400


def test_a_server_below_a_path_keeps_its_path_before_the_language() -> None:
    client = create_app(StandIn(many_articles(2))).test_client()
    for root in ("", "/tra-cuu", ""):
        page = client.get("/en/about", environ_overrides={"SCRIPT_NAME": root}).text
        whole = BeautifulSoup(page, "lxml")
        assert whole.select_one("a.tongue")["href"] == root + "/about"
        assert whole.select_one("a.name")["href"] == root + "/en/"
        assert str(whole.select_one("link[rel=stylesheet]")["href"]).startswith(root + "/static/")


def test_addresses_for_other_programs_have_the_host_and_no_language_where_there_is_none(client: FlaskClient) -> None:
    answer = client.get("/en/opensearch.xml", base_url="http://en.example.org")
    assert "http://en.example.org/en/?q={searchTerms}" in answer.text
