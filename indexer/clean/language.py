"""Whether a text is Vietnamese as people write it: translations and scrambled copies are marked, not dropped."""

from __future__ import annotations

import re
from unicodedata import normalize

# Marks that letters of Vietnamese carry, and đ.
_MARKED_WORD = re.compile(
    "[^\\W\\d_]*?(?:đ|\\w[\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323])[^\\s]*", re.IGNORECASE
)
_DOUBLE_TONE = re.compile(
    r"[\u0300\u0301\u0303\u0309\u0323][\u0302\u0306\u031b]?\w+[\u0302\u0306\u031b]?[\u0300\u0301\u0303\u0309\u0323]"
)
# Vietnamese prose has an accented letter in 60 to 85 of 100 syllables; translations have some only in names.
_FEWEST_ACCENTED = 0.25
# A syllable carries one tone. Copies with swapped accents break that in every third word; typing errors hardly ever.
_MOST_DOUBLE_TONES = 0.05
_SAMPLE = 800


def language_notes(text: str) -> tuple[str, ...]:
    """Notes on a text that is not ordinary Vietnamese; none for one that is, or is too short to tell."""
    sample = normalize("NFD", text[:_SAMPLE])
    words = sample.count(" ") + 1
    if words < 20:
        return ()
    if sum(1 for _ in _MARKED_WORD.finditer(sample)) < _FEWEST_ACCENTED * words:
        return ("not Vietnamese, or written without accents",)
    double = sum(1 for _ in _DOUBLE_TONE.finditer(sample))
    return ("scrambled accents",) if double > _MOST_DOUBLE_TONES * words else ()
