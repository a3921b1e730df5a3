"""What the pages say and link to, over a small stand-in index."""

from __future__ import annotations

import re
from html import unescape

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from indexer.errors import DamagedIndex, NoIndex, StaleIndex
from indexer.model import DateFinding
from indexer.query import DateRange, Filter, Query
from searchweb.app import create_app
from tests.web_stand_in import PROOF, UNION, WARD, StandIn, make_article, make_official, many_articles


@pytest.fixture
def index() -> StandIn:
    return StandIn(many_articles(64))


@pytest.fixture
def client(index: StandIn) -> FlaskClient:
    return create_app(index).test_client()


def soup(client: FlaskClient, address: str, status: int = 200) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return BeautifulSoup(answer.text, "lxml")


def link(page: BeautifulSoup | Tag, text: str) -> str:
    """The address behind the link whose text begins so."""
    found = [a for a in page.find_all("a") if a.get_text(" ", strip=True).startswith(text)]
    assert found, f"no link {text!r}"
    return str(found[0]["href"])


# --- front page -----------------------------------------------------------------------------------
def test_the_front_page_shows_what_the_index_holds(client: FlaskClient) -> None:
    page = soup(client, "/")
    assert page.find("input", {"name": "q"})
    assert "64 bài" in page.get_text()
    assert len(page.select(".short-hits li")) == 6
    assert link(page, WARD) == "/?unit=%E1%BB%A6y+ban+nh%C3%A2n+d%C3%A2n+ph%C6%B0%E1%BB%9Dng+C%C3%A2y+Me"


def test_an_empty_collection_says_how_to_fill_it() -> None:
    assert "python cli.py reindex" in soup(create_app(StandIn([])).test_client(), "/").get_text()


def test_years_without_articles_stand_as_gaps_between_the_others() -> None:
    held = [
        make_article(f"{year}.txt", event_date=DateFinding(f"{year}-05-01", PROOF), published=None)
        for year in (2019, 2022, 2022)
    ]
    bars = soup(create_app(StandIn(held)).test_client(), "/").select(".bars li")
    assert [bar.select(".bar-label")[0].get_text() for bar in bars] == ["2022", "2021", "2020", "2019"]
    assert [len(bar.select("a")) for bar in bars] == [1, 0, 0, 1]
    assert [svg["height"] for svg in soup(create_app(StandIn(held)).test_client(), "/").select(".bars svg")] == [
        "100",
        "50",
    ]


def test_every_link_of_the_front_page_leads_to_a_page(client: FlaskClient) -> None:
    for found in soup(client, "/").select("main a[href]"):
        assert client.get(str(found["href"]), follow_redirects=True).status_code == 200, found["href"]


# --- results --------------------------------------------------------------------------------------
def test_the_index_is_asked_for_what_the_url_says(client: FlaskClient, index: StandIn) -> None:
    client.get("/?q=phòng&unit=A&unit=B&year=2019-2020&-official=C&from=2020-01-01&page=2&limit=5&sort=oldest")
    asked = index.asked[0]
    assert asked.text == "phòng"
    assert asked.match is not None
    assert asked.filters == (
        Filter("unit", ("A", "B")),
        Filter("year", ("2019", "2020")),
        Filter("official", ("C",), exclude=True),
    )
    assert (asked.page, asked.limit, asked.sort) == (2, 5, "oldest")
    assert asked.dates == DateRange("2020-01-01", None)


def test_years_typed_in_the_box_are_added_to_those_of_the_url(client: FlaskClient, index: StandIn) -> None:
    client.get("/?q=năm:2021&year=2020&from=2020-05-01")
    assert index.asked[0].filters == (Filter("year", ("2021",)), Filter("year", ("2020",)))


def test_days_of_the_box_and_of_the_url_must_both_hold(client: FlaskClient, index: StandIn) -> None:
    client.get("/?q=từ:2020+họp&from=2021-03-01&to=2022-12-31")
    assert index.asked[0].dates == DateRange("2021-03-01", "2022-12-31")


