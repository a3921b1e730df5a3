"""Where plain words and numbers stand in a text: found by their letters, without analysing the text.

A word of letters alone stands where its letters stand between other signs, in one of its spellings, and nearly all
that readers look for is made of such words. Looking for the letters takes a hundredth of the time of analysing the
text. What only the analyzer knows is left to it: documents, days, numbers with points or commas, abbreviations printed
in parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from indexer.search.units import Place, Unit
from indexer.text.fold import is_bare, neutral, split_tone
from indexer.text.normalise import is_clean

# As the analyzer tells letters, of which words are runs.
_LETTER = re.compile(r"[^\W\d_²³¹⁰⁴-⁹]")
# What may stand between two words of a phrase: no letter, no number, no end of a paragraph.
_BETWEEN = re.compile(r"(?:[^\w\n]|_)*")
# A superset of what joins the parts of an abbreviation (see `analysis.glue`), the apostrophe apart.
_JOINT = "(?:[ ]?[.&–-][ ]?|[ ])"
_VOWELS = frozenset("aăâeêioôơuưy")
# Numbers that may be read together with what stands beside them.
_ODD_NUMBER = r"\d[.,]\d|[²³¹⁰⁴-⁹]|(?![0-9])\d"
# Of up to so many digits the leading zeros do not count (see `analysis.atoms`).
_PLAIN_NUMBER = 4


class _Signs(dict[str, str]):
    """What a character belongs to, words ("a"), numbers ("1") or neither (""); worked out at first sight."""

    def __missing__(self, sign: str) -> str:
        self[sign] = "a" if _LETTER.match(sign) else "1" if sign.isdecimal() else ""
        return self[sign]


_KINDS = _Signs()


@dataclass(frozen=True, slots=True)
class PlainWords:
    """Units of plain words: for each unit and each of its steps all spellings of all its alternatives.

    `odd` finds, in lower case, what only the analyzer can tell: one of the words printed in parts, a number with a
    point; None where nothing can be.
    """

    steps: tuple[tuple[tuple[str, ...], ...], ...]
    odd: re.Pattern[str] | None

    def places(self, text: str) -> list[Place]:
        """Where the units stand, in order; all places where `tells_all` of the text."""
        lower = text.lower()
        if len(lower) != len(text):
            return []
        places = [(*span, number) for number, steps in enumerate(self.steps) for span in _phrases(lower, steps)]
        places.sort()
        return places

    def tells_all(self, text: str) -> bool:
        """Whether `places` has all that the analyzer would find in this text."""
        return not (
            "'" in text
            or len(lower := text.lower()) != len(text)
            or (self.odd and self.odd.search(lower))
            or not is_clean(text)
        )


@lru_cache(maxsize=1_000)
def plain_words(wanted: tuple[Unit, ...]) -> PlainWords | None:
    """The units as plain words; None where any of them is something else."""
    if not all(unit.ordered and not unit.slop and all(map(_is_plain, unit.steps)) for unit in wanted):
        return None
    return _as_words([unit.steps for unit in wanted])


@lru_cache(maxsize=1_000)
def words_among(wanted: tuple[Unit, ...]) -> PlainWords:
    """The plain words among all steps of the units, each as a unit of its own."""
    return _as_words([(step,) for unit in wanted for step in unit.steps if _is_plain(step)])


def _is_plain(step: frozenset[str]) -> bool:
    return all(form.isalpha() or "_" in form or (form.isascii() and form.isdecimal()) for form in step)


def _as_words(units: Sequence[Sequence[frozenset[str]]]) -> PlainWords:
    # Compounds are terms of the index, but not of texts that are shown: their syllables are.
    forms = [[sorted(form for form in step if "_" not in form) for step in steps] for steps in units]
    spelt = tuple(tuple(tuple(_all_spellings(step)) for step in steps) for steps in forms)
    every = {form for steps in forms for step in steps for form in step}
    parted = "|".join(sorted(parts for form in every for parts in _parted(form)))
    odd = [_ODD_NUMBER] if any(form.isdecimal() for form in every) else []
    odd += [rf"(?<![^\W\d_])(?:{parted})(?![^\W\d_])"] if parted else []
    return PlainWords(spelt, re.compile("|".join(odd)) if odd else None)


def _all_spellings(forms: Sequence[str]) -> Iterator[str]:
    """Yield every spelling of every form."""
    for form in forms:
        yield from spellings(form)


def spellings(form: str) -> tuple[str, ...]:
    """All ways to write a normal syllable, in lower case: the tone mark on another vowel, i for y. Of a number: zeros
    before it."""
    if form.isdecimal():
        return tuple(form.zfill(length) for length in range(len(form), max(len(form), _PLAIN_NUMBER) + 1))
    letters, tone = split_tone(form)
    if letters is None:
        return (form,)
    swapped = {"i": "y", "y": "i"}
    written = {letters} | {
        letters[:at] + swapped[letter] + letters[at + 1 :] for at, letter in enumerate(letters) if letter in swapped
    }
    if tone:
        written = {
            normalize("NFC", one[: at + 1] + tone + one[at + 1 :])
            for one in written
            for at, letter in enumerate(one)
            if letter in _VOWELS
        }
    return tuple(sorted(one for one in written if neutral(one) == form))


def _parted(form: str) -> Iterator[str]:
    """Patterns of the form printed in two parts or more: parts of abbreviations have no accents but đ."""
    if is_bare(form.replace("đ", "d")):
        for at in range(1, len(form)):
            yield form[:at] + _JOINT + form[at] + "".join(f"{_JOINT}?{letter}" for letter in form[at + 1 :])


# --- finding --------------------------------------------------------------------------------------
def _phrases(lower: str, steps: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Yield where the steps stand one right after the other."""
    first, *others = steps
    if not others:
        yield from _words(lower, first)
        return
    ends = [dict(_words(lower, step)) for step in others]
    for start, end in _words(lower, first) if all(ends) else ():
        at: int | None = end
        for step in ends:
            at = step.get(_next_word(lower, at)) if at is not None else None
        if at is not None:
            yield start, at


def _next_word(lower: str, end: int) -> int:
    found = _BETWEEN.match(lower, end)
    return found.end() if found else end


def _words(lower: str, spelt: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where any of the spellings stands as a whole word."""
    for word in spelt:
        kind = _KINDS[word[0]]
        at = lower.find(word)
        while at >= 0:
            end = at + len(word)
            if not (at and _KINDS[lower[at - 1]] == kind) and not (end < len(lower) and _KINDS[lower[end]] == kind):
                yield at, end
            at = lower.find(word, end)
