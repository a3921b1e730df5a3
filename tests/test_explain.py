"""Why an article is a hit: indexer/search/explain.py."""

from __future__ import annotations

import pytest

from indexer.query import Query, TermNode
from indexer.search.expand import expand
from indexer.search.explain import Ground, explain, readable
from indexer.search.parse import parse
from tests.search_corpus import ARTICLES, lexicon

BY_ID = {article.id: article for article in ARTICLES}


def grounds(text: str, name: str) -> tuple[Ground, ...]:
    return explain(expand(parse(text), lexicon()), BY_ID[name])


def test_a_term_is_named_with_its_fields_and_counts() -> None:
    assert grounds("ngân", "ubnd") == (Ground("ngân", "ngân", "exact", 1.0, True, {"body": 1}),)


def test_an_abbreviation_says_what_it_stood_for() -> None:
    found = {(ground.found, ground.reason) for ground in grounds("Trung tâm BTXH", "bảo-trợ") if ground.required}
    assert ("bảo trợ xã hội", "abbreviation") in found


def test_a_restored_accent_is_told() -> None:
    assert ("thuy", "thủy", "unaccented") in {
        (ground.typed, ground.found, ground.reason) for ground in grounds("thuy", "hội-thi")
    }


def test_what_only_ranks_comes_after_what_was_required() -> None:
    required = [ground.required for ground in grounds("chủ tịch xã Tân Khai", "ubnd")]
    assert required == sorted(required, reverse=True)
    assert True in required
    assert False in required


def test_a_field_limits_the_grounds() -> None:
    assert {name for ground in grounds("tiêu_đề:họp", "ubnd") for name in ground.counts} == {"title"}


def test_every_article_needs_no_ground() -> None:
    assert explain(Query(), ARTICLES[0]) == ()


@pytest.mark.parametrize(
    ("text", "name", "typed", "written"),
    [
        ("bí thư đảng ủy", "nghị-quyết-61", "bí thư đảng ủy", "Bí thư Đảng ủy"),
        ("54 nq du", "bảo-trợ", "54 nq du", "54-NQ/ĐU"),
        ("nghi quyet 61", "nghị-quyết-61", "nghi quyet 61", "61-NQ/ĐU"),
    ],
)
def test_posts_documents_and_days_are_told_as_readers_write_them(
    text: str, name: str, typed: str, written: str
) -> None:
    found = grounds(text, name)
    assert (typed, written) in {(one.typed, one.found) for one in found}
    assert not [one.found for one in found if ":" in one.found or "_" in one.found]


def test_a_day_that_only_the_text_names_is_told_as_readers_write_it() -> None:
    (ground,) = explain(Query(match=TermNode("d:2016-05-15", typed="15.05.2016")), BY_ID["bảo-trợ"])
    assert (ground.typed, ground.found) == ("15.05.2016", "15/5/2016")


@pytest.mark.parametrize(
    ("term", "written"),
    [
        ("d:2021-09-08", "8/9/2021"),
        ("d:--09-08", "8/9"),
        ("d:2021-09", "tháng 9/2021"),
        ("d:2021", "năm 2021"),
        ("post:truong_thon", "truong thon"),
        ("doc:nq:11", "NQ 11"),
        ("hội_đồng", "hội đồng"),
        ("họp", "họp"),
    ],
)
def test_a_term_that_an_article_does_not_write_out_can_be_read_still(term: str, written: str) -> None:
    assert readable(term, BY_ID["ubnd"]) == written
