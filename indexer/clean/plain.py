"""A plain text file, as a portal's page was copied, to a page: title, text, captions, byline and stamps apart."""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.clean.article import joined, sort_lines
from indexer.clean.characters import language_notes, readable, tidy, without_entities
from indexer.clean.headline import split_head, without_site
from indexer.clean.lines import PLAIN, Line, Look, is_prose, scan
from indexer.model import Page, RawPage, Site, Skipped, Stamp
from indexer.text.offsets import compose

_LINE = re.compile(r"[^\n]+")
# A line that begins so goes on with the sentence above: the file was wrapped at a width.
_WRAPPED = re.compile(r"(?=[^\W\d_])(?![^\W\d_][.)])\w+")
_NARROWEST = 60
_FINISHED = (".", ":", ";", "!", "?", "…", "”", '"', "/")
_TITLE_FROM_TEXT = 160
GLUED: frozenset[Look] = frozenset({"glued"})


def split_lines(text: str) -> list[Line]:
    """The lines of a normalised text that are not blank; a sentence wrapped over several lines is one."""
    lines: list[Line] = []
    end_before = -2
    for match in _LINE.finditer(text):
        whole = match[0].strip()
        if not whole:
            continue
        look: frozenset[Look] = GLUED if match.start() == end_before + 1 else PLAIN
        end_before = match.end()
        if lines and look and _goes_on(lines[-1].text, whole):
            start = lines[-1].start
            lines[-1] = replace(lines[-1], text=text[start : match.end()].rstrip().replace("\n", " "))
        else:
            lines.append(Line(match[0], match.start(), look).cut(0, len(match[0])))
    return lines


def _goes_on(above: str, text: str) -> bool:
    """Whether a line is the rest of the sentence in the line above it."""
    if not text[0].islower() or len(above) < _NARROWEST or above.endswith(_FINISHED):
        return False
    return bool(_WRAPPED.match(text)) and scan(text).end < len(text)


def clean_plain(raw: RawPage, source: str, notes: tuple[str, ...]) -> Page | Skipped:
    """The page of a plain text `source`."""
    plain, entities = without_entities(source)
    text = readable(plain)
    lines = split_lines(text.text)
    title, rest, stamps, breadcrumb = split_head(lines)
    if raw.title:
        title, rest = tidy(raw.title), lines
    sorted_ = sort_lines(rest, title, plain=True)
    if not sorted_.body and not (title and is_prose(title)):
        return Skipped(raw.id, f"no article text found ({len(text.text.strip())} characters)")
    if not sorted_.body:
        sorted_.body = [line for line in lines if line.text in title]
    body, places = joined(sorted_.body)
    return Page(
        id=raw.id,
        title=without_site(title, ()) if title else opening(body),
        body=body,
        captions="\n".join(sorted_.captions),
        byline="\n".join(sorted_.bylines) or None,
        stamps=(*_given(raw), *stamps, *sorted_.stamps),
        site=Site(breadcrumb=sorted_.breadcrumb or breadcrumb, footer="\n".join(sorted_.footer)),
        source_url=raw.url,
        origin=compose(compose(entities, text.origin), places),
        notes=(*notes, *text.notes, *language_notes(body)),
    )


def _given(raw: RawPage) -> tuple[Stamp, ...]:
    return (Stamp(raw.published, "meta"),) if raw.published else ()


def opening(body: str) -> str:
    """The first sentence of a text that has no headline, cut at a word."""
    first = body.partition("\n")[0]
    sentence = re.match(r".{20,}?[.!?](?= |$)", first)
    title = sentence[0] if sentence else first
    if len(title) <= _TITLE_FROM_TEXT:
        return title.rstrip(".")
    return title[:_TITLE_FROM_TEXT].rpartition(" ")[0] + "…"
