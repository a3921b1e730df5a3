"""Legal and party documents that an article cites, such as 15/2024/QĐ-UBND, 54-NQ/ĐU or "Nghị quyết 68".

Administrative documents follow Nghị định 30/2020/NĐ-CP (22/CT-TTg), normative ones add the year, party documents
follow Hướng dẫn 36-HD/VPTW (05-CT/TW). In: a page. Out: one `Citation` for each document and printed kind of number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.extract.citations import Found, find_numbers
from indexer.extract.datewords import date_at, iso
from indexer.model import Citation, Page, Span, TextName

_DAY_BEHIND = re.compile(r"[)\s,]{0,3}\(?(?:(?:ký|ban hành|được ban hành)\s)?ngày\s")
_ISSUER_BEHIND = re.compile(
    r"""
    [)\s,]{0,3}(?:của|do)\s
    (?P<issuer> (?=[^\W\d_]) [^,.;:\n()"“”]{2,90}? )
    (?= \s(?:về|đối\svới|v/v|ngày|quy\sđịnh|triển\skhai|trong|để|tại|nhằm|cho|do|hướng\sdẫn|yêu\scầu|ban\shành|phê\sduyệt|trên|đã|được|với)(?!\w)
      | \s và \s (?:các\s|số\s|kế\shoạch|nghị\squyết|chỉ\sthị|quyết\sđịnh|văn\sbản|công\svăn|kết\sluận|hướng\sdẫn|chương\strình)
      | \s* (?: [,.;:\n()"“”] | $ ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Cited:
    """A citation with its place, before those of one document are joined."""

    found: Found
    span: Span
    printed: str
    issuer: str | None
    date: str | None


def find_documents(page: Page) -> tuple[Citation, ...]:
    """The documents that title, body and captions cite, in order of first mention.

    A document printed with its whole number is one citation whatever its spelling; a short form ("Nghị quyết 68")
    is one of its own, since readers look for it as printed. Where exactly one whole number of the article has its
    type and its running number, the short form has that one's issuer and date.
    """
    texts: tuple[tuple[TextName, str], ...] = (("title", page.title), ("body", page.body), ("captions", page.captions))
    joined: list[Citation] = []
    places: dict[str, list[int]] = {}
    for cited in (one for name, text in texts for one in _cited(name, text)):
        _join(joined, places, cited)
    return tuple(_resolved(one, joined) for one in joined)


def _cited(name: TextName, text: str) -> Iterator[_Cited]:
    for found in find_numbers(text):
        printed = " ".join(text[found.start : found.end].split())
        if found.carried_word:
            printed = f"{found.carried_word} {printed}"
        day, end = _day_behind(text, found)
        issuer = _issuer_behind(text, end) or found.issuer
        yield _Cited(found, Span(name, found.start, found.end), printed, issuer, day)


def _day_behind(text: str, found: Found) -> tuple[str | None, int]:
    """The day in "số 12/KH-UBND ngày 05/8/2022" and where it ends."""
    match = _DAY_BEHIND.match(text, found.end)
    word = date_at(text, match.end()) if match else None
    if word is None or word.day is None:
        return None, found.end
    year = word.year or found.year
    return (iso(year, word.month, word.day) if year else None), word.end


def _issuer_behind(text: str, end: int) -> str | None:
    match = _ISSUER_BEHIND.match(text, end, end + 140)
    issuer = " ".join(match["issuer"].split()) if match else ""
    return issuer if issuer[:1].isupper() else None


def _join(joined: list[Citation], places: dict[str, list[int]], cited: _Cited) -> None:
    """Add to the citation of the same document, or begin one: equal keys with different days are two documents."""
    found = cited.found
    for index in places.get(found.key, []):
        known = joined[index]
        if known.date is None or cited.date is None or known.date == cited.date:
            joined[index] = replace(
                known,
                mentions=(*known.mentions, cited.span),
                date=known.date or cited.date,
                issuer=known.issuer if known.issuer and known.issuer != found.issuer else cited.issuer or known.issuer,
            )
            return
    places.setdefault(found.key, []).append(len(joined))
    joined.append(Citation(cited.printed, found.key, found.kind, found.number, cited.issuer, cited.date, (cited.span,)))


def _resolved(one: Citation, every: list[Citation]) -> Citation:
    """A short form with issuer and date of the one whole number that it can mean."""
    if not one.number.isdigit():
        return one
    whole = [
        other
        for other in every
        if other is not one
        and other.kind == one.kind
        and _running(other) == int(one.number)
        and other.number != one.number
    ]
    if len(whole) != 1:
        return one
    return replace(one, issuer=one.issuer or whole[0].issuer, date=one.date or whole[0].date)


def _running(one: Citation) -> int | None:
    match = re.match(r"\d+", one.number)
    return int(match[0]) if match else None
