"""Marked text as safe HTML: everything escaped, the matching words inside <mark>, named things inside links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from indexer.query import Marked
from searchweb.language import translate

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """A piece of a text that leads somewhere."""

    start: int
    end: int
    href: str
    kind: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of a text with its marks and links. `first` is the number of its first mark, from 1 in the whole page."""

    text: str
    marks: tuple[Span, ...]
    links: tuple[Link, ...] = ()
    first: int = 1


def marked_html(marked: Marked) -> Markup:
    """The text with its marks as <mark>; marked words beside each other read as one mark."""
    pieces = _pieces(marked.text, touching(marked.text, marked.marks))
    return Markup("".join(pieces))  # noqa: S704 - of escaped pieces


def numbered_html(paragraph: Paragraph, total: int) -> Markup:
    """The text with links, and behind each mark its steps to the one before and the one behind of `total`."""
    pieces: list[Markup] = []
    waiting: list[Markup] = []  # steps that must not stand inside a link
    open_link: Link | None = None
    for start, end in _cuts(paragraph):
        link = next((each for each in paragraph.links if each.start <= start < each.end), None)
        if link is not open_link:
            pieces += [_closed(open_link), *waiting, _opened(link)]
            waiting, open_link = [], link
        place = next((at for at, mark in enumerate(paragraph.marks) if mark[0] <= start < mark[1]), None)
        text = paragraph.text[start:end]
        pieces.append(escape(text) if place is None else Markup("<mark>{}</mark>").format(text))
        if place is not None and end == paragraph.marks[place][1]:
            waiting.append(_steps(paragraph.first + place, total))
        if link is None:
            pieces += waiting
            waiting = []
    return Markup("").join([*pieces, _closed(open_link), *waiting])


def paragraphs(marked: Marked) -> list[Marked]:
    """The lines of a text that are not blank, each with the marks that lie in it."""
    return [Marked(one.text, one.marks) for one in numbered(marked, (), 1)]


def numbered(marked: Marked, links: Iterable[Link], first: int) -> list[Paragraph]:
    """The lines of a text that are not blank, with their marks and links; marks beside each other are one."""
    marks, sorted_links = touching(marked.text, marked.marks), apart(links)
    found: list[Paragraph] = []
    start = 0
    for line in marked.text.split("\n"):
        end = start + len(line)
        if line.strip():
            inside = tuple((max(a, start) - start, min(b, end) - start) for a, b in marks if a < end and b > start)
            here = tuple(
                Link(each.start - start, each.end - start, each.href, each.kind)
                for each in sorted_links
                if start <= each.start < each.end <= end
            )
            found.append(Paragraph(line, inside, here, first))
            first += len(inside)
        start = end + 1
    return found


def touching(text: str, marks: Iterable[Span]) -> tuple[Span, ...]:
    """The marks that lie in the text, in order; those with only spaces between them are one."""
    joined: list[Span] = []
    for start, end in marks:
        if not (joined[-1][1] if joined else 0) <= start < end <= len(text):
            continue
        if joined and text[joined[-1][1] : start].strip(" ") == "":
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return tuple(joined)


def apart(links: Iterable[Link]) -> tuple[Link, ...]:
    """The links in order, without those that overlap one before them."""
    found: list[Link] = []
    for link in sorted(links, key=lambda each: (each.start, -each.end)):
        if link.start < link.end and (not found or found[-1].end <= link.start):
            found.append(link)
    return tuple(found)


def _cuts(paragraph: Paragraph) -> Iterator[Span]:
    """The text cut wherever a mark or a link begins or ends."""
    places = {0, len(paragraph.text)}
    for start, end in (*paragraph.marks, *((each.start, each.end) for each in paragraph.links)):
        places |= {start, end}
    cuts = sorted(places)
    yield from pairwise(cuts)


def _opened(link: Link | None) -> Markup:
    return Markup('<a class="named {}" href="{}">').format(link.kind, link.href) if link else Markup("")


def _closed(link: Link | None) -> Markup:
    return Markup("</a>") if link else Markup("")


def _steps(number: int, total: int) -> Markup:
    """Where a reader who came to a mark goes from there; shown at the mark that the address names."""
    before = _step(number - 1, "up", translate("Match before this")) if number > 1 else Markup("")
    behind = _step(number + 1, "down", translate("Next match")) if number < total else Markup("")
    return Markup('<span class="step" id="m{}">{}{}</span>').format(number, before, behind)


def _step(number: int, way: str, label: str) -> Markup:
    # Without text of its own, so that a copied sentence stays what it is; the style sheet draws the arrow.
    return Markup('<a class="{}" href="#m{}" aria-label="{}"></a>').format(way, number, label)


def _pieces(text: str, marks: tuple[Span, ...]) -> Iterator[str]:
    """The text piece by piece as HTML, escaped and marked."""
    reached = 0
    for start, end in marks:
        yield f"{escape(text[reached:start])}<mark>{escape(text[start:end])}</mark>"
        reached = end
    yield escape(text[reached:])
