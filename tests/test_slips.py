"""Slips that make another word: indexer/search/slips.py."""

from __future__ import annotations

from functools import cache

import pytest

from indexer.analysis.entry import make_entry
from indexer.query import ResultPage
from indexer.search.answer import answer
from indexer.search.lexicon import Lexicon, build_lexicon
from indexer.search.parse import parse
from tests.reference_engine import ReferenceEngine
from tests.search_corpus import article

GAP = " " + "mây trôi rất êm. " * 12
ARTICLES = (
    article("bão", "Cả bản mất điện vì bão lớn", "Bão vào lúc nửa đêm."),
    # All words of the queries below stand in this one, far apart.
    article(
        "ao", "Chuyện vườn", GAP.join(("Bản Hạ", "có ao", "áo mới", "mất mùa", "điện thoại", "bão", "lớn", "cả", "vì"))
    ),
    article("cá", "Nuôi cá lồng trên lòng hồ thủy điện", "Cá lớn nhanh."),
)


@cache
def _index() -> tuple[ReferenceEngine, Lexicon]:
    engine = ReferenceEngine()
    engine.write([make_entry(each) for each in ARTICLES], [])
    return engine, build_lexicon(ARTICLES, engine.vocabulary())


def _ask(text: str) -> ResultPage:
    return answer(*_index(), parse(text))


def _ids(text: str) -> list[str]:
    return [hit.article.id for hit in _ask(text).hits]


def _told(text: str) -> list[str]:
    return [note for note in _ask(text).notes if "gõ nhầm" in note]


@pytest.mark.parametrize("query", ["ca mat dien ao", "cả mất điện ao"])
def test_a_title_with_all_words_but_a_slipped_one_comes_before_the_words_scattered(query: str) -> None:
    assert _ids(query) == ["bão", "ao"]


def test_what_was_taken_for_a_slip_is_told() -> None:
    assert _told("ca mat dien ao") == ["“ao” có thể là “bão” gõ nhầm; tìm cả những tiêu đề có chữ đó"]


@pytest.mark.parametrize(
    "query",
    [
        "ca mat dien bao",  # reads well
        "mat dien ao",  # too few words to know a title by
        '"ca" mat dien ao',  # more than running words
        "mất điện lớn báo",  # another accent is another word
    ],
)
def test_nothing_is_taken_for_a_slip_where_the_query(query: str) -> None:
    assert not _told(query)


def test_words_that_stand_together_in_a_text_are_no_slip() -> None:
    assert not _told("bao vao luc dem")
    assert _ids("bao vao luc dem") == ["bão"]


def test_accents_typed_are_kept() -> None:
    assert not _told("cả mất điện áo")
