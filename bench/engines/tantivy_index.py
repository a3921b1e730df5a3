"""tantivy through tantivy-py: one writer thread with memory enough for one segment, searches on one thread.

Facets are counted by its terms aggregation, which is exact over one segment; officials are a facet field, which it
counts a quarter faster than a fast text field and a third faster than numbers. Commits are synced by tantivy itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from bench.engines import FACETS, TITLE_WEIGHT, TOP, TOP_VALUES, Answer, Question
from bench.records import Record

_MEMORY = 2_000_000_000
_MEMORY_TO_ADD = 128_000_000
_COUNTS = {name: {"terms": {"field": name, "size": TOP_VALUES}} for name in FACETS}


def version() -> str:
    """Name and version of what is measured."""
    return f"tantivy-py {installed('tantivy')}"


def build(folder: Path, records: Iterable[Record]) -> None:
    """Make the index of `records` in the empty `folder`."""
    _write(_with_tokenizer(tantivy.Index(_schema(), path=str(folder))), records, _MEMORY)


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("name", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("stored_title", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("title", "body"):
        builder.add_text_field(name, tokenizer_name="blanks")
    builder.add_text_field("unit", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_facet_field("official")
    for name in ("year", "day"):
        builder.add_integer_field(name, fast=True, indexed=True)
    return builder.build()


def _with_tokenizer(index: Any) -> Any:
    index.register_tokenizer("blanks", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def _write(index: Any, records: Iterable[Record], memory: int) -> None:
    writer = index.writer(heap_size=memory, num_threads=1)
    for each in records:
        document = tantivy.Document()
        for name, text in (("name", each.id), ("stored_title", each.title), ("unit", each.unit)):
            document.add_text(name, text)
        document.add_text("title", each.title_terms)
        document.add_text("body", each.body_terms)
        for official in each.officials:
            document.add_facet("official", tantivy.Facet.from_string(f"/{official}"))
        document.add_integer("year", each.year)
        document.add_integer("day", each.day)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


class Opened:
    """An index of tantivy; see `bench.engines.Engine`."""

    def __init__(self, folder: Path) -> None:
        self._index = _with_tokenizer(tantivy.Index.open(str(folder)))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()

    def add(self, records: Iterable[Record]) -> None:
        """See `Engine.add`."""
        _write(self._index, records, _MEMORY_TO_ADD)

    def prepare(self, question: Question) -> Callable[[], Any]:
        """See `Engine.prepare`."""
        if question.kind == "prefix":
            return partial(self._searcher.terms_with_prefix, "body", question.words[0], None, TOP)
        query = self._query(question)
        if question.facets:
            return partial(self._with_facets, query)
        if question.newest:
            return partial(self._searcher.search, query, TOP, True, "day")
        return partial(self._searcher.search, query, TOP)

    def _with_facets(self, query: Any) -> tuple[Any, dict[str, Any]]:
        return self._searcher.search(query, TOP), self._searcher.aggregate(query, _COUNTS)

    def _query(self, question: Question) -> Any:
        if not question.words:
            return Query.all_query()
        if question.kind == "phrase":
            found = _any([self._weighted(name, partial(self._phrase, question.words)) for name in ("title", "body")])
        elif question.kind == "all":
            words = [self._word(word) for word in question.words]
            found = words[0] if len(words) == 1 else Query.boolean_query([(Occur.Must, word) for word in words])
        else:
            found = _any([self._word(word) for word in question.words])
        filters = [(name, getattr(question, name)) for name in ("unit", "year")]
        wanted = [self._filter(name, value) for name, value in filters if value is not None]
        return Query.boolean_query([(Occur.Must, each) for each in (found, *wanted)]) if wanted else found

    def _word(self, word: str) -> Any:
        return _any([self._weighted(name, partial(self._term, word)) for name in ("title", "body")])

    def _term(self, word: str, name: str) -> Any:
        return Query.term_query(self._schema, name, word)

    def _phrase(self, words: Sequence[str], name: str) -> Any:
        return Query.phrase_query(self._schema, name, list(words))

    def _weighted(self, name: str, make: Callable[[str], Any]) -> Any:
        return Query.boost_query(make(name), TITLE_WEIGHT) if name == "title" else make(name)

    def _filter(self, name: str, value: str | int) -> Any:
        return Query.const_score_query(Query.term_query(self._schema, name, value), 0.0)

    def read(self, found: Any) -> Answer:
        """See `Engine.read`."""
        if isinstance(found, list):
            return Answer(len(found), found)
        result, counted = found if isinstance(found, tuple) else (found, {})
        facets = {
            name: {_plain(bucket["key"]): bucket["doc_count"] for bucket in counts["buckets"]}
            for name, counts in counted.items()
        }
        return Answer(result.count, [((at.segment_ord, at.doc), score) for score, at in result.hits], facets)


def _any(queries: Sequence[Any]) -> Any:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _plain(key: Any) -> str:
    return str(int(key)) if isinstance(key, float) else str(key)
