"""Journeys through the pages in a real Chromium, over a real server and a stand-in index: with scripts and without."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from tests.chromium import ARTICLE, PAGES, Visit, needs_chromium, visiting
from tests.web_stand_in import WARD

pytestmark = needs_chromium


@pytest.fixture(params=[True, False], ids=["with-js", "without-js"])
def visit(browser: Any, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A fresh visit, once with scripts and once without."""
    with visiting(browser, java_script_enabled=request.param, viewport={"width": 1440, "height": 900}) as visit:
        yield visit


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


def test_a_stretch_of_time_is_drawn_over_the_bars(browser: Any, site: str) -> None:
    with visiting(browser, viewport={"width": 1440, "height": 900}) as visit:
        page = visit.page
        page.goto(site + PAGES["results"])
        bars = page.locator(".facet-year .histogram a[data-value]")
        years = [bars.nth(number).get_attribute("data-value") for number in range(bars.count())]
        boxes = [bars.nth(number).bounding_box() for number in (0, 1)]
        page.mouse.move(boxes[0]["x"] + 2, boxes[0]["y"] + 5)
        page.mouse.down()
        page.mouse.move(boxes[1]["x"] + 2, boxes[1]["y"] + 5, steps=3)
        with page.expect_navigation():
            page.mouse.up()
        assert f"from={years[0]}-01-01" in page.url
        assert f"to={years[1]}-12-31" in page.url
        assert "year=" not in page.url
        assert page.locator("input[type=date][name=from]").input_value() == f"{years[0]}-01-01"


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


def test_the_last_searches_are_listed_and_forgotten_in_the_browser_alone(browser: Any, site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    for address in ("/?q=phòng", "/?q=phường", "/?q=phòng&page=2"):
        page.goto(site + address)
    page.goto(site)
    page.locator("[data-past] summary").click()
    assert page.locator("[data-past] a").all_inner_texts() == ["phòng", "phường"]
    page.locator("[data-past] li button").first.click()
    assert page.locator("[data-past] a").all_inner_texts() == ["phường"]
    page.locator("[data-past] [data-whole] button").click()
    assert not page.locator("[data-past]").is_visible()
    assert page.evaluate("localStorage.length") == 0
    context.close()


def test_a_search_is_saved_and_forgotten_in_the_browser_alone(browser: Any, site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(site)
    assert not page.locator("[data-saved]").is_visible()
    page.goto(site + PAGES["filtered"])
    page.locator(".keep button").click()
    page.goto(site)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("[data-saved] a").click()
    assert page.locator(".chips").inner_text().count(WARD) == 1
    page.go_back()
    page.locator("[data-saved] button").click()
    assert not page.locator("[data-saved]").is_visible()
    assert not any("saved" in address and "saved.js" not in address for address in asked)
    page.evaluate('localStorage.setItem(\'tracuu.saved\', \'[{"address": "javascript:alert(1)", "label": "x"}]\')')
    page.goto(site)
    assert page.locator("[data-saved] a").count() == 0
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
