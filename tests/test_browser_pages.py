"""Every page in a real Chromium at three widths, by day and by night: it fits, complains of nothing, asks nobody else,
and axe-core finds nothing."""

from __future__ import annotations

from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import pytest

from searchweb.app import create_app
from tests.chromium import COLOUR_RULES, PAGES, WIDTHS, judged_by_axe, needs_chromium, visiting
from tests.web_stand_in import StandIn, many_articles

pytestmark = needs_chromium

# Answers that are no page for a reader.
NO_PAGES = {"static", "feed", "official_feed", "export", "cite", "health", "metrics", "opensearch", "openapi", "robots"}


def test_every_page_there_is_is_looked_at() -> None:
    rules = create_app(StandIn(many_articles(1))).url_map
    addresses = rules.bind("127.0.0.1")
    looked_at = {addresses.match(urlsplit(address).path.removeprefix("/en"))[0] for address in PAGES.values()}
    twins = {rule.endpoint for rule in rules.iter_rules() if rule.rule.startswith("/api/") and rule.rule != "/api/v1/"}
    assert {rule.endpoint for rule in rules.iter_rules()} - looked_at - twins - NO_PAGES == set()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_and_serves_everybody(browser: Any, site: str, name: str) -> None:
    with visiting(browser, viewport={"width": WIDTHS[-1], "height": 800}) as visit:
        page = visit.page
        page.goto(site + PAGES[name])
        found: dict[str, list[str]] = {}
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            found |= {f"{wrong} at {width}": where for wrong, where in what_is_wrong(page, width).items() if where}
        assert found == {}


def what_is_wrong(page: Any, width: int) -> dict[str, list[str]]:
    """Elements at fault by kind of fault, by day and by night."""
    page.emulate_media(color_scheme="light")
    found = {"beyond": page.evaluate(BEYOND), "clipped": page.evaluate(CLIPPED), "small": page.evaluate(SMALL, width)}
    found |= {"axe": judged_by_axe(page), "weak": page.evaluate(WEAK_TEXT)}
    page.emulate_media(color_scheme="dark")
    found |= {"axe, dark": judged_by_axe(page, COLOUR_RULES), "weak, dark": page.evaluate(WEAK_TEXT)}
    sideways = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return found | {"sideways": ["the page"] if sideways else []}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_its_landmarks_one_heading_and_labelled_fields(browser: Any, site: str, name: str) -> None:
    with visiting(browser) as visit:
        page = visit.page
        page.goto(site + PAGES[name])
        assert page.locator("html").get_attribute("lang") == ("en" if name.startswith("english") else "vi")
        for role in ("banner", "main", "contentinfo", "search"):
            assert page.get_by_role(role).count() == 1, role
        assert page.locator("h1").count() == 1
        assert page.get_by_role("search").get_by_role("combobox").get_attribute("id") == "q"
        assert page.locator("input:not([type=hidden])").evaluate_all("all => all.every(e => e.labels.length === 1)")
        levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(e => +e.tagName[1])")
        assert all(after - before <= 1 for before, after in pairwise(levels)), levels


# Elements that stick out on the right of the window; what scrolls within its own frame may.
BEYOND = """() => [...document.querySelectorAll('body *')]
    .filter(e => !e.closest('.bars, .scroll, svg, .hidden, .skip, label'))
    .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map(e => e.outerHTML.slice(0, 80))"""

# Text whose box is lower than its letters with marks above and below need ("Ể", "ậ"), so that a mark may be cut.
CLIPPED = """() => [...document.querySelectorAll('body *')]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.checkVisibility())
    .filter(e => !e.closest('svg, .hidden, .search label, .skip'))
    .filter(e => {
      const s = getComputedStyle(e), tall = parseFloat(s.lineHeight) / parseFloat(s.fontSize);
      const cut = s.overflowY !== 'visible' && e.clientHeight < e.scrollHeight - 1;
      return cut || (tall < 1.25 && e.clientHeight > 0 && !['BUTTON'].includes(e.tagName));
    })
    .map(e => e.outerHTML.slice(0, 90))"""

# What is tapped and smaller than WCAG 2.2 asks (2.5.8); on a phone what leads on from page to page is larger still.
# Links inside sentences are exempt.
SMALL = """width => [...document.querySelectorAll(
      'button, input, summary, .facet a, .chips a, .sorts a, .pages a, .name, .ways a, .hit h2 a, .short-hits h3 a')]
    .filter(e => e.type !== 'hidden' && e.checkVisibility())
    .filter(e => {
      const r = e.getBoundingClientRect(), inline = getComputedStyle(e).display === 'inline';
      const least = width < 400 && e.matches('button, input, .pages a, .facet .choice') ? 40 : 24;
      return (r.width < 24 || r.height < least) && !(inline && r.height >= 20);
    })
    .map(e => e.outerHTML.slice(0, 90))"""

# Elements whose own text has less contrast than WCAG 2.2 AA asks of small text; axe-core leaves out unsure cases.
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
