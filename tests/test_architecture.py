"""Imports run one way: cli -> searchweb -> indexer, and inside indexer from the pipeline down to plain data."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# From the bottom up; a module may import what stands above it in this list or in its own line.
LAYERS = (
    ("indexer.errors", "indexer.model", "indexer.loading"),
    ("indexer.tables", "indexer.database", "indexer.arrays", "indexer.checksums"),
    ("indexer.fields",),
    ("indexer.query",),
    ("indexer.text",),
    ("indexer.read", "indexer.clean"),
    ("indexer.extract",),
    ("indexer.analysis",),
    ("indexer.engine",),
    ("indexer.search",),
    ("indexer.corrections",),
    ("indexer.register",),
    ("indexer.manifest", "indexer.changes", "indexer.store", "indexer.workers"),
    ("indexer.history",),
    ("indexer.run",),
    ("indexer.building",),
    ("indexer.pipeline",),
    ("indexer.index",),
    ("indexer.check", "indexer.shapes", "indexer.terminal", "indexer.evaluation"),
    ("searchweb",),
    ("cli",),
)
# A library is known to one place only, so that it can be exchanged there.
OWNERS = {
    "whoosh": {"indexer/engine/whoosh_engine.py", "indexer/engine/whoosh_codec.py"},
    "flask": {"searchweb"},
    "waitress": {"searchweb/server.py"},
    "click": {"cli.py"},
    "bs4": {"indexer/clean"},
    "sqlite3": {"indexer/database.py", "indexer/register"},
    "ftfy": {"indexer/text"},
}


def sources() -> list[Path]:
    return [*sorted((ROOT / "indexer").rglob("*.py")), *sorted((ROOT / "searchweb").rglob("*.py")), ROOT / "cli.py"]


@cache
def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module or "")
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def layer_of(module: str) -> int | None:
    for level, names in enumerate(LAYERS):
        if any(module == name or module.startswith(name + ".") for name in names):
            return level
    return None


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_never_point_upwards(path: Path) -> None:
    module = module_name(path)
    if module == "indexer":
        assert not any(name.startswith("indexer") for name in imported(path))
        return
    level = layer_of(module)
    assert level is not None, f"{module} has no layer; add it to LAYERS"
    for name in imported(path):
        target = layer_of(name)
        assert target is None or target <= level, f"{module} imports {name}, which lies above it"


@pytest.mark.parametrize(("library", "owners"), OWNERS.items(), ids=OWNERS.keys())
def test_a_library_is_imported_in_its_own_place_only(library: str, owners: set[str]) -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for path in sources()
        if any(name == library or name.startswith(library + ".") for name in imported(path))
    }
    assert users, f"nobody imports {library}"
    strangers = {user for user in users if not any(user == owner or user.startswith(owner + "/") for owner in owners)}
    assert not strangers
