"""Which of the dates of an article is the day of its event.

In: the text. Out: `Candidate`s in order of place, each with its strength or with the reason why it cannot be the
event; then the best one. Sources: the habits of portal pages 2008-2026 ("Sáng ngày 9/11, ...").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.extract.datecontexts import HELD, reason_against
from indexer.extract.datephrases import Phrase, first_sentence, last_clause, phrase_of
from indexer.extract.datewords import DateWord, date_words, lunar_words
from indexer.extract.lunar import NAMED_YEAR, named_year

# How surely a date is the day of an event.
PART_OF_DAY, OPENS_CLAUSE, HELD_ON, MENTIONED = 4, 3, 2, 1

# The lead: so many paragraphs, the short ones (a repeated title, a caption) not counted.
_LEAD_PARAGRAPHS, _SHORT_PARAGRAPH, _LONGEST_LEAD = 2, 60, 1500

_RANGE = re.compile(
    r"\s?(?:,|(?:-|–|đến|tới|và|rạng)\s?(?:hết\s)?(?:(?:sáng|chiều|tối)\s)?(?:ngày\s)?)\s?\Z", re.IGNORECASE
)
_FROM = re.compile(r"(?<!\w)từ\s?(?:sáng\s|chiều\s)?\Z", re.IGNORECASE)
_ISSUED = re.compile(
    r"(?<!\w)(?:ban hành|ra|có|ký)\s(?:\w+\s){0,2}(?:nghị quyết|chỉ thị|quyết định|kế hoạch|công văn|văn bản|hướng dẫn"
    r"|thông báo|kết luận|quy định|thông tư|nghị định|công điện|đề án|chương trình)\s(?!về công tác cán bộ)",
    re.IGNORECASE,
)
_AGO = re.compile(r"(?:^|[.!?\n]\s?|[-–:]\s)(?:thời gian\s)?(?:vừa qua|mới đây|vừa rồi)(?!\w)", re.IGNORECASE)
_LUNAR_MARK = re.compile(r"\s?\(?\s?(?:âm lịch|ÂL|AL)(?!\w)", re.IGNORECASE)
_TWIN = re.compile(
    r"(?:tức(?:\slà)?|nhằm|nhằm vào|dương lịch|âm lịch)\s?(?:ngày\s)?(?:mùng\s|mồng\s)?\Z", re.IGNORECASE
)
_YEAR_NAME = re.compile(rf"[\s,]{{0,2}}(?:\(?âm lịch\)?,?\s)?năm\s(?:{NAMED_YEAR.pattern})", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?<!\w)(?:(?P<part>sáng|trưa|chiều|tối|đêm)\s(?:hôm\s)?(?P<when>nay|qua)|(?P<bare>hôm (?:nay|qua)))(?!\w)",
    re.IGNORECASE,
)
# Most articles have no such day; this is cheaper than to look for one.
_LUNAR_HINT = re.compile(r"\d\s[Tt]ết|[Rr]ằm\stháng|RẰM THÁNG|\d\sTẾT")
_NEAR_TWIN = 60


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date of the text as a day of an event. `start` is where its phrase ("Sáng ngày ...") begins.

    `reason` says why it is none, None where it may be. `last` is the last day of a range: (day, month, year).
    `lunar` means that day and month are of the lunar calendar, and the year too where it is told.
    """

    word: DateWord
    start: int
    strength: int
    reason: str | None
    in_lead: bool
    last: tuple[int, int, int | None] | None = None
    lunar: bool = False


@dataclass(frozen=True, slots=True)
class Relative:
    """ "Sáng nay", "hôm qua": a day that only the publication stamp can tell. `days_back` is 0 or 1."""

    start: int
    end: int
    part: str
    days_back: int


def candidates(text: str) -> tuple[Candidate, ...]:
    """Every date of `text` that a phrase introduces or that is complete, in order."""
    lead = lead_end(text)
    words = [word for word in date_words(text) if word.day is not None]
    if _LUNAR_HINT.search(text):
        words = sorted([*words, *lunar_words(text)], key=lambda word: word.start)
    found: list[Candidate] = []
    index = 0
    while index < len(words):
        chain = _chain(text, words, index)
        one = _candidate(text, chain, words[index + 1] if index + 1 < len(words) else None, lead)
        if one is not None:
            found.append(one)
        index += len(chain) if one is not None and (one.reason is None or _is_anniversary(chain)) else 1
    return tuple(found)


def best(found: Sequence[Candidate], text: str) -> Candidate | None:
    """The candidate that is the event: the lead before the rest, the surer phrase before the weaker."""
    able = [one for one in found if one.reason is None]
    lead = [one for one in able if one.in_lead]
    orders = [(lead, OPENS_CLAUSE), (lead, HELD_ON)]
    orders += [(able, PART_OF_DAY)]
    if not vague_lead(text):
        orders += [(able, OPENS_CLAUSE), (lead, MENTIONED), (able, HELD_ON)]
    # The day a law or a new authority begins its work is the event only where there is no other.
    orders += [([one for one in found if one.reason == "effect" and one.in_lead], OPENS_CLAUSE)]
    for group, floor in orders:
        if chosen := next((one for one in group if one.strength >= floor), None):
            return chosen
    return None


