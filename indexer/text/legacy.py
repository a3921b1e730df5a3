"""Text stored for the fonts of before Unicode (TCVN3, VNI, VIQR), and text decoded wrongly, put right.

Each paragraph is judged by itself, since pages mix encodings, and changed only where the evidence is strong: its
words are no Vietnamese as they stand and are Vietnamese once converted. Run it before `normalise`, which drops the
soft hyphen that TCVN3 uses for "ư".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

from indexer.model import OffsetMap
from indexer.tables import read_table
from indexer.text.fold import TONES, is_vietnamese_syllable
from indexer.text.offsets import IDENTITY, compose
from indexer.text.split import join_torn

# Letters that neither TCVN3 nor VNI text has: what holds one is Unicode already.
_UNICODE_LETTER = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_HIGH = re.compile("[\u00a1-\u00ff]")
# First and second character of a two- or three-byte UTF-8 letter read as windows-1252 or latin-1.
_MOJIBAKE = re.compile("[ÃÄÅÆ][\u0080-\u00bf\u2018-\u203aŒœŠšŽžŸƒˆ˜€™† ]|á[º»]|â€|Ì[\u0080\u0081\u0083\u0089£‰ƒ]")
_VIQR = re.compile(r"[aeo]\^|a\(|[ou]\+|dd", re.IGNORECASE)
_VIQR_LETTER = re.compile(r"dd|[aeiouy][\^(+]?(?:[`'?~]|\.(?=[ ]?[a-z]))?", re.IGNORECASE)
_VIQR_MARKS = {"^": "\u0302", "(": "\u0306", "+": "\u031b"} | dict(zip("`'~?.", TONES, strict=True))
_CHUNK = re.compile("[^ \t]+|[ \t]+")
_PARTED_BY_SPACE = re.compile(r"(?<=\w)(à) (?=(?:nh?|ng|m|ch?|t|p|[iouy])\b)")
_EDGES = "\"'.,;:!?()[]{}<>“”‘’–—-/*"
_MARKED_ENOUGH = 3
_SURE = 0.85
_DOUBTFUL = 0.5
_FONTS = frozenset(["TCVN3", "VNI"])


@dataclass(frozen=True, slots=True)
class Restored:
    """The text put right, the way back to the text as decoded, and notes such as "3 paragraphs read from TCVN3"."""

    text: str
    origin: OffsetMap
    notes: tuple[str, ...] = ()


def restore(text: str) -> Restored:
    """`text` with every paragraph of an old encoding, and every wrongly decoded one, in Unicode; torn syllables whole.

    The same text where there is nothing of the kind: Vietnamese that is right is never changed.
    """
    if text.isascii() and not _VIQR.search(text):
        return Restored(text, IDENTITY)
    restored = _reencoded(text)
    joined, torn = join_torn(restored.text)
    if torn == IDENTITY:
        return restored
    count = len(torn.breaks) - 1
    notes = (*restored.notes, f"{count} torn syllable{'s' * (count > 1)} joined")
    return Restored(joined, compose(restored.origin, torn), notes)


def _reencoded(text: str) -> Restored:
    lines = text.split("\n")
    readers = [_reader(line) for line in lines]
    sure = {name for name in readers if name}
    if not sure:
        return Restored(text, IDENTITY)
    readers = [name or _weak_reader(line, sure) for name, line in zip(readers, lines, strict=True)]
    counts = {name: readers.count(name) for name in sorted(sure)}
    notes = tuple(f"{count} paragraph{'s' * (count > 1)} read from {name}" for name, count in counts.items())
    return _joined(lines, readers, notes)


def _joined(lines: list[str], readers: list[str | None], notes: tuple[str, ...]) -> Restored:
    out: list[str] = []
    breaks = [(0, 0)]
    clean = source = 0
    for line, name in zip(lines, readers, strict=True):
        for printed, piece in _pieces(line, name):
            out.append(piece)
            clean += len(piece)
            source += len(printed)
            if len(piece) != len(printed):
                breaks.append((clean, source))
        out.append("\n")
        clean += 1
        source += 1
    return Restored("".join(out)[:-1], OffsetMap(tuple(breaks)), notes)


def _pieces(line: str, name: str | None) -> list[tuple[str, str]]:
    """(printed, read) word by word; of the whole line where words fell together in reading."""
    if name is None:
        return [(line, line)]
    read = _READERS[name](line)
    before, after = _CHUNK.findall(line), _CHUNK.findall(read)
    return list(zip(before, after, strict=True)) if len(before) == len(after) else [(line, read)]


def _reader(line: str) -> str | None:
    """The encoding a paragraph is in beyond doubt, or None."""
    if _MOJIBAKE.search(line) and _mends(line):
        return "mojibake"
    if _UNICODE_LETTER.search(line):
        return None
    if len(_VIQR.findall(line)) >= _MARKED_ENOUGH and _turns_vietnamese(line, _from_viqr, _MARKED_ENOUGH):
        return "VIQR"
    if len(_HIGH.findall(line)) < _MARKED_ENOUGH:
        return None
    for name in ("TCVN3", "VNI"):
        if _turns_vietnamese(line, _READERS[name], _MARKED_ENOUGH):
            return name
    return None


def _weak_reader(line: str, sure: set[str]) -> str | None:
    """The encoding of a short paragraph, or one full of names, judged by what its neighbours are in."""
    if _UNICODE_LETTER.search(line) or not _HIGH.search(line):
        return None
    return next((name for name in sorted(sure & _FONTS) if _turns_vietnamese(line, _READERS[name], 1)), None)


def _turns_vietnamese(line: str, read: Callable[[str], str], enough: int) -> bool:
    """Whether the words that reading changes become Vietnamese; beyond doubt where many are asked for."""
    changed = [(word, after) for word in _words(line) if (after := read(word)) != word]
    if len(changed) < enough:
        return False
    right = sum(_is_word(after) for _, after in changed)
    before = sum(_is_word(word) for word, _ in changed)
    if enough < _MARKED_ENOUGH:
        return right > before and right >= _DOUBTFUL * len(changed)
    return right >= _SURE * len(changed) and before <= _DOUBTFUL * len(changed)


def _words(line: str) -> Iterator[str]:
    return (word.strip(_EDGES) for word in line.split(" "))


def _is_word(text: str) -> bool:
    return all(is_vietnamese_syllable(part) for part in re.split(r"[-–/.,]", text) if part)


def _mends(line: str) -> bool:
    """Whether undoing a wrong decoding leaves fewer strange letters and no lost ones."""
    mended = _from_mojibake(line)
    lost = mended.count("\ufffd") > line.count("\ufffd")
    return not lost and len(_MOJIBAKE.findall(mended)) < len(_MOJIBAKE.findall(line))


def _from_mojibake(text: str) -> str:
    import ftfy  # and with it the sloppy codec: 25 ms that few articles ask for

    mended = ftfy.fix_encoding(text)
    if _MOJIBAKE.search(mended):  # beside letters that were decoded rightly, ftfy leaves the wrong ones
        mended = _sequence().sub(_letter, mended)
    if "Ã " in text:  # the no-break space of "à" became a plain one
        mended = _PARTED_BY_SPACE.sub(r"\1", mended)
    return normalize("NFC", mended)


@cache
def _sequence() -> re.Pattern[str]:
    """A letter's two or three UTF-8 bytes read as windows-1252 (sloppy: ftfy's, where no byte is left open)."""
    following = bytes(range(0x80, 0xC0)).decode("sloppy-windows-1252")
    return re.compile(f"[\u00c2-\u00ef][{re.escape(following)}]{{1,2}}")


def _letter(match: re.Match[str]) -> str:
    try:
        return match[0].encode("sloppy-windows-1252").decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _from_tcvn3(text: str) -> str:
    return text.translate(_tcvn3())


def _from_vni(text: str) -> str:
    pattern, letters = _vni()
    return pattern.sub(lambda match: letters[match[0]], text)


def _from_viqr(text: str) -> str:
    return _VIQR_LETTER.sub(_viqr_letter, text)


def _viqr_letter(match: re.Match[str]) -> str:
    printed = match[0]
    if printed[0] in "dD":
        return "Đ" if printed[0] == "D" else "đ"
    return normalize("NFC", printed[0] + "".join(_VIQR_MARKS[mark] for mark in printed[1:]))


@cache
def _tcvn3() -> dict[int, str]:
    rows = read_table("text_tcvn3", ("printed", "letter", "source"))
    return {int(row["printed"][2:], 16): row["letter"] for _, row in rows}


@cache
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    letters = {row["printed"]: row["letter"] for _, row in read_table("text_vni", ("printed", "letter", "source"))}
    longest_first = sorted(letters, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), letters


_READERS: dict[str, Callable[[str], str]] = {
    "TCVN3": _from_tcvn3,
    "VNI": _from_vni,
    "VIQR": _from_viqr,
    "mojibake": _from_mojibake,
}
