"""Articles and queries give the same terms however a word, day, number or name is spelt; every term knows its place."""

from __future__ import annotations

import time
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis import segment
from indexer.analysis.analyzer import analyse, stretches, terms
from indexer.model import Term

TEXT = (
    "Ủy ban nhân dân xã Quỳ Hợp, Hội đồng nhân dân và bà H'Bia Niê họp ngày 5/9/2022 "
    "theo Nghị quyết số 54-NQ/ĐU; 1.250 người, 17,4% hộ thuỷ sản, kỹ thuật hòa bình"
)


def texts(found: tuple[Term, ...]) -> list[str]:
    return [term.text for term in found]


def main_reading(text: str) -> list[str]:
    """What a query for `text` asks for: the most telling reading of each stretch, or its syllables."""
    return [
        stretch.readings[0].text if stretch.readings else "+".join(texts(stretch.syllables))
        for stretch in stretches(text)
    ]


SAME = [
    ("hoà bình", "hòa bình"),
    ("UỶ BAN", "ủy ban"),
    ("kĩ thuật", "kỹ thuật"),
    ("Quí", "Quý"),
    ("05-CT/TW", "05 - CT / TW"),
    ("05-CT/TW", "05 ct tw"),
    ("05-CT/TW", "5–CT/TƯ"),
    ("54-NQ/ĐU", "54-nq/du"),
    ("60/NQ-TW", "60-NQ/TW"),
    ("274/ QĐ-SNN", "274/QÐ-SNN"),
    ("13 nq hu", "13-NQ/HU"),
    ("Chỉ thị số: 16", "chi thi 16"),
    ("NQ 04", "Nghị quyết số 4"),
    ("05/9/2022", "5-9-2022"),
    ("ngày 5 tháng 9 năm 2022", "05.9.2022"),
    ("2022-09-05", "ngay 05/09/2022"),
    ("tháng 9/2022", "9/2022"),
    ("tháng 9 năm 2022", "T9/2022"),
    ("LĐ-TB&XH", "LĐTBXH"),
    ("UB MTTQ", "ubmttq"),
    ("TP. HCM", "TPHCM"),
    ("UV.BTV", "UVBTV"),
    ("H’Bia", "HBia"),
    ("7.532", "7532"),
    ("Phường 05", "phường 5"),
    ("Covid-19", "covid 19"),
    ("Covid19", "Covid - 19"),
    ("m²", "m2"),
]
APART = [
    ("54-NQ/ĐU", "61-NQ/ĐU"),
    ("05-CT/TW", "05-CT/TU"),
    ("dịch", "địch"),
    ("5/9/2022", "9/5/2022"),
    ("17,4", "174"),
    ("thủy", "thúy"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_thing_ask_for_the_same_term(one: str, other: str) -> None:
    assert main_reading(one) == main_reading(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_things_ask_for_different_terms(one: str, other: str) -> None:
    assert main_reading(one) != main_reading(other)


FOUND_BY = [
    ("Chỉ thị số 16/CT-TTg của Thủ tướng", "chỉ thị 16", "doc:ct:16"),
    ("Nghị quyết 11/2010/NQ-HĐND", "11/NQ-HĐND", "doc:11-nq/hdnd"),
    ("Luật số 202/2025/QH15", "202/2025/qh15", "doc:202/2025-qh15"),
    ("Công văn 905/UBND-NN", "905/ubnd-nn", "doc:905-ubnd/nn"),
    ("sáng 5/9/2022", "tháng 9/2022", "d:2022-09"),
    ("sáng 5/9/2022", "năm 2022", "d:2022"),
    ("sáng 5/9", "ngày 5/9", "d:--09-05"),
    ("từ 5-9/6/2022", "9/6/2022", "d:2022-06-09"),
    ("đạt 17,4%", "17,4", "17,4"),
    ("tổ 1,2", "2", "2"),
    ("Sở LĐ-TB&XH", "tb&xh", "tbxh"),
]


@pytest.mark.parametrize(("article", "query", "term"), FOUND_BY)
def test_an_article_holds_the_term_that_a_wider_query_asks_for(article: str, query: str, term: str) -> None:
    assert term in main_reading(query)
    assert term in texts(terms(article))


@pytest.mark.parametrize("text", ["6/6 chi bộ", "22/24 đại biểu", "đường 32/15 cũ", "0912.345.678", "văn hóa - xã hội"])
def test_what_is_no_date_document_or_abbreviation_is_not_made_one(text: str) -> None:
    found = texts(terms(text))
    assert not [term for term in found if term.startswith(("doc:", "d:2")) or term in {"hóaxã"}]


def test_names_with_an_apostrophe_are_found_however_it_is_typed() -> None:
    for name in ("H'Bia", "H’ Bia", "H Bia", "h`bia"):
        assert texts(terms(name))[0] == "h"
        assert "bia" in texts(terms(name))
    assert texts(terms("K'Brưm Niê Kđăm Ayŭn")) == ["k", "kbrưm", "brưm", "niê", "kđăm", "ayŭn"]


def test_compounds_stand_at_their_first_syllable_over_its_whole_word() -> None:
    text = "Hội đồng nhân dân xã họp"
    compounds = {term.text: term for term in analyse(text) if "_" in term.text}
    assert compounds["hội_đồng"].position == 0
    assert text[compounds["nhân_dân"].start : compounds["nhân_dân"].end] == "nhân dân"
    assert not any("_" in term.text for term in terms(text))


def test_a_word_that_the_model_sees_across_a_sign_is_parted_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segment, "word_spans", lambda text: [(0, len(text))])
    assert [term.text for term in analyse("hội – đồng nhân dân") if "_" in term.text] == ["đồng_nhân_dân"]


@settings(deadline=None)
@given(st.lists(st.sampled_from([*TEXT.split(), ",", "\n", "-", "“hòa bình”", "xã\tTân"]), max_size=25))
def test_no_compound_holds_anything_but_letters_and_single_spaces(words: list[str]) -> None:
    text = " ".join(words)
    for term in analyse(text):
        if "_" in term.text:
            assert all(
                part.isalpha() for part in normalize("NFC", text)[term.start : term.end].replace("\t", " ").split(" ")
            )


@settings(deadline=None)
@given(st.lists(st.sampled_from(TEXT.split()), min_size=1, max_size=25))
def test_terms_do_not_depend_on_case_form_or_tone_style(words: list[str]) -> None:
    text = " ".join(words)
    expected = [(term.text, term.position) for term in analyse(text)]
    for other in (
        text.lower(),
        normalize("NFD", text),
        text.replace("òa", "oà").replace("ủy", "uỷ").replace("kỹ", "kĩ"),
    ):
        assert [(term.text, term.position) for term in analyse(other)] == expected


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["hội đồng nhân dân", "sinh hoạt chuyên đề", "hoà bình", "lý lịch", "ủy viên"]), min_size=1
    )
)
def test_capitals_are_segmented_as_small_letters(words: list[str]) -> None:
    text = " ".join(words)
    assert texts(analyse(text.upper())) == texts(analyse(text)) == texts(analyse(text.title()))


