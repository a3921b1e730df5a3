"""Articles that are publications of one text: a ward's article reposted by its district, with small changes.

Two texts are copies where the Jaccard similarity of their four-syllable shingles, estimated by MinHash (Broder
1997), is at least LEAST_SIMILAR. Measured on the sample corpus: a reworked repost has 0.47 (estimated 0.40), the
next pair 0.08; the bound lies between.
Nothing is dropped: a group says who published first. Kept beside the index, brought up to date article by article.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt
from datasketch import MinHash

from indexer.database import reading, writing
from indexer.model import Article
from indexer.text.fold import fold

NAME = "copies.sqlite"
LEAST_SIMILAR = 0.3
SHINGLE = 4
# 42 bands of 3 rows: a pair at 0.4 is compared with probability 0.94, at 0.5 with 0.996.
BANDS, ROWS = 42, 3
PERMUTATIONS = BANDS * ROWS
# Fewer shingles say too little: two notices of one line are alike without being copies.
LEAST_SHINGLES = 20
_WORD = re.compile(r"\w+")
_TABLES = """
create table if not exists texts (article text primary key, hashes blob, day text);
create table if not exists bands (hash blob, article text);
create index if not exists bands_by_hash on bands (hash);
create index if not exists bands_by_article on bands (article);
create table if not exists pairs (one text, other text);
create index if not exists pairs_by_one on pairs (one);
create index if not exists pairs_by_other on pairs (other);
"""
Hashes = npt.NDArray[np.uint32]


def signature(text: str) -> Hashes | None:
    """The MinHash of a text's shingles, accents and case aside; None for a text too short to compare."""
    words = _WORD.findall(fold(text))
    shingles = {" ".join(words[at : at + SHINGLE]).encode() for at in range(len(words) - SHINGLE + 1)}
    if len(shingles) < LEAST_SHINGLES:
        return None
    hashed = MinHash(PERMUTATIONS)
    hashed.update_batch(list(shingles))
    hashes: Hashes = hashed.hashvalues.astype(np.uint32)
    return hashes


def update_copies(folder: Path, articles: Iterable[Article], gone: Iterable[str]) -> None:
    """Take `articles` in, new or again, and the `gone` ids out."""
    with writing(folder / NAME) as database:
        database.executescript(_TABLES)
        for article_id in gone:
            _forget(database, article_id)
        for article in articles:
            _forget(database, article.id)
            if (hashes := signature(article.body)) is not None:
                _take_in(database, article, hashes)


def _forget(database: sqlite3.Connection, article_id: str) -> None:
    database.execute("delete from texts where article = ?", (article_id,))
    database.execute("delete from bands where article = ?", (article_id,))
    database.execute("delete from pairs where one = ? or other = ?", (article_id, article_id))


def _take_in(database: sqlite3.Connection, article: Article, hashes: Hashes) -> None:
    bands = [bytes([band]) + hashes[band * ROWS : (band + 1) * ROWS].tobytes() for band in range(BANDS)]
    marks = ",".join("?" * BANDS)
    query = f"select distinct t.article, t.hashes from bands b join texts t using (article) where b.hash in ({marks})"  # noqa: S608
    for other, stored in database.execute(query, bands).fetchall():
        if float(np.mean(hashes == np.frombuffer(stored, np.uint32))) >= LEAST_SIMILAR:
            database.execute("insert into pairs values (?, ?)", (article.id, other))
    found = article.published or article.event_date
    database.execute("insert into texts values (?, ?, ?)", (article.id, hashes.tobytes(), found.value if found else ""))
    database.executemany("insert into bands values (?, ?)", ((band, article.id) for band in bands))


def read_groups(folder: Path) -> dict[str, str]:
    """The articles that have copies, each with the first published of its group (by day, then by id)."""
    if not (folder / NAME).exists():
        return {}
    with reading(folder / NAME) as database:
        pairs = database.execute("select one, other from pairs").fetchall()
        paired = "select article, day from texts where article in (select one from pairs union select other from pairs)"
        days = {article: day or "9999" for article, day in database.execute(paired)}
    groups = _joined(pairs)
    members: dict[str, list[str]] = defaultdict(list)
    for article, root in groups.items():
        members[root].append(article)
    first = {root: min(found, key=lambda name: (days.get(name, "9999"), name)) for root, found in members.items()}
    return {article: first[root] for article, root in groups.items()}


def _joined(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Every article of the pairs with a root that all articles linked to it share."""
    root: dict[str, str] = {}

    def find(name: str) -> str:
        while root.setdefault(name, name) != name:
            root[name] = name = root[root[name]]
        return name

    for one, other in pairs:
        root[find(one)] = find(other)
    return {name: find(name) for name in root}
