"""The segments of an index as one run of article numbers: what the evaluator asks of an index, in arrays.

Nothing is decoded before it is asked for and nothing decoded is kept, except what every search needs: length norms,
the order of ids, facet columns. Dead articles are left out of every answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from indexer.arrays.files import Array
from indexer.arrays.heap import keep_freed_memory
from indexer.engine.columns import FacetColumn
from indexer.engine.field_postings import EMPTY, Dense, FieldPostings, Sparse, places_among
from indexer.engine.matches import WEIGHTS, B, Floats, Found, Ints
from indexer.engine.segment import FIELD_BITS, NO_DATE, SegmentArrays
from indexer.fields import FACET_NAMES

# The fields that each sum of FIELD_BITS stands for.
FIELDS = [tuple(name for name, bit in FIELD_BITS.items() if bits & bit) for bits in range(1 << len(FIELD_BITS))]


class Source:
    """Open segments, each with the numbers of its dead articles. The `PostingSource` of the evaluator."""

    def __init__(self, segments: Sequence[tuple[SegmentArrays, Ints]], groups: Mapping[str, str]) -> None:
        keep_freed_memory()
        self._segments = [segment for segment, _ in segments]
        sizes = [segment.size for segment in self._segments]
        self._bases = [sum(sizes[:place]) for place in range(len(sizes))]
        self.size = sum(sizes)
        dead = [one[1] + base for one, base in zip(segments, self._bases, strict=True)]
        self._dead = np.concatenate([np.zeros(0, np.int64), *dead])
        self.live = self.size - len(self._dead)
        # For each segment the number of its first article, and what is in it.
        self.parts = list(zip(self._bases, self._segments, strict=True))
        # The only segment, where all articles are in one and alive: asked without the rest of this class.
        self.only = self._segments[0] if len(segments) == 1 and self.whole else None
        self._first_of = groups
        self._norms: dict[str, Floats] = {}
        self._columns: dict[str, FacetColumn] = {}

    # --- articles ---------------------------------------------------------------------------------
    @cached_property
    def alive(self) -> npt.NDArray[np.bool_]:
        """For each article number, whether it is alive."""
        alive = np.ones(self.size, bool)
        alive[self._dead] = False
        return alive

    @property
    def whole(self) -> bool:
        """Whether no article is dead."""
        return self.live == self.size

    @cached_property
    def days(self) -> Array:
        """Days since 1970-01-01 by article number, NO_DATE where unknown."""
        return self._joined([segment.days for segment in self._segments])

    def _joined(self, parts: list[Array]) -> Array:
        if len(parts) == 1:
            return parts[0]
        return np.concatenate(parts) if parts else np.zeros(0, np.int32)

    @cached_property
    def order(self) -> Ints:
        """The place of each article in id order: the last word where scores or dates are equal."""
        order = np.empty(self.size, np.int64)
        if len(self._segments) == 1:
            order[self._segments[0].name_articles] = np.arange(self.size)
            return order
        names: list[bytes] = []
        numbers = [np.zeros(0, np.int64)]
        for segment, base in zip(self._segments, self._bases, strict=True):
            names += segment.names.raw()
            numbers.append(segment.name_articles.astype(np.int64) + base)
        # Sorted runs one after the other: Python's sort merges them.
        places = sorted(range(len(names)), key=names.__getitem__)
        order[np.concatenate(numbers)[places]] = np.arange(self.size)
        return order

    @cached_property
    def numbered_by_id(self) -> bool:
        """Whether article numbers rise as ids do: as a rule where all articles were written at once."""
        return bool((self.order[1:] > self.order[:-1]).all())

    @cached_property
    def newest(self) -> Ints:
        """All article numbers, the newest first, undated ones last, by id where days are equal."""
        return np.lexsort((self.order, -self.days.astype(np.int64)))

    @cached_property
    def oldest(self) -> Ints:
        """All article numbers, the oldest first, undated ones last, by id where days are equal."""
        days = self.days.astype(np.int64)
        return np.lexsort((self.order, np.where(days == NO_DATE, -NO_DATE, days)))

    @cached_property
    def groups(self) -> Ints:
        """For every article a number that it shares with its copies only: that of the first published, if alive."""
        groups = np.arange(self.size)
        shared: dict[str, int] = {}
        for name, first in sorted(self._first_of.items()):
            if (number := self.number_of(name)) is not None:
                known = self.number_of(first)
                groups[number] = shared.setdefault(first, number if known is None else known)
        return groups

    @cached_property
    def has_copies(self) -> npt.NDArray[np.bool_]:
        """For every article whether others are copies of it."""
        shared: npt.NDArray[np.bool_] = np.bincount(self.groups, minlength=self.size)[self.groups] > 1
        return shared

    def number_of(self, article_id: str) -> int | None:
        """The number of a live article."""
        for segment, base in zip(self._segments, self._bases, strict=True):
            number = segment.number_of(article_id)
            if number >= 0 and (self.whole or self.alive[base + number]):
                return base + number
        return None

    def stored(self, number: int) -> bytes:
        """What is kept of an article."""
        place = int(np.searchsorted(self._bases, number, "right")) - 1
        return self._segments[place].stored(number - self._bases[place])

    def column(self, facet: str) -> FacetColumn:
        """The values of a facet by article number."""
        if facet not in self._columns:
            if facet not in FACET_NAMES:
                raise KeyError(facet)
            parts = [segment.facets[facet] for segment in self._segments]
            self._columns[facet] = FacetColumn.of(parts)
        return self._columns[facet]

    # --- terms ------------------------------------------------------------------------------------
    def find(self, text: str) -> Found:
        """Where a term is to be found; empty where the index does not have it."""
        found = [(place, segment.terms.find(text)) for place, segment in enumerate(self._segments)]
        return tuple([one for one in found if one[1] >= 0])

    def fields_with(self, found: Found) -> tuple[str, ...]:
        """The fields that have the term."""
        bits = 0
        for place, number in found:
            bits |= self._segments[place].term_fields[number]
        return FIELDS[bits]

    def articles_with(self, found: Found) -> int:
        """How many articles, dead ones with them, have the term in any field."""
        return sum(self._segments[place].term_articles[number] for place, number in found)

    def postings(self, field: str, found: Found, *, exact: bool = True) -> Sparse | Dense:
        """The live postings of a term in one field; not `exact`, with counts that are only more than 0."""
        if self.only is not None and found:
            postings = self.only.fields[field]
            row = postings.place_of(found[0][1])
            return postings.read(row, exact=exact) if row >= 0 else EMPTY
        parts: list[tuple[int, int, Sparse | Dense]] = []
        for place, number in found:
            postings = self._segments[place].fields[field]
            if (row := postings.place_of(number)) >= 0:
                parts.append((self._bases[place], self._segments[place].size, postings.read(row, exact=exact)))
        if not parts:
            return EMPTY
        read = self._put_together(parts)
        return read if self.whole else self._alive_only(read)

    def _put_together(self, parts: list[tuple[int, int, Sparse | Dense]]) -> Sparse | Dense:
        sparse = [(base, read) for base, _, read in parts if isinstance(read, Sparse)]
        if len(sparse) == len(parts):
            articles = np.concatenate([read.articles + base for base, read in sparse])
            return Sparse(articles, np.concatenate([read.counts for _, read in sparse]))
        counts = np.zeros(self.size, np.float32)
        for base, size, read in parts:
            if isinstance(read, Dense):
                counts[base : base + size] = read.counts
            else:
                counts[base + read.articles] = read.counts
        return Dense(counts)

    def _alive_only(self, read: Sparse | Dense) -> Sparse | Dense:
        if isinstance(read, Dense):
            return Dense(read.counts * self.alive)
        kept = self.alive[read.articles]
        return Sparse(read.articles[kept], read.counts[kept])

    def counts_in(self, field: str, found: Found, articles: Ints) -> Array:
        """How often a term stands in each of these live articles."""
        counts = np.zeros(len(articles), np.int32)
        for place, number in found:
            postings = self._segments[place].fields[field]
            if (row := postings.place_of(number)) >= 0:
                inside, local = self._local(place, articles)
                counts[inside] = _counts_in(postings, row, local)
        return counts

    def _local(self, place: int, articles: Ints) -> tuple[slice, Ints]:
        """Which of `articles` are in a segment, and their numbers in it."""
        if len(self._segments) == 1:
            return slice(0, len(articles)), articles
        base = self._bases[place]
        first, end = np.searchsorted(articles, (base, base + self._segments[place].size))
        return slice(int(first), int(end)), articles[first:end] - base

    def norms(self, field: str) -> Floats:
        """What one occurrence is worth by article number: field weight / (1 - B + B * length / mean length)."""
        if field not in self._norms:
            lengths = self._joined([segment.lengths(field) for segment in self._segments]).astype(np.float32)
            mean = float((lengths if self.whole else lengths[self.alive]).mean(dtype=np.float64)) if self.live else 0.0
            worth = WEIGHTS[field] / (1 - B + B * lengths / (mean or 1.0))
            self._norms[field] = worth.astype(np.float32)
        return self._norms[field]

    def vocabulary(self) -> list[tuple[str, int]]:
        """All terms in order, with the number of articles, dead ones too, that have them: the highest of the fields."""
        counts: dict[bytes, int] = {}
        for field in WEIGHTS:
            in_field: dict[bytes, int] = {}
            for segment in self._segments:
                texts, postings = segment.terms.raw(), segment.fields[field]
                for number, count in zip(postings.terms.tolist(), postings.df.tolist(), strict=True):
                    in_field[texts[number]] = in_field.get(texts[number], 0) + count
            for text, count in in_field.items():
                counts[text] = max(counts.get(text, 0), count)
        return sorted((text.decode(), count) for text, count in counts.items())


def _counts_in(postings: FieldPostings, row: int, articles: Ints) -> Array:
    if postings.is_dense(row):
        return postings.counts_in(row, articles)
    read = postings.read(row)
    assert isinstance(read, Sparse)  # noqa: S101 - by is_dense
    places, present = places_among(articles, read.articles, postings.size)
    counts = np.zeros(len(articles), np.int32)
    counts[present] = read.counts[places[present]]
    return counts
