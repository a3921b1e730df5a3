"""Whether an index is whole, and whether it is as its corpus wants it. Reads everything, changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from indexer import store
from indexer.changes import compare
from indexer.corrections import corrections_digest
from indexer.errors import DamagedIndex
from indexer.index import Index, open_verified
from indexer.manifest import read_articles, read_skipped
from indexer.query import Query


@dataclass(frozen=True, slots=True)
class Checked:
    """A whole index: its state, and what a run would read or take out, in files; nothing where it is up to date."""

    state: store.IndexState
    changed: int
    gone: int
    corrections: bool

    @property
    def current(self) -> bool:
        """Would a run find nothing to do?"""
        return not (self.changed or self.gone or self.corrections)


def check(corpus: Path, folder: Path) -> Checked:
    """Read every file and every article of the index and compare them with their records and the corpus.

    Raises IndexUnusable where it cannot be used or an article is missing or too many, CorpusError.
    """
    index = open_verified(folder)
    state = index.state
    files = folder / state.generation
    recorded = set(read_articles(files)).difference(item.path for item in read_skipped(files))
    _whole(index, state, recorded, folder)
    changes = compare(corpus, files)
    corrected = corrections_digest(corpus) != state.corrections
    return Checked(state, len(changes.touched), len(changes.gone_files), corrected)


def _whole(index: Index, state: store.IndexState, recorded: set[str], folder: Path) -> None:
    # Reading an article decodes all that was read from it.
    found = [article.id for article in index.articles(Query())]
    missing, foreign = sorted(recorded - set(found)), sorted(set(found) - recorded)
    if missing or foreign or len(found) != state.articles:
        first = (missing or foreign or [""])[0]
        counts = (
            f"{len(found)} of {state.articles} articles can be read; {len(missing)} missing, {len(foreign)} too many"
        )
        such = f", such as {first!r}" if first else ""
        raise DamagedIndex(f"{folder}: {counts}{such}; {store.mend(folder)}")
