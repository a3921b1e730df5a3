"""Why an article is a hit: indexer/search/explain.py."""

from __future__ import annotations

from indexer.query import Query
from indexer.search.expand import expand
from indexer.search.explain import Ground, explain
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
