"""Trees that ask for most of what a query asks, for when no article has all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from indexer.query import AllOf, AnyOf, Node, Nothing, Phrase, Preferring, Within, Without

# Above so many parts the ways to leave several out are too many, above so many even the ways to leave one out;
# then any may be missing.
_MANY, _VERY_MANY = 6, 12


@dataclass(slots=True)
class _Parts:
    """What a tree requires, taken apart: `soft` parts may be missing, `hard` ones (times, exclusions) never."""

    soft: list[Node] = field(default_factory=list)
    hard: list[Node] = field(default_factory=list)
    wanted: list[Node] = field(default_factory=list)
    missing: int = 0


def partial_trees(node: Node) -> Iterator[Node]:
    """Yield trees from "all but one part" down to "half of the parts"; none for a query of one part."""
    parts = _Parts()
    _take_apart(node, parts)
    count = len(parts.soft)
    if count + parts.missing < 2 or not count:
        return
    if parts.missing:
        yield _tree([AllOf(tuple(parts.soft))], parts)
    least = max(1, (count + parts.missing + 1) // 2)
    for kept in range(count - 1, least - 1, -1):
        if count > _VERY_MANY or (count > _MANY and kept < count - 1):
            yield _tree(parts.soft, parts)
            return
        yield _tree([AllOf(chosen) for chosen in combinations(parts.soft, kept)], parts)


def _take_apart(node: Node, parts: _Parts) -> None:
    match node:
        case AllOf(children):
            for child in children:
                _take_apart(child, parts)
        case Preferring(required, wanted) if not isinstance(required, Phrase):
            parts.wanted.append(wanted)
            _take_apart(required, parts)
        case Without(keep, drop):
            parts.hard.append(Without(None, drop))
            if keep is not None:
                _take_apart(keep, parts)
        case AnyOf((AllOf() as all_of, Within("title", _))):
            _take_apart(all_of, parts)
        case Within("days", _):
            parts.hard.append(node)
        case Nothing():
            parts.missing += 1
        case _:
            parts.soft.append(node)


def _tree(options: list[Node], parts: _Parts) -> Node:
    some: Node = options[0] if len(options) == 1 else AnyOf(tuple(options))
    required = AllOf((some, *parts.hard)) if parts.hard else some
    return Preferring(required, AnyOf((*parts.wanted, *parts.soft)))
