"""Words that were meant: near syllables of the index for one it does not know, accents for a bare query.

Vietnamese slips are few in kind: sounds that dialects merge (s/x, ch/tr, d/gi/r, l/n, n/ng, c/t), the hook and
the tilde, a letter doubled, dropped or swapped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log
from string import ascii_lowercase

from indexer.search.vocabulary import Lexicon
from indexer.text.fold import fold

NEIGHBOURS = 10
_ONSETS = (("x", "s"), ("ch", "tr"), ("d", "gi"), ("d", "r"), ("gi", "r"), ("l", "n"), ("v", "d"), ("ph", "f"))
_FINALS = (("n", "ng"), ("t", "c"), ("nh", "ng"), ("ch", "t"))
_HOOK_AND_TILDE = str.maketrans(
    "ảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹ",
    "ãẵẫẽễĩõỗỡũữỹảẳẩẻểỉỏổởủửỷ",
)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An indexed syllable near a typed one; `closeness` 0..1."""

    text: str
    closeness: float


def neighbours(syllable: str, lexicon: Lexicon) -> tuple[Neighbour, ...]:
    """The indexed syllables that may be meant by `syllable` (neutral form), closest and most frequent first."""
    found: dict[str, float] = {}
    for text in _sound_alikes(syllable):
        _keep(found, text, 0.9, lexicon)
    bare = fold(syllable)
    for text in lexicon.readings(bare):
        _keep(found, text, 0.8, lexicon)
    if len(bare) > 1:
        for near in _forms_near(bare, lexicon):
            for text in lexicon.readings(near):
                _keep(found, text, 0.8 if keeps_accents(syllable, text) else 0.6, lexicon)
    ranked = sorted(found, key=lambda text: (-found[text], -lexicon.count(text), text))
    return tuple(Neighbour(text, found[text]) for text in ranked[:NEIGHBOURS])


def _forms_near(bare: str, lexicon: Lexicon) -> Iterator[str]:
    """The bare forms of the index one slip from `bare`: those of plain letters are tried, all others compared."""
    yield from (near for near in _slips(bare) if lexicon.is_bare_form(near))
    for near in lexicon.odd_forms:
        if abs(len(near) - len(bare)) <= 1 and near != bare and one_slip_apart(near, bare):
            yield near


def _slips(bare: str) -> set[str]:
    """Everything that one letter less, more or other, or two swapped make of `bare`."""
    parts = [(bare[:at], bare[at:]) for at in range(len(bare) + 1)]
    found = {before + after[1:] for before, after in parts if after}
    found.update(before + after[1] + after[0] + after[2:] for before, after in parts if len(after) > 1)
    for letter in ascii_lowercase:
        found.update(before + letter + after for before, after in parts)
        found.update(before + letter + after[1:] for before, after in parts if after)
    return found - {bare}


def one_slip_apart(one: str, two: str) -> bool:
    """Whether one letter more, less, other, or two swapped make one into the other. Linear."""
    if len(one) > len(two):
        one, two = two, one
    start = 0
    while start < len(one) and one[start] == two[start]:
        start += 1
    rest_one, rest_two = one[start:], two[start:]
    if len(one) != len(two):
        return rest_one == rest_two[1:]
    return rest_one[1:] == rest_two[1:] or (rest_one[:2] == rest_two[1::-1] and rest_one[2:] == rest_two[2:])


def _keep(found: dict[str, float], text: str, closeness: float, lexicon: Lexicon) -> None:
    if text in lexicon:
        found[text] = max(found.get(text, 0.0), closeness)


def keeps_accents(typed: str, meant: str) -> bool:
    """Whether `meant` has all accented letters of `typed`: a slip of the finger on another letter leaves them alone."""
    return _accents(typed) <= _accents(meant)


def _accents(syllable: str) -> set[str]:
    return {letter for letter in syllable if not letter.isascii()}


def _sound_alikes(syllable: str) -> set[str]:
    found = {syllable.translate(_HOOK_AND_TILDE)}
    for one, two in _ONSETS:
        for left, right in ((one, two), (two, one)):
            if syllable.startswith(left):
                found.add(right + syllable[len(left) :])
    for one, two in _FINALS:
        for left, right in ((one, two), (two, one)):
            if syllable.endswith(left):
                found.add(syllable[: -len(left)] + right)
    return found - {syllable}


def restore(readings: list[tuple[str, ...]], lexicon: Lexicon) -> list[str]:
    """The likeliest sequence out of the `readings` of each place: Viterbi over pair counts, df as the ground.

    A place without readings gives "". Cost: readings of a place times those of the next.
    """
    best: list[dict[str, tuple[float, str]]] = []
    for place, options in enumerate(readings):
        forms = options or ("",)
        before = best[place - 1] if place else {"": (0.0, "")}
        links = _links(tuple(before), forms, lexicon)
        row: dict[str, tuple[float, str]] = {}
        for column, form in enumerate(forms):
            score, source = max(
                ((scored + links[at][column], text) for at, (text, (scored, _)) in enumerate(before.items())),
                key=_score,
            )
            row[form] = score + 0.3 * log(1 + lexicon.count(form)), source
        best.append(row)
    return _traced(best)


def _score(scored: tuple[float, str]) -> float:
    return scored[0]


def _links(befores: tuple[str, ...], afters: tuple[str, ...], lexicon: Lexicon) -> list[list[float]]:
    """How well each of `afters` follows each of `befores`."""
    counts = lexicon.pair_counts(befores, afters)
    return [
        [
            log(1 + 200 * together / (20 + lexicon.count(before))) + log(1 + together) if together else 0.0
            for together in row
        ]
        for before, row in zip(befores, counts, strict=True)
    ]


def _traced(best: list[dict[str, tuple[float, str]]]) -> list[str]:
    if not best:
        return []
    last = max(best[-1], key=lambda form: best[-1][form][0])
    path = [last]
    for row in reversed(best[1:]):
        path.append(row[path[-1]][1])
    return path[::-1]
