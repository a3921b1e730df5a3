"""The order of Vietnamese words: Đ behind D, Ơ behind Ô, and of one letter its tones as dictionaries have them."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize

_LETTERS = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
# Level, huyền, hỏi, ngã, sắc, nặng: the order of the dictionary of the Institute of Linguistics.
_TONES = {mark: place for place, mark in enumerate("\u0300\u0309\u0303\u0301\u0323", start=1)}
_OTHERS = len(_LETTERS)

Key = tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]


@lru_cache(maxsize=4096)
def collation_key(text: str) -> Key:
    """What to sort by: syllable by syllable its letters, then its tone. Signs and digits come before letters."""
    return tuple(_syllable_key(syllable) for syllable in text.casefold().split())


def _syllable_key(syllable: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    letters: list[int] = []
    tones: list[int] = []
    for character in normalize("NFC", syllable):
        base, tone = _parted(character)
        letters.append(_LETTERS[base] if base in _LETTERS else ord(base) - 0x110000 - _OTHERS)
        tones.append(tone)
    return tuple(letters), tuple(tones)


def _parted(character: str) -> tuple[str, int]:
    """A letter without its tone, and the tone."""
    marks = normalize("NFD", character)
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), 0)
    base = normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    return base[:1], tone
