"""The queries of `bench/known_queries.py` are what its header says, and the figures count what they say."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from bench.known_items import measure, read_documents, table
from bench.known_queries import KnownItem, make_queries, old_style, slip, title_words
from bench.peers import Document, Sqlite
from indexer.text.fold import fold, neutral

SUBJECTS = ("trường học", "bệnh viện", "hợp tác xã", "nhà văn hoá", "tổ dân phố", "đội thuỷ lợi", "vườn cây", "chợ quê")
DEEDS = (
    "mừng ngày truyền thống",
    "đón đoàn kiểm tra",
    "khoe sắc xuân mới",
    "vượt khó giữa mùa lũ",
    "góp công làm đường",
)
PLACES = ("thôn Đoài", "bản Cuổi", "xã Hoà Lạc", "phường Đông", "huyện Thuý Sơn", "ấp Giữa", "làng Vạn", "xóm Trại")


def documents() -> list[Document]:
    titles = [f"{who} {what} {where}" for who in SUBJECTS for what in DEEDS for where in PLACES]
    return [Document(f"a#{number}", title, "Tin ngắn.") for number, title in enumerate(titles)]


def made(count: int = 200, seed: int = 1) -> list[KnownItem]:
    return make_queries(documents(), count, random.Random(seed))


TITLES = {each.id: title_words(each.title) for each in documents()}


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Hội nghị: 3 việc của xã A", ["hội", "nghị", "việc", "của", "xã"]),
        ("Facebook khoá tài khoản", ["khoá", "tài", "khoản"]),
        ("COVID-19: Đà Nẵng mở cửa", ["đà", "nẵng", "mở", "cửa"]),
    ],
)
def test_words_are_the_vietnamese_syllables_of_a_title(title: str, words: list[str]) -> None:
    assert title_words(title) == words


@pytest.mark.parametrize(
    ("word", "old"),
    [
        ("hoà", "hòa"),
        ("khoẻ", "khỏe"),
        ("thuỷ", "thủy"),
        ("tuỵ", "tụy"),
        ("quý", None),
        ("hoàn", None),
        ("hòa", None),
        ("hoa", None),
        ("lý", None),
    ],
)
def test_the_old_style_puts_the_tone_of_an_open_rime_on_its_first_vowel(word: str, old: str | None) -> None:
    assert old_style(word) == old
    assert old is None or neutral(old) == neutral(word)


def test_the_same_seed_gives_the_same_queries_and_another_others() -> None:
    assert made() == made()
    assert made() != made(seed=2)


def test_kinds_have_their_shares() -> None:
    kinds = Counter(kind for item in made() for kind in item.kinds)
    assert kinds == {"stripped": 100, "old-style": 50, "as printed": 50, "typo": 20}


def test_a_query_without_a_slip_is_four_words_of_its_title_in_their_order() -> None:
    for item in made():
        if "typo" in item.kinds:
            continue
        words, title = item.text.split(" "), TITLES[item.wanted]
        key = fold if "stripped" in item.kinds else neutral
        rest = iter(map(key, title))
        assert len(set(words)) == 4
        assert all(key(word) in rest for word in words), item


def test_old_style_queries_show_the_old_style_and_no_new_one() -> None:
    for item in made():
        if item.kinds == {"old-style"}:
            assert any(word not in TITLES[item.wanted] for word in item.text.split(" ")), item
            assert not any(map(old_style, item.text.split(" "))), item


def test_stripped_queries_have_no_accents() -> None:
    assert all(item.text == fold(item.text) for item in made() if "stripped" in item.kinds)


def test_a_typo_changes_one_word_by_one_slip() -> None:
    for item in made():
        if item.kinds == {"stripped", "typo"}:
            known = {fold(word) for word in TITLES[item.wanted]}
            assert sum(word not in known for word in item.text.split(" ")) <= 1
            assert len(item.text.split(" ")) == 4
    rng = random.Random(0)
    for word in ("trường", "nghi", "đường") * 50:
        slipped = slip(word, rng)
        assert slipped != word
        assert abs(len(slipped) - len(word)) <= 1


def test_titles_that_stand_twice_are_not_asked_for() -> None:
    twice = [Document(f"b#{number}", "Thôn Đông mở hội mùa xuân", "Tin.") for number in range(2)]
    items = make_queries([*documents(), *twice], 400, random.Random(1))
    assert not {each.id for each in twice} & {item.wanted for item in items}


def test_figures_are_the_mean_of_one_over_the_rank_and_nothing_below_the_tenth() -> None:
    items = [KnownItem(str(number), "x", frozenset({"as printed"})) for number in range(4)]
    answers = {"0": ["x"], "1": ["a", "x"], "2": [*"abcdefghij", "x"], "3": []}
    figures = measure("engine", "", answers.__getitem__, items)
    assert figures.ranks == (1, 2, None, None)
    assert figures.mrr["all"] == figures.mrr["as printed"] == 0.375
    assert figures.found["all"] == 0.5
    assert "| all | 4 | 0.375 |" in table(items, [figures])


def test_sqlite_folds_accents_and_fills_up_with_articles_that_have_some_words() -> None:
    peer = Sqlite([Document("1", "Chợ quê", "vui"), Document("2", "Đường làng", "vui"), Document("3", "Sông", "xa")])
    assert peer.search("cho vui", 10) == ["1", "2"]
    assert peer.search("duong", 10) == []
    plain = Sqlite([Document("2", "Đường làng", "vui")], plain_d=True)
    assert plain.search("duong", 10) == ["2"]


def test_articles_are_read_with_their_lead_before_the_body(tmp_path: Path) -> None:
    path = tmp_path / "few.jsonl"
    path.write_text('{"title": "T", "lead": "L", "body": "B"}\n', encoding="utf-8")
    assert read_documents(path) == [Document("news.jsonl#1", "T", "L\n\nB")]
