"""Every message of the interface has both languages, and the catalogs hold nothing that is not said."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from searchweb.catalogs import FOLDER, LANGUAGES

ROOT = Path(__file__).parent.parent
MESSAGES_SCRIPT = runpy.run_path(str(ROOT / "script" / "messages"))
SAID: Catalog = MESSAGES_SCRIPT["extracted"]()
VIETNAMESE_LETTER = re.compile("[À-ÖØ-öø-ỹ]")


def read_catalog(name: str) -> Catalog:
    with (FOLDER / name / "LC_MESSAGES" / "messages.po").open("rb") as lines:
        return read_po(lines, locale=name, abort_invalid=True)


VIETNAMESE = read_catalog("vi")
TRANSLATED = [one for one in VIETNAMESE if one.id]


def forms(text: Any) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def values(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_catalog_holds_exactly_what_is_said() -> None:
    assert {one.id for one in TRANSLATED} == {one.id for one in SAID if one.id}, "run script/messages"


def test_every_language_but_english_has_a_catalog() -> None:
    assert {path.parent.parent.name for path in FOLDER.glob("*/*/*.po")} == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize("one", TRANSLATED, ids=lambda one: forms(one.id)[0][:60])
def test_a_translation_is_whole(one: Message) -> None:
    said, translated = forms(one.id), forms(one.string)
    assert all(translated), "not translated"
    assert len(translated) == (VIETNAMESE.num_plurals if len(said) > 1 else 1)
    assert all(values(text) == values(said[-1]) for text in (*said, *translated))
    assert not one.fuzzy


def test_an_english_message_is_english() -> None:
    # A query that is quoted in a message, and the name of the project.
    quoted = re.compile("“[^”]*”|Tra Cứu")
    assert [one.id for one in SAID for text in forms(one.id) if VIETNAMESE_LETTER.search(quoted.sub("", text))] == []


def test_no_vietnamese_sentence_stands_in_a_template() -> None:
    for path in (ROOT / "searchweb" / "templates").glob("*.html"):
        text = path.read_text("utf-8").replace("Tra Cứu", "")
        assert not VIETNAMESE_LETTER.search(re.sub(r"\{\{.*?\}\}", "", text)), path.name


def test_the_guide_calls_everything_by_the_name_that_pages_give_it() -> None:
    whole = (ROOT / "docs" / "guide.md").read_text("utf-8")
    named = [re.findall(r"(?<![*\w])\*([^*\[\]]+)\*(?![*\w])", part) for part in whole.split("\n---\n")]
    vietnamese, english = ([" ".join(name.split()) for name in names] for names in named)
    assert len(vietnamese) >= 6
    assert set(vietnamese) <= {text for one in TRANSLATED for text in forms(one.string)}
    assert set(english) <= {text for one in TRANSLATED for text in forms(one.id)}
