"""The figures of a run as tables that can be read as they are and as Markdown, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from statistics import median
from typing import Any

from bench.prepared import ALL, Built
from bench.rounds import Plan, Results, Spread

OURS = {"ours", "site"}
# How a figure is called, its unit, and whether more of it is better.
_FIGURES = (
    ("indexing", "ready tokens to index", "articles/s", True),
    ("text to index", "plain text to index", "articles/s", True),
    ("add 1", "add 1 article", "ms", False),
    ("add 100", "add 100 articles", "ms", False),
    ("size", "index on disk", "MB", False),
    ("start", "start to first answer", "ms", False),
    ("memory, own", "memory, its own", "MB", False),
    ("memory, most", "memory, with mapped files, at most", "MB", False),
    ("memory, indexing", "memory while indexing, at most", "MB", False),
    ("server, start", "server: start to first page", "ms", False),
    ("server, own memory", "server: memory, its own", "MB", False),
)


def report_lines(plan: Plan, results: Results, machine: dict[str, str]) -> Iterator[str]:
    """Yield the lines of the report."""
    yield from _head(plan, results, machine)
    query_classes = [name for name in plan.questions if name in results.times]
    if query_classes:
        yield from _times_table(results, query_classes, list(plan.built))
    pages = [name for name in results.times if name not in plan.questions]
    if pages:
        yield from _times_table(results, pages, list(plan.sites))
    yield from _figures_table(results, list(plan.built))
    yield from _figures_table(results, list(plan.sites))
    yield from _differences(results)


def _head(plan: Plan, results: Results, machine: dict[str, str]) -> Iterator[str]:
    articles = plan.corpus.stem.partition("-")[2]
    yield f"{int(articles):,} articles, {plan.rounds} rounds. {', '.join(f'{k}: {v}' for k, v in machine.items())}."
    yield "; ".join(built.version for built in _all_built(plan).values()) + "."
    yield noise(results)
    if plan.processor_time:
        yield "Questions were timed by the processor time of the engine's process."
    yield ""


def _all_built(plan: Plan) -> dict[str, Built]:
    """The engines and the sites, without the site of the same version as an engine."""
    return plan.built | {name: built for name, built in plan.sites.items() if name not in OURS}


def noise(results: Results) -> str:
    """How far a fixed loop and the classes' own figures moved during the run."""
    loop = sorted(results.calibration)
    if not loop:
        return "Noise: not measured."
    moved = [
        max(one.p95 for one in rounds) / min(one.p95 for one in rounds)
        for by_engine in results.times.values()
        for rounds in by_engine.values()
        if len(rounds) > 1
    ]
    text = f"Noise: a fixed loop took {median(loop):.1f} ms, from {loop[0]:.1f} to {loop[-1]:.1f}"
    if not moved:
        return text + "."
    return f"{text}; the p95 of one class and engine moved {median(moved):.2f}-fold between rounds in the median."


def _times_table(results: Results, names: Sequence[str], engines: Sequence[str]) -> Iterator[str]:
    peers = [engine for engine in engines if engine not in OURS]
    ours = next((engine for engine in engines if engine in OURS), None)
    columns = [ALL[engine].label for engine in engines] + [f"to {ALL[peer].label}" for peer in peers if ours]
    yield from _row(["ms, median / p95", *columns], head=True)
    for name in names:
        by_engine = results.times[name]
        cells = [_pair(by_engine[engine]) for engine in engines]
        cells += [_times_ratio(by_engine[ours], by_engine[peer]) for peer in peers if ours]
        yield from _row([name, *cells])
    yield ""


def _pair(rounds: Sequence[Spread]) -> str:
    if not rounds:
        return ""
    return f"{_short(median(one.p50 for one in rounds))} / {_short(median(one.p95 for one in rounds))}"


def _times_ratio(ours: Sequence[Spread], theirs: Sequence[Spread]) -> str:
    """Ours by theirs at p95, the median of the rounds' own ratios: below 1 we are faster."""
    if not ours or not theirs:
        return ""
    return f"{_short(median(one.p95 / other.p95 for one, other in zip(ours, theirs, strict=True)))}x"


def _figures_table(results: Results, engines: Sequence[str]) -> Iterator[str]:
    peers = [engine for engine in engines if engine not in OURS]
    ours = next((engine for engine in engines if engine in OURS), None)
    rows = [row for row in _FIGURES if any(results.figures.get(row[0], {}).get(engine) for engine in engines)]
    if not rows:
        return
    columns = [ALL[engine].label for engine in engines] + [f"to {ALL[peer].label}" for peer in peers if ours]
    yield from _row(["", "", *columns], head=True)
    for what, label, unit, more_is_better in rows:
        values = results.figures[what]
        cells = [_short(median(values[engine])) if values.get(engine) else "" for engine in engines]
        cells += [_figures_ratio(values, ours, peer) for peer in peers if ours]
        yield from _row([label, f"{unit}, more is better" if more_is_better else unit, *cells])
    yield ""


def _figures_ratio(values: dict[str, list[float]], ours: str, peer: str) -> str:
    if not values.get(ours) or not values.get(peer):
        return ""
    return f"{_short(median(one / other for one, other in zip(values[ours], values[peer], strict=True)))}x"


def _differences(results: Results) -> Iterator[str]:
    if results.differences:
        yield f"NOT EQUAL: {len(results.differences)} of {results.compared} answers differ:"
        yield from results.differences[:20]
    else:
        same = "; all totals and counts are the same" if results.compared else ": there was no peer"
        yield f"{'Equal: ' if results.compared else ''}{results.compared} answers of peers were compared{same}."


def _row(cells: Sequence[str], *, head: bool = False) -> Iterator[str]:
    yield f"| {' | '.join(cells)} |"
    if head:
        yield "|---|" + "---:|" * (len(cells) - 1)


def _short(number: float) -> str:
    """Three digits that matter."""
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.3g}" if number >= 0.001 else f"{number:.4f}"


def report_json(plan: Plan, results: Results, machine: dict[str, str]) -> dict[str, Any]:
    """All figures, round by round; times in milliseconds, sizes and memory in MB."""
    return {
        "articles": int(plan.corpus.stem.partition("-")[2]),
        "rounds": plan.rounds,
        "machine": machine,
        "versions": {name: built.version for name, built in (plan.built | plan.sites).items()},
        "built": {
            name: {"seconds": built.seconds, "memory": built.memory, "size": built.size / 1e6}
            for name, built in (plan.built | plan.sites).items()
        },
        "times": {
            name: {engine: [asdict(one) for one in rounds] for engine, rounds in by_engine.items()}
            for name, by_engine in results.times.items()
        },
        "figures": {what: dict(by_engine) for what, by_engine in results.figures.items()},
        "calibration": results.calibration,
        "compared": results.compared,
        "differences": results.differences,
    }
