"""A table of what is known of each piece of text, looked up for whole texts at once.

A piece is what stands between two spaces or line ends; a line end is a piece of its own. What is said of a piece must
not depend on the pieces around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.intp]
# The number of the line end in every table.
BREAK = 0
# Above either, a table is full and a new one takes its place, so memory stays bounded.
_MOST_PIECES = 60_000
_MOST_CHARACTERS = 1_000_000
_FIRST_ROOM = 1024


def cut(texts: Iterable[str]) -> tuple[list[str], list[int]]:
    """The pieces of some texts one after the other, and where among them each text ends."""
    pieces: list[str] = []
    ends = []
    for text in texts:
        pieces += text.replace("\n", " \n ").split(" ")
        ends.append(len(pieces))
    return pieces, ends


class PieceTable(dict[str, int]):
    """Piece -> its number, in the order of their first sight.

    Each piece has any number of rows, a row has one value for each column. `rows_of` gives the rows of a new piece.
    Not for several threads at once.
    """

    def __init__(self, kinds: Sequence[type], rows_of: Callable[[str], Iterable[tuple[Any, ...]]]) -> None:
        super().__init__()
        self._rows_of = rows_of
        self._columns: list[NDArray[Any]] = [np.empty(_FIRST_ROOM, kind) for kind in kinds]
        self._lengths = np.empty(_FIRST_ROOM, np.intp)
        self._firsts = np.zeros(_FIRST_ROOM, np.intp)  # and behind those of the last piece, the number of all rows
        self._settled = self._characters = 0
        self._new_rows: list[tuple[Any, ...]] = []
        self._new_ends: list[int] = []
        self._new_lengths: list[int] = []
        self.numbers(["\n"])

    def __missing__(self, piece: str) -> int:
        rows = list(self._rows_of(piece))
        self._new_rows += rows
        self._new_ends.append(self._settled + len(self._new_rows))
        self._new_lengths.append(len(piece))
        self._characters += len(piece)
        self[piece] = number = len(self)
        return number

    @property
    def full(self) -> bool:
        return len(self) > _MOST_PIECES or self._characters > _MOST_CHARACTERS

    def numbers(self, pieces: Sequence[str]) -> Places:
        """The numbers of these pieces, learnt where they are new."""
        found = np.fromiter(map(self.__getitem__, pieces), np.intp, len(pieces))
        if self._new_ends:
            self._settle()
        return found

    def rows(self, numbers: Places) -> tuple[Places, Places]:
        """The rows of these pieces one after the other, and behind how many of them each piece ends."""
        starts = self._firsts.take(numbers, mode="clip")
        counts = self._firsts.take(numbers + 1, mode="clip")
        counts -= starts
        ends = counts.cumsum()
        starts -= ends
        starts += counts
        rows = starts.repeat(counts)
        rows += np.arange(len(rows))
        return rows, ends

    def column(self, which: int, rows: Places) -> NDArray[Any]:
        """The values of one column in these rows."""
        return self._columns[which].take(rows, mode="clip")

    def starts(self, numbers: Places, ends: Sequence[int]) -> Places:
        """Where each piece begins in its own text; `numbers` and `ends` are those of texts that were `cut`."""
        behind = self._lengths.take(numbers, mode="clip")
        behind += 1
        starts = behind.cumsum()
        starts -= behind
        breaks = numbers == BREAK  # with two spaces around it that are not in the text
        starts -= 2 * breaks.cumsum()
        starts += breaks
        firsts = [0, *ends[:-1]]
        starts -= starts[firsts].repeat(np.subtract(ends, firsts))
        return starts

    def _settle(self) -> None:
        first = len(self) - len(self._new_ends)
        self._firsts = _extended(self._firsts, first + 1, self._new_ends)
        self._lengths = _extended(self._lengths, first, self._new_lengths)
        for which, values in enumerate(zip(*self._new_rows, strict=True)):
            self._columns[which] = _extended(self._columns[which], self._settled, values)
        self._settled += len(self._new_rows)
        for new in (self._new_rows, self._new_ends, self._new_lengths):
            new.clear()


def _extended(array: NDArray[Any], size: int, values: Sequence[Any]) -> NDArray[Any]:
    """`array` with `values` behind its first `size`; with twice the room where they do not fit."""
    end = size + len(values)
    if end > len(array):
        array = np.concatenate((array[:size], np.empty(max(end, 2 * size) - size, array.dtype)))
    array[size:end] = values
    return array
