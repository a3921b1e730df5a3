"""The run that turns a corpus folder into an index: read -> clean -> extract -> analyse -> write.

In: a corpus folder and an index folder. Out: a new generation of the index, and a summary. Only files that
changed since the last run are read, unless the index was made by another version or `full` is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from indexer import store
from indexer.analysis.entry import make_entry
from indexer.changes import Changes, compare
from indexer.clean import clean
from indexer.engine import whoosh_engine
from indexer.errors import DamagedIndex, NoIndex
from indexer.extract.article import extract
from indexer.manifest import read_manifest, update_manifest
from indexer.model import Entry, RawPage, Skipped
from indexer.search.lexicon import write_lexicon
from indexer.workers import spread

ENGINE_FOLDER, LEXICON = "engine", "lexicon"
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, in articles; `skipped` lists every file, line or article that is not in the index, and why."""

    added: int
    changed: int
    removed: int
    unchanged: int
    skipped: tuple[Skipped, ...]
    state: store.IndexState


def reindex(
    corpus: Path, index: Path, *, full: bool = False, jobs: int = 1, progress: Callable[[int], Progress] | None = None
) -> Summary:
    """Bring `index` up to date with `corpus`. `progress(total)` gives a function that is told of each article.

    Raises CorpusError, IndexLocked, IndexUnusable; then the index is as it was.
    """
    with store.write_lock(index):
        base = None if full else _base(index)
        changes = compare(corpus, read_manifest(index / base.generation) if base else {})
        if base and changes.nothing:
            return _summary(changes, _Outcome(lambda _: None, set(), []), base)
        return _build(index, base, changes, jobs, progress)


def prepare(raw: RawPage) -> Entry | Skipped:
    """All that happens to one article before it is written."""
    page = clean(raw)
    return page if isinstance(page, Skipped) else make_entry(extract(page))


def _base(index: Path) -> store.IndexState | None:
    """The generation to build on; None where there is none that can be."""
    try:
        state = store.current_state(index)
    except (NoIndex, DamagedIndex):
        return None
    return state if state.fingerprint == store.fingerprint() else None


def _build(
    index: Path, base: store.IndexState | None, changes: Changes, jobs: int, progress: Callable[[int], Progress] | None
) -> Summary:
    tell = progress(changes.expected) if progress else lambda _: None
    outcome = _Outcome(tell, changes.indexed_before(), changes.removed)
    with store.new_generation(index, base) as folder:
        engine_folder = folder / ENGINE_FOLDER
        if base is None:
            engine_folder.mkdir()
            whoosh_engine.create(engine_folder)
        engine = whoosh_engine.WhooshEngine(engine_folder)
        # The list of removed articles grows while entries stream through; the engine reads it after the last.
        engine.write(outcome.entries(spread(prepare, changes.pages(), jobs)), changes.removed)
        engine.close()
        update_manifest(folder, changes.records(outcome.skipped), changes.gone_files)
        engine = whoosh_engine.WhooshEngine(engine_folder)
        write_lexicon(engine, folder / LEXICON)
        articles = engine.size
        engine.close()
        state = store.publish(folder, articles, base)
    return _summary(changes, outcome, state)


@dataclass
class _Outcome:
    """What becomes of the pages of a run, counted while they stream into the engine."""

    progress: Progress
    indexed_before: set[str]
    removed: list[str]
    added: int = 0
    changed: int = 0
    skipped: list[Skipped] = field(default_factory=list)

    def entries(self, results: Iterator[Entry | Skipped]) -> Iterator[Entry]:
        """The entries among `results`; an article that turned into none is noted, and leaves the index."""
        for result in results:
            self.progress(1)
            if isinstance(result, Entry):
                self.changed += result.id in self.indexed_before
                self.added += result.id not in self.indexed_before
                yield result
                continue
            self.skipped.append(result)
            if result.path in self.indexed_before:
                self.removed.append(result.path)


def _summary(changes: Changes, outcome: _Outcome, state: store.IndexState) -> Summary:
    records = [*changes.kept, *changes.records(outcome.skipped)]
    skipped = {item.path: item for record in records for item in record.skipped}
    return Summary(
        added=outcome.added,
        changed=outcome.changed,
        removed=len(changes.removed),
        unchanged=state.articles - outcome.added - outcome.changed,
        skipped=tuple(skipped[path] for path in sorted(skipped)),
        state=state,
    )
