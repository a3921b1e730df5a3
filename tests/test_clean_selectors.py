"""Selectors of the tables find what soupsieve finds."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import soupsieve
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from indexer.clean.selectors import matcher
from indexer.tables import FOLDER

ROOT = Path(__file__).parent.parent
PARTS = ("title", "lead", "body", "date", "author", "noise")


def table_selectors() -> list[str]:
    lines = (FOLDER / "portals.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    found = (part.strip() for row in rows for name in PARTS for part in (row[name] or "").split(","))
    return sorted({part for part in found if part})


OWN = ["link[rel=canonical]", "h1", "[class]", ".a .b .c", "div #x p.y[itemprop=z]", "[id^=lb]", ".A", "DIV"]
BEYOND = ["ul > li", "p:first-child", "a[type=B]", "h1, h2", "li ~ li", "[lang=vi]"]
SELECTORS = [*table_selectors(), *OWN]
NAMES = [*sorted({name for one in SELECTORS for name in one.replace("#", ".").split(".")[1:] if name.isalnum()}), "a"]

element = st.builds(
    lambda tag, names, identity, prop: (
        f"<{tag} class='{' '.join(names)}'{identity and f' id={identity}'}{prop and f' itemprop={prop}'}>"
    ),
    st.sampled_from(["div", "h1", "h2", "p", "span", "ul", "article", "em", "time", "section"]),
    st.lists(st.sampled_from(NAMES), max_size=3),
    st.sampled_from(["", "x", "content", "news_detail", "ctl00_lbTitle", "divLienQuan", "LBBody"]),
    st.sampled_from(["", "z", "headline", "articleBody"]),
)


def same(page: BeautifulSoup, selectors: list[str]) -> None:
    tags = [node for node in page.descendants if isinstance(node, Tag)]
    for selector in selectors:
        compiled = soupsieve.compile(selector)
        assert [matcher(selector)(tag) for tag in tags] == [compiled.match(tag) for tag in tags], selector


@pytest.mark.parametrize("path", sorted(ROOT.glob("corpus/**/*.html")), ids=lambda path: str(path.name))
def test_on_pages_of_the_sample_corpus(path: Path) -> None:
    same(BeautifulSoup(path.read_bytes(), "lxml"), SELECTORS)


@given(st.lists(element, min_size=1, max_size=12))
def test_on_any_nest_of_elements(elements: list[str]) -> None:
    same(BeautifulSoup("".join(elements), "lxml"), SELECTORS)


@pytest.mark.parametrize("selector", [*OWN, *BEYOND])
def test_on_a_page_with_every_kind_of_attribute(selector: str) -> None:
    source = """<link rel="Canonical x"><link rel=CANONICAL><div class="A b" id=x type=b lang=VI>
        <p class="y a" itemprop=z>
        <a type=B href=#>1</a><ul class=b><li class=c>2<li id=lb>3</ul><time datetime="">4</time></p><P itemprop="z
        " class=y>5</P><h1 class>6</h1></div>"""
    same(BeautifulSoup(source, "lxml"), [selector])
