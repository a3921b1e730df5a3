"""Work in other processes: on articles, in order and with bounded memory, and beside what this process does."""

from __future__ import annotations

import os
import pickle
import select
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NoReturn, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

In = TypeVar("In")
Out = TypeVar("Out")

# Articles handed over at once: enough to make the hand-over cheap, few enough to keep all processes busy.
BATCH = 16
# Below this many articles, starting processes (two seconds each to load pyvi) costs more than it saves.
WORTH_SPREADING = 200


def spread(work: Callable[[In], Out], items: Iterable[In], jobs: int) -> Iterator[Out]:
    """Yield `work(item)` for every item in order, computed in `jobs` processes where that pays."""
    source = iter(items)
    head = list(islice(source, WORTH_SPREADING if jobs > 1 else 0))
    if len(head) < WORTH_SPREADING:
        yield from map(work, head)
        yield from map(work, source)
        return
    from concurrent.futures import ProcessPoolExecutor  # loads multiprocessing, which few articles do without

    with ProcessPoolExecutor(jobs, initializer=_end_with_parent, initargs=(os.getpid(),)) as pool:
        waiting: deque[Future[list[Out]]] = deque()
        for batch in _batches(iter([*head]), source):
            waiting.append(pool.submit(_work_all, work, batch))
            if len(waiting) > 4 * jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _batches(*sources: Iterator[In]) -> Iterator[list[In]]:
    for source in sources:
        while batch := list(islice(source, BATCH)):
            yield batch


def _work_all(work: Callable[[In], Out], batch: list[In]) -> list[Out]:
    return [work(item) for item in batch]


def _end_with_parent(parent: int) -> None:
    """A worker whose parent was killed would wait for ever: it looks once a second and ends."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def aside(work: Callable[[], Out]) -> Callable[[Callable[[], Iterator[None]]], Out]:
    """Begin `work` in a process of its own; what comes back waits for it and returns, or raises, what it did.

    While it waits it takes steps of what it is given, as many as there is time for. For what can be done while this
    process loads modules: one that is small yet forks in a few milliseconds.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _send(work, writer)
    os.close(writer)

    def received(meanwhile: Callable[[], Iterator[None]]) -> Out:
        steps = meanwhile()
        while not select.select([reader], [], [], 0)[0] and next(steps, steps) is None:
            pass
        with os.fdopen(reader, "rb") as pipe:
            sent = pipe.read()
        os.waitpid(child, 0)
        if not sent:  # it was killed
            return work()
        result, error = pickle.loads(sent)  # noqa: S301 - from our own process
        if error is not None:
            raise error
        return result  # type: ignore[no-any-return]

    return received


def _send(work: Callable[[], object], writer: int) -> NoReturn:
    """Write what `work` returns or raises, and end at once: what an interpreter does at its end is the parent's."""
    try:
        try:
            sent = pickle.dumps((work(), None))
        except Exception as error:
            sent = pickle.dumps((None, error))
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(sent)
    finally:
        os._exit(0)
