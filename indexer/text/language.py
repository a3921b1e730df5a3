"""Whether a text is Vietnamese, another language, or Vietnamese with its accents scrambled on purpose."""

from __future__ import annotations

import re
from itertools import islice
from typing import Literal
from unicodedata import normalize

from indexer.text.fold import TONES, is_bare, is_vietnamese_syllable

Language = Literal["vi", "other", "scrambled"]
_WORD = re.compile(r"[^\W\d_]+")
# Enough to tell; the cost of a long text stays that of a short one.
_SAMPLE = 400
_TOO_FEW = 8


def language(text: str) -> Language:
    """What the first words of `text` (NFC) are; "vi" where there are too few to tell, and for bare Vietnamese."""
    words = [match[0] for match in islice(_WORD.finditer(text), _SAMPLE)]
    if len(words) < _TOO_FEW:
        return "vi" if all(word[0] < "\u0250" or "\u1e00" <= word[0] <= "\u1eff" for word in words) else "other"
    accented = [word for word in words if not is_bare(word)]
    if 10 * len(accented) < len(words):
        return _of_bare(words)
    right = sum(is_vietnamese_syllable(word) for word in accented)
    shaped = sum(is_vietnamese_syllable(word, bare=True) for word in accented)
    toned_twice = sum(_tones(word) > 1 for word in accented)
    if toned_twice > 0.05 * len(accented) or right < 0.75 * shaped:
        return "scrambled" if shaped + toned_twice > 0.7 * len(accented) else "other"
    possible = sum(is_vietnamese_syllable(word, bare=True) for word in words)
    return "vi" if right >= 0.6 * len(accented) and possible >= 0.5 * len(words) else "other"


def _of_bare(words: list[str]) -> Language:
    """Typed without accents, or a language that has none."""
    possible = sum(is_vietnamese_syllable(word, bare=True) for word in words)
    return "vi" if possible >= 0.8 * len(words) else "other"


def _tones(word: str) -> int:
    return sum(mark in TONES for mark in normalize("NFD", word))
