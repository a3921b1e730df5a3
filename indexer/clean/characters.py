"""Decoded text to clean characters: entities read, old encodings put right, odd characters normalised."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from indexer.model import OffsetMap
from indexer.text.language import language
from indexer.text.legacy import restore
from indexer.text.normalise import normalise
from indexer.text.offsets import IDENTITY, compose

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_NOTES = {"other": "not Vietnamese", "scrambled": "scrambled accents"}
# Editors that escape twice write "&amp;agrave;"; none writes more.
_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Readable:
    """Clean text, the way back to the text it was made from, and notes on what had to be put right."""

    text: str
    origin: OffsetMap
    notes: tuple[str, ...]


def readable(source: str) -> Readable:
    """`source` in clean characters; its line breaks stay."""
    restored = restore(source)
    normalised = normalise(restored.text)
    return Readable(normalised.text, compose(restored.origin, normalised.origin), restored.notes)


def without_entities(text: str) -> tuple[str, OffsetMap]:
    """`text` with its HTML entities read, also those that were escaped twice, and the way back."""
    origin = IDENTITY
    for _ in range(_ROUNDS):
        if "&" not in text or not _ENTITY.search(text):
            break
        text, places = _unescaped(text)
        origin = compose(origin, places)
    return text, origin


def _unescaped(text: str) -> tuple[str, OffsetMap]:
    out: list[str] = []
    breaks = [(0, 0)]
    length = at = 0
    for match in _ENTITY.finditer(text):
        # A space for what would end a line: an entity stands inside one.
        letter = " ".join(unescape(match[0]).splitlines()) or " "
        out += (text[at : match.start()], letter)
        length += match.start() - at + len(letter)
        at = match.end()
        breaks.append((length, at))
    return "".join((*out, text[at:])), OffsetMap(tuple(breaks))


def language_notes(body: str) -> tuple[str, ...]:
    """A note on a text that is not ordinary Vietnamese; it is kept all the same."""
    note = _NOTES.get(language(body))
    return (note,) if note else ()


def tidy(text: str) -> str:
    """One line of clean characters, entities read."""
    return " ".join(readable(without_entities(text)[0]).text.split())
