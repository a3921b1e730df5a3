"""The run: several rounds, and in each every engine in turn for every class, so that a slow minute hits all alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench.engines import Question
from bench.indexing import add_articles, index_texts, index_tokens
from bench.machine import calibrate
from bench.pages import visit
from bench.prepared import Built, say
from bench.worker import Measured, Signature, Worker

# What is measured besides the classes of questions, by the names that --only takes.
TOKENS, TEXTS, ADDING, PAGES = "indexing", "text to index", "adding", "page"
MEASURES = (TOKENS, TEXTS, ADDING, PAGES)
# Text to index is this project against pyvi and stock Whoosh: what it replaces.
FROM_TEXT = ("ours", "whoosh")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure. `only` has names of classes and MEASURES; `texts` and `tokens` are sample sizes in articles.

    With `processor_time` questions are timed by what their process computes, not by the clock on the wall.
    """

    corpus: Path
    built: dict[str, Built]
    sites: dict[str, Built]
    questions: dict[str, tuple[Question, ...]]
    words: tuple[str, ...]
    only: frozenset[str]
    rounds: int
    texts: int
    tokens: int
    processor_time: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds of the answers of one round."""

    p50: float
    p95: float


@dataclass(slots=True)
class Results:
    """`times` by class and engine, `figures` by what and engine, one value a round; `calibration` in milliseconds.

    `differences` says where engines did not give the same answers; `compared` counts the answers that were.
    """

    times: dict[str, dict[str, list[Spread]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    figures: dict[str, dict[str, list[float]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    calibration: list[float] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    compared: int = 0

    def note(self, what: str, engine: str, value: float | None) -> None:
        """Add a round's figure, where there is one."""
        if value is not None:
            self.figures[what][engine].append(value)


def run(plan: Plan) -> Results:
    """All rounds of a plan."""
    results = Results()
    for number in range(plan.rounds):
        say(f"round {number + 1} of {plan.rounds}")
        _ask_all(plan, results, number)
        for measure, carry_out in _MEASURES.items():
            if measure in plan.only:
                results.calibration.append(calibrate())
                carry_out(plan, results, number)
    return results


def _turned(names: Sequence[str], by: int) -> list[str]:
    """The names with another one first each time."""
    by %= len(names)
    return [*names[by:], *names[:by]]


# --- questions ------------------------------------------------------------------------------------
def _ask_all(plan: Plan, results: Results, number: int) -> None:
    asked = [name for name in plan.questions if name in plan.only]
    if not asked:
        return
    workers = {}
    for engine in _turned(list(plan.built), number):
        worker = workers[engine] = Worker(
            engine, plan.built[engine].folder, plan.questions, processor_time=plan.processor_time
        )
        results.note("start", engine, worker.start_ms)
    for place, name in enumerate(asked):
        results.calibration.append(calibrate())
        answers = {}
        for engine in _turned(list(workers), number + place):
            measured = workers[engine].ask(name)
            results.times[name][engine].append(spread(measured.times))
            answers[engine] = measured
        _compare(plan, results, name, answers)
    for engine, worker in workers.items():
        memory = worker.stop()
        results.note("memory, most", engine, memory.peak)
        results.note("memory, own", engine, memory.own)


def spread(times: Sequence[float]) -> Spread:
    """Median and 95th percentile (the nearest rank)."""
    ordered = sorted(times)
    return Spread(median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))])


def _compare(plan: Plan, results: Results, name: str, answers: dict[str, Measured]) -> None:
    (first, mine), *others = sorted(answers.items(), key=lambda item: item[0] != "ours")
    for engine, theirs in others:
        for question, one, other in zip(plan.questions[name], mine.answers, theirs.answers, strict=True):
            results.compared += 1
            if one != other:
                results.differences.append(
                    f"{name} {' '.join(question.words)!r}: {first} {_shown(one)}, {engine} {_shown(other)}"
                )


def _shown(answer: Signature) -> str:
    total, top, facets = answer
    return f"{total} articles, page {top}, counts {[counts[:5] for _, counts, _ in facets]}"


# --- other measures -------------------------------------------------------------------------------
def _index_tokens(plan: Plan, results: Results, number: int) -> None:
    for engine in _turned(list(plan.built), number):
        loaded = index_tokens(engine, plan.corpus, plan.tokens)
        results.note("indexing", engine, loaded.rate)
        results.note("memory, indexing", engine, loaded.memory)


def _index_texts(plan: Plan, results: Results, number: int) -> None:
    for engine in _turned([engine for engine in FROM_TEXT if engine in plan.built] or ["ours"], number):
        results.note("text to index", engine, index_texts(engine, plan.corpus, plan.texts).rate)


def _add(plan: Plan, results: Results, number: int) -> None:
    for engine in _turned(list(plan.built), number):
        added = add_articles(engine, plan.built[engine].folder, plan.corpus)
        results.note("add 1", engine, added.one)
        results.note("add 100", engine, added.hundred)
        if not added.found:
            results.differences.append(f"adding: {engine} does not find all articles that were added")


def _visit(plan: Plan, results: Results, number: int) -> None:
    names = _turned(list(plan.sites), number)
    visited = visit({name: plan.sites[name].folder for name in names}, plan.words)
    for form, by_site in visited.times.items():
        for site, times in by_site.items():
            results.times[form][site].append(spread(times))
    for site in names:
        results.note("server, start", site, visited.start_ms[site])
        results.note("server, own memory", site, visited.memory[site])
    results.compared += len(plan.words) * (len(names) - 1)
    results.differences += visited.differences


_MEASURES: dict[str, Callable[[Plan, Results, int], None]] = {
    TOKENS: _index_tokens,
    TEXTS: _index_texts,
    ADDING: _add,
    PAGES: _visit,
}


def sizes(plan: Plan) -> Iterator[tuple[str, float]]:
    """Yield (engine, MB of its index on disk)."""
    for engine, built in plan.built.items():
        yield engine, built.size / 1e6
