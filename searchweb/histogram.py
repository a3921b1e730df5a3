"""How many articles there are over time, as bars: years, and the months of a year where one is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indexer.query import FacetCount
from searchweb.facets import BY_NAME, Choice, choices
from searchweb.filter_links import FilterLinks, chosen_values
from searchweb.language import translate

# One wrong date must not stretch the picture over centuries.
LONGEST_AXIS = 40
WIDTH, HEIGHT, GAP = 248, 64, 2


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the picture, in its units from the upper left corner, and the choice it stands for."""

    x: float
    width: float
    height: float
    choice: Choice


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars in the order of time. `summary` says in words what they show; `first` and `last` label the axis."""

    name: str
    label: str
    bars: tuple[Bar, ...]
    summary: str
    first: str
    last: str
    table: tuple[Choice, ...]


def histograms(counts: Mapping[str, tuple[FacetCount, ...]], links: FilterLinks) -> tuple[Histogram, ...]:
    """The picture of the years, and of the months where articles of one year are looked at."""
    years = chosen_values(links.state, "year")
    found = [_years(counts.get("year", ()), links)]
    if len(years) == 1 and years[0]:
        found.append(_months(years[0], counts.get("month", ()), links))
    return tuple(one for one in found if one is not None)


def whole_axis(years: Iterable[str]) -> list[str]:
    """All years from the first to the last, at most LONGEST_AXIS of the last ones."""
    numbers = [int(year) for year in years if year.isdecimal()]
    if not numbers:
        return []
    return [str(year) for year in range(max(min(numbers), max(numbers) - LONGEST_AXIS), max(numbers) + 1)]


def _years(counts: tuple[FacetCount, ...], links: FilterLinks) -> Histogram | None:
    axis = whole_axis(count.value for count in counts)
    return _histogram("year", translate("Year"), axis, counts, links) if axis else None


def _months(year: str, counts: tuple[FacetCount, ...], links: FilterLinks) -> Histogram:
    axis = [f"{year}-{month:02}" for month in range(1, 13)]
    label = translate("Months of {year}", year=year)
    return _histogram("month", label, axis, counts, links)


def _histogram(name: str, label: str, axis: list[str], counts: Iterable[FacetCount], links: FilterLinks) -> Histogram:
    counted = {count.value: count.count for count in counts}
    along = [FacetCount(value, counted.get(value, 0)) for value in (*axis, "")]
    by_value = {choice.key: choice for choice in choices(BY_NAME[name], along, links)}
    found = tuple(by_value[value] for value in axis)
    most = max(choice.count or 0 for choice in found)
    step = WIDTH / len(axis)
    bars = tuple(
        Bar(
            x=round(at * step, 2),
            width=round(max(step - GAP, 1), 2),
            height=round(max(HEIGHT * (choice.count or 0) / most, 2), 1) if choice.count else 0,
            choice=choice,
        )
        for at, choice in enumerate(found)
    )
    table = tuple(choice for choice in (*reversed(found), by_value[""]) if choice.count or choice.chosen)
    return Histogram(name, label, bars, _summary(found, most), found[0].label, found[-1].label, table)


def _summary(found: tuple[Choice, ...], most: int) -> str:
    top = next((choice.label for choice in found if choice.count == most), "")
    return translate(
        "Articles from {first} to {last}; most in {top}: {count}.",
        first=found[0].label,
        last=found[-1].label,
        top=top,
        count=most,
    )
