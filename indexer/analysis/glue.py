"""Abbreviations and names printed in parts, as one term beside their parts.

"LĐ-TB&XH" is also lđtbxh, "UB MTTQ" also ubmttq, "H'Bia" also hbia.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from indexer.analysis.atoms import Atom
from indexer.analysis.readings import Reading
from indexer.text.fold import is_vietnamese_syllable

_LONGEST_PART = 6
_LONGEST_RUN = 5
_JOINING = frozenset({" ", ".", ". ", "-", " - ", "–", "&", " & "})


def find_glued(text: str, atoms: Sequence[Atom]) -> Iterator[Reading]:
    """Yield the glued forms: of whole runs of abbreviations, and of each two neighbours in a longer run."""
    run: list[Atom] = []
    for atom in atoms:
        if run and not _joins(text, run[-1], atom):
            yield from _of_run(run)
            run = []
        run.append(atom)
    yield from _of_run(run)


def _of_run(run: list[Atom]) -> Iterator[Reading]:
    if 1 < len(run) <= _LONGEST_RUN:
        yield _reading(run)
    if len(run) > 2:
        for pair in pairwise(run):
            yield _reading(list(pair))


def _reading(run: list[Atom]) -> Reading:
    return Reading("glued", ("".join(atom.text for atom in run),), run[0].start, run[-1].end)


def _joins(text: str, left: Atom, right: Atom) -> bool:
    """Whether two neighbours are parts of one abbreviation or of one name with an apostrophe."""
    between = text[left.end : right.start]
    if between in {"'", "' "}:
        return len(left.text) <= 2 and left.text.isalpha()
    if len(between) > 3 or not (_is_part(left) and _is_part(right)):
        return False
    words = _could_be_word(left) + _could_be_word(right)
    if between == " " or not words:
        return not words and between in _JOINING
    capitals = text[left.start : left.end].isupper() and text[right.start : right.end].isupper()
    return words == 1 and capitals and between in _JOINING


def _is_part(atom: Atom) -> bool:
    return len(atom.text) <= _LONGEST_PART and atom.text.isalpha()


def _could_be_word(atom: Atom) -> bool:
    return is_vietnamese_syllable(atom.text) or is_vietnamese_syllable(atom.text, bare=True)
