"""What the index says in sentences, in the reader's language: notes on a search, errors, why a file was left out.

The index writes to readers in Vietnamese and to the person at its terminal in English. A sentence is known by its
pattern, whose values stand in braces; one that is not known is shown as it is, marked as the language it is in.
"""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup

from searchweb.catalogs import DEFAULT, language
from searchweb.language import message, translate, vietnamese

_POSITION = "{sentence} (vị trí {position})"
# What `indexer.search` says to readers -> the same in English.
OF_SEARCHES = {
    _POSITION: "{sentence} (position {position})",
    "Không có bài nào có các chữ này liền nhau; đây là những bài có đủ các chữ ở những chỗ khác nhau": (
        "No article has these words side by side; these have all of them in different places"
    ),
    "Không có bài nào có đủ các chữ đã gõ; đây là những bài có chữ gần giống": (
        "No article has all the words as typed; these have words spelt nearly so"
    ),
    "Không có bài nào có đủ mọi điều đã hỏi; đây là những bài gần nhất": (
        "No article has everything that was asked; these come closest"
    ),
    "Không có bài nào khớp với câu hỏi này": "No article matches this search",
    "Không có bài nào của đúng thời gian này; đây là những bài có nhắc đến thời gian đó": (
        "No article is of exactly this time; these speak of it"
    ),
    "“{word}” không dùng để tìm": "“{word}” was not searched for",
    "Truy vấn không có chữ hay số nào để tìm": "The search has no word or number to look for",
    "“{word}*” là {count} chữ khác nhau, nhiều nhất là {limit}; gõ thêm chữ cái": (
        "“{word}*” stands for {count} different words, {limit} at most; type more letters"
    ),
    "Không có chữ nào bắt đầu bằng “{word}”": "No word begins with “{word}”",
    "Bộ lọc “{word}” được đọc là: {readings} và {count} tên khác": (
        "The filter “{word}” was read as: {readings} and {count} other names"
    ),
    "Bộ lọc “{word}” được đọc là: {readings}": "The filter “{word}” was read as: {readings}",
    "“{word}” có thể là {readings} gõ nhầm; tìm cả những tiêu đề có chữ đó": (
        "“{word}” may be a slip for {readings}; titles with that word were searched as well"
    ),
    "“{word}” không có trong bài nào": "“{word}” is in no article",
    "“{word}” được đọc là “{reading}”": "“{word}” was read as “{reading}”",
    "Không có bài nào nêu đúng “{word}”; tìm những bài chỉ nêu loại và số văn bản": (
        "No article cites exactly “{word}”; articles that name only the kind and number of the document were searched"
    ),
    "Không có bài nào có chữ “{word}”; tìm chữ gần giống: {readings}": (
        "No article has the word “{word}”; words spelt nearly so were searched: {readings}"
    ),
    "Dấu ngoặc kép ở vị trí {position} chưa đóng": "The quotation mark at position {position} is not closed",
    "Không có chữ nào trong ngoặc kép ở vị trí {position}": "There is no word in the quotation marks at {position}",
    "NEAR cần số chữ được xen giữa, từ 1 đến {limit}, ví dụ NEAR/5": (
        "NEAR needs the number of words that may stand between, from 1 to {limit}, as in NEAR/5"
    ),
    "Thiếu giá trị sau “{word}”": "Nothing stands after “{word}”",
    "Không có trường “{word}”; các trường: {fields}": (
        "There is no field “{word}”; the fields: unit, official, position, year, from, to, document, title, place"
    ),
    "Dấu * chỉ đứng cuối, sau ít nhất {limit} chữ cái, ví dụ chuy*": (
        "* stands only at the end, after at least {limit} letters, as in chuy*"
    ),
    "Truy vấn dài {count} ký tự; nhiều nhất là {limit}": "The search is {count} characters long; {limit} at most",
    "Truy vấn có {count} chữ; nhiều nhất là {limit}": "The search has {count} words; {limit} at most",
    "Dấu ) thừa": "There is a ) too many",
    "Quá nhiều ngoặc lồng nhau": "Too many brackets inside each other",
    "OR cần có chữ ở cả hai bên": "OR needs words on both sides",
    "AND cần có chữ ở cả hai bên": "AND needs words on both sides",
    "Sau {sign} cần có chữ": "Words must stand after {sign}",
    "NEAR cần một chữ hoặc cụm trong ngoặc kép ở mỗi bên": "NEAR needs a word or a quoted phrase on each side",
    "Ngoặc đơn rỗng": "The brackets are empty",
    "Dấu ( chưa đóng": "A ( is not closed",
    "Năm và khoảng ngày không đặt trong ngoặc được": "Years and days cannot stand in brackets",
    "“{word}” không đi với NOT hay dấu trừ": "“{word}” does not go with NOT or a minus",
    "“{word}” không phải năm; ví dụ năm:2021 hoặc năm:2019-2021": (
        "“{word}” is not a year; for example year:2021 or year:2019-2021"
    ),
    "Năm {last} đứng trước năm {first}": "{last} is before {first}",
    "“{word}” không phải ngày; ví dụ 5/9/2022, 9/2022 hoặc 2022": (
        "“{word}” is not a day; for example 5/9/2022, 9/2022 or 2022"
    ),
    "Khoảng ngày rỗng: từ {first} đến {last}": "No day lies between: from {first} to {last}",
    "Không có ngày {day}": "There is no day {day}",
}
# What the rest of `indexer` says to the person at its terminal, and readers meet as well.
OF_FILES = (
    message("no article text found (only navigation, {count} characters)"),
    message("no article text found ({count} characters)"),
    message("not parsed: {error}"),
    message("empty"),
    message("a link that leads out of the corpus folder"),
    message("not a file: a pipe, socket or device"),
    message("larger than {count} bytes"),
    message("the file name is not valid UTF-8"),
    message("cannot be read as UTF-8: {error}"),
    message("cannot be read: {error}"),
    message("unknown kind of file {kind}; known kinds: {known}"),
    message("line {line} is larger than {count} bytes"),
    message("line {line} is not UTF-8 at byte {count}"),
    message("broken JSON at line {line}, column {count}: {error}"),
    message("broken JSON at line {line}: {error}"),
    message("line {line} is not a JSON object"),
    message('line {line}: "{key}" is {kind}; expected a string'),
    message('line {line} has neither "text" nor "html"'),
    message('"{key}" is {kind}; expected a string'),
    message('"published" is no day such as 2021-09-28: left out'),
    message('"url" is no web address such as https://example.org/1: no link'),
    message("fields of this file that are not read; read are {known}"),
    message("not valid {charset} at byte {count}; save it as UTF-8"),
    message("{kind}, not text; save its text as .txt or .html"),
    message("binary data, not text; remove it or save its text as UTF-8"),
    message("a fault in Tra Cứu, please report it: {error}"),
    message("decoded as {charset}"),
    message("{count} torn syllable joined"),
    message("{count} torn syllables joined"),
    message("{count} paragraph read from {charset}"),
    message("{count} paragraphs read from {charset}"),
    message("not Vietnamese"),
    message("scrambled accents"),
    message("{count} columns; expected {limit}: {known}"),
    message("{key} is empty; every correction says what and why"),
    message("unknown field {key}; known fields: {known}"),
    message("{value} is not a day such as 2021-09-28, a month 2021-09 or a year"),
    message("an article needs a title"),
    message("no article {value} in the corpus; an id is the path of its file"),
    message("no index in {path}; make one: {command}"),
    message("{path}: made by another version of Tra Cứu or its tables; rebuild it: {command}"),
    message("{path}: missing or not as it was written; rebuild it: {command}"),
    message("{path}: cannot be read ({error}); rebuild it: {command}"),
)
_NUMBERS = ("count", "limit", "line", "position")


