"""Turns entries into a segment: terms are numbered as they come, then sorted all at once.

Memory: about 50 bytes a term, so a run ends after RUN_TERMS terms or RUN_ARTICLES articles; `merge.py` puts runs
together.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.arrays.files import Array, ArrayWriter
from indexer.arrays.numbers import narrowest, starts_of
from indexer.arrays.strings import string_arrays
from indexer.engine.postings import PostingsWriter, TermPostings
from indexer.engine.rare_terms import rare_rows, write_rare
from indexer.engine.segment import FIELD_BITS, NO_DATE
from indexer.fields import FACET_NAMES, TEXT_FIELD_NAMES
from indexer.model import Entry, Term, TermColumns, as_columns

Ints = npt.NDArray[np.int64]

RUN_TERMS = 3_000_000
RUN_ARTICLES = 50_000
# Positions take 20 bits; three times the longest text that the reader lets in.
LAST_POSITION = 2**20 - 2


class _Numbers(dict[str, int]):
    """Numbers strings in the order in which they come."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


class _FieldRun:
    """The terms of one field, article after article."""

    def __init__(self) -> None:
        self.terms, self.positions, self.lengths = array("I"), array("I"), array("I")

    def add(self, numbers: _Numbers, terms: TermColumns) -> None:
        self.terms.extend(map(numbers.__getitem__, terms.texts))
        self.positions.extend(terms.positions)
        self.lengths.append(len(terms.texts))


class Inverter:
    """Gathers entries of distinct ids, and writes them as one segment."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._fields = {name: _FieldRun() for name in TEXT_FIELD_NAMES}
        self._values = {name: _Numbers() for name in FACET_NAMES}
        self._codes = {name: array("I") for name in FACET_NAMES}
        self._rows = {name: array("I") for name in FACET_NAMES}
        self._names: list[str] = []
        self._days = array("i")
        self._stored: list[bytes] = []
        self._terms = 0

    def __len__(self) -> int:
        return len(self._names)

    @property
    def full(self) -> bool:
        """Whether it is time to write."""
        return self._terms >= RUN_TERMS or len(self) >= RUN_ARTICLES

    def add(self, entry: Entry, stored: bytes) -> None:
        """Take one entry in, with what is to be given back of it."""
        for name, run in self._fields.items():
            terms = _rising(entry.terms.get(name, ()))
            run.add(self._numbers, terms)
            self._terms += len(terms.texts)
        for name, codes in self._codes.items():
            values = entry.facets.get(name, ()) or ("",)
            codes.extend([self._values[name][value] for value in values])
            self._rows[name].append(len(values))
        self._names.append(entry.id)
        self._days.append(NO_DATE if entry.date is None else entry.date)
        self._stored.append(stored)

    def write(self, path: Path) -> None:
        """Write the segment to `path`."""
        with ArrayWriter(path) as writer:
            self._write_articles(writer)
            for name in FACET_NAMES:
                self._write_facet(writer, name)
            self._write_terms(writer)

    def _write_articles(self, writer: ArrayWriter) -> None:
        raw = [name.encode() for name in self._names]
        order = sorted(range(len(raw)), key=raw.__getitem__)
        writer.append_all(string_arrays("names", [raw[number] for number in order]))
        writer.append("names.articles", np.array(order, np.uint32))
        writer.append("days", np.array(self._days, np.int32))
        writer.append("stored", np.frombuffer(b"".join(self._stored), np.uint8))
        writer.append("stored_at", starts_of(np.array([len(one) for one in self._stored], np.int64)))

    def _write_facet(self, writer: ArrayWriter, name: str) -> None:
        values, rank = _sorted(self._values[name])
        codes = rank[np.frombuffer(self._codes[name], np.uint32)] if len(self) else np.zeros(0, np.int64)
        writer.append_all(string_arrays(f"facets.{name}", values))
        writer.append(f"facets.{name}.codes", codes.astype(narrowest(len(values))))
        writer.append(f"facets.{name}.rows", facet_rows(np.array(self._rows[name])))

    def _write_terms(self, writer: ArrayWriter) -> None:
        terms, rank = _sorted(self._numbers)
        writer.append_all(string_arrays("terms", terms))
        keys, inverted = [], []
        fields = np.zeros(len(terms), np.uint8)
        for name, run in self._fields.items():
            found = _inverted(run, rank)
            fields[found.terms] |= FIELD_BITS[name]
            inverted.append(found)
            keys.append(np.repeat(found.terms, found.df) << 32 | found.articles)
            lengths = np.array(run.lengths, np.uint32)
            writer.append(f"{name}.lengths", lengths.astype(narrowest(int(lengths.max(initial=0)))))
            writer.append(f"{name}.last", np.array([found.positions.max(initial=0)], np.uint32))
            postings = PostingsWriter(writer, name, len(self))
            postings.add(found)
            postings.close()
        writer.append("terms.fields", fields)
        articles = count_articles(keys, len(terms))
        writer.append("terms.articles", articles)
        write_rare(writer, [rare_rows([found], articles) for found in inverted], len(terms), len(self))


def facet_rows(lengths: Array) -> npt.NDArray[np.uint32]:
    """Where the values of each article begin, from how many they are; nothing where each has just one."""
    if (lengths == 1).all():
        return np.zeros(0, np.uint32)
    return starts_of(lengths).astype(np.uint32)


def count_articles(keys: Sequence[Ints], terms: int) -> npt.NDArray[np.uint32]:
    """In how many articles each term is in any field, from `term << 32 | article` of every field's postings."""
    first, *others = sorted(keys, key=len, reverse=True)
    rest = np.unique(np.concatenate(others)) if others else first[:0]
    at = np.searchsorted(first, rest)
    known = np.zeros(len(rest), bool)
    inside = at < len(first)
    known[inside] = first[at[inside]] == rest[inside]
    counts = np.bincount(first >> 32, minlength=terms) + np.bincount(rest[~known] >> 32, minlength=terms)
    return counts.astype(np.uint32)