@settings(deadline=None)
@given(st.text())
def test_no_letter_is_lost_and_every_term_lies_in_its_text(text: str) -> None:
    found = analyse(text)
    covered = {at for term in found for at in range(term.start, term.end)}
    assert all(at in covered for at, letter in enumerate(text) if letter.isalpha() and letter < "\u1f00")
    assert all(0 <= term.start < term.end <= len(text) for term in found)
    positions = [term.position for term in found]
    assert positions == sorted(positions)


@settings(deadline=None)
@given(st.lists(st.sampled_from(TEXT.split()), min_size=1, max_size=20))
def test_the_span_of_a_syllable_gives_that_syllable_again(words: list[str]) -> None:
    text = normalize("NFD", "  ".join(words))
    for stretch in stretches(text):
        for term in stretch.syllables:
            assert texts(terms(text[term.start : term.end]))[0] == term.text


@settings(deadline=None)
@given(st.lists(st.sampled_from(TEXT.split()), min_size=1, max_size=20))
def test_terms_analysed_again_are_themselves(words: list[str]) -> None:
    for stretch in stretches(" ".join(words)):
        for term in stretch.syllables:
            assert texts(terms(term.text))[0] == term.text


@settings(deadline=None)
@given(st.text(alphabet="aĐ’'-/.,&15 ctwNQ\n", max_size=40))
def test_stretches_hold_every_syllable_once_in_order(text: str) -> None:
    whole = [term for stretch in stretches(text) for term in stretch.syllables]
    assert [term.position for term in whole] == sorted({term.position for term in terms(text)})


def test_no_phrase_runs_from_one_paragraph_into_the_next() -> None:
    first, second = (term.position for term in terms("xã\nTân"))
    assert second - first > 5


@pytest.mark.parametrize("piece", ["Phó ", "1/", "a.", "H'", "x ã ", "05-CT/", "á»…", "aС", "1,", "ngày 5 tháng 9 "])
def test_hostile_repetition_ends_in_bounded_time(piece: str) -> None:
    started = time.perf_counter()
    analyse(piece * (100_000 // len(piece)))
    assert time.perf_counter() - started < 20
