"""Measures of writing: ready tokens to an index, plain text to an index, and a few articles more into a big one.

Each runs in a process of its own; an engine's libraries and models are loaded before the clock starts.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from bench.engines import ENGINES, Question
from bench.machine import peak_memory
from bench.prepared import in_process
from bench.records import Record, read_records

# Stands in every article that is added, and nowhere else.
MARK = "zzthêmzz"
ADDED_ONE, ADDED_HUNDRED = 5, 3


@dataclass(frozen=True, slots=True)
class Loaded:
    """A load of articles: how many a second, and the most memory of the process, in MB."""

    rate: float
    memory: float


@dataclass(frozen=True, slots=True)
class Added:
    """Milliseconds to commit 1 and 100 articles to a big index, medians; `found`: a new reader finds all of them."""

    one: float
    hundred: float
    found: bool


def index_tokens(engine: str, corpus: Path, count: int) -> Loaded:
    """Index the first `count` articles of a corpus file."""
    return in_process(_index_tokens, engine, corpus, count)


def _index_tokens(engine: str, corpus: Path, count: int) -> Loaded:
    module = ENGINES[engine].load()
    records = list(read_records(corpus, count))
    with tempfile.TemporaryDirectory(dir=corpus.parent) as folder:
        begun = time.perf_counter()
        module.build(Path(folder), records)
        return Loaded(len(records) / (time.perf_counter() - begun), peak_memory())


def index_texts(engine: str, corpus: Path, count: int) -> Loaded:
    """Index plain texts, "ours" cut into words by our segmentation, any other by pyvi."""
    return in_process(_index_texts, engine, corpus, count)


def _index_texts(engine: str, corpus: Path, count: int) -> Loaded:
    from bench.corpus import SEED, only_tokens
    from bench.texts import make_texts

    module = ENGINES[engine].load()
    segment = _segmentation(engine)
    texts = list(islice(make_texts(count, SEED), count))
    like = list(read_records(corpus, count))

    def records() -> Iterable[Record]:
        segmented = segment(part for text in texts for part in (text.title, text.body))
        for record in like:
            yield replace(record, title_terms=only_tokens(next(segmented)), body_terms=only_tokens(next(segmented)))

    with tempfile.TemporaryDirectory(dir=corpus.parent) as folder:
        begun = time.perf_counter()
        module.build(Path(folder), records())
        return Loaded(len(texts) / (time.perf_counter() - begun), peak_memory())


def _segmentation(engine: str) -> Callable[[Iterable[str]], Iterator[str]]:
    """What cuts texts into words, its model loaded."""
    if engine == "ours":
        from indexer.analysis.segment import tokenize_all
    else:
        from pyvi.ViTokenizer import tokenize

        tokenize_all = partial(map, tokenize)
    list(tokenize_all(["thử một câu"]))
    return tokenize_all


def add_articles(engine: str, index: Path, corpus: Path) -> Added:
    """Add articles to a copy of a built index."""
    return in_process(_add_articles, engine, index, corpus)


def _add_articles(engine: str, index: Path, corpus: Path) -> Added:
    module = ENGINES[engine].load()
    more = _new_records(corpus)
    with tempfile.TemporaryDirectory(dir=corpus.parent) as folder:
        copy = Path(folder) / "index"
        shutil.copytree(index, copy)
        opened = module.Opened(copy)
        ones = [_timed(partial(opened.add, list(islice(more, 1)))) for _ in range(ADDED_ONE)]
        hundreds = [_timed(partial(opened.add, list(islice(more, 100)))) for _ in range(ADDED_HUNDRED)]
        reader = module.Opened(copy)
        found = reader.read(reader.prepare(Question((MARK,)))()).total
        return Added(median(ones), median(hundreds), found == ADDED_ONE + 100 * ADDED_HUNDRED)


def _new_records(corpus: Path) -> Iterable[Record]:
    """An endless run of articles like those of the corpus, with ids of their own and MARK in their titles."""
    number = 0
    while True:
        for record in read_records(corpus):
            number += 1
            yield replace(record, id=f"n{number:07d}", title_terms=f"{record.title_terms} {MARK}")


def _timed(call: Any) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000
