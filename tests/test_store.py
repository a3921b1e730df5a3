"""Generations: what is current, what a killed run leaves, who may write, what is refused."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from indexer import checksums, store
from indexer.errors import DamagedIndex, IndexLocked, IndexUnusable, NoIndex, StaleIndex

# A file that runs write in place.
RECENT = "register.sqlite.recent"


def make_generation(index: Path, content: str, *, anew: bool = False) -> store.IndexState:
    index.mkdir(exist_ok=True)
    try:
        base = None if anew else store.current_state(index)
    except NoIndex:
        base = None
    with store.new_generation(index, base) as folder:
        (folder / store.ENGINE).mkdir(exist_ok=True)
        (folder / store.ENGINE / f"{content}.bin").write_text(content)
        (folder / RECENT).write_text(content)
        return store.publish(folder, 1)


def files(index: Path) -> set[str]:
    folder = index / store.current_state(index).generation
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_a_generation_holds_the_files_of_the_one_before_and_its_own(tmp_path: Path) -> None:
    make_generation(tmp_path, "one")
    make_generation(tmp_path, "two")
    assert files(tmp_path) == {"one.bin", "two.bin", RECENT, store.STATE}


def test_unchanged_files_are_links_so_that_a_run_costs_what_changed(tmp_path: Path) -> None:
    make_generation(tmp_path, "one")
    make_generation(tmp_path, "two")
    newest = tmp_path / store.current_state(tmp_path).generation
    assert (newest / store.ENGINE / "one.bin").stat().st_nlink == 2
    assert (newest / store.STATE).stat().st_nlink == (newest / RECENT).stat().st_nlink == 1


def test_a_file_written_anew_does_not_change_the_generation_before(tmp_path: Path) -> None:
    before = make_generation(tmp_path, "one")
    make_generation(tmp_path, "two")
    assert (tmp_path / before.generation / RECENT).read_text() == "one"


def test_the_generation_before_stays_for_open_readers_and_older_ones_go(tmp_path: Path) -> None:
    for content in ("one", "two", "three"):
        make_generation(tmp_path, content)
    assert sorted(path.name for path in tmp_path.glob("g*")) == ["g000002", "g000003"]


def test_a_run_that_fails_before_publishing_changes_nothing(tmp_path: Path) -> None:
    before = make_generation(tmp_path, "one")

    def fail() -> None:
        with store.new_generation(tmp_path, before) as folder:
            (folder / "half.bin").write_text("half")
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError, match="power"):
        fail()
    assert store.current_state(tmp_path) == before
    assert [path.name for path in tmp_path.glob("g*")] == [before.generation]


def test_building_anew_leaves_the_current_index_until_it_is_published(tmp_path: Path) -> None:
    before = make_generation(tmp_path, "one")

    def fail() -> None:
        with store.new_generation(tmp_path, None):
            assert store.current_state(tmp_path) == before
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError, match="power"):
        fail()
    assert store.usable_state(tmp_path) == before
    after = make_generation(tmp_path, "two", anew=True)
    assert files(tmp_path) == {"two.bin", RECENT, store.STATE}
    assert (after.generation, after.previous) == ("g000002", "g000001")


def test_leftovers_of_a_killed_run_are_removed_by_the_next(tmp_path: Path) -> None:
    make_generation(tmp_path, "one")
    (tmp_path / "g000002").mkdir()
    (tmp_path / "g000002" / "half.bin").write_text("half")
    (tmp_path / "CURRENT.new").write_text("g000002")
    make_generation(tmp_path, "two")
    assert files(tmp_path) == {"one.bin", "two.bin", RECENT, store.STATE}
    assert not (tmp_path / "CURRENT.new").exists()


def test_no_index_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match=r"no index in .*; make one: python cli.py reindex"):
        store.usable_state(tmp_path / "none")


def test_another_fingerprint_makes_an_index_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_generation(tmp_path, "one")
    monkeypatch.setattr(store, "fingerprint", lambda: "other")
    with pytest.raises(StaleIndex, match="rebuild it: python cli"):
        store.usable_state(tmp_path)


def test_the_fingerprint_changes_with_library_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    before = store.fingerprint()
    monkeypatch.setattr("importlib.metadata.version", lambda name: "0.0.1")
    assert store.fingerprint.__wrapped__() != before


@pytest.mark.parametrize("damage", ["pointer", "state", "folder", "cut", "missing", "name"])
def test_a_damaged_generation_is_refused_with_the_way_to_mend_it(tmp_path: Path, damage: str) -> None:
    state = make_generation(tmp_path, "one")
    if damage == "pointer":
        (tmp_path / store.POINTER).write_bytes(b"\xff\xfe")
    elif damage == "state":
        (tmp_path / state.generation / store.STATE).write_text("{")
    elif damage == "folder":
        (tmp_path / state.generation).rename(tmp_path / "elsewhere")
    elif damage == "cut":
        (tmp_path / state.generation / RECENT).write_text("")
    elif damage == "missing":
        (tmp_path / state.generation / store.ENGINE / "one.bin").unlink()
    else:
        path = tmp_path / state.generation / store.STATE
        path.write_text(path.read_text().replace('"g000001"', '"g1/../.."'))
    with pytest.raises(DamagedIndex, match="reindex --full"):
        store.usable_state(tmp_path)


def test_a_folder_that_anyone_can_write_is_not_opened(tmp_path: Path) -> None:
    make_generation(tmp_path, "one")
    tmp_path.chmod(0o777)
    with pytest.raises(IndexUnusable, match="not opened"):
        store.current_state(tmp_path)


@pytest.mark.skipif(os.getuid() != 0, reason="needs root to give a folder away")
def test_a_folder_of_another_user_is_not_opened(tmp_path: Path) -> None:
    make_generation(tmp_path, "one")
    os.chown(tmp_path, 12345, -1)
    with pytest.raises(IndexUnusable, match="another user"):
        store.current_state(tmp_path)


def test_a_folder_with_other_files_is_not_taken_for_an_index(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(IndexUnusable, match="holds other files"), store.write_lock(tmp_path):
        pass
    assert (tmp_path / "thesis.docx").read_text() == "mine"


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("mine")
    with pytest.raises(IndexUnusable, match="cannot hold an index"), store.write_lock(tmp_path / "index"):
        pass


def hold(index: Path, held: Event, free: Event) -> None:
    with store.write_lock(index):
        held.set()
        free.wait(30)


def test_the_second_writer_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held, free = context.Event(), context.Event()
    holder = context.Process(target=hold, args=(tmp_path, held, free))
    holder.start()
    assert held.wait(30)
    try:
        with pytest.raises(IndexLocked, match=f"process {holder.pid} since"), store.write_lock(tmp_path):
            pass
    finally:
        free.set()
        holder.join(30)
    with store.write_lock(tmp_path):
        pass


def test_a_killed_writer_leaves_no_lock_behind(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from indexer import store\n"
        "with store.write_lock(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE)
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        holder.kill()
    time.sleep(0.1)
    with store.write_lock(tmp_path):
        pass


# --- verifying ------------------------------------------------------------------------------------
def test_a_generation_as_it_was_written_is_verified(tmp_path: Path) -> None:
    state = make_generation(tmp_path, "one")
    assert store.verify(tmp_path) == state
    assert state.files


@pytest.mark.parametrize("place", [0, -1])
def test_one_changed_bit_is_noticed_in_any_file(tmp_path: Path, place: int) -> None:
    state = make_generation(tmp_path, "one")
    for name in state.files:
        path = tmp_path / state.generation / name
        whole = path.read_bytes()
        if not whole:
            continue
        changed = bytearray(whole)
        changed[place] ^= 1
        path.write_bytes(changed)
        with pytest.raises(DamagedIndex, match=r"not those that were written.*reindex --full"):
            store.verify(tmp_path)
        path.write_bytes(whole)
    assert store.verify(tmp_path) == state


def test_sums_of_linked_files_are_not_reckoned_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_generation(tmp_path, "one")
    read: list[str] = []
    reckon = checksums._crc
    monkeypatch.setattr(checksums, "_crc", lambda path: read.append(path.name) or reckon(path))
    second = make_generation(tmp_path, "two")
    assert first.files.keys() <= second.files.keys()
    assert "one.bin" not in read
    assert store.verify(tmp_path) == second
