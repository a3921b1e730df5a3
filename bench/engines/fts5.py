"""SQLite FTS5: a contentless table of title and body beside a narrow table of codes, in one file.

Settings: "optimize" after the load, the statements and indexes that were fastest of several, temporary tables in
memory, a memory map over the whole file; the default journal and synchronous=FULL, so that commits are durable.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from bench.engines import FACETS, TITLE_WEIGHT, TOP, TOP_VALUES, Answer, Question
from bench.records import Record

_FILE = "news.sqlite"
_TABLES = """
create virtual table words using fts5(title, body, content='', tokenize="unicode61 remove_diacritics 0 tokenchars '_'");
create virtual table vocabulary using fts5vocab(words, 'col');
create table article(id integer primary key, name text, title text);
create table meta(id integer primary key, unit integer, year integer, day integer);
create table has(article integer, official integer, primary key (article, official)) without rowid;
create table unit(id integer primary key, name text unique);
create table official(id integer primary key, name text unique);
"""
_INDEXES = """
create index meta_by_unit on meta(unit, year);
create index meta_by_year on meta(year);
create index meta_by_day on meta(day);
create index has_by_official on has(official);
analyze;
"""
# Spelt out: sorting by the hidden column `rank` takes half as long again.
_SCORE = f"bm25(words, {TITLE_WEIGHT}, 1.0) score"
_TOP = f"select rowid, {_SCORE} from words where words match ? order by score limit {TOP}"
_COUNT = "select count(*) from words where words match ?"
_FILTERED = "from words cross join meta on meta.id = words.rowid where words match ? and unit = ? and year = ?"
_TOP_FILTERED = f"select words.rowid, {_SCORE} {_FILTERED} order by score limit {TOP}"
_COUNT_FILTERED = f"select count(*) {_FILTERED}"
_NEWEST = f"""select words.rowid, day from words cross join meta on meta.id = words.rowid
    where words match ? order by day desc limit {TOP}"""
_PREFIX = f"""select term, doc from vocabulary where term >= ? and term < ? and col = 'body' order by doc desc
    limit {TOP}"""
_BY_FACET = f"""
select * from (select 'unit', unit, count(*) n from hit cross join meta using (id) group by unit order by n desc
    limit {TOP_VALUES})
union all select * from (select 'year', year, count(*) n from hit cross join meta using (id) group by year
    order by n desc limit {TOP_VALUES})
union all select * from (select 'official', official, count(*) n from hit cross join has on article = hit.id
    group by official order by n desc limit {TOP_VALUES})
union all select 'total', 0, count(*) from hit"""
_FACETS = f"with hit(id) as materialized (select rowid from words where words match ?) {_BY_FACET}"
_ALL_FACETS = f"""
select * from (select 'unit', unit, count(*) n from meta group by unit order by n desc limit {TOP_VALUES})
union all select * from (select 'year', year, count(*) n from meta group by year order by n desc limit {TOP_VALUES})
union all select * from (select 'official', official, count(*) n from has group by official order by n desc
    limit {TOP_VALUES})
union all select 'total', 0, count(*) from meta"""
_FIRST = f"select id, 0 from meta limit {TOP}"


def version() -> str:
    """Name and version of what is measured."""
    return f"SQLite {sqlite3.sqlite_version} FTS5"


def build(folder: Path, records: Iterable[Record]) -> None:
    """Make the database of `records` in the empty `folder`."""
    database = sqlite3.connect(folder / _FILE)
    database.executescript("pragma synchronous = off; pragma journal_mode = off;" + _TABLES)
    _insert(database, records, {}, {}, 1)
    database.execute("insert into words(words) values ('optimize')")
    database.executescript(_INDEXES)
    database.commit()
    database.execute("pragma journal_mode = delete")
    database.close()


def _insert(
    database: sqlite3.Connection,
    records: Iterable[Record],
    units: dict[str, int],
    officials: dict[str, int],
    first: int,
) -> None:
    for number, each in enumerate(records, first):
        unit = _code(database, "unit", units, each.unit)
        people = [_code(database, "official", officials, name) for name in each.officials]
        row = (number, each.title_terms, each.body_terms)
        database.execute("insert into words(rowid, title, body) values (?, ?, ?)", row)
        database.execute("insert into article values (?, ?, ?)", (number, each.id, each.title))
        database.execute("insert into meta values (?, ?, ?, ?)", (number, unit, each.year, each.day))
        database.executemany("insert into has values (?, ?)", [(number, person) for person in people])


def _code(database: sqlite3.Connection, table: str, codes: dict[str, int], name: str) -> int:
    if name not in codes:
        codes[name] = len(codes) + 1
        database.execute(f"insert into {table} values (?, ?)", (codes[name], name))
    return codes[name]


class Opened:
    """A database of FTS5; see `bench.engines.Engine`."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / _FILE)
        self._database.executescript(
            "pragma mmap_size = 4000000000; pragma temp_store = memory; pragma cache_size = -65536"
        )
        self._codes = {
            table: dict(self._database.execute(f"select name, id from {table}")) for table in ("unit", "official")
        }
        self._names = {table: {code: name for name, code in codes.items()} for table, codes in self._codes.items()}

    def add(self, records: Iterable[Record]) -> None:
        """See `Engine.add`."""
        first = self._all("select max(id) + 1 from article", ())[0][0]
        _insert(self._database, records, self._codes["unit"], self._codes["official"], first)
        self._database.commit()

    def prepare(self, question: Question) -> Callable[[], Any]:
        """See `Engine.prepare`."""
        if question.kind == "prefix":
            prefix = question.words[0]
            return partial(self._all, _PREFIX, (prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1)))
        if not question.words:
            return partial(self._pair, _FIRST, _ALL_FACETS, ())
        match = (_match(question),)
        if question.facets:
            return partial(self._pair, _TOP, _FACETS, match)
        if question.newest:
            return partial(self._pair, _NEWEST, _COUNT, match)
        if question.unit is not None:
            chosen = (*match, self._codes["unit"][question.unit], question.year)
            return partial(self._pair, _TOP_FILTERED, _COUNT_FILTERED, chosen)
        return partial(self._pair, _TOP, _COUNT, match)

    def _all(self, statement: str, values: tuple[Any, ...]) -> list[Any]:
        return self._database.execute(statement, values).fetchall()

    def _pair(self, first: str, second: str, values: tuple[Any, ...]) -> tuple[list[Any], list[Any]]:
        return self._all(first, values), self._all(second, values)

    def read(self, found: Any) -> Answer:
        """See `Engine.read`."""
        if isinstance(found, list):
            return Answer(len(found), found)
        top, second = found
        if len(second) == 1 and len(second[0]) == 1:
            return Answer(second[0][0], top)
        facets: dict[str, dict[str, int]] = {name: {} for name in FACETS}
        for name, code, count in second[:-1]:
            facets[name][str(code) if name == "year" else self._names[name][code]] = count
        return Answer(second[-1][2], top, facets)


def _match(question: Question) -> str:
    quoted = [f'"{word}"' for word in question.words]
    if question.kind == "phrase":
        return '"' + " ".join(question.words) + '"'
    return (" AND " if question.kind == "all" else " OR ").join(quoted)
