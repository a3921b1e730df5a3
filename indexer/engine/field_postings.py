"""The postings of one text field of a segment, read term by term, and no more of them than is asked for.

`postings.py` says how they lie. Articles and counts come without positions, positions for some articles alone.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.arrays.codes import ESCAPE, CodeRun, sums_before, unpack_codes, unpack_floats
from indexer.arrays.files import Array
from indexer.arrays.numbers import starts_of
from indexer.engine.postings import OFFSETS, WIDE, TermPostings

Ints = npt.NDArray[np.int64]

# Codes are looked up one by one for less than this share of them, and all unpacked for more (measured: alike here).
SOME = 1 / 8
# Candidates are looked up one by one in the postings up to this share of them, all at once beyond.
FEW = 0.05


@dataclass(frozen=True, slots=True)
class Sparse:
    """The articles that have a term, rising, and how often each has it."""

    articles: Ints
    counts: Array


@dataclass(frozen=True, slots=True)
class Dense:
    """How often each article has a term, by article number; 0 for none. As float32, since they are made for scores."""

    counts: npt.NDArray[np.float32]


@dataclass(frozen=True)
class DenseRow:
    """What `Dense` is made of, asked for some articles without making it: `codes` of all and `more` of those of 3."""

    codes: CodeRun
    more: Array
    size: int

    def has(self, articles: Ints) -> npt.NDArray[np.bool_]:
        """Whether each of these articles has the term."""
        return self.codes.at(articles) > 0

    def everywhere(self) -> npt.NDArray[np.bool_]:
        """For every article, whether it has the term."""
        return self.codes.all(self.size) > 0

    def counts(self, articles: Ints) -> Array:
        """How often each of these articles has the term."""
        counts = self.codes.at(articles)
        if not len(self.more):
            return counts
        listed = (counts == ESCAPE).nonzero()[0]
        counts = counts.astype(np.int64)
        counts[listed] += self.more[self.codes.escapes_before(articles[listed])]
        return counts

    def stretches(self, articles: Ints) -> tuple[Ints, Ints]:
        """How often the term stands before each of these articles, and how often in it."""
        counts, starts, escapes = self.codes.look(articles)
        if len(self.more):
            listed = (counts == ESCAPE).nonzero()[0]
            counts[listed] += self.more[escapes[listed]]
            starts += sums_before(self.more, escapes)
        return starts, counts


EMPTY = Sparse(np.empty(0, np.int64), np.empty(0, np.uint8))
_SECTIONS = ("gaps", "wide", "codes", "more", "most", "most_at", "dense", "low", "high", "far")
_INT = np.dtype(np.int64)
_GAP_TYPES: dict[int, np.dtype[np.unsignedinteger]] = {
    1: np.dtype(np.uint8),
    2: np.dtype(np.uint16).newbyteorder("<"),
    4: np.dtype(np.uint32).newbyteorder("<"),
}


class FieldPostings:
    """The postings of one text field of a segment of `articles` articles. A term is given by its place in the field."""

    def __init__(self, arrays: dict[str, Array], name: str, articles: int) -> None:
        self._arrays = {key: arrays[f"{name}.{key}"] for key in _SECTIONS}
        self._gaps, self._codes = self._arrays["gaps"], self._arrays["codes"]
        self.terms = arrays[f"{name}.terms"]
        self.df = arrays[f"{name}.df"]
        self.place_at = arrays[f"{name}.place_at"]
        self._gap_at, self._wide_at, self._code_at, self._more_at, self._place_at, self._far_at = (
            arrays[f"{name}.{key}"].data for key in OFFSETS
        )
        self._df = self.df.data
        self._numbers = self.terms.data
        self.size = articles
        self._row = -(-articles // 4)
        self._dense = {int(term): row for row, term in enumerate(arrays[f"{name}.dense_terms"])}

    def place_of(self, term: int) -> int:
        """The place of the term of that number, -1 where the field does not have it."""
        # Not searchsorted: for a Python number it turns the whole array into another type first.
        place = bisect_left(self._numbers, term)
        return place if place < len(self._numbers) and self._numbers[place] == term else -1

    def count(self, place: int) -> int:
        """In how many articles of the segment, dead ones with them, the term is."""
        return int(self._df[place])

    def occurrences(self, place: int) -> int:
        """How often the term stands in the segment."""
        return int(self._place_at[place + 1] - self._place_at[place])

    def is_dense(self, place: int) -> bool:
        """Whether its postings are kept for every article."""
        return place in self._dense

    def read(self, place: int, *, exact: bool = True) -> Sparse | Dense:
        """The postings of a term. Not `exact`, counts beyond 2 may be too low, but none is 0."""
        row = self._dense.get(place)
        if row is not None:
            start = row * self._row
            codes = unpack_floats(self._arrays["dense"][start : start + self._row])[: self.size]
            return Dense(self._with_more(codes, place, ESCAPE) if exact else codes)
        return Sparse(self.articles(place), self.counts(place))

    def row(self, place: int) -> DenseRow:
        """The postings of a term that is kept dense."""
        start = self._dense[place] * self._row * 4
        return DenseRow(CodeRun.of(self._arrays["dense"], start, start + self.size), self._more(place), self.size)

    def counts_in(self, place: int, articles: Ints) -> Array:
        """How often a term that is kept dense stands in each of these articles."""
        return self.row(place).counts(articles)

    def positions(self, place: int, which: Ints) -> npt.NDArray[np.int32]:
        """Some of the positions of a term, given by their places among all of them."""
        start, end = self._place_at[place], self._place_at[place + 1]
        codes = CodeRun.of(self._arrays["high"], start, end)
        if len(which) < SOME * (end - start):
            found = codes.at(which)
        else:
            found = unpack_codes(self._arrays["high"], start, end)[which]
        high: npt.NDArray[np.int32] = found.astype(np.int32)
        first, last = self._far_at[place], self._far_at[place + 1]
        if last > first and len(listed := (found == ESCAPE).nonzero()[0]):
            high[listed] += self._arrays["far"][first:last][codes.escapes_before(which[listed])]
        high <<= 8
        high += self._arrays["low"][start:end][which]
        return high

    def read_positions(self, place: int) -> Array:
        """All positions of a term, article by article."""
        start, end = self._place_at[place], self._place_at[place + 1]
        high = unpack_codes(self._arrays["high"], start, end).astype(np.int32)
        first, last = self._far_at[place], self._far_at[place + 1]
        if last > first:
            high[np.flatnonzero(high == ESCAPE)] += self._arrays["far"][first:last]
        high <<= 8
        high += self._arrays["low"][start:end]
        return high

    def articles(self, place: int) -> Ints:
        """The articles that have a term that is not kept dense, rising."""
        start, end = self._gap_at[place], self._gap_at[place + 1]
        df = self._df[place]
        raw = self._gaps[start:end]
        gaps = (raw if end - start == df else raw.view(_GAP_TYPES[(end - start) // df])).astype(_INT)
        first, last = self._wide_at[place], self._wide_at[place + 1]
        if last > first:
            gaps[(raw == WIDE).nonzero()[0]] = self._arrays["wide"][first:last]
        articles: Ints = np.add.accumulate(gaps, out=gaps)
        return articles

    def stretch_end(self, first: int, positions: int) -> int:
        """The end of the longest range of terms from `first` with so many positions; one term at least."""
        end = int(np.searchsorted(self.place_at, int(self._place_at[first]) + positions, "right")) - 1
        return max(first + 1, end)

    def read_range(self, first: int, end: int) -> TermPostings:
        """All there is of the terms first..end, for merging."""
        df = self.df[first:end].astype(np.int64)
        starts = starts_of(df)
        articles, counts = np.zeros(starts[-1], np.int64), np.zeros(starts[-1], np.int64)
        dense = np.zeros(end - first, bool)
        for place in [place for place in self._dense if first <= place < end]:
            dense[place - first] = True
            found = self.read(place).counts
            rows = slice(starts[place - first], starts[place - first + 1])
            articles[rows] = np.flatnonzero(found)
            counts[rows] = found[articles[rows]]
        rest = np.flatnonzero(~np.repeat(dense, df))
        articles[rest], counts[rest] = self._read_sparse(first, end, df * ~dense)
        positions = self._read_places(first, end)
        return TermPostings(self.terms[first:end].astype(np.int64), df, articles, counts, positions)

    def _read_sparse(self, first: int, end: int, df: Ints) -> tuple[Ints, Ints]:
        """Articles and counts of terms of which the dense ones have a `df` of 0."""
        starts = starts_of(df)
        begins, ends = (np.array(self._gap_at[at : at + end - first], np.int64) for at in (first, first + 1))
        width = np.zeros(end - first, np.int64)
        np.floor_divide(ends - begins, df, out=width, where=df > 0)
        widths = np.repeat(width, df)
        places = np.repeat(begins - starts[:-1] * width, df) + np.arange(starts[-1]) * widths
        gaps = np.zeros(starts[-1], np.int64)
        for byte in range(4):
            rows = np.flatnonzero(widths > byte)
            gaps[rows] |= self._arrays["gaps"][places[rows] + byte].astype(np.int64) << 8 * byte
        of_term = np.repeat(np.arange(end - first), df)
        wide_at = np.array(self._wide_at[first : end + 1], np.int64)
        escaped = np.flatnonzero((gaps == WIDE) & (wide_at[1:] > wide_at[:-1])[of_term] & (widths == 1))
        gaps[escaped] = self._arrays["wide"][wide_at[0] : wide_at[-1]]
        sums = np.cumsum(gaps)
        before = np.concatenate((np.zeros(1, np.int64), sums))[starts[:-1]]
        codes = unpack_codes(self._arrays["codes"], self._code_at[first], self._code_at[end]).astype(np.int64)
        counts = codes + 1
        listed = np.flatnonzero(codes == ESCAPE)
        # The list of a term follows that of the term before, dense ones between them: rank within the term.
        rank = np.arange(len(listed)) - np.searchsorted(of_term[listed], of_term[listed])
        more_at = np.array(self._more_at[first:end], np.int64)
        counts[listed] += self._more_of(more_at[of_term[listed]] + rank)
        return sums - np.repeat(before, df), counts

    def _read_places(self, first: int, end: int) -> Ints:
        start, last = self._place_at[first], self._place_at[end]
        high = unpack_codes(self._arrays["high"], start, last).astype(np.int64)
        high[high == ESCAPE] += self._arrays["far"][self._far_at[first] : self._far_at[end]]
        return (high << 8) + self._arrays["low"][start:last]

    def counts(self, place: int) -> Array:
        """How often each of `articles` has the term."""
        counts = unpack_codes(self._codes, self._code_at[place], self._code_at[place + 1], least=1)
        return self._with_more(counts, place, ESCAPE + 1)

    def _with_more(self, counts: Array, place: int, escape: int) -> Array:
        """The counts of a term, given as codes, with what is listed of them added."""
        more = self._more(place)
        if not len(more):
            return counts
        listed = (counts == escape).nonzero()[0]
        if counts.dtype == np.uint8 and int(more.max()) + escape > 255:
            counts = counts.astype(np.uint32)
        counts[listed] += more
        return counts

    def _more(self, place: int) -> Array:
        """By how much the counts of a term that do not fit are beyond, in order."""
        first, last = self._more_at[place], self._more_at[place + 1]
        if last > first and len(self._arrays["most"]):
            return self._more_of(np.arange(first, last))
        return self._arrays["more"][first:last]

    def _more_of(self, places: Ints) -> Array:
        """What stands in these places of the list, which rise within a term."""
        more: Array = self._arrays["more"][places]
        most_at = self._arrays["most_at"]
        if len(most_at):
            at = np.searchsorted(most_at, places)
            at[at == len(most_at)] = 0
            hit = np.flatnonzero(most_at[at] == places)
            if len(hit):
                more = more.astype(np.uint32)
                more[hit] += self._arrays["most"][at[hit]]
        return more


def places_among(wanted: Ints, articles: Ints, size: int) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """For each of `wanted` its place in `articles`, and whether it is there at all; both rise."""
    if len(wanted) < FEW * len(articles) or len(wanted) + len(articles) < FEW * size:
        if not len(articles):
            return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), bool)
        places = articles.searchsorted(wanted)
        places[places == len(articles)] = 0
        return places, articles[places] == wanted
    where = np.full(size, -1, np.int32)
    where[articles] = np.arange(len(articles), dtype=np.int32)
    found = where[wanted]
    return found.astype(np.int64), found >= 0
