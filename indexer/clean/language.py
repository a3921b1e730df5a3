"""Whether a text is Vietnamese as people write it: translations and scrambled copies are marked, not dropped."""

from __future__ import annotations

import re
from unicodedata import normalize

_WORD = re.compile(r"[^\W\d_]+")
_VIETNAMESE = re.compile(r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
# Vietnamese prose has an accented letter in 60 to 85 of 100 syllables; translations have some only in names.
_FEWEST_ACCENTED = 0.25
# A syllable carries one tone. Copies with swapped accents break that in every third word; typing errors hardly ever.
_MOST_DOUBLE_TONES = 0.05
_SAMPLE = 1500


def language_notes(text: str) -> tuple[str, ...]:
    """Notes on a text that is not ordinary Vietnamese; none for one that is, or is too short to tell."""
    words = _WORD.findall(text[:_SAMPLE])
    if len(words) < 20:
        return ()
    accented = [word for word in words if _VIETNAMESE.search(word)]
    if len(accented) < _FEWEST_ACCENTED * len(words):
        return ("not Vietnamese, or written without accents",)
    double = sum(len(_TONES.findall(normalize("NFD", word))) > 1 for word in accented)
    return ("scrambled accents",) if double > _MOST_DOUBLE_TONES * len(words) else ()
