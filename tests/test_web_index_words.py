"""What the index says reaches readers in their language: every sentence of the indexer has its pattern."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.fields import FACETS
from indexer.search.lexer import field_names
from searchweb.catalogs import speaking
from searchweb.index_words import OF_FILES, OF_SEARCHES, file_said, pattern_of, search_said

ROOT = Path(__file__).parent.parent / "indexer"
# Calls and names whose text readers see, in the sources that have them.
SPOKEN = {"QueryError", "QuerySyntaxError", "Nothing", "note", "append", "_wrong"}
LEFT_OUT = {"Skipped", "Undecodable"}
VIETNAMESE = re.compile("[À-ÖØ-öø-ỹ]")


def sample(node: ast.expr) -> str | None:
    """The text that an expression makes, with 7 for every value; None where it is no text of its own."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else "7" for part in node.values]
        return "".join(map(str, parts))
    return None


def texts(folder: Path, calls: set[str], *, named: bool = False) -> Iterator[str]:
    """Every text that is given to one of these calls; where `named`, also those with a name that readers see."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            given: list[ast.expr] = []
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                given = list(node.args) if name in calls else []
                given += [keyword.value for keyword in node.keywords if named and keyword.arg == "note"]
            elif (
                named
                and isinstance(node, ast.Assign)
                and re.fullmatch("[A-Z_]+|note|message", getattr(node.targets[0], "id", ""))
            ):
                given = [node.value]
            yield from (text for one in given if (text := sample(one)))


SEARCHES = sorted(
    {text for text in texts(ROOT / "search", SPOKEN, named=True) if VIETNAMESE.search(text) and " " in text}
)
FILES = sorted({text for text in texts(ROOT, LEFT_OUT) if " " in text or text == "empty"})


def test_the_sources_say_what_is_looked_for() -> None:
    assert len(SEARCHES) >= 30
    assert len(FILES) >= 15


@pytest.mark.parametrize("sentence", SEARCHES)
def test_every_sentence_of_a_search_is_said_in_english(sentence: str) -> None:
    with speaking("en"):
        assert not VIETNAMESE.search(re.sub('<span lang="vi">.*?</span>', "", search_said(sentence)))
    assert search_said(sentence) == sentence


@pytest.mark.parametrize("sentence", FILES)
def test_every_sentence_on_a_file_is_said_in_vietnamese(sentence: str) -> None:
    assert "<span" not in file_said(sentence)
    assert file_said(sentence) != sentence
    with speaking("en"):
        assert file_said(sentence) == sentence


@pytest.mark.parametrize("pattern", OF_SEARCHES)
def test_no_sentence_of_a_search_hides_behind_another(pattern: str) -> None:
    said = re.sub(r"\{\w+\}", "7", pattern)
    assert next(one for one in OF_SEARCHES if pattern_of(one).fullmatch(said)) == pattern


@pytest.mark.parametrize("pattern", OF_FILES)
def test_no_sentence_on_a_file_hides_behind_another(pattern: str) -> None:
    said = re.sub(r"\{\w+\}", "7", pattern)
    assert next(one for one in OF_FILES if pattern_of(one).fullmatch(said)) == pattern


@pytest.mark.parametrize(
    ("sentence", "english"),
    [
        (
            "“nguyeenx” được đọc là “nguyễn”",
            '“<span lang="vi">nguyeenx</span>” was read as “<span lang="vi">nguyễn</span>”',
        ),
        ("Dấu ) thừa (vị trí 4)", "There is a ) too many (position 4)"),
        ("Không có ngày 31/2/2021 (vị trí 9)", "There is no day 31/2/2021 (position 9)"),
        ("“<b>” không có trong bài nào", '“<span lang="vi">&lt;b&gt;</span>” is in no article'),
        ("Một câu chưa ai biết", '<span lang="vi">Một câu chưa ai biết</span>'),
    ],
)
def test_a_sentence_keeps_its_values(sentence: str, english: str) -> None:
    with speaking("en"):
        assert str(search_said(sentence)) == english


def test_the_fields_that_an_english_message_names_can_be_typed() -> None:
    listed = OF_SEARCHES["Không có trường “{word}”; các trường: {fields}"].rpartition(": ")[2].split(", ")
    assert set(listed) <= set(field_names())
    assert {facet.name for facet in FACETS} & set(listed)
