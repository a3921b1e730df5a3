"""The corpus, its questions and the engines' indexes on disk; kept, and used again where that is asked for.

Below the work folder: `corpus-<N>.tsv`, and per engine `<engine>-<N>/` with what its building took beside it.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from bench.engines import ENGINES, Question, folder_size
from bench.machine import peak_memory
from bench.questions import make_questions, page_words, read_vocabulary
from bench.records import read_records
from bench.sites import SITES

ALL = ENGINES | SITES
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Built:
    """An index and what building it took. `version` is of what built it, `memory` the peak in MB."""

    folder: Path
    version: str
    seconds: float
    memory: float
    size: int


def corpus_file(work: Path, articles: int) -> Path:
    """The corpus of so many articles, made where it is not there yet."""
    path = work / f"corpus-{articles}.tsv"
    if not path.exists():
        say(f"making a corpus of {articles:,} articles")
        work.mkdir(parents=True, exist_ok=True)
        in_process(_make_corpus, path, articles)
    return path


def _make_corpus(path: Path, articles: int) -> None:
    from bench.corpus import make_corpus  # loads numpy and the segmentation's model, which no engine should inherit

    make_corpus(path, articles)


def built_index(engine: str, corpus: Path, *, reuse: bool) -> Built:
    """The engine's index of a corpus, built anew in a process of its own unless there is one of the same version."""
    folder = corpus.parent / f"{engine}-{corpus.stem.partition('-')[2]}"
    stamp = folder.with_name(f"{folder.name}.json")
    version = in_process(_version, engine)
    if reuse and stamp.exists() and (kept := json.loads(stamp.read_text("utf-8")))["version"] == version:
        return Built(**kept | {"folder": folder})
    say(f"building the index of {version}")
    built = in_process(_build, engine, folder, corpus)
    stamp.write_text(json.dumps(asdict(built) | {"folder": ""}), encoding="utf-8")
    return built


def _version(engine: str) -> str:
    stated: str = ALL[engine].load().version()
    return stated


def _build(engine: str, folder: Path, corpus: Path) -> Built:
    module = ALL[engine].load()
    version = module.version()  # before anybody can change the files that it is read from
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    begun = time.perf_counter()
    module.build(folder, read_records(corpus))
    return Built(folder, version, time.perf_counter() - begun, peak_memory(), folder_size(folder))


def can_load(engine: str) -> bool:
    """Whether the engine's library is installed."""
    try:
        ALL[engine].load().version()
    except ImportError:
        return False
    return True


def read_questions(corpus: Path, seed: int) -> tuple[dict[str, tuple[Question, ...]], tuple[str, ...]]:
    """The questions of every class, and the words that pages are asked for."""
    vocabulary = read_vocabulary(corpus)
    return make_questions(vocabulary, seed), page_words(vocabulary, seed)


def in_process(call: Callable[..., Result], *arguments: Any) -> Result:
    """What a call gives in a fresh process, whose memory and caches end with it. Raises RuntimeError where it fails."""
    context = get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_send_back, args=(sending, partial(call, *arguments)))
    process.start()
    sending.close()
    try:
        result: Result = receiving.recv()
        return result
    except EOFError:
        raise RuntimeError(f"{call.__name__}{arguments}: failed, see above") from None
    finally:
        process.join()


def _send_back(sending: Any, call: Callable[[], Any]) -> None:
    sending.send(call())


def say(text: str) -> None:
    """Tell who waits what is going on."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)
