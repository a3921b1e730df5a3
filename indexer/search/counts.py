"""What articles say, as plain counts that can be added and taken away: the matter of which a lexicon is made.

Every kind is a mapping from text to number, so that large ones go to disk in sorted runs and are merged as streams.
"""

from __future__ import annotations

import heapq
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import IO

import msgspec

from indexer.search.pairs import Pairs

# Between the parts of a key. No text has it: `normalise` takes control characters out.
SEPARATOR = "\x1f"
# Texts counted in memory before they go to disk as a sorted run; some 30 MB.
SPILLED = 150_000
_BLOCK = 2_000
Stream = Iterable[tuple[str, int]]
_decode = msgspec.msgpack.Decoder(list[tuple[str, int]]).decode


class Counts(msgspec.Struct):
    """Signed counts: `terms` in articles, `names` of officials, `learnt` abbreviations, `offers` to who types.

    Keys of `learnt` are short and long form, of `offers` kind, name, text, query and detail, parted by SEPARATOR;
    of `values` facet and value.
    `gone` are pairs to take away from those before. `touched` counts articles that came, changed or went.
    """

    articles: int = 0
    touched: int = 0
    terms: dict[str, int] = {}
    names: dict[str, int] = {}
    learnt: dict[str, int] = {}
    offers: dict[str, int] = {}
    values: dict[str, int] = {}
    pairs: Pairs = Pairs()
    gone: Pairs = Pairs()


@dataclass(slots=True)
class Tally:
    """A counter whose memory is bounded: beyond SPILLED texts it goes to an unnamed file, sorted."""

    _counter: Counter[str] = field(default_factory=Counter)
    _runs: list[IO[bytes]] = field(default_factory=list)

    def add(self, texts: Iterable[str], by: int = 1) -> None:
        """Count each of `texts` `by` times."""
        if by == 1:
            self._counter.update(texts)
        else:
            for text in texts:
                self._counter[text] += by
        if len(self._counter) > SPILLED:
            self._spill()

    def items(self) -> Iterator[tuple[str, int]]:
        """Every text whose count is not 0, in order. To be asked for once: the files are gone with it."""
        return added(sorted(self._counter.items()), *map(_run, self._runs))

    def _spill(self) -> None:
        # Closed, and so removed, with this counter.
        run = tempfile.TemporaryFile()  # noqa: SIM115
        whole = sorted(self._counter.items())
        self._counter.clear()
        for at in range(0, len(whole), _BLOCK):
            packed = msgspec.msgpack.encode(whole[at : at + _BLOCK])
            run.write(len(packed).to_bytes(4, "big") + packed)
        self._runs.append(run)


def _run(run: IO[bytes]) -> Iterator[tuple[str, int]]:
    with run:
        run.seek(0)
        while head := run.read(4):
            yield from _decode(run.read(int.from_bytes(head, "big")))


def added(*streams: Stream) -> Iterator[tuple[str, int]]:
    """Sorted streams of counts as one: the counts of a text added up, those that come to 0 left out."""
    if len(streams) == 1:
        yield from ((text, count) for text, count in streams[0] if count)
        return
    for text, same in groupby(heapq.merge(*streams), itemgetter(0)):
        if total := sum(count for _, count in same):
            yield text, total


def sums(*parts: Mapping[str, int]) -> dict[str, int]:
    """Small counts added up, in order."""
    total: Counter[str] = Counter()
    for part in parts:
        for text, count in part.items():
            total[text] += count
    return {text: count for text, count in sorted(total.items()) if count}
