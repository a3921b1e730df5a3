"""Rules per portal software, from the table `portals`, and what on a page is noise, from `clean_noise`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bs4 import Tag

from indexer.clean.markup import Parsed, attribute
from indexer.tables import read_table

_COLUMNS = ("software", "tell_tale", "title", "lead", "body", "date", "author", "noise", "source")
_SILENT = frozenset(
    re.findall(r"\w+", "script style noscript template iframe object embed svg button select textarea input canvas")
)
_AROUND = frozenset(("nav", "footer", "aside"))
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-\d{3,}|(?<![-\w])height\s*:\s*[01](?:px)?\s*(?:;|$|!)"
    r"|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$|!)",
    re.IGNORECASE,
)
_HIDDEN_CLASS = frozenset(("hidden", "d-none", "hide", "sr-only", "visually-hidden", "invisible", "element-invisible"))
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|_")


@dataclass(frozen=True, slots=True)
class Portal:
    """Where one portal software puts the parts of an article; each a list of CSS selectors, "" where unknown."""

    software: str
    tell_tales: tuple[str, ...]
    title: str
    lead: str
    body: str
    date: str
    author: str
    noise: str


@cache
def _portals() -> tuple[Portal, ...]:
    rows = []
    for _, row in read_table("portals", _COLUMNS):
        tell_tales = tuple(part.strip() for part in row["tell_tale"].split("||") if part.strip())
        rows.append(Portal(row["software"], tell_tales, *(row[column] for column in _COLUMNS[2:8])))
    return tuple(rows)


def portals_of(source: str) -> tuple[Portal, ...]:
    """The rules to try on a page, the software it tells of first; the last serves every page."""
    lower = source.lower()
    return tuple(
        portal for portal in _portals() if not portal.tell_tales or any(tell in lower for tell in portal.tell_tales)
    )


@cache
def _noise_words(strength: str) -> re.Pattern[str]:
    rows = read_table("clean_noise", ("token", "strength", "source"))
    words = "|".join(re.escape(row["token"]) for _, row in rows if row["strength"] == strength)
    return re.compile(rf"(?<![a-z])(?:{words})(?![a-z])")


def is_silent(tag: Tag) -> bool:
    """Whether the element shows no text to a reader: scripts, form fields, hidden spam."""
    if tag.name in _SILENT:
        return True
    attrs = tag.attrs
    if not attrs:
        return False
    if "hidden" in attrs or ("style" in attrs and _HIDDEN_STYLE.search(attribute(tag, "style"))):
        return True
    return "class" in attrs and not _HIDDEN_CLASS.isdisjoint(attribute(tag, "class").split())


def noise_strength(tag: Tag) -> str:
    """ "strong", "weak" or "" by the name of the element, its classes and its id."""
    if tag.name in _AROUND:
        return "strong"
    if not ("class" in tag.attrs or "id" in tag.attrs) or tag.name in ("body", "html"):
        return ""
    words = _CAMEL.sub("-", f"{attribute(tag, 'class')} {attribute(tag, 'id')}").lower()
    if _noise_words("strong").search(words):
        return "strong"
    return "weak" if _noise_words("weak").search(words) else ""


def noise_of(page: Parsed, portals: tuple[Portal, ...]) -> set[int]:
    """The ids of elements that the software's own rules call noise."""
    return {id(tag) for portal in portals if portal.noise for tag in page.select(portal.noise)}
