"""How the postings of one text field lie in a segment, written term by term and read term by term.

Sections under the field's name, T terms, in the order of the terms' numbers in the segment's dictionary:

- `terms`: the numbers of the terms that the field has, rising;
- `df`: articles that have the term;
- `gaps` from `gap_at`: differences of article numbers, each in one, two or four bytes as the term needs them; where
  most need one, a byte of WIDE stands for the next two-byte number of `wide` from `wide_at`;
- `codes` from `code_at`: how often the term stands in each article, less one, in two bits; 3 says "see `more`";
- `more` from `more_at`: how far beyond 3 the counts are that do not fit, up to 255; `most` has what is beyond that
  of the few places of `more` that are listed in `most_at`;
- `dense`: for terms of every fifth article and more, instead of gaps and codes: two bits for every article of the
  segment, 0 for none. `dense_terms` are the places of these terms;
- `low`, `high`, `far` from `place_at`, `far_at`: positions, lower byte, two bits above it, and what is beyond.

Common words so take 10 bits an occurrence, and articles and counts are read without their positions.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from indexer.arrays.files import Array, ArrayWriter
from indexer.arrays.numbers import ESCAPE, pack_codes, starts_of, unpack_codes, unpack_floats

Ints = npt.NDArray[np.int64]

# Of gaps in one byte: the gap is this or more, and listed apart.
WIDE = 255
# A term of more than this share of the articles is kept dense: two bits an article cost less than gaps and codes.
DENSE_SHARE = 0.2
DENSE_FROM = 64


@dataclass(frozen=True, slots=True)
class TermPostings:
    """Postings of some terms, one after the other. `df[i]` of the rows belong to the term of number `terms[i]`.

    `articles` rise within a term; `counts` of a row are as many of `positions`, which rise within a row.
    """

    terms: Ints
    df: Ints
    articles: Ints
    counts: Ints
    positions: Ints


class _Codes:
    """A section of two-bit codes that is given piece by piece."""

    def __init__(self, writer: ArrayWriter, name: str) -> None:
        self._writer, self._name = writer, name
        self._left = np.zeros(0, np.uint8)

    def append(self, codes: Array) -> None:
        codes = np.concatenate((self._left, codes.astype(np.uint8)))
        whole = len(codes) // 4 * 4
        self._writer.append(self._name, pack_codes(codes[:whole]))
        self._left = codes[whole:]

    def close(self) -> None:
        self._writer.append(self._name, pack_codes(self._left))


@dataclass(slots=True)
class PostingsWriter:
    """Writes the postings of one field; terms come in rising order, each whole. `articles`: size of the segment."""

    writer: ArrayWriter
    name: str
    articles: int
    _codes: _Codes = field(init=False)
    _high: _Codes = field(init=False)
    _ends: dict[str, int] = field(default_factory=dict)
    _terms: int = 0

    def __post_init__(self) -> None:
        self._codes = _Codes(self.writer, f"{self.name}.codes")
        self._high = _Codes(self.writer, f"{self.name}.high")
        for name in _OFFSETS:
            self._offsets(name, np.zeros(0, np.int64))

    def add(self, found: TermPostings) -> None:
        """Append the postings of the next terms."""
        if not len(found.terms):
            return
        first = starts_of(found.df)
        dense = (found.df > DENSE_SHARE * self.articles) & (found.df >= DENSE_FROM)
        self.writer.append(f"{self.name}.terms", found.terms.astype(np.uint32))
        self.writer.append(f"{self.name}.df", found.df.astype(np.uint32))
        self.writer.append(f"{self.name}.dense_terms", (np.flatnonzero(dense) + self._terms).astype(np.uint32))
        self._terms += len(found.terms)
        self._gaps(found, first, dense)
        self._counts(found, first, dense)
        self._positions(found, first)

    def close(self) -> None:
        """Write what is left; every section then exists, if empty."""
        self._codes.close()
        self._high.close()
        kinds = {"terms": np.uint32, "df": np.uint32, "dense_terms": np.uint32, "gaps": np.uint8, "dense": np.uint8}
        kinds |= {"wide": np.uint16, "more": np.uint8, "most": np.uint32, "most_at": np.uint32}
        kinds |= {"low": np.uint8, "far": np.uint16}
        for name, kind in kinds.items():
            self.writer.append(f"{self.name}.{name}", np.zeros(0, kind))

    def _offsets(self, name: str, lengths: Array) -> None:
        """Append the ends of so long pieces, after a leading zero."""
        ends = self._ends.get(name, 0) + np.cumsum(lengths, dtype=np.int64)
        if name not in self._ends:
            ends = np.zeros(1, np.int64)
        if len(ends):
            self._ends[name] = int(ends[-1])
        if self._ends[name] >= 2**32:
            raise OverflowError(f"{self.name}.{name}: too large for one segment")
        self.writer.append(f"{self.name}.{name}", ends.astype(np.uint32))

    def _gaps(self, found: TermPostings, first: Ints, dense: npt.NDArray[np.bool_]) -> None:
        gaps = np.diff(found.articles, prepend=0)
        gaps[first[:-1]] = found.articles[first[:-1]]
        largest = np.maximum.reduceat(gaps, first[:-1])
        wide = np.add.reduceat(gaps >= WIDE, first[:-1], dtype=np.int64)
        escaped = (largest >= 2**8) & (largest < 2**16) & (wide * 2 < found.df) & ~dense
        width = np.where((largest < 2**8) | escaped, 1, np.where(largest < 2**16, 2, 4))
        width[dense] = 0
        in_list = np.repeat(escaped, found.df) & (gaps >= WIDE)
        self.writer.append(f"{self.name}.wide", gaps[in_list].astype(np.uint16))
        self._offsets("wide_at", np.where(escaped, wide, 0))
        gaps[in_list] = WIDE
        start = starts_of(found.df * width)
        out = np.zeros(int(start[-1]), np.uint8)
        widths = np.repeat(width, found.df)
        places = np.repeat(start[:-1] - first[:-1] * width, found.df) + np.arange(len(gaps)) * widths
        for byte in range(4):
            rows = widths > byte
            out[places[rows] + byte] = gaps[rows] >> 8 * byte & 255
        self.writer.append(f"{self.name}.gaps", out)
        self._offsets("gap_at", found.df * width)

    def _counts(self, found: TermPostings, first: Ints, dense: npt.NDArray[np.bool_]) -> None:
        in_dense = np.repeat(dense, found.df)
        beyond = found.counts - np.where(in_dense, 0, 1) - ESCAPE
        listed = beyond >= 0
        self._codes.append(np.minimum(found.counts[~in_dense] - 1, ESCAPE))
        more = beyond[listed]
        most = np.flatnonzero(more > 255)
        self.writer.append(f"{self.name}.most_at", (most + self._ends["more_at"]).astype(np.uint32))
        self.writer.append(f"{self.name}.most", (more[most] - 255).astype(np.uint32))
        self.writer.append(f"{self.name}.more", np.minimum(more, 255).astype(np.uint8))
        self._offsets("code_at", np.where(dense, 0, found.df))
        self._offsets("more_at", np.add.reduceat(listed, first[:-1], dtype=np.int64))
        for term in np.flatnonzero(dense):
            rows = slice(first[term], first[term + 1])
            codes = np.zeros(self.articles, np.uint8)
            codes[found.articles[rows]] = np.minimum(found.counts[rows], ESCAPE)
            self.writer.append(f"{self.name}.dense", pack_codes(codes))

    def _positions(self, found: TermPostings, first: Ints) -> None:
        place = starts_of(found.counts)[first]
        high = found.positions >> 8
        far = high >= ESCAPE
        self.writer.append(f"{self.name}.low", (found.positions & 255).astype(np.uint8))
        self._high.append(np.minimum(high, ESCAPE))
        self.writer.append(f"{self.name}.far", (high[far] - ESCAPE).astype(np.uint16))
        self._offsets("place_at", np.diff(place))
        self._offsets("far_at", np.add.reduceat(far, place[:-1], dtype=np.int64))


@dataclass(frozen=True, slots=True)
class Sparse:
    """The articles that have a term, rising, and how often each has it."""

    articles: Ints
    counts: Array


@dataclass(frozen=True, slots=True)
class Dense:
    """How often each article has a term, by article number; 0 for none. As float32, since they are made for scores."""

    counts: npt.NDArray[np.float32]


EMPTY = Sparse(np.empty(0, np.int64), np.empty(0, np.uint8))
_OFFSETS = ("gap_at", "wide_at", "code_at", "more_at", "place_at", "far_at")
_SECTIONS = ("gaps", "wide", "codes", "more", "most", "most_at", "dense", "low", "high", "far")
_GAP_TYPES: dict[int, np.dtype[np.unsignedinteger]] = {
    1: np.dtype(np.uint8),
    2: np.dtype(np.uint16).newbyteorder("<"),
    4: np.dtype(np.uint32).newbyteorder("<"),
}


class FieldPostings:
    """The postings of one text field of a segment of `articles` articles. A term is given by its place in the field."""

    def __init__(self, arrays: dict[str, Array], name: str, articles: int) -> None:
        self._arrays = {key: arrays[f"{name}.{key}"] for key in _SECTIONS}
        self.terms = arrays[f"{name}.terms"]
        self.df = arrays[f"{name}.df"]
        self.place_at = arrays[f"{name}.place_at"]
        self._gap_at, self._wide_at, self._code_at, self._more_at, self._place_at, self._far_at = (
            arrays[f"{name}.{key}"].data for key in _OFFSETS
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
        return Sparse(self._read_articles(place), self._sparse_counts(place))

    def counts_in(self, place: int, articles: Ints) -> Array:
        """How often a term that is kept dense stands in each of these articles."""
        start = self._dense[place] * self._row
        codes: Array = self._arrays["dense"][start + (articles >> 2)] >> ((articles & 3) << 1).astype(np.uint8) & ESCAPE
        if (codes == ESCAPE).any():
            read = self.read(place)
            return read.counts[articles]
        return codes

    def read_some_positions(self, place: int, which: Ints) -> Array:
        """Some of the positions of a term, given by their places among all of them, which rise."""
        start, end = self._place_at[place], self._place_at[place + 1]
        codes = unpack_codes(self._arrays["high"], start, end)
        high = codes[which].astype(np.int32)
        listed = np.flatnonzero(high == ESCAPE)
        if len(listed):
            rank = np.searchsorted(np.flatnonzero(codes == ESCAPE), which[listed])
            high[listed] += self._arrays["far"][self._far_at[place] + rank]
        high <<= 8
        high += self._arrays["low"][start + which]
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

    def _read_articles(self, place: int) -> Ints:
        start, end = self._gap_at[place], self._gap_at[place + 1]
        df = self._df[place]
        raw = self._arrays["gaps"][start:end]
        gaps = (raw if end - start == df else raw.view(_GAP_TYPES[(end - start) // df])).astype(np.int64)
        first, last = self._wide_at[place], self._wide_at[place + 1]
        if last > first:
            gaps[np.flatnonzero(raw == WIDE)] = self._arrays["wide"][first:last]
        return np.cumsum(gaps, out=gaps)

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

    def _sparse_counts(self, place: int) -> Array:
        codes = unpack_codes(self._arrays["codes"], self._code_at[place], self._code_at[place + 1])
        codes += np.uint8(1)
        return self._with_more(codes, place, ESCAPE + 1)

    def _with_more(self, counts: Array, place: int, escape: int) -> Array:
        """The counts of a term, given as codes, with what is listed of them added."""
        first, last = self._more_at[place], self._more_at[place + 1]
        if last == first:
            return counts
        more = self._more_of(np.arange(first, last)) if len(self._arrays["most"]) else self._arrays["more"][first:last]
        listed = np.flatnonzero(counts == escape)
        if counts.dtype == np.uint8 and int(more.max()) + escape > 255:
            counts = counts.astype(np.uint32)
        counts[listed] += more
        return counts

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
