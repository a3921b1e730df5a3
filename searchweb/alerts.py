"""New hits of saved searches since the last time they were asked for.

A search that is asked for the first time has no news: what it finds then is taken as seen, unless the reader wants it
all. After that an article is news once, however often the index is rebuilt and the article comes and goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from indexer.errors import QueryError
from indexer.model import Article
from indexer.query import Marked, Query
from indexer.text.sentences import sentence_at
from searchweb.ask import Parse, loosened, to_ask
from searchweb.port import Index
from searchweb.saved import Saved, Unusable
from searchweb.seen import Seen, SeenSearch

# In mail, per search; the others are counted, and the search is one link away.
MOST_SHOWN = 50
LONGEST_SENTENCE = 400
# Of a text full of marks the first are looked at.
MOST_MARKS = 200


@dataclass(frozen=True, slots=True)
class NewHit:
    """An article that a search has not shown before; `sentence` is where it matches, marked, or its beginning."""

    article: Article
    sentence: Marked


@dataclass(frozen=True, slots=True)
class News:
    """What is new of one search: the newest articles first, the first MOST_SHOWN of `count`.

    `silent` where it was asked for the first time, so that nothing was told; `reread` where the index has been rebuilt
    by other rules since, so that old articles may be among the new hits.
    """

    saved: Saved
    hits: tuple[NewHit, ...]
    count: int
    present: int
    silent: bool
    reread: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """A run over all searches: the news, what could not be asked, and the list as it is to be kept afterwards."""

    news: tuple[News, ...]
    unusable: tuple[Unusable, ...]
    seen: Seen
    at: str

    @property
    def count(self) -> int:
        """How many new hits there are."""
        return sum(one.count for one in self.news)


def find_news(index: Index, parse: Parse, searches: Sequence[Saved], seen: Seen, *, everything: bool) -> Outcome:
    """Ask every search and compare with `seen`, which stays as it is. `everything`: a first run has news too."""
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    news: list[News] = []
    unusable: list[Unusable] = []
    kept = dict(seen.searches)
    for saved in searches:
        try:
            asked = to_ask(saved.state, parse)
            # Nearly fitting articles that a page would offer are no hits here.
            strict = not loosened(index.search(replace(asked, limit=1, facets=())))
            found = {article.id: day_of(article) for article in index.articles(asked)} if strict else {}
        except QueryError as error:
            unusable.append(Unusable(saved.name, str(error)))
            continue
        before = kept.get(saved.key)
        silent = before is None and not everything
        news.append(_news(index, asked, saved, found, before=before, silent=silent))
        kept[saved.key] = SeenSearch(
            name=saved.name,
            since=before.since if before else at,
            fingerprint=index.state.fingerprint,
            articles=dict.fromkeys(found, "" if silent else at) | (before.articles if before else {}),
        )
    return Outcome(tuple(news), tuple(unusable), Seen(searches=kept), at)


def _news(
    index: Index, asked: Query, saved: Saved, found: dict[str, str], *, before: SeenSearch | None, silent: bool
) -> News:
    """From the ids of all hits with their days."""
    known = found if silent else before.articles if before else {}
    new = sorted((name for name in found if name not in known), key=lambda name: (found[name], name), reverse=True)
    articles = filter(None, map(index.find, new[:MOST_SHOWN]))
    hits = tuple(new_hit(index, asked, article) for article in articles)
    reread = before is not None and before.fingerprint != index.state.fingerprint
    return News(saved, hits, len(new), len(found), silent, reread)


def new_hit(index: Index, asked: Query, article: Article) -> NewHit:
    """The article with the sentence of its text in which most of the query is found."""
    (marked,) = index.mark(asked, (article.body,)) if asked.match is not None else (Marked(article.body),)
    spans = dict.fromkeys(sentence_at(article.body, *mark) for mark in marked.marks[:MOST_MARKS])
    first, last = max(
        spans, key=lambda span: _covered(marked, span), default=sentence_at(article.body, 0, min(1, len(article.body)))
    )
    last = min(last, first + LONGEST_SENTENCE)
    marks = tuple((a - first, b - first) for a, b in marked.marks if first <= a < b <= last)
    return NewHit(article, Marked(article.body[first:last], marks))


def _covered(marked: Marked, span: tuple[int, int]) -> int:
    """How many different words are marked within a span."""
    return len({marked.text[a:b].casefold() for a, b in marked.marks if span[0] <= a < b <= span[1]})


def day_of(article: Article) -> str:
    """The day an article came out or, where that is not known, speaks of; "" where neither is."""
    found = article.published or article.event_date
    return found.value if found else ""


@dataclass(frozen=True, slots=True)
class Told:
    """A hit that alerts have shown: when, and which searches found it."""

    when: str
    hit: NewHit
    by: tuple[Saved, ...]


def latest(index: Index, parse: Parse, searches: Sequence[Saved], seen: Seen, limit: int) -> list[Told]:
    """What was told last of these searches and is still in the index: the newest first, each article once."""
    told: dict[str, list[tuple[str, Saved]]] = {}
    for saved in searches:
        kept = seen.searches.get(saved.key)
        for name, when in kept.articles.items() if kept else ():
            if when:
                told.setdefault(name, []).append((when, saved))
    order = sorted(told, key=lambda name: (max(when for when, _ in told[name]), name), reverse=True)
    found: list[Told] = []
    for name in order:
        article = index.find(name)
        if article is None:
            continue
        by = tuple(saved for _, saved in told[name])
        asked = to_ask(by[0].state, parse)
        found.append(Told(max(when for when, _ in told[name]), new_hit(index, asked, article), by))
        if len(found) == limit:
            break
    return found
