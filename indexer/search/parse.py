"""From what a reader types to a `Query`: the query language of docs/query-syntax.md.

OR binds loosest, then AND (written or not), then NOT and minus, then NEAR. Nothing is ignored silently: text
that cannot be understood raises QuerySyntaxError with its place and, nearly always, a repaired query.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from indexer.errors import QueryError, QuerySyntaxError
from indexer.query import (
    AllOf,
    AnyOf,
    DateRange,
    Filter,
    Node,
    Nothing,
    Phrase,
    Prefixed,
    Query,
    Quoted,
    When,
    Within,
    Without,
    Words,
)
from indexer.search.lexer import Token, TokenKind, lex
from indexer.search.periods import find_periods, read_period
from indexer.text.normalise import normalise
from indexer.text.offsets import to_source

# Fields of words; `year`, `from` and `to` are filters.
FIELDS = ("unit", "official", "position", "document", "title", "place")
# Far above any question a person types; keeps the cost of a hostile one small.
MAX_LENGTH = 2_000
MAX_WORDS = 100
MAX_DEPTH = 12
NO_WORDS = "Truy vấn không có chữ hay số nào để tìm"
_PUNCTUATION = " \t\n,.;:!?…/\\&-–—_+=~|[]{}<>#@^%$`“”‘’·•"
_YEARS = re.compile(r"(?P<first>(?:19|20)\d\d)(?:\s?-\s?(?P<last>(?:19|20)\d\d))?")


@dataclass(slots=True)
class _Reading:
    """How far the tokens are read, and the filters met on the way."""

    text: str
    tokens: Sequence[Token]
    at: int = 0
    depth: int = 0
    years: list[tuple[bool, tuple[str, ...]]] = field(default_factory=list)
    ranges: list[tuple[str | None, str | None]] = field(default_factory=list)

    def peek(self) -> TokenKind | None:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else None

    def take(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]


def parse(text: str) -> Query:
    """The query that `text` asks for; empty text asks for every article.

    Raises QueryError where it is too long, QuerySyntaxError where it is wrong, with a repaired query that parses.
    """
    if len(text) > MAX_LENGTH:
        raise QueryError(f"Truy vấn dài {len(text)} ký tự; nhiều nhất là {MAX_LENGTH}")
    clean = normalise(text)
    try:
        return _parsed(text, clean.text)
    except QuerySyntaxError as error:
        position = min(to_source(clean.origin, error.position), len(text))
        raise QuerySyntaxError(str(error), position=position, repaired=_repaired(clean.text, error.repaired)) from None


def _parsed(typed: str, text: str) -> Query:
    tokens = lex(text)
    words = sum(len(token.text.split()) for token in tokens)
    if words > MAX_WORDS:
        raise QueryError(f"Truy vấn có {words} chữ; nhiều nhất là {MAX_WORDS}")
    if not tokens:
        return Query(text=typed)
    reading = _Reading(text, tokens)
    match = _either(reading)
    if reading.peek() == "close":
        token = reading.take()
        raise _wrong(reading, token, "Dấu ) thừa", "")
    filtered = bool(reading.years or reading.ranges)
    if match is None and not filtered:
        match = Nothing(NO_WORDS)
    return Query(text=typed, match=match, filters=_year_filters(reading), dates=_dates(reading))


def _repaired(text: str, repaired: str | None) -> str | None:
    """`repaired` once it parses, mended again where needed; else the bare words; None where there are none."""
    for _ in range(4):
        if repaired is None:
            break
        try:
            if _asks(_parsed(repaired, normalise(repaired).text)):
                return repaired.strip()
            break
        except QuerySyntaxError as error:
            repaired = error.repaired
        except QueryError:
            break
    bare = " ".join(re.sub(r"[^\w\s]", " ", text).replace("NEAR", "").split())
    bare = re.sub(r"\b(?:AND|OR|NOT)\b", "", bare)
    try:
        return " ".join(bare.split()) if _asks(_parsed(bare, bare)) else None
    except QueryError:
        return None


def _asks(query: Query) -> bool:
    asks = query.match is not None or bool(query.filters) or query.dates is not None
    return asks and not isinstance(query.match, Nothing)


# --- grammar --------------------------------------------------------------------------------------
def _either(reading: _Reading) -> Node | None:
    reading.depth += 1
    if reading.depth > MAX_DEPTH:
        token = reading.tokens[min(reading.at, len(reading.tokens) - 1)]
        repaired = re.sub(r"[()]", " ", reading.text)
        raise QuerySyntaxError("Quá nhiều ngoặc lồng nhau", position=token.start, repaired=repaired)
    children = [_both(reading)]
    while reading.peek() == "or":
        token = reading.take()
        if children[-1] is None or reading.peek() in {None, "close", "or", "and"}:
            raise _wrong(reading, token, "OR cần có chữ ở cả hai bên", "")
        children.append(_both(reading))
    reading.depth -= 1
    if len(children) == 1:
        return children[0]
    found = [child for child in children if child is not None]
    return AnyOf(tuple(_flat(found, AnyOf))) if len(found) > 1 else next(iter(found), None)


def _both(reading: _Reading) -> Node | None:
    keep: list[Node] = []
    drop: list[Node] = []
    waiting: Token | None = None
    begun = reading.at
    while reading.peek() not in {None, "or", "close"}:
        if reading.peek() == "and":
            token = reading.take()
            if waiting or reading.at - 1 == begun:
                raise _wrong(reading, token, "AND cần có chữ ở cả hai bên", "")
            waiting = token
            continue
        waiting = None
        _negation(reading, keep, drop)
    if waiting:
        raise _wrong(reading, waiting, "AND cần có chữ ở cả hai bên", "")
    return _combined(keep, drop)


def _combined(keep: list[Node], drop: list[Node]) -> Node | None:
    kept: Node | None = None
    if keep:
        flat = _flat(keep, AllOf)
        kept = flat[0] if len(flat) == 1 else AllOf(tuple(flat))
    if not drop:
        return kept
    return Without(kept, drop[0] if len(drop) == 1 else AnyOf(tuple(_flat(drop, AnyOf))))


def _flat(nodes: list[Node], kind: type[AllOf | AnyOf]) -> list[Node]:
    return [child for node in nodes for child in (node.children if isinstance(node, kind) else (node,))]


def _negation(reading: _Reading, keep: list[Node], drop: list[Node]) -> None:
    signs: list[Token] = []
    while reading.peek() == "not":
        signs.append(reading.take())
    if signs and reading.peek() in {None, "and", "or", "near", "close"}:
        raise _wrong(reading, signs[-1], f"Sau {signs[-1].text} cần có chữ", "")
    if signs and reading.peek() == "field":
        _field(reading, keep if len(signs) % 2 == 0 else drop, excluded=len(signs) % 2 == 1)
        return
    (drop if len(signs) % 2 else keep).extend(_near(reading, alone=bool(signs)))


def _near(reading: _Reading, *, alone: bool) -> list[Node]:
    """Operands up to the next operator; words joined by NEAR become one Phrase. `alone`: one operand only."""
    found = _operand(reading, alone=alone)
    while reading.peek() == "near":
        token = reading.take()
        if not found or not isinstance(found[-1], Words | Quoted | Prefixed) or reading.peek() not in _NEAR_SIDES:
            raise _wrong(reading, token, "NEAR cần một chữ hoặc cụm trong ngoặc kép ở mỗi bên", "")
        right = [_one_word(node) for node in _operand(reading, alone=True)]
        if not right:
            raise _wrong(reading, token, "NEAR cần một chữ hoặc cụm trong ngoặc kép ở mỗi bên", "")
        found[-1] = Phrase((_one_word(found[-1]), right[0]), slop=int(token.text), ordered=False)
        if reading.peek() == "near":
            found.append(right[0])  # a NEAR/5 b NEAR/5 c: both pairs
    return found


def _one_word(node: Node) -> Node:
    """A side of NEAR written without spaces: "1/2000" was cut into "1 2000", of which NEAR would take one."""
    return replace(node, text=node.text.replace(" ", "_")) if isinstance(node, Words) else node


_NEAR_SIDES: set[TokenKind | None] = {"word", "quoted", "prefix"}


def _operand(reading: _Reading, *, alone: bool) -> list[Node]:
    kind = reading.peek()
    if kind == "near":
        raise _wrong(reading, reading.take(), "NEAR cần một chữ hoặc cụm trong ngoặc kép ở mỗi bên", "")
    if kind == "field":
        found: list[Node] = []
        _field(reading, found, excluded=False)
        return found
    if kind == "word":
        return _words(reading, alone=alone)
    token = reading.take()
    if token.kind == "quoted":
        return [Quoted(" ".join(token.text.split()), token.start)]
    if token.kind == "prefix":
        return [Prefixed(token.text, token.start)]
    return _group(reading, token)


def _group(reading: _Reading, token: Token) -> list[Node]:
    if reading.peek() == "close":
        closing = reading.take()
        repaired = reading.text[: token.start] + reading.text[closing.end :]
        raise QuerySyntaxError("Ngoặc đơn rỗng", position=token.start, repaired=repaired)
    inner = _either(reading)
    if reading.peek() != "close":
        raise QuerySyntaxError("Dấu ( chưa đóng", position=token.start, repaired=f"{reading.text})")
    reading.take()
    return [] if inner is None else [inner]


# --- words and times ------------------------------------------------------------------------------
def _words(reading: _Reading, *, alone: bool) -> list[Node]:
    first = last = reading.take()
    while not alone and reading.peek() == "word":
        after = reading.tokens[reading.at + 1].kind if reading.at + 1 < len(reading.tokens) else None
        if after == "near":
            break  # only the word beside NEAR is its operand
        last = reading.take()
    run = reading.text[first.start : last.end]
    if alone:
        return _piece(run, first.start)
    try:
        return _timed(reading, run, first.start)
    except QuerySyntaxError as error:
        repaired = error.repaired and reading.text[: first.start] + error.repaired + reading.text[last.end :]
        raise QuerySyntaxError(str(error), position=first.start + error.position, repaired=repaired) from None


def _timed(reading: _Reading, run: str, start: int) -> list[Node]:
    """The run's words and times. Stretches of time are filters, so only outside brackets and OR."""
    found: list[Node] = []
    at = 0
    for period in find_periods(run):
        if period.iso is None and reading.depth > 1:
            continue
        found += _piece(run[at : period.start], start + at)
        at = period.end
        if period.iso is not None:
            found.append(When(run[period.start : period.end].strip(), period.iso, start + period.start))
        else:
            reading.ranges.append((period.first, period.last))
    return found + _piece(run[at:], start + at)


