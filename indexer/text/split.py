"""Syllables that recognition of scanned pages tore apart: "x ã", "Đ ồng chí".

Only what is certain: lone consonants before something that begins with a vowel, carries an accent, is no word by
itself, and makes a possible syllable with them.
"""

from __future__ import annotations

import re
from functools import cache

from indexer.model import OffsetMap
from indexer.tables import read_table
from indexer.text.fold import fold, is_bare, is_vietnamese_syllable
from indexer.text.offsets import IDENTITY

_TORN = re.compile(
    r"""
    (?<![^\s(“"‘\[]) (?P<onset> (?: ngh? | [ckgtnp]h | tr | gi | qu | [bcdđghklmnpqrstvx] ) (?: uy | [uio] )? )
    [ ]
    (?P<rest> (?= [aeiouyà-ãè-êìíò-õùúýăĩũơưạ-ỹ] ) [^\W\d_]{1,6} ) (?! [\w'’] )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DIGRAPHS = frozenset(["ch", "gh", "kh", "ngh", "nh", "ph", "th"])
_VOWELS = frozenset("aeiouy")


def join_torn(text: str) -> tuple[str, OffsetMap]:
    """(`text` (NFC) with torn syllables joined, the way back). The same text and the identity where there are none."""
    out: list[str] = []
    breaks = [(0, 0)]
    clean = done = 0
    for match in _TORN.finditer(text):
        if not _is_torn(match):
            continue
        kept = text[done : match.end("onset")]
        out.append(kept)
        clean += len(kept)
        done = match.start("rest")
        breaks.append((clean, done))
    if not out:
        return text, IDENTITY
    out.append(text[done:])
    return "".join(out), OffsetMap(tuple(breaks))


def _is_torn(match: re.Match[str]) -> bool:
    onset, rest = match["onset"], match["rest"]
    if is_bare(rest) or fold(rest[0]) not in _VOWELS or (rest.lower() in _words() and not _never_alone(onset)):
        return False
    return (onset.isupper() or rest.islower()) and is_vietnamese_syllable(onset + rest)


def _never_alone(onset: str) -> bool:
    """Two consonants in lower case, which abbreviate nothing."""
    return onset[-1].islower() and onset.lower() in _DIGRAPHS


@cache
def _words() -> frozenset[str]:
    return frozenset(row["word"] for _, row in read_table("text_vowel_words", ("word", "source")))
