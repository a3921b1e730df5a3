"""Slips and missing accents: indexer/search/spelling.py, correction.py."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.search.correction import did_you_mean
from indexer.search.lexicon import build_lexicon
from indexer.search.parse import parse
from indexer.search.spelling import neighbours, one_slip_apart, restore
from indexer.search.vocabulary import Lexicon
from tests.search_corpus import article, ask, ids, lexicon

WORDS = "sinh sửa sữa chữa trường chường gia da lúa núa ủy ban nhân dân ubnd chủ tịch phường phương hội nghị"


def known(text: str = WORDS) -> Lexicon:
    return build_lexicon([article("a", text, text)], ((word, 1) for word in sorted(set(text.split()))))


MEANT = [
    ("xinh", "sinh"),
    ("trường", "chường"),
    ("dia", "gia"),
    ("lúaa", "lúa"),
    ("nhâ", "nhân"),
    ("ubdn", "ubnd"),
    ("unbd", "ubnd"),
    ("sưa", "sửa"),
    ("chửa", "chữa"),
    ("tịhc", "tịch"),
]


@pytest.mark.parametrize(("typed", "meant"), MEANT)
def test_the_syllable_meant_is_a_neighbour(typed: str, meant: str) -> None:
    assert meant in [one.text for one in neighbours(typed, known())]


def test_a_sound_alike_is_nearer_than_a_slip_of_the_finger() -> None:
    near = neighbours("xinh", known("sinh tinh"))
    assert near[0].text == "sinh"


@given(st.text("abcd", max_size=6), st.text("abcd", max_size=6))
def test_one_slip_apart_is_edit_distance_one_with_swaps(one: str, two: str) -> None:
    edits = {one[:n] + one[n + 1 :] for n in range(len(one))}
    edits |= {one[:n] + letter + one[n:] for n in range(len(one) + 1) for letter in "abcd"}
    edits |= {one[:n] + letter + one[n + 1 :] for n in range(len(one)) for letter in "abcd"}
    edits |= {one[:n] + one[n + 1] + one[n] + one[n + 2 :] for n in range(len(one) - 1)}
    assert one_slip_apart(one, two) == (two in edits or one == two)


def test_accents_are_restored_by_what_stands_together() -> None:
    sentences = ("chủ tịch phường", "phương hướng", "phương án", "phương hướng")
    trained = build_lexicon(
        [article(str(n), "x", text) for n, text in enumerate(sentences)],
        (("chủ", 1), ("tịch", 1), ("phường", 1), ("phương", 3), ("hướng", 2), ("án", 1)),
    )
    places = [trained.readings(bare) for bare in ("chu", "tich", "phuong")]
    assert restore(places, trained) == ["chủ", "tịch", "phường"]
    assert restore([trained.readings("phuong"), trained.readings("huong")], trained) == ["phương", "hướng"]


OFFERED = [
    ("hoi nghi tong ket", "hội nghị tổng kết"),
    ("HOI THI", "HỘI THI"),
    ("Hoi thi nau an", "Hội thi nấu ăn"),
    ("hội thi", None),
    ("xã Tân Khai", None),
    ("hội thị nấu ăn", None),
    ("khử trùngg", "khử trùng"),
    ("đ/c bảo", None),
]


@pytest.mark.parametrize(("typed", "offered"), OFFERED)
def test_offers_a_better_query_only_where_there_is_one(typed: str, offered: str | None) -> None:
    assert ask(typed).did_you_mean == offered


def test_accented_words_that_exist_are_never_changed() -> None:
    for found in (False, True):
        assert did_you_mean(parse("Hồ Thúy"), lexicon(), found=found) is None


def test_a_better_query_that_would_find_nothing_is_not_offered() -> None:
    assert ask("Mạc Thị Pâng").did_you_mean is None


def test_a_slip_still_finds_the_article_and_says_so() -> None:
    page = ask("phun thuôc khử trùng")
    assert page.hits[0].article.id == "dịch-bệnh"
    assert any("gần giống" in note for note in page.notes)


def test_lost_spaces_are_put_back() -> None:
    assert ids("hộithi nấuăn") == ["hội-thi"]