def _piece(text: str, start: int) -> list[Node]:
    stripped = text.strip(_PUNCTUATION)
    if not any(map(str.isalnum, stripped)):
        return []
    words = " ".join(stripped.split())
    if not _reads_as_words(words):
        words = " ".join(word.lower() for word in re.sub(r"[^\w\s]", " ", words).split())
    if not _reads_as_words(words):
        words = words.replace(" ", "_")
    return [Words(words, start + text.index(stripped))]


def _reads_as_words(text: str) -> bool:
    """Whether the text says the same by itself: "AND:" without its colon, or "a/1/2000" without its a, would not."""
    try:
        return all(token.kind == "word" for token in lex(text)) and not any(find_periods(text))
    except QuerySyntaxError:
        return False


# --- fields ---------------------------------------------------------------------------------------
def _field(reading: _Reading, into: list[Node], *, excluded: bool) -> None:
    token = reading.take()
    if token.text in FIELDS:
        into.extend(Within(token.text, node) for node in _value(reading, token))
        return
    if reading.depth > 1:
        message = "Năm và khoảng ngày không đặt trong ngoặc được"
        raise QuerySyntaxError(message, position=token.start, repaired=re.sub(r"[()]", " ", reading.text))
    name = reading.text[token.start : token.end]
    if reading.peek() not in {"word", "quoted"}:
        raise _wrong(reading, token, f"Thiếu giá trị sau “{name}”", "")
    value = reading.take()
    if token.text == "year":
        reading.years.append((excluded, _read_years(reading, value)))
        return
    if excluded:
        raise QuerySyntaxError(f"“{name}” không đi với NOT hay dấu trừ", position=token.start)
    reading.ranges.append(_read_end(reading, token, value))


