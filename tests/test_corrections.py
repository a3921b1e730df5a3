"""Corrections by researchers: what each row does, what a wrong row is told, how they reach the index."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.corrections import FIELDS, Corrections, correct, read_corrections
from indexer.index import open_index
from indexer.model import Article, DateFinding, Evidence, Official, Place, Post, Unit
from indexer.pipeline import Summary, reindex

EVIDENCE = Evidence("test", "")
Rows = Callable[[str, str], None]


@pytest.fixture
def rows(tmp_path: Path) -> Rows:
    """Writes a correction file of the corpus in `tmp_path`."""
    folder = tmp_path / "corrections"
    folder.mkdir()
    return lambda name, text: (folder / f"{name}.csv").write_text(text, encoding="utf-8") and None


def article() -> Article:
    post = Post("Chủ tịch UBND xã", "Chủ tịch Ủy ban nhân dân xã", "Chủ tịch UBND", "current", EVIDENCE)
    return Article(
        id="a.txt",
        title="Tiêu đề",
        body="",
        captions="",
        byline=None,
        published=DateFinding("2021-01-02", EVIDENCE),
        event_date=DateFinding("2021-01-01", EVIDENCE),
        unit=Unit("UBND xã An Bình", "government", Place(("xã An Bình",)), EVIDENCE),
        publisher="Xã An Bình",
        officials=(Official("Lê Văn Tám", (post,), ()), Official("Trần Hai", (post,), ())),
        documents=(),
    )


def corrected(tmp_path: Path) -> Article:
    found = read_corrections(tmp_path)
    assert found.problems == ()
    return correct(article(), found)


def test_without_a_folder_nothing_is_corrected(tmp_path: Path) -> None:
    assert read_corrections(tmp_path) == Corrections()
    assert correct(article(), Corrections()) == article()


OVERRIDES = {
    "title": ("Tên mới", lambda one: one.title, "Tên mới"),
    "published": ("2020-05", lambda one: one.published.value, "2020-05"),
    "event_date": ("", lambda one: one.event_date, None),
    "unit": ("Hội Nông dân xã An Bình", lambda one: one.unit.name, "Hội Nông dân xã An Bình"),
    "unit_place": ("xã An Bình; huyện Cao Lãnh", lambda one: one.unit.place.chain, ("xã An Bình", "huyện Cao Lãnh")),
    "publisher": ("Huyện Cao Lãnh", lambda one: one.publisher, "Huyện Cao Lãnh"),
    "official": (
        "Trần Hai: Bí thư Đảng ủy; Chủ tịch HĐND xã",
        lambda one: [[post.printed for post in each.posts] for each in one.officials if each.name == "Trần Hai"],
        [["Bí thư Đảng ủy", "Chủ tịch HĐND xã"]],
    ),
    "not_official": ("Trần Hai", lambda one: [each.name for each in one.officials], ["Lê Văn Tám"]),
}


def test_every_field_of_an_override_is_tried_here() -> None:
    assert OVERRIDES.keys() == FIELDS.keys()


@pytest.mark.parametrize("name", OVERRIDES)
def test_an_override_sets_one_value_of_one_article(tmp_path: Path, rows: Rows, name: str) -> None:
    value, read, expected = OVERRIDES[name]
    rows("overrides", f'a.txt,{name},"{value}",xem ảnh chụp trang\nb.txt,{name},"{value}",khác\n')
    assert read(corrected(tmp_path)) == expected


def test_an_override_is_its_own_evidence(tmp_path: Path, rows: Rows) -> None:
    rows("overrides", "a.txt,published,2020-05-06,theo bản giấy\n")
    found = corrected(tmp_path).published
    assert found is not None
    assert (found.evidence.rule, found.evidence.sentence) == ("correction", "theo bản giấy")


def test_names_and_units_are_set_wherever_they_are_read_so(tmp_path: Path, rows: Rows) -> None:
    rows("names", "name,correct,reason\n# ghi chú\n\nTrần Hai,Trần Hài,in thiếu dấu\n")
    rows("units", "UBND xã An Bình,Ủy ban nhân dân xã An Bình,viết đủ\n")
    found = corrected(tmp_path)
    assert [one.name for one in found.officials] == ["Lê Văn Tám", "Trần Hài"]
    assert found.unit is not None
    assert found.unit.name == "Ủy ban nhân dân xã An Bình"


WRONG = {
    "too few cells": ("overrides", "a.txt,title,Tên\n", "3 columns; expected 4"),
    "unknown field": ("overrides", "a.txt,colour,đỏ,vì đỏ\n", "unknown field 'colour'; known fields: "),
    "no day": ("overrides", "a.txt,published,hôm qua,vì thế\n", "'hôm qua' is not a day"),
    "no reason": ("overrides", "a.txt,title,Tên,\n", "reason is empty"),
    "no title": ("overrides", "a.txt,title,,bỏ tên\n", "an article needs a title"),
    "half a merge": ("merge", "Lê Văn Tám,a.txt,Lê Văn Tám,,một người\n", "other_article is empty"),
    "impossible day": ("overrides", "a.txt,event_date,2021-13-01,vì thế\n", "'2021-13-01' is not a day"),
}


@pytest.mark.parametrize(("name", "text", "expected"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_row_is_told_with_its_line_and_left_out(
    tmp_path: Path, rows: Rows, name: str, text: str, expected: str
) -> None:
    rows(name, "# ghi chú\n" + text)
    found = read_corrections(tmp_path)
    assert [problem.path for problem in found.problems] == [f"corrections/{name}.csv:2"]
    assert expected in found.problems[0].reason
    assert (found.overrides, found.merges) == ({}, ())


def test_a_file_that_is_no_text_is_told(tmp_path: Path, rows: Rows) -> None:
    (tmp_path / "corrections" / "names.csv").write_bytes(b"\xff\xfe\x00x")
    assert read_corrections(tmp_path).problems[0].path == "corrections/names.csv"


# --- through a whole run --------------------------------------------------------------------------
TEXT = (
    "Xã An Bình họp bàn việc thu hoạch lúa\n\nSáng ngày 11/5/2021, UBND xã An Bình, huyện Cao Lãnh, tỉnh Đồng Tháp "
    "tổ chức cuộc họp bàn việc thu hoạch lúa. Ông Lê Văn Tám, Chủ tịch UBND xã chủ trì cuộc họp cùng đại diện các ấp.\n"
)


@pytest.fixture
def run(tmp_path: Path, rows: Rows) -> Callable[[], Summary]:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return lambda: reindex(tmp_path, tmp_path / "index")


def names(tmp_path: Path) -> list[str]:
    return [one.name for one in open_index(tmp_path / "index").article("a.txt").officials]


def test_a_new_correction_takes_effect_at_the_next_run_and_ends_with_its_row(
    run: Callable[[], Summary], rows: Rows, tmp_path: Path
) -> None:
    run()
    assert names(tmp_path) == ["Lê Văn Tám"]
    rows("names", "Lê Văn Tám,Lê Văn Tâm,in sai dấu\n")
    run()
    assert names(tmp_path) == ["Lê Văn Tâm"]
    rows("names", "")
    run()
    assert names(tmp_path) == ["Lê Văn Tám"]


def test_a_correction_survives_a_full_run(run: Callable[[], Summary], rows: Rows, tmp_path: Path) -> None:
    rows("overrides", "a.txt,not_official,Lê Văn Tám,người dân\n")
    run()
    reindex(tmp_path, tmp_path / "index", full=True)
    assert names(tmp_path) == []


def test_a_row_about_an_unknown_article_is_on_the_list_of_the_run(run: Callable[[], Summary], rows: Rows) -> None:
    rows("overrides", "nowhere.txt,title,Tên,vì thế\n")
    rows("split", "Lê Văn Tám,a.txt,nowhere.txt,hai người\n")
    skipped = {item.path: item.reason for item in run().skipped}
    assert list(skipped) == ["corrections/overrides.csv:1", "corrections/split.csv:1"]
    assert all("no article 'nowhere.txt'" in reason for reason in skipped.values())
