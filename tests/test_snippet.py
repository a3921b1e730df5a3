"""The shown piece of an article and its marks: indexer/search/snippet.py."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.query import AllOf, AnyOf, Marked, Node, Phrase, Preferring, TermNode, Within, Without
from indexer.search.snippet import WINDOW, mark, snippet
from indexer.search.units import units
from tests.search_corpus import article, ask


def marked(found: Marked) -> list[str]:
    return [found.text[start:end] for start, end in found.marks]


def phrase(*words: str, slop: int = 0, ordered: bool = True) -> Phrase:
    return Phrase(tuple(TermNode(word) for word in words), slop, ordered)


MARKED = [
    ("Hội thi, hội nghị", TermNode("hội"), ["Hội", "hội"]),
    ("Hội thi, hội nghị", phrase("hội", "nghị"), ["hội nghị"]),
    ("Uỷ ban và ủy viên", TermNode("ủy"), ["Uỷ", "ủy"]),
    ("phòng, chống dịch", phrase("phòng", "chống"), ["phòng, chống"]),
    ("họp bàn kỹ thu thuế", phrase("họp", "thu", slop=2), ["họp", "thu"]),
    ("thu sau khi họp", phrase("họp", "thu", slop=2, ordered=False), ["thu", "họp"]),
    ("thu sau khi họp", phrase("họp", "thu", slop=2), []),
    ("họp và bầu", AnyOf((TermNode("họp"), TermNode("bầu"))), ["họp", "bầu"]),
    ("họp và bầu", Without(TermNode("họp"), TermNode("bầu")), ["họp"]),
    ("họp và bầu", Preferring(TermNode("họp"), TermNode("bầu")), ["họp"]),
    ("họp và bầu", Within("title", AllOf((TermNode("họp"), TermNode("bầu")))), ["họp", "bầu"]),
    ("Nghị quyết 54 - NQ / ĐU", TermNode("doc:54-nq/du"), ["54 - NQ / ĐU"]),
    ("ngày 5 tháng 9 năm 2022", TermNode("d:2022-09-05"), ["ngày 5 tháng 9 năm 2022"]),
    ("Sở LĐ-TB&XH", TermNode("lđtbxh"), ["LĐ-TB&XH"]),
]


@pytest.mark.parametrize(("text", "node", "wanted"), MARKED)
def test_marks_just_what_matched(text: str, node: Node, wanted: list[str]) -> None:
    found = mark(text, units(node))
    assert found.text == text
    assert marked(found) == wanted


def test_shows_the_window_with_most_of_the_query() -> None:
    body = "Họp. " + "Xã làm đường, trồng cây. " * 60 + "Chiều nay xã họp bàn ngân sách. " + "Dân làm đường. " * 60
    found = snippet(article("a", "Tin", body), units(AllOf((TermNode("họp"), phrase("ngân", "sách")))))
    assert marked(found) == ["họp", "ngân sách"]
    assert found.text.startswith("… ")
    assert found.text.endswith(" …")


def test_a_long_text_is_read_where_the_words_stand_together_with_their_accents() -> None:
    body = "Địch lui, bệnh hết. " * 80 + "Xã phòng dịch bệnh. " + "Địch lui, bệnh hết. " * 80
    assert marked(snippet(article("a", "Tin", body), units(phrase("dịch", "bệnh")))) == ["dịch bệnh"]


def test_a_document_is_found_in_a_long_text_in_any_spelling() -> None:
    body = "Xã làm đường. " * 100 + "Theo Chỉ thị số 05 - CT / TW. " + "Xã làm đường. " * 100
    assert marked(snippet(article("a", "Tin", body), units(TermNode("doc:5-ct/tw")))) == ["05 - CT / TW"]


def test_shows_the_beginning_where_the_body_does_not_match() -> None:
    found = snippet(article("a", "Họp", "Xã làm đường."), units(TermNode("họp")))
    assert found == Marked("Xã làm đường.", ())


def test_cuts_between_words() -> None:
    body = "nghiêng " * 200 + "ngân sách " + "nghiêng " * 200
    found = snippet(article("a", "Tin", body), units(phrase("ngân", "sách")))
    assert set(found.text.strip("… ").split()) == {"nghiêng", "ngân", "sách"}


def test_a_hit_carries_marks_in_title_and_snippet() -> None:
    hit = ask("hội thi").hits[0]
    assert marked(hit.title) == ["Hội thi"]
    assert marked(hit.snippet) == ["hội thi"]


LETTERS = st.text(st.sampled_from("họp bàn-thu.\n,1/2 xã"), max_size=900)


@settings(deadline=None, max_examples=200)
@given(LETTERS)
def test_marks_are_in_order_within_the_shown_text_and_stand_for_the_terms(body: str) -> None:
    found = snippet(article("a", "x", body), units(AnyOf((TermNode("họp"), phrase("thu", "xã")))))
    at = 0
    for start, end in found.marks:
        assert at <= start < end <= len(found.text)
        assert found.text[start:end].split()[0] in {"họp"} or found.text[start:end].startswith("thu")
        at = end
    assert len(found.text) <= 2 * WINDOW


def test_cost_grows_with_the_length_alone() -> None:
    body = "họp bàn " * 60_000
    begun = time.process_time()
    snippet(article("a", "Tin", body), units(AllOf((TermNode("họp"), phrase("bàn", "họp")))))
    assert time.process_time() - begun < 8.0