def test_without_words_the_newest_come_first(client: FlaskClient, index: StandIn) -> None:
    page = soup(client, f"/?unit={WARD}")
    assert index.asked[-1].sort == "newest"
    assert [a.get_text() for a in page.select(".sorts [aria-current]")] == ["Mới nhất"]


def test_a_hit_shows_date_unit_officials_and_marked_words(client: FlaskClient) -> None:
    hit = soup(client, "/?q=phòng").select_one(".hit")
    assert hit is not None
    assert re.search(r"\d\d/\d\d/\d{4}", hit.get_text())
    assert WARD in hit.get_text()
    assert "Đặng Thị Thúy Ngọc" in hit.get_text()
    assert {mark.get_text() for mark in hit.select("mark")} == {"phòng"}


def test_a_hit_links_to_its_article_with_the_search(client: FlaskClient) -> None:
    address = str(soup(client, f"/?q=phòng&unit={WARD}&page=1").select(".hit h2 a")[0]["href"])
    assert address.startswith("/article/nam-")
    article = soup(client, address)
    assert article.select("mark")
    back = link(article, "← Về trang kết quả")
    assert next(str(a["href"]) for a in soup(client, back).select(".hit h2 a")) == address


def test_the_unit_of_a_hit_finds_it_again_and_its_officials_have_their_pages(client: FlaskClient) -> None:
    hit = soup(client, "/?q=phòng&limit=50").select(".hit")[1]
    address = str(hit.select("h2 a")[0]["href"]).split("?")[0]
    found = hit.select(".who a")
    assert len(found) >= 2
    unit, *officials = found
    assert address in client.get(f"{unit['href']}&limit=100").text
    for each in officials:
        page = client.get(str(each["href"]), follow_redirects=True)
        assert page.request.path.startswith("/official/"), each
        assert f"<h1>{each.get_text()}</h1>" in page.text


def test_facet_values_of_one_facet_add_up(client: FlaskClient) -> None:
    one = soup(client, "/?q=phòng&page=2")
    two = soup(client, link(one.select(".facet-unit")[0], WARD))
    both = link(two.select(".facet-unit")[0], UNION)
    assert both.count("unit=") == 2
    assert "page" not in both
    assert "24 bài" in soup(client, both).select(".count")[0].get_text(" ", strip=True)


def test_a_chosen_facet_value_is_marked_and_can_be_taken_back(client: FlaskClient) -> None:
    chosen = soup(client, f"/?q=phòng&unit={WARD}").select(".facet-unit a.chosen")
    assert [a.select(".choice-label")[0].get_text() for a in chosen] == [WARD]
    assert chosen[0]["href"] == "/?q=ph%C3%B2ng"


def test_choosing_a_value_keeps_what_is_excluded_and_the_other_facets(client: FlaskClient) -> None:
    page = soup(client, "/?q=phòng&-official=Trần+Quốc+Ý&year=2006")
    address = link(page.select(".facet-official")[0], "Lê Hoàng Vỹ")
    assert "-official=Tr%E1%BA%A7n+Qu%E1%BB%91c+%C3%9D" in address
    assert "year=2006" in address


def test_a_chosen_value_without_articles_stays_visible(client: FlaskClient) -> None:
    page = soup(client, "/?q=phòng&unit=Không+có")
    (chosen,) = page.select(".facet-unit a.chosen")
    assert chosen.select(".choice-count")[0].get_text().startswith("0 ")
    assert "Không có bài nào khớp" in page.get_text()


def test_each_filter_is_a_chip_that_takes_only_itself_off(client: FlaskClient) -> None:
    page = soup(client, f"/?q=phòng&unit={WARD}&unit=&year=2010-2016&year=2020&-official=Ksor+H'Nhung&from=2001-01-01")
    chips = {a.get_text(" ", strip=True).split(" – bỏ")[0]: str(a["href"]) for a in page.select(".chips a")}
    assert list(chips) == [
        f"Đơn vị: {WARD}",
        "Đơn vị: không rõ",
        "Năm: 2010–2016",
        "Năm: 2020",
        "Trừ Cán bộ: Ksor H'Nhung",
        "Ngày: 1/1/2001 – …",
        "Xóa tất cả bộ lọc",
    ]
    assert "2010-2016" not in chips["Năm: 2010–2016"]
    assert "year=2020" in chips["Năm: 2010–2016"]
    assert chips["Xóa tất cả bộ lọc"] == "/?q=ph%C3%B2ng"


