"""Looser searches for a page without hits: each takes one condition away, and finds something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.errors import QueryError
from indexer.query import AllOf, AnyOf, Node, Query, Quoted, Within, Without, Words
from indexer.search.unparse import unparse
from searchweb.ask import Parse, loosened, to_ask
from searchweb.desk import Href
from searchweb.language import translate
from searchweb.port import Index
from searchweb.results import chips

# Each costs a search, on a page that cost next to none.
MOST_TRIED, MOST_SHOWN = 12, 5


@dataclass(frozen=True, slots=True)
class Looser:
    """A search with one condition less, and how many articles it finds."""

    label: str
    href: str
    count: int


def looser_searches(index: Index, state: Query, parse: Parse, href: Href) -> tuple[Looser, ...]:
    """Those that find something, the ones that keep most first."""
    found: list[Looser] = []
    tried = {replace(state, page=1)}
    for label, asked in _candidates(state, parse):
        if asked in tried or len(tried) > MOST_TRIED:
            continue
        tried.add(asked)
        page = index.search(replace(to_ask(asked, parse), limit=1, facets=()))
        if page.total and not loosened(page):
            found.append(Looser(label, href(asked), page.total))
        if len(found) == MOST_SHOWN:
            break
    return tuple(found)


def _candidates(state: Query, parse: Parse) -> Iterator[tuple[str, Query]]:
    state = replace(state, page=1)
    if not state.synonyms:
        yield translate("With words of the same meaning"), replace(state, synonyms=True)
    for text in _looser_texts(state.text, parse):
        yield text, replace(state, text=text)
    yield from _with_fewer_filters(state)
    if state.filters or state.dates:
        yield translate("Without any filter"), replace(state, filters=(), dates=None)
    for text in [*_looser_texts(state.text, parse)][-1:]:
        yield text, replace(state, text=text, filters=(), dates=None)


def _with_fewer_filters(state: Query) -> Iterator[tuple[str, Query]]:
    """One chip less; a single one is the same as no filter at all."""
    if len(state.filters) + bool(state.dates) < 2:
        return
    parted = [(replace(state, dates=None), replace(state, filters=()))] if state.dates else []
    for at, each in enumerate(state.filters):
        others = (*state.filters[:at], *state.filters[at + 1 :])
        parted.append((replace(state, filters=others), replace(state, filters=(each,), dates=None)))
    for fewer, taken in parted:
        gone = chips(taken, lambda _: "")
        values = ", ".join(chip.value for chip in gone)
        yield translate("Without {label}: {value}", label=gone[0].label, value=values), fewer


def _looser_texts(text: str, parse: Parse) -> Iterator[str]:
    """The text without its times, quotation marks, fields or exclusions; at last without any of them."""
    try:
        query = parse(text)
    except QueryError:
        return
    if query.filters or query.dates:
        yield unparse(replace(query, filters=(), dates=None))
    if query.match is None:
        return
    words = query.match
    for change in (_unquoted, _anywhere, _without_exclusions):
        yield unparse(replace(query, match=change(query.match)))
        words = change(words)
    yield unparse(Query(match=words))


def _unquoted(node: Node) -> Node:
    match node:
        case Quoted(text):
            return Words(text)
        case AllOf(children):
            return AllOf(tuple(map(_unquoted, children)))
        case AnyOf(children):
            return AnyOf(tuple(map(_unquoted, children)))
        case Without(keep, drop):
            return Without(keep and _unquoted(keep), drop)
        case _:
            return node


def _anywhere(node: Node) -> Node:
    match node:
        case Within(_, child):
            return child
        case AllOf(children):
            return AllOf(tuple(map(_anywhere, children)))
        case AnyOf(children):
            return AnyOf(tuple(map(_anywhere, children)))
        case Without(keep, drop):
            return Without(keep and _anywhere(keep), drop)
        case _:
            return node


def _without_exclusions(node: Node) -> Node:
    return node.keep if isinstance(node, Without) and node.keep is not None else node
