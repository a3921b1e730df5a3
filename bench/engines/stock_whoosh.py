"""Stock Whoosh with its own codec, used as its documentation shows: schema, writer, query objects, `search`.

Settings: limitmb=512 (from 128 a load is 1.7 times as fast), compound=False (a compound index is copied into memory
at each open), columns for sorting and counting, one segment. Whoosh never syncs its files to disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

from whoosh import fields, index, query, sorting
from whoosh.analysis import SpaceSeparatedTokenizer

from bench.engines import TITLE_WEIGHT, TOP, TOP_VALUES, Answer, Question
from bench.records import Record

_MEMORY_MB = 512


def version() -> str:
    """Name and version of what is measured."""
    return f"whoosh3 {installed('whoosh3')}"


def build(folder: Path, records: Iterable[Record]) -> None:
    """Make the index of `records` in the empty `folder`."""
    text = partial(fields.TEXT, analyzer=SpaceSeparatedTokenizer(), phrase=True)
    schema = fields.Schema(
        name=fields.ID(stored=True),
        stored_title=fields.STORED,
        title=text(),
        body=text(),
        unit=fields.ID(sortable=True),
        year=fields.NUMERIC(sortable=True),
        day=fields.NUMERIC(sortable=True),
        official=fields.KEYWORD(commas=True, sortable=True),
    )
    _write(index.create_in(str(folder), schema), records, merge=True)


def _write(target: Any, records: Iterable[Record], *, merge: bool) -> None:
    writer = target.writer(limitmb=_MEMORY_MB, compound=False)
    for each in records:
        writer.add_document(
            name=each.id,
            stored_title=each.title,
            title=each.title_terms,
            body=each.body_terms,
            unit=each.unit,
            year=each.year,
            day=each.day,
            official=",".join(each.officials),
        )
    writer.commit(optimize=merge)


class Opened:
    """An index of stock Whoosh; see `bench.engines.Engine`."""

    def __init__(self, folder: Path) -> None:
        self._index = index.open_dir(str(folder))
        self._searcher = self._index.searcher()

    def add(self, records: Iterable[Record]) -> None:
        """See `Engine.add`."""
        _write(self._index, records, merge=False)

    def prepare(self, question: Question) -> Callable[[], Any]:
        """See `Engine.prepare`."""
        if question.kind == "prefix":
            return partial(self._terms, question.words[0])
        settings: dict[str, Any] = {}
        if question.facets:
            settings = {"groupedby": _groups(), "maptype": sorting.Count}
        if question.newest:
            settings = {"sortedby": sorting.FieldFacet("day", reverse=True)}
        return partial(self._search, _query(question), settings)

    def _search(self, wanted: Any, settings: dict[str, Any]) -> tuple[int, Any]:
        results = self._searcher.search(wanted, limit=TOP, **settings)
        return len(results), results

    def _terms(self, prefix: str) -> list[tuple[str, int]]:
        reader = self._searcher.reader()
        found = ((reader.doc_frequency("body", term), term) for term in reader.expand_prefix("body", prefix))
        return [(term.decode(), count) for count, term in sorted(found, reverse=True)[:TOP]]

    def read(self, found: Any) -> Answer:
        """See `Engine.read`."""
        if isinstance(found, list):
            return Answer(len(found), found)
        total, results = found
        facets = {}
        for name in results.facet_names():
            counts = sorted(results.groups(name).items(), key=lambda pair: -pair[1])
            facets[name] = dict(
                [(str(value), count) for value, count in counts if value not in (None, "")][:TOP_VALUES]
            )
        return Answer(total, [(number, score) for score, number in results.top_n[:TOP]], facets)


def _groups() -> dict[str, Any]:
    return {
        "unit": sorting.FieldFacet("unit"),
        "year": sorting.FieldFacet("year"),
        "official": sorting.FieldFacet("official", allow_overlap=True),
    }


def _query(question: Question) -> Any:
    if not question.words:
        return query.Every()
    if question.kind == "phrase":
        words = list(question.words)
        return query.Or([query.Phrase("title", words, boost=TITLE_WEIGHT), query.Phrase("body", words)])
    each = [
        query.Or([query.Term("title", word, boost=TITLE_WEIGHT), query.Term("body", word)]) for word in question.words
    ]
    found = (query.And if question.kind == "all" else query.Or)(each) if len(each) > 1 else each[0]
    if question.unit is None:
        return found
    # In one And: `filter=` gives a wrong total where the filter matches nothing, ConstantScoreQuery now and then.
    return query.And([found, query.Term("unit", question.unit), query.Term("year", _year(question.year))])


def _year(year: int | None) -> bytes:
    encoded: bytes = fields.NUMERIC().to_bytes(year)
    return encoded
