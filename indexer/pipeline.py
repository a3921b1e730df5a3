"""The run that turns a corpus folder into an index: read -> clean -> extract -> analyse -> write.

In: a corpus folder and an index folder. Out: a new generation of the index, and a summary. Only files that
changed since the last run are read, unless the index was made by another version or `full` is asked for.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from indexer import store
from indexer.analysis.entry import make_entry
from indexer.changes import Changes, compare
from indexer.clean import clean
from indexer.corrections import Corrections, correct, corrections_digest, read_corrections, unknown_articles
from indexer.engine import whoosh_engine
from indexer.engine.port import Engine
from indexer.errors import DamagedIndex, NoIndex
from indexer.extract.article import extract
from indexer.manifest import FileRecord, StoredRecord, read_manifest, read_remarks, update_manifest
from indexer.model import Entry, RawPage, Remark, Skipped
from indexer.register.copies import CopiesWriter
from indexer.register.register import RegisterWriter, links_changed, register_writer
from indexer.search.lexicon import Trainer, keep_lexicon
from indexer.workers import spread

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, in articles; `skipped` lists every file, line or article that is not in the index, and why.

    `remarks` list what was not understood of articles that are in it.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    skipped: tuple[Skipped, ...]
    remarks: tuple[Remark, ...]
    state: store.IndexState


def reindex(
    corpus: Path, index: Path, *, full: bool = False, jobs: int = 1, progress: Callable[[int], Progress] | None = None
) -> Summary:
    """Bring `index` up to date with `corpus`. `progress(total)` gives a function that is told of each article.

    Raises CorpusError, IndexLocked, IndexUnusable; then the index is as it was.
    """
    with store.write_lock(index):
        run = _Run(corpus, index, read_corrections(corpus), corrections_digest(corpus))
        base, manifest, relinked = _base(run) if not full else _NO_BASE
        changes = compare(corpus, manifest)
        outcome = _Outcome(changes.indexed_before(), changes.removed)
        if base and changes.nothing and not relinked:
            return _summary(run, changes, outcome, base)
        if progress:
            outcome.progress = progress(changes.expected)
        try:
            state = _build(run, base, changes, outcome, jobs)
        except OSError as error:
            raise store.cannot_write(index, error) from error
        return _summary(run, changes, outcome, state)


def prepare(raw: RawPage, corrections: Corrections) -> Entry | Skipped:
    """All that happens to one article before it is written. A fault of ours costs that article, not the run."""
    try:
        page = clean(raw)
        return page if isinstance(page, Skipped) else make_entry(correct(extract(page), corrections))
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return Skipped(raw.id, f"a fault in Tra Cứu, please report it: {error!r} at {place.name}, line {place.lineno}")


@dataclass(frozen=True, slots=True)
class _Run:
    """What a run works on. `digest` is that of the corrections that change articles."""

    corpus: Path
    index: Path
    corrections: Corrections
    digest: str


_Base = tuple[store.IndexState | None, dict[str, StoredRecord], bool]
_NO_BASE: _Base = (None, {}, True)


def _base(run: _Run) -> _Base:
    """The generation to build on, its manifest, and whether who is who changed; _NO_BASE where none can be used."""
    try:
        state = store.current_state(run.index)
        if (state.fingerprint, state.corrections) != (store.fingerprint(), run.digest):
            return _NO_BASE
        folder = run.index / state.generation
        return state, read_manifest(folder), links_changed(folder, run.corrections)
    except (NoIndex, DamagedIndex):
        return _NO_BASE


def _build(
    run: _Run, base: store.IndexState | None, changes: Changes, outcome: _Outcome, jobs: int
) -> store.IndexState:
    with store.new_generation(run.index, base) as folder:
        engine_folder = folder / store.ENGINE
        if base is None:
            engine_folder.mkdir()
            whoosh_engine.create(engine_folder)
        old = whoosh_engine.WhooshEngine(engine_folder)
        entries = spread(partial(prepare, corrections=run.corrections), changes.pages(), jobs)
        # The list of removed articles grows while entries stream through; the engine reads it after the last.
        with register_writer(folder) as register:
            beside = _Beside(register, CopiesWriter(folder), Trainer())
            old.write(outcome.entries(beside.gather(entries)), changes.removed)
            beside.take_out(old, outcome)
            register.finish(run.corrections)
        beside.copies.finish()
        keep_lexicon(beside.trainer, folder / store.LEXICON)
        update_manifest(folder, changes.records(outcome.skipped), changes.gone_files)
        return store.publish(folder, whoosh_engine.WhooshEngine(engine_folder).size, run.digest)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is kept beside the engine, brought up to date while entries stream through."""

    register: RegisterWriter
    copies: CopiesWriter
    trainer: Trainer

    def gather(self, results: Iterator[Entry | Skipped]) -> Iterator[Entry | Skipped]:
        """The same `results`; all entries among them are taken in."""
        for result in results:
            if isinstance(result, Entry):
                self.register.add(result.article)
                self.copies.add(result.article)
                self.trainer.add_entry(result)
            yield result

    def take_out(self, old: Engine, outcome: _Outcome) -> None:
        """Take out what went, and from the lexicon also what was there before of articles that changed."""
        for name in outcome.removed:
            self.register.remove(name)
            self.copies.remove(name)
        replaced = [name for name in outcome.written if name in outcome.indexed_before]
        for article in filter(None, map(old.fetch, [*outcome.removed, *replaced])):
            self.trainer.remove_entry(make_entry(article))


@dataclass
class _Outcome:
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


def _summary(run: _Run, changes: Changes, outcome: _Outcome, state: store.IndexState) -> Summary:
    records: list[StoredRecord | FileRecord] = [*changes.kept, *changes.records(outcome.skipped)]
    named = run.corrections.overrides or run.corrections.merges or run.corrections.splits
    known = {name for record in records for name in record.articles} if named else set()
    reasons = [*(item for record in records for item in record.skipped), *changes.unnamed, *run.corrections.problems]
    skipped = {item.path: item for item in (*reasons, *unknown_articles(run.corrections, known))}
    changed = sum(name in outcome.indexed_before for name in outcome.written)
    return Summary(
        added=len(outcome.written) - changed,
        changed=changed,
        removed=len(changes.removed),
        unchanged=state.articles - len(outcome.written),
        skipped=tuple(skipped[path] for path in sorted(skipped)),
        remarks=read_remarks(run.index / state.generation),
        state=state,
    )
