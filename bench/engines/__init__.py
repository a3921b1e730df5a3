"""The engines that are compared, each in a file of its own behind one port.

Every engine has title and body as two fields with positions, the title's words counting three times, and unit, year,
day and officials to filter, count and sort by; it keeps the printed title. All are used through their public Python
interface in the best settings found for them, which each file states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, Protocol

from bench.records import Record

# all: every word, in any field. any: at least one. phrase: side by side in one field. readings: any, but of one word.
# prefix: no articles but the ten tokens with this beginning that most bodies have.
Kind = Literal["all", "any", "phrase", "readings", "prefix"]
TOP = 10
TOP_VALUES = 20
FACETS = ("unit", "year", "official")
TITLE_WEIGHT = 3.0


@dataclass(frozen=True, slots=True)
class Question:
    """A search. No words is every article. `facets`: the 20 most frequent values of each of FACETS, too."""

    words: tuple[str, ...] = ()
    kind: Kind = "all"
    unit: str | None = None
    year: int | None = None
    facets: bool = False
    newest: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found: the exact total, the best ten, and counts by facet, most frequent first.

    `top` are ids or addresses of the engine's own with score or sort value, for a prefix tokens with their counts.
    """

    total: int
    top: Sequence[tuple[Any, Any]]
    facets: dict[str, dict[str, int]] = field(default_factory=dict)


class Engine(Protocol):
    """An index open for questions."""

    def prepare(self, question: Question) -> Callable[[], Any]:
        """What is timed: a call that answers `question`, with the engine's own query object made beforehand."""

    def read(self, found: Any) -> Answer:
        """What such a call gave, in plain form; not timed."""

    def add(self, records: Iterable[Record]) -> None:
        """Add articles to the index on disk, as one commit, as safe as the engine makes it."""


@dataclass(frozen=True, slots=True)
class EngineFile:
    """Where an engine is: its `module` has `create(folder)`, `build(folder, records)`, `Opened(folder)`, `version()`.

    `build` fills an empty folder and leaves the index in the state that is best for questions.
    """

    name: str
    label: str
    module: str

    def load(self) -> Any:
        """The module. Raises ImportError where the engine's library is not installed."""
        return import_module(self.module)


ENGINES = {
    engine.name: engine
    for engine in (
        EngineFile("ours", "Tra Cứu", "bench.engines.ours"),
        EngineFile("tantivy", "tantivy", "bench.engines.tantivy_index"),
        EngineFile("fts5", "SQLite FTS5", "bench.engines.fts5"),
        EngineFile("whoosh", "Whoosh", "bench.engines.stock_whoosh"),
    )
}


def folder_size(folder: Path) -> int:
    """Bytes of all files below `folder`."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
