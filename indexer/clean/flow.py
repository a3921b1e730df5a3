"""The visible text of a page in reading order, line by line, with how each line looks and what part it belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from bs4 import NavigableString, Tag
from bs4.element import PreformattedString

from indexer.clean.characters import without_entities
from indexer.clean.lines import Look
from indexer.clean.markup import attribute

Part = Literal["around", "title", "lead", "body", "date", "author"]

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """p div li ul ol h1 h2 h3 h4 h5 h6 table tbody thead tfoot tr td th caption section article figure figcaption
        blockquote center dl dt dd pre address header footer main form fieldset details summary nav aside body hr""",
    )
)
_CELLS = frozenset(("td", "th"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CAPTION = re.compile(
    r"(?<![a-z])(?:caption|captions|chu-?thich|image-desc|img-desc|photo-desc|desc-image|avatar-desc)(?![a-z])", re.I
)
_ALIGN = re.compile(r"text-align\s*:\s*(\w+)", re.IGNORECASE)
_ALIGNED: dict[str, Look] = {"center": "centred", "right": "right", "end": "right"}
_ALIGN_CLASS = {"text-center": "center", "aligncenter": "center", "text-right": "right", "text-end": "right"} | {
    "rtecenter": "center",
    "rteright": "right",
    "align-center": "center",
    "align-right": "right",
    "has-text-align-center": "center",
    "has-text-align-right": "right",
}
_LONGEST_CELL = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the page as shown: `look` and the part of the page it stands in."""

    text: str
    look: frozenset[Look]
    part: Part


@dataclass(slots=True)
class Flow:
    """Collects the lines of a page while its elements are walked."""

    skips: Callable[[Tag], bool]
    parts: dict[int, Part]
    shown: list[Shown] = field(default_factory=list)
    alts: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    # How many characters of the open line are italic, strong and linked.
    styled: dict[str, int] = field(default_factory=dict)
    image_before: bool = False
    image_within: bool = False

    def read(self, root: Tag) -> None:
        """Collect the lines of a whole page."""
        self.walk(root, frozenset(), "", "around")
        self.close(frozenset(), "", "around")

    def text(self) -> str:
        """The visible text of the page, each line of it on one line: what a page's `origin` points into."""
        return "\n".join(one.text for one in self.shown)

    def walk(self, tag: Tag, style: frozenset[str], align: str, part: Part) -> None:
        """Collect the lines of `tag`; `style` and `align` come from the elements around it."""
        part = self.parts.get(id(tag), part)
        align = _alignment(tag) or align
        if tag.name == "tr" and "flat" in style:
            self._row(tag, style, align, part)
            return
        style = _style(tag, style)
        for child in tag.children:
            if isinstance(child, Tag):
                self._element(child, style, align, part)
            elif type(child) is NavigableString or not isinstance(child, PreformattedString):
                self._string(str(child), style)

    def _element(self, tag: Tag, style: frozenset[str], align: str, part: Part) -> None:
        if tag.name == "img":
            self._image(tag, part)
        elif tag.name == "br":
            self.close(style, align, part)
        elif not self.skips(tag):
            if tag.name not in _BLOCKS and id(tag) not in self.parts:
                # Buttons and figures around an article touch in the markup; words of a text may be marked in parts.
                apart = [" "] if part in ("around", "date", "author") else []
                self.words += apart
                self.walk(tag, style, align, part)
                self.words += apart
                return
            self.close(style, align, part)
            self.walk(tag, style, align, part)
            inner = self.parts.get(id(tag), part)
            self.close(_style(tag, style), _alignment(tag) or align, inner)

    def _row(self, row: Tag, style: frozenset[str], align: str, part: Part) -> None:
        """A table row on one line, its cells apart."""
        for cell in row.find_all(_CELLS, recursive=False):
            if self.skips(cell):
                continue
            if self.words and (text := " ".join(cell.get_text(" ").split())):
                self._string(" | ", style)
            else:
                text = " ".join(cell.get_text(" ").split())
            self._string(text, style)
        self.close(style | {"cell"}, align, part)

    def _string(self, text: str, style: frozenset[str]) -> None:
        if not text:
            return
        self.words.append(text)
        length = len(text.strip())
        for name in style:
            self.styled[name] = self.styled.get(name, 0) + length

    def _image(self, tag: Tag, part: Part) -> None:
        if part == "body" and (alt := attribute(tag, "alt") or attribute(tag, "title")):
            self.alts.append(alt)
        if any(map(str.strip, self.words)):
            self.image_within = True
        else:
            self.image_before = True

    def close(self, style: frozenset[str], align: str, part: Part) -> None:
        """End the open line."""
        text = "".join(self.words)
        # Editors escape text that is escaped already.
        text = " ".join(without_entities(text)[0].split())
        if text:
            self.shown.append(Shown(text, self._look(len(text), style, align), part))
            self.image_before, self.image_within = self.image_within, False
        self.words.clear()
        self.styled.clear()

    def _look(self, length: int, style: frozenset[str], align: str) -> frozenset[Look]:
        look: set[Look] = set()
        names: tuple[Look, ...] = ("italic", "strong", "linked")
        look.update(name for name in names if self.styled.get(name, 0) >= 0.8 * length)
        places: tuple[Look, ...] = ("caption", "cell", "heading")
        look.update(name for name in places if name in style)
        if align in _ALIGNED:
            look.add(_ALIGNED[align])
        if self.image_before:
            look.add("after_image")
        return frozenset(look)


def _alignment(tag: Tag) -> str:
    attrs = tag.attrs
    if not attrs:
        return "center" if tag.name == "center" else ""
    if "style" in attrs and (match := _ALIGN.search(attribute(tag, "style"))):
        return match[1].lower()
    if "align" in attrs and tag.name != "img":
        return attribute(tag, "align").lower()
    if "class" in attrs:
        for name in attribute(tag, "class").split():
            if name in _ALIGN_CLASS:
                return _ALIGN_CLASS[name]
    return ""


_STYLES = {"em": "italic", "i": "italic", "strong": "strong", "b": "strong", "a": "linked", "figcaption": "caption"} | {
    "caption": "caption"
}


def _style(tag: Tag, style: frozenset[str]) -> frozenset[str]:
    if tag.name in _STYLES:
        style |= {_STYLES[tag.name]}
    elif tag.name in _HEADINGS:
        style |= {"heading"}
    elif tag.name == "table" and is_data(tag):
        style |= {"flat"}
    if "class" in tag.attrs and _CAPTION.search(attribute(tag, "class")) and not tag.find("img"):
        style |= {"caption"}
    if "style" in tag.attrs and "italic" in attribute(tag, "style"):
        style |= {"italic"}
    return style


def is_data(table: Tag) -> bool:
    """Whether a table holds data rather than the layout of a page: short cells, several in a row, no pictures."""
    if table.find("img") or table.find("table"):
        return False
    rows = table.find_all("tr")
    if len(rows) < 2:
        return False
    cells = [row.find_all(_CELLS, recursive=False) for row in rows]
    return max(map(len, cells)) >= 2 and all(len(cell.get_text()) <= _LONGEST_CELL for row in cells for cell in row)
