"""Every error this project raises on purpose.

TracuuError
├── CorpusError          the corpus folder cannot be used
├── Undecodable          the bytes of a file are no text
├── IndexUnusable        the index cannot be used
│   ├── NoIndex          there is none
│   ├── StaleIndex       made by another version of schema, analyzer, tables or libraries
│   ├── DamagedIndex     a file of it is missing, cut or changed
│   └── IndexLocked      another run is writing it
├── QueryError           the query or one of its filters cannot be understood
│   └── QuerySyntaxError with the place in the text and a repaired query
├── NotFound             no article of that id
├── TableError           a row of a knowledge table is wrong
└── CaseError            a case for `evaluate` is wrong

Messages say what is wrong, the value, and what to do next; they are shown to people as they are.
"""

from __future__ import annotations

# What to do about a damaged index, where it is not known which folders are meant.
REBUILD = "rebuild it: python cli.py reindex --full --index INDEX --corpus CORPUS"


class TracuuError(Exception):
    """Base of all errors of this project; `str()` is one line for a person."""


class CorpusError(TracuuError):
    """The corpus folder does not exist or cannot be listed."""


class Undecodable(TracuuError):
    """The bytes of a file are no text, or of no charset that can be told."""


class IndexUnusable(TracuuError):
    """The index cannot be used as it is."""


class NoIndex(IndexUnusable):
    """There is no index at the path."""


class StaleIndex(IndexUnusable):
    """The index was made by another version of this project or of its libraries."""


class DamagedIndex(IndexUnusable):
    """A file of the index is missing, truncated or changed."""


class IndexLocked(IndexUnusable):
    """Another process is writing this index."""


class QueryError(TracuuError):
    """A query, filter or option that cannot be understood; nothing was searched."""


class QuerySyntaxError(QueryError):
    """A query whose text is wrong at `position` (characters from 0); `repaired` is a query that would work."""

    def __init__(self, message: str, *, position: int, repaired: str | None = None) -> None:
        super().__init__(message)
        self.position = position
        self.repaired = repaired


class NotFound(TracuuError):
    """No article of that id is in the index."""


class TableError(TracuuError):
    """A row of a knowledge table is wrong; the message names file and line."""


class CaseError(TracuuError):
    """A file of cases for `evaluate` is wrong; the message names file and line."""
