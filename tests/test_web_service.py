"""What stands around the pages: feeds, files, citations, the API and its description, help, metrics, suggestions."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from lxml import etree

from indexer.history import Change, What
from indexer.model import DateFinding
from indexer.search.parse import parse
from searchweb.advanced import query_text
from searchweb.app import create_app
from searchweb.atom import ATOM
from searchweb.citation import STYLES
from searchweb.exports import EXPORTS
from searchweb.help import read_blocks
from searchweb.openapi import describe_api
from searchweb.urls import ACCEPTED
from tests.web_stand_in import PROOF, WARD, StandIn, make_article, many_articles

# What a described path must be given.
NEEDED = {"unit": f"name={WARD}", "document": "key=54-NQ/ĐU", "changes": "since=2026-01-01"}
ATTACK = "=cmd()</title><script>alert(1)</script>{\\input{x}}\r\nTY  - X"


@pytest.fixture
def index() -> StandIn:
    return StandIn(many_articles(64))


@pytest.fixture
def client(index: StandIn) -> FlaskClient:
    return create_app(index).test_client()


def soup(client: FlaskClient, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "lxml")


# --- feeds ----------------------------------------------------------------------------------------
def test_a_feed_holds_the_newest_articles_of_its_search(client: FlaskClient) -> None:
    answer = client.get(f"/feed?q=phòng&unit={WARD}")
    assert answer.mimetype == "application/atom+xml"
    feed = etree.fromstring(answer.data)
    days = [str(each.text) for each in feed.findall(f"{{{ATOM}}}entry/{{{ATOM}}}updated")]
    assert len(days) == 12
    assert days == sorted(days, reverse=True)
    here = {str(link.get("rel")): str(link.get("href")) for link in feed.findall(f"{{{ATOM}}}link")}
    assert here["self"].startswith("http://localhost/feed?q=ph%C3%B2ng&unit=")
    assert client.get(here["alternate"]).status_code == 200
    for entry in feed.findall(f"{{{ATOM}}}entry")[:3]:
        assert client.get(str(entry.findtext(f"{{{ATOM}}}id"))).status_code == 200


@pytest.mark.parametrize(
    ("published", "event", "changes", "expected"),
    [
        ("2021-11-10", "2021-11-09", (), ("2021-11-10T00:00:00+07:00", "2021-11-10T00:00:00+07:00")),
        (None, "2021-11-09", ("added", "changed"), (None, "2026-02-02T08:00:00Z")),
        ("2021-11", "2021-11-09", ("added",), (None, "2026-02-01T08:00:00Z")),
        (None, None, (), (None, "2026-03-02T08:15:00+07:00")),
    ],
)
def test_the_day_of_an_event_is_never_told_as_that_of_publication(
    published: str | None, event: str | None, changes: tuple[What, ...], expected: tuple[str | None, str]
) -> None:
    dates = [DateFinding(day, PROOF) if day else None for day in (published, event)]
    held = [make_article("a.txt", published=dates[0], event_date=dates[1])]
    told = tuple(Change("a.txt", what, "g2", f"2026-02-0{day}T08:00:00Z") for day, what in enumerate(changes, 1))
    client = create_app(StandIn(held, changes=told)).test_client()
    (official,) = {one.id for one in StandIn(held).register.named("Lê Hoàng Vỹ")}
    for address in ("/feed", f"/feed/official/{official}"):
        (entry,) = etree.fromstring(client.get(address).data).findall(f"{{{ATOM}}}entry")
        assert tuple(entry.findtext(f"{{{ATOM}}}{name}") for name in ("published", "updated")) == expected


def test_a_feed_can_be_read_whatever_its_articles_hold(client: FlaskClient, index: StandIn) -> None:
    index.held[:] = [make_article("a.txt", title=ATTACK + "\x0b\x00\ufffe", publisher=ATTACK)]
    title = etree.fromstring(client.get("/feed").data).findtext(f"{{{ATOM}}}entry/{{{ATOM}}}title")
    assert title is not None
    assert "<script>" in title


# --- files ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("style", EXPORTS)
def test_a_file_has_every_article_of_the_search_and_says_where_it_comes_from(client: FlaskClient, style: str) -> None:
    answer = client.get(f"/export/{style}?q=phòng&unit={WARD}")
    assert answer.status_code == 200
    assert "g000003" in answer.headers["Content-Disposition"]
    source = re.escape(f"/?q=ph%C3%B2ng&{urlencode({'unit': WARD})} | g000003 f1a9c0 | ") + r"\d{4}-\d\d-\d\dT"
    assert re.search(source, answer.text)
    for number in range(15, 60, 5):
        assert f"bai-{number:03}" in answer.text.replace(r"\_", "_")


def test_excel_reads_the_csv_as_utf_8_and_runs_nothing(client: FlaskClient, index: StandIn) -> None:
    index.held[:] = [make_article("a.txt", title=ATTACK, body="=1+1")]
    answer = client.get("/export/csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert row["title"] == f"'{ATTACK}"
    assert all(not cell.startswith("=") for cell in row.values())


def test_each_line_of_the_json_file_is_an_article(client: FlaskClient) -> None:
    lines = [json.loads(line) for line in client.get("/export/jsonl?year=2006").text.splitlines()]
    assert lines
    assert all(line["event_date"] is None or line["event_date"].startswith("2006") for line in lines)


def test_a_wrong_search_is_an_error_and_not_a_broken_file(client: FlaskClient) -> None:
    assert client.get("/export/csv?q=(họp").status_code == 400
    assert client.get("/export/csv?nothing=1").status_code == 400
    assert client.get("/export/exe").status_code == 404


# --- citations ------------------------------------------------------------------------------------
def test_a_citation_in_bibtex(client: FlaskClient, index: StandIn) -> None:
    index.held.insert(0, make_article("phuong/bài_1.txt", title="50% & {hơn}"))
    answer = client.get("/cite/bibtex/phuong/bài_1.txt")
    assert answer.mimetype == "application/x-bibtex"
    assert r"title = {{50\% \& \{hơn\}}}" in answer.text
    assert "date = {2021-11-10}" in answer.text
    assert answer.text.startswith("@online{phuong-b-i-1-txt,")


def test_a_citation_in_ris_and_csl(client: FlaskClient, index: StandIn) -> None:
    index.held.insert(0, make_article("a.txt", published=DateFinding("2021-11", PROOF)))
    lines = client.get("/cite/ris/a.txt").text.splitlines()
    assert lines[0] == "TY  - NEWS"
    assert "DA  - 2021/11//" in lines
    assert lines[-2] == "ER  - "
    (item,) = json.loads(client.get("/cite/csl/a.txt").text)
    assert item["issued"] == {"date-parts": [[2021, 11]]}
    assert item["container-title"] == "Cổng thông tin phường Cây Me"


@pytest.mark.parametrize("style", STYLES)
def test_an_article_cannot_add_lines_to_its_citation(client: FlaskClient, index: StandIn, style: str) -> None:
    index.held.insert(0, make_article("a.txt", title=ATTACK, publisher=ATTACK, source_url=None))
    text = client.get(f"/cite/{style}/a.txt").text
    assert not re.search(r"^TY  - X", text, re.MULTILINE)
    assert text.count("{") - text.count("\\{") == text.count("}") - text.count("\\}")


def test_every_citation_of_the_article_page_can_be_fetched(client: FlaskClient) -> None:
    page = soup(client, "/article/nam-2006/bai-000.txt")
    links = [str(a["href"]) for a in page.select(".citation a") if "/cite/" in str(a["href"])]
    assert len(links) == len(STYLES)
    assert {client.get(link).status_code for link in links} == {200}


def test_a_search_is_cited_with_its_address_its_index_and_the_day(client: FlaskClient) -> None:
    text = soup(client, "/?q=phòng&year=2006&page=1").select(".cite-search .cite-text")[0].get_text()
    assert "“phòng”" in text
    assert "http://localhost/?q=ph%C3%B2ng&year=2006. chỉ mục g000003 f1a9c0, " in text


# --- within an article ----------------------------------------------------------------------------
def test_the_hits_of_a_search_are_read_one_after_the_other(client: FlaskClient) -> None:
    address = str(soup(client, "/?q=phòng&limit=20&sort=newest").select(".hit h2 a")[0]["href"])
    seen: list[str] = []
    while address:
        seen.append(address.split("?")[0])
        page = soup(client, address)
        place = page.select(".steps .muted")[0].get_text()
        assert place == f"{len(seen)}/64"
        following = page.select(".steps a[rel=next]")
        address = str(following[0]["href"]) if following else ""
    assert len(set(seen)) == 64
    before = soup(client, f"{seen[40]}?q=phòng&limit=20&sort=newest&page=3").select(".steps a[rel=prev]")[0]["href"]
    assert str(before).startswith(seen[39])


def test_each_match_leads_to_the_next(client: FlaskClient, index: StandIn) -> None:
    index.held.insert(0, make_article("a.txt", title="Phòng họp", body="phòng một\nphòng hai", captions="phòng ba"))
    page = soup(client, "/article/a.txt?q=phòng")
    assert "4 chỗ khớp trong bài" in page.get_text()
    assert [str(step["id"]) for step in page.select(".step")] == ["m1", "m2", "m3", "m4"]
    assert [[str(a["href"]) for a in step.select("a")] for step in page.select(".step")] == [
        ["#m2"], ["#m1", "#m3"], ["#m2", "#m4"], ["#m3"],
    ]  # fmt: skip


def test_the_unit_of_an_article_is_linked_where_its_text_names_it(client: FlaskClient, index: StandIn) -> None:
    index.held.insert(0, make_article("a.txt"))
    page = soup(client, "/article/a.txt?q=nhân")
    named = page.select(".text .named.unit")
    assert {each.get_text() for each in named} == {WARD}
    assert not page.select(".named a, .named .step")


def test_other_publications_and_similar_articles_lead_on(client: FlaskClient, index: StandIn) -> None:
    index.held.insert(0, make_article("a.txt"))
    index.held.insert(1, make_article("b.txt", publisher="Cổng huyện"))
    index.groups = {"a.txt": "b.txt", "b.txt": "b.txt"}
    sections = {str(one["aria-labelledby"]): one for one in soup(client, "/article/a.txt").select(".onward")}
    assert "Cổng huyện" in sections["copies"].get_text()
    assert len(sections["similar"].select("li")) == 5


# --- best bet, reasons ----------------------------------------------------------------------------
def test_a_search_for_just_a_name_is_led_to_its_page(client: FlaskClient) -> None:
    best = soup(client, "/?q=lê+hoàng+vỹ").select_one(".best")
    assert best is not None
    assert "Phó Chủ tịch" in best.get_text()
    (link,) = best.select("a")
    assert client.get(str(link["href"]), follow_redirects=True).status_code == 200
    assert not soup(client, "/?q=lê+hoàng+vỹ&year=2006").select(".best")
    assert not soup(client, "/?q=phòng").select(".best")


def test_reasons_are_shown_on_request(client: FlaskClient) -> None:
    page = soup(client, "/?q=phòng")
    assert not page.select(".grounds")
    asking = next(a for a in page.select(".beside a") if a.get_text() == "Vì sao có các bài này")
    shown = soup(client, str(asking["href"]))
    assert len(shown.select(".grounds")) == len(shown.select(".hit"))
    assert "đúng chữ" in shown.select(".grounds")[0].get_text()


# --- API ------------------------------------------------------------------------------------------
def test_the_answer_of_the_api_names_its_index_and_its_address(client: FlaskClient) -> None:
    found = client.get("/api/v1/search?q=phòng&limit=5&page=2&explain=1&group=1").get_json()
    assert (found["total"], found["texts"], found["page"], found["last_page"]) == (64, 64, 2, 13)
    assert found["permalink"] == "http://localhost/?q=ph%C3%B2ng&page=2&limit=5&group=1"
    assert found["index"]["generation"] == "g000003"
    assert found["hits"][0]["grounds"][0]["counts"] == {"body": 2}
    start, end = found["hits"][0]["marks"]["snippet"][0]
    assert found["hits"][0]["snippet"][start:end].lower() == "phòng"


def test_suggestions_are_given_for_what_is_typed(client: FlaskClient) -> None:
    found = client.get("/api/v1/suggest?q=hoàng").get_json()
    assert [one["text"] for one in found["suggestions"]] == ["Lê Hoàng Vỹ"]
    assert client.get("/api/v1/suggest").get_json()["suggestions"] == []
    assert client.get("/api/v1/suggest?q=a&unit=b").status_code == 400


def test_every_described_path_answers_and_takes_its_parameters(client: FlaskClient) -> None:
    described = client.get("/api/v1/openapi.json").get_json()
    assert described["openapi"] == "3.1.0"
    for path, operations in described["paths"].items():
        address = path.format(article_id="nam-2006/bai-000.txt", official_id="lê-hoàng-vỹ.xã-bình-lãng", style="csv")
        needed = NEEDED.get(path.removeprefix("/api/v1/"), "")
        assert client.get(f"{address}?{needed}").status_code == 200, path
        assert client.get(f"{address}?{needed}&nothing=1").status_code == 400, path
        assert set(operations["get"]["responses"]) >= {"200", "400"}


def test_the_search_is_described_with_every_parameter_it_accepts() -> None:
    parameters = describe_api()["paths"]["/api/v1/search"]["get"]["parameters"]
    assert [one["name"] for one in parameters] == [*ACCEPTED, "explain"]


def test_every_part_of_an_answer_is_described(client: FlaskClient) -> None:
    schemas = describe_api()["components"]["schemas"]
    answer = client.get("/api/v1/search?q=phòng").get_json()
    assert set(schemas["Answer"]["properties"]) == set(answer)
    assert set(schemas["Hit"]["required"]) <= set(answer["hits"][0])
    assert set(schemas["Article"]["required"]) <= set(client.get("/api/v1/articles/nam-2006/bai-000.txt").get_json())


# --- help, data, browsers, metrics ----------------------------------------------------------------
def test_every_example_of_the_help_page_runs(client: FlaskClient) -> None:
    examples = soup(client, "/help").select("a.example")
    assert len(examples) > 30
    for example in examples:
        answer = client.get(str(example["href"]))
        assert answer.status_code == 200, example["href"]
        parse(example.get_text())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_help_page_has_every_table_of_the_documentation(language: str) -> None:
    assert sum(block.kind == "table" for block in read_blocks(language)) == 3


@pytest.mark.parametrize("address", ["/help", "/about", "/api/v1/"])
def test_pages_of_text_lead_only_to_pages(client: FlaskClient, address: str) -> None:
    for link in soup(client, address).select("main a[href]:not(.example), footer a[href]"):
        assert client.get(str(link["href"])).status_code == 200, link["href"]
    assert client.get(address + "?x=1").status_code == 400


def test_a_browser_learns_how_to_search_here(client: FlaskClient) -> None:
    found = soup(client, "/").select_one("link[rel=search]")
    assert found is not None
    answer = client.get(str(found["href"]))
    assert answer.mimetype == "application/opensearchdescription+xml"
    template = etree.fromstring(answer.data)[4].get("template")
    assert template is not None
    assert client.get(template.replace("{searchTerms}", "ph%C3%B2ng")).status_code == 200


def test_metrics_count_requests_and_hold_no_search(client: FlaskClient) -> None:
    client.get("/?q=bímật")
    client.get("/?q=bímật&nothing=1")
    text = client.get("/metrics").text
    assert 'tracuu_requests_total{page="search",status="200"} 1.0' in text
    assert 'tracuu_requests_total{page="search",status="400"} 1.0' in text
    assert "tracuu_articles 64.0" in text
    assert "bí" not in text
    assert "m%E1%BA%ADt" not in text


# --- the form -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ({"all": "họp dân"}, "(họp dân)"),
        ({"phrase": 'nông "thôn" mới'}, '"nông thôn mới"'),
        ({"any": "hội thi", "none": "covid -dịch"}, "(hội OR thi) -covid -dịch"),
        ({"in_official": "Lò (A)", "in_document": "54-NQ/ĐU"}, 'cán_bộ:"Lò A" văn_bản:"54-NQ/ĐU"'),
        ({"none": "- --"}, ""),
        ({"phrase": '"()'}, ""),
        ({}, ""),
    ],
)
def test_the_boxes_of_the_form_make_a_query_that_can_be_read(typed: dict[str, str], text: str) -> None:
    assert query_text(typed) == text
    assert text == "" or parse(text).match is not None


def test_the_form_leads_to_its_results(client: FlaskClient) -> None:
    boxes = {str(box["name"]): "" for box in soup(client, "/advanced").select("form.boxes input")}
    answer = client.get("/advanced", query_string=boxes | {"phrase": "phòng", "from": "2020-01-01"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/?q=%22ph%C3%B2ng%22&from=2020-01-01"
    assert client.get("/advanced", query_string=boxes).status_code == 200
    assert client.get("/advanced?x=1").status_code == 400
