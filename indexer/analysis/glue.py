"""Abbreviations and names printed in parts, as one term beside their parts.

"LĐ-TB&XH" is also lđtbxh, "UB MTTQ" also ubmttq, "H'Bia" also hbia.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from indexer.analysis.readings import Reading
from indexer.model import Term
from indexer.text.fold import is_bare, is_vietnamese_syllable

_LONGEST_PART = 6
_LONGEST_INITIAL = 2
_LONGEST_RUN = 5
_JOINING = frozenset({" ", ".", ". ", "-", " - ", "–", "&", " & "})


def find_glued(text: str, pairs: Iterable[tuple[Term, Term]]) -> Iterator[Reading]:
    """Yield the glued forms: of whole runs of abbreviations, and of each two neighbours in a longer run.

    `pairs` are the neighbours in the text of which one is odd, in order.
    """
    run: list[Term] = []
    for left, right in pairs:
        if run and left.start != run[-1].start:
            yield from _of_run(run)
            run = []
        if _joins(text, left, right):
            run = run or [left]
            run.append(right)
        elif run:
            yield from _of_run(run)
            run = []
    yield from _of_run(run)


def odd_pairs(atoms: Sequence[Term]) -> Iterator[tuple[Term, Term]]:
    """Yield the neighbours of which one is odd."""
    return (pair for pair in pairwise(atoms) if is_odd(pair[0].text) or is_odd(pair[1].text))


def _of_run(run: list[Term]) -> Iterator[Reading]:
    if 1 < len(run) <= _LONGEST_RUN:
        yield _reading(run)
    if len(run) > 2:
        for pair in pairwise(run):
            yield _reading(list(pair))


def _reading(run: list[Term]) -> Reading:
    return Reading("glued", ("".join(atom.text for atom in run),), run[0].start, run[-1].end)


def _joins(text: str, left: Term, right: Term) -> bool:
    """Whether two neighbours, one of them odd, are parts of one abbreviation or of one name with an apostrophe."""
    between = text[left.end : right.start]
    if between in {"'", "' "}:
        return len(left.text) <= _LONGEST_INITIAL and left.text.isalpha()
    if between not in _JOINING or not (_is_part(left.text) and _is_part(right.text)):
        return False
    if not (_is_word(left.text) or _is_word(right.text)):
        return True
    return between != " " and text[left.start : left.end].isupper() and text[right.start : right.end].isupper()


def joins_over_space(atom: str) -> bool:
    """Whether an atom can be joined to a neighbour with nothing but a space between them."""
    return _is_part(atom) and not _is_word(atom)


@lru_cache(maxsize=100_000)
def _is_part(atom: str) -> bool:
    """Whether it looks like part of an abbreviation: short, one vowel at most, no accent but đ."""
    plain = atom.replace("đ", "d")
    return len(plain) <= _LONGEST_PART and is_bare(plain) and sum(letter in "aeiouy" for letter in plain) <= 1


@lru_cache(maxsize=100_000)
def is_odd(atom: str) -> bool:
    """Whether an atom may be part of an abbreviation: one letter, or no Vietnamese syllable."""
    return not atom[0].isdigit() and (len(atom) == 1 or not _is_word(atom))


def _is_word(atom: str) -> bool:
    return is_vietnamese_syllable(atom) or is_vietnamese_syllable(atom, bare=True)
