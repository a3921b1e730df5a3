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
_OF = re.compile(r"[)\s,]{0,3}(?:của|do)\s(?=[A-ZĐ])")
_ISSUER_ENDS = re.compile(
    r"""
    \s (?: về | đối\svới | v/v | ngày | quy\sđịnh | triển\skhai | trong | để | tại | nhằm | cho | do | hướng\sdẫn
        | yêu\scầu | ban\shành | phê\sduyệt | trên | đã | được | với | thì | nêu | cũng | là | có | sáng | chiều
        | nghị\squyết | nghị\sđịnh ) (?!\w)
  | \s và \s (?: các | số | kế\shoạch | nghị\squyết | chỉ\sthị | quyết\sđịnh | văn\sbản | công\svăn | kết\sluận
        | hướng\sdẫn | chương\strình ) (?!\w)
  | [,;:\n()"“”] | (?<!TP)(?<!TX)\.
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_ISSUER = 90

# So many days of one number are told apart.
_MOST_DAYS = 20
# With more documents than that a text is a list of them, and its short forms stay open.
_MOST_CITED = 300


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
    groups: dict[str, list[list[_Cited]]] = {}
    for cited in (one for name, text in texts for one in _cited(name, text)):
        _join(groups.setdefault(cited.found.key, []), cited)
    found = [_citation(group) for same_key in groups.values() for group in same_key]
    found.sort(key=lambda one: _place(one.mentions[0]))
    return tuple(_resolved(one, found) for one in found)


def _cited(name: TextName, text: str) -> Iterator[_Cited]:
    for found in find_numbers(text):
        printed = " ".join(text[found.start : found.end].split())
        if found.carried_word:
            printed = f"{found.carried_word} {printed}"
        day, end = _day_behind(text, found)
        issuer = _issuer_behind(text, end)
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
    """The body in "... của UBND phường về ...", as printed."""
    match = _OF.match(text, end)
    if match is None:
        return None
    limit = match.end() + _LONGEST_ISSUER
    stop = _ISSUER_ENDS.search(text, match.end(), limit)
    if stop is None and len(text) > limit:
        return None
    return " ".join(text[match.end() : stop.start() if stop else limit].split()) or None


def _join(same_key: list[list[_Cited]], cited: _Cited) -> None:
    """Put `cited` to the others of its document: equal keys with different days are two documents."""
    for group in same_key[:_MOST_DAYS]:
        days = {one.date for one in group[:_MOST_DAYS] if one.date}
        if not days or cited.date is None or cited.date in days:
            group.append(cited)
            return
    same_key.append([cited])


def _citation(group: list[_Cited]) -> Citation:
    """One document; its issuer as the text names it, else as its code does."""
    first = group[0].found
    return Citation(
        printed=group[0].printed,
        key=first.key,
        kind=first.kind,
        number=first.number,
        issuer=next((one.issuer for one in group if one.issuer), first.issuer),
        date=next((one.date for one in group if one.date), None),
        mentions=tuple(one.span for one in group),
    )


def _place(span: Span) -> tuple[int, int]:
    return ("title", "body", "captions").index(span.text), span.start


def _resolved(one: Citation, every: list[Citation]) -> Citation:
    """A short form with issuer and date of the one whole number that it can mean."""
    if not one.number.isdigit() or len(every) > _MOST_CITED:
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
