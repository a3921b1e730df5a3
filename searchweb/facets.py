"""The facets beside a result: values to choose or exclude, each with its link; places as a tree; long lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indexer.fields import FACETS, PATH_FACETS, PATH_SIGN, Facet
from indexer.query import FacetCount
from indexer.text.fold import fold
from searchweb.ask import FACET_LIMIT
from searchweb.collation import list_key
from searchweb.filter_links import FilterLinks, chosen_values, excluding, toggling
from searchweb.language import show_day, show_label, translate

# Values of a facet that show at once; the next ones wait behind "more", all others on a page of their own.
SHOWN, MORE = 6, 16
# Years and months are a picture of their own.
PICTURED = ("year", "month")
BY_NAME = {facet.name: facet for facet in FACETS}
# In the order that readers narrow a search: who, what, where.
ORDER = ("unit", "official", "position", "place_now", "place", "topic", "document", "kind", "text_kind")
OPEN = ("unit", "official")
# Values on the page of one facet.
LISTED = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be chosen, or un-chosen where `chosen`. `count` is None where it was not counted.

    `exclude` leaves out the articles with the value; `depth` is its level in a tree; `share` is 0 to 100; `quoted`
    where the label is what articles say and not the interface.
    """

    label: str
    href: str
    count: int | None
    chosen: bool
    share: int = 0
    exclude: str | None = None
    depth: int = 0
    key: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A facet with its values; `more` holds those behind the fold, `whole` leads to all of them."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]
    open: bool = True
    whole: bool = False


def boxes(counts: Mapping[str, tuple[FacetCount, ...]], links: FilterLinks, *, whole: bool = False) -> tuple[Box, ...]:
    """A box per facet that is not a picture, in the order of the page; `whole` where it holds every value there is."""
    box = _whole_box if whole else _box
    return tuple(box(BY_NAME[name], counts.get(name, ()), links) for name in ORDER)


def _whole_box(facet: Facet, counts: tuple[FacetCount, ...], links: FilterLinks) -> Box:
    found = choices(facet, counts, links)
    shown = max(SHOWN, len(chosen_values(links.state, facet.name)))
    shown = len(found) if len(found) == shown + 1 else shown
    return Box(facet.name, show_label(facet.name), found[:shown], found[shown:])


def value_label(facet: str, value: str) -> str:
    """A facet value for readers; the empty value is "not stated"."""
    if not value:
        return translate("not stated")
    return show_day(value) if facet == "month" else value.replace(PATH_SIGN, " › ") if facet in PATH_FACETS else value


def is_quoted(facet: str, value: str) -> bool:
    """Whether the label of a value is what articles say: neither a day nor "not stated"."""
    return bool(value) and facet not in PICTURED


def choices(
    facet: Facet, counts: Iterable[FacetCount], links: FilterLinks, *, complete: bool = True
) -> tuple[Choice, ...]:
    """A choice per value that is chosen or counted; "not stated" last. `complete` where every value was counted."""
    chosen = chosen_values(links.state, facet.name)
    choose, leave_out = toggling(links, facet.name), excluding(links, facet.name)
    counted = {count.value: count.count for count in counts}
    values = list(dict.fromkeys((*chosen, *counted)))
    values.sort(key=lambda value: not value)
    if facet.path:
        values = _as_tree(values, counted)
    elif facet.name in PICTURED:
        values.sort(reverse=True)
    # With every value counted, one that is missing has none.
    missing = 0 if complete else None
    most = max(counted.values(), default=0)
    return tuple(
        Choice(
            label=value.rpartition(PATH_SIGN)[2] if facet.path and value else value_label(facet.name, value),
            href=choose(value),
            count=counted.get(value, missing),
            chosen=value in chosen,
            share=round(100 * counted.get(value, 0) / most) if most else 0,
            exclude=None if value in chosen else leave_out(value),
            depth=min(value.count(PATH_SIGN), 3) if facet.path else 0,
            key=value,
            quoted=is_quoted(facet.name, value),
        )
        for value in values
    )


def matching(found: Iterable[Choice], typed: str) -> tuple[Choice, ...]:
    """The choices whose value has everything typed in it, accents aside unless they are typed."""
    words = typed.casefold().split()
    return tuple(choice for choice in found if all(_has(choice, word) for word in words))


def in_order_of(found: Iterable[Choice], order: str, facet: str) -> tuple[Choice, ...]:
    """The choices of a facet by "name", or else by how many articles they have, equal ones by name; chosen ones first.

    A tree stays one: its places are sorted by their whole paths where they are sorted by name.
    """
    by_name = sorted(found, key=lambda choice: list_key(facet, choice.key))
    if order == "name":
        return tuple(by_name)
    return tuple(sorted(by_name, key=lambda choice: (not choice.chosen, not choice.key, -(choice.count or 0))))


def _box(facet: Facet, counts: tuple[FacetCount, ...], links: FilterLinks) -> Box:
    chosen = chosen_values(links.state, facet.name)
    opened = facet.name in OPEN or any(each.facet == facet.name for each in links.state.filters)
    # What is folded away as a whole needs no second fold: the list has a page of its own.
    most = len(counts) if facet.path and chosen else MORE if opened else SHOWN + 1
    # Links cost time: only those that show are made.
    kept = [count for place, count in enumerate(counts) if place < most or count.value in chosen or not count.value]
    found = choices(facet, kept, links, complete=len(counts) < FACET_LIMIT)
    shown = len(found) if facet.path and chosen else max(SHOWN, len(chosen))
    # One value alone behind a fold costs more than it saves.
    shown = len(found) if len(found) == shown + 1 else shown
    more = found[shown:] if opened else ()
    return Box(facet.name, show_label(facet.name), found[:shown], more, opened, whole=len(counts) > shown + len(more))


def _as_tree(values: list[str], counted: dict[str, int]) -> list[str]:
    """Every path behind the one above it, the frequent first; "not stated" last."""

    def place(value: str) -> list[tuple[int, str]]:
        parts = value.split(PATH_SIGN)
        above = [PATH_SIGN.join(parts[: length + 1]) for length in range(len(parts))]
        return [(-counted.get(path, 0), path) for path in above]

    stated = {value for value in values if value}
    return sorted(stated, key=place) + [value for value in values if not value]


def _has(choice: Choice, word: str) -> bool:
    value = f"{choice.label} {choice.key}".casefold()
    return word in value or (fold(word) == word and word in fold(value))
