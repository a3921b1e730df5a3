"""Clean characters: NFC, ordinary spaces and hyphens, no invisible characters, no look-alike letters.

What comes out reads the same as what went in; every character knows where it stood. Letters that only look right
are replaced by `lookalikes`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import is_normalized, normalize

from indexer.model import OffsetMap
from indexer.text.lookalikes import base_letter, has_suspects, without_lookalikes
from indexer.text.offsets import IDENTITY, compose

_INVISIBLE = (
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
)
_MARKS = r"\u0300-\u034e\u0350-\u036f"
_SPACES = r"\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_ENDS = r"\r\x0b\x0c\x85\u2028\u2029"
# Ligatures, full-width and ornamental letters, Roman numerals of one character: what Unicode calls compatible.
_STYLED = r"\uff01-\uff5e\ufb00-\ufb06\u2160-\u2188\U0001d400-\U0001d7ff"
_PIECE = re.compile(
    rf"""
      (?P<line> [{_SPACES}{_INVISIBLE}]* (?: \r\n | [{_LINE_ENDS}] ) )
    | (?P<space> [{_SPACES}] [{_SPACES}{_INVISIBLE}]* )
    | (?P<letter> \w [{_INVISIBLE}]* [{_MARKS}] [{_MARKS}{_INVISIBLE}]* )
    | (?P<styled> [{_STYLED}]+ )
    | (?P<invisible> [{_INVISIBLE}]+ )
    """,
    re.VERBOSE,
)
# Everything that keeps a text from being clean already, except letters that NFC composes.
_ODD = re.compile(rf"[{_INVISIBLE}{_MARKS}{_LINE_ENDS}{_STYLED}\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]|  ")
_NOT_ASCII = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_FIRST_MARKS = "\u0302\u0306\u031b"
# A short or long stroke over d makes đ; it does not compose.
_STROKES = frozenset("\u0335\u0336")


@dataclass(frozen=True, slots=True)
class Normalised:
    """A clean text, and where its characters stood."""

    text: str
    origin: OffsetMap


def normalise(text: str) -> Normalised:
    """`text` in NFC without invisible characters, look-alikes or odd spaces; line ends stay. Idempotent."""
    origin = IDENTITY
    if is_clean(text):
        return Normalised(text, origin)
    if _ODD.search(text):
        text, origin = _rewritten(text, _PIECE)
    text = without_lookalikes(text)
    if not is_normalized("NFC", text):
        text, composed = _rewritten(text, _NOT_ASCII)
        origin = compose(origin, composed)
    return Normalised(text, origin)


class _Clean(dict[str, bool]):
    """Whether a character is never changed whatever stands around it, worked out at first sight."""

    def __missing__(self, sign: str) -> bool:
        self[sign] = not _ODD.match(sign) and not has_suspects(sign) and is_normalized("NFC", sign)
        return self[sign]


_CLEAN = _Clean()


def is_clean(text: str) -> bool:
    """Whether `normalise` leaves the text as it is, whatever stands around it; false where that needs a closer look.

    Ten times quicker than looking for what is to be changed.
    """
    return all(map(_CLEAN.__getitem__, set(text))) and "  " not in text and is_normalized("NFC", text)


def _rewritten(text: str, pattern: re.Pattern[str]) -> tuple[str, OffsetMap]:
    """`text` with every piece that the pattern finds made clean, and the way back."""
    out: list[str] = []
    breaks = [(0, 0)]
    length = at = 0
    for match in pattern.finditer(text):
        piece = _clean_piece(match)
        out += (text[at : match.start()], piece)
        length += match.start() - at + len(piece)
        at = match.end()
        if len(piece) != at - match.start():
            if breaks[-1][0] == length:
                breaks.pop()
            breaks.append((length, at))
    out.append(text[at:])
    return "".join(out), OffsetMap(tuple(breaks))


def _clean_piece(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind == "line":
        return "\n"
    if kind == "space":
        return " "
    if kind == "letter":
        return _composed(match[0])
    if kind == "styled":
        return normalize("NFKC", match[0])
    return "" if kind == "invisible" else normalize("NFC", match[0])


def _composed(cluster: str) -> str:
    """One letter with its marks in NFC; circumflex, breve and horn go before the tone whatever the order."""
    parted = normalize("NFKD" if cluster[0] >= "\u2100" else "NFD", cluster)
    marks = [mark for mark in dict.fromkeys(parted[1:]) if "\u0300" <= mark <= "\u036f" and mark != "\u034f"]
    marks.sort(key=lambda mark: mark not in _FIRST_MARKS)
    base = base_letter(parted[0])
    if base in "dD" and not _STROKES.isdisjoint(marks):
        base, marks = {"d": "đ", "D": "Đ"}[base], [mark for mark in marks if mark not in _STROKES]
    return normalize("NFC", base + "".join(marks))
