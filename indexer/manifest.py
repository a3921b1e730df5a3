"""What was read from the corpus, file by file, so that a run reads only what changed.

Kept beside the engine's files of a generation, in SQLite: a run touches the rows of changed files only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from indexer.database import Table, reading_layers, replace, writing_layers
from indexer.model import Remark, Skipped

NAME = "manifest.sqlite"
_COLUMNS = "(path text primary key, size integer, changed_ns integer, digest text, articles text, skipped text)"
_FILES = Table("files", _COLUMNS, "path")
# Most files have none.
_REMARKS = Table("remarks", "(path text primary key, remarks text)", "path")


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One corpus file as last read. `articles` maps article id to the digest of its raw text.

    `changed_ns` is 0 where it cannot be trusted, so that the file is hashed again next time.
    """

    path: str
    size: int
    changed_ns: int
    digest: str
    articles: dict[str, str]
    skipped: tuple[Skipped, ...]
    remarks: tuple[Remark, ...] = ()


def read_file_states(folder: Path) -> dict[str, str]:
    """The state of every file by path, see `file_state`; empty where there is no manifest yet. Raises DamagedIndex.

    All that most files of a run are asked for: to read the other columns of 100,000 files takes three times as long.
    """
    if not (folder / NAME).exists():
        return {}
    with reading_layers(folder / NAME, [_FILES]) as database:
        replaced = {row[0] for row in database.execute("select value from main.files_replaced")}
        query = "select path, size || ' ' || changed_ns from {}.files"
        lasting, recent = (dict(database.execute(query.format(layer))) for layer in ("lasting", "main"))
    for path in replaced:
        lasting.pop(path, None)
    return lasting | recent


def file_state(size: int, changed_ns: int) -> str:
    """Size and time of a file as one text: a hundred thousand pairs would be looked through for garbage."""
    return f"{size} {changed_ns}"


def read_records(folder: Path, paths: Iterable[str]) -> Iterator[FileRecord]:
    """What was read of each of these files, in their order, where anything is known of them. Raises DamagedIndex."""
    query = "select size, changed_ns, digest, articles, skipped from all_files where path = ?"
    with reading_layers(folder / NAME, [_FILES, _REMARKS]) as database:
        for path in paths:
            for size, changed_ns, digest, articles, skipped in database.execute(query, (path,)).fetchall():
                reasons = tuple(Skipped(*item) for item in json.loads(skipped))
                told = database.execute("select remarks from all_remarks where path = ?", (path,)).fetchall()
                remarks = tuple(Remark(*one) for row in told for one in json.loads(row[0]))
                yield FileRecord(path, size, changed_ns, digest, json.loads(articles), reasons, remarks)


def read_articles(folder: Path) -> Iterator[str]:
    """Ids of all articles that were read, also of those that the index does not hold. Raises DamagedIndex."""
    for row in _select(folder, "select articles from all_files"):
        yield from json.loads(row[0])


def read_skipped(folder: Path) -> tuple[Skipped, ...]:
    """Everything that gave no article, in path order."""
    rows = _select(folder, "select skipped from all_files where skipped != '[]' order by path")
    return tuple(Skipped(where, why) for row in rows for where, why in json.loads(row[0]))


def read_remarks(folder: Path) -> tuple[Remark, ...]:
    """Everything that was not understood of articles that were read, in path order."""
    return tuple(one for _, remarks in _remarks(folder) for one in remarks)


def _remarks(folder: Path) -> list[tuple[str, tuple[Remark, ...]]]:
    rows = _select(folder, "select path, remarks from all_remarks order by path")
    return [(path, tuple(Remark(*one) for one in json.loads(remarks))) for path, remarks in rows]


def changed_articles(folder: Path, since_ns: int) -> tuple[str, ...]:
    """Ids of the articles of files changed at or after a time (ns since 1970), in path order.

    A file whose time cannot be trusted was changed while the last run began, and counts as changed.
    """
    rows = _select(
        folder, "select articles from all_files where changed_ns >= ? or changed_ns = 0 order by path", since_ns
    )
    return tuple(article_id for row in rows for article_id in json.loads(row[0]))


Row = tuple[str, str]


def differing(one: Path, other: Path | None) -> Iterator[tuple[Row | None, Row | None]]:
    """What the manifests in `other` and `one` hold of each file of which they hold different articles, in path order.

    Rows are (articles, skipped) as JSON, None where there is no such file. Two generations that share their large
    file differ only in what is recent, and no more is read.
    """
    if other is not None and (one / NAME).samefile(other / NAME):
        paths = sorted({path for folder in (one, other) for path in _recent_paths(folder)})
        rows, others = _rows_of(one, paths), _rows_of(other, paths)
        yield from ((others.get(path), rows.get(path)) for path in paths if rows.get(path) != others.get(path))
        return
    for _, same in groupby(merge(_rows(one, 1), _rows(other, 0) if other else ()), itemgetter(0)):
        found = {which: row for _, which, row in same}
        if found.get(0) != found.get(1):
            yield found.get(0), found.get(1)


def _rows(folder: Path, which: int) -> Iterator[tuple[str, int, Row]]:
    with reading_layers(folder / NAME, [_FILES]) as database:
        for path, *row in database.execute("select path, articles, skipped from all_files order by path"):
            yield path, which, (row[0], row[1])


def _rows_of(folder: Path, paths: Iterable[str]) -> dict[str, Row]:
    query = "select articles, skipped from all_files where path = ?"
    with reading_layers(folder / NAME, [_FILES]) as database:
        found = {path: database.execute(query, (path,)).fetchone() for path in paths}
    return {path: row for path, row in found.items() if row}


def _recent_paths(folder: Path) -> list[str]:
    with reading_layers(folder / NAME, [_FILES]) as database:
        return [row[0] for row in database.execute("select value from main.files_replaced")]


def _select(folder: Path, query: str, *values: int | str) -> list[Any]:
    if not (folder / NAME).exists():
        return []
    with reading_layers(folder / NAME, [_FILES, _REMARKS]) as database:
        return database.execute(query, values).fetchall()


def update_manifest(folder: Path, records: Iterable[FileRecord], removed: Iterable[str]) -> None:
    """Write `records` over what was there and take `removed` paths out."""
    records = list(records)
    gone = [*(record.path for record in records), *removed]
    with writing_layers(folder / NAME, [_FILES, _REMARKS]) as database:
        replace(database, _FILES, gone)
        database.executemany("insert into main.files values (?, ?, ?, ?, ?, ?)", map(_row, records))
        replace(database, _REMARKS, gone)
        remarked = ((record.path, _json_of(record.remarks)) for record in records if record.remarks)
        database.executemany("insert into main.remarks values (?, ?)", remarked)


def _json_of(remarks: Iterable[Remark]) -> str:
    return json.dumps([[one.path, one.reason, one.value] for one in remarks], ensure_ascii=False)


def _row(record: FileRecord) -> tuple[str, int, int, str, str, str]:
    skipped = json.dumps([[item.path, item.reason] for item in record.skipped], ensure_ascii=False)
    return record.path, record.size, record.changed_ns, record.digest, json.dumps(record.articles), skipped
