"""Pages of officials, units and documents: what they say, over a small stand-in index."""

from __future__ import annotations

from dataclasses import fields
from typing import get_args
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from lxml import etree

from indexer.analysis.entry import unit_label
from indexer.extract.places import named
from indexer.model import Article, Citation, DateFinding, Evidence, Official, Place, Post, PostStatus, Span, Unit
from indexer.register.apart import Apart, ApartRule
from searchweb.app import create_app
from searchweb.atom import ATOM
from searchweb.documents import document_page
from searchweb.pages import TWINS, json_path
from searchweb.people import find_officials, official_page, who_in
from searchweb.reasons import apart_text, joined_text
from searchweb.units import unit_page
from tests.web_stand_in import PROOF, StandIn, make_article, many_articles

AN_PHU = ("xã An Phú", "huyện Mỹ Đức", "thành phố Hà Nội")
ELSEWHERE = ("xã An Phú", "huyện Lục Yên", "tỉnh Yên Bái")
HEAD = "Chủ tịch Ủy ban nhân dân xã"
DEPUTY = "Phó Chủ tịch Ủy ban nhân dân xã"
TAM = "lê-văn-tám.xã-an-phú"
COMMITTEE = "Ủy ban nhân dân xã An Phú, huyện Mỹ Đức, thành phố Hà Nội"


def post(name: str, status: PostStatus = "current", sentence: str = "") -> Post:
    return Post(name, name, name, status, Evidence("test.rule", sentence or f"Đồng chí là {name}."))


def report(name: str, day: str, *officials: tuple[str, Post], place: tuple[str, ...] = AN_PHU) -> Article:
    return make_article(
        name,
        title=f"Bài {name}",
        event_date=DateFinding(day, PROOF) if day else None,
        published=None,
        unit=Unit("Ủy ban nhân dân xã An Phú", "government", Place(place), PROOF),
        officials=tuple(Official(who, (held,), (Span("body", 0, 4),)) for who, held in officials),
        documents=(),
    )


@pytest.fixture
def index() -> StandIn:
    return StandIn(
        [
            report("a", "2018-03-05", ("Lê Văn Tám", post(DEPUTY)), ("Trần Thị Hoa", post(HEAD))),
            report(
                "b", "2020-06-07", ("Lê Văn Tám", post(HEAD, sentence="Ông Tám chủ trì.")), ("Vũ Mai", post(DEPUTY))
            ),
            report("c", "2022-01-02", ("Lê Văn Tám", post(HEAD)), ("Vũ Mai", post(DEPUTY))),
            report("d", "2025-01-02", ("Lê Văn Tám", post(HEAD, "former")), ("Vũ Mai", post(HEAD))),
            report("e", "2021-01-02", ("Lê Văn Tám", post(HEAD)), place=ELSEWHERE),
        ]
    )


@pytest.fixture
def client(index: StandIn) -> FlaskClient:
    return create_app(index).test_client()


def soup(client: FlaskClient, address: str, status: int = 200) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return BeautifulSoup(answer.text, "lxml")


# --- an official ----------------------------------------------------------------------------------
def test_each_post_has_its_span_and_the_sentences_behind_it(index: StandIn) -> None:
    page = official_page(index, TAM)
    spans = [(held.post, held.status, held.first_seen, held.last_seen) for held in page.posts]
    assert spans == [
        (DEPUTY, "current", "2018-03-05", "2018-03-05"),
        (HEAD, "current", "2020-06-07", "2022-01-02"),
        (HEAD, "former", "2025-01-02", "2025-01-02"),
    ]
    assert [(seen.article, seen.sentence) for seen in page.posts[1].seen] == [
        ("b", "Ông Tám chủ trì."),
        ("c", f"Đồng chí là {HEAD}."),
    ]


def test_the_articles_of_a_namesake_are_not_on_the_page(index: StandIn) -> None:
    page = official_page(index, TAM)
    assert [one.article for one in page.articles] == ["d", "c", "b", "a"]
    assert [(one.value, one.count) for one in page.years][:3] == [("2018", 1), ("2019", 0), ("2020", 1)]
    (namesake,) = page.namesakes
    assert namesake.person.place == ELSEWHERE
    assert [reason.rule for reason in namesake.reasons] == ["other places"]


