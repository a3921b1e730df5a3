"""Whether a text is Vietnamese, another language, or Vietnamese with its accents scrambled on purpose."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import Literal, NamedTuple
from unicodedata import normalize

from indexer.text.fold import TONES, is_bare, is_vietnamese_syllable

Language = Literal["vi", "other", "scrambled"]
_WORD = re.compile(r"[^\W\d_]+")
# Enough to tell; the cost of a long text stays that of a short one.
_SAMPLE = 200
_TOO_FEW = 8


def language(text: str) -> Language:
    """What the first words of `text` (NFC) are; "vi" where there are too few to tell, and for bare Vietnamese."""
    words = [match[0] for match in islice(_WORD.finditer(text), _SAMPLE)]
    if len(words) < _TOO_FEW:
        return "vi" if all(word[0] < "\u0250" or "\u1e00" <= word[0] <= "\u1eff" for word in words) else "other"
    judged = [_judged(word) for word in words]
    possible = sum(one.shaped for one in judged)
    accented = [one for one in judged if not one.bare]
    if 10 * len(accented) < len(words):
        return "vi" if possible >= 0.8 * len(words) else "other"
    right = sum(one.right for one in accented)
    shaped = sum(one.shaped for one in accented)
    toned_twice = sum(one.toned_twice for one in accented)
    if toned_twice > 0.05 * len(accented) or right < 0.75 * shaped:
        return "scrambled" if shaped + toned_twice > 0.7 * len(accented) else "other"
    return "vi" if right >= 0.6 * len(accented) and possible >= 0.5 * len(words) else "other"


class _Judged(NamedTuple):
    """A word without accents, possible as it is spelt, possible with other accents, with more than one tone."""

    bare: bool
    right: bool
    shaped: bool
    toned_twice: bool


@lru_cache(maxsize=50_000)
def _judged(word: str) -> _Judged:
    bare = is_bare(word)
    tones = 0 if bare else sum(mark in TONES for mark in normalize("NFD", word))
    return _Judged(bare, is_vietnamese_syllable(word), is_vietnamese_syllable(word, bare=True), tones > 1)
