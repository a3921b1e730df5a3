"""What the index knows for reading queries, and how it is kept: indexer/search/lexicon.py, vocabulary.py, pairs.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.errors import DamagedIndex
from indexer.search.lexicon import Trainer, build_lexicon, explained, load_lexicon, save_lexicon
from indexer.search.pairs import PairCounter
from tests.search_corpus import ARTICLES, article, engine, lexicon, official


def test_a_saved_lexicon_reads_back_the_same(tmp_path: Path) -> None:
    save_lexicon(lexicon(), tmp_path / "lexicon")
    assert load_lexicon(tmp_path / "lexicon").data == lexicon().data


@pytest.mark.parametrize("data", [b"", b"\x00", b"not msgpack at all", b"\x80"])
def test_a_damaged_file_is_refused_with_the_command_that_mends_it(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "lexicon").write_bytes(data)
    with pytest.raises(DamagedIndex, match="reindex --full"):
        load_lexicon(tmp_path / "lexicon")


def test_a_bare_syllable_has_all_its_indexed_readings_the_frequent_first() -> None:
    known = build_lexicon((), [("bí", 3), ("bị", 9), ("bi", 1), ("bích", 2)])
    assert known.readings("bi") == ("bị", "bí", "bi")
    assert known.readings("be") == ()


def test_words_come_from_the_index_and_from_the_word_list() -> None:
    known = build_lexicon((), [("hội", 1), ("nghị", 1), ("tân_khai", 1)])
    assert known.compounds("hoi_nghi") == ("hội_nghị",)
    assert known.compounds("tan_khai") == ("tân_khai",)


def test_pairs_do_not_reach_over_punctuation_and_take_all_numbers_as_one() -> None:
    known = build_lexicon([article("a", "x", "họp dân, bầu tổ 5. Tổ 12 họp dân")], ())
    assert (known.together("họp", "dân"), known.together("dân", "bầu")) == (2, 0)
    assert known.together("tổ", "99") == 2


def test_a_lexicon_grown_step_by_step_is_the_one_made_at_once() -> None:
    first, rest = ARTICLES[:5], ARTICLES[5:]
    trainer = Trainer()
    for one in rest:
        trainer.add(one)
    trainer.merge(build_lexicon(first, ()).data)
    grown = trainer.build(engine().vocabulary())
    assert grown.data.names == lexicon().data.names
    assert grown.data.suggestions == lexicon().data.suggestions
    assert grown.articles == lexicon().articles
    assert all(grown.together(*pair) == lexicon().together(*pair) for pair in PAIRS)


PAIRS = [("hội", "thi"), ("hội", "nghị"), ("thi", "đua"), ("nguyễn", "huệ"), ("chỉ", "thị"), ("phường", "1")]


def test_an_article_that_is_taken_out_leaves_nothing_behind() -> None:
    gone = article("x", "Bầu Cao Lễ", "Bầu Cao Lễ (BCL) giữ chức", officials=(official("Cao Lễ", "Trưởng thôn"),))
    trainer = Trainer()
    trainer.merge(build_lexicon([*ARTICLES, gone], ()).data)
    trainer.remove(gone)
    left = trainer.build(engine().vocabulary())
    assert left.data.names == lexicon().data.names
    assert left.data.suggestions == lexicon().data.suggestions
    assert left.data.learnt == lexicon().data.learnt
    assert left.together("cao", "lễ") == 0
    assert all(left.together(*pair) == lexicon().together(*pair) for pair in PAIRS)


def test_rare_pairs_go_first_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.search.pairs.KEPT", 2)
    counter = PairCounter()
    counter.add("họp dân, họp dân, họp dân, bầu cử, bầu cử, thu thuế")
    assert len(counter.pairs().counts) == 2 * 4


EXPLAINED = [
    ("Ủy ban nhân dân (UBND) xã", [("UBND", "Ủy ban nhân dân")]),
    ("của Ban quản lý dự án (BQLDA)", [("BQLDA", "Ban quản lý dự án")]),
    ("bảo hiểm y tế (sau đây gọi là BHYT)", [("BHYT", "bảo hiểm y tế")]),
    ("Hội đồng nhân dân (HĐND)", [("HĐND", "Hội đồng nhân dân")]),
    ("ông Nam (UBND xã)", []),
    ("tỉnh Huế (CTV)", []),
]


@pytest.mark.parametrize(("text", "pairs"), EXPLAINED)
def test_an_abbreviation_is_learnt_only_from_the_words_whose_initials_it_is(
    text: str, pairs: list[tuple[str, str]]
) -> None:
    assert list(explained(text)) == pairs
