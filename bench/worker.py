"""One engine in a process of its own, asked class by class; so that memory and start are those of the engine alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench.engines import ENGINES, Answer, Question
from bench.machine import own_memory, peak_memory

# How often each of 20 questions is repeated, after a first time that warms caches up and is not counted.
REPEATS = 3
ASKED = 20 * REPEATS
# An engine that needs longer for a class, in seconds, is not asked on: what it has answered by then counts.
PATIENCE = 6.0

Questions = dict[str, tuple[Question, ...]]
Clock = Callable[[], float]
# Total, size of the page, and by facet the counts and the values that must be in it; of tokens the highest count.
Signature = tuple[int, tuple[int, ...], tuple[tuple[str, tuple[int, ...], frozenset[str]], ...]]


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of single answers, and what they were, one signature a question."""

    times: list[float]
    answers: list[Signature]


@dataclass(frozen=True, slots=True)
class Memory:
    """MB of a process after its round: at most, with mapped files; and its own, None where it is not told."""

    peak: float
    own: float | None


class Worker:
    """A running engine. `start_ms` is from the start of its process to its first answer."""

    def __init__(self, engine: str, folder: Path, questions: Questions, *, processor_time: bool = False) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, engine, folder, questions, processor_time), daemon=True
        )
        self.engine = engine
        begun = time.perf_counter()
        self._process.start()
        theirs.close()
        self._receive()
        self.start_ms = (time.perf_counter() - begun) * 1000

    def ask(self, name: str) -> Measured:
        """The class of that name, measured."""
        self._pipe.send(name)
        measured: Measured = self._receive()
        return measured

    def stop(self) -> Memory:
        """End the process."""
        self._pipe.send(None)
        memory: Memory = self._receive()
        self._process.join()
        return memory

    def _receive(self) -> Any:
        try:
            return self._pipe.recv()
        except EOFError:
            raise RuntimeError(f"{self.engine}: its process ended, see above") from None


def _serve(pipe: Any, name: str, folder: Path, questions: Questions, processor_time: bool) -> None:
    clock = time.process_time if processor_time else time.perf_counter
    engine = ENGINES[name].load().Opened(folder)
    engine.prepare(next(iter(questions.values()))[0])()
    pipe.send(None)
    while (asked := pipe.recv()) is not None:
        pipe.send(_measure(engine, questions[asked], clock))
    pipe.send(Memory(peak_memory(), own_memory()))


def _measure(engine: Any, questions: tuple[Question, ...], clock: Clock) -> Measured:
    calls = [engine.prepare(question) for question in questions]
    begun = time.perf_counter()
    first, answers = [], []
    for call in calls:
        milliseconds, found = _timed(call, clock)
        first.append(milliseconds)
        answers.append(signature(engine.read(found)))
    times: list[float] = []
    while len(times) < ASKED and time.perf_counter() - begun < PATIENCE:
        times += [_timed(call, clock)[0] for call in calls]
    return Measured(times or first, answers)


def _timed(call: Any, clock: Clock) -> tuple[float, Any]:
    begun = clock()
    found = call()
    return (clock() - begun) * 1000, found


def signature(answer: Answer) -> Signature:
    """What must be equal between engines: scores and ties may differ, totals and counts may not."""
    if answer.top and isinstance(answer.top[0][0], str):
        # Of tokens the highest count alone: this project lists those as well that only titles have.
        return answer.top[0][1], (), ()
    facets = []
    for name, counts in sorted(answer.facets.items()):
        last = min(counts.values(), default=0)
        sure = frozenset(value for value, count in counts.items() if count > last)
        facets.append((name, tuple(sorted(counts.values(), reverse=True)), sure))
    return answer.total, (len(answer.top),), tuple(facets)
