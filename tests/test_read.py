"""Reading the corpus folder: what is an article file, what a line, and how a bad one is told."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import CorpusError
from indexer.model import RawPage, Remark, Skipped
from indexer.read import MAX_BYTES, list_files, read_file


def test_article_files_are_listed_in_path_order_and_nothing_else(tmp_path: Path) -> None:
    kept = ["a.txt", "a/1.HTML", "a/b/2.htm", "a/c.jsonl", "xã Đồng Lâm/bài 1.txt"]
    left = ["README.md", "README.txt", "a/.hidden.txt", ".git/x.txt", "corrections/merge.txt", "a/photo.jpg", "a/notes"]
    for name in kept + left:
        _write(tmp_path / name, "x")
    assert list_files(tmp_path) == sorted(kept)


def test_a_folder_named_corrections_below_the_top_holds_articles(tmp_path: Path) -> None:
    _write(tmp_path / "xa/corrections/a.txt", "x")
    assert list_files(tmp_path) == ["xa/corrections/a.txt"]


def test_a_missing_corpus_folder_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no corpus folder .*nowhere; make it"):
        list_files(tmp_path / "nowhere")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list every folder")
def test_a_folder_that_cannot_be_listed_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0)
    with pytest.raises(CorpusError, match="cannot list"):
        list_files(tmp_path)


@pytest.mark.parametrize(("name", "kind"), [("a.txt", "txt"), ("a.html", "html"), ("b/a.HTM", "html")])
def test_a_file_is_one_page_of_its_bytes(tmp_path: Path, name: str, kind: str) -> None:
    _write(tmp_path / name, "Tiêu đề\n\nNội dung")
    assert list(read_file(tmp_path, name)) == [RawPage(name, kind, "Tiêu đề\n\nNội dung".encode())]  # type: ignore[arg-type]


def test_each_line_of_a_jsonl_file_is_a_page_numbered_by_its_line(tmp_path: Path) -> None:
    lines = [
        {"text": "Một", "title": "Đầu đề", "published": "2021-05-01", "url": "https://a.vi-du.vn/1"},
        {"html": "<p>Hai</p>", "text": "Hai", "title": None},
    ]
    _write(tmp_path / "a.jsonl", "\n\n".join(json.dumps(line) for line in lines))
    assert list(read_file(tmp_path, "a.jsonl")) == [
        RawPage("a.jsonl#1", "txt", "Một", url="https://a.vi-du.vn/1", title="Đầu đề", published="2021-05-01"),
        RawPage("a.jsonl#3", "html", "<p>Hai</p>"),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "a"', "broken JSON at line 2, column 13"),
        ("plain text", "broken JSON at line 2, column 1"),
        ('{"title": "a"}', 'line 2 has neither "text" nor "html"'),
        ('{"text": "  "}', 'line 2 has neither "text" nor "html"'),
        ('{"text": 5}', '"text" is int; expected a string'),
        ('{"text": 5, "html": false, "title": "a"}', '"html" is bool; expected a string'),
        ('["text"]', "line 2 is not a JSON object"),
        ("[" * 100_000, "broken JSON at line 2"),
        ("1" * 5000, "line 2"),
        ("\udcff\udcfe", "line 2 is not UTF-8 at byte 1"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_others_are_read(tmp_path: Path, line: str, reason: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(
        b'{"text": "mot"}\n' + line.encode(errors="surrogateescape") + b'\n{"text": "ba"}'
    )
    first, bad, last = read_file(tmp_path, "a.jsonl")
    assert isinstance(first, RawPage)
    assert isinstance(last, RawPage)
    assert last.id == "a.jsonl#3"
    assert isinstance(bad, Skipped)
    assert bad.path == "a.jsonl#2"
    assert reason in bad.reason


NO_LINK = '"url" is no web address such as https://example.org/1: no link'
NOT_READ = "fields of this file that are not read; read are html, text, url, title, published"


@pytest.mark.parametrize(
    ("line", "remarks"),
    [
        ({"title": ["b"]}, [('"title" is list; expected a string', '["b"]')]),
        ({"published": 20210928}, [('"published" is int; expected a string', "20210928")]),
        ({"html": 5}, [('"html" is int; expected a string', "5")]),
        ({"url": "vi-du.vn/1"}, [(NO_LINK, "vi-du.vn/1")]),
        ({"url": "javascript:alert(1)"}, [(NO_LINK, "javascript:alert(1)")]),
        ({"url": "http://[1"}, [(NO_LINK, "http://[1")]),
        ({"publised": "2021-09-28", "id": 7}, [(NOT_READ, "publised, id")]),
        ({"title": {"a": "x" * 1000}}, [('"title" is dict; expected a string', '{"a": "' + "x" * 53 + "…")]),
        ({"title": None, "url": " ", "published": "2021-09-28"}, []),
    ],
)
def test_an_article_is_read_and_what_was_not_understood_of_its_line_is_told(
    tmp_path: Path, line: dict[str, object], remarks: list[tuple[str, str]]
) -> None:
    _write(tmp_path / "a.jsonl", json.dumps({"text": "Một"} | line))
    (page,) = read_file(tmp_path, "a.jsonl")
    assert isinstance(page, RawPage)
    assert page.data == "Một"
    assert page.remarks == tuple(Remark("a.jsonl#1", *one) for one in remarks)


def test_a_field_that_is_not_read_is_told_once_for_a_file(tmp_path: Path) -> None:
    lines = [{"text": "a", "id": 1}, {"text": "b", "id": 2}, {"text": "c", "id": 3, "author": "x"}]
    _write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, lines)))
    told = [(one.path, one.value) for page in read_file(tmp_path, "a.jsonl") for one in page.remarks]  # type: ignore[union-attr]
    assert told == [("a.jsonl#1", "id"), ("a.jsonl#3", "author")]


def test_a_line_that_is_too_large_is_passed_over_without_being_held(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "' + b"a" * (MAX_BYTES * 2) + b'"}\n{"text": "hai"}\n')
    large, page = read_file(tmp_path, "a.jsonl")
    assert large == Skipped("a.jsonl#1", "line 1 is larger than 5,000,000 bytes")
    assert page == RawPage("a.jsonl#2", "txt", "hai")


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl"])
def test_an_empty_file_is_skipped(tmp_path: Path, name: str) -> None:
    _write(tmp_path / name, "")
    assert list(read_file(tmp_path, name)) == [Skipped(name, "empty")]


def test_a_file_over_the_limit_is_skipped(tmp_path: Path) -> None:
    _write(tmp_path / "a.txt", "a" * (MAX_BYTES + 1))
    assert list(read_file(tmp_path, "a.txt")) == [Skipped("a.txt", "larger than 5,000,000 bytes")]


def test_a_link_that_leaves_the_corpus_is_skipped_and_one_inside_is_read(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    _write(tmp_path / "secret.txt", "x")
    _write(corpus / "a.txt", "bài")
    (corpus / "out.txt").symlink_to(tmp_path / "secret.txt")
    (corpus / "in.txt").symlink_to(corpus / "a.txt")
    assert list(read_file(corpus, "out.txt")) == [Skipped("out.txt", "a link that leads out of the corpus folder")]
    assert list(read_file(corpus, "in.txt")) == [RawPage("in.txt", "txt", "bài".encode())]
    assert list(read_file(corpus, "../secret.txt")) == [
        Skipped("../secret.txt", "a link that leads out of the corpus folder")
    ]


def test_what_cannot_be_opened_is_skipped_with_the_systems_reason(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "folder.txt").mkdir()
    for name in ("gone.txt", "loop.txt", "folder.txt"):
        (found,) = read_file(tmp_path, name)
        assert isinstance(found, Skipped)
        assert found.reason.startswith("cannot be read: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_skipped(tmp_path: Path) -> None:
    _write(tmp_path / "a.txt", "x")
    (tmp_path / "a.txt").chmod(0)
    assert list(read_file(tmp_path, "a.txt")) == [Skipped("a.txt", "cannot be read: Permission denied")]


def test_an_unknown_kind_of_file_is_told_the_known_ones(tmp_path: Path) -> None:
    _write(tmp_path / "a.pdf", "x")
    (found,) = read_file(tmp_path, "a.pdf")
    assert isinstance(found, Skipped)
    assert ".txt, .html, .htm, .jsonl" in found.reason


@given(st.binary(max_size=400))
def test_no_bytes_make_reading_fail(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("corpus")
    for name in ("a.txt", "a.html", "a.jsonl"):
        (folder / name).write_bytes(data)
        for found in read_file(folder, name):
            assert isinstance(found, RawPage | Skipped)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
