"""Pictures as plain shapes, which the template `_pictures.html` draws as SVG.

Places and widths along the axis are percent of the picture, so that it fits any screen while its text keeps its size.
Every picture stands beside a table of the same numbers; nothing is said by a picture alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from searchweb.language import show_day, show_decimal
from searchweb.periods import Count, number_of

# Shades of a heat cell, 0 for none; the rest grows with the logarithm, as articles per month do.
SHADES = 5
MOST_TICKS = 7
MOST_LONG_TICKS = 4
# A single sight still has to be seen on the axis.
LEAST_WIDTH = 1.0
LEAST_CELL = 0.7
# A picture of fewer bars is filled up with room on the right: one year alone is no wall.
LEAST_BARS = 12
# With more points than this, markers would hide the line.
MOST_DOTS = 40
CURVE_WIDTH, CURVE_HEIGHT = 1000, 100
_STEPS = (1, 2, 5, 10, 20, 50)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar; `height` is percent of the tallest."""

    x: float
    width: float
    height: float
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on the axis. `side` keeps the text of the outermost ticks inside the picture."""

    x: float
    label: str
    side: str = "middle"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time on one row, and the single days on it."""

    x: float
    width: float
    dots: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A month on a strip; `shade` from 1 to SHADES."""

    x: float
    width: float
    shade: int


@dataclass(frozen=True, slots=True)
class Dot:
    """A person in the network: percent of width and height, radius in pixels; `side` is where its name stands."""

    x: float
    y: float
    radius: float
    label: str
    side: str
    shift: int


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two dots; `weight` from 1 to 4."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: int


@dataclass(frozen=True, slots=True)
class Network:
    """The people around one: the first dot is the one in the middle."""

    dots: tuple[Dot, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """One line: its points as an SVG path in a CURVE_WIDTH by CURVE_HEIGHT box, and the single points for markers."""

    path: str
    dots: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Several curves over one axis. `levels` are (percent from above, value) of the grid."""

    curves: tuple[Curve, ...]
    ticks: tuple[Tick, ...]
    levels: tuple[tuple[float, str], ...]


def bars(counts: Sequence[Count]) -> tuple[Bar, ...]:
    """One bar per count."""
    most = max((one.count for one in counts), default=0) or 1
    step = 100 / max(len(counts), LEAST_BARS)
    gap = min(step * 0.15, 0.6)
    return tuple(
        Bar(_round(at * step + gap / 2), _round(step - gap), _round(100 * one.count / most), one.value, one.count)
        for at, one in enumerate(counts)
    )


def bar_ticks(counts: Sequence[Count]) -> tuple[Tick, ...]:
    """The labels under `bars`."""
    return ticks([one.value for one in counts], least=LEAST_BARS)


def ticks(axis: Sequence[str], *, least: int = 1) -> tuple[Tick, ...]:
    """Labels under an axis of equal periods: years where it is long, else the periods themselves.

    An axis of fewer than `least` periods leaves the rest of the picture free.
    """
    if not axis:
        return ()
    count = len(axis)
    if len(axis[0]) == 7 and count > 24:
        marks = [(at, period[:4]) for at, period in enumerate(axis) if period.endswith("-01")]
    else:
        marks = [(at, _short(period)) for at, period in enumerate(axis)]
    most = MOST_TICKS if len(marks[0][1]) == 4 else MOST_LONG_TICKS
    every = next((step for step in _STEPS if len(marks) / step <= most), _STEPS[-1])
    width = 100 / max(count, least)
    return tuple(_tick((at + 0.5) * width, label) for at, label in marks[::every])


def _tick(x: float, label: str) -> Tick:
    # A year is short enough to stand in the middle everywhere.
    edge = 6 if len(label) > 4 else 2
    return Tick(_round(x), label, "start" if x < edge else "end" if x > 100 - edge else "middle")


def _short(period: str) -> str:
    return f"{period[5:]}/{period[:4]}" if len(period) == 7 else period


# --- time -----------------------------------------------------------------------------------------
def span(days: Sequence[str]) -> tuple[str, str] | None:
    """The first and last year that holds all days; None where no day is known."""
    known = [day[:4] for day in days if day]
    return (min(known), max(known)) if known else None


def stretch(first: str, last: str, days: Sequence[str], years: tuple[str, str]) -> Stretch | None:
    """The time from first to last seen on an axis of whole years, and each day that says so."""
    if not first:
        return None
    x, end = _at(first, years), _at(last, years, end=True)
    width = max(end - x, LEAST_WIDTH)
    x = min(x, 100 - width)
    # A stretch of its least width is longer than its time: its days stand in its middle.
    least = x + width / 2 if width == LEAST_WIDTH else None
    dots = sorted({_round(least or _step(min(_at(day, years) + 0.2, 99.5))) for day in days if day})
    return Stretch(_round(x), _round(width), tuple(dots))


def year_ticks(years: tuple[str, str]) -> tuple[Tick, ...]:
    """A label at the beginning of every year, or of every second or fifth where there are many."""
    numbers = range(int(years[0]), int(years[1]) + 1)
    every = next((step for step in _STEPS if len(numbers) / step <= MOST_TICKS), _STEPS[-1])
    return tuple(
        Tick(_round(_at(str(year), years)), str(year), "start") for at, year in enumerate(numbers) if at % every == 0
    )


