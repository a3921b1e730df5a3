"""What the documents say is there is there, and what is there is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for folder in ("indexer", "searchweb") for path in (ROOT / folder).rglob("*.py"))
READMES = [ROOT / "README.md", ROOT / "README.vi.md"]
DOCS = [*READMES, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("path", [path for path in MODULES if path.name != "__init__.py"], ids=lambda path: path.name)
def test_every_file_has_its_line_in_the_architecture(path: Path) -> None:
    architecture = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert f"| `{path.name}` |" in architecture


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_link_of_a_document_leads_to_a_file(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text) + re.findall(r'src="([^"]+)"', text)
    if not (ROOT / "docs" / "screenshots").exists():
        links = [link for link in links if not link.startswith("docs/screenshots/")]
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_every_command_of_the_readme_exists(path: Path) -> None:
    import cli

    said = re.findall(r"cli\.py (\w+)", path.read_text(encoding="utf-8"))
    assert said
    assert set(said) <= set(cli.main.commands)


def test_both_readmes_have_the_same_commands() -> None:
    def commands(path: Path) -> list[str]:
        blocks = re.findall(r"```sh\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)
        return [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]

    english, vietnamese = map(commands, READMES)
    assert vietnamese == english


def test_the_guide_says_the_same_in_both_languages() -> None:
    whole = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    vietnamese, english = (part.count for part in whole.split("\n---\n"))
    assert all(vietnamese(sign) == english(sign) for sign in ("\n## ", "\n| ", ".csv`"))


def test_every_decision_says_what_it_costs() -> None:
    for path in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        assert "**Cost.**" in text, f"{path.name}: a decision that costs nothing is none"
