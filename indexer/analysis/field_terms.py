"""The terms of all texts of an article at once, as columns: what `analyzer.analyse` gives, without source spans.

What a text has is mostly what its pieces between spaces have, so each piece is analysed once and then looked up.
Only what reaches over spaces is worked out text by text: positions, compounds, days, documents, abbreviations.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.analyzer import find_readings
from indexer.analysis.atoms import PARAGRAPH_GAP
from indexer.analysis.decoder import load_decoder
from indexer.analysis.known_pieces import NUMBER, ODD, PART, PieceRows, load_known_pieces
from indexer.analysis.pieces import BREAK, EMPTY, Places, cut, text_ends
from indexer.model import Term, TermColumns
from indexer.text.normalise import normalise

# Above all positions of a field.
_FIELD = 1 << 40


class _Text(NamedTuple):
    """A text in its normal form and folded, and which of the atoms are its own."""

    normal: str
    folded: str
    first: int
    end: int


class _Atoms(NamedTuple):
    """All atoms by column; `keys` are their positions with the number of the field above it."""

    texts: list[str]
    starts: list[int]
    ends: list[int]
    keys: list[int]

    def term(self, at: int) -> Term:
        """An atom with its number as position."""
        return Term(self.texts[at], at, self.starts[at], self.ends[at])


def field_terms(fields: Sequence[Sequence[str]], gap: int) -> list[TermColumns]:
    """The terms of each field. A field has any number of texts, with `gap` between the positions of two of them."""
    lines = [(number, text) for number, field in enumerate(fields) for text in field if text]
    if not lines:
        return [TermColumns((), ()) for _ in fields]
    texts = [text for _, text in lines]
    pieces, ends = cut(texts)
    found = load_known_pieces().look_up(pieces, ends)
    if not found.normal.all():
        texts = [normalise(text).text for text in texts]
        pieces, ends = cut(texts)
        found = load_known_pieces().look_up(pieces, ends)
    bounds = [0, *text_ends(found.atom_counts, ends)]
    keys = _keys(found, bounds, [number for number, _ in lines], gap)
    own_piece = np.arange(len(pieces)).repeat(found.atom_counts)
    offsets = found.offsets[own_piece]
    columns = (found.texts, found.starts + offsets, found.ends + offsets, keys)
    atoms = _Atoms(*(column.tolist() for column in columns))
    over = [*_readings(found, atoms, own_piece, _texts(texts, found, ends, bounds))]
    over += _words(found, atoms, own_piece)
    return _merged(found.texts, keys, over, len(fields))


def _texts(normal: list[str], found: PieceRows, ends: list[int], bounds: list[int]) -> Iterator[_Text]:
    folded = found.folded.tolist()
    first = 0
    for at, end in enumerate(ends):
        yield _Text(normal[at], " ".join(folded[first:end]).replace(" \n ", "\n"), bounds[at], bounds[at + 1])
        first = end


def _keys(found: PieceRows, bounds: list[int], of_field: list[int], gap: int) -> Places:
    """The key of every atom."""
    breaks = found.numbers == BREAK
    # Of several line ends in a row the first one counts.
    breaks[2:] &= ~(breaks[:-2] & (found.numbers[1:-1] == EMPTY))
    keys: Places = (breaks.cumsum() * PARAGRAPH_GAP).repeat(found.atom_counts)
    keys += np.arange(len(keys))
    shifts = []
    field = base = 0
    for number, first, end in zip(of_field, bounds, bounds[1:], strict=False):
        if number != field:
            field, base = number, 0
        shifts.append(field * _FIELD)
        if end > first:
            shifts[-1] += base - keys.item(first)
            base += keys.item(end - 1) - keys.item(first) + gap
    keys += np.array(shifts).repeat(np.diff(bounds))
    return keys


def _words(found: PieceRows, atoms: _Atoms, own_piece: Places) -> list[tuple[int, str]]:
    """(Key, term) of every compound: see `compounds.find_compounds`."""
    words = (~load_decoder().joined(found.tokens)).cumsum()
    first_token = found.token_counts.cumsum() - found.token_counts
    of_word = words[first_token[own_piece] + found.token_at]
    goes_on = np.zeros(len(of_word) + 1, bool)
    inner = goes_on[1:-1]
    np.equal(of_word[1:], of_word[:-1], out=inner)
    inner &= _over_a_space(found, own_piece)
    edges = (goes_on[1:] != goes_on[:-1]).nonzero()[0].tolist()
    texts, keys = atoms.texts, atoms.keys
    return [
        (keys[first], f"{texts[first]}_{texts[last]}" if last - first == 1 else "_".join(texts[first : last + 1]))
        for first, last in zip(edges[::2], edges[1::2], strict=True)
    ]


def _over_a_space(found: PieceRows, own_piece: Places) -> NDArray[np.bool_]:
    """Whether nothing but a space stands between each atom and the next one."""
    apart: NDArray[np.bool_] = own_piece[1:] - own_piece[:-1] == 1
    apart &= found.starts[1:] == 0
    apart &= (found.ends == found.lengths[own_piece])[:-1]
    return apart


def _readings(found: PieceRows, atoms: _Atoms, own_piece: Places, texts: Iterator[_Text]) -> Iterator[tuple[int, str]]:
    """Yield (key, term) of every reading: see `analyzer.find_readings`."""
    numbers = (found.kinds & NUMBER).nonzero()[0].tolist()
    pairs = _pairs(found, own_piece)
    for text in texts:
        own = [atoms.term(at) for at in _between(numbers, text.first, text.end)]
        own_pairs = [(atoms.term(at), atoms.term(at + 1)) for at in _between(pairs, text.first, text.end - 1)]
        if not (own or own_pairs):
            continue
        for reading in find_readings(text.normal, text.folded, own, own_pairs):
            at = max(bisect_right(atoms.starts, reading.start, text.first, text.end) - 1, text.first)
            at += atoms.ends[at] <= reading.start
            for term in reading.terms:
                yield atoms.keys[at], term


def _pairs(found: PieceRows, own_piece: Places) -> list[int]:
    """The first atoms of all pairs that may be parts of an abbreviation: see `glue.find_glued`."""
    odd, part = (found.kinds & ODD) > 0, (found.kinds & PART) > 0
    either = odd[:-1] | odd[1:]
    either &= ~_over_a_space(found, own_piece) | (part[:-1] & part[1:])
    return either.nonzero()[0].tolist()


def _between(places: list[int], first: int, end: int) -> list[int]:
    return places[bisect_left(places, first) : bisect_left(places, end)]


def _merged(texts: NDArray[np.object_], keys: Places, over: list[tuple[int, str]], fields: int) -> list[TermColumns]:
    """The atoms and what lies over them by position, the atom first, cut into fields."""
    every = np.empty(len(keys) + len(over), object)
    every[: len(keys)] = texts
    every[len(keys) :] = [text for _, text in over]
    all_keys = np.concatenate((keys, np.array([key for key, _ in over], np.intp)))
    order = all_keys.argsort(kind="stable")
    every, all_keys = every[order], all_keys[order]
    bounds = all_keys.searchsorted(np.arange(fields + 1) * _FIELD).tolist()
    laid, positions = every.tolist(), (all_keys & _FIELD - 1).tolist()
    return [TermColumns(tuple(laid[first:end]), tuple(positions[first:end])) for first, end in pairwise(bounds)]
