"""Hostile articles in a real Chromium: nothing of them runs, nothing is loaded, the policy is never even asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from searchweb.app import create_app
from tests.chromium import needs_chromium, served, visiting
from tests.hostile import CLOSING, IMAGE, PAYLOADS, QUOTES, SCRIPT, hostile_articles
from tests.web_stand_in import StandIn

pytestmark = needs_chromium
# A breach of the policy that a script could notice, and anything that an article brought to run.
WATCHED = "document.addEventListener('securitypolicyviolation', e => { window.hacked = e.violatedDirective });"
ARTICLE = "/article/" + quote(f"xã/{SCRIPT}/0.txt")
PAGES = {
    "front": "/",
    "results": "/?q=" + quote("họp"),
    "explained": "/?q=" + quote("họp") + "&explain=1",
    "typed": "/?q=" + quote(CLOSING),
    "filtered": "/?unit=" + quote(IMAGE) + "&-official=" + quote(QUOTES),
    "article": ARTICLE + "?q=" + quote("họp"),
    "official": "/officials?name=" + quote(f"Nguyễn Văn An {SCRIPT}"),
    "officials": "/officials?name=" + quote(IMAGE),
    "unit": "/unit?name=" + quote(f"Ủy ban {SCRIPT}, xã {SCRIPT}, tỉnh {SCRIPT}"),
    "document": "/document?key=" + quote(SCRIPT),
    "trends": "/trends?by=year&q=" + quote(IMAGE) + "&q=" + quote("họp"),
    "coverage": "/coverage",
    "facet": "/facet/official?facet_q=" + quote(QUOTES),
    "error": "/?" + quote(SCRIPT) + "=1",
    "lost": "/article/" + quote(IMAGE),
    "english": "/en/?q=" + quote(CLOSING),
}


@pytest.fixture(scope="module")
def hostile_site() -> Iterator[str]:
    with served(create_app(StandIn(hostile_articles()))) as address:
        yield address


@pytest.mark.parametrize("name", PAGES)
def test_nothing_that_an_article_or_a_reader_writes_runs(browser: Any, hostile_site: str, name: str) -> None:
    with visiting(browser, viewport={"width": 360, "height": 740}) as visit:
        page = visit.page
        page.add_init_script(WATCHED)
        page.on("dialog", lambda _: visit.heard.append("a dialog was opened"))
        page.goto(hostile_site + PAGES[name])
        # As if the mouse had gone over everything there is.
        page.evaluate("document.querySelectorAll('*').forEach(e => e.dispatchEvent(new MouseEvent('mouseover')))")
        assert page.evaluate("window.hacked") is None
        assert page.locator("[onerror], [onmouseover], img[src=x], style, iframe").count() == 0
        assert page.evaluate("document.scripts.length") == page.locator("script[src^='/static/']").count()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_query_comes_back_into_its_box_as_it_was_typed(browser: Any, hostile_site: str, payload: str) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.add_init_script(WATCHED)
        page.goto(hostile_site)
        page.locator("#q").fill(payload)
        page.keyboard.press("Enter")
        page.wait_for_url("**/?q=*")
        assert page.locator("#q").input_value() in {payload, ""}
        assert page.evaluate("window.hacked") is None


def test_a_saved_search_and_a_suggestion_are_text_too(browser: Any, hostile_site: str) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.add_init_script(WATCHED)
        page.goto(hostile_site)
        page.evaluate(
            "label => localStorage.setItem('tracuu.saved', JSON.stringify([{address: '/?q=a', label}]))", IMAGE + SCRIPT
        )
        page.reload()
        assert page.locator("[data-saved] a").inner_text() == IMAGE + SCRIPT
        suggested = {"suggestions": [{"text": IMAGE, "kind": "title", "count": 1, "query": "", "detail": SCRIPT}]}
        page.route("**/api/v1/suggest*", lambda route: route.fulfill(json=suggested))
        page.get_by_role("combobox").press_sequentially("họp")
        page.get_by_role("option").wait_for()
        assert IMAGE in page.get_by_role("option").inner_text()
        assert page.evaluate("window.hacked") is None


def test_the_policy_stops_what_would_slip_through(browser: Any, hostile_site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(hostile_site)
    page.evaluate(
        """() => {
          const script = document.createElement('script');
          script.textContent = 'window.hacked = 1';
          document.body.append(script);
          document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.hacked = 1">');
        }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None
    with pytest.raises(Exception, match="Failed to fetch"):
        page.evaluate("fetch('http://127.0.0.1:9/')")
    context.close()
