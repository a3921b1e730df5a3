"""The engine that comes with the project: a Whoosh index in a folder. The only file that imports whoosh.

Whoosh keeps the schema, the segments, deletions and merging; terms reach it ready-made (`Entry.terms`), and
queries are run by `evaluate.py` on postings read from it. Index files hold pickles of Whoosh: only folders
that this user made are opened (see `store.py`).

Known traps that shape this file (measured on 2.7.4, whoosh-reloaded and whoosh3 alike): `commit` never calls
fsync (`store.py` does); `compound=True` copies the whole index into memory at each open; `search(filter=)`
returns wrong totals; `groupedby` on a multi-valued field costs seconds.
"""

from __future__ import annotations

import struct
import weakref
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
from whoosh import columns as whoosh_columns
from whoosh import fields as whoosh_fields
from whoosh import formats
from whoosh import index as whoosh_index
from whoosh.util.text import utf8encode

from indexer.engine.columns import NOT_STATED, SEPARATOR, filter_mask, opened_paths
from indexer.engine.evaluate import ALL_FIELDS, POSITION_BITS, Ints, Matches, evaluate
from indexer.engine.port import EngineHit, EnginePage
from indexer.engine.source import NO_DATE, Source
from indexer.errors import DamagedIndex
from indexer.fields import FACET_NAMES, PATH_FACETS
from indexer.model import Article, Entry, Term
from indexer.query import RECENCY_GAIN, RECENCY_HALF_LIFE, SCORED, FacetCount, Query

# A segment is rewritten once this share of it is dead, and segments of like size are merged by tens, so that
# their number grows with the logarithm of the corpus.
DEAD_SHARE = 0.2
# Copies that are read and shown with a hit; the others are counted.
MOST_COPIES = 12
MERGE_WIDTH = 10
_LENGTHS = struct.Struct(f"<{len(ALL_FIELDS)}I")
_LAST_POSITION = (1 << POSITION_BITS) - 2