def test_a_new_search_keeps_the_filters(client: FlaskClient) -> None:
    form = soup(client, "/?q=phòng&unit=A&sort=newest&page=1").select("form.search")[0]
    hidden = {str(field["name"]): field["value"] for field in form.select("input[type=hidden]")}
    assert hidden == {"unit": "A", "sort": "newest"}


def test_pages_lead_through_all_results_once(client: FlaskClient) -> None:
    address: str | None = "/?q=phòng&limit=9"
    seen: list[str] = []
    while address:
        page = soup(client, address)
        seen += [str(a["href"]).split("?")[0] for a in page.select(".hit h2 a")]
        following = page.select(".pages a[rel=next]")
        address = str(following[0]["href"]) if following else None
    assert len(seen) == len(set(seen)) == 64


def test_a_page_behind_the_last_says_so_and_leads_back(client: FlaskClient) -> None:
    page = soup(client, "/?q=phòng&page=99", status=404)
    assert "Không có trang 99" in page.get_text()
    assert link(page, "Đến trang đó") == "/?q=ph%C3%B2ng&page=7"


def test_a_better_query_and_notes_are_offered(client: FlaskClient, index: StandIn) -> None:
    index.did_you_mean, index.notes = "phòng chống", ("“fong” được đọc là phòng",)
    page = soup(client, "/?q=phòng&unit=A&page=1")
    assert link(page, "phòng chống") == "/?q=ph%C3%B2ng+ch%E1%BB%91ng&unit=A"
    assert "được đọc là phòng" in page.get_text()


def test_the_answer_says_how_many_how_fast_and_from_which_index(client: FlaskClient) -> None:
    text = " ".join(soup(client, "/?q=phòng").get_text(" ", strip=True).split())
    assert "64 bài, tìm trong 3,2 ms" in text
    assert "Chỉ mục g000003, 64 bài, lập 2/3/2026 08:15" in text


# --- article --------------------------------------------------------------------------------------
def test_an_article_shows_everything_that_was_read(client: FlaskClient, index: StandIn) -> None:
    index.held.insert(0, make_article("a/Tệp số 1.html"))
    page = soup(client, "/article/a/T%E1%BB%87p%20s%E1%BB%91%201.html")
    text = " ".join(page.get_text(" ", strip=True).split())
    for shown in (
        "Phường Cây Me sơ kết",
        "09/11/2021",
        "10/11/2021",
        "Ngày đăng: 10/11/2021",
        "stamp.published",
        "phường Cây Me, quận Tân Long, Thành phố Hồ Chí Minh",
        "Bí thư Đảng ủy phường",
        "Nghị quyết số 54-NQ/ĐU",
        "Đồng chí Lê Hoàng Vỹ phát biểu tại hội nghị",
        "Tin, ảnh: Trần Văn An",
        "Cổng thông tin phường Cây Me. “Phường Cây Me sơ kết công tác phòng, chống dịch”. 10/11/2021.",
    ):
        assert shown in text, shown
    assert link(page, "Đọc tại nguồn: cayme.example.gov.vn") == "https://cayme.example.gov.vn/tin/123"


def test_the_links_of_an_article_are_searches_that_can_be_read(client: FlaskClient, index: StandIn) -> None:
    index.held.insert(0, make_article("a.txt", officials=(make_official('Ông "Tư"', 'Chủ tịch "xã"', "TP (NV)"),)))
    for found in soup(client, "/article/a.txt?q=phòng").select("aside a[href], .eyebrow a, .back a"):
        assert client.get(str(found["href"]), follow_redirects=True).status_code == 200, found["href"]