def test_companions_are_counted_over_shared_articles_only(index: StandIn) -> None:
    page = official_page(index, TAM)
    assert [(one.name, one.articles) for one in page.companions] == [
        ("Vũ Mai", ("b", "c", "d")),
        ("Trần Thị Hoa", ("a",)),
    ]
    assert all(client_id.startswith(("vũ-mai", "trần-thị-hoa")) for client_id in (one.id for one in page.companions))
    assert page.ties == ()


def test_two_of_one_name_in_one_article_are_not_confused() -> None:
    both = report("x", "2020-01-01", ("Lê Văn Tám", post(HEAD)), ("Lê Văn Tám", post("Trưởng Công an xã Bình Minh")))
    index = StandIn([both])
    for person in index.register.named("Lê Văn Tám"):
        page = official_page(index, person.id)
        assert [held.seen[0].printed for held in page.posts] == [person.tenures[0].normal]
        assert page.namesakes[0].reasons[0] == Apart("one article", "x")


def test_the_page_shows_evidence_picture_table_and_namesakes(client: FlaskClient) -> None:
    page = soup(client, f"/official/{TAM}")
    assert page.select("h1")[0].get_text() == "Lê Văn Tám"
    assert "Ông Tám chủ trì." in page.get_text()
    assert len(page.select(".timeline svg rect")) == 3
    assert [row.th.get_text() for row in page.select(".behind table tbody tr")[:3] if row.th] == [
        DEPUTY,
        HEAD,
        f"nguyên {HEAD}",
    ]
    assert "giữ chức vụ ở hai địa bàn khác nhau" in page.select(".apart")[0].get_text()
    assert all(svg.title or svg.get("aria-hidden") for svg in page.select("main svg:not(svg svg)"))


def test_every_link_of_the_pages_leads_somewhere(client: FlaskClient) -> None:
    for address in (f"/official/{TAM}", f"/unit?name={quote(COMMITTEE)}&on=2021-01-01", "/officials?name=tam"):
        for found in soup(client, address).select("main a[href]"):
            if not str(found["href"]).startswith("#"):
                assert client.get(str(found["href"])).status_code in (200, 302), found["href"]


def test_html_in_articles_is_text_on_the_pages() -> None:
    evil = "<script>alert(1)</script>"
    index = StandIn([report("x", "2020-01-01", (evil, post(f"{HEAD}{evil}", sentence=evil)))])
    (person,) = index.register.everybody()
    for address in (f"/official/{person.id}", "/officials?name=%3Cscript%3E", "/coverage", "/officials"):
        answer = create_app(index).test_client().get(address)
        assert answer.status_code == 200
        assert "<script" not in answer.text.replace("<script src", "").replace("<script type", ""), address


# --- looking names up -----------------------------------------------------------------------------
def test_a_name_is_found_exactly_and_alike(index: StandIn) -> None:
    found = find_officials(index, "Lê Văn Tám")
    assert [len(found.exact), len(found.alike)] == [2, 0]
    assert [one.name for one in find_officials(index, "hoa").alike] == ["Trần Thị Hoa"]
    assert find_officials(index, "").most_named[0].value == "Lê Văn Tám"


def test_a_name_in_an_article_leads_to_the_one_meant(client: FlaskClient, index: StandIn) -> None:
    meant = who_in(index, "Lê Văn Tám", "e")
    assert meant != TAM
    answer = client.get("/officials?name=Lê Văn Tám&article=e")
    assert answer.status_code == 302
    assert client.get(answer.headers["Location"]).status_code == 200
    assert soup(client, "/officials?name=Lê Văn Tám&article=unknown").select(".people li")


def test_the_last_post_that_is_not_former_stands_beside_a_name(index: StandIn) -> None:
    (tam, _) = sorted(find_officials(index, "Lê Văn Tám").exact, key=lambda one: -one.articles)
    assert (tam.post, tam.first_seen, tam.last_seen) == (HEAD, "2018-03-05", "2025-01-02")


