"""A saved portal page to a clean page: parse, find the article's parts, read them line by line, sort the lines."""

from __future__ import annotations

import re
from itertools import takewhile

from bs4 import Tag

from indexer.clean.article import Sorted, joined, sort_lines
from indexer.clean.bylines import is_account, labelled, take_signature
from indexer.clean.captions import alt_caption
from indexer.clean.characters import language_notes, readable, tidy
from indexer.clean.flow import Flow, Part, Shown
from indexer.clean.headline import is_breadcrumb, is_site_name, repeats, site_of, split_head, without_date
from indexer.clean.lines import Line, find_stamps, heads_other_news, is_prose, scan
from indexer.clean.markup import Parsed, Refused, attribute, parse, visible_text
from indexer.clean.metadata import Head, read_head
from indexer.clean.plain import opening
from indexer.clean.portals import Portal, is_silent, portals_of
from indexer.clean.region import Regions, find_regions
from indexer.model import Page, RawPage, Site, Skipped, Stamp
from indexer.text.offsets import compose

_SITE_NAME = (
    ".site-name, .site-title, .school-name, .brand, .portal-name, #logo, .logo, .banner-title, header a[rel=home]"
)
_BREADCRUMB = ".breadcrumb, .breadcrumbs, .portlet-breadcrumb, .duongdan, #breadcrumb, [itemprop=breadcrumb]"
_FOOTER = "footer, #footer, .footer, .foot, .site-footer, #print #footer, .copyright"
_LONGEST_FOOTER = 600
_OWNER = re.compile(
    r"(?:©|\(c\)|bản quyền(?: thuộc(?: về)?)?|copyright)[ :]*(?:©[ ]*)?(?:\d{4}(?:[ -]+\d{4})?[ ,-]*)?"
    r"(?:bản quyền(?: thuộc(?: về)?)?[ :]*)?([^.,;|:]{4,100}?)(?=[.,;|:]| - \S*[@.]| chịu trách| địa chỉ|$)",
    re.IGNORECASE,
)
# A line with the part of the page it stands in.
Placed = tuple[Line, Part]
# An author's line stands at most so many lines below the text.
_BELOW = 6
# A headline that no element marks, at most so many lines above it.
_ABOVE = 8


def clean_html(raw: RawPage, source: str, notes: tuple[str, ...]) -> Page | Skipped:
    """The article of an HTML page."""
    try:
        page = parse(source)
    except Refused as error:
        return Skipped(raw.id, f"not parsed: {error}")
    portals = portals_of(source)
    head = read_head(page)
    regions = find_regions(page, portals, head)
    flow = _flow(page, regions)
    text = readable(flow.text())
    lines = _placed(text.text, flow.shown)
    title, stamps = without_date(_title(lines, regions) or tidy(raw.title or ""))
    found = _sorted(lines, title)
    if not any(is_prose(line.text) or len(line.text) > 60 for line in found.body):
        return Skipped(raw.id, f"no article text found (only navigation, {len(text.text)} characters)")
    _take_alts(flow.alts, title, found)
    if not (head.stamps or found.stamps):
        found.stamps += _stamps_in_noise(page, portals)
    body, places = joined(found.body)
    return Page(
        id=raw.id,
        title=title or opening(body),
        body=body,
        captions="\n".join(found.captions),
        byline="\n".join(found.bylines) or None,
        stamps=tuple(dict.fromkeys((*_given(raw), *head.stamps, *stamps, *found.stamps))),
        site=_site(page, head, title, found),
        source_url=raw.url or head.url or None,
        origin=compose(text.origin, places),
        notes=(*notes, *text.notes, *language_notes(body)),
    )


def shown_text(source: str) -> str:
    """The visible text of an HTML page that is not noise, a line a block; "" for a page that is refused."""
    try:
        page = parse(source)
    except Refused:
        return ""
    return _flow(page, find_regions(page, portals_of(source), read_head(page))).text()


