"""A stretch of text that means more than its syllables: a day, a document number, an abbreviation in parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ReadingKind = Literal["day", "document", "glued", "part"]


@dataclass(frozen=True, slots=True)
class Reading:
    """`terms` are the index terms that `text[start:end]` stands for, the most telling first."""

    kind: ReadingKind
    terms: tuple[str, ...]
    start: int
    end: int
