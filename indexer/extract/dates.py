"""When an article was published and when its event took place, each with how it was found.

In: a cleaned page with its stamps. Out: `Dates`. The forms are read in `stamps.py` and `datewords.py`, the event
is chosen in `events.py`, a missing year is found in `years.py`. Nothing is invented: without a date there is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from indexer.extract.datewords import date_words, day_of, iso
from indexer.extract.events import OPENS_CLAUSE, Candidate, Relative, best, candidates, lead_end, relative_day
from indexer.extract.lunar import solar_day
from indexer.extract.stamps import ReadStamp, follows, label_of, latest, read_stamps, settle
from indexer.extract.years import Texts, infer_year
from indexer.model import DateFinding, Evidence, Page, Span, Stamp, TextName
from indexer.text.sentences import sentence_at

# JSON-LD and meta tags first, then what the page calls its publication, then a bare stamp, at last an update.
_ORDER = ("meta", "published", "unlabelled", "updated")
# A day a little after the stamp is of this year, not of the last one.
_AHEAD = timedelta(days=14)
# What is longer is no article; its day stands at its head.
_LONGEST_BODY, _LONGEST_TITLE = 50_000, 1_000
_HOURS = {"sáng": 5, "trưa": 10, "chiều": 12, "tối": 17, "đêm": 18}

_TITLE_STAMP = re.compile(r"\((?P<date>\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\)\s*\Z")
_LONE_STAMP = re.compile(
    r"""
    \W* (?: (?:thứ\s\w+|chủ\snhật|T[2-7]|CN) \W{1,4} )? (?:ngày\s)?
    \d{1,2}[/.-]\d{1,2}[/.-]\d{4}
    (?: \W{0,4}\d{1,2}[:hg]\d{0,2}(?::\d\d)? )? (?:\s?(?:AM|PM|SA|CH))? \W*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_WITHIN = re.compile(r"(?<!\w)(?:trong|vào)\s\Z", re.IGNORECASE)
_LONGEST_STAMP_LINE, _HEAD_LINES = 120, 4


@dataclass(frozen=True, slots=True)
class Dates:
    """What `find_dates` found; None where the page tells nothing."""

    published: DateFinding | None
    event: DateFinding | None


def find_dates(page: Page) -> Dates:
    """The day of publication and the day of the event of `page`.

    The event may be partial ("2023-10"); `end` is the last day of a range.
    """
    body = page.body[:_LONGEST_BODY]
    found = candidates(body)
    stray, first_line = _stray_stamps(body)
    found = tuple(one for one in found if one.word.start >= first_line)
    title = page.title[:_LONGEST_TITLE]
    in_title = candidates(title)
    chosen = best(found, body)
    read = read_stamps((*page.stamps, *([] if page.stamps else [*_title_stamp(title), *stray])))
    stamps = settle(read, _hint(chosen))
    published = _published(stamps, chosen)
    texts = Texts(title, body, found)
    event = _event(texts, chosen, in_title, published)
    return Dates(_publication(published, stamps), event)


def _hint(chosen: Candidate | None) -> date | tuple[int, int] | None:
    if chosen is None or chosen.word.day is None or chosen.lunar or chosen.strength < OPENS_CLAUSE:
        return None
    return chosen.word.whole or (chosen.word.day, chosen.word.month)


def _published(stamps: Sequence[ReadStamp], chosen: Candidate | None) -> ReadStamp | None:
    """The stamp to believe: by the order of labels, then the one that suits the event; none before it if possible."""
    event = chosen.word.whole if chosen is not None and chosen.strength >= OPENS_CLAUSE and not chosen.lunar else None
    ranked = sorted(stamps, key=lambda one: (_ORDER.index(one.label), event is not None and not follows(one, event)))
    return next((one for one in ranked if event is None or one.days[0] >= event), ranked[0] if ranked else None)


def _publication(stamp: ReadStamp | None, stamps: Sequence[ReadStamp]) -> DateFinding | None:
    if stamp is None:
        return None
    day = stamp.days[0]
    if stamp.utc and any(other is not stamp and other.days[0] == stamp.utc for other in stamps):
        day = stamp.utc
    return DateFinding(day.isoformat(), Evidence(f"{stamp.label} stamp, {stamp.rule}", stamp.stamp.text))


def _event(
    texts: Texts,
    chosen: Candidate | None,
    in_title: Sequence[Candidate],
    published: ReadStamp | None,
) -> DateFinding | None:
    day = published.days[0] if published else None
    relative = relative_day(texts.body) if published is not None else None
    undated = chosen is None or not chosen.in_lead or (relative is not None and chosen.start > relative.end + 60)
    if relative is not None and published is not None and undated:
        return _relative_finding(texts.body, relative, published)
    for one in _in_order(chosen, texts, day):
        if finding := _finding("body", one, texts, day):
            return finding
    title = next((one for one in in_title if one.reason is None), None)
    finding = _finding("title", title, texts, day) if title is not None else None
    return finding or _month_finding(texts)


