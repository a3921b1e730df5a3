"""docs/query-syntax.md says what the query language really does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from indexer.query import When, Words
from indexer.search.lexer import PREFIX_LETTERS, field_names
from indexer.search.parse import parse

DOCS = Path(__file__).parent.parent / "docs"
PAGE = (DOCS / "query-syntax.md").read_text(encoding="utf-8")
ENGLISH = (DOCS / "query-syntax.en.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"`([^`]+)`", PAGE)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_a_query(example: str) -> None:
    query = parse(example)
    assert query.match is not None or query.filters or query.dates


def test_the_english_page_has_the_same_examples_in_the_same_order() -> None:
    assert re.findall(r"`([^`]+)`", ENGLISH) == EXAMPLES
    assert ENGLISH.count("\n\n") == PAGE.count("\n\n")


@pytest.mark.parametrize("page", [PAGE, ENGLISH])
def test_every_field_has_a_line(page: str) -> None:
    described = set(re.findall(r"^\|[^|]*\| ([a-z]+) \|", page, re.MULTILINE))
    assert described == set(field_names().values())


def test_the_shortest_prefix_is_the_one_that_is_told() -> None:
    assert f"ít nhất {PREFIX_LETTERS} chữ cái" in PAGE
    assert f"at least {PREFIX_LETTERS} letters" in ENGLISH


def test_the_day_of_a_document_stays_with_it_and_a_day_of_news_does_not() -> None:
    assert isinstance(parse("Chỉ thị 05-CT/TW ngày 15/05/2016").match, Words)
    assert isinstance(parse("tin ngày 09/11/2021").match, When)
