"""The command line as a contract: options, output, exit codes, one line for every mistake of a user."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from indexer.text.fold import fold

ROOT = Path(__file__).parent.parent
COMMANDS = ("reindex", "check", "search", "show", "export", "officials", "evaluate", "alerts", "serve")


def cli(*arguments: object, cwd: Path = ROOT, text: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(ROOT / "cli.py"), *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=environment, input=text, capture_output=True, encoding="utf-8", timeout=120, check=False
    )


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "index"
    done = cli("reindex", "--index", folder, "--jobs", 1)
    assert done.returncode == 0, done.stderr
    return folder


def found(index: Path, *arguments: object) -> list[dict[str, object]]:
    done = cli("search", *arguments, "--index", index, "--json")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_reindex_lists_what_it_did_not_understand_of_articles_it_read(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    said = "Hội phụ nữ xã mở hội thi nấu ăn cho hội viên, có 12 chi hội tham gia."
    line = {"text": f"{said} {said}", "published": "hôm \x1b[31mqua"}
    (tmp_path / "corpus" / "a.jsonl").write_text(json.dumps(line), encoding="utf-8")
    done = cli("reindex", "--corpus", tmp_path / "corpus", "--index", tmp_path / "index")
    assert done.stdout.splitlines() == [
        "added 1, changed 0, removed 0, unchanged 0, skipped 0",
        'a.jsonl#1: not understood: "published" is no day such as 2021-09-28: left out: hôm  [31mqua',
    ]


def test_a_page_behind_the_last_is_told_with_the_last(index: Path) -> None:
    for options in ([], ["--json"]):
        done = cli("search", "hội", "--page", 99, "--limit", 30, "--index", index, *options)
        assert done.returncode == 0
        assert done.stderr == "there is no page 99; the last page is 2: --page 2\n"
    assert cli("search", "hội", "--page", 2, "--limit", 30, "--index", index).stderr == ""


@pytest.mark.parametrize(
    ("typed", "people"),
    [("tran thi kim lien", ["Trần Thị Kim Liên"]), ("kim lien", ["Trần Thị Kim Liên"]), ("kím lièn", [])],
)
def test_officials_are_found_without_accents_and_by_a_part_of_their_names(
    index: Path, typed: str, people: list[str]
) -> None:
    done = cli("officials", typed, "--index", index, "--json")
    assert sorted({json.loads(line)["name"] for line in done.stdout.splitlines()}) == people
    assert (done.returncode, bool(done.stderr)) == (0 if people else 1, True)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = cli(command, "--help")
    assert done.returncode == 0
    assert f"python cli.py {command}" in done.stdout


def test_reindex_ends_with_counts_on_stdout_and_nothing_else(tmp_path: Path) -> None:
    done = cli("reindex", "--index", tmp_path / "index")
    assert done.stdout == "added 60, changed 0, removed 0, unchanged 0, skipped 0\n"
    assert done.stderr == ""


def test_reindex_lists_what_it_skipped_and_exits_0(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "empty.txt").write_text("")
    done = cli("reindex", "--corpus", tmp_path / "corpus", "--index", tmp_path / "index")
    assert done.returncode == 0
    assert done.stdout.splitlines()[0].endswith("skipped 1")
    assert done.stdout.splitlines()[1].startswith("empty.txt: skipped: ")


def test_search_json_has_the_agreed_shape(index: Path) -> None:
    (answer,) = found(index, "chủ tịch", "--limit", 3)
    assert list(answer)[:6] == ["query", "total", "took_ms", "hits", "facets", "did_you_mean"]
    assert list(answer["facets"])[:3] == ["unit", "year", "official"]  # type: ignore[call-overload]
    hits = answer["hits"]
    assert len(hits) == 3  # type: ignore[arg-type]
    keys = ["id", "title", "published", "event_date", "unit", "officials", "snippet", "score"]
    assert list(hits[0]) == keys  # type: ignore[index]


def test_search_exits_0_when_found_and_1_when_not(index: Path) -> None:
    assert cli("search", "chủ tịch", "--index", index).returncode == 0
    nothing = cli("search", "xyzzyq", "--index", index)
    assert (nothing.returncode, nothing.stdout.splitlines()[-1][:10]) == (1, "0 articles")


def test_filters_narrow_and_pages_follow(index: Path) -> None:
    (everything,) = found(index, "hội nghị", "--limit", 60)
    (some,) = found(index, "hội nghị", "--year", "2019-2021", "--limit", 60)
    days = [hit["event_date"] or hit["published"] for hit in some["hits"]]  # type: ignore[attr-defined]
    assert 0 < some["total"] < everything["total"]  # type: ignore[operator]
    assert all("2019" <= day <= "2021-12-31" for day in days)
    pages = [found(index, "hội nghị", "--limit", 5, "--page", page)[0]["hits"] for page in (1, 2)]
    ids = [hit["id"] for page in pages for hit in page]  # type: ignore[attr-defined]
    assert ids == [hit["id"] for hit in everything["hits"]][:10]  # type: ignore[attr-defined]


def test_the_official_filter_takes_names_as_they_are_counted(index: Path) -> None:
    (answer,) = found(index, "phường")
    name, count = answer["facets"]["official"][0].values()  # type: ignore[call-overload]
    (filtered,) = found(index, "phường", "--official", name)
    assert filtered["total"] == count


def test_filters_take_a_unit_without_its_place_and_names_without_accents(index: Path) -> None:
    rows = [json.loads(line) for line in cli("export", "--index", index).stdout.splitlines()]
    named = next(row for row in rows if row["officials"] and row["unit"])
    for option, value in (("--unit", named["unit"]), ("--official", fold(named["officials"][0]["name"]))):
        (answer,) = found(index, "", option, value, "--limit", 60)
        assert named["id"] in [hit["id"] for hit in answer["hits"]]  # type: ignore[attr-defined]
    told = cli("search", "", "--unit", named["unit"], "--index", index).stdout
    assert f"Bộ lọc “{named['unit']}” được đọc là" in told


def test_a_filter_value_that_nothing_has_finds_nothing(index: Path) -> None:
    assert found(index, "hội nghị", "--unit", "Ủy ban nhân dân xã Không Có")[0]["total"] == 0


def test_newest_and_oldest_are_opposite_ends(index: Path) -> None:
    (newest,), (oldest,) = (found(index, "hội nghị", "--sort", order, "--limit", 1) for order in ("newest", "oldest"))
    first, last = (answer["hits"][0]["event_date"] for answer in (oldest, newest))  # type: ignore[index]
    assert first < last


def test_explain_says_what_was_found_where(index: Path) -> None:
    (answer,) = found(index, "ubnd", "--explain", "--limit", 2)
    for hit in answer["hits"]:  # type: ignore[attr-defined]
        needed = [ground for ground in hit["why"] if ground["required"]]
        assert any(ground["typed"] == "ubnd" and ground["fields"] for ground in needed)
    assert "weight" in cli("search", "ubnd", "--explain", "--index", index).stdout


def test_a_file_of_queries_gives_a_line_for_each(index: Path, tmp_path: Path) -> None:
    (tmp_path / "queries.txt").write_text("chủ tịch\nxyzzyq\nbí thư\n", encoding="utf-8")
    done = cli("search", "--queries", tmp_path / "queries.txt", "--index", index, "--json")
    assert done.returncode == 0
    assert [json.loads(line)["query"] for line in done.stdout.splitlines()] == ["chủ tịch", "xyzzyq", "bí thư"]


def test_a_bad_query_of_a_file_is_told_in_its_line_and_the_rest_goes_on(index: Path, tmp_path: Path) -> None:
    (tmp_path / "queries.txt").write_text("\ufeffchủ tịch\n(bí thư\nbí thư\n", encoding="utf-8")
    done = cli("search", "--queries", tmp_path / "queries.txt", "--index", index, "--json")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["query"] for answer in answers] == ["chủ tịch", "(bí thư", "bí thư"]
    assert "error" in answers[1]
    assert answers[0]["total"] > 0
    assert answers[2]["total"] > 0
    assert done.returncode == 0


def test_a_file_of_queries_that_find_nothing_exits_1(index: Path, tmp_path: Path) -> None:
    (tmp_path / "queries.txt").write_text("xyzzyq\n")
    assert cli("search", "--queries", tmp_path / "queries.txt", "--index", index, "--json").returncode == 1


def test_show_explains_what_was_read(index: Path) -> None:
    article = found(index, "chủ tịch")[0]["hits"][0]["id"]  # type: ignore[index]
    shown = cli("show", article, "--index", index).stdout
    assert "because (" in shown
    assert json.loads(cli("show", article, "--index", index, "--json").stdout)["id"] == article


def test_export_gives_every_article_with_the_agreed_keys(index: Path) -> None:
    rows = [json.loads(line) for line in cli("export", "--index", index).stdout.splitlines()]
    assert len(rows) == 60
    keys = "id title body published event_date unit unit_place publisher officials documents byline source_url"
    assert all(" ".join(row) == keys for row in rows)
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)


def test_export_csv_opens_in_a_spreadsheet_with_its_letters(index: Path) -> None:
    text = cli("export", "chủ tịch", "--format", "csv", "--index", index).stdout
    assert text.startswith("\ufeffid,title,")
    rows = list(csv.DictReader(text.lstrip("\ufeff").splitlines(keepends=True)))
    assert len(rows) == found(index, "chủ tịch")[0]["total"]


def test_an_official_is_shown_with_posts_over_time(index: Path) -> None:
    rows = [json.loads(line) for line in cli("export", "--index", index).stdout.splitlines()]
    name = rows[0]["officials"][0]["name"]
    shown = cli("officials", name, "--index", index, "--json")
    assert shown.returncode == 0
    assert json.loads(shown.stdout.splitlines()[0])["posts"]
    assert cli("officials", "Nobody At All", "--index", index).returncode == 1


MISTAKES: dict[str, tuple[Sequence[object], str]] = {
    "no index": (["search", "x", "--index", "nowhere"], "make one: python cli.py reindex"),
    "no index to serve": (["serve", "--index", "nowhere"], "make one: python cli.py reindex"),
    "no index to export": (["export", "--index", "nowhere"], "make one: python cli.py reindex"),
    "no corpus": (["reindex", "--corpus", "nowhere"], "nowhere"),
    "neither query nor file": (["search"], "--queries"),
    "both query and file": (["search", "x", "--queries", "README.md"], "--queries"),
    "bad year": (["search", "x", "--year", "abc"], "abc"),
    "bad sort": (["search", "x", "--sort", "color"], "color"),
    "bad limit": (["search", "x", "--limit", "0"], "0"),
    "unknown option": (["search", "x", "--colour", "red"], "--colour"),
    "unknown command": (["serach", "x"], "serach"),
    "open quote": (["search", '"chủ tịch', "--index", "{index}"], "try: "),
    "unknown field": (["search", "tinh:hue", "--index", "{index}"], "tinh"),
    "no such article": (["show", "nowhere.txt", "--index", "{index}"], "nowhere.txt"),
    "index is a file": (["reindex", "--index", "README.md"], "README.md"),
    "cases are no cases": (["evaluate", "README.md"], "line 1"),
    "queries are no text": (["search", "--queries", "{binary}", "--index", "{index}"], "not UTF-8"),
    "no cases": (["evaluate", "nowhere.jsonl"], "nowhere.jsonl"),
}


@pytest.mark.parametrize(("arguments", "expected"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_one_clear_message_and_exit_code_2(
    index: Path, arguments: Sequence[object], expected: str
) -> None:
    (index.parent / "binary").write_bytes(b"ch\xff\xfe")
    given = {"{index}": index, "{binary}": index.parent / "binary"}
    done = cli(*(given.get(str(argument), argument) for argument in arguments))
    assert done.returncode == 2
    assert expected in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert [line.split(": ")[0] for line in done.stderr.splitlines()] in (["error"], ["error", "try"])


def test_a_closed_pipe_is_no_error(index: Path) -> None:
    command = f'"{sys.executable}" cli.py export --index "{index}" | head -n 1'
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)  # noqa: S602
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_it_runs_from_any_folder(index: Path, tmp_path: Path) -> None:
    assert cli("search", "chủ tịch", "--index", index, cwd=tmp_path).returncode == 0


def test_control_characters_of_articles_never_reach_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    body = "UBND xã An Bình họp bàn việc thu hoạch lúa hè thu. \x1b[31mChủ tịch\x1b[0m xã chủ trì hội nghị.\n" * 3
    (tmp_path / "corpus" / "a.txt").write_text("Xã An Bình họp\n\n" + body, encoding="utf-8")
    cli("reindex", "--corpus", tmp_path / "corpus", "--index", tmp_path / "index")
    shown = cli("show", "a.txt", "--index", tmp_path / "index")
    assert "thu hoạch" in shown.stdout
    assert "\x1b" not in shown.stdout
