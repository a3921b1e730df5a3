"""What an expanded tree looks for in a text, and where it stands among the text's terms."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.model import Term
from indexer.query import AllOf, AnyOf, Node, Phrase, Preferring, TermNode, Within, Without

# Where in a text something stands: characters (start, end), and the number of the unit that stands there.
Place = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to find in the text: steps of alternative terms within `slop` of each other."""

    steps: tuple[frozenset[str], ...]
    slop: int = 0
    ordered: bool = True


def units(node: Node | None) -> tuple[Unit, ...]:
    """All that the required part of an expanded tree looks for."""
    return tuple(dict.fromkeys(_units(node))) if node is not None else ()


def _units(node: Node) -> Iterator[Unit]:
    match node:
        case TermNode(text):
            yield Unit((frozenset({text}),))
        case Phrase(steps, slop, ordered):
            yield Unit(tuple(frozenset(_texts(step)) for step in steps), slop, ordered)
        case AnyOf(children):
            together = frozenset(child.text for child in children if isinstance(child, TermNode))
            if together:
                yield Unit((together,))
            for child in children:
                if not isinstance(child, TermNode):
                    yield from _units(child)
        case AllOf(children):
            for child in children:
                yield from _units(child)
        case Preferring(required):
            yield from _units(required)
        case Without(keep) if keep is not None:
            yield from _units(keep)
        case Within(_, child):
            yield from _units(child)
        case _:
            return


def _texts(step: Node) -> Iterator[str]:
    match step:
        case TermNode(text):
            yield text
        case AnyOf(children):
            for child in children:
                yield from _texts(child)
        case _:
            return


# --- matching -------------------------------------------------------------------------------------
def places_among(found: Sequence[Term], wanted: Sequence[Unit]) -> list[Place]:
    """Where the terms of a text match each unit, in order."""
    places: dict[str, list[Term]] = {}
    interesting = {text for unit in wanted for step in unit.steps for text in step}
    for term in found:
        if term.text in interesting:
            places.setdefault(term.text, []).append(term)
    return sorted((*span, number) for number, unit in enumerate(wanted) for span in _occurrences(unit, places))


def count_matches(found: Sequence[Term], unit: Unit) -> int:
    """How often `unit` stands among the terms of a text."""
    places: dict[str, list[Term]] = {}
    for term in found:
        places.setdefault(term.text, []).append(term)
    if len(unit.steps) == 1:
        return sum(len(places.get(text, ())) for text in unit.steps[0])
    steps = [_at_step(step, places) for step in unit.steps]
    if not all(steps):
        return 0
    positions = [[term.position for term in step] for step in steps]
    room = len(steps) - 1 + unit.slop
    return sum(bool(_chain(term, steps, positions, unit, room)) for term in steps[0])


def _occurrences(unit: Unit, places: dict[str, list[Term]]) -> Iterator[tuple[int, int]]:
    steps = [_at_step(step, places) for step in unit.steps]
    if len(steps) == 1:
        yield from ((term.start, term.end) for term in steps[0])
        return
    if not all(steps):
        return
    positions = [[term.position for term in step] for step in steps]
    room = len(steps) - 1 + unit.slop
    for term in steps[0]:
        chain = _chain(term, steps, positions, unit, room)
        if chain:
            if room == len(steps) - 1:
                yield chain[0].start, chain[-1].end
            else:
                yield from ((one.start, one.end) for one in chain)


def _chain(first: Term, steps: list[list[Term]], positions: list[list[int]], unit: Unit, room: int) -> list[Term]:
    """The terms of one occurrence that begins with `first`; unordered ones may lie before it."""
    chain = [first]
    for step, places in zip(steps[1:], positions[1:], strict=True):
        least = chain[-1].position + 1 if unit.ordered else first.position - room
        at = bisect_right(places, least - 1)
        if at == len(places) or places[at] > first.position + room:
            return []
        chain.append(step[at])
    return chain


def _at_step(step: frozenset[str], places: dict[str, list[Term]]) -> list[Term]:
    found = [term for text in step for term in places.get(text, ())]
    return sorted(found, key=lambda term: (term.position, term.start))
