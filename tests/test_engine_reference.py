"""The engine against others: the reference engine, and Whoosh's own searcher on the very same index.

Any tree over any articles, through any history of writes and removals, in every form that postings and matches take.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from math import log
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import index as whoosh_index
from whoosh import query as whoosh_query
from whoosh import scoring

from indexer.engine import evaluate, inverter, matches, merge, postings, whoosh_engine, whoosh_writer
from indexer.engine.matches import K1, WEIGHTS, B
from indexer.engine.port import EnginePage
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


def words(texts: list[str]) -> tuple[Term, ...]:
    """Neighbours, the last of them far away, beyond what one byte of a position holds."""
    return tuple(Term(text, place if place < 6 else place * 400, 0, 1) for place, text in enumerate(texts))


@st.composite
def entries(draw: st.DrawFn, largest: int = 6) -> list[Entry]:
    made = []
    for number in draw(st.lists(st.integers(0, 9), min_size=1, max_size=largest, unique=True)):
        texts = {name: draw(TEXTS) for name in ("title", "body", "officials")}
        if draw(st.booleans()):
            texts["body"] += ["a"] * draw(st.sampled_from([3, 4, 9]))
        years = draw(st.lists(st.sampled_from(["2020", "2021"]), max_size=2, unique=True))
        name = f"n{number}"
        article = Article(name, name, "", "", None, None, None, None, None, (), ())
        fields = {field: words(text) for field, text in texts.items()}
        made.append(Entry(name, fields, {"year": tuple(years)}, draw(st.one_of(st.none(), st.integers(0, 9))), article))
    return made


Write = tuple[list[Entry], list[str]]
REMOVED = st.lists(st.integers(0, 9).map("n{}".format), max_size=3)
HISTORIES = st.lists(st.tuples(entries(), REMOVED), min_size=1, max_size=4)


@contextmanager
def forms(many: float, *, dense: bool, crowded: int, run: int) -> Iterator[None]:
    """Make the engine use one form where it would choose: lists or masks, dense or not, merged often or never."""
    changes: list[tuple[Any, str, Any]] = [(module, "MANY", many) for module in (matches, evaluate)]
    changes += [(postings, "DENSE_FROM", 1 if dense else 10**9), (postings, "DENSE_SHARE", 0.0)]
    changes += [(whoosh_writer, "MERGE_WIDTH", crowded), (inverter, "RUN_TERMS", run), (merge, "STRETCH", run)]
    with ExitStack() as stack:
        for module, name, value in changes:
            stack.enter_context(patch.object(module, name, value))
        yield


FORMS = st.builds(
    forms,
    st.sampled_from([0.0, 0.3, 1.0]),
    dense=st.booleans(),
    crowded=st.sampled_from([2, 99]),
    run=st.sampled_from([9, 10**6]),
)


def written(folder: Path, history: list[Write]) -> tuple[ReferenceEngine, whoosh_engine.WhooshEngine]:
    """Both engines after the same writes; of the one in `folder` as a reader finds it."""
    reference = ReferenceEngine()
    whoosh_engine.create(folder)
    for made, removed in history:
        gone = [name for name in removed if name not in {entry.id for entry in made}]
        reference.write(made, gone)
        whoosh_engine.WhooshEngine(folder).write(made, gone)
    return reference, whoosh_engine.WhooshEngine(folder)


def assert_same(mine: EnginePage, theirs: EnginePage) -> None:
    assert theirs.total == mine.total
    assert theirs.facets["year"] == mine.facets["year"]
    scores = {hit.article.id: hit.score for hit in mine.hits}
    assert {hit.article.id for hit in theirs.hits} == set(scores)
    for hit in theirs.hits:
        assert abs(hit.score - scores[hit.article.id]) < 1e-3 * max(1.0, abs(hit.score))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    HISTORIES,
    st.lists(TREES, min_size=1, max_size=4),
    st.sampled_from(["relevance", "recent", "newest", "oldest"]),
    FORMS,
)
def test_both_engines_give_the_same_page(history: list[Write], trees: list[Node], sort: str, form: Any) -> None:
    with form, tempfile.TemporaryDirectory() as folder:
        reference, engine = written(Path(folder), history)
        for tree in trees:
            for filters in ((), (Filter("year", ("2020", "")),), (Filter("year", ("2021",), exclude=True),)):
                query = Query(match=tree, filters=filters, sort=sort, limit=20)  # type: ignore[arg-type]
                assert_same(reference.search(query), engine.search(query))
                plain = Query(match=tree, filters=filters, sort=sort, limit=20, facets=())  # type: ignore[arg-type]
                assert engine.search(plain).hits == engine.search(query).hits


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HISTORIES, FORMS)
def test_the_vocabulary_of_a_merged_index_is_that_of_its_articles(history: list[Write], form: Any) -> None:
    with form, tempfile.TemporaryDirectory() as folder:
        reference, engine = written(Path(folder), history)
        with patch.object(whoosh_writer, "DEAD_SHARE", 0.0):  # a merge of all that has dead articles
            engine.write([], [])
        assert list(whoosh_engine.WhooshEngine(Path(folder)).vocabulary()) == list(reference.vocabulary())
        assert list(reference.scan(Query())) == list(whoosh_engine.WhooshEngine(Path(folder)).scan(Query()))


# --- Whoosh's own searcher ------------------------------------------------------------------------
class Bm25(scoring.WeightingModel):  # type: ignore[misc]
    """The score of one term in one field, as a weighting model of Whoosh."""

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: float = 1) -> Any:
        reader = searcher.get_parent().reader()
        live = list(reader.all_doc_ids())
        matcher = reader.postings(fieldname, text) if (fieldname, text) in reader else None
        found = len(list(matcher.all_ids())) if matcher is not None else 0
        lengths = [reader.doc_field_length(number, fieldname) for number in live]
        return _Bm25Scorer(fieldname, found, len(live), sum(lengths) / len(lengths) or 1.0, searcher)


class _Bm25Scorer(scoring.BaseScorer):  # type: ignore[misc]
    def __init__(self, field: str, found: int, live: int, mean: float, searcher: Any) -> None:
        self.idf = log(1 + (live - found + 0.5) / (found + 0.5))
        self.field, self.mean, self.searcher = field, mean, searcher

    def supports_block_quality(self) -> bool:
        return False

    def max_quality(self) -> float:
        return float("inf")

    def block_quality(self, matcher: Any) -> float:
        return float("inf")

    def score(self, matcher: Any) -> float:
        length = self.searcher.doc_field_length(matcher.id(), self.field)
        tf = WEIGHTS[self.field.removeprefix("text_")] * matcher.weight() / (1 - B + B * length / self.mean)
        return float(self.idf * tf * (K1 + 1) / (K1 + tf))


PLAIN = st.builds(TermNode, st.sampled_from(LETTERS))
WHOOSH_TREES = st.recursive(
    st.one_of(
        PLAIN,
        st.builds(Phrase, st.lists(PLAIN, min_size=2, max_size=3).map(tuple)),
        # Of two words Whoosh counts the distance as this project does; of more, between neighbours.
        st.builds(Phrase, st.lists(PLAIN, min_size=2, max_size=2).map(tuple), st.integers(1, 3)),
    ),
    lambda nodes: st.one_of(
        st.builds(AllOf, st.lists(nodes, min_size=1, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(nodes, min_size=1, max_size=3).map(tuple)),
        st.builds(Without, nodes, nodes),
        st.builds(Preferring, nodes, nodes),
    ),
    max_leaves=5,
)


def in_whoosh(node: Node, field: str) -> Any:
    """The same tree in Whoosh's words, in one field."""
    match node:
        case TermNode(text):
            return whoosh_query.Term(field, text)
        case Phrase(steps, slop):
            return whoosh_query.Phrase(field, [step.text for step in steps if isinstance(step, TermNode)], slop + 1)
        case AllOf(children):
            return whoosh_query.And([in_whoosh(child, field) for child in children])
        case AnyOf(children):
            return whoosh_query.Or([in_whoosh(child, field) for child in children])
        case Without(keep, drop) if keep is not None:
            # Not AndNot: Whoosh's lets the first document through where the excluded ones begin before it.
            return whoosh_query.Require(in_whoosh(keep, field), whoosh_query.Not(in_whoosh(drop, field)))
        case Preferring(required, wanted):
            return whoosh_query.AndMaybe(in_whoosh(required, field), in_whoosh(wanted, field))
    raise TypeError(node)


