"""Clean characters: NFC, ordinary spaces and hyphens, no invisible characters, no look-alike letters.

What comes out reads the same as what went in; every character knows where it stood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import is_normalized, normalize

from indexer.model import OffsetMap
from indexer.text.offsets import IDENTITY

_INVISIBLE = (
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
)
_MARKS = r"\u0300-\u034e\u0350-\u036f"
_SPACES = r"\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_PIECE = re.compile(
    rf"""
      (?P<line> \r\n | [\r\x0b\x0c\x85\u2028\u2029] )
    | (?P<space> [{_SPACES}] [{_SPACES}{_INVISIBLE}]* )
    | (?P<letter> \w [{_INVISIBLE}]* [{_MARKS}] [{_MARKS}{_INVISIBLE}]* )
    | (?P<invisible> [{_INVISIBLE}]+ )
    """,
    re.VERBOSE,
)
# Everything that keeps a text from being clean already, except letters that NFC composes.
_ODD = re.compile(rf"[{_INVISIBLE}{_MARKS}\r\x0b\x0c\x85\u2028\u2029\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]|  ")
_HYPHENS = {0x2010: "-", 0x2011: "-", 0x2043: "-", 0x2212: "-", 0xFE63: "-", 0xFF0D: "-"}
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])[’ʼ′`´‘](?=[^\W\d_])|(?<=\b[BCDĐGHKLMNPRSTY])[’ʼ′`´‘](?=[ ][A-ZĐ])")
_ETH = re.compile(r"\b[ðÐƉ]|(?<=[A-ZĐ])[ÐƉ]")
_FIRST_MARKS = "\u0302\u0306\u031b"


@dataclass(frozen=True, slots=True)
class Normalised:
    """A clean text, and where its characters stood."""

    text: str
    origin: OffsetMap


def normalise(text: str) -> Normalised:
    """`text` in NFC without invisible characters, look-alikes or odd spaces; line ends stay. Idempotent."""
    origin = IDENTITY
    if _ODD.search(text) or not is_normalized("NFC", text):
        text, origin = _rewritten(text)
    if text.isascii():
        return Normalised(text, origin)
    return Normalised(_without_lookalikes(text), origin)


def _rewritten(text: str) -> tuple[str, OffsetMap]:
    out: list[str] = []
    breaks = [(0, 0)]
    length = at = 0
    for match in _PIECE.finditer(text):
        piece = _clean_piece(match)
        out += (text[at : match.start()], piece)
        length += match.start() - at + len(piece)
        at = match.end()
        if len(piece) != match.end() - match.start():
            if breaks[-1][0] == length:
                breaks.pop()
            breaks.append((length, at))
    out.append(text[at:])
    return "".join(out), OffsetMap(tuple(breaks))


def _clean_piece(match: re.Match[str]) -> str:
    if match.lastgroup == "line":
        return "\n"
    if match.lastgroup == "space":
        return " "
    if match.lastgroup == "letter":
        return _composed(match[0])
    return ""


def _composed(cluster: str) -> str:
    """One letter with its marks in NFC; circumflex, breve and horn go before the tone whatever the order."""
    parted = normalize("NFD", cluster)
    marks = [mark for mark in dict.fromkeys(parted[1:]) if "\u0300" <= mark <= "\u036f" and mark != "\u034f"]
    marks.sort(key=lambda mark: mark not in _FIRST_MARKS)
    return normalize("NFC", parted[0] + "".join(marks))


def _without_lookalikes(text: str) -> str:
    """Length is kept."""
    text = text.translate(_HYPHENS)
    text = _APOSTROPHE.sub("'", text)
    return _ETH.sub(lambda match: "đ" if match[0] == "ð" else "Đ", text)
