"""One segment of the index as arrays: what is in its file, and how it is asked.

names.*                the ids of its articles as sorted strings; `names.articles`: the article of each
days                   days since 1970-01-01 of each article, NO_DATE where unknown
stored, stored_at      what is given back of each article, see `stored.py`
facets.NAME.*          the values of a facet as sorted strings; `codes` from `rows`: the values of each article
terms.*                the terms of all fields as sorted strings; `terms.articles`: articles that have each
rare, rare_at          terms of few articles, see `rare_terms.py`
FIELD.*                postings, see `postings.py`; `lengths`: terms of each article; `last`: highest position
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.arrays.files import Array, open_arrays, release
from indexer.arrays.strings import Strings
from indexer.engine.field_postings import FieldPostings
from indexer.engine.rare_terms import RareTerms
from indexer.fields import FACET_NAMES, TEXT_FIELD_NAMES

Ints = npt.NDArray[np.int64]

NO_DATE = -(2**31)
# The bit of each text field in `terms.fields`.
FIELD_BITS = {name: 1 << place for place, name in enumerate(TEXT_FIELD_NAMES)}
SUFFIX = ".arrays"


class FacetRows:
    """The values of one facet: `codes[rows[n]:rows[n + 1]]` are the places in `values` of what article n has."""

    def __init__(self, arrays: dict[str, Array], name: str) -> None:
        self.values = Strings(arrays, f"facets.{name}")
        self.codes = arrays[f"facets.{name}.codes"]
        self.rows: Array | None = arrays[f"facets.{name}.rows"] if len(arrays[f"facets.{name}.rows"]) else None
        self.size = len(self.codes) if self.rows is None else len(self.rows) - 1

    def span(self, articles: Ints) -> tuple[Ints, Ints]:
        """Where the codes of each of these articles begin, and how many they are."""
        if self.rows is None:
            return articles, np.ones(len(articles), np.int64)
        first = self.rows[articles].astype(np.int64)
        return first, self.rows[articles + 1] - first


class SegmentArrays:
    """An open segment file. Raises DamagedIndex where it cannot be read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        arrays = self._arrays = open_arrays(path)
        self.size = len(arrays["days"])
        self.days = arrays["days"]
        self.names = Strings(arrays, "names")
        self.name_articles = arrays["names.articles"]
        self.terms = Strings(arrays, "terms")
        self.term_articles = arrays["terms.articles"].data
        self.term_fields = arrays["terms.fields"].data
        self.rare = RareTerms(arrays, self.size)
        self.facets = {name: FacetRows(arrays, name) for name in FACET_NAMES}
        self.fields = {name: FieldPostings(arrays, name, self.size) for name in TEXT_FIELD_NAMES}
        self._stored_at = arrays["stored_at"].data

    def number_of(self, name: str) -> int:
        """The number of the article of that id, -1 where the segment does not have it."""
        place = self.names.find(name)
        return -1 if place < 0 else int(self.name_articles[place])

    def lengths(self, field: str) -> Array:
        """How many terms each article has in a field."""
        return self._arrays[f"{field}.lengths"]

    def last_position(self, field: str) -> int:
        """The highest position in a field."""
        return int(self._arrays[f"{field}.last"][0])

    def stored(self, number: int) -> bytes:
        """What is kept of an article, as it was given."""
        return self._arrays["stored"][self._stored_at[number] : self._stored_at[number + 1]].tobytes()

    def array(self, name: str) -> Array:
        """A section of the file, for merging."""
        return self._arrays[name]

    def release(self) -> None:
        """Give back the memory of what was read: for merging, which reads everything once."""
        release(self.days)
