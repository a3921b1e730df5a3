"""Where terms stand in some articles, as keys that sets can be made of.

A key is `place << bits | position`: the place of the article among those asked for, then the position in it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.arrays.files import Array
from indexer.engine.field_postings import DenseRow, FieldPostings, Ints, Sparse, places_among

# Bits of an index among the positions of a term: their number is below 2**32.
_INDEX = 40
# A term of the field, and its postings.
Read = tuple[int, Sparse | DenseRow]


def read_term(postings: FieldPostings, term: int) -> Read:
    """What `keys_of` needs of a term."""
    if postings.is_dense(term):
        return term, postings.row(term)
    return term, Sparse(postings.articles(term), postings.counts(term))


def keys_of(postings: FieldPostings, step: Sequence[Read], articles: Ints, bits: int) -> Array:
    """The keys of every occurrence of any of the terms in these articles, which rise; rising, each once."""
    # Half the bytes where they are enough: sorting takes half the time.
    kind = np.int32 if len(articles) << bits < 2**31 else np.int64
    parts = [_keys(postings, read, articles, bits, kind) for read in step]
    keys = parts[0] if len(parts) == 1 else np.sort(np.concatenate(parts), kind="stable")
    new = keys[1:] != keys[:-1]
    return keys if new.all() else np.concatenate((keys[:1], keys[1:][new]))


def _keys(postings: FieldPostings, read: Read, articles: Ints, bits: int, kind: type) -> Array:
    which, starts, counts = _stretches(postings, read[1], articles)
    if not len(which):
        return which.astype(kind)
    run = _run(which, starts, counts)
    keys: Array = (run >> _INDEX).astype(kind)
    keys <<= bits
    run &= (1 << _INDEX) - 1
    keys += postings.positions(read[0], run)
    return keys


def _stretches(postings: FieldPostings, read: Sparse | DenseRow, articles: Ints) -> tuple[Ints, Ints, Ints]:
    """Of the articles that have a term their places, the index of the first of its positions there, and how many."""
    if isinstance(read, DenseRow):
        starts, counts = read.stretches(articles)
        which = counts.nonzero()[0]
        return (which, starts, counts) if len(which) == len(articles) else (which, starts[which], counts[which])
    places, present = places_among(articles, read.articles, postings.size)
    which = present.nonzero()[0]
    places = places[which]
    ends = read.counts.cumsum(dtype=np.int64)
    counts = read.counts[places].astype(np.int64)
    return which, ends[places] - counts, counts


def _run(which: Ints, starts: Ints, counts: Ints) -> Ints:
    """`which << _INDEX | index` of all indices of all stretches.

    As one sum of steps: 1 within a stretch, and from one to the next whatever lies between them.
    """
    first = starts + (which << _INDEX)
    ends = counts.cumsum()
    steps = np.ones(int(ends[-1]), np.int64)
    steps[0] = first[0]
    steps[ends[:-1]] = first[1:] - first[:-1] - counts[:-1] + 1
    run: Ints = np.add.accumulate(steps, out=steps)
    return run
