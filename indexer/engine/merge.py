"""Several segments made one, dead articles left out, with whole arrays and bounded memory.

Articles keep their order: those of the first segment first. Terms are worked on in stretches of so many that their
positions fit the memory given to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.arrays.files import ArrayWriter
from indexer.arrays.numbers import narrowest, ragged, starts_of
from indexer.arrays.strings import Strings, string_arrays
from indexer.engine.inverter import count_articles, facet_rows
from indexer.engine.postings import PostingsWriter, TermPostings
from indexer.engine.rare_terms import rare_rows, write_rare
from indexer.engine.segment import FIELD_BITS, SegmentArrays
from indexer.fields import FACET_NAMES, TEXT_FIELD_NAMES

Ints = npt.NDArray[np.int64]

# Positions worked on at once; each takes some 60 bytes while it is.
STRETCH = 2_000_000


@dataclass(frozen=True)
class Part:
    """A segment to merge. `dead` are the numbers of its dead articles, rising; `base` its first new number."""

    segment: SegmentArrays
    dead: Ints
    base: int

    @cached_property
    def live(self) -> Ints:
        """The numbers of its live articles."""
        return np.flatnonzero(self.alive)

    @cached_property
    def alive(self) -> npt.NDArray[np.bool_]:
        """For each article, whether it is."""
        alive = np.ones(self.segment.size, bool)
        alive[self.dead] = False
        return alive

    @cached_property
    def numbers(self) -> Ints:
        """The new number of each article; of a dead one, any."""
        return np.cumsum(self.alive) - 1 + self.base


def merge(segments: Sequence[tuple[SegmentArrays, Ints]], path: Path) -> int:
    """Write the live articles of `segments`, each given with its dead ones, to `path`. Returns how many they are."""
    parts = []
    size = 0
    for segment, dead in segments:
        parts.append(Part(segment, dead, size))
        size += segment.size - len(dead)
    with ArrayWriter(path) as writer:
        _merge_articles(writer, parts)
        for name in FACET_NAMES:
            _merge_facet(writer, parts, name)
        _merge_terms(writer, parts, size)
    return size


def _merge_articles(writer: ArrayWriter, parts: list[Part]) -> None:
    names: list[bytes] = []
    stored = [np.zeros(1, np.int64)]
    for part in parts:
        segment, live = part.segment, part.live
        ids = np.empty(segment.size, object)
        ids[segment.name_articles] = segment.names.raw()
        names += ids[live].tolist()
        writer.append("days", segment.days[live])
        starts = segment.array("stored_at")
        lengths: Ints = np.subtract(starts[1:], starts[:-1], dtype=np.int64)[live]
        stored.append(lengths)
        for some in np.array_split(np.arange(len(live)), max(1, len(live) // 10_000)):
            writer.append("stored", segment.array("stored")[ragged(starts[live[some]], lengths[some])])
            segment.release()
    order = sorted(range(len(names)), key=names.__getitem__)
    writer.append_all(string_arrays("names", [names[number] for number in order]))
    writer.append("names.articles", np.array(order, np.uint32))
    writer.append("stored_at", np.cumsum(np.concatenate(stored)))


def _merge_facet(writer: ArrayWriter, parts: list[Part], name: str) -> None:
    codes, lengths = [], [np.zeros(0, np.int64)]
    for part in parts:
        facet = part.segment.facets[name]
        first, length = facet.span(part.live)
        codes.append(facet.codes[ragged(first, length)])
        lengths.append(length)
    used = [
        np.bincount(some, minlength=len(part.segment.facets[name].values)) > 0
        for some, part in zip(codes, parts, strict=True)
    ]
    values, numbers = _merge_strings([part.segment.facets[name].values for part in parts], used)
    writer.append_all(string_arrays(f"facets.{name}", values))
    for some, new in zip(codes, numbers, strict=True):
        writer.append(f"facets.{name}.codes", new[some].astype(narrowest(len(values))))
    writer.append(f"facets.{name}.rows", facet_rows(np.concatenate(lengths)))


def _merge_strings(parts: Sequence[Strings], used: Sequence[npt.NDArray[np.bool_]]) -> tuple[list[bytes], list[Ints]]:
    """The used strings of all parts in order, and for each part the new place of each of its strings, -1 for unused."""
    raw = [np.array(part.raw(), object) for part in parts]
    merged = sorted(set().union(*(texts[mask].tolist() for texts, mask in zip(raw, used, strict=True))))
    place = {text: number for number, text in enumerate(merged)}
    numbers = []
    for texts, mask in zip(raw, used, strict=True):
        new = np.full(len(texts), -1, np.int64)
        new[mask] = np.fromiter(map(place.__getitem__, texts[mask]), np.int64, int(mask.sum()))
        numbers.append(new)
    return merged, numbers


# --- terms ----------------------------------------------------------------------------------------
def _merge_terms(writer: ArrayWriter, parts: list[Part], size: int) -> None:
    lost = [_lost_articles(part) for part in parts]
    left = [part.segment.array("terms.articles") - gone for part, gone in zip(parts, lost, strict=True)]
    terms, numbers = _merge_strings([part.segment.terms for part in parts], [counts > 0 for counts in left])
    writer.append_all(string_arrays("terms", terms))
    articles = np.zeros(len(terms), np.int64)
    for counts, new in zip(left, numbers, strict=True):
        articles[new[counts > 0]] += counts[counts > 0]
    writer.append("terms.articles", articles.astype(np.uint32))
    fields = np.zeros(len(terms), np.uint8)
    rare = []
    for name in TEXT_FIELD_NAMES:
        found = _merge_field(writer, parts, numbers, name, size)
        rare.append(rare_rows(_noted(found, fields, FIELD_BITS[name]), articles))
    writer.append("terms.fields", fields)
    write_rare(writer, rare, len(terms), size)


def _lost_articles(part: Part) -> Ints:
    """For each term of a segment, how many of its dead articles have it."""
    segment = part.segment
    if not len(part.dead):
        return np.zeros(len(segment.terms), np.int64)
    keys = []
    for name in TEXT_FIELD_NAMES:
        found = [np.zeros(0, np.int64)]
        for postings in _stretches(part, name):
            terms = np.repeat(postings.terms, postings.df)
            dead = ~part.alive[postings.articles]
            found.append(terms[dead] << 32 | postings.articles[dead])
        keys.append(np.concatenate(found))
    return count_articles(keys, len(segment.terms)).astype(np.int64)


def _stretches(part: Part, name: str) -> Iterator[TermPostings]:
    """All postings of a field, some terms at a time."""
    postings = part.segment.fields[name]
    first = 0
    while first < len(postings.terms):
        end = postings.stretch_end(first, STRETCH)
        yield postings.read_range(first, end)
        first = end


def _noted(found: Iterator[TermPostings], fields: npt.NDArray[np.uint8], bit: int) -> Iterator[TermPostings]:
    """The same postings, with the field's bit set for their terms."""
    for some in found:
        fields[some.terms] |= bit
        yield some


