"""The smallest terms: one per syllable, number or run of letters, each with its own position."""

from __future__ import annotations

import re
from unicodedata import normalize

from indexer.model import Term
from indexer.text.fold import neutral

# Between paragraphs, so that no phrase runs from one into the next.
PARAGRAPH_GAP = 8
_ATOM = re.compile(
    r"""
      ( [^\W\d_²³¹⁰⁴-⁹]+ (?: [\u0300-\u036f]+ [^\W\d_²³¹⁰⁴-⁹]* )* )     # 1: letters, with marks that did not compose
    | ( \n+ )                                                          # 2: end of a paragraph
    | ( (?<![\d.,]) \d{1,3} (?: \.\d{3} )+ (?! \d | \.\d )            # 3: 7.532
      | (?<![\d.,]) \d+ , \d+ (?! \d | [.,]\d )                       #    17,4
      | \d+ | [²³¹⁰⁴-⁹]+ )
    """,
    re.VERBOSE,
)
_LINE_END = 2
# Longer ones are telephone and licence numbers, where a leading zero counts.
_PLAIN_NUMBER = 4


def find_atoms(text: str) -> list[Term]:
    """All atoms of a normalised text, in order.

    Letters and digits part ("Covid19" is covid 19, like "Covid-19"), and so do letters at an apostrophe ("H'Bia" is
    h bia). "7.532" is one atom "7532"; "17,4" is one atom "17,4". A line end widens the positions.
    """
    found: list[Term] = []
    position = 0
    for match in _ATOM.finditer(text):
        kind = match.lastindex
        if kind == 1:
            value = neutral(match[1])
        elif kind == _LINE_END:
            position += PARAGRAPH_GAP if found else 0
            continue
        else:
            value = number(match[3])
        start, end = match.span()
        found.append(Term(value, position, start, end))
        position += 1
    return found


def number(printed: str) -> str:
    """The normal form of a number: no thousands points, no leading zeros, decimal comma kept: "05" is "5"."""
    digits = normalize("NFKC", printed).replace(".", "")
    if len(digits.partition(",")[0]) <= _PLAIN_NUMBER:
        digits = digits.lstrip("0") or "0"
    return "0" + digits if digits.startswith(",") else digits
