"""A text as words and signs with their forms, and phrase tables looked up in them.

The people finders read tokens instead of characters, so that "Phó  bi thư" and "Phó Bí thư" are one phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from indexer.text.fold import fold, neutral

LOWER, TITLE, CAPS, LETTER, NUMBER, SIGN, LINE = range(7)
_TOKEN = re.compile(
    r"""
      (?: [Cc]hí | [Ôô]ng | [Bb]à ) (?= [A-ZĐÂÀÁĂÊÔƠƯ][a-zà-ỹ] )    # "đồng chíNguyễn"
    | [Đđ] [/.] [Cc] \b \.?                                        # đ/c
    | [^\W\d_]+ (?: ['’ʼ`] [^\W\d_]* )?                            # H'Bia, K', Bh'ling
    | \d+ | \n
    | [^\s\w]
    """,
    re.VERBOSE,
)
# A full stop behind these belongs to them: "TP. Huế", "ThS. Trần", "P.Chủ tịch".
_STOPPED = frozenset(
    [
        "pct",
        "pbt",
        "pgđ",
        "ct",
        "gđ",
        "ht",
        "pht",
        "bt",
        "cht",
        "pcht",
        "cvp",
        "pcvp",
        "tb",
        "ptb",
        "pcn",
        "pvt",
        "vp",
        "bql",
        "tp",
        "tx",
        "tt",
        "ttr",
        "q",
        "h",
        "p",
        "x",
        "t",
        "ths",
        "ts",
        "gs",
        "pgs",
        "bs",
        "ks",
        "ls",
        "th",
        "uv",
        "ub",
        "đc",
        "ng",
        "bscki",
        "bsckii",
        "cn",
        "st",
        "ds",
        "nsưt",
        "tr",
    ]
)
# A text may hold any number of words; what a token looks like is remembered for the commonest.
_REMEMBERED = 1 << 16


@dataclass(slots=True)
class Tokens:
    """The tokens of `text`, as columns: token i is `text[starts[i]:ends[i]]`.

    `folds` have no marks, `keys` are lower case with tone marks in their standard place, `shapes` are one of
    LOWER, TITLE, CAPS, LETTER (a single capital), NUMBER, SIGN, LINE.
    """

    text: str
    starts: list[int]
    ends: list[int]
    folds: list[str]
    keys: list[str]
    shapes: list[int]

    def printed(self, start: int, end: int) -> str:
        """The text from token `start` to token `end` (exclusive)."""
        return self.text[self.starts[start] : self.ends[end - 1]] if end > start else ""


def tokenise(text: str) -> Tokens:
    """Split `text` into words, numbers, signs and line ends. Linear in its length."""
    # Column by column and not token by token: a third of the time, and this is read before all else.
    spans = [match.span() for match in _TOKEN.finditer(text)]
    forms = list(map(_form, [text[start:end] for start, end in spans]))
    folds = [form[0] for form in forms]
    if "." in folds:
        kept = _without_abbreviation_stops(text, spans, forms)
        spans, forms = [spans[at] for at in kept], [forms[at] for at in kept]
        folds = [form[0] for form in forms]
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    return Tokens(text, starts, ends, folds, [form[1] for form in forms], [form[2] for form in forms])


def _without_abbreviation_stops(
    text: str, spans: list[tuple[int, int]], forms: list[tuple[str, str, int]]
) -> list[int]:
    """The places of the tokens that stay: not the full stop of "TP. Huế", which belongs to the word before it."""
    kept: list[int] = []
    for at, (folded, _, shape) in enumerate(forms):
        if shape == SIGN and folded == "." and kept:
            before = forms[kept[-1]]
            if _is_abbreviation_stop(text, spans[at][0], before[0], before[2]):
                continue
        kept.append(at)
    return kept


def _is_abbreviation_stop(text: str, at: int, before: str, shape: int) -> bool:
    following = text[at + 1 : at + 2]
    if shape not in {CAPS, LETTER, TITLE} or text[at - 1].isspace():
        return False
    if following.isdigit():
        return before in {"q", "p", "kp", "tdp"}
    if following.isalpha():
        return shape != TITLE or before in _STOPPED
    further = text[at + 2 : at + 3]
    if following != " " or before == "tt":
        return False
    return (before in _STOPPED and further.isupper()) or (before in {"q", "p", "kp"} and further.isdigit())


@lru_cache(maxsize=_REMEMBERED)
def _form(word: str) -> tuple[str, str, int]:
    """(without marks, standard spelling in lower case, shape) of one token."""
    if word == "\n":
        return word, word, LINE
    if word[0].isdigit():
        return word, word, NUMBER
    if not word[0].isalpha():
        return word, word, SIGN
    if word[1:2] in "/." and len(word) > 1:
        return "d/c", "đ/c", LOWER if word[0] == "đ" else TITLE
    word = word.replace("’", "'").replace("ʼ", "'").replace("`", "'")
    return fold(word), neutral(word), _shape(word)


def _shape(word: str) -> int:
    if not word[0].isupper():
        return LOWER
    letters = word.rstrip("'")
    if len(letters) == 1:
        return LETTER
    if "'" not in word and sum(letter.isupper() for letter in word) > 1:
        return CAPS
    if word.isupper():
        return CAPS
    return TITLE


Value = TypeVar("Value")


class Phrases(Generic[Value]):
    """Phrases with a value each, found in tokens by their longest match.

    With `typos`, a phrase of two words or more is found with one wrong accent too ("Bi thư"). Words that the table
    writes in capitals (TT, P, CA) are found in capitals only.
    """

    def __init__(self, entries: Iterable[tuple[str, Value]], *, typos: bool = False) -> None:
        self._typos = typos
        self._by_first: dict[str, list[_Row[Value]]] = {}
        for phrase, value in entries:
            tokens = tokenise(phrase)
            capitals = tuple(at for at, shape in enumerate(tokens.shapes) if shape in {CAPS, LETTER})
            words = tokens.folds if typos else tokens.keys
            row = _Row(len(words), words[1] if len(words) > 1 else "", words, tokens.keys, capitals, value)
            first = tokens.folds[0] if typos else tokens.keys[0]
            self._by_first.setdefault(first, []).append(row)
        for rows in self._by_first.values():
            rows.sort(key=lambda row: -row.length)

    @property
    def first_words(self) -> frozenset[str]:
        """The first words of all phrases: without marks in a table with typos, else in their standard spelling."""
        return frozenset(self._by_first)

    def match(self, tokens: Tokens, at: int) -> tuple[int, Value] | None:
        """(end token, value) of the longest phrase that begins at token `at`; None where there is none."""
        words = tokens.folds if self._typos else tokens.keys
        rows = self._by_first.get(words[at]) if at < len(words) else None
        if rows is None:
            return None
        following = words[at + 1] if at + 1 < len(words) else ""
        for row in rows:
            length = row.length
            if length > 1 and (row.second != following or words[at : at + length] != row.words):
                continue
            if self._typos and not _agree(tokens, at, row.keys):
                continue
            if not row.capitals or _has_capitals(tokens, at, row.capitals):
                return at + length, row.value
        return None


@dataclass(frozen=True, slots=True)
class _Row(Generic[Value]):
    length: int
    second: str
    words: list[str]
    keys: list[str]
    capitals: tuple[int, ...]
    value: Value


def _has_capitals(tokens: Tokens, at: int, places: tuple[int, ...]) -> bool:
    return all(tokens.shapes[at + place] in {CAPS, LETTER} for place in places)


def _agree(tokens: Tokens, at: int, keys: list[str]) -> bool:
    """Whether at most one word of a phrase of several is spelt with other marks."""
    if len(keys) == 1:
        return tokens.keys[at] == keys[0]
    wrong = 0
    for place, key in enumerate(keys, at):
        if tokens.keys[place] != key:
            wrong += 1
            if tokens.keys[place] in _NEVER_TYPOS:
                return False
    return wrong <= 1


# Words of their own that differ by an accent from a word of a title: school, street, surname.
_NEVER_TYPOS = frozenset({"vũ", "trường", "phố", "trương", "bị", "ban", "bàn", "bán", "nguyễn", "thú"})
