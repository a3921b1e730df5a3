"""Letters typed for a Vietnamese keyboard that was off: Telex "nguyeenx" and VNI "nguye64n" are nguyễn."""

from __future__ import annotations

from unicodedata import normalize

from indexer.text.fold import is_vietnamese_syllable, neutral

_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_CIRCUMFLEX = {"a": "â", "e": "ê", "o": "ô"}
_HORN = {"u": "ư", "o": "ơ"}
_VOWELS = frozenset("aăâeêioôơuưy")


def from_telex(word: str) -> str | None:
    """The syllable meant by `word` in neutral form; None where it is not Telex or gives no Vietnamese syllable."""
    return _checked(word, _telex(word.lower()))


def from_vni(word: str) -> str | None:
    """The syllable meant by `word` in neutral form; None where it is not VNI or gives no Vietnamese syllable."""
    return _checked(word, _vni(word.lower()))


def _checked(word: str, letters_and_tone: tuple[list[str], str] | None) -> str | None:
    if letters_and_tone is None:
        return None
    letters, tone = letters_and_tone
    spelt = "".join(letters)
    if tone:
        vowels = [at for at, letter in enumerate(letters) if letter in _VOWELS]
        if not vowels:
            return None
        # `neutral` moves the mark to its proper letter.
        letters = [*letters[: vowels[-1] + 1], tone, *letters[vowels[-1] + 1 :]]
        spelt = normalize("NFC", "".join(letters))
    found = neutral(spelt)
    return found if found != neutral(word) and is_vietnamese_syllable(found) else None


def _telex(word: str) -> tuple[list[str], str] | None:
    letters: list[str] = []
    tone = ""
    for character in normalize("NFC", word):
        if not character.isalpha():
            return None
        seen_vowel = any(letter in _VOWELS for letter in letters)
        if character in _TONES and seen_vowel:
            tone = _TONES[character]
        elif character == "w":
            _horn(letters)
        elif character == "d" and "d" in letters[:1]:
            letters[0] = "đ"
        elif character in _CIRCUMFLEX and character in letters:
            letters[letters.index(character)] = _CIRCUMFLEX[character]
        elif character == "o" and letters[-1:] == ["ư"]:
            letters.append("ơ")  # "phuwongf" as well as "phuowngf"
        else:
            letters.append(character)
    return letters, tone


def _horn(letters: list[str]) -> None:
    """What w does: uo becomes ươ, else the last of u, o, a gets its horn or breve; alone it is ư."""
    if letters[-2:] == ["ư", "ơ"]:
        return  # "luwowng": the second w of those who type both
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] == "a":
            letters[at] = "ă"
            return
        if letters[at] in _HORN:
            if letters[at] == "o" and at and letters[at - 1] == "u":
                letters[at - 1] = "ư"
            letters[at] = _HORN[letters[at]]
            return
    letters.append("ư")


def _vni(word: str) -> tuple[list[str], str] | None:
    letters: list[str] = []
    tone = ""
    for character in word:
        if character in _VNI_TONES:
            tone = _VNI_TONES[character]
        elif character == "6":
            _replace_last(letters, _CIRCUMFLEX)
        elif character == "7":
            _horn(letters)
        elif character == "8":
            _replace_last(letters, {"a": "ă"})
        elif character == "9":
            _replace_last(letters, {"d": "đ"})
        elif character.isalpha():
            letters.append(character)
        else:
            return None
    return letters, tone


def _replace_last(letters: list[str], forms: dict[str, str]) -> None:
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] in forms:
            letters[at] = forms[letters[at]]
            return
