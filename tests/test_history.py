"""The journal of what runs changed: indexer/history.py."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from indexer.errors import IndexUnusable
from indexer.history import NAME, History, record
from indexer.index import open_index
from indexer.pipeline import reindex
from indexer.store import current_state

TEXT = """Xã Bình Lãng ra quân làm sạch kênh mương

Ngày {day}/9/2021, Ủy ban nhân dân xã Bình Lãng tổ chức ra quân nạo vét kênh mương nội đồng. Tham dự có đồng chí \
Lê Hoàng Vỹ, Chủ tịch Ủy ban nhân dân xã. Lực lượng đã dọn {day} đoạn kênh trong buổi sáng.
"""
EVER = "2000-01-01"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in ("a", "b", "c"):
        put(folder, name, 5)
    return folder


@pytest.fixture
def index(tmp_path: Path, corpus: Path) -> Path:
    folder = tmp_path / "index"
    run(corpus, folder)
    return folder


def put(corpus: Path, name: str, day: int) -> None:
    (corpus / f"{name}.txt").write_text(TEXT.format(day=day), encoding="utf-8")


def run(corpus: Path, index: Path, *, full: bool = False) -> None:
    reindex(corpus, index, full=full)
    record(index)


def changes(index: Path, moment: str) -> dict[str, str]:
    found = open_index(index).history.since(moment)
    assert found is not None
    assert found.total == len(found.changes)
    return {change.article: change.what for change in found.changes}


def test_the_first_run_adds_every_article(index: Path) -> None:
    assert changes(index, EVER) == {"a.txt": "added", "b.txt": "added", "c.txt": "added"}
    assert open_index(index).history.since(EVER).complete  # type: ignore[union-attr]


def test_each_run_tells_what_it_added_changed_and_removed(corpus: Path, index: Path) -> None:
    put(corpus, "a", 7)
    put(corpus, "d", 8)
    (corpus / "b.txt").unlink()
    run(corpus, index)
    assert changes(index, "g000001") == {"a.txt": "changed", "b.txt": "removed", "d.txt": "added"}
    assert changes(index, EVER) == {"a.txt": "added", "c.txt": "added", "d.txt": "added"}
    assert changes(index, "g000002") == {}


def test_an_article_that_went_and_came_back_is_changed_and_one_that_came_and_went_is_nothing(
    corpus: Path, index: Path
) -> None:
    (corpus / "a.txt").unlink()
    put(corpus, "d", 8)
    run(corpus, index)
    put(corpus, "a", 9)
    (corpus / "d.txt").unlink()
    run(corpus, index)
    assert changes(index, "g000001") == {"a.txt": "changed"}
    told = [(change.what, change.generation) for change in open_index(index).history.of("a.txt")]
    assert told == [("added", "g000001"), ("removed", "g000002"), ("added", "g000003")]


def test_a_rebuild_of_the_same_corpus_changes_nothing(corpus: Path, index: Path) -> None:
    run(corpus, index, full=True)
    assert changes(index, "g000001") == {}


def test_a_generation_before_that_cannot_be_read_is_unknown(corpus: Path, index: Path) -> None:
    state = current_state(index)
    path = index / state.generation / "manifest.sqlite"
    path.write_bytes(path.read_bytes()[:100] + b"\x7f" * (path.stat().st_size - 100))
    put(corpus, "new.txt", 9)
    run(corpus, index)
    history = open_index(index).history
    assert [known.base for known in history.runs()] == [None]
    assert history.since(state.generation) is None


def test_a_file_that_no_longer_gives_an_article_has_removed_it(corpus: Path, index: Path) -> None:
    (corpus / "c.txt").write_text("", encoding="utf-8")
    run(corpus, index)
    assert changes(index, "g000001") == {"c.txt": "removed"}


def test_a_generation_that_is_not_known_is_told_from_one_without_changes(index: Path) -> None:
    assert open_index(index).history.since("g000009") is None
    assert changes(index, "g000001") == {}


def test_a_later_run_is_not_told_to_a_reader_of_an_older_generation(corpus: Path, index: Path) -> None:
    put(corpus, "d", 8)
    run(corpus, index)
    older = History(index, "g000001")
    assert older.of("d.txt") == ()
    assert {change.article for change in older.since(EVER).changes} == {"a.txt", "b.txt", "c.txt"}  # type: ignore[union-attr]


def test_runs_that_nobody_wrote_down_are_a_gap_that_is_told(corpus: Path, index: Path) -> None:
    for name in ("d", "e", "f"):
        put(corpus, name, 8)
        reindex(corpus, index)
    record(index)
    found = open_index(index).history.since(EVER)
    assert found is not None
    assert [change.article for change in found.changes] == ["f.txt"]
    assert not found.complete
    assert found.known_from
    assert open_index(index).history.since("g000001") is None


def test_without_a_journal_nothing_is_said_to_be_complete(index: Path) -> None:
    (index / NAME).unlink()
    found = open_index(index).history.since(EVER)
    assert found is not None
    assert (found.changes, found.complete) == ((), False)
    assert open_index(index).history.of("a.txt") == ()


def test_a_run_is_written_down_once_however_often_it_is_told(index: Path) -> None:
    record(index)
    record(index)
    assert [run.generation for run in open_index(index).history.runs()] == ["g000001"]


def test_pages_of_changes_hold_each_once(index: Path) -> None:
    history = open_index(index).history
    pages = [history.since(EVER, limit=2, offset=offset) for offset in (0, 2, 4)]
    assert [[one.article for one in page.changes] for page in pages if page] == [["a.txt", "b.txt"], ["c.txt"], []]
    assert {page.total for page in pages if page} == {3}


def test_a_damaged_journal_is_an_error_of_ours(index: Path) -> None:
    (index / NAME).write_bytes(b"no database" * 100)
    with pytest.raises(IndexUnusable, match="the journal then begins anew"):
        open_index(index).history.of("a.txt")


def test_an_older_generation_that_is_gone_costs_only_its_changes(corpus: Path, index: Path) -> None:
    put(corpus, "d", 8)
    reindex(corpus, index)
    shutil.rmtree(index / "g000001")
    record(index)
    found = open_index(index).history.since(EVER)
    assert found is not None
    assert not found.complete


def test_a_run_killed_before_it_was_written_down_is_written_down_by_the_next(corpus: Path, index: Path) -> None:
    put(corpus, "d", 8)
    reindex(corpus, index)
    run(corpus, index)
    assert changes(index, "g000001") == {"d.txt": "added"}
    assert open_index(index).history.since(EVER).complete  # type: ignore[union-attr]
