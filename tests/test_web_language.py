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

from indexer.fields import FACETS, TEXT_FIELDS, Facet, TextField
from searchweb.catalogs import FOLDER, LANGUAGES, speaking
from searchweb.language import (
    message,
    show_day,
    show_decimal,
    show_label,
    show_milliseconds,
    show_moment,
    show_number,
    translate,
    translate_count,
    vietnamese,
)

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


@pytest.mark.parametrize(
    ("day", "shown", "english"),
    [
        ("2021-11-09", "9/11/2021", "9 Nov 2021"),
        ("2021-09", "tháng 9/2021", "Sep 2021"),
        ("2021", "năm 2021", "2021"),
        ("đầu năm", "đầu năm", "đầu năm"),
    ],
)
def test_a_date_is_written_as_its_readers_do(day: str, shown: str, english: str) -> None:
    assert show_day(day) == shown
    with speaking("en"):
        assert show_day(day) == english


@pytest.mark.parametrize(
    ("moment", "shown", "english"),
    [
        ("2026-03-02T08:15:00+07:00", "2/3/2026 08:15", "2 Mar 2026 08:15"),
        ("2026-03-02T08:15:00+00:00", "2/3/2026 08:15 UTC", "2 Mar 2026 08:15 UTC"),
        ("2026-03-02T08:15:00Z", "2/3/2026 08:15 UTC", "2 Mar 2026 08:15 UTC"),
        ("lately", "lately", "lately"),
    ],
)
def test_a_time_is_written_with_its_zone_where_that_is_utc(moment: str, shown: str, english: str) -> None:
    assert show_moment(moment) == shown
    with speaking("en"):
        assert show_moment(moment) == english


def numbers() -> list[str]:
    whole = [show_number(1_234_567), show_number(12)]
    parts = [show_decimal(1.5), show_decimal(1234.0), show_decimal(0.005), show_decimal(0)]
    return [*whole, *parts, *map(show_milliseconds, (0.44, 12.6, 1234.5))]


def test_numbers_have_the_signs_of_their_readers() -> None:
    assert " ".join(numbers()) == "1.234.567 12 1,5 1.234 0,005 0 0,4 13 1.234"
    with speaking("en"):
        assert " ".join(numbers()) == "1,234,567 12 1.5 1,234 0.005 0 0.4 13 1,234"


def test_a_message_has_the_plural_of_its_language_and_writes_its_numbers() -> None:
    said = message("{count} article"), message("{count} articles")
    assert [translate_count(*said, count) for count in (0, 1, 2345)] == ["0 bài", "1 bài", "2.345 bài"]
    with speaking("en"):
        assert [translate_count(*said, count) for count in (0, 1, 2345)] == [
            "0 articles",
            "1 article",
            "2,345 articles",
        ]
        assert translate("page {page} of {last}", page=1, last=1200) == "page 1 of 1,200"


def test_a_value_that_is_marked_stays_marked_and_all_others_are_escaped() -> None:
    with speaking("en"):
        said = translate("{post}: seen from {first} to {last}", post=vietnamese("<Bí thư>"), first="<1>", last="2")
        assert said == '<span lang="vi">&lt;Bí thư&gt;</span>: seen from &lt;1&gt; to 2'
    assert translate("{post}: seen from {first} to {last}", post=vietnamese("<Bí thư>"), first="<1>", last="2") == (
        "<Bí thư>: thấy từ <1> đến 2"
    )


@pytest.mark.parametrize("field", [*TEXT_FIELDS, *FACETS], ids=lambda field: field.name)
def test_every_field_has_a_label_in_both_languages(field: TextField | Facet) -> None:
    assert show_label(field.name) == field.label
    with speaking("en"):
        assert not VIETNAMESE_LETTER.search(show_label(field.name))
