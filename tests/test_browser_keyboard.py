"""The keyboard alone, in a real Chromium: the way to the answer, the ring around the focus, keys for readers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.chromium import PAGES, WIDTHS, Visit, needs_chromium, visiting
from tests.web_stand_in import WARD

pytestmark = needs_chromium
HERE = "document.activeElement"
# What a screen reader hears: what comes into the live region after it was emptied. Watched from the very beginning of
# the page, since scripts run before DOMContentLoaded.
HEARD = """window.said = [];
let emptied = false;
new MutationObserver(seen => {
  for (const one of seen.filter(one => one.target.role === 'status')) {
    if (one.addedNodes.length && emptied) said.push(one.target.textContent.trim());
    emptied ||= one.removedNodes.length > 0;
  }
}).observe(document, {childList: true, subtree: true})"""
# Not wait_for_function: it looks again by `eval`, which the site's policy forbids.
SAID = """() => new Promise((said, silent) => {
  const look = () => window.said.length ? said(window.said.at(-1)) : setTimeout(look, 20);
  setTimeout(() => silent(new Error('nothing was said')), 10000);
  look();
})"""
# Where the focus is, in the order of the page, and whether it can be seen: on the screen, with a ring, not covered.
FOCUS = """() => {
  const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e);
  const x = r.x + Math.min(r.width, 200) / 2, top = document.elementFromPoint(x, r.y + r.height / 2);
  return {
    tag: e.tagName, type: e.type ?? '',
    text: (e.innerText || e.getAttribute('aria-label') || '').slice(0, 40),
    ring: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,
    seen: r.width > 0 && r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth,
    covered: !!top && !e.contains(top) && !top.contains(e),
    number: [...document.querySelectorAll('*')].indexOf(e),
  };
}"""


@pytest.fixture(params=[True, False], ids=["with-js", "without-js"])
def visit(browser: Any, request: pytest.FixtureRequest) -> Any:
    """A fresh visit, once with scripts and once without."""
    with visiting(browser, java_script_enabled=request.param, viewport={"width": 1440, "height": 900}) as visit:
        yield visit


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


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["front", "filtered", "article", "official", "unit", "trends", "advanced", "error"])
def test_tab_walks_a_page_in_its_order_and_is_always_seen(browser: Any, site: str, name: str, width: int) -> None:
    with visiting(browser, viewport={"width": width, "height": 800}) as visit:
        visit.page.goto(site + PAGES[name])
        walked = []
        for _ in range(30):
            visit.page.keyboard.press("Tab")
            walked.append(visit.page.evaluate(FOCUS))
            if walked[-1]["tag"] == "BODY":
                walked.pop()
                break
        # The parts of a date field draw their own ring.
        unseen = [
            one for one in walked if not one["seen"] or one["covered"] or not (one["ring"] or one["type"] == "date")
        ]
        assert unseen == []
        assert len(walked) > 8
        numbers = [one["number"] for one in walked]
        assert numbers == sorted(numbers), "the order of the page"


def test_a_filter_chosen_by_keyboard_keeps_the_focus_and_says_the_new_count(browser: Any, site: str) -> None:
    with visiting(browser, viewport={"width": 1440, "height": 900}) as visit:
        page = visit.page
        page.add_init_script(HEARD)
        page.goto(site + PAGES["results"])
        before = page.get_by_role("status").inner_text()
        page.get_by_role("region", name="Đơn vị").locator(".choice", has_text=WARD).focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**unit=*")
        assert WARD in page.locator(":focus").inner_text()
        assert page.locator(":focus").get_attribute("aria-current") == "true"
        assert page.evaluate(SAID).split()[0] != before.split()[0]
        page.locator(".chips a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: "unit=" not in address)
        assert page.evaluate(f"{HERE}.id") == "answer"


def test_the_mouse_leaves_no_ring_behind(browser: Any, site: str) -> None:
    with visiting(browser, viewport={"width": 1440, "height": 900}) as visit:
        visit.page.goto(site + PAGES["results"])
        visit.page.get_by_role("region", name="Đơn vị").locator(".choice", has_text=WARD).click()
        visit.page.wait_for_url("**unit=*")
        assert visit.page.evaluate(f"{HERE}.tagName") == "BODY"


def test_pages_and_articles_are_walked_by_keyboard(visit: Visit, site: str) -> None:
    page = visit.page
    page.goto(site + PAGES["results"])
    first = page.locator(".hit h2 a").first.get_attribute("href")
    page.get_by_role("link", name="Trang sau").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**page=2*")
    assert page.locator(".hit h2 a").first.get_attribute("href") != first
    page.locator(".hit h2 a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/article/**")
    page.locator(".article-meta a[href='#m1']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#m1")
    # The way on to the next match is the next stop behind the match itself.
    page.keyboard.press("Tab")
    assert page.evaluate(f"{HERE}.closest('.step')?.id") == "m1"
    page.keyboard.press("Enter")
    page.wait_for_url("**#m2")
    assert page.locator("#m2").is_visible()
    page.get_by_role("link", name="Bài sau").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "#m2" not in address)


def test_suggestions_say_how_many_there_are(browser: Any, site: str) -> None:
    with visiting(browser) as visit:
        visit.page.goto(site)
        visit.page.get_by_role("combobox").press_sequentially("hoàng")
        visit.page.get_by_role("option").wait_for()
        told = visit.page.locator("form.search [aria-live=polite]")
        assert told.inner_text().endswith(": 1")
        visit.page.keyboard.press("Escape")
        assert told.inner_text() == ""
