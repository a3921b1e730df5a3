"""A flipped byte anywhere in an index: no command answers from it, and no run makes it look as if written so."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import store
from indexer.errors import DamagedIndex, IndexUnusable
from indexer.index import open_index, open_verified
from indexer.pipeline import reindex
from indexer.search.parse import parse

ROOT = Path(__file__).parent.parent
FIRST, RECENT = 6, 2


def add(corpus: Path, number: int) -> None:
    (corpus / f"{number}.txt").write_text(
        f"Xã An Bình: Hội nghị lần thứ {number} bàn về tiêm chủng\n\nNgày đăng: 12/05/2021\n\n"
        f"Sáng ngày 11/5/2021, UBND xã An Bình tổ chức hội nghị lần thứ {number} cho người dân ở các thôn trong xã. "
        f"Ông Nguyễn Văn An, Chủ tịch UBND xã, đọc báo cáo số {number}/BC-UBND về kế hoạch cho quý tới.\n",
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus and an index of it, with large parts and recent ones."""
    folder = tmp_path_factory.mktemp("damage")
    (folder / "corpus").mkdir()
    for number in range(FIRST):
        add(folder / "corpus", number)
    reindex(folder / "corpus", folder / "index")
    for number in range(FIRST, FIRST + RECENT):
        add(folder / "corpus", number)
        reindex(folder / "corpus", folder / "index")
    return folder


def copies_with_one_byte_changed(made: Path, tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """Yield a copy of the whole folder and the file of the index in which one byte is another."""
    generation = made / "index" / store.current_state(made / "index").generation
    names = sorted(path.relative_to(made) for path in generation.rglob("*") if path.is_file() and path.stat().st_size)
    assert len(names) > 8
    for name in names:
        for share in (0.3, 0.7):
            shutil.rmtree(tmp_path / "copy", ignore_errors=True)
            shutil.copytree(made, tmp_path / "copy")
            path = tmp_path / "copy" / name
            whole = bytearray(path.read_bytes())
            whole[int(len(whole) * share)] ^= 0x15
            path.write_bytes(whole)
            yield tmp_path / "copy", path


def test_no_command_answers_from_a_changed_byte(made: Path, tmp_path: Path) -> None:
    assert open_verified(made / "index").search(parse("tiêm chủng")).total == FIRST + RECENT
    for folder, path in copies_with_one_byte_changed(made, tmp_path):
        if path.name != store.STATE:
            with pytest.raises(DamagedIndex, match=r"reindex --full --index .*copy/index \(with --corpus"):
                open_verified(folder / "index")


# Whoosh leaves a table of contents open that it cannot read.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_run_never_makes_a_changed_byte_look_as_if_it_were_written_so(made: Path, tmp_path: Path) -> None:
    rebuilt = still_found = 0
    for folder, path in copies_with_one_byte_changed(made, tmp_path):
        add(folder / "corpus", 99)
        done = reindex(folder / "corpus", folder / "index")
        try:
            store.verify(folder / "index")
        except DamagedIndex:
            still_found += 1
            continue
        rebuilt += done.added == FIRST + RECENT + 1
        assert open_index(folder / "index").search(parse("tiêm chủng")).total == FIRST + RECENT + 1, path
        if path.name != store.STATE:
            assert done.added == FIRST + RECENT + 1, path
    assert rebuilt
    assert still_found


def test_a_list_of_files_that_is_empty_is_damage(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made, tmp_path / "copy")
    index = tmp_path / "copy" / "index"
    state = index / store.current_state(index).generation / store.STATE
    state.write_text(state.read_text(encoding="utf-8").replace('"files"', '"filez"'), encoding="utf-8")
    with pytest.raises(IndexUnusable, match="lists no files"):
        store.verify(index)


@pytest.mark.parametrize("command", [("search", "hội nghị"), ("export",), ("officials", "an"), ("show", "1.txt")])
def test_commands_tell_damage_in_one_line(made: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    shutil.copytree(made, tmp_path / "copy")
    index = tmp_path / "copy" / "index"
    path = index / store.current_state(index).generation / "copies"
    path.write_bytes(b"\x7f" * path.stat().st_size)
    ended = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *command, "--index", str(index)],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "copies: its bytes are not those that were written" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
