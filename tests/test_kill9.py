"""A short run of `bench/kill9.py`; the long one is run by hand, its figures are in docs/reliability.md."""

from __future__ import annotations

import pytest

from bench.kill9 import run


@pytest.mark.slow
def test_a_killed_run_leaves_the_old_or_the_new_index_and_loses_nothing() -> None:
    figures = run(kills=6, seed=20210928)
    assert figures.kills == 6
    assert (figures.broken, figures.lost) == (0, 0)
    assert figures.before + figures.after >= 6
