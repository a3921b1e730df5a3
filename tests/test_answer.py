"""The page that answers a query: indexer/search/answer.py, relax.py."""

from __future__ import annotations

from dataclasses import replace

from indexer.query import AllOf, AnyOf, Filter, Preferring, Query, TermNode, Within, Without
from indexer.search.answer import FUZZY, LOOSE, MENTIONED, PARTIAL, answer
from indexer.search.parse import parse
from indexer.search.relax import partial_trees
from tests.search_corpus import ask, engine, ids, lexicon


def test_words_apart_are_offered_with_a_note_where_none_stand_together() -> None:
    page = ask("thi nông")
    assert [hit.article.id for hit in page.hits] == ["hội-nghị"]
    assert LOOSE in page.notes
    assert not page.partial


def test_nothing_is_said_where_words_stand_together() -> None:
    assert ask("hội thi").notes == ()


def test_the_best_partial_answers_are_labelled_where_no_article_has_all() -> None:
    page = ask("hội thi nấu ăn phun thuốc")
    assert page.partial
    assert PARTIAL in page.notes
    assert page.hits[0].article.id == "hội-thi"


def test_a_name_that_nobody_bears_is_not_answered_by_its_parts() -> None:
    assert ids("Nguyễn Thị Bảo") == []


def test_a_near_syllable_is_taken_only_where_the_typed_one_finds_nothing() -> None:
    assert FUZZY not in ask("sửa chữa").notes
    page = ask("sữa chửa đường")
    assert page.hits[0].article.id == "duyên"


def test_a_day_of_no_article_is_sought_in_the_texts_and_that_is_said() -> None:
    page = ask("tin ngày 15/05/2016")
    assert [hit.article.id for hit in page.hits] == ["bảo-trợ"]
    assert MENTIONED in page.notes


def test_filters_hold_in_every_attempt() -> None:
    query = replace(parse("thi nông"), filters=(Filter("year", ("2022",)),))
    assert answer(engine(), lexicon(), query).total == 0


def test_half_a_word_is_no_partial_answer() -> None:
    assert ask("thi ngừng").total == 0


def test_an_empty_answer_says_why() -> None:
    assert any("zzzzz" in note for note in ask("zzzzz").notes)
    assert ask("!!!").notes


def test_the_total_is_exact_and_pages_follow_one_another() -> None:
    whole = [hit.article.id for hit in ask("xã").hits]
    pages = [answer(engine(), lexicon(), replace(parse("xã"), page=number, limit=2)) for number in (1, 2)]
    assert pages[0].total == len(whole)
    assert [hit.article.id for page in pages for hit in page.hits] == whole[:4]


def test_the_query_comes_back_as_it_was_asked() -> None:
    query = parse("hội thi")
    assert answer(engine(), lexicon(), query).query == query


A, B, C = (TermNode(name) for name in "abc")


def test_partial_trees_leave_out_one_part_then_more_down_to_half() -> None:
    kept = [tree.required for tree in partial_trees(AllOf((A, B, C))) if isinstance(tree, Preferring)]
    assert kept == [AnyOf((AllOf((A, B)), AllOf((A, C)), AllOf((B, C))))]


def test_times_and_exclusions_are_never_left_out() -> None:
    day = Within("days", TermNode("d:2021"))
    trees = list(partial_trees(Without(AllOf((A, B, day)), C)))
    assert trees
    for tree in trees:
        assert isinstance(tree, Preferring)
        assert isinstance(tree.required, AllOf)
        assert {day, Without(None, C)} <= set(tree.required.children)


def test_a_query_of_one_part_has_no_partial_answer() -> None:
    assert list(partial_trees(A)) == []
    assert list(partial_trees(Preferring(A, B))) == []


def test_every_article_is_the_answer_to_an_empty_query() -> None:
    assert answer(engine(), lexicon(), Query()).total == len(engine().entries)
