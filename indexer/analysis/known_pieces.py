"""What analysis says of each piece of text by itself, worked out at its first sight.

Atoms, readings' parts and tokens never reach over a space, so those of a text are those of its pieces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.atoms import find_atoms
from indexer.analysis.compounds import one_spelling
from indexer.analysis.glue import is_odd, joins_over_space
from indexer.analysis.pieces import PieceTable, Places, text_ends
from indexer.analysis.token_scores import TokenRows, load_scores, token_rows
from indexer.text.fold import fold
from indexer.text.normalise import is_clean

# Bits of an atom's kind: a number; odd, so perhaps part of an abbreviation; to be joined over a space.
NUMBER, ODD, PART = 1, 2, 4
_ATOM_COLUMNS = (object, int, int, int, int)
_TOKEN_COLUMNS = (float, float, float, int, int)


@dataclass(frozen=True, slots=True)
class PieceRows:
    """Pieces of some texts, one after the other: by piece, by atom, and by token of the piece in one spelling.

    `offsets` is where each piece begins in its text; `normal` is False where it or a space at it may be normalised.
    `starts` and `ends` of the atoms are within the piece; `token_at` is the token of the piece that the atom begins in.
    """

    numbers: Places
    offsets: Places
    lengths: Places
    folded: NDArray[np.object_]
    normal: NDArray[np.bool_]
    atom_counts: Places
    token_counts: Places
    texts: NDArray[np.object_]
    kinds: Places
    starts: Places
    ends: Places
    token_at: Places
    tokens: TokenRows


class KnownPieces:
    """The pieces met so far; bounded, for any number of threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._table = _new_table()

    def look_up(self, pieces: Sequence[str], ends: Sequence[int]) -> PieceRows:
        """The rows of texts that were `cut`."""
        with self._lock:
            if self._table.full:
                self._table = _new_table()
            table = self._table
            numbers = table.numbers(pieces)
            whole, (atoms, tokens) = table.whole, table.groups
            atom_rows, atom_counts = atoms.of(numbers)
            rows, counts = tokens.of(numbers)
            texts, kinds, starts, atom_ends, token_at = (
                atoms.column(which, atom_rows) for which in range(len(_ATOM_COLUMNS))
            )
            return PieceRows(
                numbers=numbers,
                offsets=table.starts(numbers, ends),
                lengths=table.lengths(numbers),
                folded=whole.column(0, numbers),
                normal=whole.column(1, numbers),
                atom_counts=atom_counts,
                texts=texts,
                kinds=kinds,
                starts=starts,
                ends=atom_ends,
                token_at=token_at,
                token_counts=counts,
                tokens=token_rows(tokens, rows, text_ends(counts, ends)),
            )


@cache
def load_known_pieces() -> KnownPieces:
    """The table of this process."""
    return KnownPieces()


def _new_table() -> PieceTable:
    return PieceTable((object, bool), [_ATOM_COLUMNS, _TOKEN_COLUMNS], _rows_of)


def _rows_of(piece: str) -> tuple[tuple[str, bool], tuple[list[Any], list[Any]]]:
    atoms = find_atoms(piece)
    tokens = list(load_scores().tokens(one_spelling(piece, atoms)))
    rows = []
    at = 0
    for atom in atoms:
        while at + 1 < len(tokens) and tokens[at + 1].start <= atom.start:
            at += 1
        rows.append((atom.text, _kind(atom.text), atom.start, atom.end, at))
    return (fold(piece), bool(piece) and is_clean(piece)), (rows, [token[:5] for token in tokens])


@lru_cache(maxsize=50_000)
def _kind(atom: str) -> int:
    return NUMBER * atom[0].isdigit() + ODD * is_odd(atom) + PART * joins_over_space(atom)