def _step(x: float) -> float:
    """To the nearest half percent: days closer than that are one dot."""
    return round(2 * x) / 2


def _at(day: str, years: tuple[str, str], *, end: bool = False) -> float:
    begin, finish = number_of(years[0]), number_of(years[1], end=True)
    return 100 * (number_of(day, end=end) - begin) / (finish - begin)


def strip(counts: Sequence[int], most: int) -> tuple[Cell, ...]:
    """The months that have articles, darker where they have more; `most` is the largest count of all strips."""
    step = 100 / max(len(counts), 1)
    width = _round(max(step * 0.94, LEAST_CELL))
    return tuple(
        Cell(_round(min(at * step, 100 - width)), width, shade(count, most)) for at, count in enumerate(counts) if count
    )


def shade(count: int, most: int) -> int:
    """From 1 to SHADES for a count between 1 and `most`, 0 for none."""
    if count <= 0:
        return 0
    return 1 + round((SHADES - 1) * math.log(count) / math.log(most)) if most > 1 else SHADES


# --- people and lines -----------------------------------------------------------------------------
def network(names: Sequence[str], weights: Sequence[int], ties: Sequence[tuple[int, int, int]]) -> Network:
    """`names[0]` in the middle, the others around it; `weights` are articles shared with the middle.

    `ties` are (one, other, articles) among the others, by their place in `names`.
    """
    most = max(weights, default=1) or 1
    around = len(names) - 1
    places = [(50.0, 50.0)] + [_on_ring(at, around) for at in range(around)]
    dots = [Dot(50, 50, 9, names[0], "middle", -16)] if names else []
    dots += [
        Dot(_round(x), _round(y), _round(3.5 + 4 * weight / most), name, *_label_side(x, y))
        for (x, y), name, weight in zip(places[1:], names[1:], weights, strict=True)
    ]
    heaviest = max((weight for _, _, weight in ties), default=1)
    edges = [_edge(places[one], places[other], weight, heaviest, thin=True) for one, other, weight in ties]
    edges += [
        _edge(places[0], place, weight, most, thin=False) for place, weight in zip(places[1:], weights, strict=True)
    ]
    return Network(tuple(dots), tuple(edges))


def _on_ring(at: int, around: int) -> tuple[float, float]:
    """Evenly on an ellipse that leaves room for names on both sides."""
    angle = 2 * math.pi * (at + 0.5) / around - math.pi / 2
    return 50 + 26 * math.cos(angle), 50 + 41 * math.sin(angle)


def _label_side(x: float, y: float) -> tuple[str, int]:
    if abs(x - 50) < 4:
        return "middle", -12 if y < 50 else 22
    return ("start", 4) if x > 50 else ("end", 4)


def _edge(one: tuple[float, float], other: tuple[float, float], weight: int, most: int, *, thin: bool) -> Edge:
    strength = 0 if thin else 1 + round(3 * weight / most)
    return Edge(_round(one[0]), _round(one[1]), _round(other[0]), _round(other[1]), strength)


def chart(lines: Sequence[Sequence[float | None]], axis: Sequence[str], *, unit: str = "") -> Chart:
    """Curves over an axis of periods, from zero up to a round number above the largest value; None is a gap."""
    top = round_up(max((value for line in lines for value in line if value), default=0))
    levels = tuple((_round(100 - 100 * part / 4), _number(top * part / 4) + unit) for part in (0, 2, 4))
    return Chart(tuple(_curve(line, top) for line in lines), ticks(axis), levels)


def _curve(values: Sequence[float | None], top: float) -> Curve:
    step = CURVE_WIDTH / max(len(values), 1)
    path: list[str] = []
    dots: list[tuple[float, float]] = []
    for at, value in enumerate(values):
        if value is None:
            continue
        x, y = _round((at + 0.5) * step), _round(CURVE_HEIGHT * (1 - value / top))
        begins = at == 0 or values[at - 1] is None
        # A point alone is a line without length, which a round cap makes a dot.
        path.append(f"M{x} {y} h0.01" if begins else f"L{x} {y}")
        if value and len(values) <= MOST_DOTS:
            dots.append((_round(x * 100 / CURVE_WIDTH), y))
    return Curve(" ".join(path), tuple(dots))


# Below this nothing is drawn; powers of ten run out of digits far below it.
_SMALLEST = 1e-12


def round_up(value: float) -> float:
    """A round number that is not below `value`: 1, 2, 4, 10, 20, 40 and so on; 1 for nothing."""
    if value <= 0:
        return 1.0
    if value < _SMALLEST:
        return _SMALLEST
    scale = 10.0 ** math.floor(math.log10(value))
    return next(step * scale for step in (1, 2, 4, 10) if step * scale >= value * 0.999999)


def _number(value: float) -> str:
    return show_decimal(value)


def _round(value: float) -> float:
    return round(value, 2)


def described(counts: Sequence[Count]) -> tuple[str, str, str, int]:
    """First period, last period, the fullest one, and its count, for the sentence that stands for a picture."""
    best = max(counts, key=lambda one: one.count)
    return show_day(counts[0].value), show_day(counts[-1].value), show_day(best.value), best.count
