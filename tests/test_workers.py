"""Work in another process: it comes back as it was returned or raised; what is done meanwhile ends in time."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.errors import CorpusError
from indexer.index import open_index
from indexer.pipeline import reindex
from indexer.query import Query
from indexer.workers import aside


def no_steps() -> Iterator[None]:
    yield from ()


def test_what_is_returned_comes_back_from_another_process() -> None:
    here = os.getpid()
    there, value = aside(lambda: (os.getpid(), {"tên": [1, 2]}))(no_steps)
    assert there != here
    assert value == {"tên": [1, 2]}


def test_what_is_raised_is_raised_here() -> None:
    def fail() -> None:
        raise CorpusError("no corpus folder x")

    with pytest.raises(CorpusError, match="no corpus folder x"):
        aside(fail)(no_steps)


def test_work_of_a_process_that_was_killed_is_done_here() -> None:
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return os.getpid()

    assert aside(work)(no_steps) == here


def test_steps_are_taken_while_the_work_goes_on_and_no_longer(tmp_path: Path) -> None:
    taken: list[int] = []

    def steps() -> Iterator[None]:
        while True:
            taken.append(len(taken))
            if len(taken) == 5:
                (tmp_path / "done").touch()
            time.sleep(0.01)
            yield

    def work() -> str:
        while not (tmp_path / "done").exists():
            time.sleep(0.001)
        return "done"

    assert aside(work)(steps) == "done"
    assert len(taken) >= 5


def test_no_step_is_taken_where_the_work_is_done_already() -> None:
    def steps() -> Iterator[None]:
        pytest.fail("a step was taken")
        yield

    waiting = aside(lambda: 1)
    time.sleep(0.5)
    assert waiting(steps) == 1


def test_no_process_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    fork, begun = os.fork, list[int]()
    monkeypatch.setattr(os, "fork", lambda: begun.append(fork()) or begun[0])
    aside(lambda: 1)(no_steps)
    with pytest.raises(ChildProcessError):
        os.waitpid(begun[0], os.WNOHANG)


def test_one_process_or_two_make_the_same_index(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    for number in range(4):
        body = f"Xã An Bình họp lần {number}\n\n12/05/2021\n\nSáng 11/5/2021, UBND xã An Bình họp về kế hoạch năm.\n"
        (tmp_path / "corpus" / f"{number}.txt").write_text(body, encoding="utf-8")
    found = []
    for jobs in (1, 2):
        summary = reindex(tmp_path / "corpus", tmp_path / str(jobs), jobs=jobs)
        found.append((summary.added, list(open_index(tmp_path / str(jobs)).articles(Query()))))
        (tmp_path / "corpus" / "3.txt").touch()
        assert reindex(tmp_path / "corpus", tmp_path / str(jobs), jobs=jobs).unchanged == 4
    assert found[0] == found[1]
