"""Every page in both languages: nothing of the other language stands on it but what is marked as such."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Comment, NavigableString, Tag
from flask import Flask, template_rendered

from searchweb.app import create_app
from searchweb.catalogs import catalog
from tests.test_web_language import SAID, forms
from tests.web_stand_in import StandIn, many_articles

TEMPLATES = Path(__file__).parent.parent / "searchweb" / "templates"
VIETNAMESE = re.compile("[À-ÖØ-öø-ỹ]")
# Reached from no link: wrong addresses, and what only some searches have.
BESIDE = (
    "/?q=phường&explain=1",
    "/?unit=a&year=2019-2021&from=2019-01-01&-kind=Trường&place=",
    "/?q=zzzqqq",
    "/?q=phường&page=900",
    '/?q="',
    "/?q=năm:x",
    "/?page=0&color=red",
    "/nowhere",
    "/trends?q=phường&q=xã&by=year",
    "/coverage?since=2020-01-01&year=2021",
    "/officials?name=Vỹ",
    "/document?key=none",
    "/facet/unit?facet_q=phường",
    "/facet/month",
)
# Pages of one kind that are looked at.
EACH = 4
# Two words or more: one alone may be a Vietnamese word as well ("to", "page").
SENTENCES = {
    text
    for one in SAID
    for text in forms(one.id)
    if one.id and " " in text and "{" not in text and catalog("vi").gettext(text) != text
}


def make_app() -> Flask:
    return create_app(StandIn(many_articles(64)))


@cache
def pages(prefix: str) -> dict[str, str]:
    """The HTML of the pages that are reached from the front page of a language, by address."""
    app = make_app()
    client, seen, found = app.test_client(), Counter[str](), dict[str, str]()
    waiting = [f"{prefix}/", *(prefix + address for address in BESIDE)]
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address, follow_redirects=True)
        if answer.mimetype != "text/html" or address in found:
            continue
        found[address] = answer.text
        for href in links(answer.text, prefix):
            kind = "/".join(urlsplit(href).path.split("/")[:3]) + ("?" if "?" in href else "")
            if seen[kind] < EACH and href not in found:
                seen[kind] += 1
                waiting.append(href)
    return found


def links(html: str, prefix: str) -> Iterator[str]:
    for link in BeautifulSoup(html, "lxml").select("a[href^='/']:not(.tongue)"):
        href = str(link["href"]).partition("#")[0]
        if not href.startswith(
            (f"{prefix}/export", f"{prefix}/api/v1/openapi", "/export", "/api/search", "/api/articles")
        ):
            yield href


def strings(html: str, language: str) -> Iterator[str]:
    """The texts that readers of the language meet: not what is marked as another language, nor code."""
    for text in BeautifulSoup(html, "lxml").find_all(string=True):
        if isinstance(text, Comment) or not text.strip() or text.parent.name in {"title", "desc", "code"}:
            continue
        nearest = next((tag["lang"] for tag in text.parents if isinstance(tag, Tag) and tag.get("lang")), "")
        if nearest == language:
            yield NavigableString(text).strip()


def test_every_page_is_looked_at() -> None:
    shown: set[str] = set()
    app = make_app()
    client = app.test_client()

    def note(_: Flask, template: object, **rest: object) -> None:
        shown.add(str(getattr(template, "name", "")))

    with template_rendered.connected_to(note, app):
        for address in pages("/en"):
            client.get(address, follow_redirects=True)
    assert {path.name for path in TEMPLATES.glob("[!_]*.html")} - {"base.html"} <= shown


@pytest.mark.parametrize("address", pages("/en"))
def test_an_english_page_says_nothing_in_vietnamese(address: str) -> None:
    html = pages("/en")[address].replace("Tra Cứu", "Tra Cuu")
    assert [text for text in strings(html, "en") if VIETNAMESE.search(text)] == []


@pytest.mark.parametrize("address", pages(""))
def test_a_vietnamese_page_says_nothing_in_english(address: str) -> None:
    said = [text for text in strings(pages("")[address], "vi") if any(one in text for one in SENTENCES)]
    assert said == []
    assert ' lang="vi"' not in pages("")[address].replace('<html lang="vi">', "")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_no_value_is_missing_in_a_sentence(prefix: str) -> None:
    for address, html in pages(prefix).items():
        assert not [text for text in strings(html, "en" if prefix else "vi") if re.search(r"\{\w*\}", text)], address
