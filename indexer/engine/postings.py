"""How the postings of one text field lie in a segment, and writing them term by term; `field_postings.py` reads them.

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

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from indexer.arrays.codes import ESCAPE, pack_codes
from indexer.arrays.files import Array, ArrayWriter
from indexer.arrays.numbers import starts_of

Ints = npt.NDArray[np.int64]

# Of gaps in one byte: the gap is this or more, and listed apart.
WIDE = 255
# A term of more than this share of the articles is kept dense: two bits an article cost less than gaps and codes.
DENSE_SHARE = 0.2
DENSE_FROM = 64
# Sections that say where what belongs to a term begins in others, and where the last ends.
OFFSETS = ("gap_at", "wide_at", "code_at", "more_at", "place_at", "far_at")


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
        for name in OFFSETS:
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
