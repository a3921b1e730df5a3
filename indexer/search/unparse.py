"""From a query tree back to text: the reverse of `parse`, for links, feeds and saved searches."""

from __future__ import annotations

from indexer.query import (
    AllOf,
    AnyOf,
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

_FIELD_LABELS = {
    "unit": "đơn_vị",
    "official": "cán_bộ",
    "position": "chức_vụ",
    "document": "văn_bản",
    "title": "tiêu_đề",
    "place": "nơi",
}


def unparse(query: Query) -> str:
    """Text that parses to the same match, dates and years. Other filters have no written form and are left out."""
    parts = [] if query.match is None else [_text(query.match, inside=False)]
    parts += [part for wanted in query.filters if wanted.facet == "year" for part in _years(wanted)]
    if query.dates is not None:
        parts += [f"từ:{query.dates.first}"] if query.dates.first else []
        parts += [f"đến:{query.dates.last}"] if query.dates.last else []
    if len(parts) > 1 and isinstance(query.match, AnyOf):
        # Years and days stand outside brackets.
        parts[0] = f"({parts[0]})"
    return " ".join(parts)


def _years(wanted: Filter) -> list[str]:
    return [f"{'-' if wanted.exclude else ''}năm:{year}" for year in wanted.values]


def _text(node: Node, *, inside: bool) -> str:
    """`inside` another node, so that a compound one needs brackets."""
    match node:
        case Words(text) | When(text):
            return text
        case Quoted(text):
            return f'"{text}"'
        case Prefixed(text):
            return f"{text}*"
        case Within(name, child):
            return f"{_FIELD_LABELS[name]}:{_value(child)}"
        case Phrase(steps, slop):
            return f" NEAR/{slop} ".join(_text(step, inside=True) for step in steps)
        case Nothing():
            return "?"
        case _:
            text = _compound(node)
            return f"({text})" if inside else text


def _compound(node: Node) -> str:
    match node:
        case AllOf(children):
            return " AND ".join(_text(child, inside=True) for child in children)
        case AnyOf(children):
            return " OR ".join(_text(child, inside=True) for child in children)
        case Without(keep, drop):
            kept = "" if keep is None else f"{_kept(keep)} "
            return f"{kept}NOT {_dropped(drop)}"
        case _:
            raise TypeError(f"not a typed node: {node!r}")


def _kept(keep: Node) -> str:
    # "a b NOT c" keeps all of a, b; an OR on the left would take in the NOT.
    return _text(keep, inside=not isinstance(keep, AllOf))


def _dropped(drop: Node) -> str:
    if isinstance(drop, Words | When) and len(drop.text.split()) > 1:
        return f"({drop.text})"
    return _text(drop, inside=True) if not isinstance(drop, Phrase) else f"({_text(drop, inside=True)})"


def _value(child: Node) -> str:
    match child:
        case Words(text):
            return f'"{text}"'
        case Prefixed(text):
            return f"{text}*"
        case _:
            return f"({_text(child, inside=False)})"
