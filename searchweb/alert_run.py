"""A run of alerts: saved searches in, a mail message or a feed out, and the list of what was shown kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from indexer.index import open_verified
from indexer.search.parse import parse
from searchweb.alert_texts import MOST_ENTRIES, alert_feed, alert_mail
from searchweb.alerts import Outcome, find_news, latest
from searchweb.app import create_app
from searchweb.port import Index
from searchweb.saved import AlertError, Saved, Unusable, read_saved
from searchweb.seen import held, read_seen, write_seen, write_whole


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked to do. `output` None is stdout; `site` is where the pages are served, for links."""

    searches: Path
    seen: Path
    index: Path
    form: Literal["mail", "atom"]
    output: Path | None
    site: str
    sender: str
    receiver: str
    everything: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What a run has to say to the person at the terminal, and its exit code: 0 news, 1 none, 2 a search was wrong."""

    lines: tuple[str, ...]
    code: int


def run(settings: Settings, show: Callable[[bytes], None]) -> Result:
    """Ask every search, write what is new (by `show` where no output is named), and only then keep that it was shown.

    Killed in between, the next run shows the same again: twice rather than never. Raises AlertError, IndexUnusable.
    """
    site = _site(settings.site)
    searches, wrong = read_saved(settings.searches)
    index = open_verified(settings.index)
    with held(settings.seen):
        seen = read_seen(settings.seen)
        outcome = find_news(index, parse, searches, seen, everything=settings.everything)
        with create_app(index).test_request_context("/", base_url=site):
            data = _written(index, searches, outcome, settings)
        if data is not None and settings.output:
            write_whole(settings.output, data)
        elif data is not None:
            show(data)
        write_seen(settings.seen, outcome.seen)
    unusable = (*wrong, *outcome.unusable)
    code = 2 if unusable else 0 if outcome.count else 1
    return Result(tuple(_lines(outcome, unusable)), code)


def _written(index: Index, searches: tuple[Saved, ...], outcome: Outcome, settings: Settings) -> bytes | None:
    """The message or the feed; None for a message without news."""
    if settings.form == "atom":
        told = latest(index, parse, searches, outcome.seen, MOST_ENTRIES)
        return alert_feed(told, outcome, settings.searches.name)
    if not outcome.count:
        return None
    return alert_mail(outcome, sender=settings.sender, receiver=settings.receiver)


def _lines(outcome: Outcome, unusable: tuple[Unusable, ...]) -> Iterator[str]:
    for one in outcome.news:
        if one.silent:
            yield f"{one.saved.name}: first run; what is there now ({one.present}) is taken as seen"
        else:
            yield f"{one.saved.name}: {one.count} new of {one.present}"
    yield from (f"error: {one.name}: {one.reason}" for one in unusable)


def _site(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise AlertError(f"{address!r} is not where pages are served; write it as http://127.0.0.1:8000/")
    return address
