"""The benchmark's engines find the same, and its table says what was measured. Small, with the peers installed here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.__main__ import main
from bench.corpus import make_corpus, only_tokens
from bench.engines import ENGINES, Answer
from bench.prepared import can_load, corpus_file
from bench.questions import CLASSES, make_questions, read_vocabulary
from bench.records import read_records
from bench.report import noise, report_lines
from bench.rounds import Plan, Results, Spread, spread
from bench.sites import SITES
from bench.texts import OWN, SHARED, make_texts
from bench.worker import signature

ARTICLES = 200
PEERS = [name for name in ENGINES if name != "ours"]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    corpus_file(folder, ARTICLES)
    return folder


@pytest.mark.parametrize("peer", PEERS)
def test_a_peer_gives_the_same_totals_and_counts(
    peer: str, work: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not can_load(peer):
        pytest.skip(f"{ENGINES[peer].label} is not installed; requirements-bench.txt has it")
    figures = tmp_path / "figures.json"
    given = ["--articles", str(ARTICLES), "--rounds", "1", "--engines", f"ours,{peer}", "--work", str(work), "--reuse"]
    assert main([*given, "--only", ",".join((*CLASSES, "adding")), "--json", str(figures)]) == 0
    found = json.loads(figures.read_text(encoding="utf-8"))
    assert set(found["times"]) == set(CLASSES)
    assert found["compared"] > 100
    assert "all totals and counts are the same" in capsys.readouterr().out


@pytest.mark.slow
def test_both_servers_give_the_same_totals_and_counts(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not can_load("datasette"):
        pytest.skip(f"{SITES['datasette'].label} is not installed; requirements-bench.txt has it")
    given = ["--articles", str(ARTICLES), "--rounds", "1", "--engines", "ours", "--work", str(work), "--only", "page"]
    assert main(given) == 0
    assert "| page (HTML) |" in capsys.readouterr().out


def test_the_same_corpus_is_made_again(work: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.tsv"
    make_corpus(again, ARTICLES)
    assert again.read_bytes() == (work / f"corpus-{ARTICLES}.tsv").read_bytes()


def test_articles_beyond_the_real_ones_are_new_and_made_of_their_paragraphs() -> None:
    real = list(make_texts(5, 1, OWN))
    known = {paragraph for text in make_texts(10_000, 1, OWN) for paragraph in text.paragraphs}
    more = list(make_texts(100, 1, OWN))
    assert more[:5] == real
    assert len({text.body for text in more}) == 100
    assert {paragraph for text in more for paragraph in text.paragraphs} <= known


def test_tokens_are_what_every_tokenizer_that_parts_at_blanks_keeps() -> None:
    assert only_tokens("Hội_nghị , 6.080.000 đ - _ và/hoặc ©") == "hội_nghị 6080000 đ vàhoặc"


def test_every_class_has_questions_with_answers(work: Path) -> None:
    vocabulary = read_vocabulary(work / f"corpus-{ARTICLES}.tsv")
    questions = make_questions(vocabulary, 1)
    assert tuple(questions) == CLASSES
    assert all(questions.values())
    assert questions == make_questions(vocabulary, 1)
    assert all(10 <= vocabulary.frequency[each.words[0]] <= 30 for each in questions["rare word"])


def test_records_can_be_read_from_the_middle(work: Path) -> None:
    corpus = work / f"corpus-{ARTICLES}.tsv"
    assert [each.id for each in read_records(corpus, 2, start=3)] == ["a0000003", "a0000004"]
    assert len(list(read_records(corpus))) == ARTICLES


def test_answers_differ_by_total_and_by_count_but_not_by_score() -> None:
    base = Answer(3, [(1, 9.0), (2, 8.0), (3, 7.0)], {"unit": {"A": 2, "B": 1}})
    assert signature(base) == signature(Answer(3, [(7, 0.3), (8, 0.2), (9, 0.1)], {"unit": {"A": 2, "C": 1}}))
    assert signature(base) != signature(Answer(4, base.top, base.facets))
    assert signature(base) != signature(Answer(3, base.top, {"unit": {"A": 2, "B": 2}}))
    assert signature(base) != signature(Answer(3, base.top, {"unit": {"D": 2, "B": 1}}))


def test_the_95th_percentile_of_sixty_answers_is_the_58th() -> None:
    assert spread([float(number) for number in range(1, 61)]) == Spread(30.5, 58.0)


def test_the_report_names_differences_and_noise(tmp_path: Path) -> None:
    results = Results(calibration=[10.0, 30.0, 20.0], differences=["phrase 'x': ours 1, fts5 2"], compared=5)
    results.times["phrase"]["ours"] += [Spread(1.0, 2.0), Spread(1.0, 3.0)]
    plan = Plan(tmp_path / "corpus-7.tsv", {}, {}, {}, (), frozenset(), 2, 1, 1)
    assert "from 10.0 to 30.0; the p95 of one class and engine moved 1.50-fold" in noise(results)
    lines = list(report_lines(plan, results, {"cores": "2"}))
    assert "NOT EQUAL: 1 of 5 answers differ:" in lines
    assert lines[0] == "7 articles, 2 rounds. cores: 2."


def test_an_unknown_class_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--only", "fuzzy"]) == 2
    assert "unknown: fuzzy; known: rare word" in capsys.readouterr().err


@pytest.mark.skipif(not SHARED.exists(), reason="no shared corpus beside this folder")
def test_the_shared_corpus_comes_first() -> None:
    assert len(next(make_texts(1, 1)).paragraphs) > 1
