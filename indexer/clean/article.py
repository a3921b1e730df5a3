"""Lines of an article region in; out come body, captions, byline, stamps and footer, each line in one of them.

Works alike for plain texts and for the lines of an HTML page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from indexer.clean import lines as rules
from indexer.clean.bylines import is_account, is_photo_credit, is_signature, labelled, take_signature
from indexer.clean.captions import goes_on, is_caption
from indexer.clean.headline import is_breadcrumb, repeats
from indexer.clean.lines import Line, Scan
from indexer.model import OffsetMap, Stamp

# "(QNP) - Sáng 20/11", "CTTĐT - ...": the agency before the first word of a report.
_AGENCY = re.compile(
    r"(?:\([A-ZĐƯ][\w .&-]{1,24}\)|CTTĐT|CTTDT|TGDV|BTG|ĐCSVN|TTXVN|NDO|QĐND|Cổng TTĐT(?: tỉnh| huyện)?)[ ]?[-–—:][ ]?"
)
_END_MARK = re.compile(r"\./\.?[\"”]?$")


@dataclass(slots=True)
class Sorted:
    """The lines of an article by what they are, while they are sorted."""

    body: list[Line] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)
    footer: list[str] = field(default_factory=list)
    breadcrumb: str = ""


def sort_lines(lines: list[Line], title: str, *, plain: bool) -> Sorted:
    """Each line of an article where it belongs; furniture, other news and repeats of the title in none of them."""
    out = Sorted()
    lines = _without_furniture(lines, title, out)
    lines, signature = take_signature(lines)
    body: list[Line] = []
    caption_before = False
    for line in lines:
        joins = caption_before and not rules.is_prose(line.text) and goes_on(out.captions[-1])
        listed = plain and bool(body) and body[-1].text.endswith((":", ";")) and not caption_before
        caption_before = joins or (not listed and is_caption(line, plain=plain))
        if caption_before:
            _add_caption(out, line.text, joins=joins)
        else:
            body.append(line)
    if body and not signature:
        body, signature = take_signature(body)
    out.bylines += [text for text in signature if not is_account(labelled(text) or text)]
    out.body = _without_repeats(_without_agency(body))
    return out


def _add_caption(out: Sorted, text: str, *, joins: bool) -> None:
    if joins:
        out.captions[-1] += " " + text
    elif text not in out.captions:
        out.captions.append(text)


def _without_furniture(lines: list[Line], title: str, out: Sorted) -> list[Line]:
    kept: list[Line] = []
    last_prose = max((n for n, line in enumerate(lines) if rules.is_prose(line.text)), default=len(lines))
    skipping = ""
    for number, line in enumerate(lines):
        tail = number > last_prose
        if skipping and not (skipping == "news" and rules.is_prose(line.text) and "linked" not in line.look):
            if skipping == "footer":
                out.footer.append(line.text)
            continue
        skipping = _opens(line.text, tail=tail)
        if skipping == "footer":
            _take_contacts(kept, out)
            out.footer.append(line.text)
        if not skipping:
            kept += _kept(line, title, out, head=not kept, tail=tail)
    return kept


def _kept(line: Line, title: str, out: Sorted, *, head: bool, tail: bool) -> list[Line]:
    """What of a line is text of the article: all of it, a part, or nothing. Its stamps and names are kept.

    `head`: nothing of the article stands above. `tail`: no running text stands below.
    """
    found = rules.scan(line.text)
    # Below the text a line that is one link leads to other news or to a file.
    if (tail and "linked" in line.look) or _dropped(line, found, title, out, near_edge=head or tail):
        return []
    rest, stamps = rules.trimmed(line, found)
    if head or tail:
        rest, more = _without_stamp(rest)
        stamps += more
    out.stamps += stamps
    beside = (head or tail) and (_takes_author(rest.text, out) or rules.is_toolbar(rest.text))
    return [] if beside or not rest.text else [rest]


def _opens(text: str, *, tail: bool) -> str:
    """What the line heads: "news" (a list of other news), "footer", or "" for nothing."""
    if rules.heads_other_news(text):
        return "news"
    return "footer" if rules.is_footer(text) and (tail or text[0] in "©") else ""


def _take_contacts(kept: list[Line], out: Sorted) -> None:
    """Address lines just above a footer belong to it."""
    while kept and rules.is_contact(kept[-1].text):
        out.footer.insert(0, kept.pop().text)


def _dropped(line: Line, found: Scan, title: str, out: Sorted, *, near_edge: bool) -> bool:
    """Whether the line is no text of the article; its stamps and names are kept. `near_edge`: not inside the text."""
    text = line.text
    if found.end >= len(text):
        if found.stamps and not (near_edge or found.proven):
            return False
        out.stamps += found.stamps
        return True
    if repeats(text, title) or rules.is_furniture(text) or rules.announces_pictures(text):
        return True
    if near_edge and is_breadcrumb(text):
        out.breadcrumb = out.breadcrumb or text
        return True
    return False


def _without_stamp(line: Line) -> tuple[Line, tuple[Stamp, ...]]:
    """A line that names the author beside a date, without the date: "(02/01/2019 09:40) - Bài, ảnh: A"."""
    stamps = rules.find_stamps(line.text) if len(line.text) <= 160 else ()
    if not stamps:
        return line, ()
    start = line.text.index(stamps[0].text)
    rest = line.cut(rules.scan(line.text).end, len(line.text))
    if rules.scan(line.text[start:]).end >= len(line.text) - start:
        rest = line.cut(0, len(line.text[:start].rstrip(" |,-–(")))
    signed = labelled(rest.text) is not None or is_signature(rest.text)
    return (rest, stamps) if rest.text and signed else (line, ())


def _takes_author(text: str, out: Sorted) -> bool:
    """A line beside the text that names the author: "Tác giả: A"."""
    name = labelled(text)
    if name is None or is_photo_credit(text) or out.bylines:
        return False
    if not is_account(name):
        out.bylines.append(text)
    return True


def _without_agency(lines: list[Line]) -> list[Line]:
    if lines and (match := _AGENCY.match(lines[0].text)):
        return [lines[0].cut(match.end(), len(lines[0].text)), *lines[1:]]
    return lines


def _without_repeats(lines: list[Line]) -> list[Line]:
    """Without long paragraphs that stand twice: desktop and mobile copies of one text."""
    seen: set[str] = set()
    kept = []
    for line in lines:
        if len(line.text) < 60 or line.text not in seen:
            kept.append(line)
        seen.add(line.text)
    return kept


def joined(lines: list[Line]) -> tuple[str, OffsetMap]:
    """The paragraphs joined by one newline, and where each stood in the normalised source."""
    breaks: list[tuple[int, int]] = []
    length = 0
    for line in lines:
        breaks.append((length, line.start))
        length += len(line.text) + 1
    return "\n".join(line.text for line in lines), OffsetMap(tuple(breaks) or ((0, 0),))
