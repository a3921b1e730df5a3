"""Why an article is a hit: each thing that was looked for, what stood for it, and in which fields it was found.

In: an expanded tree and the article. Out: `Ground`s, the required ones first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indexer.analysis.analyzer import terms
from indexer.analysis.entry import make_entry
from indexer.analysis.posts import post_term
from indexer.fields import TEXT_FIELD_NAMES
from indexer.model import Article
from indexer.query import AllOf, AnyOf, Node, Phrase, Preferring, Query, Reason, TermNode, Within, Without
from indexer.search.units import Unit, count_matches


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason for a hit: `typed` was answered by `found`, `counts` times in each field.

    `found` is as readers write it: posts and documents as the article does, days as "28/9/2021".
    `required` decided the match, the others only ranked. `weight` multiplies what it gave.
    """

    typed: str
    found: str
    reason: Reason
    weight: float
    required: bool
    counts: dict[str, int]


def explain(query: Query, article: Article) -> tuple[Ground, ...]:
    """All grounds on which an article answers an expanded query; none where it asks for every article."""
    if query.match is None:
        return ()
    fields = make_entry(article).terms
    grounds = []
    for leaf in dict.fromkeys(_leaves(query.match, TEXT_FIELD_NAMES, required=True)):
        unit = Unit(tuple(frozenset(_texts(step)) for step in leaf.steps), leaf.slop, leaf.ordered)
        counts = {name: count for name in leaf.fields if (count := count_matches(fields.get(name, ()), unit))}
        if counts:
            grounds.append(Ground(leaf.typed, leaf.shown(article), leaf.reason, leaf.weight, leaf.required, counts))
    return tuple(sorted(grounds, key=lambda ground: not ground.required))


def readable(term: str, article: Article) -> str:
    """A term as readers know it; a post or a document as the article that has it writes it."""
    kind, sign, value = term.partition(":")
    if not sign:
        return term.replace("_", " ")
    match kind:
        case "post":
            families = (post.family for official in article.officials for post in official.posts)
            return next((family for family in families if post_term(family) == term), value.replace("_", " "))
        case "doc":
            return _printed(term, (article.title, article.body, article.captions)) or value.upper().replace(":", " ")
        case _:
            return _day_as_written(value)


def _printed(term: str, texts: Iterable[str]) -> str | None:
    """What stands in the first place where one of the texts has the term."""
    return next((text[one.start : one.end] for text in texts for one in terms(text) if one.text == term), None)


def _day_as_written(value: str) -> str:
    """28/9/2021 for 2021-09-28, 28/9 for --09-28, tháng 9/2021, năm 2021."""
    numbers = [str(int(part)) for part in value.strip("-").split("-")]
    written = "/".join(reversed(numbers))
    if value.startswith("-") or len(numbers) == 3:
        return written
    return f"tháng {written}" if len(numbers) == 2 else f"năm {written}"


@dataclass(frozen=True, slots=True)
class _Leaf:
    steps: tuple[Node, ...]
    fields: tuple[str, ...]
    required: bool
    weight: float
    slop: int = 0
    ordered: bool = True

    @property
    def typed(self) -> str:
        return " ".join(dict.fromkeys(term.typed or term.text for step in self.steps for term in _first(step)))

    def shown(self, article: Article) -> str:
        return " ".join(readable(term.text, article) for step in self.steps for term in _first(step))

    @property
    def reason(self) -> Reason:
        reasons = [term.reason for step in self.steps for term in _first(step)]
        return next((reason for reason in reasons if reason != "exact"), "exact")


def _leaves(node: Node, fields: tuple[str, ...], *, required: bool) -> Iterator[_Leaf]:
    match node:
        case TermNode():
            yield _Leaf((node,), fields, required, node.weight)
        case Phrase(steps, slop, ordered, weight):
            yield _Leaf(steps, fields, required, weight, slop, ordered)
        case AllOf(children) | AnyOf(children):
            for child in children:
                yield from _leaves(child, fields, required=required)
        case Preferring(needed, wanted):
            yield from _leaves(needed, fields, required=required)
            yield from _leaves(wanted, fields, required=False)
        case Within(name, child):
            yield from _leaves(child, (name,), required=required)
        case Without(keep) if keep is not None:
            yield from _leaves(keep, fields, required=required)
        case _:
            return


def _texts(step: Node) -> Iterator[str]:
    yield from (term.text for term in _terms(step))


def _first(step: Node) -> list[TermNode]:
    """The likeliest term of a step, to name the step by."""
    return _terms(step)[:1]


def _terms(step: Node) -> list[TermNode]:
    match step:
        case TermNode():
            return [step]
        case AnyOf(children):
            return [term for child in children for term in _terms(child)]
        case _:
            return []
