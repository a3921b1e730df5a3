"""How often syllables follow each other, looked up in arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from indexer.arrays.files import Array
from indexer.arrays.strings import Strings, string_arrays
from indexer.search.counts import Counts
from indexer.search.pairs import ANY_NUMBER, Pairs, sorted_pairs

_Table = tuple[Callable[[str], int], Array, Array]


class PairCounts:
    """Pairs of the lasting part, and of what came and went since."""

    def __init__(self, arrays: Mapping[str, Array], recent: Counts) -> None:
        self._tables = [(1, _table(arrays))]
        self._tables += [(by, _table(pair_arrays(pairs))) for by, pairs in ((1, recent.pairs), (-1, recent.gone))]

    def of(self, firsts: Sequence[str], seconds: Sequence[str]) -> list[list[int]]:
        """How often each of `seconds` follows each of `firsts`."""
        total = np.zeros((len(firsts), len(seconds)), np.int64)
        for by, (find, keys, counts) in self._tables:
            if len(keys):
                total += by * _looked_up(_numbers(find, firsts), _numbers(find, seconds), keys, counts)
        found: list[list[int]] = np.maximum(total, 0).tolist()
        return found


def pair_arrays(pairs: Pairs) -> dict[str, Array]:
    """The sections of pairs: their syllables in order, keys of two places among these, counts."""
    syllables, keys, counts = sorted_pairs(pairs)
    return {
        **string_arrays("syllables", [text.encode() for text in syllables]),
        "pairs.keys": keys,
        "pairs.counts": counts.astype(np.uint32),
    }


def pairs_of(arrays: Mapping[str, Array]) -> Pairs:
    """The pairs that the sections hold."""
    syllables = "\n".join(Strings(dict(arrays), "syllables"))
    return Pairs(syllables, arrays["pairs.keys"].tobytes(), arrays["pairs.counts"].tobytes())


def _table(arrays: Mapping[str, Array]) -> _Table:
    return Strings(dict(arrays), "syllables").find, arrays["pairs.keys"], arrays["pairs.counts"]


def _numbers(find: Callable[[str], int], syllables: Sequence[str]) -> npt.NDArray[np.int64]:
    return np.array([find(ANY_NUMBER if text.isdigit() else text) for text in syllables], np.int64)


def _looked_up(rows: Array, columns: Array, keys: Array, counts: Array) -> npt.NDArray[np.int64]:
    wanted = ((rows[:, None] << 32) | columns[None, :]).astype(np.uint64)
    places = np.searchsorted(keys, wanted)
    known = (rows[:, None] >= 0) & (columns[None, :] >= 0) & (places < len(keys))
    places[~known] = 0
    found: npt.NDArray[np.int64] = np.where(known & (keys[places] == wanted), counts[places], 0).astype(np.int64)
    return found
