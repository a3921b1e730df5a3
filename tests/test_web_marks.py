"""Marked text becomes HTML that shows exactly the text."""

from __future__ import annotations

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.query import Marked
from searchweb.marks import marked_html, paragraphs


@st.composite
def marked_texts(draw: st.DrawFn) -> Marked:
    """Any text with any ordered marks that do not overlap."""
    text = draw(st.text(alphabet=st.sampled_from("aâ <>&\"'\n/m"), max_size=40))
    cuts = sorted(set(draw(st.lists(st.integers(0, len(text)), max_size=8))))
    return Marked(text, tuple(zip(cuts[::2], cuts[1::2], strict=False)))


@given(marked_texts())
def test_html_without_its_marks_is_the_text(marked: Marked) -> None:
    bare = str(marked_html(marked)).replace("<mark>", "").replace("</mark>", "")
    assert unescape(bare) == marked.text
    assert "<" not in bare


@given(marked_texts())
def test_every_marked_character_stays_marked(marked: Marked) -> None:
    pieces = str(marked_html(marked)).replace("</mark>", "<mark>").split("<mark>")
    inside = "".join(unescape(piece) for piece in pieces[1::2])
    wanted = "".join(marked.text[start:end] for start, end in marked.marks)
    assert inside.replace(" ", "") == wanted.replace(" ", "")


@given(marked_texts())
def test_paragraphs_keep_every_line_with_its_marks(marked: Marked) -> None:
    found = paragraphs(marked)
    assert [each.text for each in found] == [line for line in marked.text.split("\n") if line.strip()]
    kept = "".join(each.text[start:end] for each in found for start, end in each.marks)
    wanted = "".join(marked.text[start:end] for start, end in marked.marks)
    assert "".join(kept.split()) == "".join(wanted.split())


@pytest.mark.parametrize(
    ("text", "marks", "html"),
    [
        ("bí thư xã", ((0, 2), (3, 6)), "<mark>bí thư</mark> xã"),
        ("bí, thư", ((0, 2), (4, 7)), "<mark>bí</mark>, <mark>thư</mark>"),
        ("a & b", ((0, 5),), "<mark>a &amp; b</mark>"),
        ("abc", ((1, 9), (0, 1)), "<mark>a</mark>bc"),
    ],
)
def test_marks_in_html(text: str, marks: tuple[tuple[int, int], ...], html: str) -> None:
    assert str(marked_html(Marked(text, marks))) == html
