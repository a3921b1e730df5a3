"""The articles of an open Whoosh reader as one run of numbers: what the evaluator asks of an index, in arrays.

Only the reader is Whoosh's; nothing of its library is imported here. Columns are read when the reader is opened,
postings at first use, kept decoded in a bounded cache.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from indexer.engine.columns import FacetColumn, facet_column
from indexer.engine.evaluate import ALL_FIELDS, POSITION_BITS, B, Floats, Ints, Postings
from indexer.fields import FACET_NAMES

NO_DATE = -(2**31)
# Postings read from Whoosh are kept decoded, newest use first, up to this many bytes.
CACHE_BYTES = 48 * 1024 * 1024


class Cache:
    """Decoded arrays by key, bounded in bytes, least recently used out first. Safe between threads."""

    def __init__(self, limit: int) -> None:
        self._limit, self._used = limit, 0
        self._kept: OrderedDict[tuple[str, ...], tuple[Any, int]] = OrderedDict()
        self.lock = threading.RLock()

    def get(self, key: tuple[str, ...], make: Callable[[], Any], size: Callable[[Any], int]) -> Any:
        """What is kept under `key`, made now where it is not; `size` tells its bytes."""
        with self.lock:  # also keeps Whoosh's readers, which are not, safe between threads
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][0]
            value = make()
            self._kept[key] = value, size(value)
            self._used += size(value)
            while self._used > self._limit and len(self._kept) > 1:
                self._used -= self._kept.popitem(last=False)[1][1]
            return value


class Source:
    """The articles of an open Whoosh reader as one run of numbers: the `PostingSource` of the evaluator."""

    def __init__(self, reader: Any, groups: Mapping[str, str]) -> None:
        self._leaves = [pair for pair in reader.leaf_readers() if pair[0].doc_count_all()]
        for leaf, _ in self._leaves:
            leaf.stored_fields(0)  # opens the file now: the folder may be gone when it is first needed
        self.size: int = reader.doc_count_all()
        alive = np.ones(self.size, bool)
        for leaf, base in self._leaves:
            if leaf.has_deletions():
                alive[[base + number for number in range(leaf.doc_count_all()) if leaf.is_deleted(number)]] = False
        self.alive = alive
        self._ids = np.flatnonzero(alive)
        self.live = len(self._ids)
        self.cache = Cache(CACHE_BYTES)
        self.names = self._column("name")
        self.days = np.fromiter(self._column("day"), np.int64, self.size)
        raw = b"".join(self._column("lengths"))
        self._lengths = np.frombuffer(raw, np.uint32).reshape(self.size, len(ALL_FIELDS))
        self.facets: dict[str, FacetColumn] = {
            name: facet_column([row.decode() for row in self._column(f"facet_{name}")]) for name in FACET_NAMES
        }
        self._norms = {name: self._norm(place) for place, name in enumerate(ALL_FIELDS)}
        # The place of each article in id order: the last word where scores or dates are equal.
        self.order = np.empty(self.size, np.int64)
        self.order[sorted(range(self.size), key=self.names.__getitem__)] = np.arange(self.size)
        self.groups = self._groups(groups)

    def _groups(self, first_of: Mapping[str, str]) -> Ints:
        """For every article a number that it shares with its copies only: where it can, that of the first published."""
        groups = np.arange(self.size)
        if not first_of:
            return groups
        numbers = {self.names[number].decode(): int(number) for number in self._ids}
        shared: dict[str, int] = {}
        for name, first in sorted(first_of.items()):
            if name in numbers:
                groups[numbers[name]] = shared.setdefault(first, numbers.get(first, numbers[name]))
        return groups

    def _column(self, name: str) -> list[Any]:
        rows: list[Any] = []
        for leaf, _ in self._leaves:
            column = leaf.column_reader(name)
            rows.extend(column[number] for number in range(leaf.doc_count_all()))
        return rows

    def _norm(self, place: int) -> Floats:
        lengths = self._lengths[:, place].astype(np.float32)
        mean = float(lengths[self.alive].mean()) if self.live else 0.0
        return (1 - B + B * lengths / (mean or 1.0)).astype(np.float32)

    def all_ids(self) -> Ints:
        return self._ids

    def length_norms(self, field: str) -> Floats:
        return self._norms[field]

    def postings(self, field: str, term: str) -> Postings:
        """See `PostingSource`."""
        found: Postings = self.cache.get(
            ("counts", field, term),
            lambda: self._read_postings(f"text_{field}", term),
            lambda kept: int(kept.ids.nbytes + kept.counts.nbytes),
        )
        return found

    def positions(self, field: str, term: str) -> Ints:
        """See `PostingSource`."""
        found: Ints = self.cache.get(
            ("places", field, term),
            lambda: self._read_positions(f"text_{field}", term),
            lambda kept: int(kept.nbytes),
        )
        return found

    def _matchers(self, field: str, term: str) -> Iterator[tuple[int, Any]]:
        text = term.encode()
        for leaf, base in self._leaves:
            if (field, text) in leaf:
                yield base, leaf.postings(field, text)

    def _read_postings(self, field: str, term: str) -> Postings:
        ids: list[int] = []
        counts: list[float] = []
        for base, matcher in self._matchers(field, term):
            while matcher.is_active():
                ids.append(base + matcher.id())
                counts.append(matcher.weight())
                matcher.next()
        numbers = np.array(ids, np.int64)
        alive = self.alive[numbers]
        return Postings(numbers[alive], np.array(counts, np.float32)[alive])

    def _read_positions(self, field: str, term: str) -> Ints:
        keys: list[int] = []
        for base, matcher in self._matchers(field, term):
            while matcher.is_active():
                number = (base + matcher.id()) << POSITION_BITS
                keys.extend(number + place for place in matcher.value_as("positions"))
                matcher.next()
        places = np.array(keys, np.int64)
        alive: Ints = places[self.alive[places >> POSITION_BITS]]
        return alive

    def number_of(self, article_id: str) -> int | None:
        """The number of a live article."""
        found = self._read_postings("id", article_id).ids
        return int(found[0]) if len(found) else None
