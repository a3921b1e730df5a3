"""What the web front end needs of an index; `indexer.index.Index` gives it, tests give a small stand-in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from indexer.corrections import Link
from indexer.history import Change, Run, Since
from indexer.model import Article, Remark, Skipped
from indexer.query import Marked, Query, ResultPage
from indexer.register.identity import Identity
from indexer.search.explain import Ground
from indexer.search.vocabulary import Suggestion


class State(Protocol):
    """Which index answered. `built_at` is an ISO time, `generation` names the files, `fingerprint` the rules."""

    @property
    def fingerprint(self) -> str:
        """Changes when schema, analyzer, tables or libraries change."""

    @property
    def generation(self) -> str:
        """Changes with every run that wrote something."""

    @property
    def articles(self) -> int:
        """How many articles can be found."""

    @property
    def built_at(self) -> str:
        """When this generation was written."""


class Register(Protocol):
    """Who is who across the articles."""

    def named(self, name: str) -> list[Identity]:
        """Everybody of that name."""

    def alike(self, text: str, limit: int = 50) -> list[Identity]:
        """People whose name holds every syllable of `text`, best first."""

    def identity(self, identity_id: str) -> Identity:
        """The person of that id. Raises NotFound."""

    def holders(self, place: str) -> list[Identity]:
        """Everybody with a post in a place of that name."""

    def links(self) -> tuple[Link, ...]:
        """The corrections that say who is who."""


class History(Protocol):
    """What runs changed, as far as it was written down."""

    def runs(self) -> tuple[Run, ...]:
        """The runs that are known without a gap, the newest first."""

    def since(self, moment: str, *, limit: int = 1_000, offset: int = 0) -> Since | None:
        """What changed since a day or a generation; None for a generation that is not known."""

    def of(self, article: str) -> tuple[Change, ...]:
        """Everything that became of an article, oldest first."""


class Index(Protocol):
    """Answers queries. Every method may raise IndexUnusable."""

    @property
    def state(self) -> State:
        """The state that the next query will be answered from."""

    @property
    def register(self) -> Register:
        """Who is who in the state that the next query will be answered from."""

    @property
    def history(self) -> History:
        """What runs changed, up to the state that the next query will be answered from."""

    def find(self, article_id: str) -> Article | None:
        """The article of that id, None where there is none."""

    def skipped(self) -> tuple[Skipped, ...]:
        """What the corpus holds that gave no article, and why."""

    def remarks(self) -> tuple[Remark, ...]:
        """What was not understood of articles that were read."""

    def changed_since(self, day: str) -> tuple[str, ...]:
        """Ids of the articles whose files were new or changed on that day or later."""

    def search(self, query: Query) -> ResultPage:
        """One page of the answer. Raises QueryError."""

    def article(self, article_id: str) -> Article:
        """The article of that id. Raises NotFound."""

    def mark(self, query: Query, texts: Sequence[str]) -> tuple[Marked, ...]:
        """Each text with everything marked that the query looks for."""

    def similar(self, article_id: str, limit: int = 5) -> tuple[Article, ...]:
        """The articles most like this one. Raises NotFound."""

    def copies(self, article_id: str) -> tuple[Article, ...]:
        """The other publications of the same text."""

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """What to offer a reader who has typed this much."""

    def named(self, text: str) -> Suggestion | None:
        """The official, unit or document that the text is just the name of."""

    def explain(self, query: Query, articles: Sequence[Article]) -> tuple[tuple[Ground, ...], ...]:
        """For each article the grounds on which it answers a parsed query. Raises QueryError."""

    def articles(self, query: Query) -> Iterator[Article]:
        """All matching articles, in id order. Raises QueryError."""
