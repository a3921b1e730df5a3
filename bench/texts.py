"""Raw articles for the benchmark: real news first, then new articles put together from the paragraphs of the real ones.

In: the shared corpus of 20,000 articles, or the project's own `corpus/` where that is absent. Out: any number of
articles, the same ones for the same seed. Made-up articles keep the lengths and the frequencies of words of the real
ones, but bring no new words: their vocabulary stays that of the real ones.
"""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from indexer.clean import clean
from indexer.model import Page
from indexer.read import read_file
from indexer.text.sentences import sentences

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "corpora" / "vietnews-20k.jsonl.xz"
OWN = ROOT / "corpus"


@dataclass(frozen=True, slots=True)
class Text:
    """A title and the paragraphs below it."""

    title: str
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(self.paragraphs)


def make_texts(count: int, seed: int, source: Path | None = None) -> Iterator[Text]:
    """Yield `count` articles: those of `source` in its order, then new ones. Holds the real ones in memory."""
    real = list(islice(read_texts(source or (SHARED if SHARED.exists() else OWN)), count))
    yield from real
    yield from islice(_recombined(real, random.Random(seed)), count - len(real))


def read_texts(source: Path) -> Iterator[Text]:
    """Yield the articles of a .jsonl.xz file with "title", "lead" and "body", or of a corpus folder by sentences."""
    if source.is_dir():
        yield from _folder_texts(source)
        return
    with lzma.open(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Text(row["title"], tuple(part for part in (row["lead"], *row["body"].split("\n")) if part))


def _folder_texts(folder: Path) -> Iterator[Text]:
    for path in sorted(folder.rglob("*")):
        if path.suffix not in {".html", ".txt", ".jsonl"}:
            continue
        for raw in read_file(folder, path.relative_to(folder).as_posix()):
            page = clean(raw) if not hasattr(raw, "reason") else raw
            if isinstance(page, Page):
                # So few articles have too few paragraphs to recombine; their sentences are many.
                yield Text(page.title, tuple(page.body[start:end] for start, end in sentences(page.body)))


def _recombined(real: Sequence[Text], choice: random.Random) -> Iterator[Text]:
    """Yield articles with as many paragraphs as a real one, each from some other; titles of two halves."""
    pool = [paragraph for text in real for paragraph in text.paragraphs]
    while True:
        model, first, second = (choice.choice(real) for _ in range(3))
        title = _first_half(first.title) + _second_half(second.title)
        yield Text(" ".join(title), tuple(choice.choice(pool) for _ in model.paragraphs))


def _first_half(title: str) -> list[str]:
    words = title.split()
    return words[: (len(words) + 1) // 2]


def _second_half(title: str) -> list[str]:
    words = title.split()
    return words[(len(words) + 1) // 2 :]
