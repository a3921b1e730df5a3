"""Why a date is not the day of the event: a cited document, a deadline, an anniversary, a plan, a birthday.

In: the phrase of a date with its surroundings. Out: the reason, or None. The words are rows of `date_contexts.csv`.
"""

from __future__ import annotations

import re
from functools import cache

from indexer.extract.datephrases import Phrase, first_clause, last_clause
from indexer.tables import read_table

HELD = re.compile(
    r"(?<!\w)(?:tổ chức|diễn ra|khai mạc|tiến hành|ra quân|họp|công bố|bế mạc|khởi công|khánh thành)(?!\w)",
    re.IGNORECASE,
)
# A number such as 06-KH/CB right before the date.
_NUMBER_BEFORE = re.compile(
    r"""
    \d[\w.]* (?: \s?[-/–]\s?\d{4} )? (?: \s?[-/–]\s? [^\W\d_][\w&.]* ){1,5} (?: \s(?:TW|TU|HU|QU|ĐU) )? [)"”]?
    \s? (?P<comma>,)? \s? \(? (?:ký\s|ban\shành\s|được\sban\shành\s)? \Z
    """,
    re.VERBOSE,
)
_DOCUMENT = (
    r"nghị quyết|chỉ thị|quyết định|kế hoạch|công văn|văn bản|hướng dẫn|thông báo|kết luận|quy định|thông tư|nghị định"
    r"|công điện|đề án|chương trình|tờ trình|báo cáo|giấy mời|phương án|luật|pháp lệnh|quy chế|biên bản|thư mời"
)
_SHORT_BEFORE = re.compile(rf"(?:{_DOCUMENT})\s(?:số\s?:?\s?)?\d{{1,5}}\s?(?P<comma>,)?\s?\Z", re.IGNORECASE)
_DOCUMENT_WORD = re.compile(rf"(?<!\w)(?:{_DOCUMENT})(?!\w)", re.IGNORECASE)
_CITED_TAIL = re.compile(r"\s?(?:$|[.;)]|,?\s?(?:của|về|v/v|do|\"|“)(?!\w))", re.IGNORECASE)
_INTRODUCES = re.compile(
    r"\W*(?:thực hiện|căn cứ|theo|triển khai|nhằm|để|tiếp tục|chấp hành|hưởng ứng|được sự|thi hành|ngay sau|sau khi)"
    r"(?!\w)",
    re.IGNORECASE,
)
_FIRST_YEAR = 1997
_NEAR = 60


def reason_against(phrase: Phrase, year: int | None) -> str | None:
    """Why the date behind `phrase` is no day of an event: the reason as the table calls it, None if it may be one."""
    if year is not None and year < _FIRST_YEAR:
        return "history"
    if phrase.relative.endswith(("mai", "kia")):
        return "plan"
    if not phrase.timed and _is_cited(phrase.left, phrase.right):
        return "document"
    return _by_cue(phrase)


def _is_cited(left: str, right: str) -> bool:
    """Whether a document stands before the date.

    "Thực hiện Kế hoạch số 5/KH-UBND, ngày 7/4 xã tổ chức" is an event all the same: a comma parts them and nothing
    says whose document it is.
    """
    tail = left[-70:]
    match = _NUMBER_BEFORE.search(tail) or _SHORT_BEFORE.search(tail)
    if match is not None:
        return not (match["comma"] and _INTRODUCES.match(left) and not _CITED_TAIL.match(right))
    clause = last_clause(left)
    words = list(_DOCUMENT_WORD.finditer(clause))
    return bool(words) and HELD.search(clause, words[-1].end()) is None


def _by_cue(phrase: Phrase) -> str | None:
    cues, reasons = _cues(), _reasons()
    if match := cues["before adjacent"].search(phrase.left.rstrip(" (").lower()):
        return reasons["before", match[1]]
    right = phrase.right.lower()
    if match := cues["after adjacent"].match(right):
        return reasons["after", match[1]]
    behind = first_clause(right)[:_NEAR]
    if (match := cues["after near"].search(behind)) and (reasons["after", match[1]] == "plan" or not phrase.timed):
        return reasons["after", match[1]]
    for match in cues["before clause"].finditer(last_clause(phrase.left).lower()):
        reason = reasons["before", match[1]]
        if not phrase.timed or reason == "plan":
            return reason
    return None


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
