"""Characters that only look like the Vietnamese ones: ð for đ, Cyrillic С for C, ’ for the apostrophe of H'Bia.

Each is replaced by one character, so offsets stay valid, and only where the word around it shows what is meant.
"""

from __future__ import annotations

import re
from functools import cache

from indexer.tables import read_table
from indexer.text.fold import is_vietnamese_syllable

_SUSPECT = re.compile(r"[‐‑⁃−﹣’ʼ′`´‘ðÐƉɖǍǎƢƣɑ\u0370-\u052f]")
_HYPHENS = re.compile("[‐‑⁃−﹣]")
# Between letters ("M’nông"), or behind the one letter that begins a name written apart ("H’ Bia").
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])[’ʼ′`´‘](?=[^\W\d_])|(?<=\b[BCDĐGHKLMNPRSTY])[’ʼ′`´‘](?=[ ][A-ZĐ])")
# đ begins a syllable; behind capitals it stands in an abbreviation (HĐND), which Icelandic words are too long for.
_ETH = re.compile(r"\b[ðÐƉɖ]|(?<=\b[A-ZĐÐ])[ÐƉ]|(?<=\b[A-ZĐÐ]{2})[ÐƉ]|(?<=\b[A-ZĐÐ]{3})[ÐƉ]|(?<=\b[A-ZĐÐ]{4})[ÐƉ]")
_ODD_VOWEL = re.compile("[ǍǎƢƣɑ]")
_WORD = re.compile(r"[^\W\d_]+")
_CHUNK = re.compile(r"\S+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_FOREIGN = re.compile("[\u0370-\u052f]")


def without_lookalikes(text: str) -> str:
    """`text` (not ASCII) with look-alikes replaced; exactly as long."""
    if not _SUSPECT.search(text):
        return text
    text = _HYPHENS.sub("-", text)
    text = _APOSTROPHE.sub("'", text)
    text = _ETH.sub(lambda match: "đ" if match[0] in "ðɖ" else "Đ", text)
    if _ODD_VOWEL.search(text):
        text = _WORD.sub(_syllable, text)
    return _CHUNK.sub(_latin, text) if _FOREIGN.search(text) else text


def has_suspects(text: str) -> bool:
    """Whether anything in `text` may be a look-alike, depending on what stands around it."""
    return _SUSPECT.search(text) is not None


def base_letter(letter: str) -> str:
    """The Latin letter that bears Vietnamese marks where `letter` only looks like it."""
    return _letters("any").get(letter) or _letters("syllable").get(letter, letter)


def _syllable(match: re.Match[str]) -> str:
    if not _ODD_VOWEL.search(match[0]):
        return match[0]
    read = "".join(_letters("syllable").get(letter, letter) for letter in match[0])
    return read if is_vietnamese_syllable(read) else match[0]


def _latin(match: re.Match[str]) -> str:
    """A word with letters of two scripts, all foreign ones of a Latin shape, is a Latin word."""
    known = _letters("any")
    foreign = _FOREIGN.findall(match[0])
    if not foreign or not _LATIN.search(match[0]) or not all(letter in known for letter in foreign):
        return match[0]
    return "".join(known.get(letter, letter) for letter in match[0])


@cache
def _letters(where: str) -> dict[str, str]:
    rows = read_table("text_lookalikes", ("printed", "letter", "where", "source"))
    return {row["printed"]: row["letter"] for _, row in rows if row["where"] == where}
