"""A table of what is known of each piece of text, looked up for whole texts at once.

A piece is what stands between two spaces or line ends; a line end is a piece of its own. What is said of a piece must
not depend on the pieces around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
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


class Columns:
    """Rows of values that grow at the end. Neighbouring columns of one kind lie in one array."""

    def __init__(self, kinds: Sequence[type]) -> None:
        self._blocks: list[NDArray[Any]] = []
        self._places: list[tuple[int, int]] = []
        for kind, same in groupby(kinds):
            count = len(list(same))
            self._places += [(len(self._blocks), at) for at in range(count)]
            self._blocks.append(np.empty((count, _FIRST_ROOM), kind))
        self._size = 0
        self._new: list[tuple[Any, ...]] = []

    def __len__(self) -> int:
        return self._size + len(self._new)

    def extend(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Put rows behind the others; to be seen once they are settled."""
        self._new += rows

    def settle(self) -> None:
        """Take in the new rows."""
        if not self._new:
            return
        values, end = list(zip(*self._new, strict=True)), len(self)
        first = 0
        for number, block in enumerate(self._blocks):
            count = len(block)
            if end > block.shape[1]:
                block = np.concatenate((block, np.empty((count, end), block.dtype)), axis=1)  # noqa: PLW2901
                self._blocks[number] = block
            block[:, self._size : end] = values[first : first + count]
            first += count
        self._size = end
        self._new.clear()

    def column(self, which: int, rows: Places) -> NDArray[Any]:
        """The values of one column in these rows."""
        block, at = self._places[which]
        values: NDArray[Any] = self._blocks[block][at].take(rows, mode="clip")
        return values


class Rows(Columns):
    """Any number of rows for each piece."""

    def __init__(self, kinds: Sequence[type]) -> None:
        super().__init__(kinds)
        self._ends = Columns((int,))  # behind a leading 0

    def append(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """The rows of the next piece; to be seen once they are settled."""
        if not len(self._ends):
            self._ends.extend([(0,)])
        self.extend(rows)
        self._ends.extend([(len(self),)])

    def settle(self) -> None:
        """See `Columns`."""
        super().settle()
        self._ends.settle()

    def of(self, numbers: Places) -> tuple[Places, Places]:
        """The rows of these pieces one after the other, and how many each piece has."""
        starts = self._ends.column(0, numbers)
        counts = self._ends.column(0, numbers + 1)
        counts -= starts
        starts -= counts.cumsum()
        starts += counts
        rows = starts.repeat(counts)
        rows += np.arange(len(rows))
        return rows, counts


class PieceTable(dict[str, int]):
    """Piece -> its number, in the order of their first sight.

    Each piece has one row in `whole`, with its length behind the other values, and rows in each of `groups`; `rows_of`
    gives those of a new piece. Not for several threads at once.
    """

    def __init__(
        self,
        whole: Sequence[type],
        groups: Sequence[Sequence[type]],
        rows_of: Callable[[str], tuple[tuple[Any, ...], Sequence[Iterable[tuple[Any, ...]]]]],
    ) -> None:
        super().__init__()
        self._rows_of = rows_of
        self.whole = Columns((*whole, int))
        self.groups = tuple(map(Rows, groups))
        self._length = len(whole)
        self._characters = self._settled = 0
        self.numbers(["\n", ""])

    def __missing__(self, piece: str) -> int:
        values, groups = self._rows_of(piece)
        self.whole.extend([(*values, len(piece))])
        for group, rows in zip(self.groups, groups, strict=True):
            group.append(rows)
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
            for columns in (self.whole, *self.groups):
                columns.settle()
        return found

    def lengths(self, numbers: Places) -> Places:
        """How many characters these pieces have."""
        return self.whole.column(self._length, numbers)

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