def _flow(page: Parsed, regions: Regions) -> Flow:
    flow = Flow(regions.skips, regions.parts)
    flow.read(page.soup.body or page.soup)
    return flow


def _sorted(lines: list[Placed], title: str) -> Sorted:
    start = _title_line(lines, title)
    found = sort_lines(_article_lines(lines, start, title), title, plain=False)
    _take_around(lines, start, found)
    return found


def _given(raw: RawPage) -> tuple[Stamp, ...]:
    return (Stamp(raw.published, "meta"),) if raw.published else ()


def _stamps_in_noise(page: Parsed, portals: tuple[Portal, ...]) -> tuple[Stamp, ...]:
    """The date where the software prints it, for pages that put it into a toolbar among buttons."""
    tags = [tag for portal in portals if portal.tell_tales for tag in page.select(portal.date)[:1]]
    return tuple(stamp for tag in tags for stamp in find_stamps(tidy(visible_text(tag))))[:2]


def _placed(text: str, shown: list[Shown]) -> list[Placed]:
    """The lines of the normalised text, each with the part of the page it stands in."""
    lines: list[Placed] = []
    at = 0
    if not shown:
        return lines
    for content, one in zip(text.split("\n"), shown, strict=True):
        if content.strip():
            lines.append((Line(content, at, one.look).cut(0, len(content)), one.part))
        at += len(content) + 1
    return lines


def _title(lines: list[Placed], regions: Regions) -> str:
    """The headline: as its element shows it, else the page's head, where the page shows that too; else by its place."""
    shown = _shown_title(lines)
    if regions.sure:
        return shown or regions.title
    if not shown and any(repeats(line.text, regions.title) for line, _ in lines):
        return regions.title
    above = _title_above(lines) or _title_in_body(lines)
    return above or shown or regions.title


def _title_above(lines: list[Placed]) -> str:
    """The nearest line above the text that can be a headline; "" where there is none."""
    first = next((number for number, (_, part) in enumerate(lines) if part == "body"), 0)
    for line, part in reversed(lines[max(0, first - _ABOVE) : first]):
        text = line.text
        passed = part in ("date", "author", "lead") or "linked" in line.look or is_breadcrumb(text)
        if passed or scan(text).end >= len(text) or (is_prose(text) and text.endswith(".")):
            continue
        if 4 <= text.count(" ") + 1 <= 60 and not is_site_name(text) and not find_stamps(text):
            return _shown_title(lines) if part == "title" else text
    return ""


def _shown_title(lines: list[Placed]) -> str:
    """The headline as its element shows it, on however many lines."""
    return " ".join(line.text for line, part in lines if part == "title")


def _title_in_body(lines: list[Placed]) -> str:
    """The headline of a page that marks none: the line above the text, as in a plain file."""
    inside = [line for line, part in lines if part == "body" and "linked" not in line.look]
    above_text = list(takewhile(lambda line: not is_prose(line.text), inside))
    headings = [line.text for line in above_text if "heading" in line.look and line.text.count(" ") >= 3]
    title = headings[-1] if headings else split_head(inside)[0]
    return title if len(inside) > 1 and not title.endswith(".") else ""


def _title_line(lines: list[Placed], title: str) -> int:
    """The number of the last line of the headline above the text, -1 where the page shows none."""
    first_body = next((number for number, (_, part) in enumerate(lines) if part == "body"), len(lines))
    in_title = [number for number, (_, part) in enumerate(lines[:first_body]) if part == "title"]
    if in_title:
        return in_title[-1]
    return max((number for number, (line, _) in enumerate(lines[:first_body]) if repeats(line.text, title)), default=-1)


