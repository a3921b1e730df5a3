"""Floors under extraction and search. A floor falls only with a reason in the commit that lowers it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from indexer.evaluation.report import Report, evaluate

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
GOLDEN = Path(__file__).parent / "golden" / "ranking.json"

# F1 per field; recall for not_officials, body_clean and body_kept.
SAMPLE_FLOORS = {
    "officials": 0.97,
    "positions": 0.95,
    "not_officials": 0.98,
    "unit": 0.95,
    "place": 0.95,
    "title": 0.98,
    "published": 0.98,
    "event_date": 0.96,
    "documents": 0.97,
    "body_clean": 0.98,
    "body_kept": 1.0,
}
CASE_FLOORS = {
    "officials": 0.98,
    "positions": 0.97,
    "not_officials": 0.98,
    "unit": 0.94,
    "place": 0.96,
    "title": 0.99,
    "published": 0.98,
    "event_date": 0.96,
    "documents": 0.97,
    "body_clean": 0.98,
    "body_kept": 1.0,
}


def check(report: Report, floors: dict[str, float]) -> None:
    below = {
        name: (round(figures.f1, 3), figures.misses)
        for name, figures in report.scores.items()
        if figures.f1 < floors[name]
    }
    assert not below, json.dumps(below, ensure_ascii=False, indent=1)


def existing(paths: Iterable[Path]) -> list[Path]:
    found = list(paths)
    missing = [path for path in found if not path.exists()]
    if missing:
        pytest.skip(f"not here: {missing[0]}")
    return found


def test_the_sample_corpus_is_read_as_expected() -> None:
    check(evaluate([ROOT / "tests/expected/sample.jsonl"], ROOT / "corpus"), SAMPLE_FLOORS)


@pytest.mark.parametrize(
    "names",
    [("articles-a.jsonl", "articles-b.jsonl", "queries.jsonl"), ("articles-c.jsonl", "queries-c.jsonl")],
    ids=["ab", "c"],
)
def test_our_own_cases_are_read_and_found_as_expected(names: tuple[str, ...]) -> None:
    """The ranking figures stand in a golden file, so that a change of ranking shows in a diff."""
    report = evaluate([ROOT / "tests/cases" / name for name in names])
    check(report, CASE_FLOORS)
    now = {name: round(value, 4) for name, value in report.json(misses=False)["search"].items()}
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))[names[-1]]
    assert now == golden, f"ranking changed; if for the better, write this to {GOLDEN.name} under {names[-1]}: {now}"


def test_the_shared_articles_are_read_and_found_as_expected() -> None:
    paths = existing(SHARED / "cases" / name for name in ("articles.jsonl", "queries.jsonl"))
    seeds = existing([SHARED / "seeds" / "gold.jsonl"])
    report = evaluate([*paths, *seeds], SHARED / "seeds")
    check(report, SAMPLE_FLOORS)
    assert report.queries.recall_at_10 >= 0.98
    assert report.queries.mrr >= 0.95
    assert report.queries.first >= 0.95
    assert report.queries.forbidden_hits == 0
