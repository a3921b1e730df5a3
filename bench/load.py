"""Many readers at once against one server: do all get their page, how long do they wait, does its memory stay flat?

`python -m bench.load --index data/index` starts the real server on loopback and lets 50 readers search for 60 s, each
pausing two seconds on average between pages, as one who looks at results does; before that one reader alone. With
`--reindex CORPUS` the index is rebuilt from that corpus all the while.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).parent.parent
WORDS = (
    "chủ tịch",
    "ubnd xã",
    "nghị quyết",
    "tiem chung",
    "phòng chống dịch",
    "bí thư",
    "giá đất",
    "học sinh",
    "thi đua",
)
PATHS = ("/?q={}", "/?q={}&sort=newest", "/?q={}&sort=oldest", "/api/v1/search?q={}", "/feed?q={}", "/?q={}&year=2021")
PORT = 8765


@dataclass(slots=True)
class Seen:
    """What readers got: milliseconds to the last byte of every good answer, and every other answer."""

    times: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def main() -> int:
    """Run, print a table, and end with 1 where a reader did not get a page."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--index", type=Path, default=ROOT / "data" / "index")
    options.add_argument("--readers", type=int, default=50)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--pause", type=float, default=2.0, help="seconds between two pages, on average; 0 for none")
    options.add_argument("--reindex", type=Path, help="rebuild the index from this corpus meanwhile")
    asked = options.parse_args()
    with _server(asked.index) as process:
        _read(1, 10, 0.0)  # what is loaded at first use
        alone = _read(1, asked.seconds / 3, 0.05)
        before = _own_memory(process.pid)
        with _reindexing(asked.reindex, asked.index):
            together = _read(asked.readers, asked.seconds, asked.pause)
        after = _own_memory(process.pid)
    for name, seen in (("1 reader", alone), (f"{asked.readers} readers", together)):
        print(f"{name}: {len(seen.times)} pages, {len(seen.faults)} faults, {_figures(seen.times)}")
    print(f"p95 {_p95(together.times) / _p95(alone.times):.2f} times that of one reader")
    print(f"own memory of the server: {before:.0f} MB before, {after:.0f} MB after")
    print(*together.faults[:10], *alone.faults[:10], sep="\n")
    return 1 if together.faults or alone.faults else 0


@contextlib.contextmanager
def _server(index: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, str(ROOT / "cli.py"), "serve", "--index", str(index), "--port", str(PORT)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                if _get("/healthz")[0] == 200:
                    break
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def _reindexing(corpus: Path | None, index: Path) -> Iterator[None]:
    """Rebuild the index in another process, again and again until the context ends."""
    if corpus is None:
        yield
        return
    ended = threading.Event()

    def rebuild() -> None:
        while not ended.is_set():
            command = [sys.executable, str(ROOT / "cli.py"), "reindex", "--full", "--jobs", "1"]
            subprocess.run([*command, "--corpus", str(corpus), "--index", str(index)], capture_output=True, check=False)

    thread = threading.Thread(target=rebuild)
    thread.start()
    yield
    ended.set()
    thread.join()


def _read(readers: int, seconds: float, pause: float) -> Seen:
    seen = Seen()
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=_reader, args=(seen, number, end, pause)) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def _reader(seen: Seen, number: int, end: float, pause: float) -> None:
    choice = random.Random(number)
    time.sleep(choice.random() * pause)
    while time.monotonic() < end:
        path = choice.choice(PATHS).format(quote(choice.choice(WORDS)))
        begun = time.perf_counter()
        try:
            status, size = _get(path)
        except OSError as error:
            seen.faults.append(f"{path}: {error!r}")
            continue
        if status == 200 and size:
            seen.times.append((time.perf_counter() - begun) * 1000)
        else:
            seen.faults.append(f"{path}: {status}, {size} bytes")
        time.sleep(choice.expovariate(1 / pause) if pause else 0)


def _get(path: str) -> tuple[int, int]:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, len(answer.read())
    finally:
        connection.close()


def _figures(times: list[float]) -> str:
    return f"median {statistics.median(times):.0f} ms, p95 {_p95(times):.0f} ms, longest {max(times):.0f} ms"


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _own_memory(process: int) -> float:
    """Memory of a process that is its own and not mapped from files, in MB."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("RssAnon"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    sys.exit(main())
