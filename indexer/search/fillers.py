"""Words of a query that ask nothing of the articles: "đ/c" before a name, "ai giữ chức" before a post."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from indexer.analysis.atoms import find_atoms
from indexer.search.slots import Slot
from indexer.tables import read_table
from indexer.text.fold import fold, is_bare

_LONGEST = 6


def without_fillers(slots: Sequence[Slot]) -> tuple[list[Slot], list[str]]:
    """The slots that ask for something, and the phrases left out. All stay where nothing else would."""
    kept = list(slots)
    dropped: list[str] = []
    at = 0
    while at < len(kept):
        length = _filler_at(kept, at)
        if length and length < len(kept):
            dropped.append(" ".join(slot.typed for slot in kept[at : at + length]))
            del kept[at : at + length]
        else:
            at += 1
    return kept, dropped


def _filler_at(slots: Sequence[Slot], at: int) -> int:
    """How many slots from `at` on are a filler; 0 where none."""
    for length in range(min(_LONGEST, len(slots) - at), 0, -1):
        window = slots[at : at + length]
        for phrase, where in _fillers().get(" ".join(slot.folded for slot in window), ()):
            if _fits(window, phrase) and _stands(slots, at, at + length, where):
                return length
    return 0


def _fits(window: Sequence[Slot], phrase: tuple[str, ...]) -> bool:
    return all(
        slot.term == part or (is_bare(slot.term) and fold(part) == slot.term)
        for slot, part in zip(window, phrase, strict=True)
    )


def _stands(slots: Sequence[Slot], first: int, last: int, where: str) -> bool:
    match where:
        case "at the start":
            return first == 0
        case "at the end":
            return last == len(slots)
        case "before a name":
            return last < len(slots) and slots[last].capital and not slots[last].typed.isupper()
        case _:
            return True


@cache
def _fillers() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Folded phrase -> (its terms, where it stands)."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for _, row in read_table("query_fillers", ("phrase", "where", "source")):
        words = tuple(atom.text for atom in find_atoms(row["phrase"]))
        found.setdefault(fold(" ".join(words)), []).append((words, row["where"]))
    return {folded: tuple(phrases) for folded, phrases in found.items()}
