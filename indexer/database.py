"""SQLite files beside an index. Opened here, so that a damaged file is an error of ours.

Those of a generation have two layers: a large file that stays as it is, and a small one of what is recent. A generation
shares the large file with the one before; the small one, `NAME.recent`, is copied. A row of the large file holds until
the recent layer replaces what it belongs to. Where the recent layer has grown large, both are made into one new file.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from indexer.errors import REBUILD, DamagedIndex

RECENT = ".recent"
# The recent layer is copied at every run; it ends where it has this share of the lasting one, and this many bytes.
RECENT_SHARE, LEAST_RECENT = 0.05, 2_000_000


@dataclass(frozen=True, slots=True)
class Table:
    """A table in both layers. Rows of the lasting layer are replaced together, by their value in the column `key`."""

    name: str
    columns: str
    key: str
    indexes: tuple[str, ...] = ()

    def script(self, schema: str) -> str:
        """The statements that make it, and the list of replaced values."""
        indexes = (
            f"create index if not exists {schema}.{self.name}_by_{column} on {self.name} ({column});"
            for column in self.indexes
        )
        return (
            f"create table if not exists {schema}.{self.name} {self.columns};"
            f"create table if not exists {schema}.{self.name}_replaced (value text primary key) without rowid;"
            + "".join(indexes)
        )

    def view(self) -> str:
        """The statement that makes `all_NAME`: the rows of both layers that hold."""
        return (
            f"create temp view all_{self.name} as select * from main.{self.name} union all "  # noqa: S608
            f"select * from lasting.{self.name} where {self.key} not in (select value from main.{self.name}_replaced);"
        )


def recent_path(path: Path) -> Path:
    """The recent layer of the file at `path`."""
    return path.with_name(path.name + RECENT)


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that cannot write. Raises DamagedIndex where the file is missing or not what it should be."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as database:
            yield database
    except sqlite3.Error as error:
        raise DamagedIndex(f"{path}: cannot be read ({error}); {REBUILD}") from error


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection whose changes are kept as a whole, or not at all where an error is raised. Raises DamagedIndex."""
    try:
        with closing(sqlite3.connect(path)) as database, database:
            # The generation is synced as a whole before it is published.
            database.execute("pragma synchronous = off")
            yield database
    except sqlite3.DatabaseError as error:
        raise DamagedIndex(f"{path}: cannot be written ({error}); {REBUILD}") from error


@contextmanager
def reading_layers(path: Path, tables: Sequence[Table]) -> Iterator[sqlite3.Connection]:
    """A connection for reading the views `all_TABLE`. Raises DamagedIndex where a file is not what it should be."""
    recent = recent_path(path)
    try:
        target = _address(recent) if recent.exists() else ":memory:"
        with closing(sqlite3.connect(target, uri=True)) as database:
            database.execute("attach ? as lasting", (_address(path),))
            if not recent.exists():
                database.executescript("".join(table.script("main") for table in tables))
            database.executescript("".join(table.view() for table in tables))
            yield database
    except sqlite3.Error as error:
        raise DamagedIndex(f"{path}: cannot be read ({error}); {REBUILD}") from error


@contextmanager
def writing_layers(path: Path, tables: Sequence[Table]) -> Iterator[sqlite3.Connection]:
    """A connection that reads the views `all_TABLE` and writes to the tables, of the recent layer where there is one.

    Changes are kept as a whole, or not at all where an error is raised. Raises DamagedIndex.
    """
    lasting = path.exists()
    try:
        with closing(sqlite3.connect(recent_path(path) if lasting else path, uri=True)) as database:
            # The generation is synced as a whole before it is published.
            database.execute("pragma synchronous = off")
            database.execute("attach ? as lasting", (_address(path) if lasting else ":memory:",))
            database.executescript("".join(table.script("main") for table in tables))
            if not lasting:
                database.executescript("".join(table.script("lasting") for table in tables))
            database.executescript("".join(table.view() for table in tables))
            with database:
                yield database
                if not lasting:
                    _forget_replaced(database, tables)
        if lasting and recent_path(path).stat().st_size > max(LEAST_RECENT, path.stat().st_size * RECENT_SHARE):
            _join(path, tables)
    except sqlite3.DatabaseError as error:
        raise DamagedIndex(f"{path}: cannot be written ({error}); {REBUILD}") from error


def replace(database: sqlite3.Connection, table: Table, values: Iterable[str]) -> None:
    """Rows of `table` that belong to one of `values` hold no longer, in neither layer."""
    rows = [(value,) for value in values]
    database.executemany(f"delete from main.{table.name} where {table.key} = ?", rows)  # noqa: S608
    database.executemany(f"insert or ignore into main.{table.name}_replaced values (?)", rows)  # noqa: S608


def _forget_replaced(database: sqlite3.Connection, tables: Sequence[Table]) -> None:
    for table in tables:
        database.execute(f"delete from main.{table.name}_replaced")  # noqa: S608


def _join(path: Path, tables: Sequence[Table]) -> None:
    """Both layers as one new file in the place of the lasting one, which others may share."""
    new = path.with_name(path.name + ".new")
    shutil.copyfile(path, new)
    with closing(sqlite3.connect(new, uri=True)) as database:
        database.execute("pragma synchronous = off")
        database.execute("attach ? as recent", (_address(recent_path(path)),))
        with database:
            for table in tables:
                gone = f"select value from recent.{table.name}_replaced"  # noqa: S608
                database.execute(f"delete from main.{table.name} where {table.key} in ({gone})")  # noqa: S608
                database.execute(f"insert or replace into main.{table.name} select * from recent.{table.name}")  # noqa: S608
    new.replace(path)
    recent_path(path).unlink()


def _address(path: Path) -> str:
    # Nobody writes to a file that a generation holds.
    return f"file:{quote(str(path))}?mode=ro&immutable=1"
