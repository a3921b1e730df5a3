"""Where document numbers stand in a text, and what they say.

In: any text. Out: `Found`s, with type, number in normal form and issuer's code, whole ("54-NQ/ĐU") or short
("Nghị quyết 68"). Ratios ("6/6 chi bộ"), days, phones, licences and amounts are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from indexer.tables import read_table

# A page with more numbers than that is a table, not an article.
MOST_NUMBERS = 10_000
_LEFT = 48

_DIGITS = re.compile(r"\d+")
_CODE = r"[^\W\d_][\w&]*(?:\.[A-ZĐ]{2}\w*)*"
_TAIL = re.compile(
    rf"""
    (?P<letter> [a-zA-Z](?=\s?[-–—/]) )?
    (?: \s?[-–—/]\s?(?P<year>(?:19|20)\d\d)(?!\d) )?
    (?P<codes>
        \s?[-–—/]\s? {_CODE} (?: (?: [-–—/]\s? | \s[-–—/](?!\s) ) {_CODE} ){{0,4}}    # /KH-UBND, - NQ/ĐU, /MTTQ-BTT
      | \s (?-i:[A-ZĐ][A-Za-zĐđ]{{0,4}}) [-–—/] (?-i:[A-ZĐ]) [\w&]*                   # 298 KH/TWĐTN
    )?
    """,
    re.VERBOSE,
)
# A department behind the issuer: P4, PV01, C06.
_ROOM = re.compile(r"[A-ZĐ]{1,2}\d{1,2}")
# Licences, certificates and contracts are numbered like documents.
_LICENCES = frozenset({"GP", "GPXD", "GPMT", "GCN", "GCNQSDĐ", "HĐKT", "HĐLĐ"})
_SPLIT = re.compile(r"\s?[-–—/]\s?|\s")
_DASH = re.compile(r"\s?[-–—]\s?")
_SLASH = re.compile(r"\s?/\s?")
_ISSUER_AFTER_SPACE = re.compile(r"\s(TW|TƯ|TU|HU|QU|ĐU|CB|CP|TTg|UBND|HĐND)(?!\w)")
_MORE = re.compile(r"\s?(?:,|và)\s(?:số\s)?(?=\d{1,4}(?![\w/.,%–-]*\d))")
# The second code behind a separator with spaces on both sides: "181 - QĐ / TW".
_LOOSE = re.compile(r"\s[-–—/]\s(?P<code>[A-ZĐ]{2,}\w*|TTg)(?!\w)")
# What may follow a number that stands for a document; a counted noun ("5 năm", "3 nội dung") may not.
_FUNCTION_WORD = re.compile(
    r"""
    \s? (?: $ | [.,;:)\]”"!?…\n](?!\d) | [-–]\s ) | \s [(“"]
  | \s (?: của | về | ngày(?=\s\d) | năm\s\d{4} | và | với | do | cho | tại | theo | đối | để | trên | từ | được
        | là | đến | nhằm | đã | vào | trong | khóa | khoá | sang | cũng | còn | này | trở | như | khi | thì | bằng
        | qua | gắn | cùng | nêu | quy | yêu | hay | hoặc | mà | đang | sẽ | phải | chưa | không | ban | ra | có | UBND
        | HĐND | Bộ | Chính | Thủ | Trung | TW | Thành | Tỉnh | Huyện | Quốc | BCH | BTV ) (?!\w)
    """,
    re.VERBOSE,
)
_COUNTED = re.compile(
    r"""
    \s?%
  | \s (?: năm(?!\s\d{4}) | tháng(?!\s\d) | ngày(?!\s\d) | tuần | quý | giờ | người | hộ | đồng | triệu | tỷ | km | ha
        | mét | nội\sdung | nhiệm\svụ | nhóm | cuộc | lượt ) (?!\w)
    """,
    re.VERBOSE,
)
_BY_ISSUER = re.compile(r"\s(?:của\s[A-ZĐ]|về\s|ngày\s\d|năm\s\d{4}|[-–]\s?[A-ZĐ])")
# "Nghị quyết 7c": resolutions of one session of a trade union.
_SERIES = re.compile(r"[a-eA-E](?!\w)")
_LONGEST_CODES = 60

Bare = Literal["always", "capital", "issuer", "số"]
_BARE: tuple[Bare, ...] = ("always", "capital", "issuer", "số")


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of document: its code in numbers, its name, and where a running number alone may follow the name.

    `bare`: always; only behind a capital, since the word is also a verb ("kết luận 10 việc"); only before an issuer;
    only behind "số". A number of three digits, or with what says whose it is, needs no capital.
    """

    code: str
    name: str
    bare: Bare


@dataclass(frozen=True, slots=True)
class Found:
    """A document number at `text[start:end]`, its type word included.

    `number` is the normal form ("54-NQ/ĐU", "68"), `key` what citations are joined by, `issuer` the name behind the
    code, `carried_word` the type word of a list's first number ("Chỉ thị 15 và 16").
    """

    start: int
    end: int
    kind: str
    number: str
    key: str
    issuer: str | None = None
    year: int | None = None
    carried_word: str = ""


