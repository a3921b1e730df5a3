"""Similar articles share what tells an article from others, not what every article says."""

from __future__ import annotations

from indexer.analysis.entry import make_entry
from indexer.search.lexicon import build_lexicon
from indexer.search.similar import similar, telling_terms
from tests.reference_engine import ReferenceEngine
from tests.search_corpus import article

TEXTS = {
    "lúa": "Hội nghị sơ kết vụ lúa đông xuân, nông dân phun thuốc trừ sâu cho lúa.",
    "sâu": "Hội nghị bàn cách trừ sâu trên lúa và tập huấn nông dân.",
    "trường": "Hội nghị khai giảng năm học mới của trường mầm non.",
    "trại": "Hội nghị trại hè thiếu nhi của trường tiểu học.",
    "máu": "Hội nghị hiến máu tình nguyện.",
    "đường": "Hội nghị làm đường bê tông.",
}
ARTICLES = {name: article(name, name, body) for name, body in TEXTS.items()}
ENGINE = ReferenceEngine(map(make_entry, ARTICLES.values()))
LEXICON = build_lexicon(ARTICLES.values(), ENGINE.vocabulary())


def alike(name: str, **options: object) -> list[str]:
    return [each.id for each in similar(ENGINE, LEXICON, ARTICLES[name], **options)]  # type: ignore[arg-type]


def test_the_article_with_the_same_rare_terms_comes_first() -> None:
    assert alike("lúa")[0] == "sâu"
    assert alike("trường")[0] == "trại"


def test_neither_the_article_nor_what_is_left_out_is_similar_to_it() -> None:
    assert "lúa" not in alike("lúa")
    assert "sâu" not in alike("lúa", without={"sâu"})
    assert len(alike("lúa", limit=1)) == 1


def test_terms_of_every_article_or_of_this_one_alone_tell_nothing() -> None:
    told = {term.text for term in telling_terms(ARTICLES["lúa"], LEXICON)}
    assert {"hội", "nghị", "phun"}.isdisjoint(told)
    assert "lúa" in told


def test_an_article_that_shares_nothing_has_none_like_it() -> None:
    assert similar(ENGINE, LEXICON, article("x", "Zzz", "qqq www")) == ()
