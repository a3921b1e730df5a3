"""Hostile articles are text on every page, feed and file; hostile requests are refused at once, with the reason."""

from __future__ import annotations

import csv
import io
import json
import logging
import time
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from lxml import etree

from indexer.index import open_index
from indexer.pipeline import reindex
from searchweb.app import HEADERS, create_app
from searchweb.exports import EXPORTS
from tests.hostile import (
    FILE_NAMES,
    PAYLOADS,
    SCRIPT,
    hostile_articles,
    trespasses,
    write_hostile_corpus,
)
from tests.web_stand_in import StandIn, many_articles

# Of processor time, so that what else the machine does is not counted.
SECONDS = 1.0
MOST_PAGES = 160


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Over an index of a corpus of hostile files."""
    folder = tmp_path_factory.mktemp("hostile")
    write_hostile_corpus(folder / "corpus")
    reindex(folder / "corpus", folder / "index", jobs=1)
    return create_app(open_index(folder / "index")).test_client()


@pytest.fixture
def invented() -> FlaskClient:
    """Over articles whose every field is hostile."""
    return create_app(StandIn(hostile_articles())).test_client()


@pytest.fixture(autouse=True)
def _nothing_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.WARNING)
    yield
    assert [record.getMessage() for record in caplog.records] == []


# --- hostile articles -----------------------------------------------------------------------------
def walked(client: FlaskClient, beginnings: list[str]) -> dict[str, str]:
    """The text of every page that is reached from a few, of each kind of page only so many."""
    waiting, seen, kinds = list(beginnings), {}, {}
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        kind = address.split("?")[0].split("/")[1:3][0] + str(address.startswith("/en"))
        if address in seen or kinds.get(kind, 0) >= MOST_PAGES // 5:
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = client.get(address, follow_redirects=True)
        assert answer.status_code == 200, address
        assert answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        if answer.mimetype == "text/html":
            seen[address] = answer.text
            links = [str(link["href"]) for link in BeautifulSoup(answer.text, "lxml").select("a[href]")]
            waiting += [link for link in links if link.startswith("/")]
    return seen


BEGINNINGS = [
    "/",
    "/?q=họp",
    "/officials",
    "/coverage",
    "/trends?q=họp",
    "/facet/unit",
    "/facet/official?q=họp",
    "/en/",
]


def test_no_page_of_a_hostile_corpus_holds_more_than_its_template(real: FlaskClient) -> None:
    seen = walked(real, BEGINNINGS)
    assert len(seen) > 60
    assert {address: found for address, html in seen.items() if (found := trespasses(html))} == {}


def test_no_page_of_hostile_findings_holds_more_than_its_template(invented: FlaskClient) -> None:
    seen = walked(invented, BEGINNINGS)
    assert len(seen) > 60
    assert {address: found for address, html in seen.items() if (found := trespasses(html))} == {}


def test_what_an_article_tries_is_there_to_read(real: FlaskClient) -> None:
    page = real.get("/article/" + quote(FILE_NAMES[0])).text
    assert SCRIPT in BeautifulSoup(page, "lxml").get_text()
    assert "&lt;script&gt;window.hacked=1&lt;/script&gt;" in page
    assert "1337" not in real.get("/article/" + quote(FILE_NAMES[3])).text


@pytest.mark.parametrize("name", FILE_NAMES)
def test_an_article_is_found_under_whatever_name_its_file_has(real: FlaskClient, name: str) -> None:
    assert real.get("/api/articles/" + quote(name)).get_json()["id"] == name
    assert real.get("/article/" + quote(name)).status_code == 200
    assert real.get("/cite/bibtex/" + quote(name)).status_code == 200


@pytest.mark.parametrize("client_name", ["real", "invented"])
def test_feeds_and_files_hold_articles_as_text_alone(client_name: str, request: pytest.FixtureRequest) -> None:
    client: FlaskClient = request.getfixturevalue(client_name)
    feed = etree.fromstring(client.get("/feed?q=họp").data)
    assert {etree.QName(each).namespace for each in feed.iter()} == {"http://www.w3.org/2005/Atom"}
    assert all(each.get("href", "http:").startswith("http:") for each in feed.iter())
    rows = list(csv.reader(io.StringIO(client.get("/export/csv").text.removeprefix("\ufeff"))))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell.lstrip("'\"")[:1] in {"=", "@"} and cell[0] != "'"]
    lines = client.get("/export/jsonl").text.splitlines()
    assert len(lines) == len(rows) - 1
    assert all(json.loads(line)["id"] for line in lines)
    for style in EXPORTS:
        answer = client.get(f"/export/{style}?q=họp")
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="tracuu-')
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_query_is_shown_as_text_wherever_it_is_repeated(invented: FlaskClient, payload: str) -> None:
    typed = quote(payload)
    addresses = [
        f"/?q={typed}", f"/?unit={typed}", f"/?-official={typed}", f"/?sort={typed}", f"/?{typed}=1", f"/?page={typed}",
        f"/facet/unit?facet_q={typed}", f"/facet/{typed}", f"/officials?name={typed}", f"/unit?name={typed}",
        f"/unit?on={typed}", f"/document?key={typed}", f"/trends?q={typed}", f"/trends?from={typed}&q=a",
        f"/coverage?since={typed}", f"/article/{typed}", f"/official/{typed}", f"/advanced?all={typed}", f"/{typed}",
        f"/help?{typed}", f"/?lang={typed}", f"/en/?q={typed}", f"/cite/bibtex/{typed}", f"/export/csv?q={typed}",
        f"/feed?q={typed}", f"/api/v1/?{typed}",
    ]  # fmt: skip
    for address in addresses:
        answer = invented.get(address)
        assert answer.status_code < 500, address
        assert answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"], address
        if answer.mimetype == "text/html":
            assert trespasses(answer.text) == [], address
        else:
            assert answer.mimetype != "application/xhtml+xml"
    for address in (
        f"/api/search?q={typed}",
        f"/api/v1/search?q={typed}",
        f"/api/v1/suggest?q={typed}",
        f"/api/{typed}",
    ):
        answer = invented.get(address)
        assert answer.status_code < 500
        assert answer.mimetype == "application/json"


# --- hostile requests -----------------------------------------------------------------------------
@pytest.fixture(scope="module")
def plain() -> FlaskClient:
    return create_app(StandIn(many_articles(64))).test_client()


def refused(client: FlaskClient, address: str, **settings: object) -> str:
    """What is said of a request that must be refused: at once, with a reason, as a page or as JSON."""
    began = time.process_time()
    answer = client.get(address, **settings)  # type: ignore[arg-type]
    assert time.process_time() - began < SECONDS
    assert 400 <= answer.status_code < 500, (answer.status_code, address[:80])
    assert "Traceback" not in answer.text
    if answer.mimetype == "application/json":
        return str(answer.get_json()["error"]["message"])
    assert trespasses(answer.text) == []
    return BeautifulSoup(answer.text, "lxml").select("main")[0].get_text()


LONG = quote("họp ") * 10_000
DEEP = "(" * 400 + "a" + ")" * 400
TEXT_PARAMETERS = [
    "/?q={}", "/?unit={}", "/?-place={}", "/?official={}", "/facet/official?facet_q={}", "/facet/unit?q={}",
    "/officials?name={}", "/unit?name={}", "/document?key={}", "/trends?q={}", "/advanced?phrase={}", "/feed?q={}",
    "/export/csv?q={}", "/export/ris?unit={}", "/article/nam-2006/bai-000.txt?q={}", "/api/search?q={}",
    "/api/v1/search?q={}", "/api/v1/suggest?q={}", "/api/v1/officials?name={}", "/api/v1/unit?name={}",
    "/api/v1/trends?q={}", "/en/?q={}",
]  # fmt: skip


@pytest.mark.parametrize("address", TEXT_PARAMETERS)
@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("null byte", "h%00ọp"),
        ("escape", "h%1bọp"),
        ("lone surrogate", "h%ED%A0%80p"),
        ("half a letter", "h%E1%BB"),
        ("overlong slash", "%C0%AF"),
        ("latin-1", "h%F4i"),
        ("right to left", "h%E2%80%AEọp"),
        ("isolate", "h%E2%81%A6ọp"),
        ("ten thousand words", LONG),
        ("a hundred thousand letters", "a" * 100_000),
    ],
)
def test_text_that_nobody_types_is_refused_with_the_reason(
    plain: FlaskClient, address: str, kind: str, typed: str
) -> None:
    assert len(refused(plain, address.format(typed))) > 20, kind


@pytest.mark.parametrize("page", ["/?q=", "/api/v1/search?q=", "/feed?q=", "/export/csv?q=", "/trends?q="])
@pytest.mark.parametrize("typed", [DEEP, "(" * 900, '"' * 901, "NOT " * 240 + "a", "a NEAR/3 " * 90 + "b", "-" * 900])
def test_syntax_without_an_end_is_answered_at_once(plain: FlaskClient, page: str, typed: str) -> None:
    began = time.process_time()
    answer = plain.get(page + quote(typed))
    assert time.process_time() - began < SECONDS
    assert answer.status_code in {200, 400}


def test_a_query_of_ten_thousand_terms_is_refused_before_it_is_read(real: FlaskClient) -> None:
    assert "1.000" in refused(real, "/?q=" + LONG) or "1000" in refused(real, "/?q=" + LONG)
    refused(real, "/api/v1/search?q=" + "+OR+".join(f"tu{number}" for number in range(10_000)))


@pytest.mark.parametrize(
    "address",
    [
        "/?page=0", "/?page=-1", "/?page=1e9", "/?page=%D9%A3", "/?page=99999999999999999999", "/?page=1&page=2",
        "/?limit=0", "/?limit=100000", "/?limit=NaN", "/?q=a&q=b", "/?sort=__proto__", "/?group=2", "/?synonyms=x",
        "/?year=0", "/?year=1-9999", "/?year=2020-2019", "/?month=2020-13", "/?from=2020-02-30", "/?to=0000-00-00",
        "/?from=2021-01-01&to=2020-01-01", "/?q[]=a", "/?q%00=a", "/?__class__=a", "/?Q=a", "/?explain=1&explain=1",
        "/?" + "&".join(["unit=a"] * 51), "/?" + "&".join(f"x{number}=1" for number in range(1_000)),
        "/?" + "&".join(["unit=a"] * 5_000), "/unit?name=a&name=b", "/unit?name=a&on=x", "/unit", "/document",
        "/trends?" + "&".join(["q=a"] * 50), "/trends?q=a&by=day", "/trends?q=a&from=20", "/coverage?page=x",
        "/coverage?since=yesterday", "/facet/unit?order=x&order=y", "/api/v1/suggest?q=a&limit=9", "/?lang=fr",
    ],
)  # fmt: skip
def test_parameters_that_mean_nothing_are_refused_by_name(plain: FlaskClient, address: str) -> None:
    assert len(refused(plain, address)) > 20


VERY_LONG = "a" * 60_000
MANY_VALUES = "&".join(f"unit={quote('đ' * 290)}{number}" for number in range(30))


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize(
    "address",
    [
        f"/?q={VERY_LONG}", f"/?{VERY_LONG}=1", f"/?nope={VERY_LONG}", f"/?q=ab&unit={VERY_LONG}",
        f"/?{MANY_VALUES}&sort=x", f"/?q=%22&{MANY_VALUES}", f"/document?key={VERY_LONG}", f"/nowhere?x={VERY_LONG}",
        f"/nowhere/{VERY_LONG}", f"/article/{VERY_LONG}", f"/?q={quote('ườ' * 500)}%22", f"/coverage?year={VERY_LONG}",
        f"/?lang={VERY_LONG}", f"/api/v1/search?q=a&unit={VERY_LONG}",
        "/?" + "&".join(f"{'x' * 200}{number}=1" for number in range(200)),
        "/api/v1/search?" + "&".join(f"{'x' * 200}{number}=1" for number in range(200)),
    ],
)  # fmt: skip
def test_a_refusal_does_not_say_a_long_request_again(plain: FlaskClient, language: str, address: str) -> None:
    answer = plain.get(language + address)
    assert 400 <= answer.status_code < 500
    assert len(answer.data) < 30_000


def test_a_refused_search_of_a_long_text_is_still_in_the_box_and_mended(plain: FlaskClient) -> None:
    text = "nghiêng " * 100 + '"'
    page = BeautifulSoup(plain.get("/", query_string={"q": text}).text, "lxml")
    assert page.select("#q")[0]["value"] == text
    assert page.select(".empty a[href^='/?q=']")


def test_of_many_problems_the_first_are_told_and_the_others_counted(plain: FlaskClient) -> None:
    said = plain.get("/api/v1/search?" + "&".join(f"x{number}=1" for number in range(25))).get_json()["error"][
        "message"
    ]
    assert "'x9'" in said
    assert "'x10'" not in said
    assert "và 15 lỗi khác" in said


@pytest.mark.parametrize(
    "address",
    [
        "/unit?name=a&on=9999-12-31", "/unit?name=a&on=0000-00-00", "/trends?q=a&from=1899", "/coverage?year=2100",
        "/coverage?since=1899-12-31", "/official/x?from=9999-12-31", "/api/v1/changes?since=2100-01-01",
    ],
)  # fmt: skip
def test_a_day_too_far_away_is_refused_with_the_years_that_are_taken(plain: FlaskClient, address: str) -> None:
    assert "nằm ngoài các năm từ 1900 đến 2099" in plain.get(address).text


@pytest.mark.parametrize(
    "path",
    [
        "/article/../../../../etc/passwd", "/article/%2e%2e/%2e%2e/etc/passwd", "/article/..%2f..%2fetc%2fpasswd",
        "/article/%2fetc%2fpasswd", "/article//etc/passwd", "/article/..%5c..%5cwindows%5cwin.ini", "/article/a%00.txt",
        "/article/%ED%A0%80", "/article/" + "a/" * 2_000, "/article/%E2%80%AE", "/article/%252e%252e%252fetc",
        "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/%2fetc%2fpasswd", "/static/",
        "/static/nul%00", "/export/../app", "/export/csv.exe", "/cite/exe/a.txt", "/cite/bibtex/..%2f..%2fa",
        "/facet/__class__", "/facet/unit%00", "/official/..%2f..%2f", "/official/%00", "/api/v1/articles/..%2f..%2fx",
        "/api/v1/similar/%00", "/api/v1/officials/%2e%2e", "/.git/config", "/.env", "/%2e%2e%2f", "/en/en/en/", "/EN/",
        "/api/v1/openapi.json/..", "/console", "/article/", "/official/",
    ],
)  # fmt: skip
def test_a_path_leads_nowhere_but_to_what_is_indexed(plain: FlaskClient, path: str) -> None:
    # Two slashes are one elsewhere, and there is nothing there either.
    refused(plain, path, follow_redirects=True)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/api/v1/search", "/export/csv", "/article/nam-2006/bai-000.txt", "/metrics"])
def test_nothing_can_be_written(plain: FlaskClient, method: str, path: str) -> None:
    answer = plain.open(path, method=method, data=b"x" * 100)
    assert answer.status_code in {405, 413}


@pytest.mark.parametrize("host", ['a"><script>', "evil.example", "a b", "[", "a" * 5_000, "x\\y"])
def test_a_forged_host_is_never_more_than_text(plain: FlaskClient, host: str) -> None:
    for address in ("/?q=phòng", "/feed", "/opensearch.xml", "/api/v1/search", "/api/v1/openapi.json"):
        answer = plain.get(address, headers={"Host": host, "X-Forwarded-Host": "evil.example"})
        assert answer.status_code < 500
        assert "<script>" not in answer.text.lower().replace("<script src", "")
        assert "evil.example" not in answer.text or host == "evil.example"