def scores_apart(node: Node) -> bool:
    """Whether Whoosh scores it otherwise: it adds up the scores of a phrase's words and of alternatives."""
    match node:
        case Phrase() | AnyOf():
            return True
        case AllOf(children):
            return any(map(scores_apart, children))
        case Without(keep) if keep is not None:
            return scores_apart(keep)
        case Preferring(required, wanted):
            return scores_apart(required) or scores_apart(wanted)
    return False


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HISTORIES, st.lists(WHOOSH_TREES, min_size=1, max_size=5), st.sampled_from(["title", "body"]), FORMS)
def test_whooshs_own_searcher_gives_the_same_hits_totals_and_scores(
    history: list[Write], trees: list[Node], field: str, form: Any
) -> None:
    with form, tempfile.TemporaryDirectory() as folder:
        _, engine = written(Path(folder), history)
        index = whoosh_index.open_dir(folder)
        with index.searcher(weighting=Bm25()) as searcher:
            names = dict(enumerate_names(searcher.reader()))
            for tree in trees if names else []:
                page = engine.search(Query(match=Within(field, tree), limit=99))
                found = searcher.search(in_whoosh(tree, f"text_{field}"), limit=None)
                theirs = {names[hit.docnum]: hit.score for hit in found}
                assert len(found) == page.total
                assert set(theirs) == {hit.article.id for hit in page.hits}
                if not scores_apart(tree):
                    for hit in page.hits:
                        assert abs(theirs[hit.article.id] - hit.score) < 1e-3 * max(1.0, hit.score)


