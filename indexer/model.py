"""The plain data that flows through the pipeline: RawPage -> Page -> Article -> Entry.

Everything is frozen. Offsets count characters (code points) from 0, ends are exclusive. All text is NFC.
Dates are ISO 8601 strings that may be partial: "2021", "2021-09" or "2021-09-28".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, overload

PageKind = Literal["txt", "html"]
# The texts of an article that a span can point into.
TextName = Literal["title", "body", "captions", "byline", "site"]
StampLabel = Literal["meta", "published", "updated", "unlabelled"]
UnitKind = Literal[
    "party",
    "government",
    "council",
    "front",
    "mass_organisation",
    "department",
    "public_service",
    "school",
    "force",
    "justice",
    "grass_roots",
    "committee",
    "other",
]
PostStatus = Literal["current", "acting", "former", "incoming", "outgoing"]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or line that gives no article, and why, for the list at the end of a run."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A part of a line that was not understood, though its article was read: where, why not, and what stands there."""

    path: str
    reason: str
    value: str


@dataclass(frozen=True, slots=True)
class RawPage:
    """One article as it lies in the corpus. `data` is bytes for a file, text for a line of a .jsonl file.

    `id` is the path relative to the corpus with "/", for a .jsonl line with "#n" behind it (n from 1).
    """

    id: str
    kind: PageKind
    data: bytes | str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date as the portal printed it, not yet understood: "Ngày đăng 28/09/2021 | 20:24"."""

    text: str
    label: StampLabel


@dataclass(frozen=True, slots=True)
class Site:
    """What the page around the article says of its publisher; each text as printed, empty where absent."""

    name: str = ""
    host: str = ""
    breadcrumb: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where the characters of a cleaned text stood in its source text.

    `breaks` are (clean offset, source offset) pairs in rising order; between two of them both advance alike.
    """

    breaks: tuple[tuple[int, int], ...] = ((0, 0),)


@dataclass(frozen=True, slots=True)
class Page:
    """The article alone, cleaned: no navigation, no counters, no related headlines.

    `body` holds the lead first, paragraphs joined by one newline. `captions` holds one caption a line.
    `byline` is the signature as printed (author, photographer, their unit), None where there is none.
    `origin` maps offsets of `body` into the text as it was decoded from the source.
    """

    id: str
    title: str
    body: str
    captions: str = ""
    byline: str | None = None
    stamps: tuple[Stamp, ...] = ()
    site: Site = field(default_factory=Site)
    source_url: str | None = None
    origin: OffsetMap = field(default_factory=OffsetMap)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A place in one of the texts of an article: `getattr(article, text)[start:end]`."""

    text: TextName
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a value was read: the name of the rule, the sentence as printed, and its place where it has one."""

    rule: str
    sentence: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class DateFinding:
    """A date with its evidence. `end` is the last day where the text gives a range."""

    value: str
    evidence: Evidence
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place chain from small to large, in the words of the article's own time ("phường 1", "quận Tân Bình").

    `code` is the gazetteer key of the smallest place where it is certain.
    """

    chain: tuple[str, ...]
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """The organisation that acts in the article, by its canonical full name."""

    name: str
    kind: UnitKind
    place: Place
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Post:
    """One post of one person, as one article states it.

    `printed` is exactly as in the article; `normal` has abbreviations expanded and standard letters and case;
    `family` is the heading that posts are compared by ("Phó Chủ tịch UBND"). Phó, Thường trực and Quyền stay.
    """

    printed: str
    normal: str
    family: str
    status: PostStatus
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Official:
    """A person named with a post in the political system. `mentions` are all places of the name, in order."""

    name: str
    posts: tuple[Post, ...]
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A legal or party document that the article cites, once however often it is cited.

    `printed` is its first full form; `key` its normal form, equal for all spellings: "54-NQ/ĐU", "NGHỊ QUYẾT 68".
    """

    printed: str
    key: str
    kind: str
    number: str
    issuer: str | None
    date: str | None
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """All that was read from one page. `body`, `captions`, `byline` as in `Page`."""

    id: str
    title: str
    body: str
    captions: str
    byline: str | None
    published: DateFinding | None
    event_date: DateFinding | None
    unit: Unit | None
    publisher: str | None
    officials: tuple[Official, ...]
    documents: tuple[Citation, ...]
    topics: tuple[str, ...] = ()
    text_kind: str = "tin"
    source_url: str | None = None
    origin: OffsetMap = field(default_factory=OffsetMap)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A term as the index knows it, with its position (in terms) and the source span it stands for.

    Compounds share the position of their first syllable.
    """

    text: str
    position: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TermColumns(Sequence[Term]):
    """The terms of one field as two columns, without source spans: small to send and quick to index."""

    texts: Sequence[str]
    positions: Sequence[int]

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, place: int) -> Term: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Term, ...]: ...
    def __getitem__(self, place: int | slice) -> Term | tuple[Term, ...]:
        if isinstance(place, slice):
            return tuple(self)[place]
        return Term(self.texts[place], self.positions[place], 0, 0)


def as_columns(terms: Sequence[Term]) -> TermColumns:
    """The same terms as columns."""
    if isinstance(terms, TermColumns):
        return terms
    return TermColumns(tuple([term.text for term in terms]), tuple([term.position for term in terms]))


@dataclass(frozen=True, slots=True)
class Entry:
    """An article made ready for an engine: terms per text field, values per facet, one sort date.

    `date` is days since 1970-01-01 of the event or publication day, None where unknown.
    `article` is what the engine stores and gives back.
    """

    id: str
    terms: Mapping[str, Sequence[Term]]
    facets: dict[str, tuple[str, ...]]
    date: int | None
    article: Article
