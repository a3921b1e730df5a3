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

from indexer.arrays.files import Array
from indexer.arrays.numbers import starts_of
from indexer.engine.postings import TermPostings

Ints = npt.NDArray[np.int64]
# `term << 32 | article`, rising, and how often the term stands in the article.
Rows = tuple[Ints, Ints]

RARE = 64
SHORT = 2**16
# The sum of two numbers is the same in any order, so that scores come out alike to the last bit.
FIELDS_AT_MOST = 2
_INT = np.dtype(np.int64)


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
    keys, counts = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for some in found:
        rare = np.repeat(articles[some.terms] <= RARE, some.df)
        keys.append(np.repeat(some.terms, some.df)[rare] << 32 | some.articles[rare])
        counts.append(some.counts[rare])
    return np.concatenate(keys), np.concatenate(counts)


def rare_arrays(fields: Sequence[Rows], terms: int, size: int) -> dict[str, Array]:
    """The sections of a segment of `size` articles and `terms` terms, from the rows of all fields, see FIELD_BITS."""
    width = _width(size)
    keys = np.unique(np.concatenate([rows for rows, _ in fields]))
    of_term = keys >> 32
    df = np.bincount(of_term, minlength=terms)
    have = np.zeros((len(fields), terms), np.int64)
    kept = df > 0
    for field, (rows, counts) in enumerate(fields):
        have[field, rows >> 32] = 1
        kept[rows[counts > 255] >> 32] = False
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
    return {"rare": raw, "rare_at": at.astype(np.uint32)}


def _width(size: int) -> int:
    """Bytes of the number of an article."""
    return 2 if size <= SHORT else 4
