"""The register of officials, kept beside the index in SQLite and brought up to date name by name.

A run replaces the appearances of the articles it touched and decides anew only about the names among them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

import msgspec

from indexer.corrections import Corrections, Link
from indexer.database import reading, writing
from indexer.errors import NotFound
from indexer.model import Article
from indexer.register.identity import Appearance, Identity, appearances, identify, name_key
from indexer.text.fold import fold

NAME = "register.sqlite"
_TABLES = """
create table if not exists appearances (article text, serial integer, key text, data blob);
create index if not exists appearances_by_key on appearances (key);
create index if not exists appearances_by_article on appearances (article);
create table if not exists identities (id text primary key, key text, data blob);
create index if not exists identities_by_key on identities (key);
create table if not exists links (data blob);
"""


def update_register(folder: Path, articles: Iterable[Article], gone: Iterable[str], corrections: Corrections) -> None:
    """Take `articles` in, new or again, take the `gone` ids out, and decide anew about every name among them."""
    with writing(folder / NAME) as database:
        database.executescript(_TABLES)
        touched: set[str] = set()
        for article in articles:
            touched |= _forget(database, article.id)
            for one in appearances(article):
                row = (one.article, one.serial, name_key(one.name), msgspec.json.encode(one))
                database.execute("insert into appearances values (?, ?, ?, ?)", row)
                touched.add(row[2])
        for article_id in gone:
            touched |= _forget(database, article_id)
        touched |= _changed_links(database, corrections)
        for keys in _linked(touched, corrections.merges):
            _decide(database, keys, corrections)


def links_changed(folder: Path, corrections: Corrections) -> bool:
    """Do the corrections say otherwise who is who than when the register in `folder` was made?"""
    with reading(folder / NAME) as database:
        return _links(corrections) != {row[0] for row in database.execute("select data from links")}


def _links(corrections: Corrections) -> set[bytes]:
    return {msgspec.json.encode(link) for link in (*corrections.merges, *corrections.splits)}


def _forget(database: sqlite3.Connection, article_id: str) -> set[str]:
    keys = {row[0] for row in database.execute("select key from appearances where article = ?", (article_id,))}
    database.execute("delete from appearances where article = ?", (article_id,))
    return keys


def _changed_links(database: sqlite3.Connection, corrections: Corrections) -> set[str]:
    """The names that a correction links now or linked last time, where the corrections are not the same."""
    now = _links(corrections)
    before = {row[0] for row in database.execute("select data from links")}
    if now == before:
        return set()
    database.execute("delete from links")
    database.executemany("insert into links values (?)", ((data,) for data in now))
    links = [msgspec.json.decode(data, type=Link) for data in now ^ before]
    return {name_key(name) for link in links for name in (link.name, link.other_name)}


def _linked(keys: set[str], merges: Iterable[Link]) -> Iterator[set[str]]:
    """The keys, each in one set with those that a correction merges it with."""
    groups = {key: {key} for key in keys}
    for link in merges:
        one, other = name_key(link.name), name_key(link.other_name)
        if one in groups or other in groups:
            union = groups.get(one, {one}) | groups.get(other, {other})
            groups.update(dict.fromkeys(union, union))
    yield from {id(group): group for group in groups.values()}.values()


def _decide(database: sqlite3.Connection, keys: set[str], corrections: Corrections) -> None:
    found: list[Appearance] = []
    for key in sorted(keys):
        rows = database.execute("select data from appearances where key = ?", (key,))
        found += (msgspec.json.decode(row[0], type=Appearance) for row in rows)
        database.execute("delete from identities where key = ?", (key,))
    for person in identify(found, corrections.merges, corrections.splits):
        row = (person.id, name_key(person.name), msgspec.json.encode(person))
        database.execute("insert or replace into identities values (?, ?, ?)", row)


class Register:
    """Answers who is who. Reads one generation's register; safe between threads."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def named(self, name: str) -> list[Identity]:
        """Everybody of that name, tone placement and i/y aside, by first day seen."""
        return list(self._read("select data from identities where key = ? order by id", name_key(name)))

    def identity(self, identity_id: str) -> Identity:
        """The person of that id. Raises NotFound."""
        for person in self._read("select data from identities where id = ?", identity_id):
            return person
        raise NotFound(f"no official {identity_id!r} in the register; look the name up: python cli.py officials NAME")

    def alike(self, text: str, limit: int = 50) -> list[Identity]:
        """People whose name holds every syllable of `text`, best first: that name alone, then longer ones.

        A syllable with accents is taken as typed; without, it matches any.
        """
        typed = name_key(text).split()
        if not typed:
            return []
        found = [key for key, bare in self._keys if _holds(typed, key, bare)]
        found.sort(key=lambda key: (fold(key.split()[-1]) != fold(typed[-1]), len(key), key))
        return [person for key in found[:limit] for person in self.named(key)][:limit]

    def holders(self, place: str) -> list[Identity]:
        """Everybody with a tenure whose smallest place is called `place` ("phường Giang Biên"), by id."""
        # The place's own words stand in the stored JSON as they are; the kind's case may differ.
        part = place.split(" ", 1)[-1].encode()
        people = self._read("select data from identities where instr(data, ?) order by id", part)
        wanted = place.casefold()
        return [one for one in people if any(held.place and held.place[0].casefold() == wanted for held in one.tenures)]

    def links(self) -> tuple[Link, ...]:
        """The corrections that say who is who: merges and splits."""
        with reading(self._path) as database:
            return tuple(msgspec.json.decode(row[0], type=Link) for row in database.execute("select data from links"))

    def everybody(self) -> list[Identity]:
        """All identities by id."""
        return list(self._read("select data from identities order by id"))

    @cached_property
    def _keys(self) -> tuple[tuple[str, str], ...]:
        """The keys of all names, each also without accents; a generation's register never changes."""
        with reading(self._path) as database:
            keys = [row[0] for row in database.execute("select distinct key from identities order by key")]
        # One call on all names at once: a call for each would take ten times as long.
        return tuple(zip(keys, fold("\n".join(keys)).split("\n"), strict=True)) if keys else ()

    def _read(self, query: str, *values: str | bytes) -> Iterator[Identity]:
        with reading(self._path) as database:
            for row in database.execute(query, values):
                yield msgspec.json.decode(row[0], type=Identity)


def _holds(typed: list[str], key: str, bare: str) -> bool:
    """Does a name have every typed syllable? One typed without accents stands for all its accented forms."""
    return all(f" {one} " in f" {key} " or f" {one} " in f" {bare} " for one in typed)
