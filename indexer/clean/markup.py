"""HTML text in, a parsed page with a register of its elements out; hostile pages are refused before they cost time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from warnings import catch_warnings, simplefilter

from bs4 import BeautifulSoup, Tag

from indexer.clean.selectors import matcher

# Word's worst pages nest 60 elements; Python's own stack and quadratic selectors set the limit.
MAX_DEPTH = 250
# 100,000 elements take 2 seconds to parse and walk; the largest portal page seen has 9,000.
MAX_TAGS = 60_000
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)")
_OPAQUE = re.compile(r"<(?:(script|style)\b|!--)", re.IGNORECASE)
# No page gives an element more class names; a longer list is an attack on whoever reads it.
_MOST_CLASSES = 40
# Elements without an end, or closed by the parser when their like follows.
_FLAT = frozenset(
    re.findall(
        r"\w+",
        "area base br col embed hr img input link meta param source track wbr "
        "p li td tr th dt dd option tbody thead tfoot",
    )
)


class Refused(Exception):
    """A page that would cost too much; the text is the reason."""


@dataclass(slots=True)
class Parsed:
    """A parsed page. `by_key` finds elements by "tag", "#id", ".class", "[id]" and "[itemprop]", in page order."""

    soup: BeautifulSoup
    tags: list[Tag]
    by_key: dict[str, list[Tag]] = field(default_factory=dict)

    def select(self, selectors: str) -> list[Tag]:
        """Elements that match one of the selectors, in order of the selectors, then of the page."""
        found: dict[int, Tag] = {}
        for key, whole, selector in _parted(selectors):
            for tag in self.by_key.get(key, ()):
                if id(tag) not in found and (whole or matcher(selector)(tag)):
                    found[id(tag)] = tag
        return list(found.values())


@cache
def _parted(selectors: str) -> tuple[tuple[str, bool, str], ...]:
    """(key of its last element, whether the key says all, itself) of each selector."""
    parts = [part.strip() for part in selectors.split(",") if part.strip()]
    return tuple((_key(part), _key(part) in (part, part.lower()), part) for part in parts)


def _key(selector: str) -> str:
    last = re.split(r"[ >+~]+", selector)[-1]
    for pattern in (r"#[\w-]+", r"\.[\w-]+"):
        if match := re.search(pattern, re.sub(r"\[[^\]]*\]", "", last)):
            return match[0].lower() if match[0][0] == "." else match[0]
    if match := re.match(r"[a-zA-Z][\w-]*", last):
        return match[0].lower()
    match = re.match(r"\[(\w+)", last)
    return f"[{match[1]}]" if match else "*"


def parse(source: str) -> Parsed:
    """The parsed page; raises Refused where it is nested too deep or has too many elements."""
    _guard(source)
    with catch_warnings():
        # A page that looks like a path, or like XML, is still read as HTML.
        simplefilter("ignore")
        soup = BeautifulSoup(source, "lxml")
    parsed = Parsed(soup, [node for node in soup.descendants if isinstance(node, Tag)])
    for tag in parsed.tags:
        for key in _keys(tag):
            parsed.by_key.setdefault(key, []).append(tag)
    return parsed


def _guard(source: str) -> None:
    depth = deepest = count = 0
    for match in _tag_marks(source):
        if match["name"].lower() in _FLAT:
            count += not match["close"]
        elif match["close"]:
            depth = max(0, depth - 1)
        else:
            depth += 1
            count += 1
            deepest = max(deepest, depth)
    if count > MAX_TAGS:
        raise Refused(f"{count:,} elements; the limit is {MAX_TAGS:,}")
    if deepest > MAX_DEPTH:
        raise Refused(f"elements nested {deepest:,} deep; the limit is {MAX_DEPTH}")


def _tag_marks(source: str) -> Iterator[re.Match[str]]:
    """Every mark that opens or closes an element, scripts, styles and comments left out; linear in the source."""
    lower = source.lower() if len(source.lower()) == len(source) else source
    at = 0
    while at < len(source):
        opaque = _OPAQUE.search(source, at)
        yield from _TAG.finditer(source, at, opaque.start() if opaque else len(source))
        if not opaque:
            return
        name = (opaque[1] or "").lower()
        end = lower.find(f"</{name}" if name else "-->", opaque.end())
        if end < 0:
            return
        at = end + (2 + len(name) if name else 3)


def _keys(tag: Tag) -> Iterator[str]:
    yield tag.name
    for name, value in tag.attrs.items():
        if name == "class":
            names = value if isinstance(value, list) else value.split(maxsplit=_MOST_CLASSES)
            # Portals write one class name in several cases.
            yield from (f".{one.lower()}" for one in names[:_MOST_CLASSES])
            yield "[class]"
        elif name == "id":
            yield f"#{value}"
            yield "[id]"
        elif name == "itemprop":
            yield "[itemprop]"


def visible_text(tag: Tag) -> str:
    """The words of an element on one line."""
    return " ".join(tag.get_text(" ").split())


def attribute(tag: Tag, name: str) -> str:
    """An attribute as text, "" where absent."""
    value = tag.attrs.get(name, "")
    return " ".join(value[:_MOST_CLASSES]) if isinstance(value, list) else str(value)
