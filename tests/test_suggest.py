"""What is offered while typing: indexer/search/suggest.py."""

from __future__ import annotations

import pytest

from indexer.search.lexicon import build_lexicon
from indexer.search.suggest import suggest
from tests.search_corpus import article, lexicon, official

OFFERED = [
    ("ho thi", "Hồ Thị Thủy"),
    ("thuy", "Hồ Thị Thủy"),
    ("Thúy", "Hồ Văn Thúy"),
    ("vu hoai n", "Vũ Hoài Nam"),
    ("nam vũ", "Vũ Hoài Nam"),
    ("uy ban nhan dan xa tan", "Ủy ban nhân dân xã Tân Khai"),
    ("54", "54-NQ/ĐU"),
    ("bệnh viện", "Bệnh viện huyện thêm dịch vụ"),
]


@pytest.mark.parametrize(("typed", "offered"), OFFERED)
def test_offers_what_is_begun(typed: str, offered: str) -> None:
    assert offered in [one.text for one in suggest(lexicon(), typed)]


def test_accents_that_are_typed_count() -> None:
    assert "Hồ Văn Thúy" not in [one.text for one in suggest(lexicon(), "thủy")]


def test_a_word_is_offered_from_its_beginning_only() -> None:
    assert "Vũ Hoài Nam" not in [one.text for one in suggest(lexicon(), "oai")]


def test_an_official_comes_with_the_post_held_most_often() -> None:
    people = (official("Cao Văn Lễ", "Trưởng thôn"), official("Cao Văn Lễ", "Bí thư"), official("Cao Văn Lễ", "Bí thư"))
    articles = [article(str(n), "Tin", officials=(person,)) for n, person in enumerate(people)]
    offered = suggest(build_lexicon(articles, ()), "cao")
    assert [(one.text, one.detail, one.count) for one in offered] == [("Cao Văn Lễ", "Bí thư", 3)]


def test_the_more_frequent_comes_first() -> None:
    names = ["Cao An", "Cao Bình", "Cao Bình"]
    articles = [article(str(n), "Tin", officials=(official(name, "Trưởng thôn"),)) for n, name in enumerate(names)]
    assert [one.text for one in suggest(build_lexicon(articles, ()), "cao")] == ["Cao Bình", "Cao An"]


@pytest.mark.parametrize("typed", ["", "  ", "!?"])
def test_nothing_is_offered_before_the_first_letter(typed: str) -> None:
    assert suggest(lexicon(), typed) == ()
