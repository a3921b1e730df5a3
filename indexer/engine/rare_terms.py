"""Terms that few articles have, with what all fields say of them in one place, for queries that ask for one such word.

Section `rare`, from `rare_at` on for each term of the dictionary: the n articles that have it, rising, each in four
bytes, in a segment of up to SHORT articles in two; then for each field that has it, in the order of FIELD_BITS, n
bytes: how often it stands in each of these articles. Nothing of a term of more than RARE articles, of one in more than
FIELDS_AT_MOST fields, and of one that stands more often in an article than a byte holds: those are read from the
postings of each field, as all others can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from indexer.arrays.files import Array, ArrayWriter
from indexer.arrays.numbers import starts_of
from indexer.engine.postings import TermPostings

Ints = npt.NDArray[np.int64]
# `term << 32 | article`, rising, and how often the term stands in the article, 0 where that is more than a byte holds.
Rows = tuple[Ints, npt.NDArray[np.uint8]]

RARE = 64
SHORT = 2**16
# So many terms are written at a time: some megabytes.
STRETCH = 20_000
# The sum of two numbers is the same in any order, so that scores come out alike to the last bit.
FIELDS_AT_MOST = 2
_INT = np.dtype(np.int64)
_MOST = 255


class RareTerms:
    """The rare terms of a segment."""

    def __init__(self, arrays: dict[str, Array], size: int) -> None:
        self._raw, self._at = arrays["rare"], arrays["rare_at"].data
        self._width = _width(size)
        self._kind = np.dtype(f"<u{self._width}")

    def read(self, term: int, articles: int, fields: int) -> tuple[Ints, list[Array]] | None:
        """The articles of a term, and by field how often each has it; None where it is not among the rare.

        `articles` and `fields` are how many have it.
        """
        start = self._at[term]
        if start == self._at[term + 1]:
            return None
        raw = self._raw
        end = start + self._width * articles
        ids = raw[start:end].view(self._kind).astype(_INT)
        if fields == 1:
            return ids, [raw[end : end + articles]]
        middle = end + articles
        return ids, [raw[end:middle], raw[middle : middle + articles]]


def rare_rows(found: Iterable[TermPostings], articles: Array) -> Rows:
    """The rows of the rare terms of one field, whose postings come in order; `articles` by number of the term."""
    keys, counts = [np.zeros(0, np.int64)], [np.zeros(0, np.uint8)]
    for some in found:
        rare = np.repeat(articles[some.terms] <= RARE, some.df)
        keys.append(np.repeat(some.terms, some.df)[rare] << 32 | some.articles[rare])
        counts.append(np.where(some.counts > _MOST, 0, some.counts)[rare].astype(np.uint8))
    return np.concatenate(keys), np.concatenate(counts)


def write_rare(writer: ArrayWriter, fields: Sequence[Rows], terms: int, size: int) -> None:
    """Write the sections of a segment of `size` articles and `terms` terms, from the rows of all fields in the order
    of FIELD_BITS."""
    writer.append_all({"rare": np.zeros(0, np.uint8), "rare_at": np.zeros(1, np.uint32)})
    written = 0
    for first in range(0, terms, STRETCH):
        end = min(first + STRETCH, terms)
        raw, ends = _packed([_between(rows, first, end) for rows in fields], end - first, _width(size))
        if written + len(raw) >= 2**32:
            raise OverflowError("rare: too large for one segment")
        writer.append_all({"rare": raw, "rare_at": (ends + written).astype(np.uint32)})
        written += len(raw)


def _between(rows: Rows, first: int, end: int) -> Rows:
    """The rows of the terms first..end, these numbered from 0."""
    keys, counts = rows
    begin, stop = keys.searchsorted((first << 32, end << 32))
    return keys[begin:stop] - (first << 32), counts[begin:stop]


def _packed(fields: Sequence[Rows], terms: int, width: int) -> tuple[npt.NDArray[np.uint8], Ints]:
    """What is kept of so many terms, and where that of each one ends."""
    keys = np.unique(np.concatenate([rows for rows, _ in fields]))
    of_term = keys >> 32
    df = np.bincount(of_term, minlength=terms)
    have = np.zeros((len(fields), terms), np.int64)
    kept = df > 0
    for field, (rows, counts) in enumerate(fields):
        have[field, rows >> 32] = 1
        kept[rows[counts == 0] >> 32] = False
    kept &= have.sum(axis=0) <= FIELDS_AT_MOST
    at = starts_of(df * (width + have.sum(axis=0)) * kept)
    raw = np.zeros(int(at[-1]), np.uint8)
    rank = np.arange(len(keys)) - starts_of(df)[of_term]
    shown = kept[of_term]
    places = (at[of_term] + width * rank)[shown]
    for byte in range(width):
        raw[places + byte] = keys[shown] >> 8 * byte & 255
    for field, (rows, counts) in enumerate(fields):
        shown = kept[rows >> 32]
        term = (rows >> 32)[shown]
        before = width + have[:field].sum(axis=0)[term]
        raw[at[term] + df[term] * before + rank[np.searchsorted(keys, rows[shown])]] = counts[shown]
    return raw, at[1:]


def _width(size: int) -> int:
    """Bytes of the number of an article."""
    return 2 if size <= SHORT else 4
