"""Journeys through the pages in a real Chromium, over a real server and a stand-in index."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from searchweb.app import create_app
from searchweb.server import Server
from tests.web_stand_in import WARD, StandIn, make_article, many_articles

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = next((path for path in map(Path, ("/usr/bin/chromium", "/usr/bin/chromium-browser")) if path.exists()), None)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium at /usr/bin/chromium"),
]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = (360, 768, 1440)
ARTICLE = "/article/nam-2006/bai-000.txt"
PAGES = {
    "front": "/",
    "results": "/?q=" + quote("phòng"),
    "filtered": f"/?q={quote('phòng')}&unit={quote(WARD)}&year=2006-2026",
    "empty": "/?q=zzz&unit=" + quote(WARD),
    "article": f"{ARTICLE}?q={quote('phường')}",
    "facet": f"/facet/official?q={quote('phòng')}",
    "help": "/help",
    "advanced": "/advanced",
    "about": "/about",
    "api": "/api/v1/",
    "error": "/?nothing=1",
    "official": "/official/" + quote("lê-hoàng-vỹ.xã-bình-lãng"),
    "officials": "/officials?name=" + quote("nguyen van"),
    "unit": "/unit?on=2015-01-01&name=" + quote(WARD),
    "document": "/document?key=" + quote("54-NQ/ĐU"),
    "trends": "/trends?by=year&q=" + quote("phường") + "&q=" + quote("tiêm chủng"),
    "coverage": "/coverage?since=2024-01-01",
}


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of a running server."""
    long_word = make_article("dài.txt", title="NGHỊQUYẾT" * 30, body="phòng " + "xâu" * 200, unit=None)
    server = Server(create_app(StandIn([*many_articles(64), long_word])).wsgi_app, "127.0.0.1", 0)
    running = Thread(target=server.run)
    running.start()
    yield server.url.rstrip("/")
    server.stop()
    running.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright_api.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()


class Visit:
    """A page of a browser, with everything it complained about and every host it asked."""

    def __init__(self, context: Any) -> None:
        self.page = context.new_page()
        self.complaints: list[str] = []
        self.hosts: set[str] = set()
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type != "log" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname or ""))


