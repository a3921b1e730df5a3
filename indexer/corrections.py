"""Corrections that researchers keep beside their articles, in `corpus/corrections/*.csv`.

    overrides.csv  article,field,value,reason       one value of one article; see FIELDS; an empty value takes it away
    names.csv      name,correct,reason              an official's name, wherever it is read so
    units.csv      unit,correct,reason              a unit's name, wherever it is read so
    merge.csv      name,article,other_name,other_article,reason   these two are one person
    split.csv      name,article,other_article,reason              these two are not

They are applied at every run and never changed by one. A wrong row is reported with its line and left out.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from indexer.model import Article, DateFinding, Evidence, Official, Place, Post, Skipped, Unit
from indexer.read import RESERVED

RULE = "correction"
COLUMNS = {
    "overrides": ("article", "field", "value", "reason"),
    "names": ("name", "correct", "reason"),
    "units": ("unit", "correct", "reason"),
    "merge": ("name", "article", "other_name", "other_article", "reason"),
    "split": ("name", "article", "other_article", "reason"),
}
# Those that change articles; the others only change who is who.
OF_ARTICLES = ("overrides", "names", "units")
_DAY = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Override:
    """One value of one article, as a researcher wants it. `where` is file and line."""

    field: str
    value: str
    reason: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Two appearances, by name and article, that are or are not one person."""

    name: str
    article: str
    other_name: str
    other_article: str
    reason: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of a corpus; `problems` are rows that cannot be used, by file and line."""

    overrides: dict[str, tuple[Override, ...]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    merges: tuple[Link, ...] = ()
    splits: tuple[Link, ...] = ()
    problems: tuple[Skipped, ...] = ()


def corrections_digest(corpus: Path) -> str:
    """Changes when articles must be read again because a correction of articles changed."""
    digest = hashlib.blake2b(digest_size=8)
    for name in OF_ARTICLES:
        path = corpus / RESERVED / f"{name}.csv"
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


# --- reading --------------------------------------------------------------------------------------
def read_corrections(corpus: Path) -> Corrections:
    """The corrections of `corpus`; none where there is no such folder."""
    problems: list[Skipped] = []
    rows = {name: list(_rows(corpus, name, problems)) for name in COLUMNS}
    overrides: dict[str, list[Override]] = {}
    for where, (article, name, value, reason) in rows["overrides"]:
        if problem := _override_problem(name, value):
            problems.append(Skipped(where, problem))
        else:
            overrides.setdefault(article, []).append(Override(name, value, reason, where))
    return Corrections(
        overrides={article: tuple(found) for article, found in overrides.items()},
        names={name: correct for _, (name, correct, _) in rows["names"]},
        units={unit: correct for _, (unit, correct, _) in rows["units"]},
        merges=tuple(Link(row[0], row[1], row[2], row[3], row[4], where) for where, row in rows["merge"]),
        splits=tuple(Link(row[0], row[1], row[0], row[2], row[3], where) for where, row in rows["split"]),
        problems=tuple(problems),
    )


def _rows(corpus: Path, name: str, problems: list[Skipped]) -> Iterator[tuple[str, list[str]]]:
    path, columns = corpus / RESERVED / f"{name}.csv", COLUMNS[name]
    if not path.is_file():
        return
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Skipped(f"{RESERVED}/{name}.csv", f"cannot be read as UTF-8: {error}"))
        return
    rows = csv.reader(lines)
    for row in rows:
        where = f"{RESERVED}/{name}.csv:{rows.line_num}"
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0].startswith("#") or tuple(cells) == columns:
            continue
        if len(cells) != len(columns):
            problems.append(Skipped(where, f"{len(cells)} columns; expected {len(columns)}: {', '.join(columns)}"))
        elif empty := [column for column, cell in zip(columns, cells, strict=True) if not cell and column != "value"]:
            problems.append(Skipped(where, f"{empty[0]} is empty; every correction says what and why"))
        else:
            yield where, cells


def _override_problem(name: str, value: str) -> str | None:
    if name not in FIELDS:
        return f"unknown field {name!r}; known fields: {', '.join(sorted(FIELDS))}"
    if name in ("published", "event_date") and value and not _DAY.fullmatch(value):
        return f"{value!r} is not a day such as 2021-09-28, a month 2021-09 or a year"
    if name == "title" and not value:
        return "an article needs a title"
    return None


def unknown_articles(corrections: Corrections, known: set[str]) -> Iterator[Skipped]:
    """Yield the rows that name an article which is not in the corpus."""
    for article, overrides in corrections.overrides.items():
        if article not in known:
            yield from (Skipped(override.where, _no_such(article)) for override in overrides)
    for link in (*corrections.merges, *corrections.splits):
        for article in (link.article, link.other_article):
            if article not in known:
                yield Skipped(link.where, _no_such(article))


def _no_such(article: str) -> str:
    return f"no article {article!r} in the corpus; an id is the path of its file"


# --- applying -------------------------------------------------------------------------------------
def correct(article: Article, corrections: Corrections) -> Article:
    """The article with all corrections that concern it."""
    if corrections.names:
        named = (replace(one, name=corrections.names.get(one.name, one.name)) for one in article.officials)
        article = replace(article, officials=tuple(named))
    if article.unit and article.unit.name in corrections.units:
        article = replace(article, unit=replace(article.unit, name=corrections.units[article.unit.name]))
    for override in corrections.overrides.get(article.id, ()):
        article = FIELDS[override.field](article, override)
    return article


def _evidence(override: Override) -> Evidence:
    return Evidence(RULE, override.reason)


def _title(article: Article, override: Override) -> Article:
    return replace(article, title=override.value)


def _published(article: Article, override: Override) -> Article:
    return replace(article, published=_date(override))


def _event_date(article: Article, override: Override) -> Article:
    return replace(article, event_date=_date(override))


def _date(override: Override) -> DateFinding | None:
    return DateFinding(override.value, _evidence(override)) if override.value else None


def _unit(article: Article, override: Override) -> Article:
    if not override.value:
        return replace(article, unit=None)
    before = article.unit or Unit("", "other", Place(()), _evidence(override))
    return replace(article, unit=replace(before, name=override.value, evidence=_evidence(override)))


def _unit_place(article: Article, override: Override) -> Article:
    """`value`: places from small to large, separated by ";"."""
    if article.unit is None:
        return article
    chain = tuple(part.strip() for part in override.value.split(";") if part.strip())
    return replace(article, unit=replace(article.unit, place=Place(chain), evidence=_evidence(override)))


def _publisher(article: Article, override: Override) -> Article:
    return replace(article, publisher=override.value or None)


def _official(article: Article, override: Override) -> Article:
    """`value`: "name: post; post" adds the official, or gives one that is there these posts."""
    name, _, posts = override.value.partition(":")
    held = tuple(Post(post, post, post, "current", _evidence(override)) for post in _split(posts))
    others = tuple(one for one in article.officials if one.name != name.strip())
    mentions = tuple(span for one in article.officials if one.name == name.strip() for span in one.mentions)
    return replace(article, officials=(*others, Official(name.strip(), held, mentions)))


def _not_official(article: Article, override: Override) -> Article:
    return replace(article, officials=tuple(one for one in article.officials if one.name != override.value))


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


FIELDS: dict[str, Callable[[Article, Override], Article]] = {
    "title": _title,
    "published": _published,
    "event_date": _event_date,
    "unit": _unit,
    "unit_place": _unit_place,
    "publisher": _publisher,
    "official": _official,
    "not_official": _not_official,
}
