"""Spreads the work on articles over processes, in order and with bounded memory."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

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