def enumerate_names(reader: Any) -> Iterator[tuple[int, str]]:
    """The number and the id of every live document, as Whoosh reads the index."""
    for text in reader.lexicon("id") if reader.doc_count() else ():
        for number in reader.postings("id", text).all_ids():
            yield number, text.decode()


@settings(max_examples=40, deadline=None)
@given(entries(), REMOVED, st.lists(TREES, min_size=1, max_size=4))
def test_documents_added_by_whooshs_own_writer_make_the_same_index(
    made: list[Entry], removed: list[str], trees: list[Node]
) -> None:
    from indexer.engine.stored import pack
    from indexer.engine.whoosh_codec import ArrayCodec

    with tempfile.TemporaryDirectory() as ours, tempfile.TemporaryDirectory() as theirs:
        for folder in (ours, theirs):
            whoosh_engine.create(Path(folder))
        whoosh_engine.WhooshEngine(Path(ours)).write(made, [])
        whoosh_engine.WhooshEngine(Path(ours)).write([], removed)
        writer = whoosh_index.open_dir(theirs).writer(codec=ArrayCodec(), compound=False)
        for entry in made:
            texts = {f"text_{name}": terms for name, terms in entry.terms.items() if terms}
            facets = {f"facet_{name}": "\x1f".join(values).encode() for name, values in entry.facets.items()}
            day = {} if entry.date is None else {"day": entry.date}
            writer.add_document(id=entry.id, article=pack(entry.article), **texts, **facets, **day)
        writer.commit()
        index = whoosh_index.open_dir(theirs)
        with index.writer(codec=ArrayCodec(), compound=False) as deleting:
            for name in removed:
                deleting.delete_by_term("id", name)
        for tree in trees:
            query = Query(match=tree, limit=99)
            one, other = (whoosh_engine.WhooshEngine(Path(folder)).search(query) for folder in (ours, theirs))
            assert one == other


@settings(max_examples=30, deadline=None)
@given(entries(), REMOVED, st.lists(TREES, min_size=1, max_size=4))
def test_whooshs_own_writer_deletes_and_merges_segments_of_this_codec(
    made: list[Entry], removed: list[str], trees: list[Node]
) -> None:
    from indexer.engine.whoosh_codec import ArrayCodec

    with tempfile.TemporaryDirectory() as ours, tempfile.TemporaryDirectory() as theirs:
        for folder in (ours, theirs):
            whoosh_engine.create(Path(folder))
            for some in (made[::2], made[1::2]):
                whoosh_engine.WhooshEngine(Path(folder)).write(some, [])
        whoosh_engine.WhooshEngine(Path(ours)).write([], removed)
        writer = whoosh_index.open_dir(theirs).writer(codec=ArrayCodec(), compound=False)
        for name in removed:
            writer.delete_by_term("id", name)
        writer.commit(optimize=True)
        one, other = (whoosh_engine.WhooshEngine(Path(folder)) for folder in (ours, theirs))
        assert len(whoosh_index.open_dir(theirs)._segments()) <= 1
        assert one.size == other.size
        for tree in trees:
            query = Query(match=tree, limit=99, sort="oldest")
            assert one.search(query) == other.search(query)
