"""Cuts the text of a query into the signs of the query language: words, quotes, operators, fields, brackets.

In: clean text (`text.normalise`). Out: tokens with their place. What each sign means: docs/query-syntax.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Literal

from indexer.errors import QuerySyntaxError
from indexer.tables import read_table
from indexer.text.fold import fold

TokenKind = Literal["word", "quoted", "prefix", "field", "and", "or", "not", "near", "open", "close"]

# A prefix of one letter stands for a tenth of the vocabulary; two letters are never more than a few hundred terms.
PREFIX_LETTERS = 2
NEAR_LIMIT = 100
_QUOTES = '"“”„‟«»″＂'
_QUOTED = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)([{_QUOTES}]?)")
_RUN = re.compile(rf"[^\s(){_QUOTES}]+")
_FIELD = re.compile(r"(?P<name>[^\W\d][\w-]*):(?P<value>\S)?")
_NEAR = re.compile(r"NEAR(?:/(?P<room>\d{1,9}))?")
_OPERATORS: dict[str, TokenKind] = {"AND": "and", "OR": "or", "NOT": "not"}
_DASHES = "-–—"
# A stop or a slash glued to the front of a word is a sign of its own, so that what follows is read as usual.
_FRONT = re.compile(r"[^\w*-]+")
# Names that stand before a colon in citations and headlines, so no field is meant: "Chỉ thị số:20".
_PROSE = frozenset({"so", "http", "https"})


@dataclass(frozen=True, slots=True)
class Token:
    """One sign. `text` is its content: the words, a field's own name, the number of NEAR; `start`, `end` its place."""

    kind: TokenKind
    text: str
    start: int
    end: int


@cache
def field_names() -> dict[str, str]:
    """Folded name -> field, for every spelling: don_vi, donvi, unit."""
    names: dict[str, str] = {}
    for _, row in read_table("query_fields", ("name", "field", "source")):
        folded = fold(row["name"])
        names |= {folded: row["field"], folded.replace("_", ""): row["field"]}
    return names


def lex(text: str) -> list[Token]:
    """All tokens of `text`. Raises QuerySyntaxError for what cannot be one."""
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        elif text[at] in "()":
            tokens.append(Token("open" if text[at] == "(" else "close", text[at], at, at + 1))
            at += 1
        elif text[at] in _QUOTES:
            tokens.append(_quoted(text, at))
            at = tokens[-1].end
        else:
            tokens.append(_sign(text, at, tokens[-1] if tokens else None))
            at = tokens[-1].end
    return tokens


def _quoted(text: str, at: int) -> Token:
    match = _QUOTED.match(text, at)
    if match is None or not match[2]:
        repaired = f'{text} "' if text[at + 1 :].strip() else text[:at]
        raise QuerySyntaxError(f"Dấu ngoặc kép ở vị trí {at + 1} chưa đóng", position=at, repaired=repaired.strip())
    if not any(map(str.isalnum, match[1])):
        repaired = text[:at] + text[match.end() :]
        raise QuerySyntaxError(f"Không có chữ nào trong ngoặc kép ở vị trí {at + 1}", position=at, repaired=repaired)
    return Token("quoted", match[1], at, match.end())


def _sign(text: str, at: int, before: Token | None) -> Token:
    match = _RUN.match(text, at)
    assert match is not None  # noqa: S101 - the caller has seen a character that starts a run
    run = match[0]
    if (front := _FRONT.match(run)) and front.end() < len(run):
        return Token("word", front[0], at, at + front.end())
    if run in _OPERATORS:
        return Token(_OPERATORS[run], run, at, match.end())
    if near := _NEAR.fullmatch(run):
        return _near(text, near, at, match.end())
    if run[0] == "-" and _negates(text, at, before):
        return Token("not", "-", at, at + 1)
    if (field := _FIELD.match(run)) and (token := _field(text, field, at)):
        return token
    if "*" in run:
        return _prefix(text, run, at)
    return Token("word", run, at, match.end())


def _negates(text: str, at: int, before: Token | None) -> bool:
    """A minus glued to what follows excludes it, except before a number after a word: "Covid -19"."""
    follows = text[at + 1 : at + 2]
    if not follows or follows.isspace() or follows in _DASHES or follows == ")":
        return False
    return not (follows.isdigit() and before is not None and before.kind == "word")


def _near(text: str, near: re.Match[str], at: int, end: int) -> Token:
    room = near["room"]
    if room is None or not 1 <= int(room) <= NEAR_LIMIT:
        wanted = 5 if room is None else min(max(int(room), 1), NEAR_LIMIT)
        raise QuerySyntaxError(
            f"NEAR cần số chữ được xen giữa, từ 1 đến {NEAR_LIMIT}, ví dụ NEAR/5",
            position=at,
            repaired=f"{text[:at]}NEAR/{wanted}{text[end:]}",
        )
    return Token("near", str(int(room)), at, end)


def _field(text: str, field: re.Match[str], at: int) -> Token | None:
    name, end = field["name"], at + field.end("name") + 1
    known = field_names().get(fold(name).replace("-", "_"))
    glued = field["value"] is not None or text[end : end + 1] in tuple(_QUOTES + "(")
    if known is not None:
        if glued or text[end:].lstrip()[:1] in tuple(_QUOTES):
            return Token("field", known, at, end)
        if "_" not in name:
            return None  # "năm: tháng" is prose
        raise QuerySyntaxError(f"Thiếu giá trị sau “{name}:”", position=at, repaired=text[:at] + text[end:])
    if not glued or fold(name) in _PROSE:
        return None
    raise _unknown_field(text, name, at, end)


def _unknown_field(text: str, name: str, at: int, end: int) -> QuerySyntaxError:
    before = text[:at].rstrip()
    joined = f"{before.rsplit(' ', 1)[-1]}_{name}" if before else name
    start = len(before) - len(joined) + len(name) + 1 if before else at
    if fold(joined) in field_names():
        repaired = f"{text[:start]}{joined}:{text[end:]}"
    elif close := get_close_matches(fold(name), field_names(), 1):
        repaired = f"{text[:at]}{close[0]}:{text[end:]}"
    else:
        repaired = f"{text[:at]}{name} {text[end:]}"
    listed = "đơn_vị, cán_bộ, chức_vụ, năm, từ, đến, văn_bản, tiêu_đề, nơi"
    return QuerySyntaxError(
        f"Không có trường “{name}”; các trường: {listed}", position=at, repaired=" ".join(repaired.split())
    )


def _prefix(text: str, run: str, at: int) -> Token:
    stem, end = run.rstrip("*"), at + len(run)
    letters = sum(map(str.isalnum, stem))
    if "*" in stem or letters < PREFIX_LETTERS or not stem[-1].isalnum():
        raise QuerySyntaxError(
            f"Dấu * chỉ đứng cuối, sau ít nhất {PREFIX_LETTERS} chữ cái, ví dụ chuy*",
            position=at,
            repaired=f"{text[:at]}{run.replace('*', '')}{text[end:]}".strip(),
        )
    return Token("prefix", stem, at, end)