# --- a unit ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "certainty", "names"),
    [
        ("2021-03-04", "seen", ["Lê Văn Tám"]),
        ("2020-06-07", "seen", ["Lê Văn Tám"]),
        ("2019-01-01", "gap", ["Trần Thị Hoa", "Lê Văn Tám"]),
        ("2023-06-01", "gap", ["Lê Văn Tám", "Vũ Mai"]),
        ("2010-01-01", "gap", ["Trần Thị Hoa"]),
    ],
)
def test_who_held_a_post_on_a_day_is_told_with_its_gaps(
    index: StandIn, day: str, certainty: str, names: list[str]
) -> None:
    page = unit_page(index, COMMITTEE, day)
    answer = next(one for one in page.on_day if one.family == HEAD)
    assert (answer.certainty, [one.name for one in answer.holders]) == (certainty, names)


def test_a_namesake_of_another_district_holds_no_post_here(index: StandIn) -> None:
    page = unit_page(index, COMMITTEE)
    held = {one.id for each in page.posts for one in each.holders}
    assert TAM in held
    assert not any(index.register.identity(one).articles == ("e",) for one in held)
    assert page.articles == 4


def test_a_unit_page_asks_and_answers_by_its_form(client: FlaskClient) -> None:
    page = soup(client, f"/unit?name={quote(COMMITTEE)}&on=2019-01-01")
    assert "Không bài nào cho biết." in page.select(".on-day")[0].get_text()
    assert page.select("#on")[0]["value"] == "2019-01-01"
    months = client.get(f"/api/v1/unit?name={quote(COMMITTEE)}").get_json()["months"]
    assert (months[0], months[1]) == ({"value": "2018-03", "count": 1}, {"value": "2018-04", "count": 0})


def test_a_merged_ward_names_what_it_became() -> None:
    (ward,) = [one for one in named("Giang Biên", kind="phường", day="2020") if one.code[0] != "n"]
    place = Place(("phường Giang Biên", "quận Long Biên", "thành phố Hà Nội"), ward.code)
    article = make_article(unit=Unit("Ủy ban nhân dân phường Giang Biên", "government", place, PROOF))
    page = unit_page(StandIn([article]), unit_label(article.unit) if article.unit else "")
    after = [one for one in page.related if one.direction == "after"]
    assert {one.day for one in after} == {"2025-07-01"}
    assert all("NQ-UBTVQH15" in one.basis for one in after)


# --- a document -----------------------------------------------------------------------------------
def citing(name: str, day: str, printed: str) -> Article:
    body = f"Xã họp. Hội nghị triển khai {printed} trong quý. Mọi người ra về."
    start = body.index(printed)
    cited = Citation(
        printed, "15/NQ-HĐND", "Nghị quyết", "15/NQ-HĐND", None, None, (Span("body", start, start + len(printed)),)
    )
    return make_article(name, body=body, documents=(cited,), event_date=DateFinding(day, PROOF))


def test_a_document_shows_every_citing_sentence_under_every_spelling() -> None:
    index = StandIn(
        [
            citing("b", "2021-01-01", "NQ 15/NQ-HĐND"),
            citing("a", "2019-01-01", "Nghị quyết số 15/NQ-HĐND"),
            make_article(),
        ]
    )
    page = document_page(index, "15/NQ-HĐND")
    assert [(one.article, one.sentences[0].text) for one in page.citing] == [
        ("a", "Hội nghị triển khai Nghị quyết số 15/NQ-HĐND trong quý."),
        ("b", "Hội nghị triển khai NQ 15/NQ-HĐND trong quý."),
    ]
    marked = [one.sentences[0].text[slice(*one.sentences[0].marks[0])] for one in page.citing]
    assert marked == ["Nghị quyết số 15/NQ-HĐND", "NQ 15/NQ-HĐND"]
    assert len(page.spellings) == 2
    assert soup(create_app(index).test_client(), "/document?key=15/NQ-HĐND").select("mark")


