"""Saved searches in a file that people edit: TOML, one [[search]] with a name and the query of its address each.

[[search]]
name = "Chuyển đổi số ở Huế"
query = "q=chuyển+đổi+số&place=thành+phố+Huế"
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from indexer.errors import TracuuError
from indexer.query import Query
from searchweb.urls import BadParameters, query_string, read_query_string

MOST_SEARCHES = 1_000
MAX_NAME = 200
EXAMPLE = '[[search]] with name = "…" and query = "q=…"'


class AlertError(TracuuError):
    """A file of saved searches, or the list of what was seen, cannot be used."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved search: its state as of a URL, on its first page. `key` is the same for every way to write it."""

    name: str
    state: Query

    @property
    def key(self) -> str:
        """The query of its address in the one order that addresses have."""
        return query_string(self.state)


@dataclass(frozen=True, slots=True)
class Unusable:
    """A saved search that cannot be asked, and why."""

    name: str
    reason: str


def read_saved(path: Path) -> tuple[tuple[Saved, ...], tuple[Unusable, ...]]:
    """The searches of a file, in its order, and those that are wrong. Raises AlertError for the file as a whole."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        entries = tomllib.loads(text).get("search", [])
    except OSError as error:
        raise AlertError(f"{path}: cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise AlertError(f"{path}: not UTF-8 at byte {error.start + 1}; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise AlertError(f"{path}: not TOML: {error}; write {EXAMPLE}") from error
    if not isinstance(entries, list) or not entries:
        raise AlertError(f"{path}: holds no saved search; write {EXAMPLE}")
    if len(entries) > MOST_SEARCHES:
        raise AlertError(f"{path}: holds {len(entries)} searches; at most {MOST_SEARCHES} are asked in one run")
    found = list(_searches(entries))
    return tuple(one for one in found if isinstance(one, Saved)), tuple(
        one for one in found if isinstance(one, Unusable)
    )


def _searches(entries: list[Any]) -> Iterator[Saved | Unusable]:
    names: set[str] = set()
    for number, entry in enumerate(entries, 1):
        name = entry.get("name") if isinstance(entry, dict) else None
        if not isinstance(name, str) or not name.strip() or len(name) > MAX_NAME or not name.isprintable():
            yield Unusable(f"search {number}", f'name must be one line of 1 to {MAX_NAME} characters: name = "…"')
            continue
        read = _read(name, entry)
        if name in names:
            read = Unusable(name, "the name is given twice")
        names.add(name)
        yield read


def _read(name: str, entry: dict[str, Any]) -> Saved | Unusable:
    if unknown := entry.keys() - {"name", "query"}:
        return Unusable(name, f"unknown key {sorted(unknown)[0]!r}; known: name, query")
    query = entry.get("query")
    if not isinstance(query, str):
        return Unusable(name, 'query is missing: query = "q=…", the part of the address behind the "?"')
    try:
        # A whole address may be pasted as it is.
        state = read_query_string(query.strip().partition("#")[0].rpartition("?")[2].encode())
    except BadParameters as error:
        return Unusable(name, str(error))
    return Saved(name, replace(state, page=1, limit=Query().limit, sort=Query().sort, collapse=None))