def _merge_field(
    writer: ArrayWriter, parts: list[Part], numbers: list[Ints], name: str, size: int
) -> Iterator[TermPostings]:
    """Write the postings of a field, and yield them once written; all of them must be taken."""
    largest = 1
    for part in parts:
        lengths = part.segment.lengths(name)[part.live]
        largest = max(largest, int(lengths.max(initial=0)))
    for part in parts:
        writer.append(f"{name}.lengths", part.segment.lengths(name)[part.live].astype(narrowest(largest)))
    last = max((part.segment.last_position(name) for part in parts), default=0)
    writer.append(f"{name}.last", np.array([last], np.uint32))
    postings = PostingsWriter(writer, name, size)
    for below in _cuts(parts, numbers, name):
        found = _joined([_read(part, new, name, below) for part, new in zip(parts, numbers, strict=True)])
        postings.add(found)
        yield found
        for part in parts:
            part.segment.release()
    postings.close()


def _cuts(parts: list[Part], numbers: list[Ints], name: str) -> Iterator[tuple[int, int]]:
    """Ranges of new term numbers whose positions in all parts together are about STRETCH, or one term's."""
    total = int(max((new.max(initial=-1) for new in numbers), default=-1)) + 1
    sizes = np.zeros(total, np.int64)
    for part, new in zip(parts, numbers, strict=True):
        postings = part.segment.fields[name]
        kept = new[postings.terms]
        sizes[kept[kept >= 0]] += (postings.place_at[1:] - postings.place_at[:-1])[kept >= 0]
    ends = np.cumsum(sizes)
    first = 0
    while first < total:
        before = int(ends[first - 1]) if first else 0
        end = max(first + 1, int(np.searchsorted(ends, before + STRETCH, "right")))
        yield first, end
        first = end


def _read(part: Part, new: Ints, name: str, terms: tuple[int, int]) -> TermPostings:
    """The live postings of the new terms first..end, under their new numbers."""
    postings = part.segment.fields[name]
    numbers = new[postings.terms]
    # Terms that are gone have no number; those left rise, so that a range of them is a range of places.
    known = np.flatnonzero(numbers >= 0)
    first, end = np.searchsorted(numbers[known], terms)
    if first == end:
        none = np.zeros(0, np.int64)
        return TermPostings(none, none, none, none, none)
    found = postings.read_range(int(known[first]), int(known[end - 1]) + 1)
    live = part.alive[found.articles]
    of_term = np.repeat(np.arange(len(found.terms)), found.df)
    df = np.bincount(of_term[live], minlength=len(found.terms))
    positions = found.positions if live.all() else found.positions[np.repeat(live, found.counts)]
    kept = df > 0
    return TermPostings(
        new[found.terms[kept]], df[kept], part.numbers[found.articles[live]], found.counts[live], positions
    )


def _joined(found: list[TermPostings]) -> TermPostings:
    """The postings of several parts as one: by term, then in the order of the parts."""
    found = [one for one in found if len(one.terms)]
    if len(found) == 1:
        return found[0]
    if not found:
        none = np.zeros(0, np.int64)
        return TermPostings(none, none, none, none, none)
    terms = np.concatenate([np.repeat(one.terms, one.df) for one in found])
    # As many bits for the place as there are rows: the sort keeps the order of the parts.
    keys = terms << 32 | np.arange(len(terms))
    keys.sort()
    order = keys & 0xFFFFFFFF
    counts = np.concatenate([one.counts for one in found])
    starts = starts_of(counts)[:-1]
    positions = np.concatenate([one.positions for one in found])
    articles = np.concatenate([one.articles for one in found])
    distinct, df = np.unique(keys >> 32, return_counts=True)
    return TermPostings(distinct, df, articles[order], counts[order], positions[ragged(starts[order], counts[order])])