def _value(reading: _Reading, token: Token) -> list[Node]:
    kind = reading.peek()
    if kind == "open":
        found = _group(reading, reading.take())
    elif kind in {"word", "prefix"}:
        found = _operand(reading, alone=True)
    elif kind == "quoted":
        value = reading.take()
        found = _piece(value.text, value.start)
    else:
        found = []
    if not found:
        name = reading.text[token.start : token.end]
        raise _wrong(reading, token, f"Thiếu giá trị sau “{name}”", "")
    return found


def _read_years(reading: _Reading, value: Token) -> tuple[str, ...]:
    match = _YEARS.fullmatch(value.text.strip())
    if match is None:
        raise _wrong(reading, value, f"“{value.text}” không phải năm; ví dụ năm:2021 hoặc năm:2019-2021", "2021")
    first, last = int(match["first"]), int(match["last"] or match["first"])
    if last < first:
        raise _wrong(reading, value, f"Năm {last} đứng trước năm {first}", f"{last}-{first}")
    return tuple(str(year) for year in range(first, last + 1))


def _read_end(reading: _Reading, token: Token, value: Token) -> tuple[str | None, str | None]:
    try:
        bounds = read_period(value.text)
    except QuerySyntaxError as error:
        raise _wrong(reading, value, str(error), error.repaired or "") from None
    if bounds is None:
        raise _wrong(reading, value, f"“{value.text}” không phải ngày; ví dụ 5/9/2022, 9/2022 hoặc 2022", "2022")
    return (bounds[0], None) if token.text == "from" else (None, bounds[1])


def _year_filters(reading: _Reading) -> tuple[Filter, ...]:
    filters = []
    for exclude in (False, True):
        years = {year for excluded, values in reading.years if excluded is exclude for year in values}
        if years:
            filters.append(Filter("year", tuple(sorted(years)), exclude))
    return tuple(filters)


def _dates(reading: _Reading) -> DateRange | None:
    """All stretches at once: an article must lie in each."""
    if not reading.ranges:
        return None
    first = max((start for start, _ in reading.ranges if start), default=None)
    last = min((end for _, end in reading.ranges if end), default=None)
    if first and last and first > last:
        raise QuerySyntaxError(f"Khoảng ngày rỗng: từ {first} đến {last}", position=0)
    return DateRange(first, last)


def _wrong(reading: _Reading, token: Token, message: str, instead: str) -> QuerySyntaxError:
    """An error at `token`, repaired by writing `instead` in its place."""
    repaired = f"{reading.text[: token.start]}{instead}{reading.text[token.end :]}"
    return QuerySyntaxError(f"{message} (vị trí {token.start + 1})", position=token.start, repaired=repaired)