def _in_order(chosen: Candidate | None, texts: Texts, published: date | None) -> list[Candidate]:
    """The best candidate; before it the next one where the best lies after the publication."""
    if chosen is None:
        return []
    whole = chosen.word.whole
    if published is None or whole is None or whole <= published:
        return [chosen]
    rest = tuple(one for one in texts.candidates if one is not chosen and (one.word.whole or published) <= published)
    other = best(rest, texts.body)
    return [other] if other is not None and other.in_lead else [chosen] if whole - published <= _AHEAD else []


def _finding(name: TextName, one: Candidate, texts: Texts, published: date | None) -> DateFinding | None:
    if one.lunar:
        return _lunar_finding(name, one, texts, published)
    year, rule = _year(one, texts, published)
    if year is None or one.word.day is None or day_of(year, one.word.month, one.word.day) is None:
        return None
    text = texts.title if name == "title" else texts.body
    value = iso(year, one.word.month, one.word.day)
    if published is not None and value > published.isoformat() and one.strength < OPENS_CLAUSE:
        return None  # a day still to come that is only mentioned is a plan
    evidence = _evidence(text, Span(name, one.start, one.word.end), rule)
    return DateFinding(value, evidence, _end(one, year))


def _lunar_finding(name: TextName, one: Candidate, texts: Texts, published: date | None) -> DateFinding | None:
    """A lunar day by the calendar; its year the printed one, else the last before publication, else inferred."""
    word = one.word
    years = (word.year,) if word.year else (published.year, published.year - 1) if published else ()
    if not years and (found := infer_year(word.day or 1, word.month, texts)):
        years = (found.year,)
    days = [day for year in years if year and word.day and (day := solar_day(word.day, word.month, year))]
    day = next((day for day in days if published is None or day <= published), None)
    if day is None:
        return None
    text = texts.title if name == "title" else texts.body
    return DateFinding(day.isoformat(), _evidence(text, Span(name, one.start, word.end), "lunar day"))


def _year(one: Candidate, texts: Texts, published: date | None) -> tuple[int | None, str]:
    place = "in the lead" if one.in_lead else "in the text"
    name = {4: "part of day", 3: "opens a clause", 2: "held on", 1: "mentioned"}[one.strength]
    word, rule = one.word, f"{name} {place}"
    if word.year is not None:
        return word.year, rule
    if word.day is None:
        return None, rule
    if one.last is not None and one.last[2] is not None:
        return one.last[2] - (one.last[1] < word.month), rule
    if published is not None:
        day = latest(word.day, word.month, published + _AHEAD)
        return (day.year if day else None), f"{rule}; year from the publication"
    found = infer_year(word.day, word.month, texts)
    return (found.year, f"{rule}; {found.rule}") if found else (None, rule)


def _end(one: Candidate, year: int) -> str | None:
    if one.last is None:
        return None
    day, month, printed = one.last
    last = day_of(printed or year + (month < one.word.month), month, day)
    return last.isoformat() if last else None


def _relative_finding(body: str, relative: Relative, published: ReadStamp) -> DateFinding:
    """ "Sáng nay" is the day of publication, "chiều nay" in news of the morning the day before."""
    early = published.hour is not None and published.hour < _HOURS.get(relative.part, 0)
    day = published.days[0] - timedelta(days=max(relative.days_back, int(early)))
    evidence = _evidence(body, Span("body", relative.start, relative.end), "relative to the publication")
    return DateFinding(day.isoformat(), evidence)


def _month_finding(texts: Texts) -> DateFinding | None:
    """ "Trong tháng 10/2023" of the lead: a partial date, where there is no day."""
    for word in date_words(texts.body[: lead_end(texts.body)]):
        if word.day is None and word.year and _WITHIN.search(texts.body, max(0, word.start - 6), word.start):
            span = Span("body", word.start, word.end)
            return DateFinding(iso(word.year, word.month, None), _evidence(texts.body, span, "month alone"))
    return None


def _evidence(text: str, span: Span, rule: str) -> Evidence:
    start, end = sentence_at(text, span.start, span.end)
    return Evidence(rule, text[start:end], span)


def _title_stamp(title: str) -> list[Stamp]:
    match = _TITLE_STAMP.search(title)
    return [Stamp(match["date"], "unlabelled")] if match else []


def _stray_stamps(body: str) -> tuple[list[Stamp], int]:
    """Stamps that stand as lines of their own, and where the text behind those at the head begins.

    At the head of the body any lone date is one; at its end only a line with a label ("Cập nhật: 12/03/2021").
    """
    found: list[Stamp] = []
    start = behind = 0
    for line in body[: _HEAD_LINES * _LONGEST_STAMP_LINE].split("\n")[:_HEAD_LINES]:
        end = start + len(line) + 1
        if stamp := _lone_stamp(line, labelled=False):
            found.append(stamp)
            behind = end
        start = end
    if behind < len(body):
        last = body[max(behind, len(body) - _LONGEST_STAMP_LINE) :].rpartition("\n")[2]
        found += [stamp] if (stamp := _lone_stamp(last, labelled=True)) else []
    return found, behind


def _lone_stamp(line: str, *, labelled: bool) -> Stamp | None:
    if len(line) > _LONGEST_STAMP_LINE or _DIGIT.search(line) is None:
        return None
    if label := label_of(line):
        return Stamp(line, label)
    return Stamp(line, "unlabelled") if not labelled and _LONE_STAMP.fullmatch(line) else None
