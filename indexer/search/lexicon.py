"""Makes, keeps and reads the lexicon of an index: what `expand`, `suggest` and `spelling` know of its articles.

In: the articles and the engine's vocabulary. Out: one file of plain data beside the index.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import msgspec
import numpy as np

from indexer.analysis.atoms import find_atoms
from indexer.analysis.pyvi_model import read_words
from indexer.engine.port import Engine
from indexer.errors import DamagedIndex
from indexer.model import Article, Official
from indexer.query import Query
from indexer.search.pairs import PairCounter
from indexer.search.vocabulary import FORMAT, LearntPair, Lexicon, LexiconData, Suggestion, SuggestionKind
from indexer.text.fold import fold, neutral
from indexer.text.normalise import normalise

__all__ = ["Lexicon", "Trainer", "build_lexicon", "load_lexicon", "save_lexicon", "update_lexicon", "write_lexicon"]

_SHORT = re.compile(r"\((?:gọi tắt là |viết tắt là |sau đây gọi là )?(?P<short>[A-ZĐƯ&-]{2,10})\)")
# Room for ten words before the bracket.
_BEFORE = 90


class Trainer:
    """Gathers from articles, one by one, what the vocabulary alone does not tell. Memory is bounded per kind."""

    def __init__(self) -> None:
        self._pairs = PairCounter()
        self._gone = PairCounter()
        self._names: Counter[str] = Counter()
        self._learnt: Counter[tuple[str, str]] = Counter()
        self._offers: Counter[tuple[SuggestionKind, str, str, str]] = Counter()
        self._articles = 0

    def add(self, article: Article) -> None:
        """Take one article in."""
        self._count(article, 1)
        self._pairs.add(article.title)
        self._pairs.add(article.body)

    def remove(self, article: Article) -> None:
        """Take an article out again that a merged lexicon was made with."""
        self._count(article, -1)
        self._gone.add(article.title)
        self._gone.add(article.body)

    def _count(self, article: Article, by: int) -> None:
        self._articles += by
        for short, long in explained(article.body):
            self._learnt[short, long] += by
        for official in article.officials:
            self._names[_neutral_name(official.name)] += by
            self._offers["official", official.name, official.name, _post(official)] += by
        if article.unit:
            self._offers["unit", article.unit.name, article.unit.name, ", ".join(article.unit.place.chain[-2:])] += by
        for document in article.documents:
            self._offers["document", document.printed, document.key, ""] += by
        self._offers["title", article.title, article.title, ""] += by

    def merge(self, earlier: LexiconData) -> None:
        """Add what a lexicon made before has gathered, so that a run need not read unchanged articles again."""
        self._articles += earlier.articles
        self._pairs.merge(earlier.pairs)
        self._names.update(earlier.names)
        self._learnt.update({(pair.short, pair.long): pair.count for pair in earlier.learnt})
        self._offers.update({(one.kind, one.text, one.query, one.detail): one.count for one in earlier.suggestions})

    def build(self, vocabulary: Iterable[tuple[str, int]]) -> Lexicon:
        """The lexicon of all articles added so far and of the engine's terms."""
        terms = sorted(vocabulary)
        known = {term for term, _ in terms}
        return Lexicon(
            LexiconData(
                format=FORMAT,
                articles=self._articles,
                terms="\n".join(term for term, _ in terms),
                counts=np.array([count for _, count in terms], np.uint32).tobytes(),
                words="\n".join(word for word in word_list() if known.issuperset(word.split("_"))),
                pairs=self._pairs.pairs(without=self._gone.pairs()),
                names={name: count for name, count in sorted(self._names.items()) if count > 0},
                learnt=[
                    LearntPair(short, long, count) for (short, long), count in sorted(self._learnt.items()) if count > 0
                ],
                suggestions=[
                    Suggestion(text, kind, count, query, detail)
                    for (kind, text, query, detail), count in sorted(self._offers.items())
                    if count > 0
                ],
            )
        )


def build_lexicon(articles: Iterable[Article], vocabulary: Iterable[tuple[str, int]]) -> Lexicon:
    """The lexicon of `articles` and of the terms they have in the index. Holds one article in memory at a time."""
    trainer = Trainer()
    for article in articles:
        trainer.add(article)
    return trainer.build(vocabulary)


def write_lexicon(engine: Engine, path: Path) -> None:
    """Make the lexicon of all that is in `engine` and keep it at `path`."""
    save_lexicon(build_lexicon(engine.scan(Query()), engine.vocabulary()), path)


def update_lexicon(
    engine: Engine, path: Path, *, before: Path, added: Iterable[Article], gone: Iterable[Article]
) -> None:
    """Make the lexicon at `path` from the one `before`, without reading articles that stayed as they were.

    `added` are articles that came or changed, `gone` those that went or changed, as they were. The terms are all
    counted anew. Pairs too rare to be kept are forgotten, so their counts may end a little lower than in a new one.
    """
    trainer = Trainer()
    trainer.merge(load_lexicon(before).data)
    for article in added:
        trainer.add(article)
    for article in gone:
        trainer.remove(article)
    save_lexicon(trainer.build(engine.vocabulary()), path)


def save_lexicon(lexicon: Lexicon, path: Path) -> None:
    """Write `lexicon` to `path`, replacing what is there, also where it is a link that others hold too."""
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(msgspec.msgpack.encode(lexicon.data))
    new.replace(path)


def load_lexicon(path: Path) -> Lexicon:
    """The lexicon kept at `path`. Raises DamagedIndex where it cannot be read."""
    try:
        data = msgspec.msgpack.decode(path.read_bytes(), type=LexiconData)
        if data.format != FORMAT:
            raise DamagedIndex(
                f"{path}: format {data.format}, expected {FORMAT}; rebuild: python cli.py reindex --full"
            )
        return Lexicon(data)
    except (msgspec.MsgspecError, ValueError) as error:
        raise DamagedIndex(f"{path}: cannot be read ({error}); rebuild it: python cli.py reindex --full") from error


@cache
def word_list() -> tuple[str, ...]:
    """The words of two and three syllables of pyvi's list, in index form: "hội_nghị"."""
    words = (word.split(" ") for word in read_words())
    return tuple(sorted({"_".join(map(neutral, word)) for word in words if len(word) in {2, 3}}))


def explained(text: str) -> Iterator[tuple[str, str]]:
    """Yield (short, long) of "Ban Quản lý dự án (BQLDA)": the last words before the bracket whose initials it is."""
    for match in _SHORT.finditer(text):
        letters = fold(re.sub(r"[&-]", "", match["short"]))
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        words = re.findall(r"[^\W\d_]+", before)[-len(letters) :]
        if len(words) == len(letters) > 1 and "".join(fold(word)[0] for word in words) == letters:
            yield match["short"], " ".join(words)


def _neutral_name(name: str) -> str:
    return " ".join(atom.text for atom in find_atoms(normalise(name).text))


def _post(official: Official) -> str:
    return official.posts[0].normal if official.posts else ""
