"""A query as plain data, shared by everything that asks and everything that answers. No engine's types.

A reader's text is parsed into a tree of the first family of nodes (as typed); `search.expand` turns the
leaves into the second family (as indexed) with the help of the index's vocabulary; engines see only that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indexer.fields import FACET_NAMES
from indexer.model import Article

# "recent" is relevance with a gentle prior for newer articles; the others are what they say.
Sort = Literal["relevance", "recent", "newest", "oldest"]
SORTS: tuple[Sort, ...] = ("relevance", "recent", "newest", "oldest")
SCORED: tuple[Sort, ...] = ("relevance", "recent")
# What the newest article's score gains in "recent", and after how many days the gain has halved.
RECENCY_GAIN = 0.1
RECENCY_HALF_LIFE = 3 * 365
# Why an indexed term stands for what was typed, best first; engines multiply scores by the term's weight.
Reason = Literal["exact", "unaccented", "telex", "abbreviation", "synonym", "prefix", "fuzzy", "compound"]


# --- as typed -------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Words:
    """Running words, all of them wanted, anywhere in the article. `start` is their place in the query text."""

    text: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class Quoted:
    """Exactly these words in this order; no synonyms."""

    text: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class Prefixed:
    """Words that begin so: `chuy*`."""

    text: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class When:
    """Running words that name a day, month or year: "tin ngày 9/11/2021". `period` is its ISO form, may be partial."""

    text: str
    period: str
    start: int = 0


# --- as indexed -----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class TermNode:
    """One indexed term. `typed` is what the reader wrote, for explanations."""

    text: str
    weight: float = 1.0
    reason: Reason = "exact"
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Steps within `slop` extra positions of each other, in order where `ordered`.

    `slop` 0 is adjacency. A step is a term or alternatives of terms (AnyOf of TermNode).
    """

    steps: tuple[Node, ...]
    slop: int = 0
    ordered: bool = True
    weight: float = 1.0


# --- both -----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class AllOf:
    """Every child matches; scores add up."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one child matches; scores add up, or the best counts where `best`."""

    children: tuple[Node, ...]
    best: bool = False


@dataclass(frozen=True, slots=True)
class Without:
    """`keep` matches and `drop` does not. `keep` None means every article."""

    keep: Node | None
    drop: Node


@dataclass(frozen=True, slots=True)
class Preferring:
    """`required` decides the match; where `wanted` matches too, its score is added."""

    required: Node
    wanted: Node


@dataclass(frozen=True, slots=True)
class Within:
    """Only in this field: as typed one of `search.parse.FIELDS`, as indexed one of `fields.TEXT_FIELD_NAMES`."""

    field: str
    child: Node


@dataclass(frozen=True, slots=True)
class Nothing:
    """Matches no article, and says why."""

    why: str


@dataclass(frozen=True, slots=True)
class DateRange:
    """Articles whose event or publication day lies between two ISO days, both included; None is open."""

    first: str | None = None
    last: str | None = None


Typed = Words | Quoted | Prefixed | When
Leaf = TermNode | Phrase | Nothing
Node = Typed | Leaf | AllOf | AnyOf | Without | Preferring | Within


@dataclass(frozen=True, slots=True)
class Filter:
    """A facet that must have one of `values`; must have none of them where `exclude`. "" means "not stated"."""

    facet: str
    values: tuple[str, ...]
    exclude: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All of a search. `text` is what was typed; `match` its parsed tree, None for every article.

    `page` counts from 1. Facet counts of a facet leave that facet's own filters out. `synonyms` off takes words
    as they are typed (accents still as below). `notes` say to the reader how the text was read.

    `collapse` shows publications of one text as one hit; None leaves it to who asks. `unstated` counts the articles
    without a value too, as "". `fold_paths` counts of a path facet only its top values and those right below the
    chosen ones.
    """

    text: str = ""
    match: Node | None = None
    filters: tuple[Filter, ...] = ()
    dates: DateRange | None = None
    sort: Sort = "relevance"
    page: int = 1
    limit: int = 10
    facets: tuple[str, ...] = FACET_NAMES
    facet_limit: int = 20
    synonyms: bool = True
    notes: tuple[str, ...] = ()
    collapse: bool | None = None
    unstated: bool = False
    fold_paths: bool = False


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many of the matching articles have `value`."""

    value: str
    count: int


# --- answers --------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Marked:
    """A text with the spans that matched, in order and not overlapping: `text[start:end]`."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A matching article as readers see it: marked title and snippet. `score`: higher is better.

    `copies` are the other matching publications of the same text, first published first, where the query collapses
    them: the first few of `copy_count`.
    """

    article: Article
    score: float
    title: Marked
    snippet: Marked
    copies: tuple[Article, ...] = ()
    copy_count: int = 0


@dataclass(frozen=True, slots=True)
class ResultPage:
    """The answer to a query: exact total, one page of hits, exact facet counts, and what to say beside them.

    `notes` are sentences for the reader on how the query was read ("nguyeenx được đọc là nguyễn").
    `partial` where no article has all that was asked for: the hits have most of it, and `total` counts those.
    `total` counts articles, `texts` the hits that they make where the query collapses copies, else None.
    """

    query: Query
    total: int
    took_ms: float
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[FacetCount, ...]]
    did_you_mean: str | None = None
    notes: tuple[str, ...] = ()
    partial: bool = False
    texts: int | None = None