def _rising(terms: Sequence[Term]) -> TermColumns:
    """The terms with positions in rising order and within bounds, as they nearly always are."""
    columns = as_columns(terms)
    positions = columns.positions
    if isinstance(positions, range) and (not positions or (positions.step > 0 and positions[-1] <= LAST_POSITION)):
        return columns
    pairs = list(positions)
    if pairs == sorted(pairs) and (not pairs or pairs[-1] <= LAST_POSITION):
        return columns
    order = sorted(range(len(pairs)), key=pairs.__getitem__)
    return TermColumns([columns.texts[at] for at in order], [min(pairs[at], LAST_POSITION) for at in order])


def _sorted(numbers: _Numbers) -> tuple[list[bytes], Ints]:
    """The strings in order as UTF-8, and for each number its place among them."""
    ordered = sorted(numbers)
    rank = np.empty(len(ordered), np.int64)
    rank[np.fromiter(map(numbers.__getitem__, ordered), np.int64, len(ordered))] = np.arange(len(ordered))
    return [text.encode() for text in ordered], rank


def _inverted(run: _FieldRun, rank: Ints) -> TermPostings:
    """The postings of a run, by term, article and position."""
    if not run.terms:
        none = np.zeros(0, np.int64)
        return TermPostings(none, none, none, none, none)
    # Term and place in the run in one number: one quick sort brings terms together and keeps their order.
    keys = rank[np.frombuffer(run.terms, np.uint32)] << 32
    keys += np.arange(len(keys))
    keys.sort()
    order = keys & 0xFFFFFFFF
    terms = keys >> 32
    lengths = np.frombuffer(run.lengths, np.uint32)
    articles = np.repeat(np.arange(len(lengths)), lengths)[order]
    new = np.ones(len(terms), bool)
    new[1:] = (terms[1:] != terms[:-1]) | (articles[1:] != articles[:-1])
    at = np.flatnonzero(new)
    found, df = np.unique(terms[at], return_counts=True)
    positions = np.frombuffer(run.positions, np.uint32)[order].astype(np.int64)
    return TermPostings(found, df, articles[at], np.diff(at, append=len(terms)), positions)
