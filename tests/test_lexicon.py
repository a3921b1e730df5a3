"""What the index knows for reading queries, and how it is kept: indexer/search/lexicon.py, vocabulary.py, pairs.py."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest

from indexer.analysis.entry import make_entry
from indexer.errors import DamagedIndex
from indexer.model import Article
from indexer.search.counts import SEPARATOR, Counts
from indexer.search.facet_values import FacetValues
from indexer.search.lexicon import (
    Trainer,
    build_lexicon,
    counts_of,
    explained,
    load_lexicon,
    recent_path,
    update_lexicon,
    write_lexicon,
)
from indexer.search.lexicon_arrays import lexicon_arrays
from indexer.search.named import named
from indexer.search.pairs import PairCounter
from indexer.search.suggest import suggest
from indexer.search.vocabulary import Lexicon
from indexer.text.fold import fold
from tests.search_corpus import ARTICLES, article, lexicon, official


def trained(articles: Iterable[Article]) -> Trainer:
    trainer = Trainer()
    for one in articles:
        trainer.add_entry(make_entry(one))
    return trainer


def kept(folder: Path, articles: Iterable[Article] = ARTICLES) -> Path:
    write_lexicon(trained(articles), folder / "lexicon")
    return folder / "lexicon"


def changed(came: Iterable[Article] = (), gone: Iterable[Article] = ()) -> Trainer:
    trainer = trained(came)
    for one in gone:
        trainer.remove_entry(make_entry(one))
    return trainer


def test_a_kept_lexicon_counts_what_one_in_memory_counts(tmp_path: Path) -> None:
    read, made = counts_of(load_lexicon(kept(tmp_path))), counts_of(lexicon())
    assert (read.names, read.learnt, read.offers) == (made.names, made.learnt, made.offers)
    assert (read.articles, read.pairs) == (made.articles, made.pairs)
    assert read.terms.keys() == made.terms.keys()


@pytest.mark.parametrize("data", [b"", b"\x00", b"no arrays at all, but long enough", b"tracuu1\n" * 8])
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


@pytest.mark.parametrize("least", [0, 200])
def test_a_lexicon_grown_step_by_step_is_the_one_made_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, least: int
) -> None:
    monkeypatch.setattr("indexer.search.lexicon.LEAST_RECENT", least)
    gone = article("x", "Bầu Cao Lễ", "Bầu Cao Lễ (BCL) giữ chức", officials=(official("Cao Lễ", "Trưởng thôn"),))
    path = kept(tmp_path, [*ARTICLES[:5], gone])
    update_lexicon(changed(came=ARTICLES[5:8]), path)
    update_lexicon(changed(came=ARTICLES[8:], gone=[gone]), path)
    assert recent_path(path).exists() == (least > 0)
    (tmp_path / "anew").mkdir()
    same_answers(load_lexicon(path), load_lexicon(kept(tmp_path / "anew")))


def same_answers(steps: Lexicon, anew: Lexicon) -> None:
    counts = counts_of(anew)
    assert msgspec.structs.replace(counts_of(steps), pairs=counts.pairs) == counts
    terms = [*counts.terms, "cao", "bcl", "lễ"]
    assert [steps.count(term) for term in terms] == [anew.count(term) for term in terms]
    for folded in {fold(term) for term in terms}:
        assert steps.readings(folded) == anew.readings(folded)
        assert steps.compounds(folded) == anew.compounds(folded)
        assert list(steps.beginning(folded[:2])) == list(anew.beginning(folded[:2]))
        # The bare form of a syllable that is gone may still be named; it has no readings.
        assert [bare for bare in steps.bare_forms(folded[:1]) if steps.readings(bare)] == list(
            anew.bare_forms(folded[:1])
        )
    for name in [*counts.names, "cao lễ"]:
        assert steps.names(fold(name)) == anew.names(fold(name))
        assert steps.names_of_family(name.split()[0]) == anew.names_of_family(name.split()[0])
    syllables = [*sorted(anew_syllables(counts)), "lễ"]
    assert steps.pair_counts(syllables, syllables) == anew.pair_counts(syllables, syllables)
    both = FacetValues(steps), FacetValues(anew)
    for facet, value in (key.split(SEPARATOR) for key in counts.values):
        for spelling in (value, fold(value), value.split(", ")[0].upper()):
            assert both[0].standing_for(facet, spelling) == both[1].standing_for(facet, spelling) != ()
    assert both[0].standing_for("official", "cao le") == ()
    for typed in ("h", "ho", "Hồ Th", "nghi quyet", "cao", "54", "uỷ ban"):
        assert suggest(steps, typed) == suggest(anew, typed)
        assert named(steps, typed) == named(anew, typed)


def anew_syllables(counts: Counts) -> set[str]:
    return set(counts.pairs.syllables.split("\n"))


def test_counts_that_went_to_disk_are_those_kept_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = counts_of(Lexicon(lexicon_arrays(trained(ARTICLES).streams())))
    monkeypatch.setattr("indexer.search.counts.SPILLED", 3)
    assert counts_of(Lexicon(lexicon_arrays(trained(ARTICLES).streams()))) == whole


def test_a_recent_part_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    path = kept(tmp_path)
    update_lexicon(changed(gone=ARTICLES[:1]), path)
    recent_path(path).write_bytes(recent_path(path).read_bytes()[:-5])
    with pytest.raises(DamagedIndex, match="reindex --full"):
        load_lexicon(path)


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


def test_the_most_frequent_terms_with_a_beginning_come_first() -> None:
    known = lexicon()
    expected = sorted(known.beginning("ch"), key=lambda term: (-known.count(term), term))
    assert [term for term, _ in known.most_frequent("ch", 3)] == expected[:3]
    assert all(count == known.count(term) for term, count in known.most_frequent("ch", 99))
    assert known.most_frequent("ch", 99)
    assert not known.most_frequent("zzz", 9)
