"""Kills `reindex` at random moments and looks whether the index is whole. Usage: python -m bench.kill9 [--kills 200]

After each kill the index must open and hold exactly what it held before the run or what the run was to bring;
after the next run left alone it must hold every article of the corpus. Prints one line of figures; exit 1 at a fault.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass
class Figures:
    """What came of the kills."""

    kills: int = 0
    before: int = 0
    after: int = 0
    broken: int = 0
    lost: int = 0
    late: int = 0


def article(number: int) -> str:
    """A short article of its own for every number."""
    return (
        f"Xã An Bình họp lần thứ {number}\n\nSáng ngày 11/5/2021, UBND xã An Bình tổ chức cuộc họp lần thứ {number} "
        f"bàn việc xây dựng nông thôn mới ở thôn {number % 17}. Ông Trần Văn Định, Chủ tịch UBND xã chủ trì cuộc họp.\n"
    )


def indexed(index: Path) -> set[str]:
    """The articles in the index, read through the engine: every stored article is decoded."""
    from indexer.index import open_index
    from indexer.query import Query

    return {found.id for found in open_index(index).articles(Query())}


def command(corpus: Path, index: Path, *more: str) -> list[str]:
    folders = ["--corpus", str(corpus), "--index", str(index)]
    return [sys.executable, str(ROOT / "cli.py"), "reindex", "--jobs", "1", *folders, *more]


def change(corpus: Path, rng: random.Random, serial: int) -> None:
    """Add, change and remove some articles."""
    names = sorted(path.name for path in corpus.glob("*.txt"))
    for name in rng.sample(names, min(2, len(names))):
        (corpus / name).unlink()
    for name in rng.sample(names, min(2, len(names))):
        (corpus / name).write_text(article(serial), encoding="utf-8")
    for number in range(3):
        (corpus / f"{serial:05}-{number}.txt").write_text(article(serial + number), encoding="utf-8")


def run(kills: int, seed: int) -> Figures:
    """Do the kills on a corpus of its own and return what came of them."""
    rng, figures = random.Random(seed), Figures()
    with tempfile.TemporaryDirectory(prefix="kill9-") as folder:
        corpus, index = Path(folder, "corpus"), Path(folder, "index")
        corpus.mkdir()
        for number in range(20):
            (corpus / f"first-{number}.txt").write_text(article(number), encoding="utf-8")
        usual = seconds(command(corpus, index))
        while figures.kills < kills:
            old = indexed(index)
            change(corpus, rng, figures.kills * 10 + 100)
            new = {path.name for path in corpus.glob("*.txt")}
            # Every third run builds everything anew, as after an upgrade.
            more = ["--full"] if rng.random() < 0.33 else []
            kill_once(command(corpus, index, *more), rng.uniform(0.3, 1.2) * usual, figures)
            judge(index, old, new, figures)
            if rng.random() < 0.3:
                usual = seconds(command(corpus, index))
                figures.lost += len(new ^ indexed(index))
        seconds(command(corpus, index))
        figures.lost += len({path.name for path in corpus.glob("*.txt")} ^ indexed(index))
    return figures


def seconds(arguments: list[str]) -> float:
    """Let a run end, and return how long it took."""
    begun = time.monotonic()
    subprocess.run(arguments, check=True, capture_output=True)
    return time.monotonic() - begun


def kill_once(arguments: list[str], wait: float, figures: Figures) -> None:
    """Start a run and kill it after `wait` seconds; a run that was quicker counts as late, not as killed."""
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(wait)
        figures.late += 1
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        figures.kills += 1


def judge(index: Path, old: set[str], new: set[str], figures: Figures) -> None:
    """Is the index the one before the run or the one after it?"""
    try:
        now = indexed(index)
    except Exception as error:
        print(f"broken: {error}", file=sys.stderr)
        figures.broken += 1
        return
    if now == new:
        figures.after += 1
    elif now == old:
        figures.before += 1
    else:
        print(f"neither old nor new: {sorted(now ^ old)}", file=sys.stderr)
        figures.broken += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    figures = run(options.kills, options.seed)
    print(figures)
    sys.exit(bool(figures.broken or figures.lost))


if __name__ == "__main__":
    main()
