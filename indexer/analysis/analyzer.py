"""Text to index terms, the same way for articles and queries.

Every syllable and number is a term of its own with its own position, in `neutral` form. Terms that say more lie
over them, at the position of the first syllable they cover:

- days and documents, "d:2022-09-05" and "doc:5-ct/tw", in whatever spelling;
- glued abbreviations and names, "lđtbxh" over "LĐ-TB&XH", "hbia" over "H'Bia";
- parts of a decimal number, "17" and "4" over "17,4";
- compounds by pyvi, "hội_đồng" (`analyse` alone).

What one side writes apart the other side finds, since both make the same terms.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from indexer.analysis.atoms import find_atoms, number
from indexer.analysis.compounds import find_compounds
from indexer.analysis.days import find_days
from indexer.analysis.glue import find_glued, odd_pairs
from indexer.analysis.papers import find_papers
from indexer.analysis.readings import Reading
from indexer.model import OffsetMap, Term
from indexer.text.fold import fold
from indexer.text.normalise import normalise
from indexer.text.offsets import IDENTITY, to_source

_by_position = attrgetter("position")
_start = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a query that is matched as one: any of `readings`, or its `syllables` one after the other.

    Most stretches are one syllable without readings. Readings come most telling first, and each is wider than the
    one before: full document number, then type and number; day, then month, then year. A query for just this takes
    the first; an article has them all, so that wider queries find it.
    """

    syllables: tuple[Term, ...]
    readings: tuple[Term, ...]


def terms(text: str) -> tuple[Term, ...]:
    """The terms of `text` without compounds, by position; at one position the syllable comes first.

    `text[term.start:term.end]` is what the term stands for.
    """
    return _terms(text, compounds=False)


def analyse(text: str) -> tuple[Term, ...]:
    """The terms of `text` with compounds; one call for a whole text, since pyvi reads a text as one sentence."""
    return _terms(text, compounds=True)


def stretches(text: str) -> tuple[Stretch, ...]:
    """`text` cut into what a query must have, in order. Readings that lie inside a longer one are left out."""
    normalised = normalise(text)
    atoms = find_atoms(normalised.text)
    chosen = _longest(_readings(normalised.text, atoms), atoms)
    cut = []
    at = 0
    while at < len(atoms):
        last, readings = chosen.get(at, (at + 1, []))
        syllables = atoms[at:last]
        over = [term for reading in readings for term in _over(reading, atoms[at:last])]
        cut.append(Stretch(_at_source(syllables, normalised.origin), _at_source(over, normalised.origin)))
        at = last
    return tuple(cut)


def _terms(text: str, *, compounds: bool) -> tuple[Term, ...]:
    normalised = normalise(text)
    atoms = find_atoms(normalised.text)
    found = list(atoms)
    overlaid = [term for reading in _readings(normalised.text, atoms) for term in _over(reading, atoms)]
    if compounds:
        overlaid += find_compounds(normalised.text, atoms)
    if overlaid:
        found += overlaid
        found.sort(key=_by_position)
    return _at_source(found, normalised.origin)


def _over(reading: Reading, atoms: Sequence[Term]) -> Iterator[Term]:
    """The terms of a reading, at the first of the atoms that it covers."""
    at = bisect_right(atoms, reading.start, key=_start) - 1
    if at < 0 or atoms[at].end <= reading.start:
        at += 1
    for text in reading.terms:
        yield Term(text, atoms[at].position, reading.start, reading.end)


def _longest(readings: Iterable[Reading], atoms: Sequence[Term]) -> dict[int, tuple[int, list[Reading]]]:
    """First atom -> (behind the last atom, readings of just these atoms), for the longest that do not overlap."""
    spans: dict[tuple[int, int], list[Reading]] = {}
    for reading in readings:
        first = bisect_left(atoms, reading.start, key=_start)
        last = bisect_left(atoms, reading.end, key=_start)
        if reading.kind != "part":
            spans.setdefault((first, last), []).append(reading)
    chosen: dict[int, tuple[int, list[Reading]]] = {}
    taken: set[int] = set()
    for first, last in sorted(spans, key=lambda span: span[0] - span[1]):
        if taken.isdisjoint(range(first, last)):
            taken.update(range(first, last))
            chosen[first] = (last, spans[first, last])
    return chosen


def _at_source(found: Iterable[Term], origin: OffsetMap) -> tuple[Term, ...]:
    if origin == IDENTITY:
        return tuple(found)
    return tuple(
        Term(term.text, term.position, to_source(origin, term.start), to_source(origin, term.end)) for term in found
    )


def _readings(text: str, atoms: Sequence[Term]) -> Iterator[Reading]:
    numbers = [atom for atom in atoms if atom.text[0].isdigit()]
    return find_readings(text, fold(text), numbers, odd_pairs(atoms))


def find_readings(
    text: str, folded: str, numbers: Sequence[Term], pairs: Iterable[tuple[Term, Term]]
) -> Iterator[Reading]:
    """Yield all readings of a normalised text; `folded` is its folded form, `numbers` and `pairs` are of its atoms."""
    starts = [number.start for number in numbers]
    yield from find_days(folded, starts)
    papers = list(find_papers(text, folded, starts))
    yield from papers
    inside = {start for paper in papers for start in range(paper.start, paper.end)}
    yield from (glued for glued in find_glued(text, pairs) if glued.start not in inside)
    for atom in numbers:
        if "," in atom.text:
            yield from _decimal_parts(text, atom)


def _decimal_parts(text: str, atom: Term) -> Iterator[Reading]:
    comma = text.index(",", atom.start)
    for start, end in ((atom.start, comma), (comma + 1, atom.end)):
        yield Reading("part", (number(text[start:end]),), start, end)
