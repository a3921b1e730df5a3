"""Knowledge kept as CSV tables beside this file; every row names its source.

A table is UTF-8 with a header line; its last column is `source`. Blank lines and lines starting with "#" are skipped.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path

from indexer.errors import TableError

FOLDER = Path(__file__).parent


def read_table(name: str, columns: tuple[str, ...], folder: Path = FOLDER) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line number, row) of table `name`.csv. Raises TableError where the header is not `columns`."""
    path = folder / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        rows = csv.reader(handle)
        header = tuple(next(rows, []))
        if header != columns:
            raise TableError(f"{path.name}: line 1: columns are {header}; expected {columns}")
        for row in rows:
            if not row or row[0].startswith("#"):
                continue
            if len(row) != len(columns):
                raise TableError(f"{path.name}: line {rows.line_num}: {len(row)} columns; expected {len(columns)}")
            yield rows.line_num, dict(zip(columns, row, strict=True))


def tables_digest(folder: Path = FOLDER) -> str:
    """A hash over all tables, so that an index knows which knowledge it was made with."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(folder.glob("*.csv")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
