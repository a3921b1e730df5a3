"""The slowest engine there is: it looks at every article for every question, and its code says what a match is.

Search tests run on it, and other engines are compared with it: same articles, same scores within rounding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product
from math import log

from indexer.engine.port import EngineHit, EnginePage
from indexer.fields import PATH_FACETS, PATH_SIGN, TEXT_FIELDS
from indexer.model import Article, Entry
from indexer.query import (
    RECENCY_GAIN,
    RECENCY_HALF_LIFE,
    SCORED,
    AllOf,
    AnyOf,
    FacetCount,
    Filter,
    Node,
    Nothing,
    Phrase,
    Preferring,
    Query,
    TermNode,
    Within,
    Without,
)

K1, B = 1.2, 0.75
WEIGHTS = {field.name: field.weight for field in TEXT_FIELDS}
Scores = dict[str, float]


class ReferenceEngine:
    """Entries in a dict. Implements `engine.port.Engine`; a write is seen at once."""

    def __init__(self, entries: Iterable[Entry] = (), groups: dict[str, str] | None = None) -> None:
        self.entries = {entry.id: entry for entry in entries}
        self.groups = groups or {}

    def write(self, entries: Iterable[Entry], removed: Iterable[str]) -> None:
        self.entries.update({entry.id: entry for entry in entries})
        for name in removed:
            self.entries.pop(name, None)

    def search(self, query: Query) -> EnginePage:
        scores = self._matching(query, query.filters)
        if query.sort == "recent":
            scores = self._recent(scores)
        order = sorted(scores, key=lambda name: (self._place(name, scores[name], query), name))
        first = (query.page - 1) * query.limit
        leading = [name for name in order if not query.collapse or name == self._group(name, order)[0]]
        relevance = query.sort in SCORED
        hits = tuple(
            EngineHit(
                self.entries[name].article,
                scores[name] if relevance else 0.0,
                *(self._copies(name, order) if query.collapse else ()),
            )
            for name in leading[first : first + query.limit]
        )
        facets = {name: self._counts(query, name) for name in query.facets}
        return EnginePage(hits, len(scores), facets, len(leading) if query.collapse else None)

    def _group(self, name: str, order: list[str]) -> list[str]:
        return [each for each in order if self.groups.get(each, each) == self.groups.get(name, name)]

    def _copies(self, name: str, order: list[str]) -> tuple[tuple[Article, ...], int]:
        others = [each for each in self._group(name, order) if each != name]
        others.sort(key=lambda each: (each != self.groups.get(each), self.entries[each].date or -(2**31), each))
        return tuple(self.entries[each].article for each in others), len(others)

    def fetch(self, article_id: str) -> Article | None:
        entry = self.entries.get(article_id)
        return entry.article if entry else None

    def scan(self, query: Query) -> Iterator[Article]:
        for name in sorted(self._matching(query, query.filters)):
            yield self.entries[name].article

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        per_field: Counter[tuple[str, str]] = Counter()
        for entry in self.entries.values():
            for field, terms in entry.terms.items():
                per_field.update({(field, term.text) for term in terms})
        most: dict[str, int] = {}
        for (_, text), count in per_field.items():
            most[text] = max(most.get(text, 0), count)
        yield from sorted(most.items())

    # --- which and how well -----------------------------------------------------------------------
    def _recent(self, scores: Scores) -> Scores:
        days = {name: self.entries[name].date for name in scores}
        newest = max((day for day in days.values() if day is not None), default=0)
        return {
            name: score
            * (1 if (day := days[name]) is None else 1 + RECENCY_GAIN * 2 ** ((day - newest) / RECENCY_HALF_LIFE))
            for name, score in scores.items()
        }

    def _matching(self, query: Query, filters: Iterable[Filter]) -> Scores:
        everything = dict.fromkeys(self.entries, 0.0)
        scores = everything if query.match is None else self._match(query.match, tuple(WEIGHTS))
        wanted = tuple(filters)
        return {
            name: score
            for name, score in scores.items()
            if all(self._passes(name, one) for one in wanted) and self._dated(name, query)
        }

    def _passes(self, name: str, wanted: Filter) -> bool:
        values = self.entries[name].facets.get(wanted.facet, ()) or ("",)
        return bool(set(values) & set(wanted.values)) != wanted.exclude

    def _dated(self, name: str, query: Query) -> bool:
        if query.dates is None:
            return True
        number = self.entries[name].date
        if number is None:
            return False
        day = date.fromordinal(date(1970, 1, 1).toordinal() + number).isoformat()
        return (query.dates.first or "") <= day <= (query.dates.last or "9999")

    def _place(self, name: str, score: float, query: Query) -> tuple[bool, float]:
        if query.sort in SCORED:
            return False, -round(score, 5)
        number = self.entries[name].date
        return number is None, (number or 0) * (-1 if query.sort == "newest" else 1)

    def _counts(self, query: Query, facet: str) -> tuple[FacetCount, ...]:
        others = [one for one in query.filters if one.facet != facet]
        counts = Counter(
            value for name in self._matching(query, others) for value in self.entries[name].facets.get(facet, ())
        )
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        above = _opened(query, facet) if query.fold_paths and facet in PATH_FACETS else None
        shown: Counter[str] = Counter()
        found = []
        for value, count in ranked:
            parent = value.rpartition(PATH_SIGN)[0] if above is not None else ""
            if (not parent or parent in (above or ())) and shown[parent] < query.facet_limit:
                shown[parent] += 1
                found.append(FacetCount(value, count))
        missing = sum(not self.entries[name].facets.get(facet) for name in self._matching(query, others))
        return tuple(found) + ((FacetCount("", missing),) if missing and query.unstated else ())

    def _match(self, node: Node, fields: tuple[str, ...]) -> Scores:
        match node:
            case TermNode():
                return self._terms((node,), fields)
            case Phrase():
                return self._phrase(node, fields)
            case AllOf(children):
                parts = [self._match(child, fields) for child in children]
                names = set.intersection(*map(set, parts)) if parts else set(self.entries)
                return {name: sum(part[name] for part in parts) for name in names}
            case AnyOf(children, best):
                return self._alternatives(children, fields, best=best)
            case Without(keep, drop):
                kept = dict.fromkeys(self.entries, 0.0) if keep is None else self._match(keep, fields)
                dropped = self._match(drop, fields)
                return {name: score for name, score in kept.items() if name not in dropped}
            case Preferring(required, wanted):
                extra = self._match(wanted, fields)
                return {name: score + extra.get(name, 0.0) for name, score in self._match(required, fields).items()}
            case Within(field, child):
                return self._match(child, (field,) if field in fields else ())
            case Nothing():
                return {}
            case _:
                raise TypeError(f"not an expanded node: {node!r}")

    def _alternatives(self, children: tuple[Node, ...], fields: tuple[str, ...], *, best: bool) -> Scores:
        terms = tuple(child for child in children if isinstance(child, TermNode))
        parts = [self._terms(terms, fields)] if terms else []
        parts += [self._match(child, fields) for child in children if not isinstance(child, TermNode)]
        return {name: (max if best else sum)(part.get(name, 0.0) for part in parts) for name in set().union(*parts)}

    def _terms(self, terms: tuple[TermNode, ...], fields: tuple[str, ...]) -> Scores:
        weighted: Counter[str] = Counter()
        for name, entry in self.entries.items():
            for field in fields:
                counts = Counter(term.text for term in entry.terms.get(field, ()))
                found = sum(counts[term.text] * term.weight for term in terms)
                if found:
                    weighted[name] += WEIGHTS[field] * found / self._norm(entry, field)
        return self._bm25(weighted, 1.0)

    def _phrase(self, phrase: Phrase, fields: tuple[str, ...]) -> Scores:
        weighted: Counter[str] = Counter()
        for name, entry in self.entries.items():
            for field in fields:
                found = len(_starts(entry, field, phrase))
                if found:
                    weighted[name] += WEIGHTS[field] * found / self._norm(entry, field)
        return self._bm25(weighted, phrase.weight)

    def _norm(self, entry: Entry, field: str) -> float:
        lengths = [len(one.terms.get(field, ())) for one in self.entries.values()]
        mean = sum(lengths) / len(lengths) or 1.0
        return 1 - B + B * len(entry.terms.get(field, ())) / mean

    def _bm25(self, weighted: Counter[str], weight: float) -> Scores:
        idf = log(1 + (len(self.entries) - len(weighted) + 0.5) / (len(weighted) + 0.5))
        return {name: weight * idf * tf * (K1 + 1) / (K1 + tf) for name, tf in weighted.items()}


def _opened(query: Query, facet: str) -> set[str]:
    chosen = [value for one in query.filters if one.facet == facet and not one.exclude for value in one.values]
    return {value[:at] for value in chosen for at in range(len(value) + 1) if value[at : at + 1] in ("", PATH_SIGN)}


def _starts(entry: Entry, field: str, phrase: Phrase) -> set[int]:
    """Positions where an occurrence begins. One start counts once, however it goes on."""
    steps = [_positions(entry, field, step) for step in phrase.steps]
    room = len(steps) - 1 + phrase.slop
    starts = set()
    if phrase.ordered:
        for first in steps[0] if steps else ():
            at: int | None = first
            for step in steps[1:]:
                at = min((place for place in step if at is not None and place > at), default=None)
            if at is not None and at - first <= room:
                starts.add(first)
        return starts
    for places in product(*steps):
        if max(places) - min(places) <= room:
            starts.add(min(places))
    return starts


def _positions(entry: Entry, field: str, step: Node) -> set[int]:
    wanted = {
        child.text for child in (step.children if isinstance(step, AnyOf) else (step,)) if isinstance(child, TermNode)
    }
    return {term.position for term in entry.terms.get(field, ()) if term.text in wanted}