def relative_day(text: str) -> Relative | None:
    """The first "sáng nay", "hôm qua" of the lead that opens a clause, None where there is none."""
    lead = lead_end(text)
    if text.find("nay", 0, lead) < 0 and text.find("qua", 0, lead) < 0:
        return None
    for match in _RELATIVE.finditer(text, 0, lead):
        before = text[max(0, match.start() - 3) : match.start()].rstrip(" ")[-1:]
        if match["part"] or before in {"", ",", ".", "\n", "-", "–", ":", ")"}:
            back = int((match["when"] or match["bare"][-3:]).lower() == "qua")
            return Relative(match.start(), match.end(), (match["part"] or "").lower(), back)
    return None


def vague_lead(text: str) -> bool:
    """Whether the lead says "Vừa qua" or "Mới đây" for a day."""
    return bool(_AGO.search(text, 0, lead_end(text)))


def lead_end(text: str, paragraphs: int = _LEAD_PARAGRAPHS) -> int:
    """Where the lead ends: after so many paragraphs of some length."""
    end, counted = 0, 0
    while end < min(len(text), _LONGEST_LEAD) and counted < paragraphs:
        stop = text.find("\n", end)
        stop = len(text) if stop < 0 else stop
        counted += stop - end >= _SHORT_PARAGRAPH
        end = stop + 1
    return min(end, len(text), _LONGEST_LEAD)


def _chain(text: str, words: Sequence[DateWord], index: int) -> list[DateWord]:
    """The dates from `index` on that make one range or list: "5/3, 7/3 và 9/3/2022"."""
    chain = [words[index]]
    for word in words[index + 1 : index + 10]:
        gap = text[chain[-1].end : word.start]
        if len(gap) > 24 or _RANGE.fullmatch(gap) is None:
            break
        chain.append(word)
    return chain


def _is_anniversary(chain: Sequence[DateWord]) -> bool:
    """18/11/1930 - 18/11/2022."""
    if len(chain) < 2:
        return False
    first, second = chain[:2]
    return (first.day, first.month) == (second.day, second.month) and first.year != second.year


def _candidate(text: str, chain: Sequence[DateWord], following: DateWord | None, lead: int) -> Candidate | None:
    word = chain[0]
    phrase = phrase_of(text, word)
    ranged = len(chain) > 1 and _FROM.search(phrase.left) is not None
    if not phrase.named and word.year is None and not word.lunar and not ranged:
        return None
    lunar, year = _lunar(text, word, phrase)
    if lunar and _TWIN.search(phrase.left):
        return None
    reason = "anniversary" if _is_anniversary(chain) else reason_against(phrase, word.year)
    last = _last_day(chain)
    if lunar and following is not None and (twin := _solar_twin(text, word, following)):
        word, lunar = twin, False
    elif lunar:
        word = DateWord(word.start, word.end, word.day, word.month, year, word.days, lunar=True)
        last = None
    return Candidate(word, phrase.start, _strength(phrase), reason, word.start < lead, last, lunar)


def _last_day(chain: Sequence[DateWord]) -> tuple[int, int, int | None] | None:
    """Of "21 và 22/7", "từ 28/2 đến 2/3": the last day, its year None where not printed."""
    last = chain[-1]
    day = (last.days or (last.day,))[-1]
    if day is None or (len(chain) == 1 and len(last.days) < 2):
        return None
    return (day, last.month, last.year)


def _strength(phrase: Phrase) -> int:
    if not phrase.named and not _FROM.search(phrase.left):
        return MENTIONED
    issued = _ISSUED.search(first_sentence(phrase.right)) is not None
    if phrase.timed or phrase.relative:
        return MENTIONED if issued and not phrase.timed else PART_OF_DAY
    before = _FROM.sub("", phrase.left).rstrip(" ")
    if not before or before[-1] in ',.:;-–)*•+"”\n' or before.lower().endswith(" cùng"):
        return MENTIONED if issued else OPENS_CLAUSE
    return HELD_ON if phrase.within or HELD.search(last_clause(phrase.left)) else MENTIONED


def _lunar(text: str, word: DateWord, phrase: Phrase) -> tuple[bool, int | None]:
    """Whether the words make it a lunar day, and the lunar year if they name one."""
    name = _YEAR_NAME.match(phrase.right)
    if name is not None:
        return True, named_year(name)
    # "Mùng 8/3" is the eighth of March, "mùng 8 tháng 3" is not.
    new = phrase.new_moon and "tháng" in text[word.start : word.end].lower()
    return word.lunar or new or _LUNAR_MARK.match(phrase.right) is not None, word.year


def _solar_twin(text: str, word: DateWord, following: DateWord) -> DateWord | None:
    """The same day by the solar calendar, in brackets behind it: "(tức ngày 27/01/2023)"."""
    if following.start - word.end > _NEAR_TWIN or not _TWIN.search(text[word.end : following.start]):
        return None
    return DateWord(word.start, following.end, following.day, following.month, following.year, following.days)
