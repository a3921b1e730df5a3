"""Postings come back as they were written, whether all of them or those of some articles are read."""

from __future__ import annotations

import tempfile
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arrays.files import ArrayWriter, open_arrays
from indexer.engine import field_postings, postings
from indexer.engine.field_postings import Dense, FieldPostings, Sparse
from indexer.engine.positions import keys_of, read_term
from indexer.engine.postings import PostingsWriter, TermPostings

# The positions of one term by article. So many at one place that counts of every length occur, and positions too.
POSITIONS = st.lists(st.integers(0, 3000), min_size=1, max_size=5, unique=True).map(sorted) | st.integers(1, 600).map(
    lambda count: list(range(700, 700 + count))
)
TERM = st.dictionaries(st.integers(0, 89), POSITIONS, min_size=1, max_size=30)
TERMS = st.lists(TERM, min_size=1, max_size=4)
SIZE = 90
BITS = 12


def written(terms: list[dict[int, list[int]]], *, dense: bool) -> FieldPostings:
    """The postings of these terms in a field of SIZE articles, all of them kept dense or none."""
    rows = [(article, places) for term in terms for article, places in sorted(term.items())]
    found = TermPostings(
        np.arange(len(terms)),
        np.array([len(term) for term in terms]),
        np.array([article for article, _ in rows]),
        np.array([len(places) for _, places in rows]),
        np.array([place for _, places in rows for place in places]),
    )
    with tempfile.TemporaryDirectory() as folder, patch.object(postings, "DENSE_SHARE", 0.0 if dense else 1.0):
        with patch.object(postings, "DENSE_FROM", 1), ArrayWriter(Path(folder) / "f") as writer:
            made = PostingsWriter(writer, "f", SIZE)
            made.add(found)
            made.close()
        return FieldPostings(open_arrays(Path(folder) / "f"), "f", SIZE)


@given(TERMS, st.booleans())
def test_articles_and_counts_come_back(terms: list[dict[int, list[int]]], dense: bool) -> None:
    field = written(terms, dense=dense)
    for number, term in enumerate(terms):
        read = field.read(field.place_of(number))
        counts = {article: len(places) for article, places in sorted(term.items())}
        assert isinstance(read, Dense if dense else Sparse)
        if isinstance(read, Sparse):
            assert dict(zip(read.articles.tolist(), read.counts.tolist(), strict=True)) == counts
        else:
            assert read.counts.tolist() == [counts.get(article, 0) for article in range(SIZE)]


@given(TERMS, st.lists(st.integers(0, SIZE - 1), unique=True).map(sorted))
def test_a_dense_term_says_of_some_articles_what_it_says_of_all(
    terms: list[dict[int, list[int]]], articles: list[int]
) -> None:
    field = written(terms, dense=True)
    for number, term in enumerate(terms):
        row = field.row(number)
        counts = [len(term.get(article, ())) for article in range(SIZE)]
        some = np.array(articles, np.int64)
        assert row.everywhere().tolist() == [count > 0 for count in counts]
        assert row.has(some).tolist() == [counts[article] > 0 for article in articles]
        assert row.counts(some).tolist() == [counts[article] for article in articles]
        starts, often = row.stretches(some)
        assert starts.tolist() == [sum(counts[:article]) for article in articles]
        assert often.tolist() == row.counts(some).tolist()


@pytest.mark.parametrize("share", [0.0, 2.0], ids=["all codes unpacked", "codes looked up one by one"])
@given(
    terms=TERMS,
    dense=st.booleans(),
    articles=st.lists(st.integers(0, SIZE - 1), unique=True).map(sorted),
    wide=st.booleans(),
)
def test_keys_are_all_positions_in_the_articles_asked_for(
    share: float, terms: list[dict[int, list[int]]], dense: bool, articles: list[int], wide: bool
) -> None:
    field = written(terms, dense=dense)
    bits = 40 if wide else BITS
    expected = {
        place << bits | position
        for term in terms
        for place, article in enumerate(articles)
        for position in term.get(article, ())
    }
    with patch.object(field_postings, "SOME", share):
        step = [read_term(field, term) for term in range(len(terms))]
        assert keys_of(field, step, np.array(articles, np.int64), bits).tolist() == sorted(expected)
