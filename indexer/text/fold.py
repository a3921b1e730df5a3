"""Normal forms of letters and syllables, for comparing.

A Vietnamese syllable is onset + rime + tone. Where the tone mark is written (hoà, hòa) and i or y after some
onsets (kĩ, kỹ) are a matter of style; the index knows one form of each.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from unicodedata import is_normalized, normalize

from indexer.tables import read_table

TONES = "\u0300\u0301\u0303\u0309\u0323"
# A syllable that ends in c, ch, p or t has sắc or nặng.
_STOPPED_TONES = frozenset("\u0301\u0323")
_MARKED = frozenset("ăâêôơư")
_TONE_ORDER = "\u0300\u0309\u0303\u0301\u0323"
_ALPHABET = {letter: chr(0x100 + place) for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_SORTED = re.compile(r"\d+|[^\W\d_]+")
_PARTS = re.compile(
    r"""
    (?P<onset> qu(?=[aăâeêioôơuưy]) | gi(?=[aăâeêoôơuư]) | [bcdđfghjklmnpqrstvwxzƀčñ]* )
    (?P<nucleus> [aăâeêioôơuưyĕĭŏŭ]+ )
    (?P<final> [bcdđfghjklmnpqrstvwxzƀčñ]* )
    """,
    re.VERBOSE,
)


class _Letters(dict[int, int]):
    """Code point -> code point of the bare lower-case letter, worked out at first sight."""

    def __missing__(self, code: int) -> int:
        character = chr(code)
        base = normalize("NFD", character)[0].lower()[0] if character.isalpha() else character
        base = {"đ": "d", "ð": "d", "ɖ": "d", "ƀ": "b", "ı": "i"}.get(base, base)
        self[code] = ord(base)
        return self[code]


_LETTERS = _Letters()


def fold(text: str) -> str:
    """`text` (NFC) in lower case without any marks and with d for đ; exactly as long, so offsets stay valid."""
    return text.lower() if text.isascii() else text.translate(_LETTERS)


@lru_cache(maxsize=200_000)
def neutral(syllable: str) -> str:
    """The index's form of a syllable: lower case, tone mark and i/y where the tables put them, accents kept.

    hoà = hòa, tòan = toán's letters with huyền = toàn, kĩ = kỹ, quí = quý. What is no syllable is only lowered.
    """
    lower = syllable.lower()
    if not is_normalized("NFC", lower):
        lower = normalize("NFC", lower)
    letters, tone = split_tone(lower)
    if letters is None:
        return lower
    parts = _PARTS.fullmatch(letters)
    if parts is None:
        return lower
    onset, nucleus, final = parts["onset"], parts["nucleus"], parts["final"]
    nucleus = _settled(onset, nucleus, final)
    return normalize("NFC", onset + _toned(nucleus, final, tone) + final)


def collation_key(text: str) -> str:
    """A key that sorts as Vietnamese dictionaries do, syllable by syllable: letters (a ă â … d đ … y), then tone.

    Tones: none, huyền, hỏi, ngã, sắc, nặng. Numbers sort by value, before letters; what is left equal by lower case
    first.
    """
    parts = [_syllable_key(match[0]) for match in _SORTED.finditer(normalize("NFC", text))]
    return "\x01".join(parts) + "\x00" + text.swapcase()


def _syllable_key(syllable: str) -> str:
    if syllable.isdecimal():
        return syllable.zfill(12)
    letters, tone = split_tone(neutral(syllable))
    order = "".join(_ALPHABET.get(letter, letter) for letter in (letters or syllable.lower()))
    return f"{order}\x02{_TONE_ORDER.find(tone) + 1 if tone else 0}"


def split_tone(syllable: str) -> tuple[str | None, str]:
    """(letters without tone, tone mark or ""). Letters are None where there is more than one tone mark."""
    if syllable.isascii():
        return syllable, ""
    parted = normalize("NFD", syllable)
    tones = [mark for mark in parted if mark in TONES]
    if not tones:
        return syllable, ""
    if len(tones) > 1:
        return None, ""
    return normalize("NFC", parted.replace(tones[0], "")), tones[0]


def is_bare(syllable: str) -> bool:
    """Whether it was typed without any accent: letters of a to z alone ("duong"; also "ban", which has none)."""
    return syllable.isascii() and syllable.isalpha()


@lru_cache(maxsize=200_000)
def is_vietnamese_syllable(syllable: str, *, bare: bool = False) -> bool:
    """Whether it could be spelt so in Vietnamese: a known onset before a known rime, with a tone the rime can bear.

    With `bare` it may stand without its accents, all or some: "duong" is possible, "stand" is not.
    """
    letters, tone = split_tone(neutral(syllable))
    parts = _PARTS.fullmatch(letters or "")
    if parts is None:
        return False
    onset, rime = parts["onset"], parts["nucleus"] + parts["final"]
    if onset == "gi" and rime.startswith("ê"):
        rime = "i" + rime
    if bare:
        return (fold(onset), fold(rime)) in _bare_shapes()
    stopped = parts["final"] in {"c", "ch", "p", "t"}
    return (onset, rime) in _shapes() and (not stopped or tone in _STOPPED_TONES)


@cache
def _shapes() -> frozenset[tuple[str, str]]:
    """Every possible (onset, rime), by the spelling rules of the tables."""
    rimes = [row["rime"] for _, row in read_table("text_rimes", ("rime", "source"))]
    onsets = [(row["onset"], row["before"]) for _, row in read_table("text_onsets", ("onset", "before", "source"))]
    return frozenset((onset, rime) for onset, before in [("", "any"), *onsets] for rime in rimes if _fits(before, rime))


@cache
def _bare_shapes() -> frozenset[tuple[str, str]]:
    return frozenset((fold(onset), fold(rime)) for onset, rime in _shapes())


def _fits(before: str, rime: str) -> bool:
    """Whether an onset written only `before` front or back vowels stands before this rime: ngh-e, ng-a, g-i."""
    front = rime[0] in "eêiy"
    return before == "any" or front == (before == "front") or (before == "back+i" and rime[0] == "i")


def _settled(onset: str, nucleus: str, final: str) -> str:
    """i or y as the table settles it where both are written: alone after some onsets, and always after qu."""
    if nucleus in {"i", "y"} and (not final or onset == "qu"):
        return _i_or_y().get(onset, nucleus)
    return nucleus


def _toned(nucleus: str, final: str, tone: str) -> str:
    """The tone mark on the letter that bears it: ă â ê ô ơ ư first (ơ of ươ), else by the classic rule (hòa)."""
    if not tone:
        return nucleus
    marked = [at for at, letter in enumerate(nucleus) if letter in _MARKED]
    if marked:
        at = marked[-1]
    elif len(nucleus) == 1:
        at = 0
    else:
        at = 1 if final or len(nucleus) > 2 else 0
    return nucleus[: at + 1] + tone + nucleus[at + 1 :]


@cache
def _i_or_y() -> dict[str, str]:
    rows = read_table("text_i_or_y", ("onset", "letter", "source"))
    return {row["onset"]: row["letter"] for _, row in rows}
