"""What the documents say is there is there, and what is there is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for folder in ("indexer", "searchweb") for path in (ROOT / folder).rglob("*.py"))
DOCS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("path", [path for path in MODULES if path.name != "__init__.py"], ids=lambda path: path.name)
def test_every_file_has_its_line_in_the_architecture(path: Path) -> None:
    architecture = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert f"| `{path.name}` |" in architecture


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_link_of_a_document_leads_to_a_file(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_every_command_of_the_readme_exists() -> None:
    import cli

    said = re.findall(r"cli\.py (\w+)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert said
    assert set(said) <= set(cli.main.commands)


def test_every_decision_says_what_it_costs() -> None:
    for path in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        assert "**Cost.**" in text, f"{path.name}: a decision that costs nothing is none"
