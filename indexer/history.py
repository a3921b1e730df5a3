"""What each run changed: a journal beside the generations, for change feeds and for the history of an article.

Only two generations are kept, so what came and went before them is written down while both sides can be compared:
`record` after a run, `History` for readers. An article counts as changed where its text in the corpus did; what
rules read from it may change with a rebuild, which the journal does not tell.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec

from indexer import manifest, store
from indexer.database import reading, writing
from indexer.errors import DamagedIndex

NAME = "history.sqlite"
What = Literal["added", "changed", "removed"]
_TABLES = (
    """create table if not exists runs (
        number integer primary key, generation text unique, built_at text, fingerprint text, articles integer,
        base text, base_built_at text)""",
    "create table if not exists changes (run integer, article text, what text)",
    "create index if not exists changes_of on changes (article, run)",
    "create index if not exists changes_in on changes (run, article)",
)
# The run of the generation that readers have open: a newer one may be recorded already.
_HERE = "(select number from runs where generation = ?1)"
_RUNS = f"select * from runs where number <= {_HERE} order by number desc"  # noqa: S608 - here and below: our own words
_CHANGES_OF = f"""
    select article, what, generation, built_at from changes join runs on number = run
    where number <= {_HERE} and article = ? order by number"""  # noqa: S608
# The first and the last thing that happened to each article since a run; what both together come to.
_NET = f"""
    select span.article as article,
      case when past.what = 'added' then 'added' when now.what = 'removed' then 'removed' else 'changed' end as what,
      runs.generation as generation, runs.built_at as built_at
    from (select article, min(run) as first, max(run) as last from changes where run > ?2 and run <= {_HERE}
          group by article) span
    join changes past on past.article = span.article and past.run = span.first
    join changes now on now.article = span.article and now.run = span.last
    join runs on runs.number = span.last
    where not (past.what = 'added' and now.what = 'removed')"""  # noqa: S608
_NET_COUNTS = f"select what, count(*) from ({_NET}) group by what"  # noqa: S608
_NET_PAGE = f"{_NET} order by article limit ? offset ?"


@dataclass(frozen=True, slots=True)
class Run:
    """A recorded run. `base` is the generation it was compared with, "" where it was the first, None where unknown."""

    number: int
    generation: str
    built_at: str
    fingerprint: str
    articles: int
    base: str | None
    base_built_at: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an article, by which run, and when that run was complete (UTC, ISO 8601)."""

    article: str
    what: What
    generation: str
    built_at: str


def record(index: Path) -> None:
    """Write down what the current generation changed against the one before it; once is enough.

    Raises IndexUnusable.
    """
    state = store.current_state(index)
    with _telling(index / NAME), writing(index / NAME) as database:
        # Unlike the files of a generation, this one is not synced as a whole afterwards.
        database.execute("pragma synchronous = full")
        for table in _TABLES:
            database.execute(table)
        if database.execute("select 1 from runs where generation = ?", (state.generation,)).fetchone():
            return
        before = _state_of(index, state.previous)
        base = "" if state.previous is None else before.generation if before else None
        try:
            changes = [] if base is None else list(_compared(index, base, state.generation))
        except (DamagedIndex, ValueError):  # the generation before is what cannot be read: this one was just written
            changes, before, base = [], None, None
        run = (None, state.generation, state.built_at, state.fingerprint, state.articles, base)
        number = database.execute(
            "insert into runs values (?, ?, ?, ?, ?, ?, ?)", (*run, before.built_at if before else "")
        ).lastrowid
        rows = ((number, article, what) for article, what in changes)
        database.executemany("insert into changes values (?, ?, ?)", rows)


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """What to do about a journal that cannot be used: it is no part of the index."""
    try:
        yield
    except DamagedIndex as error:
        why = str(error.__cause__ or error)
        raise DamagedIndex(f"{path}: cannot be used ({why}); remove it: the journal then begins anew") from error


def _state_of(index: Path, generation: str | None) -> store.IndexState | None:
    """The state of a generation that is still whole enough to compare with."""
    if generation is None or not (index / generation / manifest.NAME).exists():
        return None
    try:
        return msgspec.json.decode((index / generation / store.STATE).read_bytes(), type=store.IndexState)
    except (OSError, ValueError):
        return None


def _compared(index: Path, base: str, generation: str) -> Iterator[tuple[str, What]]:
    """What differs between two generations, "" being an empty one."""
    for before, now in manifest.differing(index / generation, index / base if base else None):
        yield from _file_changes(_indexed(*(before or (None, None))), _indexed(*(now or (None, None))))


def _indexed(articles: str | None, skipped: str | None) -> dict[str, str]:
    """The articles of a file that are in the index, with the digests of their texts."""
    left_out = {path for path, _ in json.loads(skipped or "[]")}
    return {name: digest for name, digest in json.loads(articles or "{}").items() if name not in left_out}


def _file_changes(old: dict[str, str], new: dict[str, str]) -> Iterator[tuple[str, What]]:
    for name, digest in new.items():
        if name not in old:
            yield name, "added"
        elif old[name] != digest:
            yield name, "changed"
    yield from ((name, "removed") for name in old if name not in new)


# --- reading --------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Since:
    """A page of what changed after a moment, in net: an article that came and went again is not in it.

    `counts` are of all pages. `complete` is False where runs before `known_from` (UTC, ISO 8601) are not written
    down, so that there may have been more.
    """

    changes: tuple[Change, ...]
    counts: dict[What, int]
    known_from: str
    complete: bool

    @property
    def total(self) -> int:
        """How many changes all pages hold."""
        return sum(self.counts.values())


class History:
    """The journal of an index up to and with one generation. Without a journal nothing is known of any time."""

    def __init__(self, index: Path, generation: str) -> None:
        self._path = index / NAME
        self._generation = generation

    def runs(self) -> tuple[Run, ...]:
        """The runs that are known without a gap, the newest first."""
        found: list[Run] = []
        for row in self._rows(_RUNS):
            run = Run(*row)
            if found and found[-1].base != run.generation:
                break
            found.append(run)
        return tuple(found)

    def since(self, moment: str, *, limit: int = 1_000, offset: int = 0) -> Since | None:
        """What the runs after a moment changed, in the order of the ids; None for a generation that is not known.

        The moment is the name of a generation, or a day or time in UTC (ISO 8601), itself included.
        """
        runs = self.runs()
        first = runs[-1] if runs else None
        if first is None:
            return None if moment.startswith("g") else Since((), {}, "", complete=False)
        named = next((run.number for run in runs if run.generation == moment), 0 if first.base == moment else None)
        if named is None and moment.startswith("g"):
            return None
        after = named if named is not None else max((r.number for r in runs if r.built_at < moment), default=0)
        after = max(after, first.number - 1)
        complete = named is not None or first.base == "" or bool(first.base and first.base_built_at < moment)
        counts = dict(self._rows(_NET_COUNTS, after))
        rows = self._rows(_NET_PAGE, after, limit, offset)
        return Since(tuple(Change(*row) for row in rows), counts, first.base_built_at, complete)

    def of(self, article: str) -> tuple[Change, ...]:
        """Everything that became of an article, oldest first."""
        return tuple(Change(*row) for row in self._rows(_CHANGES_OF, article))

    def _rows(self, query: str, *values: object) -> list[Any]:
        if not self._path.exists():
            return []
        with _telling(self._path), reading(self._path) as database:
            return database.execute(query, (self._generation, *values)).fetchall()
