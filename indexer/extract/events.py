"""Which of the dates of an article is the day of its event.

In: the text. Out: `Candidate`s in order of place, each with its strength or with the reason why it cannot be the
event (a cited document, a deadline, an anniversary, a plan); then the best one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from indexer.extract.datewords import DateWord, date_words, lunar_words
from indexer.extract.lunar import NAMED_YEAR, named_year, solar_day
from indexer.tables import read_table

# How surely a date is the day of an event.
PART_OF_DAY, OPENS_CLAUSE, HELD_ON, MENTIONED = 4, 3, 2, 1

# Characters looked at on either side of a date; enough for "Thực hiện Kế hoạch số ... ngày".
_LEFT, _RIGHT = 160, 120
# The lead: so many paragraphs, the short ones (a repeated title, a caption) not counted.
_LEAD_PARAGRAPHS, _SHORT_PARAGRAPH, _LONGEST_LEAD = 2, 60, 1500

_PREFIX = re.compile(
    r"""
    (?<!\w)
    (?:(?P<in> trong | vào | vào\slúc | lúc | vào\shồi | hồi | khoảng ) \s)?
    (?:(?P<hour> \d{1,2}\s?(?:giờ|h|g|:)\s?(?:\d{1,2})?\s?(?:phút|'|’)? ) ,?\s)?
    (?:(?P<part> rạng\ssáng | sáng\ssớm | sáng | trưa | chiều\stối | chiều | tối | đêm | khuya ) (?:\scủa)? \s)?
    (?:(?:và|,|-)\s(?:sáng|chiều|tối)\s)?
    (?:(?P<relative> hôm\snay | hôm\squa | nay | qua | cùng\sngày | mai | ngày\smai | hôm\skia ) \s?)?
    (?:[(,-]?\s?(?P<weekday> thứ\s(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7]) | chủ\snhật | cn ) \s?)?
    (?P<day> [(,–-]?\s? (?:(?:các|hai|ba|cả\shai|những|bốn|năm|\d{1,2})\s)? ngày \s?(?:dương\slịch\s|mùng\s|mồng\s)?)?
    (?P<new> (?:mùng|mồng)\s )?
    [(,:–-]? \s? \Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
_RANGE = re.compile(
    r"\s?(?:,|(?:-|–|đến|tới|và)\s?(?:hết\s)?(?:(?:sáng|chiều|tối)\s)?)\s?(?:ngày\s)?\Z", re.IGNORECASE
)
_FROM = re.compile(r"(?<!\w)từ\s?(?:sáng\s|chiều\s)?\Z", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;.:!?…\n()\"“”]|\s[-–]\s")
_SENTENCE_END = re.compile(r"[.!?…;]\s|\n")
_HELD = re.compile(
    r"(?<!\w)(?:tổ chức|diễn ra|khai mạc|tiến hành|ra quân|họp|công bố|bế mạc|khởi công|khánh thành)(?!\w)", re.I
)
_ISSUED = re.compile(
    r"(?<!\w)(?:ban hành|ra|có|ký)\s(?:\w+\s){0,2}(?:nghị quyết|chỉ thị|quyết định|kế hoạch|công văn|văn bản|hướng dẫn"
    r"|thông báo|kết luận|quy định|thông tư|nghị định|công điện|đề án|chương trình)\s(?!về công tác cán bộ)",
    re.IGNORECASE,
)
_NUMBER_BEFORE = re.compile(
    r"\d[\w.]*\s?[-/–]\s?[\w&.\-/– ]{0,40}[^\W\d_]\w*[)\"”]?\s?(?P<comma>,)?\s?\(?(?:ký\s|ban hành\s|được ban hành\s)?\Z"
)
_DOCUMENT_WORD = (
    r"nghị quyết|chỉ thị|quyết định|kế hoạch|công văn|văn bản|hướng dẫn|thông báo|kết luận|quy định|thông tư|nghị định"
    r"|công điện|đề án|chương trình|tờ trình|báo cáo|giấy mời|phương án|luật|pháp lệnh|quy chế|biên bản|thư mời"
)
_SHORT_BEFORE = re.compile(rf"(?:{_DOCUMENT_WORD})\s(?:số\s?:?\s?)?\d{{1,5}}\s?(?P<comma>,)?\s?\Z", re.IGNORECASE)
_DOCUMENT_CLAUSE = re.compile(rf"(?<!\w)(?:{_DOCUMENT_WORD})(?!\w)", re.IGNORECASE)
_CITED_TAIL = re.compile(r"\s?(?:$|[.;)]|,?\s?(?:của|về|v/v|do|\"|“)(?!\w))", re.IGNORECASE)
_INTRODUCES = re.compile(
    r"\W*(?:thực hiện|căn cứ|theo|triển khai|nhằm|để|tiếp tục|chấp hành|hưởng ứng|được sự|thi hành|ngay sau|sau khi)(?!\w)",
    re.IGNORECASE,
)
_AGO = re.compile(r"(?:^|[.!?\n]\s?|[-–:]\s)(?:thời gian\s)?(?:vừa qua|mới đây|vừa rồi)(?!\w)", re.IGNORECASE)
_LUNAR_MARK = re.compile(r"\s?(?:\(?\s?(?:âm lịch|ÂL|AL)(?!\w))", re.IGNORECASE)
_LUNAR_LEFT = re.compile(r"(?:mùng|mồng|nhằm(?:\sngày)?|tức(?:\sngày)?(?:\smùng|\smồng))\s?\Z", re.IGNORECASE)
_TWIN_LEFT = re.compile(
    r"(?:tức(?:\slà)?|nhằm|nhằm vào|dương lịch|âm lịch)\s?(?:ngày\s)?(?:mùng\s|mồng\s|rằm\s)?\Z", re.IGNORECASE
)
_YEAR_NAME = re.compile(rf"[\s,]{{0,2}}(?:\(?âm lịch\)?,?\s)?năm\s(?:{NAMED_YEAR.pattern})", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?<!\w)(?:(?P<part>sáng|trưa|chiều|tối|đêm)\s(?:hôm\s)?(?P<when>nay|qua)|(?P<bare>hôm (?:nay|qua)))(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date of the text as a day of an event. `start` is where its phrase ("Sáng ngày ...") begins.

    `reason` says why it is none, None where it may be. `last` is the last day of a range: (day, month, year).
    `in_lead` is whether it stands in the first paragraphs.
    """

    word: DateWord
    start: int
    strength: int
    reason: str | None
    in_lead: bool
    last: tuple[int, int, int | None] | None = None


@dataclass(frozen=True, slots=True)
class Relative:
    """ "Sáng nay", "hôm qua": a day that only the publication stamp can tell. `days_back` is 0 or 1."""

    start: int
    end: int
    part: str
    days_back: int
    in_lead: bool


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a date: its phrase and the text before it up to the sentence's start, and after it."""

    start: int
    prefix: re.Match[str] | None
    left: str
    right: str


def candidates(text: str) -> tuple[Candidate, ...]:
    """Every date of `text` that a phrase introduces or that is complete, in order."""
    lead = lead_end(text)
    words = sorted([*date_words(text), *lunar_words(text)], key=lambda word: word.start)
    found: list[Candidate] = []
    for index, word in enumerate(words):
        before = words[index - 1] if index else None
        if word.day is None or (before is not None and _belongs(text, before, word, found)):
            continue
        following = words[index + 1] if index + 1 < len(words) else None
        one = _candidate(text, word, following, lead)
        if one is not None:
            found.append(one)
    return tuple(found)


def _belongs(text: str, before: DateWord, word: DateWord, found: Sequence[Candidate]) -> bool:
    """Whether `word` is only the end of the range, or of the years since, that `before` began."""
    if not _joined(text, before, word):
        return False
    return _is_anniversary(before, word) or bool(found and found[-1].word is before and found[-1].last)


def _is_anniversary(first: DateWord, second: DateWord) -> bool:
    """18/11/1930 - 18/11/2022."""
    return (first.day, first.month) == (second.day, second.month) and first.year != second.year


def best(found: Sequence[Candidate], text: str) -> Candidate | None:
    """The candidate that is the event: the lead before the rest, the surer phrase before the weaker."""
    able = [one for one in found if one.reason is None]
    lead = [one for one in able if one.in_lead]
    for group, floor in ((lead, OPENS_CLAUSE), (lead, HELD_ON)):
        if chosen := next((one for one in group if one.strength >= floor), None):
            return chosen
    if vague_lead(text):
        return next((one for one in able if one.strength >= PART_OF_DAY), None)
    for group, floor in ((able, PART_OF_DAY), (able, OPENS_CLAUSE), (lead, MENTIONED), (able, HELD_ON)):
        if chosen := next((one for one in group if one.strength >= floor), None):
            return chosen
    return None


def relative_day(text: str) -> Relative | None:
    """The first "sáng nay", "hôm qua" of the lead that opens a clause, None where there is none."""
    lead = lead_end(text)
    for match in _RELATIVE.finditer(text, 0, lead):
        before = text[max(0, match.start() - 3) : match.start()]
        opens = not before.strip() or before.rstrip(" ")[-1:] in {",", ".", "\n", "-", "–", ":", ")"}
        if opens or (match["part"] and match["when"]):
            back = int((match["when"] or match["bare"][-3:]).lower() == "qua")
            return Relative(match.start(), match.end(), (match["part"] or "").lower(), back, True)
    return None


def vague_lead(text: str) -> bool:
    """Whether the lead says "Vừa qua" or "Mới đây" for a day."""
    return bool(_AGO.search(text, 0, lead_end(text)))


def lead_end(text: str, paragraphs: int = _LEAD_PARAGRAPHS) -> int:
    """Where the lead ends: after two paragraphs of some length."""
    end, counted = 0, 0
    while end < min(len(text), _LONGEST_LEAD) and counted < paragraphs:
        stop = text.find("\n", end)
        stop = len(text) if stop < 0 else stop
        counted += stop - end >= _SHORT_PARAGRAPH
        end = stop + 1
    return min(end, len(text), _LONGEST_LEAD)


def _candidate(text: str, word: DateWord, following: DateWord | None, lead: int) -> Candidate | None:
    around = _look_around(text, word)
    if around.prefix is None and word.year is None and not word.lunar:
        return None
    lunar, year = _lunar(word, around)
    if lunar and around.prefix is not None and _TWIN_LEFT.search(around.left):
        return None
    last = _last_day(text, word, following)
    reason = _reason(word, around, following, text, ranged=last is not None)
    strength = _strength(around)
    if lunar:
        word, moved = _solar(word, year, following, text)
        last = None if moved else last
        reason = reason or (None if moved else "lunar day of an unknown year")
    return Candidate(word, around.start, strength, reason, word.start < lead, last)


def _look_around(text: str, word: DateWord) -> _Around:
    floor = max(0, word.start - _LEFT)
    window = text[floor : word.start]
    for end in _SENTENCE_END.finditer(window):
        floor_here = end.end()
        if floor_here < len(window):
            floor = max(floor, word.start - len(window) + floor_here)
    prefix = _PREFIX.search(text, max(floor, word.start - 60), word.start) if word.start else None
    named = prefix is not None and any(
        prefix[name] for name in ("hour", "part", "relative", "weekday", "day", "new", "in")
    )
    start = _first_letter(text, prefix) if prefix is not None and named else word.start
    return _Around(start, prefix if named else None, text[floor:start], text[word.end : word.end + _RIGHT])


def _first_letter(text: str, prefix: re.Match[str]) -> int:
    """Where the phrase begins; the comma or bracket before it belongs to what stands before."""
    start = prefix.start()
    while start < prefix.end() and not text[start].isalnum():
        start += 1
    return start


def _joined(text: str, before: DateWord, word: DateWord) -> bool:
    gap = text[before.end : word.start]
    return len(gap) < 24 and _RANGE.fullmatch(gap) is not None


def _last_day(text: str, word: DateWord, following: DateWord | None) -> tuple[int, int, int | None] | None:
    """Of "21 và 22/7", "từ 28/2 đến 2/3": the last day, its year None where not printed."""
    if following is not None and following.day is not None and _joined(text, word, following):
        same_day = (word.day, word.month) == (following.day, following.month)
        return None if same_day else ((following.days or (following.day,))[-1], following.month, following.year)
    return (word.days[-1], word.month, word.year) if len(word.days) > 1 else None


def _strength(around: _Around) -> int:
    prefix = around.prefix
    if prefix is None:
        return MENTIONED
    issued = _ISSUED.search(_first_clause(around.right, sentence=True))
    if prefix["part"] or prefix["relative"] or prefix["hour"]:
        return MENTIONED if issued and not prefix["part"] else PART_OF_DAY
    before = _FROM.sub("", around.left).rstrip(" ")
    if not before or before[-1] in ',.:;-–)*•+"”\n' or before.lower().endswith((" trong", "vào", " cùng")):
        return MENTIONED if issued else OPENS_CLAUSE
    if _HELD.search(_last_clause(around.left)) or prefix["in"]:
        return HELD_ON
    return MENTIONED


def _reason(word: DateWord, around: _Around, following: DateWord | None, text: str, *, ranged: bool) -> str | None:
    left, prefix = around.left, around.prefix
    if word.year is not None and word.year < 1997:
        return "history"
    if following is not None and _is_anniversary(word, following) and _joined(text, word, following):
        return "anniversary"
    if prefix is not None and (prefix["relative"] or "").lower().endswith("mai"):
        return "plan"
    timed = prefix is not None and bool(prefix["part"] or prefix["hour"])
    if not timed and (reason := _document(left, around.right)):
        return reason
    return _cue_reason(around, timed=timed, ranged=ranged)


def _document(left: str, right: str) -> str | None:
    tail = left[-70:]
    match = _NUMBER_BEFORE.search(tail) or _SHORT_BEFORE.search(tail)
    if match is not None:
        if match["comma"] and _INTRODUCES.match(left) and not _CITED_TAIL.match(right):
            return None
        return "document"
    clause = _last_clause(left)
    words = list(_DOCUMENT_CLAUSE.finditer(clause))
    if words and not _HELD.search(clause, words[-1].end()):
        return "document"
    return None


def _cue_reason(around: _Around, *, timed: bool, ranged: bool) -> str | None:
    cues = _cues()
    left = around.left.rstrip(" (").lower()
    right = around.right.lower()
    if (match := cues["before adjacent"].search(left)) and not (ranged and match[1] == "từ"):
        return _reasons()[("before", match[1])]
    if match := cues["after adjacent"].match(right):
        return _reasons()[("after", match[1])]
    if match := cues["after near"].search(_first_clause(right, sentence=False), 0, 60):
        return "plan " + match[1]
    clause = _last_clause(around.left).lower()
    for match in cues["before clause"].finditer(clause):
        reason = _reasons()[("before", match[1])]
        if not timed or reason == "plan":
            return reason
    return None


def _last_clause(left: str) -> str:
    start = 0
    for end in _CLAUSE_END.finditer(left.rstrip(" ,(-–")):
        start = end.end()
    return left[start:]


def _first_clause(right: str, *, sentence: bool) -> str:
    match = (_SENTENCE_END if sentence else _CLAUSE_END).search(right, 2)
    return right[: match.start()] if match else right


def _lunar(word: DateWord, around: _Around) -> tuple[bool, int | None]:
    """Whether the words make it a lunar day, and the lunar year if they name one."""
    name = _YEAR_NAME.match(around.right)
    if name is not None:
        return True, named_year(name)
    mark = _LUNAR_MARK.match(around.right)
    new = around.prefix is not None and bool(around.prefix["new"] or re.search(r"m[ùồ]ng", around.prefix["day"] or ""))
    return word.lunar or mark is not None or (new and word.day is not None and word.day <= 10), word.year


def _solar(word: DateWord, year: int | None, following: DateWord | None, text: str) -> tuple[DateWord, bool]:
    """The solar twin in brackets, else the converted day; False where the year is unknown."""
    between = text[word.end : following.start] if following and following.start - word.end < 60 else ""
    if following is not None and _TWIN_LEFT.search(between):
        twin = DateWord(word.start, following.end, following.day, following.month, following.year, following.days)
        return twin, True
    day = solar_day(word.day or 1, word.month, year) if year is not None else None
    if day is None:
        return word, False
    return DateWord(word.start, word.end, day.day, day.month, day.year, (day.day,)), True


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(row for _, row in read_table("date_contexts", ("phrase", "side", "reach", "reason", "source")))


@cache
def _reasons() -> dict[tuple[str, str], str]:
    return {(row["side"], row["phrase"]): row["reason"] for row in _rows()}


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    """One pattern for each side and reach; the phrase is group 1."""
    frames = {
        "before adjacent": r"(?<!\w)({})\Z",
        "before clause": r"(?<!\w)({})(?!\w)",
        "after adjacent": r"\s?({})(?!\w)",
        "after near": r"(?<!\w)({})(?!\w)",
    }
    patterns = {}
    for name, frame in frames.items():
        phrases = [row["phrase"] for row in _rows() if f"{row['side']} {row['reach']}" == name]
        choice = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
        patterns[name] = re.compile(frame.format(choice))
    return patterns


def is_possible(one: Candidate, published: date | None, day: date) -> bool:
    """Whether news of `published` can tell of `day`: not after it."""
    return published is None or day <= published
