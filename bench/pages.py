"""Whole HTTP requests on loopback: both servers run side by side and get the same pages in turn."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.machine import own_memory
from bench.sites import FACETS, load, same_counts
from bench.worker import REPEATS

_READY_SECONDS = 120.0
FORMS = {"page (HTML)": False, "page (JSON)": True}


@dataclass(slots=True)
class Visited:
    """What a round of requests gave: milliseconds by form and site, start in ms, own memory in MB, what differed."""

    times: dict[str, dict[str, list[float]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    start_ms: dict[str, float] = field(default_factory=dict)
    memory: dict[str, float | None] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Site:
    name: str
    port: int
    process: int
    start_ms: float
    log: Path


def visit(folders: dict[str, Path], words: Sequence[str]) -> Visited:
    """Start the servers over their folders, ask every page of each in turn, and end them."""
    visited = Visited()
    with ExitStack() as stack:
        sites = [stack.enter_context(_running(name, folder, words[0])) for name, folder in folders.items()]
        for site in sites:
            visited.start_ms[site.name] = site.start_ms
        visited.differences += _compare(sites, words)
        connections = {site.name: http.client.HTTPConnection("127.0.0.1", site.port) for site in sites}
        for turn in range(REPEATS + 1):
            for word in words:
                for form, as_json in FORMS.items():
                    for name, connection in connections.items():
                        milliseconds = _ask(connection, load(name).address(word, as_json=as_json))[0]
                        if turn:  # the first warms caches up
                            visited.times[form][name].append(milliseconds)
        for site in sites:
            connections[site.name].close()
            visited.memory[site.name] = own_memory(site.process)
    return visited


def _ask(connection: http.client.HTTPConnection, address: str) -> tuple[float, bytes]:
    begun = time.perf_counter()
    connection.request("GET", address)
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise RuntimeError(f"{address}: status {response.status}, {body[:300]!r}")
    return (time.perf_counter() - begun) * 1000, body


def _compare(sites: Sequence[_Site], words: Sequence[str]) -> list[str]:
    """In which words the servers' totals or counts differ."""
    found: dict[str, list[Any]] = {}
    for site in sites:
        module = load(site.name)
        with closing(http.client.HTTPConnection("127.0.0.1", site.port)) as connection:
            pages = [_ask(connection, module.address(word, as_json=True))[1] for word in words]
        answers = [module.read(json.loads(page)) for page in pages]
        found[site.name] = [(total, [same_counts(facets, name) for name in FACETS]) for total, facets in answers]
    first, *others = found.items()
    return [
        f"page {word!r}: {first[0]} {mine[0]} articles, {name} {other[0]}, or other counts"
        for name, answers in others
        for word, mine, other in zip(words, first[1], answers, strict=True)
        if mine != other
    ]


@contextmanager
def _running(name: str, folder: Path, word: str) -> Iterator[_Site]:
    """A server over `folder` that has answered its first page."""
    module = load(name)
    port = _free_port()
    log = folder.with_suffix(".log")
    begun = time.perf_counter()
    with log.open("wb") as out:
        environment = os.environ | {"PYTHONUNBUFFERED": "1"}
        # Datasette was compiled when it was installed; this project is by its first start, if it may keep that.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        process = subprocess.Popen(module.command(folder, port), stdout=out, stderr=out, env=environment)
    try:
        _wait(process, port, module.address(word, as_json=False), log)
        yield _Site(name, port, process.pid, (time.perf_counter() - begun) * 1000, log)
    finally:
        process.terminate()
        process.wait()


def _wait(process: Any, port: int, address: str, log: Path) -> None:
    until = time.monotonic() + _READY_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection, suppress(OSError):
            _ask(connection, address)
            return
        time.sleep(0.01)
    print(log.read_text(encoding="utf-8", errors="replace")[-2000:], file=sys.stderr)
    raise RuntimeError(f"no server at port {port}; what it said is above")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number
