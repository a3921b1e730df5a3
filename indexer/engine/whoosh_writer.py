"""Writes whole segments into a Whoosh index, and decides which segments it keeps.

Whoosh's writer holds the lock, the deletions and the table of contents; the segments are made here, by arrays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from indexer.engine.inverter import Inverter
from indexer.engine.merge import merge
from indexer.engine.segment import SegmentArrays
from indexer.engine.source import Source
from indexer.engine.stored import pack
from indexer.engine.whoosh_codec import ArrayCodec, ArraySegment
from indexer.model import Entry

# A segment is rewritten once this share of it is dead, and segments of like size are merged by tens, so that
# their number grows with the logarithm of the corpus.
DEAD_SHARE = 0.2
MERGE_WIDTH = 10


def write(index: Any, source: Source, entries: Iterable[Entry], removed: Iterable[str]) -> None:
    """Add `entries`, take out the articles of `source` that they replace and those `removed`, as one commit."""
    storage = index.storage
    writer = index.writer(codec=ArrayCodec(), compound=False)
    runs: list[ArraySegment] = []
    try:
        gone: set[int] = set()
        for segment in _inverted(index, _noted(entries, source, gone)):
            runs.append(segment)
        gone.update(number for name in removed if (number := source.number_of(name)) is not None)
        for number in gone:
            writer.delete_document(number)
        if len(runs) > 1:
            runs = [_merged(index, runs)]
    except BaseException:
        for segment in runs:
            segment.path_in(storage).unlink(missing_ok=True)
        writer.cancel()
        raise
    writer.commit(mergetype=lambda _, before: _kept(index, [*before, *runs]))


def _noted(entries: Iterable[Entry], source: Source, gone: set[int]) -> Iterable[Entry]:
    """The entries, with the numbers of the articles that they replace put into `gone`."""
    for entry in entries:
        if (number := source.number_of(entry.id)) is not None:
            gone.add(number)
        yield entry


def _inverted(index: Any, entries: Iterable[Entry]) -> Iterable[ArraySegment]:
    """Segments of the entries, one for each run that fits into memory."""
    run = Inverter()
    for entry in entries:
        run.add(entry, pack(entry.article))
        if run.full:
            yield _segment(index, run)
            run = Inverter()
    if len(run):
        yield _segment(index, run)


def _segment(index: Any, run: Inverter) -> ArraySegment:
    segment = ArraySegment(index.indexname)
    run.write(segment.path_in(index.storage))
    segment.set_doc_count(len(run))
    return segment


def _kept(index: Any, segments: Sequence[ArraySegment]) -> list[ArraySegment]:
    """The segments of the index after a write: those of like size made one, half-dead ones rewritten, dead ones not."""
    groups = plan([segment for segment in segments if segment.doc_count()])
    return [group[0] if len(group) == 1 and not _decayed(group[0]) else _merged(index, group) for group in groups]


def _decayed(segment: ArraySegment) -> bool:
    return segment.deleted_count() > DEAD_SHARE * segment.doc_count_all()


def plan(segments: Sequence[ArraySegment]) -> list[list[ArraySegment]]:
    """The segments in groups that become one each: never ten of sizes with the same number of digits."""
    groups = [[segment] for segment in segments]
    while crowded := _crowded(groups):
        joined = [segment for group in crowded for segment in group]
        groups = [group for group in groups if group not in crowded] + [joined]
    return groups


def _crowded(groups: list[list[ArraySegment]]) -> list[list[ArraySegment]]:
    tiers: dict[int, list[list[ArraySegment]]] = defaultdict(list)
    for group in groups:
        tiers[len(str(sum(segment.doc_count() for segment in group)))].append(group)
    return next((tier for tier in tiers.values() if len(tier) >= MERGE_WIDTH), [])


def _merged(index: Any, group: Sequence[ArraySegment]) -> ArraySegment:
    new = ArraySegment(index.indexname)
    new.set_doc_count(merge([opened(index, segment) for segment in group], new.path_in(index.storage)))
    return new


def opened(index: Any, segment: ArraySegment) -> tuple[SegmentArrays, Any]:
    """The arrays of a segment, and the numbers of its dead articles, rising."""
    return SegmentArrays(segment.path_in(index.storage)), np.fromiter(segment.deleted_docs(), np.int64)
