"""The run that turns a corpus folder into an index: read -> clean -> extract -> analyse -> write.

In: a corpus folder and an index folder. Out: a new generation of the index, and a summary. Only files that
changed since the last run are read, unless the index was made by another version or `full` is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from indexer import store
from indexer.changes import Changes, compare
from indexer.corrections import corrections_digest, read_corrections, unknown_articles
from indexer.errors import DamagedIndex, IndexUnusable, NoIndex, TracuuError
from indexer.loading import loading
from indexer.manifest import read_articles, read_remarks, read_skipped
from indexer.model import Remark, Skipped
from indexer.register.register import links_changed
from indexer.run import Outcome, Progress, Run
from indexer.workers import aside


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
        run = Run(corpus, index, read_corrections(corpus), corrections_digest(corpus), jobs, progress)
        try:
            return _brought_up(run, full=full)
        except Exception as error:
            if full or not _is_damage(error, index):
                raise
        return _brought_up(run, full=True)


def _is_damage(error: Exception, index: Path) -> bool:
    """Whether a run failed because of what it was built upon. What is read wrongly fails in any way it likes."""
    if isinstance(error, TracuuError):
        return isinstance(error, DamagedIndex)
    try:
        store.verify(index)
    except IndexUnusable as found:
        return isinstance(found, DamagedIndex)
    return False


def _brought_up(run: Run, *, full: bool) -> Summary:
    """Build the next generation, where anything is new. Raises CorpusError, IndexUnusable, and what damage leads to."""
    look = partial(_compared, run, full=full)
    compared = aside(look) if run.jobs > 1 else lambda _: look()
    with loading():
        from indexer.building import build, warm_up  # takes as long to load as 100,000 files to be looked at
    base, relinked, changes = compared(warm_up)
    outcome = Outcome(changes.indexed_before(), changes.removed)
    if base and changes.nothing and not relinked:
        return _summary(run, changes, outcome, base)
    if run.progress:
        outcome.progress = run.progress(changes.expected)
    try:
        state = build(run, base, changes, outcome)
    except OSError as error:
        raise store.cannot_write(run.index, error) from error
    return _summary(run, changes, outcome, state)


def _compared(run: Run, *, full: bool) -> tuple[store.IndexState | None, bool, Changes]:
    """The generation to build on, whether who is who changed since, and what did; None where none can be used."""
    with suppress(NoIndex, DamagedIndex):
        state = store.current_state(run.index)
        if not full and (state.fingerprint, state.corrections) == (store.fingerprint(), run.digest):
            folder = run.index / state.generation
            return state, links_changed(folder, run.corrections), compare(run.corpus, folder)
    return None, True, compare(run.corpus, None)


def _summary(run: Run, changes: Changes, outcome: Outcome, state: store.IndexState) -> Summary:
    folder = run.index / state.generation
    named = run.corrections.overrides or run.corrections.merges or run.corrections.splits
    known = set(read_articles(folder)) if named else set()
    reasons = [*read_skipped(folder), *changes.unnamed, *run.corrections.problems]
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
