"""Facet values of articles as codes: counts are those of counting one by one. indexer/engine/columns.py."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.arrays.numbers import narrowest, starts_of
from indexer.arrays.strings import Strings, string_arrays
from indexer.engine.columns import FacetColumn, Picked

NAMES = [f"cán bộ {number}" for number in range(12)]
ARTICLES = st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=12, unique=True).map(sorted), min_size=1)


def column(articles: list[list[str]]) -> FacetColumn:
    """The column of articles with these values."""
    values = sorted({value for article in articles for value in article})
    codes = np.array([values.index(value) for article in articles for value in article], narrowest(len(values)))
    rows = starts_of(np.array([len(article) for article in articles])).astype(np.uint32)
    one_each = len(codes) == len(articles)
    strings = Strings(string_arrays("values", [value.encode() for value in values]), "values")
    return FacetColumn(strings, codes, None if one_each else rows)


@given(ARTICLES, st.data())
@example([NAMES, NAMES[:1], NAMES[:5], NAMES[3:7]], None)
@example([NAMES[:1]] * 5, None)
def test_values_are_counted_as_one_by_one(articles: list[list[str]], data: st.DataObject | None) -> None:
    numbers = range(len(articles))
    ids = sorted(data.draw(st.sets(st.sampled_from(numbers)))) if data else [0]
    wanted = Counter(value for number in ids for value in articles[number])
    found = column(articles).count(Picked(np.array(ids, np.int64), len(articles)), len(NAMES))
    assert {one.value: one.count for one in found} == wanted


@given(ARTICLES)
def test_each_value_is_had_by_those_that_have_it(articles: list[list[str]]) -> None:
    made = column(articles)
    for name in NAMES:
        assert made.mask([name]).tolist() == [name in article for article in articles]