@pytest.fixture(params=[True, False], ids=["with-js", "without-js"])
def visit(browser: Any, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A fresh visit that must end without a complaint and without a request to another host."""
    context = browser.new_context(java_script_enabled=request.param, viewport={"width": 1440, "height": 900})
    visit = Visit(context)
    yield visit
    context.close()
    # A page that is meant to be an error says so in the console.
    assert [said for said in visit.complaints if "status of 4" not in said] == []
    assert visit.hosts <= {"127.0.0.1"}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(browser: Any, site: str, name: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    visit = Visit(context)
    visit.page.goto(site + PAGES[name])
    beyond = visit.page.evaluate(
        """() => [...document.querySelectorAll('body *')]
            .filter(e => !e.closest('.bars, .scroll, svg, .hidden, .skip, label'))
            .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert beyond == []
    assert visit.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    context.close()


def test_a_reader_searches_filters_reads_and_comes_back(visit: Visit, site: str) -> None:
    page = visit.page
    page.goto(site)
    page.locator("input[type=search]").fill("phòng")
    page.get_by_role("button", name="Tìm").click()
    total = page.get_by_role("status").inner_text()
    page.get_by_role("region", name="Đơn vị").locator(".choice", has_text=WARD).click()
    assert page.get_by_role("status").inner_text() != total
    filtered = page.url
    page.locator(".hit h2 a").first.click()
    assert page.locator("article mark").count() > 0
    page.get_by_role("link", name="Về trang kết quả").click()
    assert page.url == filtered
    page.get_by_role("link", name=f"{WARD} – bỏ bộ lọc này").last.click()
    assert page.get_by_role("status").inner_text().split()[0] == total.split()[0]


def test_a_new_search_keeps_the_filter(visit: Visit, site: str) -> None:
    visit.page.goto(site + PAGES["filtered"])
    visit.page.locator("input[type=search]").fill("hội nghị")
    visit.page.keyboard.press("Enter")
    assert visit.page.locator(".chips").inner_text().count(WARD) == 1


def test_pages_are_walked_forwards_and_backwards(visit: Visit, site: str) -> None:
    visit.page.goto(site + PAGES["results"])
    first = visit.page.locator(".hit h2").first.inner_text()
    address = visit.page.locator(".hit h2 a").first.get_attribute("href")
    visit.page.get_by_role("link", name="Trang sau").click()
    assert "page=2" in visit.page.url
    assert visit.page.locator(".hit h2 a").first.get_attribute("href") != address
    visit.page.get_by_role("link", name="Trang trước").click()
    assert visit.page.locator(".hit h2").first.inner_text() == first


def test_evidence_opens_on_demand(visit: Visit, site: str) -> None:
    visit.page.goto(site + ARTICLE.replace("000", "001").replace("2006", "2011"))
    quoted = visit.page.locator(".facts blockquote").first
    assert not quoted.is_visible()
    visit.page.locator(".facts summary").first.click()
    assert quoted.is_visible()


def test_on_a_phone_the_filters_open_and_close(browser: Any, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(site + PAGES["results"])
    filters = page.locator("#filters")
    assert not filters.is_visible()
    page.locator(".open-filters").click()
    assert filters.is_visible()
    page.get_by_role("link", name="Đóng bộ lọc").click()
    assert not filters.is_visible()
    page.locator(".open-filters").click()
    filters.locator(".choice", has_text=WARD).click()
    assert page.locator(".chips a").first.is_visible()
    assert not filters.is_visible()
    context.close()


def test_suggestions_are_chosen_by_keyboard(browser: Any, site: str) -> None:
    context = browser.new_context()
    visit = Visit(context)
    page = visit.page
    page.goto(site)
    box = page.get_by_role("combobox")
    box.press_sequentially("hoàng")
    offer = page.get_by_role("option")
    offer.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert offer.get_attribute("aria-selected") == "true"
    assert box.get_attribute("aria-activedescendant") == offer.get_attribute("id")
    page.keyboard.press("Escape")
    assert not offer.is_visible()
    box.press_sequentially(" v")
    offer.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=L*")
    assert page.locator(".best").inner_text().count("Lê Hoàng Vỹ") == 1
    assert visit.complaints == []
    context.close()


def test_keys_lead_to_the_box_the_hits_and_the_matches(browser: Any, site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(site + PAGES["results"])
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator(":focus").get_attribute("href") == page.locator(".hit h2 a").nth(1).get_attribute("href")
    page.keyboard.press("k")
    page.keyboard.press("/")
    assert page.locator(":focus").get_attribute("id") == "q"
    page.keyboard.press("n")
    assert page.locator("#q").input_value() == "n"
    page.goto(site + PAGES["article"])
    page.keyboard.press("n")
    page.keyboard.press("n")
    page.keyboard.press("p")
    assert page.url.endswith("#m1")
    context.close()


def test_a_search_is_saved_and_forgotten_in_the_browser_alone(browser: Any, site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(site)
    assert not page.locator(".saved").is_visible()
    page.goto(site + PAGES["filtered"])
    page.locator(".keep button").click()
    page.goto(site)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator(".saved a").click()
    assert page.locator(".chips").inner_text().count(WARD) == 1
    page.go_back()
    page.locator(".saved button").click()
    assert not page.locator(".saved").is_visible()
    assert not any("saved" in address and "saved.js" not in address for address in asked)
    page.evaluate('localStorage.setItem(\'tracuu.saved\', \'[{"address": "javascript:alert(1)", "label": "x"}]\')')
    page.goto(site)
    assert page.locator(".saved a").count() == 0
    context.close()


def test_a_value_is_left_out_and_a_long_list_searched(visit: Visit, site: str) -> None:
    page = visit.page
    page.goto(site + PAGES["results"])
    line = page.locator(".facet-unit li", has_text=WARD)
    line.hover()
    line.locator(".leave-out").click()
    assert page.locator(".chips").inner_text().count("Trừ Đơn vị") == 1
    page.goto(site + "/facet/official?q=" + quote("phòng"))
    page.get_by_label("Tìm trong danh sách").fill("hoang vy")
    page.keyboard.press("Enter")
    page.wait_for_url("**facet_q=hoang*")
    page.locator(".listed .choice").click()
    assert page.locator(".chips").inner_text().count("Lê Hoàng Vỹ") == 1


def test_matches_are_walked_one_by_one(visit: Visit, site: str) -> None:
    page = visit.page
    page.goto(site + PAGES["article"])
    page.locator(".article-meta a", has_text="chỗ khớp").click()
    assert page.locator("#m1").is_visible()
    page.locator("#m1 .down").click()
    assert page.url.endswith("#m2")
    assert not page.locator("#m1").is_visible()
    assert page.locator("#m2").is_visible()


def test_the_first_tab_leads_past_the_filters_to_the_answer(visit: Visit, site: str) -> None:
    page = visit.page
    page.goto(site + PAGES["results"])
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Đến nội dung chính"
    assert page.locator(":focus").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.hit h2') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/article/**")


def test_every_filter_is_reached_by_tab_with_a_visible_ring(visit: Visit, site: str) -> None:
    page = visit.page
    page.goto(site + PAGES["results"])
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.closest('section')?.getAttribute('aria-labelledby')"))
        # The parts of a date field draw their own ring.
        ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert ring == "solid" or page.evaluate("document.activeElement.type") == "date"
        if page.evaluate("document.activeElement.closest('.hit') !== null"):
            break
    assert reached >= {"facet-unit", "facet-year", "facet-official", "facet-dates"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_text_stands_out_from_its_ground(browser: Any, site: str, name: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(site + PAGES[name])
    assert page.evaluate(WEAK_TEXT) == []
    context.close()


# Elements whose own text has less contrast than WCAG 2.2 AA asks of small text.
WEAK_TEXT = """() => {
  const channel = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const rgb = text => text.match(/[\\d.]+/g).map(Number);
  const light = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
  const ground = e => {
    for (; e; e = e.parentElement) {
      const c = rgb(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll('body *')]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.checkVisibility())
    .filter(e => {
      const a = light(rgb(getComputedStyle(e).color)), b = light(ground(e));
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5;
    })
    .map(e => e.outerHTML.slice(0, 90));
}"""


@pytest.mark.parametrize("name", PAGES)
def test_what_is_tapped_is_large_enough(browser: Any, site: str, name: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(site + PAGES[name])
    # Links inside sentences are exempt in WCAG 2.2 (2.5.8).
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, input, summary, .facet a, .chips a, .sorts a, .pages a, .name')]
            .filter(e => e.type !== 'hidden' && e.checkVisibility())
            .filter(e => { const r = e.getBoundingClientRect(); return r.width < 24 || r.height < 24 })
            .map(e => e.outerHTML.slice(0, 90))"""
    )
    assert small == []
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_its_landmarks_one_heading_and_labelled_fields(browser: Any, site: str, name: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(site + PAGES[name])
    assert page.locator("html").get_attribute("lang") == "vi"
    for role in ("banner", "main", "contentinfo", "search"):
        assert page.get_by_role(role).count() == 1, role
    assert page.locator("h1").count() == 1
    assert page.get_by_label("Tìm trong các bài viết", exact=True).count() == 1
    levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(e => +e.tagName[1])")
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    context.close()


def test_paper_is_white_with_black_text_even_at_night(browser: Any, site: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.emulate_media(media="print", color_scheme="dark")
    for name in ("results", "article"):
        page.goto(site + PAGES[name])
        style = "(e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor])(document.body)"
        assert page.evaluate(style) == ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"]
        assert page.evaluate(WEAK_TEXT) == []
        assert not page.locator(".top, .filters").first.is_visible()
    context.close()


def test_nothing_moves_while_a_page_loads(browser: Any, site: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    for address in (PAGES["front"], PAGES["results"], PAGES["article"]):
        page.goto(site + address)
        moved = page.evaluate(
            """() => new Promise(done => {
                let sum = 0;
                new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value))
                    .observe({type: 'layout-shift', buffered: true});
                setTimeout(() => done(sum), 200);
            })"""
        )
        assert moved < 0.01, address
    context.close()
