"""SQLite files beside an index: opened here, so that a damaged one is an error of ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from indexer.errors import DamagedIndex


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that cannot write. Raises DamagedIndex where the file is missing or not what it should be."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as database:
            yield database
    except sqlite3.Error as error:
        raise DamagedIndex(f"{path}: cannot be read ({error}); rebuild it: python cli.py reindex --full") from error


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection whose changes are kept as a whole, or not at all where an error is raised. Raises DamagedIndex."""
    try:
        with closing(sqlite3.connect(path)) as database, database:
            # The generation is synced as a whole before it is published.
            database.execute("pragma synchronous = off")
            yield database
    except sqlite3.DatabaseError as error:
        raise DamagedIndex(f"{path}: cannot be written ({error}); rebuild it: python cli.py reindex --full") from error
