"""What a query finds, by how it is expanded: indexer/search/expand.py, slots.py, chunks.py, synonyms.py, telex.py."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from indexer.errors import QueryError
from indexer.query import Query
from indexer.search.answer import answer
from indexer.search.expand import PREFIX_TERMS, expand
from indexer.search.lexicon import build_lexicon
from indexer.search.parse import parse
from indexer.search.telex import from_telex, from_vni
from tests.search_corpus import ask, engine, ids, lexicon

# (query, the articles it must find, the articles it must not find)
FOUND = [
    # accents by intent
    ("Hồ Thị Thủy", {"hội-thi"}, {"hội-nghị"}),
    ("ho thi thuy", {"hội-thi"}, set()),
    ("thủy", {"hội-thi"}, {"hội-nghị"}),
    ("thuy", {"hội-thi", "hội-nghị"}, set()),
    ("duong Nguyễn Huệ", {"duyên"}, set()),
    ("uỷ ban nhân dân", {"ubnd"}, set()),
    # letters for a keyboard that was off
    ("Hoof Thij Thuyr", {"hội-thi"}, set()),
    ("ho62 thi5 thu3y", {"hội-thi"}, set()),
    ("uyr ban nhaan daan", {"ubnd"}, set()),
    # abbreviations and other names, both ways
    ("UBND xã Tân Khai", {"ubnd"}, {"hội-thi"}),
    ("ubnd", {"ubnd", "hội-nghị"}, {"duyên"}),
    ("Trung tâm BTXH", {"btxh", "bảo-trợ"}, set()),
    ("trung tâm bảo trợ xã hội", {"btxh", "bảo-trợ"}, set()),
    ("SLĐTBXH", {"btxh"}, {"bảo-trợ"}),
    ("Sở Lao động - Thương binh và Xã hội", {"btxh"}, {"bảo-trợ"}),
    ("LĐ-TB&XH", {"btxh"}, set()),
    ("hội phụ nữ", {"hội-thi"}, {"hội-nghị"}),
    ("hội LHPN", {"hội-thi"}, {"hội-nghị"}),
    # words of two syllables
    ("hội thi", {"hội-thi"}, {"hội-nghị"}),
    ("hội nghị", {"hội-nghị"}, {"hội-thi"}),
    ("dịch bệnh", {"dịch-bệnh", "chỉ-thị-16"}, {"dịch-vụ"}),
    ("phòng chống dịch", {"chỉ-thị-16"}, set()),
    ("dịch", {"dịch-bệnh", "dịch-vụ", "chỉ-thị-16"}, set()),
    ("học sinh học bơi", {"dịch-vụ"}, set()),
    ("dịch bệnh thôn", {"dịch-bệnh"}, {"rời-nhau"}),
    ("dich benh thon", {"dịch-bệnh"}, {"rời-nhau"}),
    ("phường 1", {"duyên"}, {"phường-15"}),
    # documents
    ("Nghị quyết 54-NQ/ĐU", {"bảo-trợ"}, {"nghị-quyết-61"}),
    ("54 nq đu", {"bảo-trợ"}, {"nghị-quyết-61"}),
    ("54 - NQ / ĐU", {"bảo-trợ"}, {"nghị-quyết-61"}),
    ("số 54", {"bảo-trợ"}, {"nghị-quyết-61"}),
    ("số 05", {"chỉ-thị-05"}, {"bảo-trợ"}),
    ("văn_bản:54", {"bảo-trợ"}, {"nghị-quyết-61"}),
    ("chỉ thị 16", {"ubnd", "chỉ-thị-16"}, {"chỉ-thị-05"}),
    ("chi thi 16", {"ubnd", "chỉ-thị-16"}, {"chỉ-thị-05"}),
    ("chỉ thị 05", {"chỉ-thị-05"}, {"ubnd", "chỉ-thị-16"}),
    ("NQ 54-NQ/HU", set(), {"bảo-trợ"}),
    ("Nghị quyết 54-NQ/ĐU ngày 15/05/2016", {"bảo-trợ"}, set()),
    # times
    ("tin ngày 09/11/2021", {"ubnd"}, {"hội-nghị"}),
    ("tin ngày 10/11/2021", {"ubnd"}, {"hội-nghị"}),
    ("họp ngày 9/11/2021", {"ubnd"}, set()),
    ("tháng 6 năm 2022", {"btxh"}, {"bảo-trợ"}),
    ("năm 2021", {"ubnd", "hội-nghị", "chỉ-thị-16"}, {"btxh"}),
    ("năm:2021", {"ubnd", "hội-nghị", "chỉ-thị-16"}, {"btxh"}),
    ("từ tháng 7/2022", {"bảo-trợ"}, {"btxh"}),
    # people
    ("hồ thị thủy trao giải", {"hội-thi"}, {"rời-nhau"}),
    ("đ/c Nam giám đốc sở lao động", {"btxh"}, {"phường-15"}),
    ("trưởng phòng họ Lò", {"chỉ-thị-05"}, {"nghị-quyết-61"}),
    ("ai là chủ tịch xã Tân Khai", {"ubnd"}, set()),
    ("ai giữ chức Trưởng phòng Nội vụ", {"chỉ-thị-05"}, set()),
    ("cán_bộ:Thủy", {"hội-thi"}, {"hội-nghị"}),
    ('chức_vụ:"giám đốc"', {"btxh"}, {"phường-15"}),
    # the language
    ('"hội thi"', {"hội-thi"}, {"hội-nghị"}),
    ('"thi đua hội"', set(), {"hội-nghị"}),
    ("hội AND thi", {"hội-thi", "hội-nghị"}, set()),
    ("thi đua OR nấu ăn", {"hội-thi", "hội-nghị"}, {"btxh"}),
    ("thi -nấu", {"hội-nghị"}, {"hội-thi"}),
    ("giãn*", {"chỉ-thị-16"}, {"btxh"}),
    ("phun NEAR/3 trùng", {"dịch-bệnh"}, set()),
    ("phun NEAR/1 trùng", set(), {"dịch-bệnh"}),
    ('"dịch bệnh" NEAR/2 "thôn khác"', {"dịch-bệnh"}, set()),
    ("tiêu_đề:họp", {"ubnd", "phường-15"}, {"chỉ-thị-05"}),
    ('đơn_vị:"Tân Khai"', {"ubnd"}, set()),
    ('nơi:"Hớn Quản"', {"ubnd"}, set()),
]


@pytest.mark.parametrize(("text", "must", "must_not"), FOUND, ids=[text for text, *_ in FOUND])
def test_finds_what_was_meant_and_nothing_it_must_not(text: str, must: set[str], must_not: set[str]) -> None:
    found = set(ids(text))
    assert must <= found
    assert not must_not & found


FIRST = [
    ("chủ tịch xã", "ubnd"),
    ("phó chủ tịch", "hội-nghị"),
    ("dịch bệnh", "dịch-bệnh"),
    ("hoi thi", "hội-thi"),
    ("Nguyễn Huệ", "duyên"),
    ("sinh hoat chuyen de", "bảo-trợ"),
    ("thuốc phun dịch bệnh", "dịch-bệnh"),
]


@pytest.mark.parametrize(("text", "first"), FIRST, ids=[text for text, _ in FIRST])
def test_ranks_the_best_answer_first(text: str, first: str) -> None:
    assert ids(text)[0] == first


def test_quotes_switch_other_wordings_off() -> None:
    assert "bảo-trợ" not in ids('"Trung tâm BTXH"')


def test_the_switch_turns_other_wordings_off() -> None:
    query = replace(parse("Trung tâm BTXH"), synonyms=False)
    assert [hit.article.id for hit in answer(engine(), lexicon(), query).hits] == ["btxh"]


SPOKEN = [
    ("uyr ban", "“uyr” được đọc là “ủy”"),
    ("ho62 thi5 thu3y", "“ho62” được đọc là “hồ”"),
    ("đ/c Bảo", "“đ c” không dùng để tìm"),
    ("hộithi", "“hộithi” được đọc là “hội thi”"),
]


@pytest.mark.parametrize(("text", "note"), SPOKEN, ids=[text for text, _ in SPOKEN])
def test_says_how_it_read_the_query(text: str, note: str) -> None:
    assert note in ask(text).notes


def test_a_surname_is_asked_of_people_and_nothing_need_be_said() -> None:
    assert ask("trưởng phòng họ Lò").notes == ()


def test_a_prefix_that_stands_for_too_many_words_is_refused_with_the_number() -> None:
    many = build_lexicon(
        (), ((f"th{n:04}".translate(str.maketrans("0123456789", "abcdeghikl")), 1) for n in range(1000))
    )
    with pytest.raises(QueryError, match=rf"1000 .*{PREFIX_TERMS}"):
        expand(parse("th*"), many)


def test_an_empty_query_asks_for_every_article() -> None:
    assert expand(Query(), lexicon()) == Query()
    assert ask("").total == len(engine().entries)


TELEX = [
    ("nguyeenx", "nguyễn"),
    ("hoaif", "hoài"),
    ("truowngf", "trường"),
    ("ddaij", "đại"),
    ("uwr", "ử"),
    ("ban", None),
    ("dd", None),
    ("class", None),
    ("sown", "sơn"),
    ("phuwongf", "phường"),
    ("luwowng", "lương"),
    ("phuowngf", "phường"),
]


@pytest.mark.parametrize(("typed", "meant"), TELEX)
def test_telex_is_read_as_the_syllable_meant(typed: str, meant: str | None) -> None:
    assert from_telex(typed) == meant


VNI = [("nguye64n", "nguyễn"), ("d9a3ng", "đảng"), ("tru7o72ng", "trường"), ("a1b2c3", None), ("so7n", "sơn")]


@pytest.mark.parametrize(("typed", "meant"), VNI)
def test_vni_is_read_as_the_syllable_meant(typed: str, meant: str | None) -> None:
    assert from_vni(typed) == meant


TONES = {"òa": "oà", "óa": "oá", "ủy": "uỷ", "ùy": "uỳ", "úy": "uý", "ỏa": "oả", "ọa": "oạ", "ỹ ": "ĩ "}


@pytest.mark.parametrize("text", [text for text, *_ in FOUND])
def test_the_way_letters_are_coded_and_tones_are_placed_changes_nothing(text: str) -> None:
    old = text
    for new_style, old_style in TONES.items():
        old = old.replace(new_style, old_style)
    assert ids(unicodedata.normalize("NFD", text)) == ids(text)
    assert ids(old) == ids(text)
