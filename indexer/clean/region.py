"""Which elements of a page are its title, lead, body, dates and author: by rules of the software, else by density."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bs4 import NavigableString, Tag

from indexer.clean.characters import tidy
from indexer.clean.flow import Part
from indexer.clean.headline import is_site_name, same_words, without_site
from indexer.clean.markup import Parsed, attribute, visible_text
from indexer.clean.metadata import Head
from indexer.clean.portals import Portal, is_silent, noise_of, noise_strength
from indexer.text.fold import fold

_CONTAINERS = frozenset(("div", "td", "article", "section", "main", "body", "form", "center", "span", "dd", "li"))
_LEAVES = frozenset(
    ("p", "li", "td", "div", "section", "article", "blockquote", "dd", "span", "center", "main", "body")
)
# A part of the page with this share of its prose is its main part; the rest is teasers and legal text.
_MAIN_SHARE = 0.7
# A body found by a selector that has less than this share of the densest part's prose is the wrong element.
_TRUSTED_SHARE = 0.4
_SHORTEST_PROSE = 50


@dataclass(slots=True)
class Regions:
    """The elements of an article, and what of the page to leave out."""

    title: str
    title_tag: Tag | None
    # Whether the page's head and a heading agree on the title.
    sure: bool
    parts: dict[int, Part] = field(default_factory=dict)
    noise: set[int] = field(default_factory=set)
    body: list[Tag] = field(default_factory=list)

    def skips(self, tag: Tag) -> bool:
        return id(tag) in self.noise


def find_regions(page: Parsed, portals: tuple[Portal, ...], head: Head) -> Regions:
    """The parts of the article on a page."""
    known_noise = noise_of(page, portals)
    title, title_tag, sure = find_title(page, portals, head, known_noise)
    named = {id(tag) for portal in portals for part in _places(portal) for tag in page.select(part)}
    weights = prose_weights(page)
    total = weights.get(id(page.soup), 0)
    keeps = {id(parent) for parent in title_tag.parents} if title_tag else set()

    def is_noise(tag: Tag) -> bool:
        """Whether a part of the page goes; what holds the title or most of the prose never does."""
        if id(tag) in keeps or is_silent(tag):
            return is_silent(tag)
        if id(tag) in known_noise:
            return weights.get(id(tag), 0) < _MAIN_SHARE * total
        if id(tag) in named:
            return False
        strength = noise_strength(tag)
        return strength == "strong" or (strength == "weak" and weights.get(id(tag), 0) < 0.5 * total)

    noisy = [tag for tag in page.tags if is_noise(tag)]
    regions = Regions(title, title_tag, sure, noise={id(tag) for tag in noisy})
    _discount(noisy, weights, regions.noise)
    regions.body = find_body(page, portals, weights, regions)
    _name_parts(page, portals, regions)
    return regions


def _places(portal: Portal) -> tuple[str, ...]:
    """Selectors of the parts that a software names; a telling class word does not make them noise."""
    return (portal.lead, portal.body, portal.date) if portal.tell_tales else ()


def _name_parts(page: Parsed, portals: tuple[Portal, ...], regions: Regions) -> None:
    """Tell the walker what each element is; the body wins over what stands in it."""
    inside = {id(tag) for body in regions.body for tag in body.find_all(True)} | {id(body) for body in regions.body}
    above = {id(parent) for body in regions.body for parent in body.parents}
    columns: tuple[tuple[Part, Callable[[Portal], str]], ...] = (
        ("author", lambda portal: portal.author),
        ("date", lambda portal: portal.date),
        ("lead", lambda portal: portal.lead),
    )
    for part, column in columns:
        for portal in portals:
            for tag in page.select(column(portal)) if column(portal) else ():
                if id(tag) not in inside and id(tag) not in above:
                    regions.parts.setdefault(id(tag), part)
    for body in regions.body:
        regions.parts[id(body)] = "body"
    if regions.title_tag:
        regions.parts[id(regions.title_tag)] = "title"


def find_title(page: Parsed, portals: tuple[Portal, ...], head: Head, noise: set[int]) -> tuple[str, Tag | None, bool]:
    """The headline as the page prints it, its element, and whether heading and head of the page agree on it.

    From the page's head where no element agrees with that.
    """
    wanted = [text for text in (head.headline, head.page_title) if text]
    candidates = list(_headings(page, portals, head, noise))
    agreeing = [(text, tag) for text, tag in candidates if any(_agrees(text, title) for title in wanted)]
    for text, tag in agreeing:
        if not is_site_name(text):
            return text, tag, True
    from_head = _title_of_head(head)
    if from_head or not candidates:
        return from_head, None, bool(head.headline) and bool(from_head)
    text, tag = next(iter(agreeing or candidates))
    return text, tag, False


def _headings(page: Parsed, portals: tuple[Portal, ...], head: Head, noise: set[int]) -> Iterator[tuple[str, Tag]]:
    for portal in portals:
        for tag in page.select(portal.title):
            text = tidy(visible_text(tag))
            named = any(same_words(text, name) for name in head.site_names)
            if 8 <= len(text) <= 500 and not named and not _is_outside(tag, noise):
                yield text, tag


def _is_outside(tag: Tag, noise: set[int]) -> bool:
    """Whether the heading belongs to the site or to other news."""
    if "site" in attribute(tag, "class") or "logo" in attribute(tag, "class") or is_silent(tag):
        return True
    around = (tag, *tag.parents)
    return any(id(one) in noise or noise_strength(one) == "strong" or is_silent(one) for one in around)


def _agrees(text: str, title: str) -> bool:
    """Whether a heading says what a page title says, perhaps without the site's name or cut short."""
    words, wanted = fold(text), fold(title)
    if words in wanted:
        return len(words) >= 0.3 * len(wanted) or wanted.startswith(words)
    cut = wanted.rstrip(".… ")
    return len(cut) >= 20 and words.startswith(cut)