class TermsField(whoosh_fields.FieldType):  # type: ignore[misc]  # whoosh has no types
    """A Whoosh field that takes `Term`s as they are: no analyzer, positions kept."""

    def __init__(self) -> None:
        super().__init__(formats.Positions(), None, scorable=True)

    def index(self, value: tuple[Term, ...], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, frequency, weight, encoded positions) for each distinct term."""
        positions: dict[str, list[int]] = defaultdict(list)
        for term in value:
            positions[term.text].append(min(term.position, _LAST_POSITION))
        for text, places in positions.items():
            yield utf8encode(text)[0], len(places), float(len(places)), self.format.encode(sorted(places))


def _schema() -> whoosh_fields.Schema:
    schema = whoosh_fields.Schema(
        id=whoosh_fields.ID(unique=True),
        article=whoosh_fields.STORED,
        day=whoosh_fields.COLUMN(whoosh_columns.NumericColumn("i", default=NO_DATE)),
        name=whoosh_fields.COLUMN(whoosh_columns.VarBytesColumn()),
        lengths=whoosh_fields.COLUMN(whoosh_columns.VarBytesColumn()),
    )
    for name in ALL_FIELDS:
        schema.add(f"text_{name}", TermsField())
    for name in FACET_NAMES:
        schema.add(f"facet_{name}", whoosh_fields.COLUMN(whoosh_columns.VarBytesColumn()))
    return schema


# --- writing --------------------------------------------------------------------------------------
def create(folder: Path) -> None:
    """Make an empty index in an existing folder."""
    whoosh_index.create_in(str(folder), _schema())


def _document(entry: Entry) -> dict[str, Any]:
    document: dict[str, Any] = {
        "id": entry.id,
        "article": zlib.compress(msgspec.json.encode(entry.article), 6),
        "day": NO_DATE if entry.date is None else entry.date,
        "name": entry.id.encode(),
        "lengths": _LENGTHS.pack(*(len(entry.terms.get(name, ())) for name in ALL_FIELDS)),
    }
    for name in ALL_FIELDS:
        if terms := entry.terms.get(name):
            document[f"text_{name}"] = terms
    for name in FACET_NAMES:
        document[f"facet_{name}"] = SEPARATOR.join(entry.facets.get(name, ())).encode()
    return document


def _merge_policy(writer: Any, segments: list[Any]) -> list[Any]:
    """Which segments stay: dead ones go, half-dead ones are rewritten, and ten of like size become one."""
    keep: list[Any] = []
    rewrite: list[Any] = []
    for segment in segments:
        if segment.doc_count() == 0:
            continue
        dead = segment.deleted_count() / segment.doc_count_all()
        (rewrite if dead > DEAD_SHARE else keep).append(segment)
    tiers: dict[int, list[Any]] = defaultdict(list)
    for segment in keep:
        tiers[len(str(segment.doc_count()))].append(segment)
    for tier in tiers.values():
        if len(tier) >= MERGE_WIDTH:
            rewrite.extend(tier)
    for segment in rewrite:
        _merge_into(writer, segment)
    return [segment for segment in keep if segment not in rewrite]


def _merge_into(writer: Any, segment: Any) -> None:
    from whoosh.reading import SegmentReader

    reader = SegmentReader(writer.storage, writer.schema, segment)
    writer.add_reader(reader)
    reader.close()


# --- reading --------------------------------------------------------------------------------------
class WhooshEngine:
    """A Whoosh index in `folder`, as it was when opened. Implements `port.Engine`.

    `groups` names for articles that are copies of one text the first published of them.
    Raises DamagedIndex where Whoosh cannot read its files.
    """

    def __init__(self, folder: Path, groups: Mapping[str, str] | None = None) -> None:
        self._folder = folder
        try:
            self._index = whoosh_index.open_dir(str(folder))
            self._reader = self._index.reader()
            self._close = weakref.finalize(self, self._reader.close)
            self._source = Source(self._reader, groups or {})
        except Exception as error:  # Whoosh raises many kinds, none of which callers should know
            raise DamagedIndex(
                f"{folder}: cannot be read ({error}); rebuild it: python cli.py reindex --full"
            ) from error

    def close(self) -> None:
        """Give the files back; done by itself when the engine is no longer referred to."""
        self._close()

    @property
    def size(self) -> int:
        """How many articles there are."""
        return self._source.live

    def write(self, entries: Iterable[Entry], removed: Iterable[str]) -> None:
        """See `Engine.write`. This object keeps answering from the state before."""
        gone: set[int] = set()
        writer = self._index.writer(limitmb=256, compound=False)
        try:
            for entry in entries:
                if (number := self._source.number_of(entry.id)) is not None:
                    gone.add(number)
                writer.add_document(**_document(entry))
            gone.update(number for name in removed if (number := self._source.number_of(name)) is not None)
            for number in gone:
                writer.delete_document(number)
        except BaseException:
            writer.cancel()
            raise
        writer.commit(mergetype=_merge_policy)

    def search(self, query: Query) -> EnginePage:
        """See `Engine.search`."""
        source = self._source
        matches = self._dated(evaluate(source, query.match), query)
        passing = filter_mask(source.facets, query.filters, source.size)[matches.ids]
        kept = Matches(matches.ids[passing], matches.scores[passing])
        facets = {}
        for name in query.facets:
            others = [wanted for wanted in query.filters if wanted.facet != name]
            ids = kept.ids
            if len(others) != len(query.filters):
                ids = matches.ids[filter_mask(source.facets, others, source.size)[matches.ids]]
            facets[name] = self._count(name, ids, query)
        if query.sort == "recent":
            kept = self._recent(kept)
        ranked = kept.ids[places := self._sorted(kept, query)]
        leading = _leading(source.groups[ranked]) if query.collapse else np.arange(len(ranked))
        first = (query.page - 1) * query.limit
        relevance = query.sort in SCORED
        hits = tuple(
            EngineHit(
                self._article(int(ranked[place])),
                float(kept.scores[places[place]]) if relevance else 0.0,
                *(self._copies(int(ranked[place]), ranked) if query.collapse else ()),
            )
            for place in leading[first : first + query.limit]
        )
        return EnginePage(hits, len(ranked), facets, len(leading) if query.collapse else None)

    def _count(self, name: str, ids: Ints, query: Query) -> tuple[FacetCount, ...]:
        opened = opened_paths(query, name) if query.fold_paths and name in PATH_FACETS else None
        counts = self._source.facets[name].count(ids, query.facet_limit, opened)
        return tuple(count for count in counts if query.unstated or count.value != NOT_STATED)

    def _copies(self, number: int, among: Ints) -> tuple[tuple[Article, ...], int]:
        """The other copies of an article: the first published ones, and how many there are."""
        source = self._source
        group = source.groups[number]
        others = among[(source.groups[among] == group) & (among != number)]
        order = np.lexsort((source.order[others], source.days[others], others != group))
        return tuple(self._article(int(each)) for each in others[order][:MOST_COPIES]), len(others)

    def _dated(self, matches: Matches, query: Query) -> Matches:
        if query.dates is None:
            return matches
        days = self._source.days[matches.ids]
        kept = days != NO_DATE
        if query.dates.first is not None:
            kept &= days >= _day_number(query.dates.first)
        if query.dates.last is not None:
            kept &= days <= _day_number(query.dates.last)
        return Matches(matches.ids[kept], matches.scores[kept])

    def _recent(self, matches: Matches) -> Matches:
        """The same matches with a little more score the nearer they are to the newest; undated ones as they are."""
        days = self._source.days[matches.ids]
        dated = days != NO_DATE
        ages = (int(days[dated].max(initial=NO_DATE)) - days) / RECENCY_HALF_LIFE
        gains = np.where(dated, 1 + RECENCY_GAIN * np.exp2(-np.where(dated, ages, 0)), 1)
        return Matches(matches.ids, (matches.scores * gains).astype(np.float32))

    def _sorted(self, matches: Matches, query: Query) -> Ints:
        order = self._source.order[matches.ids]
        if query.sort in SCORED:
            # Six digits: float sums differ in the last bits with the order of segments.
            return _order((order, -np.round(matches.scores, 5)))
        days = self._source.days[matches.ids]
        return _order((order, -days if query.sort == "newest" else np.where(days == NO_DATE, 2**31, days)))

    def _article(self, number: int) -> Article:
        with self._source.cache.lock:
            stored = self._reader.stored_fields(number)["article"]
        return msgspec.json.decode(zlib.decompress(stored), type=Article)

    def fetch(self, article_id: str) -> Article | None:
        """See `Engine.fetch`."""
        number = self._source.number_of(article_id)
        return None if number is None else self._article(number)

    def scan(self, query: Query) -> Iterator[Article]:
        """See `Engine.scan`."""
        matches = self._dated(evaluate(self._source, query.match), query)
        ids = matches.ids[filter_mask(self._source.facets, query.filters, self._source.size)[matches.ids]]
        for number in ids[np.argsort(self._source.order[ids])]:
            yield self._article(int(number))

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """See `Engine.vocabulary`. Articles that were removed count until their segment is merged."""
        counts: dict[bytes, int] = {}
        for name in ALL_FIELDS:
            found: dict[bytes, int] = defaultdict(int)
            for leaf, _ in self._reader.leaf_readers():
                # With the terms' own records: asking for each frequency apart costs five times as much.
                for text, info in leaf.iter_field(f"text_{name}"):
                    found[text] += info.doc_frequency()
            for text, count in found.items():
                counts[text] = max(counts.get(text, 0), count)
        yield from sorted((text.decode(), count) for text, count in counts.items())


def _leading(groups: Ints) -> Ints:
    """The place of the first of each group, in order."""
    places: Ints = np.sort(np.unique(groups, return_index=True)[1])
    return places


def _order(keys: tuple[npt.NDArray[Any], ...]) -> Ints:
    places: Ints = np.lexsort(keys)
    return places


def _day_number(day: str) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))
