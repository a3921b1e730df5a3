"""Stock search engines over the same articles, each in the best settings found for it.

In: documents of a title and a text. Out: ids of the first hits of a query, best first. What every peer gets:
NFC text; all words of the query required, and the places left filled with the best articles that have some of them;
BM25 over title and text with the title's weight chosen by `known_items` on queries of its own.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from unicodedata import normalize

_WORD = re.compile(r"\w+")
_D = str.maketrans("đĐ", "dD")
_TABLE = """create virtual table articles using fts5(
    id unindexed, title, text, tokenize='unicode61 remove_diacritics 2')"""
Step = TypeVar("Step")


@dataclass(frozen=True, slots=True)
class Document:
    """An article as every engine gets it. `text` is the lead, an empty line and the body."""

    id: str
    title: str
    text: str


class Peer(Protocol):
    """A search engine to be compared with. `weight` multiplies what a word in the title counts."""

    name: str
    settings: str
    weight: float

    def search(self, query: str, limit: int) -> list[str]:
        """Ids of the best articles for running words, best first."""


class Sqlite:
    """SQLite FTS5 in memory. Its folding leaves đ alone; with `plain_d` đ is made d on both sides before it sees it."""

    def __init__(self, documents: Iterable[Document], *, plain_d: bool = False) -> None:
        self.name = "SQLite FTS5, d for đ" if plain_d else "SQLite FTS5"
        self.settings = "unicode61 remove_diacritics 2; AND, then OR; bm25()"
        self.weight = 1.0
        self._prepared: Callable[[str], str] = _nfc_plain_d if plain_d else _nfc
        self._database = sqlite3.connect(":memory:")
        self._database.execute(_TABLE)
        rows = ((each.id, self._prepared(each.title), self._prepared(each.text)) for each in documents)
        self._database.executemany("insert into articles values (?, ?, ?)", rows)
        self._database.execute("insert into articles(articles) values ('optimize')")

    def search(self, query: str, limit: int) -> list[str]:
        """See `Peer`."""
        words = [f'"{word}"' for word in _WORD.findall(self._prepared(query))]
        return _filled(lambda joint: self._ask(joint.join(words), limit), (" AND ", " OR "), limit)

    def _ask(self, match: str, limit: int) -> list[str]:
        rows = self._database.execute(
            "select id from articles where articles match ? order by bm25(articles, 0, ?, 1) limit ?",
            (match, self.weight, limit),
        )
        return [row[0] for row in rows]


class Tantivy:
    """tantivy-py in memory: its default tokenizer (words in lower case, none of 40 bytes), `folded` to ASCII or not."""

    def __init__(self, documents: Iterable[Document], *, folded: bool) -> None:
        import tantivy

        self.name = "tantivy, ascii_fold" if folded else "tantivy"
        self.settings = f"tokenizer {'default with ascii_fold' if folded else 'default'}; AND, then OR; BM25"
        self.weight = 1.0
        self._index = tantivy.Index(_schema("folded" if folded else "default"))
        self._index.register_tokenizer("folded", _folding_analyzer())
        writer = self._index.writer(num_threads=1)
        for each in documents:
            writer.add_document(tantivy.Document(id=each.id, title=_nfc(each.title), text=_nfc(each.text)))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, query: str, limit: int) -> list[str]:
        """See `Peer`."""
        words = " ".join(_WORD.findall(_nfc(query))).lower()  # AND and OR would be operators
        return _filled(lambda every: self._ask(words, limit, every=every), (True, False), limit)

    def _ask(self, words: str, limit: int, *, every: bool) -> list[str]:
        query = self._index.parse_query(
            words, ["title", "text"], field_boosts={"title": self.weight}, conjunction_by_default=every
        )
        found = self._searcher.search(query, limit, count=False).hits
        return [self._searcher.doc(address)["id"][0] for _, address in found]


def _schema(tokenizer: str) -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for name in ("title", "text"):
        builder.add_text_field(name, tokenizer_name=tokenizer)
    return builder.build()


def _folding_analyzer() -> Any:
    """The default tokenizer of tantivy with its own folding behind it: marks off, đ to d."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    plain = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(40)).filter(Filter.lowercase())
    return plain.filter(Filter.ascii_fold()).build()


def open_peers(documents: Sequence[Document]) -> list[Peer]:
    """All peers, each with `documents` in its index."""
    return [
        Sqlite(documents),
        Sqlite(documents, plain_d=True),
        Tantivy(documents, folded=False),
        Tantivy(documents, folded=True),
    ]


def _filled(ask: Callable[[Step], list[str]], steps: Iterable[Step], limit: int) -> list[str]:
    """The hits of the first step, and behind them those of the next ones while there is room."""
    found: list[str] = []
    for step in steps:
        if len(found) < limit:
            found += [name for name in ask(step) if name not in found]
    return found[:limit]


def _nfc(text: str) -> str:
    return normalize("NFC", text)


def _nfc_plain_d(text: str) -> str:
    return _nfc(text).translate(_D)