def test_a_much_cited_document_is_turned_page_by_page() -> None:
    index = StandIn([citing(f"{n:03}", f"2021-01-{1 + n % 28:02}", "Nghị quyết 15/NQ-HĐND") for n in range(60)])
    client = create_app(index).test_client()
    page = soup(client, "/document?key=15/NQ-HĐND&page=2")
    assert len(page.select(".cited > li")) == 25
    links = [str(link["href"]) for link in page.select(".pages a")]
    assert [link.partition("page=")[2] for link in links] == ["", "3"]
    behind = document_page(index, "15/NQ-HĐND", 4)
    assert (behind.citing, behind.articles, behind.last_page) == ((), 60, 3)


# --- addresses ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/official/nobody", 404),
        ("/official/..%2f..%2fetc", 404),
        (f"/official/{TAM}?x=1", 400),
        ("/officials?name=a&name=b", 400),
        ("/officials?name=" + "a" * 301, 400),
        ("/officials?name=a%00b", 400),
        ("/officials?name=%ff", 400),
        ("/unit", 400),
        ("/unit?name=nothing", 404),
        ("/unit?name=nothing&on=2021-02-30", 400),
        ("/document", 400),
        ("/document?key=99/QĐ-UBND", 404),
        ("/document?key=a&page=0", 400),
    ],
)
def test_a_wrong_address_is_told_so_on_page_and_api(client: FlaskClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status
    answer = client.get("/api/v1" + address.replace("/official/", "/officials/"))
    assert answer.get_json()["error"]["status"] == status
    assert "đơn vị" in answer.text or "văn bản" in answer.text or "cán bộ" in answer.text or status == 400


def test_page_and_json_show_the_same_data(client: FlaskClient) -> None:
    told = client.get(f"/api/v1/officials/{TAM}").get_json()
    page = soup(client, f"/official/{TAM}")
    assert told["name"] == "Lê Văn Tám"
    assert [post["first_seen"] for post in told["posts"]] == ["2018-03-05", "2020-06-07", "2025-01-02"]
    assert len(page.select(".short-hits li")) == len(told["articles"]) == 4
    assert str(page.select('link[type="application/json"]')[0]["href"]).endswith(
        "/api/v1/officials/l%C3%AA-v%C4%83n-t%C3%A1m.x%C3%A3-an-ph%C3%BA"
    )


# --- reasons --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        ("same post: Bí thư, xã An Phú", "cùng chức vụ trong nhiều bài: Bí thư, xã An Phú"),
        ("same name in the same place: xã An Phú", "cùng tên ở cùng địa bàn: xã An Phú"),
        ("correction: một người", "người nghiên cứu xác định: một người"),
        ("one appearance", "chỉ có một bài"),
    ],
)
def test_the_reasons_of_the_register_are_told_in_vietnamese(reason: str, shown: str) -> None:
    assert joined_text(reason) == shown


def test_every_rule_that_parts_has_its_words() -> None:
    assert len({apart_text(Apart(rule, "12")) for rule in get_args(ApartRule)}) == len(get_args(ApartRule))


# --- the description of the API -------------------------------------------------------------------
def test_every_json_twin_is_described_with_the_parameters_it_takes(client: FlaskClient) -> None:
    described = client.get("/api/v1/openapi.json").get_json()
    for twin in TWINS:
        path = json_path(twin).replace("<path:official_id>", "{official_id}")
        told = described["paths"][path]["get"]
        names = [one["name"] for one in told["parameters"] if one["in"] == "query"]
        assert names == [parameter.name for parameter in twin.accepted]
        name = told["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        assert set(described["components"]["schemas"][name]["required"]) >= {
            field.name for field in fields(twin.answer)
        }


