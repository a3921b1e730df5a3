"""A query for one rare word gets the answer of the evaluator to the last bit: hits, order, scores, total."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.engine import rare_terms, whoosh_engine
from indexer.engine.rare_ranking import rank_rare
from indexer.engine.whoosh_engine import WhooshEngine, create
from indexer.model import Article, Entry, Term
from indexer.query import AllOf, DateRange, Filter, Query, TermNode
from tests.test_engine_reference import FORMS, HISTORIES, LETTERS, written

WORDS = st.sampled_from([*LETTERS, "z"])


def general(engine: WhooshEngine, query: Query) -> Any:
    """The answer without the short way."""
    with patch.object(whoosh_engine, "rank_rare", lambda source, query: None):
        return engine.rank(query)


def filled(folder: str, *texts: str, title: str = "") -> WhooshEngine:
    """An engine with an article for every body."""
    create(Path(folder))
    entries = []
    for number, text in enumerate(texts):
        terms = {
            field: tuple(Term(word, place, 0, 1) for place, word in enumerate(words.split()))
            for field, words in (("title", title), ("body", text), ("officials", title))
        }
        article = Article(f"n{number:04}", "", "", "", None, None, None, None, None, (), ())
        entries.append(Entry(article.id, terms, {}, None, article))
    # Last first, so that the order of ids is not that of article numbers.
    WhooshEngine(Path(folder)).write(entries[::-1], [])
    return WhooshEngine(Path(folder))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    HISTORIES,
    st.lists(WORDS, min_size=1),
    st.sampled_from([1.0, 0.7]),
    st.integers(1, 3),
    st.integers(0, 4),
    st.sampled_from([rare_terms.RARE, 2]),
    st.sampled_from([rare_terms.SHORT, 0]),
    st.sampled_from([rare_terms.STRETCH, 1, 3]),
    FORMS,
)
def test_one_word_is_ranked_as_the_evaluator_ranks_it(
    history: Any, words: list[str], weight: float, page: int, limit: int, rare: int, short: int, stretch: int, form: Any
) -> None:
    with (
        form,
        patch.multiple(rare_terms, RARE=rare, SHORT=short, STRETCH=stretch),
        tempfile.TemporaryDirectory() as folder,
    ):
        _, engine = written(Path(folder), history)
        for word in words:
            query = Query(match=TermNode(word, weight), facets=(), page=page, limit=limit)
            assert engine.rank(query) == general(engine, query)


def test_of_equal_scores_the_first_id_comes_first() -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = filled(folder, *["a b"] * 30, "a a b", "b", "a b c")
        query = Query(match=TermNode("a"), facets=(), limit=40)
        assert rank_rare(engine._source, query) == general(engine, query)
        ids = [hit.article.id for hit in engine.search(query).hits]
        assert ids == ["n0030", *(f"n{number:04}" for number in range(30)), "n0032"]


@pytest.mark.parametrize(("often", "short"), [(1, True), (3, True), (4, True), (255, True), (256, False), (700, False)])
def test_a_word_that_stands_more_often_than_a_byte_holds_goes_the_long_way(often: int, short: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = filled(folder, "a b", "a " * often, "b")
        query = Query(match=TermNode("a"), facets=())
        assert (rank_rare(engine._source, query) is not None) == short
        assert engine.rank(query) == general(engine, query)


@pytest.mark.parametrize("weight", [0.25, 0.7, 3.0])
def test_a_term_of_another_weight_scores_as_the_evaluator_says(weight: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = filled(folder, "a b", "a a b", "b")
        query = Query(match=TermNode("a", weight), facets=())
        assert rank_rare(engine._source, query) == general(engine, query)


@pytest.mark.parametrize(("articles", "short"), [(rare_terms.RARE, True), (rare_terms.RARE + 1, False)])
def test_a_word_of_more_articles_goes_the_long_way(articles: int, short: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = filled(folder, *["a b"] * articles, *["b"] * 9)
        query = Query(match=TermNode("a"), facets=())
        assert (rank_rare(engine._source, query) is not None) == short


def test_a_word_in_three_fields_goes_the_long_way() -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = filled(folder, "a b", "b", title="a")
        assert rank_rare(engine._source, Query(match=TermNode("a"), facets=())) is None
        assert rank_rare(engine._source, Query(match=TermNode("b"), facets=())) is not None


@pytest.mark.parametrize(
    "query",
    [
        Query(match=TermNode("a")),
        Query(match=None, facets=()),
        Query(match=AllOf((TermNode("a"),)), facets=()),
        Query(match=TermNode("missing"), facets=()),
        Query(match=TermNode("a"), facets=(), filters=(Filter("year", ("2020",)),)),
        Query(match=TermNode("a"), facets=(), dates=DateRange("2020-01-01")),
        Query(match=TermNode("a"), facets=(), sort="newest"),
        Query(match=TermNode("a"), facets=(), sort="recent"),
        Query(match=TermNode("a"), facets=(), collapse=True),
    ],
)
def test_what_asks_for_more_than_one_word_goes_the_long_way(query: Query) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert rank_rare(filled(folder, "a b", "a", "b")._source, query) is None


def test_an_index_with_dead_articles_goes_the_long_way_until_it_is_merged() -> None:
    query = Query(match=TermNode("a"), facets=())
    with tempfile.TemporaryDirectory() as folder:
        filled(folder, *["a b"] * 9).write([], ["n0003"])
        engine = WhooshEngine(Path(folder))
        assert rank_rare(engine._source, query) is None
        assert engine.rank(query).total == 8
