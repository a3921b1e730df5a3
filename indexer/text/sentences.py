"""Where sentences begin and end in Vietnamese news.

A line end always ends a sentence (paragraphs are one line each). A full stop does not where it abbreviates:
"TP. HCM", "St. Paul", "1.234", "Ng. Văn A".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache

from indexer.tables import read_table

_END = re.compile(
    r"""
      (?P<line> \n )
    | (?P<stop> \./\. | \.{2,} | … | [.!?] )  # "./." is the end mark of official papers
      (?P<close> ["”’»)\]]* )
      (?= \s | $ | ["“‘(\[–—-] )
    """,
    re.VERBOSE,
)
_NEXT = re.compile(r"[ \t\u00a0]*(?P<first>\S?)")
_WORD_BEFORE = re.compile(r"[^\s(\[“\"‘,;:–—]{1,12}\Z")
_LONGEST_ABBREVIATION = 12


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of every sentence of `text`, without the space around it."""
    yield from _bounds(text)


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Bounds of the sentence around `text[start:end]`; of all sentences it touches where it crosses a stop.

    A span of nothing but space outside every sentence is given back as it is.
    """
    bounds = _bounds(text)
    first = bisect_right(bounds, start, key=_second)
    last = bisect_left(bounds, max(end, start + 1), key=_first)
    if first >= last:
        return start, end
    return bounds[first][0], bounds[last - 1][1]


@lru_cache(maxsize=16)
def _bounds(text: str) -> tuple[tuple[int, int], ...]:
    found = []
    start = 0
    for match in _END.finditer(text):
        if match["line"] is None and not _ends(text, match):
            continue
        found.append((start, match.end()))
        start = match.end()
    found.append((start, len(text)))
    return tuple(span for span in (_stripped(text, *bounds) for bounds in found) if span[0] < span[1])


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether this stop ends its sentence: what follows begins like one, what stands before is no abbreviation."""
    following = _NEXT.match(text, match.end())
    first = following["first"] if following else ""
    if match["stop"] in {"!", "?", "./."}:
        return not first.islower()
    if first.islower():
        return False
    if match["stop"] != "." or match["close"] or not first:
        return True
    word = _WORD_BEFORE.search(text, max(0, match.start() - _LONGEST_ABBREVIATION), match.start())
    return word is None or not _abbreviates(word[0])


def _abbreviates(word: str) -> bool:
    if word in _abbreviations():
        return True
    initial = word.rpartition(".")[2]
    return len(initial) == 1 and initial.isalpha() and initial.isupper()


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["abbreviation"] for _, row in read_table("text_dotted", ("abbreviation", "meaning", "source")))


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _first(span: tuple[int, int]) -> int:
    return span[0]


def _second(span: tuple[int, int]) -> int:
    return span[1]
