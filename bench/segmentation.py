"""Compares segmentation with pyvi's own, in processor time and answer by answer.

Usage: python -m bench.segmentation ARTICLES.jsonl[.xz] [--articles 100] [--rounds 10] [--compare 20000]

One process, process time, pyvi and this project in turn in every round, so that a busy machine slows both alike. Every
round takes articles that neither has met, after a start of 1,000 articles that fills the tables as a run does. Every
line of the corpus holds title, lead and body of one article. Prints the ratios to pyvi, medians over the rounds; what
loading costs in a fresh process; and how many of the texts compared come out exactly as from pyvi. Exit 1 where one
does not.
"""

from __future__ import annotations

import argparse
import json
import lzma
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median

from indexer.analysis.segment import tokenize, tokenize_all

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # pyvi's pickle is of an older scikit-learn
    from pyvi import ViTokenizer

_LOADING = """
import re, time
peak = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024
start, before = time.process_time(), peak()
from indexer.analysis.segment import tokenize
tokenize("hội đồng nhân dân")
print(f"loading {time.process_time() - start:.3f} s, {peak() - before:.1f} MB, both with NumPy")
"""
_START = 1000
WAYS: dict[str, Callable[[list[str]], object]] = {
    "one by one": lambda texts: [tokenize(text) for text in texts],
    "in batches": lambda texts: list(tokenize_all(texts)),
}


def articles(path: Path) -> Iterator[str]:
    """Yield the texts of a corpus, in its order."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield "\n".join(part for part in (row.get(key) for key in ("title", "lead", "body")) if part)


def seconds(action: Callable[[list[str]], object], texts: list[str]) -> float:
    """The processor time of one call."""
    start = time.process_time()
    action(texts)
    return time.process_time() - start


def pyvi_all(texts: list[str]) -> list[str]:
    """What pyvi makes of the texts."""
    return [ViTokenizer.tokenize(text) for text in texts]


def measure(texts: Iterator[str], count: int, rounds: int) -> None:
    """Print the speed of each way beside pyvi's, every round on `count` new articles."""
    list(tokenize_all(islice(texts, _START)))
    pyvi_all(list(islice(texts, 20)))
    speeds: dict[str, list[tuple[float, float]]] = {way: [] for way in WAYS}
    for _ in range(rounds):
        for way, action in WAYS.items():
            part = list(islice(texts, count))
            speeds[way].append((seconds(pyvi_all, part), seconds(action, part)))
    for way, times in speeds.items():
        pyvi, ours = (count / median(column) for column in zip(*times, strict=True))
        ratios = sorted(theirs / own for theirs, own in times)
        print(f"{way}: pyvi {pyvi:.0f} articles a second, here {ours:.0f}")
        print(f"  ratio {median(ratios):.1f}, rounds from {ratios[0]:.1f} to {ratios[-1]:.1f}")


def differences(texts: Iterator[str]) -> tuple[int, int]:
    """How many texts were compared, and how many come out otherwise than from pyvi."""
    count = wrong = 0
    while batch := list(islice(texts, 50)):
        for text, found in zip(batch, tokenize_all(batch), strict=True):
            count += 1
            wrong += not found == tokenize(text) == ViTokenizer.tokenize(text)
    return count, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--compare", type=int, default=20_000)
    chosen = parser.parse_args()
    measure(articles(chosen.corpus), chosen.articles, chosen.rounds)
    print(subprocess.run([sys.executable, "-c", _LOADING], check=True, capture_output=True, text=True).stdout.strip())
    count, wrong = differences(islice(articles(chosen.corpus), chosen.compare))
    print(f"{count} texts compared, {wrong} not as from pyvi")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
