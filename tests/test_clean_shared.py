"""Real pages and cases that lie beside the project, where they are present."""

from __future__ import annotations

import json
import re
from pathlib import Path
from unicodedata import normalize

import pytest

from indexer.clean import clean
from indexer.model import Page, PageKind, RawPage

SHARED = Path(__file__).parents[2] / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")


def _cases() -> list[tuple[str, PageKind, str, dict[str, object]]]:
    cases: list[tuple[str, PageKind, str, dict[str, object]]] = []
    for line in _lines(SHARED / "seeds/gold.jsonl"):
        text = (SHARED / "seeds" / line["id"]).read_text(encoding="utf-8")
        cases.append((line["id"], "txt", text, line["gold"]))
    cases += [
        (line["id"], line["source_kind"], line["raw"], line["gold"]) for line in _lines(SHARED / "cases/articles.jsonl")
    ]
    return cases


def _lines(path: Path) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


@pytest.mark.parametrize(("name", "kind", "text", "gold"), _cases())
def test_a_real_article_has_its_title_and_text_and_nothing_of_the_portal(
    name: str, kind: PageKind, text: str, gold: dict[str, list[str]]
) -> None:
    page = clean(RawPage(name, kind, text))
    assert isinstance(page, Page)
    assert _plain(page.title).lower() == _plain(str(gold["title"])).lower()
    assert [part for part in gold["body_must_contain"] if _plain(part) not in _plain(page.body)] == []
    assert [part for part in gold["must_not_contain"] if _plain(part) in _plain(page.body)] == []


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", normalize("NFC", text)).strip()
