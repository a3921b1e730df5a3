"""The register of officials, kept beside the index in SQLite and brought up to date name by name.

A run replaces the appearances of the articles it touched and decides anew only about the names among them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from indexer.corrections import Corrections, Link
from indexer.database import Table, reading_layers, replace, writing_layers
from indexer.errors import NotFound
from indexer.model import Article
from indexer.register.identity import Appearance, Identity, appearances, identify, name_key
from indexer.text.fold import fold

NAME = "register.sqlite"
_APPEARANCES = Table(
    "appearances", "(article text, serial integer, key text, data blob)", "article", ("article", "key")
)
_IDENTITIES = Table("identities", "(id text primary key, key text, data blob)", "key", ("key",))
# The names that have a syllable, without accents; the people who held a post in a place, in lower case.
_SYLLABLES = Table("syllables", "(bare text, key text, primary key (bare, key)) without rowid", "key", ("key",))
_HOLDERS = Table("holders", "(place text, id text, key text, primary key (place, id)) without rowid", "key", ("key",))
_LINKS = Table("links", "(what text, data blob)", "what")
_TABLES = (_APPEARANCES, _IDENTITIES, _SYLLABLES, _HOLDERS, _LINKS)


class RegisterWriter:
    """Takes articles in and out; who is who is decided anew, about the names among them, by `finish`."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._touched: set[str] = set()

    def add(self, article: Article) -> None:
        """Take an article in, new or again."""
        self.remove(article.id)
        for one in appearances(article):
            row = (one.article, one.serial, name_key(one.name), msgspec.json.encode(one))
            self._database.execute("insert into main.appearances values (?, ?, ?, ?)", row)
            self._touched.add(row[2])

    def remove(self, article_id: str) -> None:
        """Take the article of that id out, where there is one."""
        query = "select key from all_appearances where article = ?"
        self._touched.update(row[0] for row in self._database.execute(query, (article_id,)))
        replace(self._database, _APPEARANCES, [article_id])

    def finish(self, corrections: Corrections) -> None:
        """Decide who is who among all names that articles or corrections touched."""
        self._touched |= _changed_links(self._database, corrections)
        for keys in _linked(self._touched, corrections.merges):
            _decide(self._database, keys, corrections)


@contextmanager
def register_writer(folder: Path) -> Iterator[RegisterWriter]:
    """What brings the register in `folder` up to date; kept as a whole, or not at all where an error is raised."""
    with writing_layers(folder / NAME, _TABLES) as database:
        yield RegisterWriter(database)


def update_register(folder: Path, articles: Iterable[Article], gone: Iterable[str], corrections: Corrections) -> None:
    """Take `articles` in, new or again, take the `gone` ids out, and decide anew about every name among them."""
    with register_writer(folder) as register:
        for article in articles:
            register.add(article)
        for article_id in gone:
            register.remove(article_id)
        register.finish(corrections)


def links_changed(folder: Path, corrections: Corrections) -> bool:
    """Do the corrections say otherwise who is who than when the register in `folder` was made?"""
    with reading_layers(folder / NAME, _TABLES) as database:
        return _links(corrections) != {row[0] for row in database.execute("select data from all_links")}


def _links(corrections: Corrections) -> set[bytes]:
    return {msgspec.json.encode(link) for link in (*corrections.merges, *corrections.splits)}


def _changed_links(database: sqlite3.Connection, corrections: Corrections) -> set[str]:
    """The names that a correction links now or linked last time, where the corrections are not the same."""
    now = _links(corrections)
    before = {row[0] for row in database.execute("select data from all_links")}
    if now == before:
        return set()
    replace(database, _LINKS, ["links"])
    database.executemany("insert into main.links values ('links', ?)", ((data,) for data in now))
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
        rows = database.execute("select data from all_appearances where key = ?", (key,))
        found += (_appearance(row[0]) for row in rows)
    for table in (_IDENTITIES, _SYLLABLES, _HOLDERS):
        replace(database, table, keys)
    people = identify(found, corrections.merges, corrections.splits)
    for person in people:
        key = name_key(person.name)
        row = (person.id, key, msgspec.json.encode(person))
        database.execute("insert or replace into main.identities values (?, ?, ?)", row)
        places = {tenure.place[0].casefold() for tenure in person.tenures if tenure.place}
        held = [(place, person.id, key) for place in places]
        database.executemany("insert or replace into main.holders values (?, ?, ?)", held)
    for key in {name_key(person.name) for person in people}:
        borne = [(bare, key) for bare in set(fold(key).split())]
        database.executemany("insert or replace into main.syllables values (?, ?)", borne)


_appearance = msgspec.json.Decoder(Appearance).decode


class Register:
    """Answers who is who. Reads one generation's register; safe between threads."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def named(self, name: str) -> list[Identity]:
        """Everybody of that name, tone placement and i/y aside, by first day seen."""
        return list(self._read("select data from all_identities where key = ? order by id", name_key(name)))

    def identity(self, identity_id: str) -> Identity:
        """The person of that id. Raises NotFound."""
        for person in self._read("select data from all_identities where id = ?", identity_id):
            return person
        raise NotFound(f"no official {identity_id!r} in the register; look the name up: python cli.py officials NAME")

    def alike(self, text: str, limit: int = 50) -> list[Identity]:
        """People whose name holds every syllable of `text`, best first: that name alone, then longer ones.

        A syllable with accents is taken as typed; without, it matches any.
        """
        typed = name_key(text).split()
        if not typed:
            return []
        having = " intersect ".join(["select key from all_syllables where bare = ?"] * len(set(typed)))
        with reading_layers(self._path, _TABLES) as database:
            rows = database.execute(having, [fold(one) for one in set(typed)]).fetchall()
        found = [key for (key,) in rows if _holds(typed, key, fold(key))]
        found.sort(key=lambda key: (fold(key.split()[-1]) != fold(typed[-1]), len(key), key))
        return [person for key in found[:limit] for person in self.named(key)][:limit]

    def holders(self, place: str) -> list[Identity]:
        """Everybody with a tenure whose smallest place is called `place` ("phường Giang Biên"), by id."""
        query = "select data from all_identities where id in (select id from all_holders where place = ?) order by id"
        return list(self._read(query, place.casefold()))

    def links(self) -> tuple[Link, ...]:
        """The corrections that say who is who: merges and splits."""
        with reading_layers(self._path, _TABLES) as database:
            rows = database.execute("select data from all_links")
            return tuple(msgspec.json.decode(row[0], type=Link) for row in rows)

    def everybody(self) -> list[Identity]:
        """All identities by id."""
        return list(self._read("select data from all_identities order by id"))

    def _read(self, query: str, *values: str | bytes) -> Iterator[Identity]:
        with reading_layers(self._path, _TABLES) as database:
            for row in database.execute(query, values):
                yield msgspec.json.decode(row[0], type=Identity)


def _holds(typed: list[str], key: str, bare: str) -> bool:
    """Does a name have every typed syllable? One typed without accents stands for all its accented forms."""
    return all(f" {one} " in f" {key} " or f" {one} " in f" {bare} " for one in typed)
