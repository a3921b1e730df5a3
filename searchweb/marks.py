"""Marked text as safe HTML: everything escaped, the matching words inside <mark>."""

from __future__ import annotations

from markupsafe import Markup, escape

from indexer.query import Marked


def marked_html(marked: Marked) -> Markup:
    """The text with its marks as <mark>; marked words beside each other read as one mark."""
    return Markup("").join(_pieces(marked.text, _touching(marked)))


def paragraphs(marked: Marked) -> list[Marked]:
    """The lines of a text that are not blank, each with the marks that lie in it."""
    found: list[Marked] = []
    start = 0
    for line in marked.text.split("\n"):
        end = start + len(line)
        if line.strip():
            inside = tuple(
                (max(a, start) - start, min(b, end) - start) for a, b in marked.marks if a < end and b > start
            )
            found.append(Marked(line, inside))
        start = end + 1
    return found


def _touching(marked: Marked) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in marked.marks:
        if joined and joined[-1][1] <= start and marked.text[joined[-1][1] : start].strip(" ") == "":
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return tuple(joined)


def _pieces(text: str, marks: tuple[tuple[int, int], ...]) -> list[Markup]:
    pieces: list[Markup] = []
    reached = 0
    for start, end in marks:
        if not reached <= start < end <= len(text):
            continue
        pieces += [escape(text[reached:start]), Markup("<mark>{}</mark>").format(text[start:end])]
        reached = end
    return [*pieces, escape(text[reached:])]
