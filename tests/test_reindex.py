"""Runs of `reindex` over changing corpora: what is read, what is counted, what is kept when things go wrong."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from indexer import building, changes, pipeline
from indexer.errors import CorpusError, DamagedIndex, IndexUnusable
from indexer.index import Index, open_index
from indexer.model import Remark, Skipped
from indexer.pipeline import Summary, reindex
from indexer.query import Query
from indexer.search.lexicon import counts_of, load_lexicon
from indexer.search.parse import parse
from indexer.store import LEXICON

Write = Callable[[str, str], Path]


def text(number: int, word: str = "tiêm chủng") -> str:
    return (
        f"Xã An Bình: Hội nghị lần thứ {number} bàn về {word}\n\nNgày đăng: 12/05/2021\n\n"
        f"Sáng ngày 11/5/2021, UBND xã An Bình tổ chức hội nghị lần thứ {number} bàn về {word} cho người dân "
        "ở các thôn trong xã. Hội nghị đã nghe báo cáo kết quả của các thôn và thống nhất kế hoạch cho quý tới.\n"
    )


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(text(number), encoding="utf-8")
    return folder


@pytest.fixture
def run(tmp_path: Path, corpus: Path) -> Callable[..., Summary]:
    return lambda **options: reindex(corpus, tmp_path / "index", **options)


def counts(summary: Summary) -> tuple[int, int, int, int]:
    return summary.added, summary.changed, summary.removed, summary.unchanged


def found(index: Path, query: str) -> list[str]:
    return sorted(hit.article.id for hit in open_index(index).search(parse(query)).hits)


def read_by(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of all articles that are worked on from now on."""
    seen: list[str] = []
    real = building.prepare
    monkeypatch.setattr(building, "prepare", lambda raw, **rest: seen.append(raw.id) or real(raw, **rest))
    return seen


def test_a_first_run_adds_everything(run: Callable[..., Summary], tmp_path: Path) -> None:
    assert counts(run()) == (5, 0, 0, 0)
    assert found(tmp_path / "index", "tiêm chủng") == [f"{n}.txt" for n in range(5)]


