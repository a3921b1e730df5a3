"""The smallest terms: one per syllable, number or run of letters, each with its own position."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from indexer.text.fold import neutral

# Between paragraphs, so that no phrase runs from one into the next.
PARAGRAPH_GAP = 8
_ATOM = re.compile(
    r"""
      (?P<line> \n+ )
    | (?P<grouped> (?<![\d.,]) \d{1,3} (?: \.\d{3} )+ (?! \d | \.\d ) )   # 7.532
    | (?P<decimal> (?<![\d.,]) \d+ , \d+ (?! \d | [.,]\d ) )              # 17,4
    | (?P<digits> \d+ | [²³¹⁰⁴-⁹]+ )
    | (?P<letters> (?: [^\W\d_²³¹⁰⁴-⁹] [\u0300-\u036f]* )+ )
    """,
    re.VERBOSE,
)
# Longer ones are telephone and licence numbers, where a leading zero counts.
_PLAIN_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Atom:
    """One indexed syllable or number: its normal form, its position, and its span in the (normalised) text."""

    text: str
    position: int
    start: int
    end: int


def find_atoms(text: str) -> list[Atom]:
    """All atoms of a normalised text, in order.

    Letters and digits part ("Covid19" is covid 19, like "Covid-19"), and so do letters at an apostrophe ("H'Bia" is
    h bia). "7.532" is one atom "7532"; "17,4" is one atom "17,4". A line end widens the positions.
    """
    found: list[Atom] = []
    position = 0
    for match in _ATOM.finditer(text):
        kind = match.lastgroup
        if kind == "line":
            position += PARAGRAPH_GAP if found else 0
            continue
        printed = match[0]
        value = neutral(printed) if kind == "letters" else number(printed)
        found.append(Atom(value, position, match.start(), match.end()))
        position += 1
    return found


def number(printed: str) -> str:
    """The normal form of a number: no thousands points, no leading zeros, decimal comma kept: "05" is "5"."""
    digits = normalize("NFKC", printed).replace(".", "")
    if len(digits.partition(",")[0]) <= _PLAIN_NUMBER:
        digits = digits.lstrip("0") or "0"
    return "0" + digits if digits.startswith(",") else digits