def find_numbers(text: str) -> Iterator[Found]:
    """Yield the document numbers of `text` in order. Time is linear in the text."""
    resume = 0
    for count, digits in enumerate(_DIGITS.finditer(text)):
        if count == MOST_NUMBERS:
            return
        if digits.start() < resume or digits.end() - digits.start() > 5 or _is_glued(text, digits.start()):
            continue
        for found in _at(text, digits):
            resume = found.end
            yield found


def _is_glued(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    if not before or before in " \n:(":
        return False
    return before.isalnum() or (before in ".,/-–_" and text[start - 2 : start - 1].isalnum())


def _at(text: str, digits: re.Match[str]) -> list[Found]:
    tail = _TAIL.match(text, digits.end(), digits.end() + _LONGEST_CODES)
    codes = _codes(tail["codes"]) if tail and tail["codes"] else []
    if not codes and not _may_introduce(text, digits.start()):
        return []
    word = _word_before(text, digits.start())
    if tail is not None and codes and (whole := _whole(text, digits, tail, word)):
        return [whole]
    first = _short(text, digits, tail, word)
    return [first, *_more(text, first, word)] if first and word else []


def _codes(printed: str) -> list[str]:
    return [code for code in _SPLIT.split(printed) if code]


def _whole(text: str, digits: re.Match[str], tail: re.Match[str], word: re.Match[str] | None) -> Found | None:
    """A number with codes, where they are codes of documents."""
    codes, end = _codes(tail["codes"]), tail.end()
    if len(codes) == 1 and (loose := _LOOSE.match(text, end)):
        codes, end = [*codes, loose["code"]], loose.end()
    if not _are_codes(codes, introduced=word is not None):
        codes, end = _fewer(codes, text, tail, introduced=word is not None)
        if not codes:
            return None
    if len(codes) == 1 and (more := _ISSUER_AFTER_SPACE.match(text, end)) and codes[0].upper() in _types():
        codes, end = [*codes, more[1]], more.end()
    year = int(tail["year"]) if tail["year"] else None
    running = digits[0].zfill(2) + (tail["letter"] or "")
    number = _normal(running, year, codes, text[tail.start("codes") : end])
    kind = _kind(codes, word)
    start = word.start("word") if word else digits.start()
    return Found(start, end, kind, number, number.upper(), _issuer(codes), year)


def _are_codes(codes: list[str], *, introduced: bool) -> bool:
    """Whether codes are of a document: a type or issuer known, or written in capitals behind a type word."""
    upper = [code.upper() for code in codes]
    known_type = any(code in _types() for code in upper[:2])
    known_issuer = any(_base(code) in _issuers() for code in upper)
    known = (code.upper() in _types() or _base(code.upper()) in _issuers() for code in codes)
    if not all(
        one or _is_code(code) or (at and _ROOM.fullmatch(code))
        for at, (code, one) in enumerate(zip(codes, known, strict=True))
    ):
        return False
    if upper[0] in _LICENCES:
        return False
    if introduced:
        return True
    return (known_type and len(codes) > 1) or (known_issuer and (len(codes) > 1 or upper[0].startswith("QH")))


def _fewer(codes: list[str], text: str, tail: re.Match[str], *, introduced: bool) -> tuple[list[str], int]:
    """Leave out a last code that is a word of the sentence: "12/KH-UBND -Ban"."""
    for count in range(len(codes) - 1, 0, -1):
        if _are_codes(codes[:count], introduced=introduced):
            end = tail.start("codes")
            for code in codes[:count]:
                end = text.index(code, end) + len(code)
            return codes[:count], end
    return [], 0


def _is_code(code: str) -> bool:
    return sum(letter.isupper() for letter in code) >= 2


def _normal(running: str, year: int | None, codes: list[str], printed: str) -> str:
    """One form for all spellings: party n-TYPE/ISSUER, state n[/year]/TYPE-ISSUER, else the printed one tidied."""
    upper = [code.upper() for code in codes]
    types = _types()
    if len(codes) == 2 and upper[0] in types and year is None and _base(upper[1]) in _issuers():
        code = types[upper[0]].code
        party = _issuers()[_base(upper[1])][1] == "party"
        return f"{running}-{code}/{upper[1]}" if party else f"{running}/{code}-{codes[1]}"
    if len(codes) == 2 and upper[0] in types and year is not None:
        return f"{running}/{year}/{types[upper[0]].code}-{codes[1]}"
    tidy = (
        _SLASH.sub("/", _DASH.sub("-", " ".join(printed.split()))).strip().replace(" ", "/" if len(codes) == 2 else "-")
    )
    return running + (f"/{year}" if year else "") + (tidy if tidy[:1] in "/-" else "-" + tidy)


def _kind(codes: list[str], word: re.Match[str] | None) -> str:
    """The type by its printed word; by its code where there is none or only "văn bản"."""
    named = _words()[word["word"].lower()].name if word and word["word"].lower() in _words() else None
    if named and named != "văn bản":
        return named
    coded = next((_types()[code.upper()].name for code in codes[:2] if code.upper() in _types()), None)
    if coded:
        return coded
    return "luật" if codes[0].upper().startswith("QH") else "công văn"


def _issuer(codes: list[str]) -> str | None:
    known = (_issuers().get(_base(code.upper())) for code in codes if code.upper() not in _types())
    return next((one[0] for one in known if one), None)


def _base(code: str) -> str:
    """UBTVQH15 is of the fifteenth UBTVQH."""
    return code.rstrip("0123456789")


def _short(text: str, digits: re.Match[str], tail: re.Match[str] | None, word: re.Match[str] | None) -> Found | None:
    """A running number behind a type word, where no counted noun follows."""
    if word is None or len(digits[0]) > 4:
        return None
    if word["word"].isupper() and len(word["word"]) <= 4 and len(digits[0]) == 1 and not word["so"]:
        return None  # "CT 6" is a building
    kind = _words().get(word["word"].lower()) or _types()[word["word"].upper()]
    end = digits.end()
    year = int(tail["year"]) if tail and tail["year"] else None
    if year and tail:
        end = tail.end("year")
    elif text.startswith("/", end):
        return None
    lower = word["word"][0].islower()
    letter = _SERIES.match(text, end) if not year else None
    end = letter.end() if letter else end
    dated = year is not None
    if not _may_stand_alone(
        text, end, kind, numbered=bool(word["so"]), number=int(digits[0]), dated=dated, lower=lower
    ):
        return None
    number = (digits[0] if letter else digits[0].zfill(2)) + (letter[0] if letter else f"/{year}" if year else "")
    return Found(word.start("word"), end, kind.name, number, f"{kind.name} {number}".upper(), year=year)


def _may_stand_alone(
    text: str, end: int, kind: DocumentType, *, numbered: bool, number: int, dated: bool, lower: bool
) -> bool:
    if numbered or (dated and kind.bare in {"always", "capital"}):
        return _COUNTED.match(text, end) is None
    if kind.bare == "số" or (1990 <= number <= 2040 and not dated):
        return False
    if (kind.bare == "issuer" or (kind.bare == "capital" and lower)) and number < 100:
        return _BY_ISSUER.match(text, end) is not None
    return _FUNCTION_WORD.match(text, end) is not None


def _more(text: str, first: Found, word: re.Match[str]) -> list[Found]:
    """The further numbers of "Chỉ thị 15, 16 và 19"."""
    found: list[Found] = []
    end = first.end
    while len(found) < 10 and (join := _MORE.match(text, end)) and (digits := _DIGITS.match(text, join.end())):
        if _FUNCTION_WORD.match(text, digits.end()) is None:
            break
        end = digits.end()
        number = digits[0].zfill(2)
        key = f"{first.kind} {number}".upper()
        printed = word["word"]
        found.append(Found(digits.start(), end, first.kind, number, key, carried_word=printed))
    return found


def _may_introduce(text: str, start: int) -> bool:
    """Whether the word before a number can be the end of a type's name or "số"; most numbers end here."""
    words = text[max(0, start - 12) : start].rstrip(" :").split()
    return bool(words) and words[-1].lstrip("(“\"'[").lower() in _last_words()


def _word_before(text: str, start: int) -> re.Match[str] | None:
    return _before().search(text, max(0, start - _LEFT), start)


@cache
def _last_words() -> frozenset[str]:
    codes = {row["code"].lower() for row in _rows() if row["abbreviated"] == "yes"}
    return frozenset({"số", "sô", *(name.split()[-1] for name in _words()), *codes})


@cache
def _before() -> re.Pattern[str]:
    names = "|".join(name.replace(" ", r"\s") for name in sorted(_words(), key=len, reverse=True))
    codes = "|".join(row["code"] for row in _rows() if row["abbreviated"] == "yes")
    return re.compile(
        rf"""
        (?<![\w/-]) (?P<word> (?i:{names}) | {codes} )
        (?i: \s (?:trung\sương|liên\stịch|liên\sngành|khẩn|hỏa\stốc|phối\shợp|kết\sluận) )?
        (?: \s? (?P<so> (?i:số|sô) ) )? \s? :? \s? \Z
        """,
        re.VERBOSE,
    )


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(row for _, row in read_table("document_types", ("code", "words", "bare", "abbreviated", "source")))


@cache
def _types() -> dict[str, DocumentType]:
    """By the code in capitals."""
    return {row["code"].upper(): _type(row) for row in _rows()}


@cache
def _words() -> dict[str, DocumentType]:
    """By the printed word in lower case; the first row of a word counts."""
    words: dict[str, DocumentType] = {}
    for row in _rows():
        for word in row["words"].split("|"):
            words.setdefault(word, DocumentType(row["code"], word, _type(row).bare))
    return words


def _type(row: dict[str, str]) -> DocumentType:
    bare: Bare = next((one for one in _BARE if one == row["bare"]), "số")
    return DocumentType(row["code"], row["words"].split("|")[0], bare)


@cache
def _issuers() -> dict[str, tuple[str, str]]:
    """(name, family) by the code in capitals."""
    rows = read_table("document_issuers", ("code", "name", "family", "source"))
    return {row["code"].upper(): (row["name"], row["family"]) for _, row in rows}