def _article_lines(lines: list[Placed], start: int, title: str) -> list[Line]:
    """The lead and the body. Running text between headline and body is a lead, whatever the page calls it."""
    article: list[Line] = []
    body_begun = False
    inner = [number for number, (line, part) in enumerate(lines) if part == "body" and repeats(line.text, title)]
    # A body that holds its own headline begins below it, unless text stands above.
    above = (
        inner[0] if inner and not any(is_prose(line.text) for line, part in lines[: inner[0]] if part == "body") else -1
    )
    for number, (line, part) in enumerate(lines):
        if part == "body":
            body_begun = True
            if number > above or scan(line.text).stamps:
                article.append(line)
        elif not body_begun and number > start and _is_lead(line, part, shown_title=start >= 0):
            article.append(line)
    return _without_copy_of_lead(article)


def _is_lead(line: Line, part: str, *, shown_title: bool) -> bool:
    if part == "lead":
        return len(line.text) >= 30 and "linked" not in line.look
    return shown_title and part == "around" and is_prose(line.text) and "linked" not in line.look


def _without_copy_of_lead(lines: list[Line]) -> list[Line]:
    """A lead that the body begins with again is kept once."""
    if len(lines) > 1 and any(line.text.startswith(lines[0].text.rstrip(".… ")) for line in lines[1:3]):
        return lines[1:]
    return lines


def _take_around(lines: list[Placed], start: int, found: Sorted) -> None:
    """Stamps and authors that stand outside the body."""
    ends = [number for number, (_, part) in enumerate(lines) if part == "body"]
    first, last = (ends[0], ends[-1]) if ends else (0, 0)
    for number, (line, part) in enumerate(lines):
        if part in ("title", "body", "lead"):
            continue
        if number > last and heads_other_news(line.text):
            break
        near = number < first and (number > start or (part == "date" and number >= start - 4))
        stamps = find_stamps(line.text) if len(line.text) < 200 else ()
        found.stamps += [stamp for stamp in stamps if near or (stamp.label != "unlabelled" and number > start - 6)]
        if not found.bylines and start - 3 <= number <= last + _BELOW:
            _take_author(line, part, found)
    if not found.breadcrumb:
        found.breadcrumb = next((line.text for line, _ in lines[: max(start, 0)] if is_breadcrumb(line.text)), "")


def _take_author(line: Line, part: str, found: Sorted) -> None:
    name = labelled(line.text)
    if name is not None and not find_stamps(line.text):
        if name and not is_account(name):
            found.bylines.append(line.text)
    elif part == "author" and not is_account(line.text.removeprefix("bởi ").removeprefix("by ")):
        # A line of its own is judged as the last line of a text would be.
        signature = take_signature([Line(".", 0), line])[1]
        found.bylines += signature


def _take_alts(alts: list[str], title: str, found: Sorted) -> None:
    """Descriptions of pictures that the page does not show as captions."""
    for alt in alts:
        text = alt_caption(tidy(alt))
        if text and not repeats(text, title) and text not in found.captions and text not in "\n".join(found.captions):
            found.captions.append(text)


def _site(page: Parsed, head: Head, title: str, found: Sorted) -> Site:
    footer = " ".join(_texts(page, _FOOTER, limit=1)) or "\n".join(found.footer)
    names = [*head.site_names, *_texts(page, _SITE_NAME, limit=3), site_of(head.page_title, title)]
    if match := _OWNER.search(footer):
        names.append(match[1].strip())
    return Site(
        name=next((name for name in names if 3 <= len(name) <= 200 and not is_account(name)), ""),
        host=head.host,
        breadcrumb=" > ".join(_texts(page, _BREADCRUMB, limit=1)) or found.breadcrumb,
        footer=footer[:_LONGEST_FOOTER],
    )


def _texts(page: Parsed, selectors: str, *, limit: int) -> list[str]:
    tags: list[Tag] = [tag for tag in page.select(selectors) if not is_silent(tag)]
    texts = [tidy(visible_text(tag)) or tidy(attribute(tag, "title")) for tag in tags]
    return [text for text in texts if text][:limit]