def search_said(sentence: str) -> str:
    """A note or an error of a search."""
    if language() == DEFAULT:
        return sentence
    for pattern, english in OF_SEARCHES.items():
        if found := pattern_of(pattern).fullmatch(sentence):
            values = {name: _value(name, value) for name, value in found.groupdict().items()}
            return Markup.escape(english).format(**values)
    return vietnamese(sentence)


def file_said(sentence: str) -> str:
    """Why a file gave no article, a remark on how one was read, or what is the matter with the index."""
    if language() != DEFAULT:
        return sentence
    for pattern in OF_FILES:
        if found := pattern_of(pattern).fullmatch(sentence):
            return translate(pattern, **found.groupdict())
    return Markup('<span lang="en">{}</span>').format(sentence)


@cache
def pattern_of(sentence: str) -> re.Pattern[str]:
    """What matches a sentence with any values in its braces."""
    pieces = re.split(r"\{(\w+)\}", sentence)
    return re.compile(
        "".join(_group(piece) if place % 2 else re.escape(piece) for place, piece in enumerate(pieces)), re.DOTALL
    )


def _group(name: str) -> str:
    return rf"(?P<{name}>{'[0-9][0-9.,]*' if name in _NUMBERS else '.+?'})"


def _value(name: str, value: str) -> str:
    if name == "sentence":
        return search_said(value)
    return vietnamese(value) if any(character.isalpha() for character in value) else value
