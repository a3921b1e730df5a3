"""What the start of a process leaves for later: modules that only some requests need, and what is kept compiled."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import nodes

from indexer.loading import loading
from indexer.pipeline import reindex
from searchweb.app import create_app
from searchweb.drawing import CompiledTemplates
from tests.web_stand_in import StandIn, many_articles

ROOT = Path(__file__).parent.parent
ARTICLE = "Xã Bình Lãng họp giao ban\n\n09/11/2021\n\nSáng 9/11, UBND xã Bình Lãng họp giao ban về công tác tháng.\n"
# What a server runs until it has shown a page of results, and what was loaded for that.
FIRST_PAGE = """
import sys
from pathlib import Path
import cli
from indexer.index import open_index
from searchweb.app import create_app
from searchweb.server import serve
client = create_app(open_index(Path(sys.argv[1]))).test_client()
assert "Bình Lãng" in client.get("/?q=xã").text
print(*sys.modules, sep="\\n")
"""
READ_ARTICLES = ("bs4", "lxml", "ftfy", "indexer.clean", "indexer.extract.article", "indexer.pipeline")
WRITE_AN_INDEX = ("numpy.random", "whoosh.writing", "indexer.changes", "concurrent.futures", "multiprocessing")
SEGMENT_OR_DESCRIBE = ("pyvi", "sklearn", "scipy", "apispec", "searchweb.feeds", "indexer.evaluation")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    folder = tmp_path_factory.mktemp("start")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "bài.txt").write_text(ARTICLE, encoding="utf-8")
    reindex(folder / "corpus", folder / "index")
    command = [sys.executable, "-c", FIRST_PAGE, str(folder / "index")]
    return frozenset(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split())


@pytest.mark.parametrize("module", [*READ_ARTICLES, *WRITE_AN_INDEX, *SEGMENT_OR_DESCRIBE])
def test_a_first_page_does_not_load(module: str, loaded: frozenset[str]) -> None:
    assert "indexer.index" in loaded
    assert module not in loaded


@pytest.mark.parametrize("new", [True, False])
def test_what_is_loaded_is_not_searched_for_garbage_but_what_comes_later_is(
    new: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = gc.get_freeze_count()
    try:
        with loading():
            assert not gc.isenabled()
            if new:
                monkeypatch.setitem(sys.modules, "tests.some_module", sys)
        assert gc.isenabled()
        assert (gc.get_freeze_count() > before) == new
    finally:
        gc.unfreeze()


# --- templates ------------------------------------------------------------------------------------
@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    return with_templates_in(tmp_path, monkeypatch)


def with_templates_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """An application whose templates are kept in `folder`, by a Python that writes bytecode."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    made = create_app(StandIn(many_articles(3)))
    made.jinja_env.bytecode_cache = CompiledTemplates(folder)
    return made


def page(app: Flask) -> str:
    answer = app.test_client().get("/?q=phường")
    assert answer.status_code == 200
    return str(answer.text)


def test_a_template_is_compiled_once_for_all_processes(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = page(app)
    again = with_templates_in(tmp_path, monkeypatch)
    monkeypatch.setattr(again.jinja_env, "compile", lambda *_, **__: pytest.fail("compiled again"))
    assert page(again) == first


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[:20], lambda data: data[: len(data) // 2]])
def test_a_cut_file_is_as_good_as_none(
    damage: Any, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = page(app)
    for path in tmp_path.iterdir():
        path.write_bytes(damage(path.read_bytes()))
    assert page(with_templates_in(tmp_path, monkeypatch)) == first


def test_where_python_keeps_no_bytecode_no_template_is_kept(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    page(app)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    page(with_templates_in(tmp_path / "file" / "templates", monkeypatch))


def filters_of(app: Flask) -> Iterator[nodes.Filter]:
    environment = app.jinja_env
    for name in environment.list_templates(extensions=["html", "txt", "xml"]):
        source, _, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]
        yield from environment.parse(source, name).find_all(nodes.Filter)


def test_no_template_has_a_filter_worked_out_when_it_is_compiled(app: Flask) -> None:
    found = list(filters_of(app))
    assert len(found) > 100
    constant = []
    for each in found:
        try:
            each.as_const()
        except nodes.Impossible:
            continue
        constant.append(f"{each.name}, line {each.lineno}")
    # It would be kept in the language of the page that was made first.
    assert not constant
