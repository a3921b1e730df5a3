"""What every test in a real Chromium shares: the pages there are, a visit that hears every complaint, axe-core."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from flask import Flask

from searchweb.server import Server
from tests.web_stand_in import WARD

CHROMIUM = next((path for path in map(Path, ("/usr/bin/chromium", "/usr/bin/chromium-browser")) if path.exists()), None)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
needs_chromium = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium at /usr/bin/chromium"),
]
WIDTHS = (360, 768, 1440)
ARTICLE = "/article/nam-2006/bai-000.txt"
PAGES = {
    "front": "/",
    "results": "/?q=" + quote("phòng"),
    "explained": f"/?q={quote('phòng')}&explain=1",
    "filtered": f"/?q={quote('phòng')}&unit={quote(WARD)}&year=2006-2026",
    "empty": "/?q=zzz&unit=" + quote(WARD),
    "article": f"{ARTICLE}?q={quote('phường')}",
    "facet": f"/facet/official?q={quote('phòng')}",
    "help": "/help",
    "advanced": "/advanced",
    "about": "/about",
    "api": "/api/v1/",
    "error": "/?nothing=1",
    "syntax": "/?q=" + quote("(hội nghị"),
    "no page": "/?q=zzz&page=9",
    "official": "/official/" + quote("lê-hoàng-vỹ.xã-bình-lãng"),
    "officials": "/officials?name=" + quote("nguyen van"),
    "unit": "/unit?on=2015-01-01&name=" + quote(WARD),
    "document": "/document?key=" + quote("54-NQ/ĐU"),
    "trends": "/trends?by=year&q=" + quote("phường") + "&q=" + quote("tiêm chủng"),
    "coverage": "/coverage?since=2024-01-01",
}
# English words are of other lengths.
PAGES |= {
    f"english {name}": "/en" + PAGES[name] for name in ("front", "filtered", "article", "unit", "trends", "coverage")
}


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address, without a slash at its end, of a server that answers with `app` for as long as the block runs."""
    server = Server(app.wsgi_app, "127.0.0.1", 0)
    running = Thread(target=server.run)
    running.start()
    yield server.url.rstrip("/")
    server.stop()
    running.join(10)


class Visit:
    """A page of a browser, with everything it complained about and every host it asked."""

    def __init__(self, context: Any) -> None:
        self.page = context.new_page()
        self.heard: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda said: self.heard.append(said.text) if said.type != "log" else None)
        self.page.on("pageerror", lambda error: self.heard.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))

    @property
    def complaints(self) -> list[str]:
        """What went wrong. A page that is meant to be an error says so in the console, which is none."""
        return [said for said in self.heard if "status of 4" not in said]

    @property
    def hosts(self) -> set[str]:
        """Every host that was asked for anything."""
        return {urlsplit(address).hostname or "" for address in self.requests}


@contextmanager
def visiting(browser: Any, **settings: Any) -> Iterator[Visit]:
    """A fresh visit that must end without a complaint and without a request to another host."""
    context = browser.new_context(**settings)
    visit = Visit(context)
    yield visit
    context.close()
    assert visit.complaints == []
    assert visit.hosts <= {"127.0.0.1"}


@cache
def axe_script() -> str:
    """axe-core, as the package that brings it holds it."""
    package = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    return Path(package.__file__).with_name("axe.min.js").read_text(encoding="utf-8")


# Every rule of WCAG 2.2 A and AA that a program can judge, and what axe-core calls good practice.
ALL_RULES = "{type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
COLOUR_RULES = "{type: 'rule', values: ['color-contrast', 'link-in-text-block']}"
_AXE = """async () => {
  const found = await axe.run(document, {resultTypes: ['violations'], runOnly: RULES});
  return found.violations.flatMap(v => v.nodes.map(n => [v.id, v.impact, n.target.join(' '), n.html.slice(0, 120)]));
}"""


def judged_by_axe(page: Any, rules: str = ALL_RULES) -> list[str]:
    """What axe-core finds wrong with a page, of any weight: rule, weight, place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe_script())
    found = page.evaluate(_AXE.replace("RULES", rules))
    return [json.dumps(one, ensure_ascii=False) for one in found]