def test_a_second_run_reads_nothing_and_writes_no_generation(
    run: Callable[..., Summary], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run()
    seen = read_by(monkeypatch)
    after = run()
    assert (counts(after), seen) == ((0, 0, 0, 5), [])
    assert after.state == before.state


def test_adding_one_file_works_on_one_article_and_removing_it_brings_the_old_answers_back(
    run: Callable[..., Summary], corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    query = parse("hội nghị tiêm chủng")
    before = open_index(tmp_path / "index").search(query)
    seen = read_by(monkeypatch)
    (corpus / "more.txt").write_text(text(9), encoding="utf-8")
    assert counts(run()) == (1, 0, 0, 5)
    assert seen == ["more.txt"]
    (corpus / "more.txt").unlink()
    assert counts(run()) == (0, 0, 1, 5)
    assert seen == ["more.txt"]
    after = open_index(tmp_path / "index").search(query)
    assert (after.total, after.hits, after.facets) == (before.total, before.hits, before.facets)


def test_a_changed_file_is_replaced(run: Callable[..., Summary], corpus: Path, tmp_path: Path) -> None:
    run()
    (corpus / "2.txt").write_text(text(2, "chuyển đổi số"), encoding="utf-8")
    assert counts(run()) == (0, 1, 0, 4)
    assert found(tmp_path / "index", "chuyển đổi số") == ["2.txt"]
    assert "2.txt" not in found(tmp_path / "index", "tiêm chủng")


def test_a_file_touched_but_not_changed_is_not_read(
    run: Callable[..., Summary], corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    os.utime(corpus / "2.txt", (1, 1))
    seen = read_by(monkeypatch)
    assert (counts(run()), seen) == ((0, 0, 0, 5), [])


def test_a_change_that_keeps_size_and_is_made_at_once_is_noticed(run: Callable[..., Summary], corpus: Path) -> None:
    run()
    (corpus / "2.txt").write_text(text(7), encoding="utf-8")
    assert counts(run()) == (0, 1, 0, 4)


def test_only_the_changed_lines_of_a_jsonl_file_are_worked_on(
    run: Callable[..., Summary], corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(*numbers: int) -> None:
        lines = (json.dumps({"text": text(number)}, ensure_ascii=False) for number in numbers)
        (corpus / "lines.jsonl").write_text("\n".join(lines), encoding="utf-8")

    write(10, 11, 12)
    assert counts(run()) == (8, 0, 0, 0)
    seen = read_by(monkeypatch)
    write(10, 21)
    assert counts(run()) == (0, 1, 1, 6)
    assert seen == ["lines.jsonl#2"]


def test_what_cannot_be_read_is_listed_with_its_reason_at_every_run(
    run: Callable[..., Summary], corpus: Path, tmp_path: Path
) -> None:
    (corpus / "empty.txt").write_text("")
    (corpus / "picture.txt").write_bytes(bytes(range(256)) * 20)
    (corpus / "broken.jsonl").write_text('{"text": "abc"\n' + json.dumps({"text": text(30)}), encoding="utf-8")
    for expected_added in (6, 0):
        summary = run()
        assert summary.added == expected_added
        assert [item.path for item in summary.skipped] == ["broken.jsonl#1", "empty.txt", "picture.txt"]
        assert all(item.reason for item in summary.skipped)
    assert "broken.jsonl#2" in found(tmp_path / "index", "tiêm chủng")


def test_an_article_that_turns_into_none_leaves_the_index_with_a_reason(
    run: Callable[..., Summary], corpus: Path, tmp_path: Path
) -> None:
    run()
    (corpus / "2.txt").write_text("")
    summary = run()
    assert counts(summary) == (0, 0, 1, 4)
    assert [item.path for item in summary.skipped] == ["2.txt"]
    (corpus / "2.txt").write_text(text(2), encoding="utf-8")
    assert counts(run()) == (1, 0, 0, 4)
    assert "2.txt" in found(tmp_path / "index", "tiêm chủng")


def test_a_lexicon_brought_up_to_date_is_the_one_made_anew(
    run: Callable[..., Summary], corpus: Path, tmp_path: Path
) -> None:
    run()
    (corpus / "1.txt").write_text(text(1, "chuyển đổi số (CĐS)"), encoding="utf-8")
    (corpus / "2.txt").unlink()
    (corpus / "9.txt").write_text(text(9, "xây dựng nông thôn mới"), encoding="utf-8")
    state = run().state
    reindex(corpus, tmp_path / "anew")
    lexicons = [tmp_path / "index" / state.generation / LEXICON, tmp_path / "anew" / "g000001" / LEXICON]
    steps, anew = (load_lexicon(path) for path in lexicons)
    counts = counts_of(anew)
    assert msgspec.structs.replace(counts_of(steps), pairs=counts.pairs) == counts
    for first, second in (("chuyển", "đổi"), ("nông", "thôn"), ("tiêm", "chủng")):
        assert steps.together(first, second) == anew.together(first, second)
    assert anew.together("chuyển", "đổi") > 0


def test_full_reads_everything_again(run: Callable[..., Summary], monkeypatch: pytest.MonkeyPatch) -> None:
    run()
    seen = read_by(monkeypatch)
    run(full=True)
    assert len(seen) == 5


def test_a_file_whose_name_is_no_text_is_skipped_and_the_rest_goes_on(
    run: Callable[..., Summary], corpus: Path
) -> None:
    (Path(os.fsdecode(os.fsencode(corpus) + b"/t\xff.txt"))).write_text(text(8), encoding="utf-8")
    for _ in range(2):
        summary = run()
        assert [(item.path, item.reason) for item in summary.skipped] == [
            ("t\\udcff.txt", "the file name is not valid UTF-8")
        ]
    assert counts(summary) == (0, 0, 0, 5)


def test_pipes_and_links_out_are_skipped_without_being_opened(run: Callable[..., Summary], corpus: Path) -> None:
    os.mkfifo(corpus / "pipe.txt")
    (corpus / "zero.txt").symlink_to("/dev/zero")
    assert [item.path for item in run().skipped] == ["pipe.txt", "zero.txt"]


def test_an_article_is_skipped_with_its_reason_whatever_its_file_is_called(
    run: Callable[..., Summary], corpus: Path
) -> None:
    (corpus / "nav #2.html").write_text("<html><body><nav><a href='#'>Trang chủ</a></nav></body></html>")
    for _ in range(2):
        assert [item.path for item in run().skipped] == ["nav #2.html"]


@pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
def test_a_file_made_readable_is_read(run: Callable[..., Summary], corpus: Path) -> None:
    (corpus / "2.txt").chmod(0)
    assert len(run().skipped) == 1
    (corpus / "2.txt").chmod(0o644)
    assert counts(run()) == (1, 0, 0, 4)


def test_a_change_behind_the_same_size_and_time_is_noticed(run: Callable[..., Summary], corpus: Path) -> None:
    run()
    before = (corpus / "2.txt").stat()
    (corpus / "2.txt").write_text(text(7), encoding="utf-8")
    os.utime(corpus / "2.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert counts(run()) == (0, 1, 0, 4)


@pytest.mark.parametrize("name", ["manifest.sqlite", "register.sqlite", "copies", "copies.pairs", "lexicon", "engine"])
def test_a_damaged_side_file_is_mended_by_the_next_run(run: Callable[..., Summary], tmp_path: Path, name: str) -> None:
    path = tmp_path / "index" / run().state.generation / name
    if path.is_dir():
        next(iter(path.iterdir())).unlink()
    else:
        path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(DamagedIndex, match="reindex --full"):
        open_index(tmp_path / "index")
    assert counts(run()) == (5, 0, 0, 0)
    assert len(found(tmp_path / "index", "tiêm chủng")) == 5


def test_a_full_run_that_fails_leaves_the_index_as_it_was(
    run: Callable[..., Summary], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run().state

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(building, "keep_lexicon", full_disk)
    with pytest.raises(IndexUnusable, match="No space left on device"):
        run(full=True)
    assert open_index(tmp_path / "index").state == before
    assert len(found(tmp_path / "index", "tiêm chủng")) == 5


def test_another_fingerprint_rebuilds_the_index(
    run: Callable[..., Summary], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    monkeypatch.setattr(pipeline.store, "fingerprint", lambda: "0000000000000000")
    seen = read_by(monkeypatch)
    assert run().state.fingerprint == "0000000000000000"
    assert len(seen) == 5


def test_a_damaged_index_is_rebuilt(run: Callable[..., Summary], tmp_path: Path) -> None:
    state = run().state
    (tmp_path / "index" / state.generation / "state.json").write_text("{")
    assert counts(run()) == (5, 0, 0, 0)
    assert len(found(tmp_path / "index", "tiêm chủng")) == 5


def test_processes_give_the_same_index_as_one(run: Callable[..., Summary], corpus: Path, tmp_path: Path) -> None:
    for number in range(5, 230):
        (corpus / f"{number}.txt").write_text(text(number), encoding="utf-8")
    reindex(corpus, tmp_path / "one", jobs=1)
    reindex(corpus, tmp_path / "two", jobs=2)
    query = Query(match=parse("hội nghị 17").match, limit=300)
    one, two = (open_index(tmp_path / name).search(query) for name in ("one", "two"))
    assert (one.total, one.hits, one.facets) == (two.total, two.hits, two.facets)
    assert one.total > 0


def test_an_open_index_picks_the_new_generation_up_by_itself(
    run: Callable[..., Summary], corpus: Path, tmp_path: Path
) -> None:
    run()
    index: Index = open_index(tmp_path / "index")
    for number in range(5, 9):
        (corpus / f"{number}.txt").write_text(text(number), encoding="utf-8")
        run()
    assert index.search(parse("tiêm chủng")).total == 9


def test_an_open_index_keeps_answering_when_the_new_generation_cannot_be_used(
    run: Callable[..., Summary], tmp_path: Path
) -> None:
    run()
    index = open_index(tmp_path / "index")
    (tmp_path / "index" / "CURRENT").write_text("g999999\n")
    assert index.search(parse("tiêm chủng")).total == 5


def test_a_served_index_stops_answering_once_it_is_found_damaged_and_goes_on_with_a_new_one(
    run: Callable[..., Summary], tmp_path: Path
) -> None:
    run()
    (segment,) = (tmp_path / "index").rglob("*.arrays")
    whole = bytearray(segment.read_bytes())
    whole[len(whole) // 2] ^= 1
    segment.write_bytes(whole)
    index = open_index(tmp_path / "index", verified=True)
    for thread in [thread for thread in threading.enumerate() if thread.daemon and "_compare" in thread.name]:
        thread.join()
    with pytest.raises(DamagedIndex, match=r"not those that were written.*reindex --full"):
        index.search(parse("tiêm chủng"))
    run(full=True)
    assert index.search(parse("tiêm chủng")).total == 5


def test_a_missing_corpus_is_named_and_the_index_left_alone(run: Callable[..., Summary], tmp_path: Path) -> None:
    run()
    with pytest.raises(CorpusError, match="nowhere"):
        reindex(tmp_path / "nowhere", tmp_path / "index")
    assert len(found(tmp_path / "index", "tiêm chủng")) == 5


def test_an_empty_corpus_gives_an_empty_index(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert counts(reindex(tmp_path / "empty", tmp_path / "index")) == (0, 0, 0, 0)
    assert found(tmp_path / "index", "tiêm chủng") == []


def test_progress_is_told_of_every_article(run: Callable[..., Summary]) -> None:
    told: list[int] = []
    run(progress=lambda total: told.append(-total) or told.append)
    assert told == [-5, 1, 1, 1, 1, 1]


def test_skipped_pages_come_with_the_file_they_are_in(run: Callable[..., Summary], corpus: Path) -> None:
    (corpus / "lines.jsonl").write_text(json.dumps({"text": "x"}) + "\n", encoding="utf-8")
    summary = run()
    assert [item.path for item in summary.skipped] == ["lines.jsonl#1"]
    assert all(isinstance(item, Skipped) for item in summary.skipped)


def test_an_index_says_what_was_skipped_and_what_changed_since_a_day(
    run: Callable[..., Summary], corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "_UNSETTLED_NS", 0)
    (corpus / "empty.txt").write_text("", encoding="utf-8")
    run()
    index = open_index(tmp_path / "index")
    assert [item.path for item in index.skipped()] == ["empty.txt"]
    today = datetime.now(UTC).date()
    assert index.changed_since(str(today - timedelta(days=1))) == tuple(f"{n}.txt" for n in range(5))
    assert index.changed_since(str(today + timedelta(days=2))) == ()


@pytest.mark.parametrize("published", ["hôm qua", "2021-13-45", "2021-09", "99/99/2021", "n/a"])
def test_a_day_of_publication_that_is_none_is_told_at_every_run_and_its_article_read(
    run: Callable[..., Summary], corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, published: str
) -> None:
    monkeypatch.setattr(changes, "_UNSETTLED_NS", 0)
    lines = [{"text": text(30), "published": published}, {"text": text(31), "published": "2021-09-28"}]
    (corpus / "lines.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    expected = (Remark("lines.jsonl#1", '"published" is no day such as 2021-09-28: left out', published),)
    summary = run()
    assert (summary.added, summary.skipped, summary.remarks) == (7, (), expected)
    assert run().remarks == expected
    (corpus / "lines.jsonl").touch()
    (corpus / "9.txt").write_text(text(9), encoding="utf-8")
    assert run().remarks == expected
    index = open_index(tmp_path / "index")
    assert index.remarks() == expected
    days = [found and found.value for found in (index.article(f"lines.jsonl#{n}").published for n in (1, 2))]
    assert days == ["2021-05-12", "2021-09-28"], "without it, the text's own stamp"


def test_what_was_not_understood_is_forgotten_once_it_is_mended_or_gone(
    run: Callable[..., Summary], corpus: Path
) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (corpus / name).write_text(json.dumps({"text": text(30), "title": 5}), encoding="utf-8")
    assert [one.path for one in run().remarks] == ["a.jsonl#1", "b.jsonl#1"]
    (corpus / "a.jsonl").write_text(json.dumps({"text": text(30), "title": "Đầu đề"}), encoding="utf-8")
    (corpus / "b.jsonl").unlink()
    assert run().remarks == ()