def _title_of_head(head: Head) -> str:
    names = head.site_names
    for text in (head.headline, head.page_title):
        title = without_site(text, names)
        if len(title) >= 8 and not is_site_name(title) and not any(same_words(title, name) for name in names):
            return title
    return ""


def _discount(noisy: list[Tag], weights: dict[int, int], noise: set[int]) -> None:
    """Take the text of noise from the weights of all elements around it."""
    for tag in noisy:
        own = weights.get(id(tag), 0)
        if own and not any(id(parent) in noise for parent in tag.parents):
            for one in (tag, *tag.parents):
                weights[id(one)] = weights.get(id(one), 0) - own


def prose_weights(page: Parsed) -> dict[int, int]:
    """For each element, by id, how many characters of running text it holds outside links."""
    weights: dict[int, int] = {}
    body = page.soup.body or page.soup
    stack: list[Tag] = [body]
    while stack:
        tag = stack.pop()
        own = 0
        for child in tag.children:
            if isinstance(child, Tag):
                if child.name != "a" and not is_silent(child):
                    if child.name in _LEAVES or child.name in ("ul", "ol", "table", "tbody", "tr", "dl", "figure"):
                        stack.append(child)
                    else:
                        own += _inline_length(child, stack)
            elif type(child) is NavigableString:
                own += len(child.strip())
        if own >= _SHORTEST_PROSE and tag.name != "a":
            for one in (tag, *tag.parents):
                weights[id(one)] = weights.get(id(one), 0) + own
    return weights


def _inline_length(tag: Tag, stack: list[Tag]) -> int:
    """The length of the text in an inline element; blocks inside it are put on the stack."""
    length = 0
    inner = [tag]
    while inner:
        for child in inner.pop().children:
            if isinstance(child, Tag):
                if child.name in _LEAVES and child.name != "span":
                    stack.append(child)
                elif child.name != "a" and not is_silent(child):
                    inner.append(child)
            elif type(child) is NavigableString:
                length += len(child.strip())
    return length


def find_body(page: Parsed, portals: tuple[Portal, ...], weights: dict[int, int], regions: Regions) -> list[Tag]:
    """The elements that hold the article's text, in page order; empty where the page has no running text."""
    densest = _densest(page, weights, regions)
    least = _TRUSTED_SHARE * weights.get(id(densest), 0) if densest else 0
    for portal in portals:
        for selector in filter(None, (part.strip() for part in portal.body.split(","))):
            found = [
                tag for tag in page.select(selector) if weights.get(id(tag), 0) and not _within(tag, regions.noise)
            ]
            if not found:
                continue
            best = max(found, key=lambda tag: weights[id(tag)])
            if weights[id(best)] > least:
                return [tag for tag in found if tag is best or tag.parent is best.parent]
    return [densest] if densest else []


def _within(tag: Tag, noise: set[int]) -> bool:
    return id(tag) in noise or any(id(parent) in noise for parent in tag.parents)


def _densest(page: Parsed, weights: dict[int, int], regions: Regions) -> Tag | None:
    """The smallest container with most of the page's prose."""
    here = page.soup.body or page.soup
    total = weights.get(id(here), 0)
    if not total:
        return None
    best: Tag = here
    while True:
        heavy = [
            one for one in here.children if isinstance(one, Tag) and weights.get(id(one), 0) >= _MAIN_SHARE * total
        ]
        if not heavy:
            return best
        here = heavy[0]
        if here.name in _CONTAINERS:
            best = here
