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
# The numbers of the line end and of the empty piece in every table.
BREAK, EMPTY = 0, 1
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


def text_ends(counts: Places, ends: Sequence[int]) -> list[int]:
    """Where each text ends among rows of which its pieces have `counts`; `ends` is where it ends among the pieces."""
    behind = counts.cumsum()
    return [behind.item(end - 1) for end in ends]


class Rows:
    """Rows of several columns, any number of them for each piece."""

    def __init__(self, kinds: Sequence[type]) -> None:
        self._columns: list[NDArray[Any]] = [np.empty(_FIRST_ROOM, kind) for kind in kinds]
        self._firsts = np.zeros(_FIRST_ROOM, np.intp)  # behind those of the last piece stands the number of all rows
        self._pieces = self._settled = 0
        self._new_rows: list[tuple[Any, ...]] = []
        self._new_ends: list[int] = []

    def of(self, numbers: Places) -> tuple[Places, Places]:
        """The rows of these pieces one after the other, and how many each piece has."""
        starts = self._firsts.take(numbers, mode="clip")
        counts = self._firsts.take(numbers + 1, mode="clip")
        counts -= starts
        starts -= counts.cumsum()
        starts += counts
        rows = starts.repeat(counts)
        rows += np.arange(len(rows))
        return rows, counts

    def column(self, which: int, rows: Places) -> NDArray[Any]:
        """The values of one column in these rows."""
        return self._columns[which].take(rows, mode="clip")

    def append(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """The rows of the next piece; to be seen once they are settled."""
        self._new_rows += rows
        self._new_ends.append(self._settled + len(self._new_rows))

    def settle(self) -> None:
        """Take in what was appended."""
        self._firsts = _extended(self._firsts, self._pieces + 1, self._new_ends)
        for which, values in enumerate(zip(*self._new_rows, strict=True)):
            self._columns[which] = _extended(self._columns[which], self._settled, values)
        self._pieces += len(self._new_ends)
        self._settled += len(self._new_rows)
        self._new_rows.clear()
        self._new_ends.clear()


class PieceTable(dict[str, int]):
    """Piece -> its number, in the order of their first sight.

    Each piece has rows in each of `groups`; `rows_of` gives those of a new piece, group by group. Not for several
    threads at once.
    """

    def __init__(self, groups: Sequence[Sequence[type]], rows_of: Callable[[str], Iterable[list[Any]]]) -> None:
        super().__init__()
        self._rows_of = rows_of
        self.groups = tuple(map(Rows, groups))
        self._lengths = Rows([int])
        self._characters = self._settled = 0
        self.numbers(["\n", ""])

    def __missing__(self, piece: str) -> int:
        for group, rows in zip(self.groups, list(self._rows_of(piece)), strict=True):
            group.append(rows)
        self._lengths.append([(len(piece),)])
        self._characters += len(piece)
        self[piece] = number = len(self)
        return number

    @property
    def full(self) -> bool:
        return len(self) > _MOST_PIECES or self._characters > _MOST_CHARACTERS

    def numbers(self, pieces: Sequence[str]) -> Places:
        """The numbers of these pieces, learnt where they are new."""
        found = np.fromiter(map(self.__getitem__, pieces), np.intp, len(pieces))
        if len(self) > self._settled:
            self._settled = len(self)
            for group in (*self.groups, self._lengths):
                group.settle()
        return found

    def lengths(self, numbers: Places) -> Places:
        """How many characters these pieces have."""
        return self._lengths.column(0, numbers)

    def starts(self, numbers: Places, ends: Sequence[int]) -> Places:
        """Where each piece begins in its own text; `numbers` and `ends` are those of texts that were `cut`."""
        behind = self.lengths(numbers)
        behind += 1
        starts = behind.cumsum()
        starts -= behind
        breaks = numbers == BREAK  # with two spaces around it that are not in the text
        starts -= 2 * breaks.cumsum()
        starts += breaks
        firsts = [0, *ends[:-1]]
        starts -= starts[firsts].repeat(np.subtract(ends, firsts))
        return starts


def _extended(array: NDArray[Any], size: int, values: Sequence[Any]) -> NDArray[Any]:
    """`array` with `values` behind its first `size`; with twice the room where they do not fit."""
    end = size + len(values)
    if end > len(array):
        array = np.concatenate((array[:size], np.empty(max(end, 2 * size) - size, array.dtype)))
    array[size:end] = values
    return array