def test_what_the_search_looked_for_is_marked_in_title_text_and_captions(client: FlaskClient, index: StandIn) -> None:
    body = "Mở đầu <b>.\n\nPhòng dịch & phòng bệnh.\nHết"
    index.held.insert(0, make_article("a.txt", title="Phòng họp", body=body, captions="Một\nCăn phòng"))
    page = soup(client, "/article/a.txt?q=phòng&unit=A")
    assert [str(mark) for mark in page.select("article mark")] == [
        "<mark>Phòng</mark>",
        "<mark>Phòng</mark>",
        "<mark>phòng</mark>",
        "<mark>phòng</mark>",
    ]
    assert [p.get_text() for p in page.select(".text > p")][:3] == ["Mở đầu <b>.", "Phòng dịch & phòng bệnh.", "Hết"]
    assert not soup(client, "/article/a.txt").select("mark")


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example/x", "/local", "ftp://x/y", "http://", "http://[::1"],
)
def test_only_web_addresses_become_a_source_link(index: StandIn, client: FlaskClient, address: str) -> None:
    index.held.insert(0, make_article("a.txt", source_url=address))
    assert "Đọc tại nguồn" not in client.get("/article/a.txt").text


def test_a_bare_article_is_shown_with_its_gaps_named(client: FlaskClient, index: StandIn) -> None:
    empty = make_article(
        "b.txt", title="", unit=None, event_date=None, published=None, officials=(), documents=(), publisher=None,
        byline=None, captions="", topics=(), source_url=None,
    )  # fmt: skip
    index.held.insert(0, empty)
    text = soup(client, "/article/b.txt").get_text(" ", strip=True)
    assert text.count("không rõ") >= 3
    assert "không nêu tên ai" in text
    assert "(không có tiêu đề)" in text


# --- hostile input --------------------------------------------------------------------------------
ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


@pytest.mark.parametrize("address", ["/?q={}", "/?unit={}", "/article/a.txt?q={}", "/?{}=1", "/{}", "/article/{}"])
def test_markup_in_an_address_is_shown_as_text(client: FlaskClient, index: StandIn, address: str) -> None:
    index.held.insert(0, make_article("a.txt"))
    page = BeautifulSoup(client.get(address.format(ATTACK.replace("'", "%27"))).text, "lxml")
    assert not page.select("script:not([src^='/static/']), img[src=x], [onerror]")


def test_markup_in_an_article_is_shown_as_text(client: FlaskClient, index: StandIn) -> None:
    unit = make_article().unit
    assert unit is not None
    index.held[:] = [
        make_article(
            "x.txt", title=ATTACK, body=f"phòng {ATTACK}", captions=ATTACK, byline=ATTACK, publisher=ATTACK,
            officials=(make_official(ATTACK, ATTACK),), topics=(ATTACK,), notes=(ATTACK,),
            source_url="https://x.example/" + ATTACK,
        )
    ]  # fmt: skip
    index.notes, index.did_you_mean = (ATTACK,), ATTACK
    for address in ("/", "/?q=phòng", "/article/x.txt?q=alert"):
        answer = client.get(address)
        page = BeautifulSoup(answer.text, "lxml")
        assert not page.select("script:not([src^='/static/']), img[src=x], [onerror]"), address
        assert "alert" in unescape(answer.text)


