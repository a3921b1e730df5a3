"""/robots.txt: every page may be read, and no choice of filters, file or feed; the links of the pages say the same."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urldefrag

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from searchweb.app import create_app
from tests.web_stand_in import StandIn, many_articles

PAGES = (
    "/",
    "/?q=phòng",
    "/?q=phòng&sort=newest&page=2",
    "/article/nam-2006/bai-000.txt?q=phòng",
    "/officials",
    "/help",
)
PAGES += ("/unit?name=a", "/document?key=a", "/trends?q=a&official=b", "/coverage?year=2021", "/about", "/advanced")
PAGES += ("/api/v1/", "/official/lê-hoàng-vỹ.phường-cây-me", "/official/a?page=2", "/static/style.css")
REFUSED = ("/export/csv?q=a", "/feed", "/feed?q=a", "/feed/official/a", "/facet/unit", "/facet/unit?q=a", "/metrics")
REFUSED += ("/?unit=a", "/?q=a&unit=b", "/?q=a&-unit=b", "/?-year=2021", "/?q=a&from=2021-01-01", "/?to=2021-01-01")
REFUSED += (
    "/?q=a&explain=1",
    "/?q=a&synonyms=0",
    "/?q=a&group=0",
    "/official/a?unit=b",
    "/official/a?page=1&-year=2020",
)
REFUSED += ("/api/v1/search?q=a", "/api/v1/openapi.json", "/cite/ris/a.txt", "/healthz")


@cache
def client() -> FlaskClient:
    return create_app(StandIn(many_articles())).test_client()


@cache
def rules(root: str = "") -> tuple[tuple[int, bool, re.Pattern[str]], ...]:
    """The length of each rule, whether it allows, and what it matches."""
    answer = client().get("/robots.txt", environ_overrides={"SCRIPT_NAME": root})
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    head, *lines = answer.text.splitlines()
    assert head == "User-agent: *"
    assert all(re.fullmatch(r"(Allow|Disallow): /\S+", line) for line in lines)
    return tuple((len(rule), verb == "Allow", pattern(rule)) for verb, rule in (line.split(": ") for line in lines))


def pattern(rule: str) -> re.Pattern[str]:
    written = ".*".join(map(re.escape, rule.removesuffix("$").split("*")))
    return re.compile(written + ("$" if rule.endswith("$") else ""))


def may_be_read(address: str, root: str = "") -> bool:
    """By RFC 9309: the longest rule that matches from the beginning of the path decides."""
    matching = [(length, allows) for length, allows, rule in rules(root) if rule.match(address)]
    return max(matching, default=(0, True))[1]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_may_be_read(language: str, address: str) -> None:
    assert may_be_read(language + address)


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("address", REFUSED)
def test_files_feeds_lists_and_choices_may_not(language: str, address: str) -> None:
    assert not may_be_read(language + address)


@pytest.mark.parametrize(
    "address", ["/", "/?q=phòng", "/?q=phòng&unit=a", "/official/lê-hoàng-vỹ.phường-cây-me", "/en/"]
)
def test_a_link_not_to_be_followed_leads_where_nothing_may_be_read(address: str) -> None:
    page = BeautifulSoup(client().get(address).text, "lxml")
    links = [str(one["href"]) for one in page.select("a[rel~=nofollow]") if str(one["href"]).startswith("/")]
    chosen = [urldefrag(link)[0] for link in links]
    assert [link for link in chosen if may_be_read(link)] in ([], ["/?q=ph%C3%B2ng"])


def test_every_article_is_reached_by_what_may_be_read() -> None:
    seen: set[str] = set()
    waiting = ["/?sort=newest"]
    while waiting:
        address = waiting.pop()
        page = BeautifulSoup(client().get(address).text, "lxml")
        seen |= {str(one["href"]).split("?")[0] for one in page.select(".hit h2 a") if may_be_read(str(one["href"]))}
        waiting += [str(one["href"]) for one in page.select(".pages a[rel=next]") if may_be_read(str(one["href"]))]
    assert len(seen) == 60


def test_a_site_below_the_root_of_its_host_names_its_whole_paths() -> None:
    assert not may_be_read("/tin/?unit=a", "/tin")
    assert not may_be_read("/tin/en/export/csv", "/tin")
    assert may_be_read("/tin/?q=a", "/tin")


def test_the_rules_speak_no_language() -> None:
    assert client().get("/en/robots.txt").status_code == 404
    assert "Content-Language" not in client().get("/robots.txt").headers
