"""The Whoosh engine against the reference engine: same articles, same scores, for any tree over any articles."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.engine import whoosh_engine
from indexer.fields import TEXT_FIELD_NAMES
from indexer.model import Article, Entry, Term
from indexer.query import AllOf, AnyOf, Filter, Node, Nothing, Phrase, Preferring, Query, TermNode, Within, Without
from tests.reference_engine import ReferenceEngine

LETTERS = "abcd"
TEXTS = st.lists(st.sampled_from(LETTERS), max_size=8)
TERMS = st.builds(TermNode, st.sampled_from(LETTERS + "z"), st.sampled_from([0.25, 0.5, 1.0]))
STEPS = st.lists(
    st.one_of(TERMS, st.builds(AnyOf, st.lists(TERMS, min_size=1, max_size=3).map(tuple))), min_size=2, max_size=3
)
PHRASES = st.builds(Phrase, STEPS.map(tuple), st.integers(0, 3), st.booleans(), st.sampled_from([0.5, 1.0, 2.0]))


def grown(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    some = st.lists(nodes, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(AllOf, some),
        st.builds(AnyOf, some, st.booleans()),
        st.builds(Without, st.one_of(st.none(), nodes), nodes),
        st.builds(Preferring, nodes, nodes),
        st.builds(Within, st.sampled_from(TEXT_FIELD_NAMES), nodes),
    )


TREES = st.recursive(st.one_of(TERMS, PHRASES, st.builds(Nothing, st.just(""))), grown, max_leaves=7)


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    made = []
    for number in range(draw(st.integers(1, 6))):
        fields = {name: words(draw(TEXTS)) for name in ("title", "body", "officials")}
        years = draw(st.lists(st.sampled_from(["2020", "2021"]), max_size=2, unique=True))
        name = f"n{number}"
        article = Article(name, name, "", "", None, None, None, None, None, (), ())
        made.append(Entry(name, fields, {"year": tuple(years)}, draw(st.one_of(st.none(), st.integers(0, 9))), article))
    return made


def words(texts: list[str]) -> tuple[Term, ...]:
    return tuple(Term(text, place, 0, 1) for place, text in enumerate(texts))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(entries(), st.lists(TREES, min_size=1, max_size=6), st.sampled_from(["relevance", "recent", "newest", "oldest"]))
def test_both_engines_give_the_same_page(made: list[Entry], trees: list[Node], sort: str) -> None:
    reference = ReferenceEngine(made)
    with tempfile.TemporaryDirectory() as folder:
        whoosh_engine.create(Path(folder))
        whoosh_engine.WhooshEngine(Path(folder)).write(made, ())
        engine = whoosh_engine.WhooshEngine(Path(folder))
        for tree in trees:
            for filters in ((), (Filter("year", ("2020", "")),), (Filter("year", ("2021",), exclude=True),)):
                query = Query(match=tree, filters=filters, sort=sort, limit=20)  # type: ignore[arg-type]
                mine, theirs = reference.search(query), engine.search(query)
                assert theirs.total == mine.total
                assert theirs.facets["year"] == mine.facets["year"]
                scores = {hit.article.id: hit.score for hit in mine.hits}
                assert {hit.article.id for hit in theirs.hits} == set(scores)
                for hit in theirs.hits:
                    assert abs(hit.score - scores[hit.article.id]) < 1e-3 * max(1.0, abs(hit.score))
        engine.close()
