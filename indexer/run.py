"""What a run works on, and what becomes of the pages it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from indexer.corrections import Corrections
from indexer.model import Entry, Skipped

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Run:
    """What a run works on. `digest` is that of the corrections that change articles.

    `progress(total)` gives a function that is told of each article.
    """

    corpus: Path
    index: Path
    corrections: Corrections
    digest: str
    jobs: int
    progress: Callable[[int], Progress] | None


@dataclass
class Outcome:
    """What becomes of the pages of a run, counted while they stream into the engine."""

    indexed_before: set[str]
    removed: list[str]
    progress: Progress = lambda _: None
    written: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def entries(self, results: Iterator[Entry | Skipped]) -> Iterator[Entry]:
        """The entries among `results`; an article that turned into none is noted, and leaves the index."""
        for result in results:
            self.progress(1)
            if isinstance(result, Entry):
                self.written.append(result.id)
                yield result
                continue
            self.skipped.append(result)
            if result.path in self.indexed_before:
                self.removed.append(result.path)
