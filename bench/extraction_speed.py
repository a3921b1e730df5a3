"""Compares cleaning and extraction with pyvi's own tokeniser on the same texts.

Usage: python -m bench.extraction_speed ARTICLES.jsonl[.xz] [--articles 300] [--rounds 3]

One process, process time, the two sides in turn on every article, so that a busy machine slows both alike. Every line
holds title, lead and body of one article. Prints medians per article in milliseconds, their ratio, and how far the
rounds lie apart. Exit 1 where cleaning and extraction together cost more than the tokeniser.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from pyvi import ViTokenizer

from indexer.clean import clean
from indexer.extract.article import extract
from indexer.model import Page, RawPage


def pages(path: Path, count: int) -> Iterator[RawPage]:
    """Yield `count` articles spread over the first 40 times as many lines of `path`."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        for number, line in enumerate(islice(lines, 0, count * 40, 40)):
            row = json.loads(line)
            parts = (row.get(key) for key in ("title", "lead", "body"))
            yield RawPage(f"{number}.txt", "txt", "\n\n".join(part for part in parts if part))


def milliseconds(action: Callable[[Any], object], given: object) -> float:
    """The processor time of one call."""
    start = time.process_time()
    action(given)
    return (time.process_time() - start) * 1000


def one_round(raws: list[RawPage]) -> tuple[float, float, float]:
    """Medians per article: tokeniser, cleaning, extraction."""
    times: list[tuple[float, float, float]] = []
    for raw in raws:
        page = clean(raw)
        if not isinstance(page, Page):
            continue
        text = f"{page.title}\n\n{page.body}"
        times.append((milliseconds(ViTokenizer.tokenize, text), milliseconds(clean, raw), milliseconds(extract, page)))
    tokeniser, cleaning, extraction = (median(column) for column in zip(*times, strict=True))
    return tokeniser, cleaning, extraction


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    raws = list(pages(chosen.corpus, chosen.articles))
    one_round(raws[:30])  # tables are read and patterns compiled at first use
    rounds = [one_round(raws) for _ in range(chosen.rounds)]
    tokeniser, cleaning, extraction = (median(column) for column in zip(*rounds, strict=True))
    ratios = sorted((clean_ms + extract_ms) / pyvi_ms for pyvi_ms, clean_ms, extract_ms in rounds)
    print(f"{len(raws)} articles, {chosen.rounds} rounds, medians in ms per article")
    print(f"pyvi {tokeniser:.2f}  clean {cleaning:.2f}  extract {extraction:.2f}  sum {cleaning + extraction:.2f}")
    print(f"ratio {median(ratios):.2f}, rounds from {ratios[0]:.2f} to {ratios[-1]:.2f}")
    return int(median(ratios) > 1)


if __name__ == "__main__":
    sys.exit(main())
