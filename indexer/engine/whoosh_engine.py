"""The engine that comes with the project: a Whoosh index in a folder, stored and run as arrays.

Whoosh keeps the schema, the table of contents, the lock, deletions and which segments there are; `whoosh_codec.py`
is its storage, `whoosh_writer.py` writes whole segments, and queries run on the arrays.

The table of contents is a pickle of Whoosh: only folders that this user made are opened (see `store.py`). Whoosh
never calls fsync (`store.py` does).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
from whoosh import index as whoosh_index

from indexer.engine import whoosh_writer
from indexer.engine.columns import NOT_STATED, Picked, filter_mask, opened_paths
from indexer.engine.evaluate import evaluate, evaluate_among
from indexer.engine.matches import EMPTY_IDS, Floats, Ints, Mask, Matches
from indexer.engine.port import EngineHit, EnginePage, Ranking
from indexer.engine.ranking import best, with_recency
from indexer.engine.rare_ranking import rank_rare
from indexer.engine.segment import NO_DATE
from indexer.engine.source import Source
from indexer.engine.stored import unpack
from indexer.engine.whoosh_codec import schema
from indexer.errors import REBUILD, DamagedIndex
from indexer.fields import PATH_FACETS
from indexer.model import Article, Entry
from indexer.query import SCORED, DateRange, FacetCount, Query

# Copies that are read and shown with a hit; the others are counted.
MOST_COPIES = 12


def create(folder: Path) -> None:
    """Make an empty index in an existing folder."""
    whoosh_index.create_in(str(folder), schema())


class WhooshEngine:
    """A Whoosh index in `folder`, as it was when opened. Implements `port.Engine`; safe between threads.

    `groups` names for articles that are copies of one text the first published of them.
    Raises DamagedIndex where its files cannot be read.
    """

    def __init__(self, folder: Path, groups: Mapping[str, str] | None = None) -> None:
        self._folder = folder
        try:
            self._index = whoosh_index.open_dir(str(folder))
            # Whoosh's own readers find the segments in the table of contents as well.
            segments = self._index._read_toc().segments
            self._source = Source([whoosh_writer.opened(self._index, one) for one in segments], groups or {})
        except DamagedIndex:
            raise
        except Exception as error:  # Whoosh raises many kinds, none of which callers should know
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> DamagedIndex:
        return DamagedIndex(f"{self._folder}: cannot be read ({error}); {REBUILD}")

    @property
    def size(self) -> int:
        """How many articles there are."""
        return self._source.live

    def write(self, entries: Iterable[Entry], removed: Iterable[str]) -> None:
        """See `Engine.write`. This object keeps answering from the state before."""
        whoosh_writer.write(self._index, self._source, entries, removed)

    # --- searching --------------------------------------------------------------------------------
    def search(self, query: Query) -> EnginePage:
        """See `Engine.search`."""
        ranking, among = rank_rare(self._source, query), EMPTY_IDS
        if ranking is None:
            ranking, among = self._rank(query)
        hits = tuple(
            EngineHit(self._article(number), score, *(self._copies(number, among) if query.collapse else ()))
            for number, score in zip(ranking.numbers, ranking.scores, strict=True)
        )
        return EnginePage(hits, ranking.total, ranking.facets, ranking.texts)

    def rank(self, query: Query) -> Ranking:
        """As `search`, with article numbers in place of stored articles and copies."""
        return rank_rare(self._source, query) or self._rank(query)[0]

    def _rank(self, query: Query) -> tuple[Ranking, Ints]:
        """The ranking, and where the query collapses copies or has facets, the numbers of all that matches."""
        source = self._source
        passing = filter_mask(source.column, query.filters)
        dated = None if query.dates is None else self._in_range(query.dates)
        apart = any(chosen.facet in query.facets for chosen in query.filters)
        found = self._evaluated(query, dated if apart else _and(dated, passing))
        kept = found.kept(passing) if apart and passing is not None else found
        every = Picked(kept.listed()[0] if query.facets or query.collapse else EMPTY_IDS, source.size)
        facets = self._facets(query, found, every)
        if query.sort == "recent":
            kept = with_recency(kept, source)
        first = (query.page - 1) * query.limit
        numbers, scores = self._leading(kept, query, first + query.limit)
        shown = scores[first:].tolist() if query.sort in SCORED else [0.0] * len(numbers[first:])
        texts = _count_groups(source.groups, every.ids) if query.collapse else None
        return Ranking(tuple(numbers[first:].tolist()), tuple(shown), kept.count(), facets, texts), every.ids

    def _evaluated(self, query: Query, wanted: Mask | None) -> Matches:
        scored = query.sort in SCORED
        if wanted is None:
            return evaluate(self._source, query.match, scored=scored)
        if not self._source.whole:
            wanted = wanted & self._source.alive
        return evaluate_among(self._source, query.match, wanted, scored=scored)

    def _in_range(self, dates: DateRange) -> Mask:
        days = self._source.days
        inside: Mask = days != NO_DATE
        if dates.first is not None:
            inside &= days >= _day_number(dates.first)
        if dates.last is not None:
            inside &= days <= _day_number(dates.last)
        return inside

    def _facets(self, query: Query, found: Matches, kept: Picked) -> dict[str, tuple[FacetCount, ...]]:
        facets = {}
        for name in query.facets:
            others = [chosen for chosen in query.filters if chosen.facet != name]
            picked = kept
            if len(others) != len(query.filters):
                mask = filter_mask(self._source.column, others)
                picked = Picked((found if mask is None else found.kept(mask)).listed()[0], self._source.size)
            opened = opened_paths(query, name) if query.fold_paths and name in PATH_FACETS else None
            counts = self._source.column(name).count(picked, query.facet_limit, opened)
            facets[name] = tuple(count for count in counts if query.unstated or count.value != NOT_STATED)
        return facets

    def _leading(self, kept: Matches, query: Query, wanted: int) -> tuple[Ints, Floats]:
        """The first `wanted` matches in order; of copies the first only, where the query collapses them."""
        if not query.collapse:
            return best(kept, self._source, query, wanted)
        total, taken = kept.count(), 2 * wanted
        while True:
            numbers, scores = best(kept, self._source, query, taken)
            places = np.sort(np.unique(self._source.groups[numbers], return_index=True)[1])[:wanted]
            if len(places) == wanted or taken >= total:
                return numbers[places], scores[places]
            taken *= 4

    def _copies(self, number: int, among: Ints) -> tuple[tuple[Article, ...], int]:
        """The other copies of an article: the first published ones, and how many there are."""
        source = self._source
        if not source.has_copies[number]:
            return (), 0
        group = source.groups[number]
        others = among[(source.groups[among] == group) & (among != number)]
        order = np.lexsort((source.order[others], source.days[others], others != group))
        return tuple(self._article(int(each)) for each in others[order][:MOST_COPIES]), len(others)

    # --- articles ---------------------------------------------------------------------------------
    def _article(self, number: int) -> Article:
        try:
            return unpack(self._source.stored(number))
        except (zlib.error, msgspec.MsgspecError) as error:
            raise self._damaged(error) from error

    def fetch(self, article_id: str) -> Article | None:
        """See `Engine.fetch`."""
        number = self._source.number_of(article_id)
        return None if number is None else self._article(number)

    def scan(self, query: Query) -> Iterator[Article]:
        """See `Engine.scan`."""
        found, _ = self._found(replace(query, facets=()))
        for number in found[np.argsort(self._source.order[found])].tolist():
            yield self._article(number)

    def _found(self, query: Query) -> tuple[Ints, Floats]:
        passing = filter_mask(self._source.column, query.filters)
        dated = None if query.dates is None else self._in_range(query.dates)
        return self._evaluated(query, _and(dated, passing)).listed()

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """See `Engine.vocabulary`. Articles that were removed count until their segment is merged."""
        yield from self._source.vocabulary()


def _and(one: Mask | None, other: Mask | None) -> Mask | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def _count_groups(groups: Ints, among: Ints) -> int:
    seen = np.zeros(len(groups), bool)
    seen[groups[among]] = True
    return int(np.count_nonzero(seen))


def _day_number(day: str) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))
