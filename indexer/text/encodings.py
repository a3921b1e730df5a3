"""Bytes of a corpus file to text.

Order of trust: byte order mark, valid UTF-8, UTF-16 by its zero bytes, the declared charset, and at last the
one-byte charsets of old Vietnamese pages. Texts in TCVN3 or VNI fonts come out as the Latin letters they were
stored as; `legacy.restore` reads those.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice
from unicodedata import normalize

from indexer.errors import Undecodable
from indexer.text.fold import TONES, is_vietnamese_syllable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# First bytes of files that end up among articles by mistake, by the name people know them under.
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip file"),
    (b"Rar!", "a RAR file"),
    (b"7z\xbc\xaf", "a 7-Zip file"),
)
_DECLARED = re.compile(
    rb"""(?ix) <meta [^>]{0,200}? charset \s*=\s* ["']? ([a-z0-9_:-]{2,40})
             | <\?xml [^>]{0,100}? encoding \s*=\s* ["'] ([a-z0-9_:-]{2,40})"""
)
_HEAD = 4096
_UNPRINTABLE = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Share of a UTF-8 text that may be broken (cut by a portal in the middle of a letter) before it counts as none.
_BROKEN_SHARE = 0.01
# Bytes that windows-1252 leaves open mean themselves, as browsers read them.
_WINDOWS_1252 = "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(256))
_WORD = re.compile("(?:[^\\W\\d_]|[\u0300-\u0323])+")
_SAMPLE = 1000
_TONED_ENOUGH = 3


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """(text, notes). Notes say what was read other than plain UTF-8, such as "decoded as windows-1258".

    `declared` is the charset an outer source gave (an HTTP header); otherwise the page's own declaration counts.
    Raises Undecodable for what is no text.
    """
    for bom, charset in _BOMS:
        if data.startswith(bom):
            return _with_bom(data[len(bom) :], charset)
    _refuse_known_binary(data)
    wide = _zero_bytes(data)
    if wide:
        return _strictly(data, wide), (f"decoded as {wide}",)
    _refuse_unprintable(data)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _mended_utf8(data) or _one_byte(data, declared or declared_charset(data))


def declared_charset(data: bytes) -> str | None:
    """The charset that a page declares for itself in its first 4 KB (HTML meta or XML), or None."""
    match = _DECLARED.search(data, 0, _HEAD)
    return (match[1] or match[2]).decode("ascii").lower() if match else None


def _with_bom(data: bytes, charset: str) -> tuple[str, tuple[str, ...]]:
    notes = () if charset == "utf-8" else (f"decoded as {charset}",)
    if charset == "utf-8":
        mended = _mended_utf8(data)
        if mended:
            return mended
    return _strictly(data, charset), notes


def _strictly(data: bytes, charset: str) -> str:
    try:
        return data.decode(charset)
    except UnicodeDecodeError as error:
        raise Undecodable(f"not valid {charset} at byte {error.start}; save it as UTF-8") from error


def _refuse_known_binary(data: bytes) -> None:
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise Undecodable(f"{name}, not text; save its text as .txt or .html")


def _zero_bytes(data: bytes) -> str | None:
    """UTF-16 without a mark: half of Vietnamese letters, all spaces and digits have a zero high byte."""
    head = data[:_HEAD]
    pairs = len(head) // 2
    if not pairs or len(data) % 2:
        return None
    low, high = head[::2].count(0), head[1::2].count(0)
    if high > 0.3 * pairs and low <= 0.02 * pairs:
        return "utf-16-le"
    if low > 0.3 * pairs and high <= 0.02 * pairs:
        return "utf-16-be"
    return None


def _refuse_unprintable(data: bytes) -> None:
    found = len(_UNPRINTABLE.findall(data, 0, _HEAD))
    if data.count(0) > 0.001 * len(data) or found > 0.01 * min(len(data), _HEAD):
        raise Undecodable("binary data, not text; remove it or save its text as UTF-8")


def _mended_utf8(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """UTF-8 with a few broken letters, each read as U+FFFD; None where it is not UTF-8 in the main."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    if not broken:
        return text, ()
    whole = sum(character > "\x7f" for character in text) - broken
    if broken > _BROKEN_SHARE * len(text) + 1 or broken * 4 > whole:
        return None
    return text, (f"{broken} broken letters in UTF-8",)


def _one_byte(data: bytes, declared: str | None) -> tuple[str, tuple[str, ...]]:
    """Windows-1258 where its tones stand behind vowels, else the declared charset, else windows-1252."""
    windows_1258 = normalize("NFC", data.decode("cp1258", errors="replace"))
    if _is_vietnamese(windows_1258):
        return windows_1258, ("decoded as windows-1258",)
    charset = _known(declared)
    if charset and charset not in {"utf-8", "cp1252", "iso8859-1", "ascii"}:
        try:
            return data.decode(charset), (f"decoded as {charset}",)
        except UnicodeDecodeError:
            pass
    return codecs.charmap_decode(data, "strict", _WINDOWS_1252)[0], ("decoded as windows-1252",)


def _is_vietnamese(text: str) -> bool:
    """Whether words with a tone are syllables; where tones were other letters, they stand behind consonants."""
    words = (match[0] for match in islice(_WORD.finditer(text), _SAMPLE))
    toned = [word for word in words if any(mark in TONES for mark in normalize("NFD", word))]
    right = sum(is_vietnamese_syllable(word) for word in toned)
    return right >= _TONED_ENOUGH and right >= 0.8 * len(toned)


def _known(charset: str | None) -> str | None:
    try:
        return codecs.lookup(charset).name if charset else None
    except LookupError:
        return None
