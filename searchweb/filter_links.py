"""The addresses that differ from a search in its filters: a value of a facet more, one less, one left out.

A page has a hundred of them, which share all that stands around their filters; it is written once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from indexer.fields import PATH_FACETS, PATH_SIGN
from indexer.query import Filter, Query
from searchweb.desk import Href
from searchweb.urls import EXCLUDE, FILTERS, filter_name, filter_string, in_order

Values = tuple[str, ...]
ValueHref = Callable[[str], str]

# Stands where the filters will. No address holds it: control signs are refused.
_PLACE = Filter("unit", ("\x00",))


@dataclass(frozen=True, slots=True)
class FilterLinks:
    """The first page of a search whose filters change: `state` with its filters as they are, each as it is written.

    `before` and `behind` are its address around them, `unfiltered` is the one without any.
    """

    state: Query
    filters: dict[str, str]
    before: str
    behind: str
    unfiltered: str


def filter_links(state: Query, href: Href) -> FilterLinks:
    """What the addresses of all choices beside `state` share."""
    state = in_order(replace(state, page=1))
    before, behind = href(replace(state, filters=(_PLACE,))).split(filter_string(_PLACE.facet, _PLACE.values))
    return FilterLinks(
        state,
        {(name := filter_name(each)): filter_string(name, each.values) for each in state.filters},
        before,
        behind,
        unfiltered=href(replace(state, filters=())),
    )


def chosen_values(state: Query, facet: str, *, exclude: bool = False) -> Values:
    """The values of a facet that are chosen, or those that are left out."""
    return next((each.values for each in state.filters if each.facet == facet and each.exclude == exclude), ())


def toggling(links: FilterLinks, facet: str) -> ValueHref:
    """Value -> the address with it chosen, or no longer chosen."""
    before, written = chosen_values(links.state, facet), _writer(links, facet)
    return lambda value: written(_toggled(facet, before, value))


def excluding(links: FilterLinks, facet: str) -> ValueHref:
    """Value -> the address without the articles that have it."""
    before = chosen_values(links.state, facet, exclude=True)
    written = _writer(links, EXCLUDE + facet)
    return lambda value: written((*before, value))


def _toggled(facet: str, before: Values, value: str) -> Values:
    if value in before:
        return tuple(each for each in before if each != value)
    if facet in PATH_FACETS:
        # A place below a chosen one narrows it: the other stands for all of its places.
        before = tuple(each for each in before if not value.startswith(each + PATH_SIGN))
    return (*before, value)


def _writer(links: FilterLinks, name: str) -> Callable[[Values], str]:
    """Values -> the address with just these for the filter `name`."""
    place = FILTERS.index(name)
    ahead, after = (
        "&".join(links.filters[each] for each in names if each in links.filters)
        for names in (FILTERS[:place], FILTERS[place + 1 :])
    )

    def written(values: Values) -> str:
        filters = "&".join(filter(None, (ahead, filter_string(name, values), after)))
        return f"{links.before}{filters}{links.behind}" if filters else links.unfiltered

    return written
