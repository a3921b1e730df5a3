"""Arrays on disk come back as they were given, and a damaged file is an error, never another answer."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.arrays.codes import ESCAPE, CodeRun, pack_codes, sums_before, unpack_codes
from indexer.arrays.files import ArrayWriter, open_arrays, release
from indexer.arrays.numbers import highest, narrowest, ragged, starts_of
from indexer.arrays.strings import Strings, string_arrays
from indexer.errors import DamagedIndex

WORDS = st.sets(st.text(st.characters(exclude_categories=("Cs",)), max_size=6), max_size=40)


def strings(words: set[str]) -> Strings:
    return Strings(string_arrays("words", sorted(word.encode() for word in words)), "words")


@given(WORDS, st.text(st.characters(exclude_categories=("Cs",)), max_size=3))
def test_strings_are_found_counted_and_sorted(words: set[str], other: str) -> None:
    made = strings(words)
    ordered = sorted(words, key=str.encode)
    assert list(made) == ordered == made[:] == sorted(words)
    assert [made.find(word) for word in ordered] == list(range(len(words)))
    assert (other in made) == (other in words)
    first, end = made.beginning(other)
    assert made[first:end] == [word for word in ordered if word.startswith(other)]


def test_a_string_that_cannot_be_encoded_is_not_found() -> None:
    assert strings({"a"}).find("\ud800") == -1


@given(st.lists(st.integers(0, 3), max_size=50), st.data())
def test_codes_come_back_from_any_place(codes: list[int], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(codes)))
    end = data.draw(st.integers(start, len(codes)))
    packed = pack_codes(np.array(codes, np.uint8))
    assert len(packed) == (len(codes) + 3) // 4
    assert unpack_codes(packed, start, end).tolist() == codes[start:end]
    assert unpack_codes(packed, start, end, least=1).tolist() == [code + 1 for code in codes[start:end]]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=200), st.data())
def test_codes_are_looked_up_and_counted_as_if_unpacked(codes: list[int], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(codes) - 1))
    end = data.draw(st.integers(start + 1, len(codes)))
    mine = codes[start:end]
    places = data.draw(st.lists(st.integers(0, len(mine) - 1)))
    run = CodeRun.of(pack_codes(np.array(codes, np.uint8)), start, end)
    found, sums, escapes = run.look(np.array(places, np.int64))
    assert found.tolist() == run.at(np.array(places, np.int64)).tolist() == [mine[place] for place in places]
    assert sums.tolist() == [sum(mine[:place]) for place in places]
    assert escapes.tolist() == [mine[:place].count(ESCAPE) for place in places]
    assert run.escapes_before(np.array(places, np.int64)).tolist() == escapes.tolist()
    assert run.all(len(mine)).tolist() == mine


@given(st.lists(st.integers(0, 255), max_size=99), st.lists(st.integers(0, 99)), st.sampled_from([np.uint8, np.uint32]))
def test_sums_before_places_are_those_of_the_numbers(numbers: list[int], places: list[int], kind: type) -> None:
    places = [place % (len(numbers) + 1) for place in places]
    found = sums_before(np.array(numbers, kind), np.array(places, np.int64))
    assert found.tolist() == [sum(numbers[:place]) for place in places]


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 5))))
def test_ragged_is_a_run_from_each_start(runs: list[tuple[int, int]]) -> None:
    starts, lengths = np.array([run[0] for run in runs], np.int64), np.array([run[1] for run in runs], np.int64)
    assert ragged(starts, lengths).tolist() == [first + step for first, count in runs for step in range(count)]
    assert starts_of(lengths).tolist() == [sum(lengths[:at]) for at in range(len(runs) + 1)]


@pytest.mark.parametrize(
    ("largest", "kind"), [(255, np.uint8), (256, np.uint16), (65536, np.uint32), (2**32, np.uint64)]
)
def test_the_narrowest_type_just_holds_the_largest(largest: int, kind: type) -> None:
    assert narrowest(largest) is kind


def test_sections_grow_piece_by_piece(tmp_path: Path) -> None:
    path = tmp_path / "a.arrays"
    with ArrayWriter(path) as writer:
        writer.append("numbers", np.array([1, 2], np.uint16))
        writer.append("none", np.zeros(0, np.float32))
        writer.append("numbers", np.array([3]))
        assert not path.exists()
    found = open_arrays(path)
    assert found["numbers"].tolist() == [1, 2, 3]
    assert found["numbers"].dtype == np.uint16
    assert found["none"].dtype == np.float32
    assert len(found["none"]) == 0
    with pytest.raises(ValueError, match="read-only"):
        found["numbers"][0] = 1


def test_memory_that_is_given_back_is_read_anew(tmp_path: Path) -> None:
    with ArrayWriter(tmp_path / "a") as writer:
        writer.append("numbers", np.arange(1_000_000))
    numbers = open_arrays(tmp_path / "a")["numbers"]
    before = _mapped_kb()
    assert int(numbers.sum()) == 499_999_500_000
    read = _mapped_kb()
    release(numbers)
    assert read - before > 7_000
    assert _mapped_kb() - before < 1_000
    assert int(numbers.sum()) == 499_999_500_000


def _mapped_kb() -> int:
    status = Path("/proc/self/status")
    if not status.exists():
        pytest.skip("memory is looked up in /proc")
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("RssFile"))


def test_a_writer_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(TypeError), ArrayWriter(tmp_path / "a.arrays") as writer:
        writer.append("numbers", np.array([object()]))
    assert not list(tmp_path.iterdir())


@settings(deadline=None)
@given(st.integers(0, 400), st.binary(max_size=3))
def test_a_cut_file_is_an_error(cut: int, more: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.arrays"
        with ArrayWriter(path) as writer:
            writer.append("numbers", np.arange(20))
        whole = path.read_bytes()
        changed = whole[: min(cut, len(whole) - 1)] + more
        if changed != whole:
            path.write_bytes(changed)
            with pytest.raises(DamagedIndex, match="rebuild"):
                open_arrays(path)


@given(st.lists(st.integers(0, 5)), st.integers(0, 6))
def test_the_highest_are_found_in_order_and_of_equal_ones_the_first(values: list[int], limit: int) -> None:
    expected = sorted(range(len(values)), key=lambda place: (-values[place], place))[:limit]
    assert highest(np.array(values, np.int64), limit).tolist() == expected
