"""What runs changed in the collection since a moment, for programs that keep a copy, and the history of one article."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

import msgspec
from flask import Response, request, url_for

from indexer.errors import IndexUnusable
from indexer.history import Change
from searchweb.answer import json_response
from searchweb.desk import Desk
from searchweb.language import translate
from searchweb.parameters import NoSuchPage, Parameter, read_parameters
from searchweb.port import Index

CHANGES = (
    Parameter("since", "moment", required=True, description="A day (UTC), itself included, or the generation before"),
    Parameter("page", "page"),
)
PAGE_SIZE = 1_000


@dataclass(frozen=True, slots=True)
class Changed:
    """An article that was added, changed or removed: by which run, when, and where it can be read ("" if removed)."""

    article: str
    what: str
    generation: str
    at: str
    href: str


@dataclass(frozen=True, slots=True)
class Changes:
    """A page of what changed since a moment, in the order of the ids, in net; and which state that leads to.

    Ask for `generation` the next time. `complete` is False where nothing is known of the time before `known_from`:
    then begin anew with /export/jsonl. `counts` are of all pages.
    """

    since: str
    generation: str
    fingerprint: str
    built_at: str
    complete: bool
    known_from: str
    counts: dict[str, int]
    page: int
    last_page: int
    changes: tuple[Changed, ...]


def changes_v1(desk: Desk) -> Response:
    """What was added, changed and removed since a day or a generation: the change feed of the collection."""
    given = read_parameters(request.query_string, CHANGES)
    return json_response(msgspec.to_builtins(changes(desk.index, given.one("since"), given.page())))


def changes(index: Index, since: str, page: int = 1) -> Changes:
    """A page of the change feed, empty behind the last. Raises NoSuchPage for a generation that is not known."""
    state, history = index.state, index.history
    found = history.since(since, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE)
    if found is None:
        known = history.runs()
        named = ", ".join(run.generation for run in (known[-1:] + known[:1]))
        raise NoSuchPage(
            translate("nothing is known of generation {name}; known: {known}", name=since, known=named or "-")
        )
    last_page = max(1, -(-found.total // PAGE_SIZE))
    return Changes(
        since=since,
        generation=state.generation,
        fingerprint=state.fingerprint,
        built_at=state.built_at,
        complete=found.complete,
        known_from=found.known_from,
        counts={what: found.counts.get(what, 0) for what in ("added", "changed", "removed")},
        page=page,
        last_page=last_page,
        changes=tuple(map(_changed, found.changes)),
    )


def _changed(change: Change) -> Changed:
    href = "" if change.what == "removed" else url_for("v1_article", article_id=change.article)
    return Changed(change.article, change.what, change.generation, change.built_at, href)


def history_of(index: Index, article_id: str) -> tuple[Change, ...]:
    """What became of an article, oldest first; nothing where no journal can be read."""
    with contextlib.suppress(IndexUnusable):
        return index.history.of(article_id)
    return ()