# --- the list of an official's articles -----------------------------------------------------------
def listed(client: FlaskClient, address: str) -> list[str]:
    page = soup(client, address)
    return [str(link["href"]).rpartition("/")[2] for link in page.select("[aria-labelledby=articles] .short-hits a")]


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ("", ["d", "c", "b", "a"]),
        ("year=2020-2025", ["d", "c", "b"]),
        ("year=2018&year=2022", ["c", "a"]),
        ("-year=2018", ["d", "c", "b"]),
        ("official=Vũ+Mai&from=2021-01-01", ["d", "c"]),
        ("position=" + quote(DEPUTY), ["c", "b", "a"]),
        ("to=2018-12-31", ["a"]),
        ("month=2022-01", ["c"]),
        ("document=", ["d", "c", "b", "a"]),
        ("unit=x", []),
    ],
)
def test_the_articles_of_one_person_can_be_narrowed_without_those_of_a_namesake(
    client: FlaskClient, chosen: str, found: list[str]
) -> None:
    assert listed(client, f"/official/{quote(TAM)}?{chosen}") == found


def test_every_choice_beside_the_articles_finds_as_many_as_it_says(client: FlaskClient) -> None:
    page = soup(client, f"/official/{quote(TAM)}?position={quote(DEPUTY)}")
    choices = page.select(".own-facets a.choice:not(.chosen)")
    assert len(choices) > 5
    for link in choices:
        (count,) = link.select(".choice-count")[0].find_all(string=True, recursive=False)
        said = soup(client, str(link["href"]).partition("#")[0])
        if "position" not in str(link["href"]).replace(f"position={quote(DEPUTY)}", ""):
            assert said.select("[aria-labelledby=articles] [role=status]")[0].text.split()[0] == str(count), link[
                "href"
            ]


@pytest.mark.parametrize("wrong", ["q=x", "year=20", "year=2021-2019", "from=x", "month=2021", "sort=newest", "x=1"])
def test_a_choice_that_cannot_be_understood_is_refused(client: FlaskClient, wrong: str) -> None:
    assert client.get(f"/official/{quote(TAM)}?{wrong}").status_code == 400
    assert client.get(f"/api/v1/officials/{quote(TAM)}?{wrong}").status_code == 400
    assert client.get(f"/official/{quote(TAM)}?from=2022-01-01&to=2021-01-01").status_code == 400


def test_the_json_of_an_official_narrows_alike(client: FlaskClient) -> None:
    found = client.get(f"/api/v1/officials/{quote(TAM)}?year=2022").get_json()["chosen"]
    assert (found["total"], [one["article"] for one in found["articles"]]) == (1, ["c"])
    assert {"value": "2018", "count": 1} in found["facets"]["year"]
    assert found["facets"]["official"][0] == {"value": "Lê Văn Tám", "count": 1}


def test_the_feed_of_an_official_leaves_the_namesake_out(client: FlaskClient) -> None:
    page = soup(client, f"/official/{quote(TAM)}")
    (address,) = [str(link["href"]) for link in page.select("link[type='application/atom+xml']")]
    feed = etree.fromstring(client.get(address).data)
    titles = [entry.findtext(f"{{{ATOM}}}title") for entry in feed.findall(f"{{{ATOM}}}entry")]
    assert titles == ["Bài d", "Bài c", "Bài b", "Bài a"]
    assert client.get(f"{address}?x=1").status_code == 400
    assert client.get("/feed/official/nobody").status_code == 404


def test_an_official_of_many_articles_has_a_page_that_is_still_light(index: StandIn) -> None:
    index.held[:] = many_articles(600)
    client = create_app(index).test_client()
    answer = client.get("/official/lê-hoàng-vỹ.xã-bình-lãng")
    assert len(answer.data) < 120_000
    page = BeautifulSoup(answer.text, "lxml")
    seen = page.select(".timeline .seen")[0].select("li")
    days = [str(time["datetime"]) for time in page.select(".timeline .seen")[0].select("time")]
    # The first and the last sentences, which say since when and until when, and how many stand between.
    assert len(seen) == 13
    assert days == sorted(days)
    told = client.get("/api/v1/officials/lê-hoàng-vỹ.xã-bình-lãng").get_json()["posts"]
    assert (days[0], days[-1]) == (told[0]["seen"][0]["day"], told[0]["seen"][-1]["day"])
