"""Makes, keeps and reads the lexicon of an index: what `expand`, `suggest` and `spelling` know of its articles.

In: the articles and the engine's vocabulary. Out: one file of plain data beside the index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from indexer.analysis.atoms import find_atoms
from indexer.arrays.files import ArrayWriter, open_arrays
from indexer.errors import REBUILD, DamagedIndex
from indexer.model import Article, Entry, Official
from indexer.search.counts import SEPARATOR, Counts, Tally, added, sums
from indexer.search.facet_values import values_of
from indexer.search.lexicon_arrays import FORMAT, Streams, lexicon_arrays, stored_streams, streams_of
from indexer.search.offers import offer_key
from indexer.search.pairs import PairCounter, Pairs, joined
from indexer.search.vocabulary import Lexicon
from indexer.text.fold import fold
from indexer.text.normalise import normalise

__all__ = ["Lexicon", "Trainer", "build_lexicon", "keep_lexicon", "load_lexicon", "update_lexicon", "write_lexicon"]

# What a lexicon knows beyond its large file is kept beside it, up to so many articles or this share of all.
RECENT, LEAST_RECENT, RECENT_SHARE = ".recent", 200, 0.02
_SHORT = re.compile(r"\((?:gọi tắt là |viết tắt là |sau đây gọi là )?(?P<short>[A-ZĐƯ&-]{2,10})\)")
# Room for ten words before the bracket.
_BEFORE = 90


class Trainer:
    """Gathers from articles, one by one, what a lexicon is made of. Memory is bounded."""

    def __init__(self) -> None:
        self._pairs, self._gone = PairCounter(), PairCounter()
        self._terms, self._names, self._learnt, self._offers = Tally(), Tally(), Tally(), Tally()
        self._values = Tally()
        self._articles = 0
        self.touched = 0

    def add_entry(self, entry: Entry) -> None:
        """Take one article in, with its terms and values."""
        self.add(entry.article, terms_of(entry))
        self._values.add(values_of(entry))

    def remove_entry(self, entry: Entry) -> None:
        """Take an article out again that a lexicon was made with."""
        self.remove(entry.article, terms_of(entry))
        self._values.add(values_of(entry), -1)

    def add(self, article: Article, terms: Iterable[str] = ()) -> None:
        """Take one article in without its values; `terms` are its distinct terms in the index."""
        self._count(article, terms, 1)
        self._pairs.add(article.title)
        self._pairs.add(article.body)

    def remove(self, article: Article, terms: Iterable[str] = ()) -> None:
        """Take an article out that was taken in without its values."""
        self._count(article, terms, -1)
        self._gone.add(article.title)
        self._gone.add(article.body)

    def _count(self, article: Article, terms: Iterable[str], by: int) -> None:
        self._articles += by
        self.touched += 1
        self._terms.add(terms, by)
        self._learnt.add((SEPARATOR.join(pair) for pair in explained(article.body)), by)
        self._names.add((_neutral_name(official.name) for official in article.officials), by)
        self._offers.add(_offered(article), by)

    def streams(self, vocabulary: Iterable[tuple[str, int]] | None = None) -> Streams:
        """All counts so far, less what was taken out; `vocabulary` stands for the terms where it is given."""
        return Streams(
            self._articles,
            self._terms.items() if vocabulary is None else sorted(vocabulary),
            self._names.items(),
            self._learnt.items(),
            self._offers.items(),
            self._values.items(),
            joined(self._pairs.pairs(), gone=[self._gone.pairs()]),
        )

    def pairs(self) -> tuple[Pairs, Pairs]:
        """Pairs of syllables that came, and that went."""
        return self._pairs.pairs(), self._gone.pairs()

    def changes(self) -> Counts:
        """All counts so far, in memory: for few articles."""
        terms, names = dict(self._terms.items()), dict(self._names.items())
        learnt, offers = dict(self._learnt.items()), dict(self._offers.items())
        values = dict(self._values.items())
        return Counts(self._articles, self.touched, terms, names, learnt, offers, values, *self.pairs())


def _offered(article: Article) -> Iterator[str]:
    for official in article.officials:
        yield offer_key("official", official.name, official.name, _post(official))
    if article.unit:
        place = ", ".join(article.unit.place.chain[-2:])
        yield offer_key("unit", article.unit.name, article.unit.name, place)
    for document in article.documents:
        yield offer_key("document", document.printed, document.key, "")
    yield offer_key("title", article.title, article.title, "")


def terms_of(entry: Entry) -> set[str]:
    """The distinct terms of an entry, whatever their fields."""
    return {term.text for terms in entry.terms.values() for term in terms}


# --- in memory ------------------------------------------------------------------------------------
def build_lexicon(articles: Iterable[Article], vocabulary: Iterable[tuple[str, int]]) -> Lexicon:
    """The lexicon of `articles` and of the terms they have in the index. Holds one article in memory at a time."""
    trainer = Trainer()
    for article in articles:
        trainer.add(article)
    return Lexicon(lexicon_arrays(trainer.streams(vocabulary)))


# --- on disk --------------------------------------------------------------------------------------
def write_lexicon(trainer: Trainer, path: Path) -> None:
    """Make a lexicon of all that `trainer` has gathered and keep it at `path`."""
    _write(trainer.streams(), path)


def keep_lexicon(trainer: Trainer, path: Path) -> None:
    """Bring the lexicon at `path` up to date, or make it where there is none."""
    if path.exists():
        update_lexicon(trainer, path)
    else:
        write_lexicon(trainer, path)


def update_lexicon(trainer: Trainer, path: Path) -> None:
    """Bring the lexicon at `path` up to date with what `trainer` has gathered about articles that came and went.

    The large file stays as it is, so that it can be shared with the generation before, and what is recent is kept
    beside it; where that is much, both are made into a new one. Pairs too rare to be kept are forgotten, so that
    their counts may end a little lower than in a lexicon made at once.
    """
    lexicon = load_lexicon(path)
    if lexicon.recent.touched + trainer.touched > max(LEAST_RECENT, lexicon.lasting_articles * RECENT_SHARE):
        _write(_all_streams(lexicon, trainer), path)
        return
    _keep(recent_path(path), msgspec.msgpack.encode(_both(lexicon.recent, trainer.changes())))


def recent_path(path: Path) -> Path:
    """Where the counts are kept that are newer than the lexicon at `path`."""
    return path.with_name(path.name + RECENT)


def load_lexicon(path: Path) -> Lexicon:
    """The lexicon kept at `path`. Raises DamagedIndex where it cannot be read."""
    try:
        arrays = open_arrays(path)
        if (found := int(arrays["about"][0])) != FORMAT:
            raise DamagedIndex(f"{path}: format {found}, expected {FORMAT}; {REBUILD}")
        recent = recent_path(path)
        counts = msgspec.msgpack.decode(recent.read_bytes(), type=Counts) if recent.exists() else None
        return Lexicon(arrays, counts)
    except (OSError, LookupError, msgspec.MsgspecError, ValueError) as error:
        raise DamagedIndex(f"{path}: cannot be read ({error}); {REBUILD}") from error


def counts_of(lexicon: Lexicon) -> Counts:
    """Everything that a lexicon counts, as plain data."""
    whole = _all_streams(lexicon, Trainer())
    terms, names, learnt, offers = dict(whole.terms), dict(whole.names), dict(whole.learnt), dict(whole.offers)
    return Counts(whole.articles, 0, terms, names, learnt, offers, dict(whole.values), whole.pairs)


def _write(streams: Streams, path: Path) -> None:
    recent_path(path).unlink(missing_ok=True)
    with ArrayWriter(path) as out:
        out.append_all(lexicon_arrays(streams))


def _keep(path: Path, data: bytes) -> None:
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(data)
    new.replace(path)


def _all_streams(lexicon: Lexicon, trainer: Trainer) -> Streams:
    lasting, recent, now = stored_streams(lexicon.arrays), streams_of(lexicon.recent), trainer.streams()
    came, went = trainer.pairs()
    return Streams(
        lasting.articles + recent.articles + now.articles,
        added(lasting.terms, recent.terms, now.terms),
        added(lasting.names, recent.names, now.names),
        added(lasting.learnt, recent.learnt, now.learnt),
        added(lasting.offers, recent.offers, now.offers),
        added(lasting.values, recent.values, now.values),
        joined(lasting.pairs, recent.pairs, came, gone=[lexicon.recent.gone, went]),
    )


def _both(before: Counts, now: Counts) -> Counts:
    """Two lots of changes as one."""
    return Counts(
        before.articles + now.articles,
        before.touched + now.touched,
        sums(before.terms, now.terms),
        sums(before.names, now.names),
        sums(before.learnt, now.learnt),
        sums(before.offers, now.offers),
        sums(before.values, now.values),
        joined(before.pairs, now.pairs),
        joined(before.gone, now.gone),
    )


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
