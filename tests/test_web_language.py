"""Every sentence of the interface is in the table, and the table holds no other."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

from indexer.model import PostStatus
from searchweb.language import show_day, show_milliseconds, show_moment, show_number, translate
from searchweb.vietnamese import MESSAGES

FOLDER = Path(__file__).parent.parent / "searchweb"
IN_TEMPLATE = re.compile(r"""\bt\(\s*(?:"([^"]+)"|'([^']+)')""")


def messages_in_code() -> set[str]:
    """What is passed to translate(), and every title or explanation kept in a dict for it."""
    found: set[str] = set()
    for path in FOLDER.glob("*.py"):
        if path.name == "vietnamese.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in MESSAGES:
                found.add(node.value)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "translate":
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def messages_in_templates() -> set[str]:
    texts = [path.read_text("utf-8") for path in (FOLDER / "templates").glob("*.html")]
    return {double or single for text in texts for double, single in IN_TEMPLATE.findall(text)}


def test_the_table_holds_exactly_what_is_used() -> None:
    statuses = set(get_args(PostStatus)) - {"current"}
    assert messages_in_code() | messages_in_templates() | statuses == set(MESSAGES)


def test_no_vietnamese_sentence_stands_in_a_template() -> None:
    for path in (FOLDER / "templates").glob("*.html"):
        text = path.read_text("utf-8").replace("Tra Cứu", "")
        assert not re.search(r"[à-ỹđ]", re.sub(r"\{\{.*?\}\}", "", text)), path.name


@pytest.mark.parametrize("message", MESSAGES)
def test_a_translation_keeps_the_values_of_its_message(message: str) -> None:
    values = re.findall(r"\{(\w+)\}", message)
    assert sorted(set(values)) == sorted(set(re.findall(r"\{(\w+)\}", MESSAGES[message])))
    shown = translate(message, **{name: f"<{name}>" for name in values})
    assert all(f"<{name}>" in shown for name in values)


@pytest.mark.parametrize(
    ("day", "shown"),
    [("2021-09-28", "28/09/2021"), ("2021-09", "tháng 9/2021"), ("2021", "năm 2021"), ("đầu năm", "đầu năm")],
)
def test_a_date_is_written_as_vietnamese_do(day: str, shown: str) -> None:
    assert show_day(day) == shown


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("2026-03-02T08:15:00+07:00", "02/03/2026 08:15"),
        ("2026-03-02T08:15:00+00:00", "02/03/2026 08:15 UTC"),
        ("2026-03-02T08:15:00Z", "02/03/2026 08:15 UTC"),
        ("lately", "lately"),
    ],
)
def test_a_time_is_written_with_its_zone_where_that_is_utc(moment: str, shown: str) -> None:
    assert show_moment(moment) == shown


def test_numbers_have_points_between_thousands_and_a_comma_for_the_fraction() -> None:
    assert (show_number(1_234_567), show_number(12)) == ("1.234.567", "12")
    assert (show_milliseconds(0.44), show_milliseconds(12.6), show_milliseconds(1234.5)) == ("0,4", "13", "1.234")
