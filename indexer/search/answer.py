"""Answers a parsed query: expanded, searched, with snippets and with what must be said about it.

Where nothing has all that was asked for, the query is loosened step by step, and every step is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from time import perf_counter

from indexer.engine.port import Engine, EnginePage
from indexer.query import AllOf, AnyOf, Hit, Node, Nothing, Preferring, Query, ResultPage, TermNode, Within, Without
from indexer.search.correction import did_you_mean
from indexer.search.expand import Degree, expand
from indexer.search.lexicon import Lexicon
from indexer.search.parse import parse
from indexer.search.relax import partial_trees
from indexer.search.slips import mended
from indexer.search.snippet import mark, snippet
from indexer.search.units import units

LOOSE = "Không có bài nào có các chữ này liền nhau; đây là những bài có đủ các chữ ở những chỗ khác nhau"
FUZZY = "Không có bài nào có đủ các chữ đã gõ; đây là những bài có chữ gần giống"
PARTIAL = "Không có bài nào có đủ mọi điều đã hỏi; đây là những bài gần nhất"
NOTHING = "Không có bài nào khớp với câu hỏi này"
MENTIONED = "Không có bài nào của đúng thời gian này; đây là những bài có nhắc đến thời gian đó"
# What stands among the notes of an answer to something else than what was asked for.
LOOSENED = frozenset({LOOSE, FUZZY, PARTIAL, MENTIONED})


def answer(engine: Engine, lexicon: Lexicon, query: Query) -> ResultPage:
    """One page of results for a parsed query, with notes on how it was read. Raises QueryError."""
    begun = perf_counter()
    asked, found, note = _first_with_hits(engine, lexicon, query)
    wanted = units(asked.match)
    hits = tuple(
        Hit(
            hit.article,
            hit.score,
            mark(hit.article.title, wanted),
            snippet(hit.article, wanted),
            hit.copies,
            hit.copy_count,
        )
        for hit in found.hits
    )
    notes = [*asked.notes, *([note] if note else [])]
    if not found.total:
        notes += _reasons(asked.match)
        notes += [] if notes else [NOTHING]
    better = _better(engine, lexicon, query, found=bool(found.total) and not note)
    took = (perf_counter() - begun) * 1000
    said = tuple(dict.fromkeys(notes))
    return ResultPage(
        query, found.total, took, hits, found.facets, better, said, partial=note == PARTIAL, texts=found.texts
    )


def reading(engine: Engine, lexicon: Lexicon, query: Query) -> Query:
    """The expanded query that `answer` shows the hits of; its notes say where it is not the strict one."""
    asked, _, note = _first_with_hits(engine, lexicon, replace(query, limit=1, page=1, facets=()))
    return replace(asked, notes=(*asked.notes, note)) if note else asked


def _better(engine: Engine, lexicon: Lexicon, query: Query, *, found: bool) -> str | None:
    """A better query, if it finds anything."""
    text = did_you_mean(query, lexicon, found=found)
    if text is None or found:
        return text
    asked = replace(expand(parse(text), lexicon), filters=query.filters, dates=query.dates, limit=1, facets=())
    return text if engine.search(asked).total else None


def _first_with_hits(engine: Engine, lexicon: Lexicon, query: Query) -> tuple[Query, EnginePage, str | None]:
    """The strictest reading that any article answers; the strict one where none does."""
    first: tuple[Query, EnginePage] | None = None
    if (meant := mended(engine, lexicon, query)) is not None:
        return meant, engine.search(meant), None
    for asked, note in _attempts(query, lexicon):
        found = engine.search(asked)
        if found.total:
            return asked, found, note
        first = first or (asked, found)
    assert first is not None  # noqa: S101 - there is always the strict attempt
    return *first, None


def _attempts(query: Query, lexicon: Lexicon) -> Iterator[tuple[Query, str | None]]:
    strict = expand(query, lexicon)
    yield strict, None
    if strict.match is None:
        return
    tried = [strict.match]
    if (mentioned := _by_mention(strict.match)) != strict.match:
        yield replace(strict, match=mentioned), MENTIONED
    steps: tuple[tuple[Degree, str], ...] = (("loose", LOOSE), ("fuzzy", FUZZY))
    for degree, note in steps:
        asked = expand(query, lexicon, degree)
        if asked.match is not None and asked.match not in tried:
            tried.append(asked.match)
            yield asked, note
    for match in partial_trees(strict.match):
        yield replace(strict, match=match), PARTIAL


def _by_mention(node: Node) -> Node:
    """The same with times asked of the text where they were asked of the article's own days."""
    match node:
        case Within("days", TermNode() as term):
            return term
        case AllOf(children):
            return AllOf(tuple(_by_mention(child) for child in children))
        case AnyOf(children, best):
            return AnyOf(tuple(_by_mention(child) for child in children), best)
        case Preferring(required, wanted):
            return Preferring(_by_mention(required), wanted)
        case Without(keep, drop) if keep is not None:
            return Without(_by_mention(keep), drop)
        case _:
            return node


def _reasons(node: Node | None) -> Iterator[str]:
    match node:
        case Nothing(why):
            yield why
        case AllOf(children) | AnyOf(children):
            for child in children:
                yield from _reasons(child)
        case Preferring(required) | Within(_, required):
            yield from _reasons(required)
        case Without(keep):
            yield from _reasons(keep)
        case _:
            return
