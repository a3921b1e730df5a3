"""Settings shared by all tests, and what the tests in a browser share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from searchweb.app import create_app
from tests.chromium import ARGUMENTS, CHROMIUM, served
from tests.web_stand_in import StandIn, make_article, many_articles

# A shared run tries the same examples every time, so that a change is judged and not the draw; runs at a desk go on
# looking for new ones. No deadlines: how long an example takes is the machine's matter (see bench/ for speed).
settings.register_profile("desk", deadline=None)
settings.register_profile("shared", deadline=None, derandomize=True, database=None)
settings.load_profile("shared" if os.environ.get("CI") else "desk")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all tests of a process."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a running server over invented articles, one of them with words that have no end."""
    long_word = make_article("dài.txt", title="NGHỊQUYẾT" * 30, body="phòng " + "xâu" * 200, unit=None)
    with served(create_app(StandIn([*many_articles(64), long_word]))) as address:
        yield address
