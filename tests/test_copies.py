"""Publications of one text are grouped, and nothing else is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from indexer.clean import clean
from indexer.extract.article import extract
from indexer.model import Article, DateFinding, Evidence, Page, RawPage
from indexer.read import list_files, read_file
from indexer.register.copies import read_groups, update_copies
from indexer.register.signature import signature

WORDS = (
    "hội nghị xã triển khai kế hoạch thu hoạch vụ mùa năm nay với sự tham gia của đại diện các thôn và hợp tác xã nông "
    "nghiệp cùng cán bộ khuyến nông huyện đã nghe báo cáo về diện tích gieo cấy giống lúa thời vụ tình hình sâu bệnh "
    "nguồn nước tưới giá vật tư và phương án hỗ trợ bà con vay vốn mua máy gặt đập liên hợp trong ba tháng tới"
).split()


def article(name: str, words: Sequence[str], day: str | None = None) -> Article:
    published = DateFinding(day, Evidence("test", "")) if day else None
    return Article(name, name, " ".join(words), "", None, published, None, None, None, (), ())


TEXT = article("ward", WORDS, "2024-03-02")
REPOST = article("district", ["Theo", "tin", "từ", "xã,", *WORDS[:40], "cũng", *WORDS[40:]], "2024-03-05")
OTHER = article("other", WORDS[::-1], "2024-03-01")


def groups(folder: Path, articles: Sequence[Article], gone: Sequence[str] = ()) -> dict[str, str]:
    update_copies(folder, articles, gone)
    return read_groups(folder)


def test_a_repost_is_grouped_under_the_first_published(tmp_path: Path) -> None:
    assert groups(tmp_path, [REPOST, OTHER, TEXT]) == {"ward": "ward", "district": "ward"}


def test_the_repost_in_the_sample_corpus_is_found_and_nothing_else(tmp_path: Path) -> None:
    corpus = Path(__file__).parent.parent / "corpus"
    pages = [clean(raw) for name in list_files(corpus) for raw in read_file(corpus, name) if isinstance(raw, RawPage)]
    articles = [extract(page) for page in pages if isinstance(page, Page)]
    assert set(groups(tmp_path, articles)) == {
        "ha-noi/phuong-bo-de/2024-03-ra-mat-to-an-ninh-trat-tu.html",
        "ha-noi/quan-long-bien/2024-03-bo-de-ra-mat-to-an-ninh-trat-tu.html",
    }


def test_accents_case_and_signs_make_no_other_text(tmp_path: Path) -> None:
    shouted = article("shouted", [word.upper() + "," for word in WORDS], "2024-03-09")
    assert groups(tmp_path, [TEXT, shouted]) == {"ward": "ward", "shouted": "ward"}


def test_a_group_ends_when_its_other_publications_are_gone(tmp_path: Path) -> None:
    groups(tmp_path, [TEXT, REPOST])
    assert groups(tmp_path, [], ["ward"]) == {}


def test_an_article_that_is_written_anew_leaves_its_group(tmp_path: Path) -> None:
    groups(tmp_path, [TEXT, REPOST])
    assert groups(tmp_path, [article("district", OTHER.body.split())]) == {}


def test_reading_one_by_one_ends_where_reading_all_at_once_ends(tmp_path: Path) -> None:
    (tmp_path / "once").mkdir()
    (tmp_path / "steps").mkdir()
    for one in (OTHER, TEXT, REPOST):
        update_copies(tmp_path / "steps", [one], [])
    assert groups(tmp_path / "once", [TEXT, REPOST, OTHER]) == read_groups(tmp_path / "steps")


@pytest.mark.parametrize("text", ["", "Thông báo nghỉ Tết", " ".join(WORDS[:10])])
def test_a_text_too_short_to_compare_has_no_signature(text: str) -> None:
    assert signature(text) is None


def test_where_no_day_is_known_the_id_decides_who_was_first(tmp_path: Path) -> None:
    found = groups(tmp_path, [article("b", WORDS), article("a", WORDS), article("c", WORDS, "2024-01-01")])
    assert set(found.values()) == {"c"}
    assert groups(tmp_path, [], ["c"]) == {"a": "a", "b": "a"}
