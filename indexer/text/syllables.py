"""The syllables of a text: what stands between spaces and punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Letters and digits with marks that did not compose; an apostrophe inside holds minority names (H'Chiêu) together.
_SYLLABLE = re.compile(r"[^\W_][^\W_\u0300-\u036f]*[\u0300-\u036f]*(?:'?[^\W_][\u0300-\u036f]*)*")


@dataclass(frozen=True, slots=True)
class Syllable:
    """One run of letters or digits as printed: `text` is exactly `source[start:end]`."""

    text: str
    start: int
    end: int


def syllables(text: str) -> Iterator[Syllable]:
    """Yield every syllable and number of `text` in order: "Bà H'Chiêu, 62 tuổi" gives Bà, H'Chiêu, 62, tuổi."""
    for match in _SYLLABLE.finditer(text):
        yield Syllable(match[0], match.start(), match.end())