@pytest.mark.parametrize(
    "address",
    [
        "/article/../../etc/passwd",
        "/article/..%2f..%2fetc%2fpasswd",
        "/article/a%00.txt",
        "/article/./a",
        "/article/a/..",
        "/article/" + "a" * 5000,
        "/article/%0d%0aX-Evil:1",
        "/article/không-có.txt",
        "/article/",
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/.git/config",
    ],
)
def test_path_tricks_and_unknown_ids_are_not_found(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Không tìm thấy" in answer.text
    assert "X-Evil" not in answer.headers


def test_ids_with_signs_of_the_url_can_be_opened(client: FlaskClient, index: StandIn) -> None:
    for odd in ("tin.jsonl#12", "a?b=1.txt", "a&b+c %41.txt", "thư mục/Bài “một”.html"):
        index.held[:] = [make_article(odd)]
        address = str(soup(client, "/?q=phòng").select(".hit h2 a")[0]["href"])
        assert "Phường Cây Me" in soup(client, address).get_text()


# --- errors ---------------------------------------------------------------------------------------
def test_an_unknown_parameter_is_refused_with_the_accepted_ones_and_a_way_on(client: FlaskClient) -> None:
    page = soup(client, "/?q=phòng&fbclid=xyz", status=400)
    assert "fbclid" in page.get_text()
    assert [code.get_text() for code in page.select("code")][:4] == ["q", "unit", "year", "official"]
    assert link(page, "Tìm tiếp") == "/?q=ph%C3%B2ng"


def test_wrong_syntax_is_shown_with_its_place_and_a_repair(client: FlaskClient) -> None:
    page = soup(client, "/?q=(phòng&unit=A", status=400)
    assert [mark.get_text() for mark in page.select("mark")] == ["("]
    assert link(page, "(phòng)") == "/?q=%28ph%C3%B2ng%29&unit=A"
    assert page.find("input", {"name": "q"})["value"] == "(phòng"  # type: ignore[index]


@pytest.mark.parametrize("error", [NoIndex("no index in data/index"), StaleIndex("made by 0.1"), DamagedIndex("cut")])
def test_without_a_usable_index_every_page_says_why(client: FlaskClient, index: StandIn, error: Exception) -> None:
    index.broken = error
    for address in ("/", "/?q=a", "/article/a.txt"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert str(error) in answer.text
        assert answer.headers["Retry-After"]


def test_an_unforeseen_error_shows_no_traceback_and_logs_no_query(
    client: FlaskClient, index: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    index.broken = RuntimeError("secret detail")
    answer = client.get("/?q=bímật")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text
    assert "secret detail" in caplog.text
    assert "bímật" not in caplog.text


def test_only_reading_is_allowed(client: FlaskClient) -> None:
    answer = client.post("/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


# --- headers --------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", ["/", "/?q=a", "/?bad=1", "/nope", "/api/search", "/api/search?bad=1", "/healthz"])
def test_every_answer_forbids_scripts_and_other_hosts(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_pages_hold_no_inline_style_or_script(client: FlaskClient) -> None:
    for address in ("/", "/?q=phòng", "/?q=zzz", "/?bad=1"):
        page = BeautifulSoup(client.get(address).text, "lxml")
        assert not page.select("style, script:not([src]), [style], [onclick]")
        assert all(str(script["src"]).startswith("/static/") for script in page.select("script"))
        outside = [found.get("href") or found.get("src") for found in page.select("link[href], img[src]")]
        assert all(str(address).startswith("/") for address in outside)


def test_a_static_file_is_kept_a_year_under_an_address_of_its_content(client: FlaskClient) -> None:
    address = str(soup(client, "/").select("link[rel=stylesheet]")[0]["href"])
    assert re.fullmatch(r"/static/style\.css\?v=[0-9a-f]{12}", address)
    with client.get(address) as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_page_weighs_less_than_150_kilobytes(client: FlaskClient) -> None:
    style = str(soup(client, "/").select("link[rel=stylesheet]")[0]["href"])
    with client.get(style) as answer:
        weight = len(answer.data)
    assert weight + len(client.get("/?q=phòng&limit=20").data) < 150_000


def test_the_stand_in_proof_is_part_of_its_article() -> None:
    assert make_article().body.startswith(PROOF.sentence[:20])


def test_the_whole_query_reaches_the_index_only_through_the_url() -> None:
    index = StandIn(many_articles(3))
    create_app(index).test_client().get("/?q=x", headers={"Cookie": "q=y", "X-Forwarded-Host": "evil.example"})
    assert index.asked[-1].text == Query(text="x").text
