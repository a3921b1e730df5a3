"""This project's server over an index with whole articles: ten hits with marked snippets and all its facets.

The index is written as `pipeline` does it, but from the corpus's tokens and metadata, so that totals can be compared;
without copies of texts and the register of officials, which a page of results does not show.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench.corpus import SEED
from bench.engines.ours import entry, version
from bench.records import Record
from bench.sites import FACETS
from bench.texts import make_texts
from indexer import store
from indexer.corrections import Corrections
from indexer.engine.whoosh_engine import WhooshEngine, create
from indexer.manifest import update_manifest
from indexer.model import Article, DateFinding, Entry, Evidence, Official, Place, Unit
from indexer.register.copies import update_copies
from indexer.register.register import update_register
from indexer.search.lexicon import Trainer, keep_lexicon

ROOT = Path(__file__).parent.parent.parent
__all__ = ["address", "build", "command", "read", "version"]
_GIVEN = Evidence("bench", "")
_EPOCH = date(1970, 1, 1).toordinal()


def build(folder: Path, records: Iterable[Record]) -> None:
    """Make the first generation of an index of `records`, which begin the corpus, in the empty `folder`."""
    listed = list(records)
    with store.new_generation(folder, None) as generation:
        files = generation / store.ENGINE
        files.mkdir()
        create(files)
        trainer = Trainer()
        WhooshEngine(files).write(_entries(listed, trainer), ())
        keep_lexicon(trainer, generation / store.LEXICON)
        update_manifest(generation, (), ())
        update_register(generation, (), (), Corrections())
        update_copies(generation, (), ())
        store.publish(generation, len(listed))


def _entries(records: list[Record], trainer: Trainer) -> Iterator[Entry]:
    for record, text in zip(records, make_texts(len(records), SEED), strict=True):
        plain = entry(record)
        article = _article(record, text.body)
        facets = plain.facets | {"month": (str(date.fromordinal(_EPOCH + record.day))[:7],), "kind": ("Chính quyền",)}
        trainer.add(article, {*record.title_terms.split(), *record.body_terms.split()})
        yield replace(plain, article=article, facets=facets)


def _article(record: Record, body: str) -> Article:
    day = DateFinding(str(date.fromordinal(_EPOCH + record.day)), _GIVEN)
    unit = Unit(record.unit, "government", Place(()), _GIVEN)
    officials = tuple(Official(name, (), ()) for name in record.officials)
    return Article(record.id, record.title, body, "", None, day, None, unit, None, officials, ())


def command(folder: Path, port: int) -> list[str]:
    """What starts the server."""
    return [sys.executable, str(ROOT / "cli.py"), "serve", "--index", str(folder), "--port", str(port)]


def address(word: str, *, as_json: bool) -> str:
    """Path and query of a page; in quotes, so that the word is taken as it is."""
    quoted = quote(f'"{word}"')
    return f"/{'api/v1/search' if as_json else ''}?q={quoted}"


def read(answer: dict[str, Any]) -> tuple[int, dict[str, dict[str, int]]]:
    """Total and counts of a JSON page."""
    facets = {name: {one["value"]: one["count"] for one in answer["facets"][name]} for name in FACETS}
    return answer["total"], facets
