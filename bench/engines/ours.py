"""This project's engine, through the same two calls that the rest of the project makes: `write` and `rank`.

An index lies in a generation of `indexer.store`, so that adding articles is measured with everything that makes it
safe: linked files, sync of every file and folder, the switch of the pointer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib.metadata import version as installed
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bench.engines import FACETS, TOP, TOP_VALUES, Answer, Question
from bench.records import Record
from indexer import store
from indexer.engine.whoosh_engine import WhooshEngine, create
from indexer.model import Article, Entry, TermColumns
from indexer.query import AllOf, AnyOf, Filter, Node, Phrase, Query, TermNode

if TYPE_CHECKING:
    from indexer.search.vocabulary import Lexicon


def version() -> str:
    """Name and version of what is measured."""
    return f"Tra Cứu {store.fingerprint()} on whoosh3 {installed('whoosh3')}, numpy {np.__version__}"


def build(folder: Path, records: Iterable[Record]) -> None:
    """Make the first generation of an index of `records` in the empty `folder`."""
    with store.new_generation(folder, None) as generation:
        files = generation / store.ENGINE
        files.mkdir()
        create(files)
        counted = _Counted(records)
        WhooshEngine(files).write(map(entry, counted), ())
        store.publish(generation, counted.seen)


class _Counted:
    """An iterable that knows how many it has given."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = records
        self.seen = 0

    def __iter__(self) -> Iterator[Record]:
        for record in self._records:
            self.seen += 1
            yield record


def entry(record: Record) -> Entry:
    """A record as the pipeline would give it to the engine; of the article only id and title are kept."""
    return Entry(
        id=record.id,
        terms={"title": _terms(record.title_terms), "body": _terms(record.body_terms)},
        facets={"unit": (record.unit,), "year": (str(record.year),), "official": record.officials},
        date=record.day,
        article=plain_article(record.id, record.title),
    )


def plain_article(name: str, title: str, body: str = "") -> Article:
    """An article of which nothing is known but its texts."""
    return Article(name, title, body, "", None, None, None, None, None, (), ())


def _terms(text: str) -> TermColumns:
    tokens = text.split()
    return TermColumns(tokens, range(len(tokens)))


class Opened:
    """An index of this project; see `bench.engines.Engine`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._state = store.current_state(folder)
        self._engine = WhooshEngine(folder / self._state.generation / store.ENGINE)
        self._lexicon: Lexicon | None = None

    def add(self, records: Iterable[Record]) -> None:
        """See `Engine.add`."""
        added = list(map(entry, records))
        with store.new_generation(self._folder, self._state) as generation:
            WhooshEngine(generation / store.ENGINE).write(added, ())
            self._state = store.publish(generation, self._state.articles + len(added))

    def prepare(self, question: Question) -> Callable[[], Any]:
        """See `Engine.prepare`."""
        if question.kind == "prefix":
            self._lexicon = self._lexicon or _lexicon(self._engine)
            return partial(self._lexicon.most_frequent, question.words[0], TOP)
        return partial(self._engine.rank, _query(question))

    def read(self, found: Any) -> Answer:
        """See `Engine.read`."""
        if isinstance(found, list):
            return Answer(len(found), found)
        facets = {name: {one.value: one.count for one in counts} for name, counts in found.facets.items()}
        return Answer(found.total, list(zip(found.numbers, found.scores, strict=True)), facets)


def _query(question: Question) -> Query:
    filters = [(name, getattr(question, name)) for name in ("unit", "year")]
    return Query(
        match=_node(question) if question.words else None,
        filters=tuple(Filter(name, (str(value),)) for name, value in filters if value is not None),
        sort="newest" if question.newest else "relevance",
        limit=TOP,
        facets=FACETS if question.facets else (),
        facet_limit=TOP_VALUES,
    )


def _node(question: Question) -> Node:
    terms = tuple(TermNode(word) for word in question.words)
    if question.kind == "phrase":
        return Phrase(terms)
    if question.kind == "any":
        # Terms right below AnyOf are readings of one word; here each is a word with a score of its own.
        return AnyOf(tuple(AllOf((term,)) for term in terms))
    if question.kind == "readings":
        return AnyOf(terms)
    return terms[0] if len(terms) == 1 else AllOf(terms)


def _lexicon(engine: WhooshEngine) -> Lexicon:
    """What the project reads prefixes with, of this index's tokens alone."""
    from indexer.search.lexicon import build_lexicon  # loads much that only those who ask for prefixes need

    return build_lexicon((), engine.vocabulary())
