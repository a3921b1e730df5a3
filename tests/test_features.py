"""docs/features.md says where each feature stands; what it names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from searchweb.app import create_app
from tests.web_stand_in import StandIn, many_articles

ROOT = Path(__file__).parent.parent
ROWS = [
    tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
    for line in (ROOT / "docs" / "features.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d", line)
]


def test_every_feature_has_one_row_and_a_state() -> None:
    assert [int(row[0]) for row in ROWS] == list(range(1, 104))
    assert {row[2] for row in ROWS} <= {"works", "partly", "later"}
    assert all(row[3] for row in ROWS if row[2] != "later")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_what_a_row_names_is_there(row: tuple[str, ...]) -> None:
    for path, test in re.findall(r"`((?:tests|docs)/[\w./]+?)(?:::(\w+))?`", row[3]):
        assert (ROOT / path).is_file(), path
        assert not test or f"def {test}(" in (ROOT / path).read_text(encoding="utf-8"), test


def test_every_page_that_is_named_answers() -> None:
    client = create_app(StandIn(many_articles(5))).test_client()
    pages = {page for row in ROWS for page in re.findall(r"(?:^|\s)(/[\w/.]+)", row[3])}
    assert len(pages) > 5
    for page in sorted(pages):
        assert client.get(page.rstrip(".")).status_code == 200, page
