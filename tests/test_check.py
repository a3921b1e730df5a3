"""`cli.py check`: a whole index is told from a damaged one, a current one from one that is out of date."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from indexer.check import check
from indexer.errors import DamagedIndex, NoIndex
from indexer.manifest import FileRecord, update_manifest
from indexer.pipeline import reindex

ROOT = Path(__file__).parent.parent
TEXT = "Xã Bình Lãng họp\n\nNgày {day}/9/2021, Ủy ban nhân dân xã Bình Lãng họp thường kỳ tại hội trường xã.\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for day in (5, 6):
        (folder / f"{day}.txt").write_text(TEXT.format(day=day), encoding="utf-8")
    (folder / "trống.txt").write_text("", encoding="utf-8")
    return folder


@pytest.fixture
def index(tmp_path: Path, corpus: Path) -> Path:
    reindex(corpus, tmp_path / "index")
    return tmp_path / "index"


def test_a_whole_index_is_current_until_its_corpus_changes(corpus: Path, index: Path) -> None:
    assert check(corpus, index).current
    (corpus / "7.txt").write_text(TEXT.format(day=7), encoding="utf-8")
    (corpus / "5.txt").unlink()
    found = check(corpus, index)
    assert (found.changed, found.gone, found.corrections, found.current) == (1, 1, False, False)
    reindex(corpus, index)
    assert check(corpus, index).current


def test_changed_corrections_make_an_index_out_of_date(corpus: Path, index: Path) -> None:
    (corpus / "corrections").mkdir()
    (corpus / "corrections" / "overrides.csv").write_text(
        "article,field,value,reason\n5.txt,unit,Đảng ủy xã Bình Lãng,đọc lại\n", encoding="utf-8"
    )
    assert check(corpus, index).current is False


def test_an_article_that_the_records_have_and_the_index_has_not_is_damage(corpus: Path, index: Path) -> None:
    record = FileRecord("9.txt", 1, 1, "x", {"9.txt": "x"}, ())
    update_manifest(index / "g000001", [record], [])
    with pytest.raises(DamagedIndex):
        check(corpus, index)


def test_without_an_index_there_is_nothing_to_check(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(NoIndex):
        check(corpus, tmp_path / "none")


def test_the_command_says_so_in_lines_and_exit_codes(corpus: Path, index: Path) -> None:
    command = [sys.executable, str(ROOT / "cli.py"), "check", "--corpus", str(corpus), "--index", str(index)]

    def run() -> tuple[int, str]:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
        return done.returncode, done.stdout + done.stderr

    code, said = run()
    assert (code, said.count("\n")) == (0, 2)
    assert "2 articles, all of them can be read" in said
    (corpus / "5.txt").unlink()
    code, said = run()
    assert code == 1
    assert "0 files added or changed, 1 removed since" in said
    (index / "CURRENT").write_text("g000009\n")
    code, said = run()
    assert (code, said.count("\n")) == (2, 1)
