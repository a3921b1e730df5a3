"""Document numbers in any spelling as one term: "05-CT/TW", "05 - CT / TW" and "05 ct tw" are doc:5-ct/tw.

Three terms, the most telling first: with the year of a normative document (doc:11/2010-nq/hdnd), without it
(doc:11-nq/hdnd), and type with number alone (doc:nq:11), which is also what "Nghị quyết 11" gives.
All letters are folded, since queries are typed without accents; TƯ is TW before that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from indexer.analysis.atoms import number
from indexer.analysis.readings import Reading
from indexer.tables import read_table
from indexer.text.fold import fold

# Tried at the first digit of a number in folded text; what is in capitals is looked up in the text itself.
_FULL = re.compile(
    r"""
    (?<![\w/.,-]) (?P<number> \d{1,5} ) [ ]?
    (?: / [ ]? (?P<year> (?:19|20)\d\d ) [ ]? )?
    (?P<before> [-–/.] [ ]? | (?<=[ ]) )
    (?P<type> [a-z]{1,8} )
    (?P<between> [ ]?[-–/][ ]? | [ ] )
    (?P<issuer> [a-z]{2,}\d{0,2} (?: [-–&][a-z]{1,}\d{0,2} ){0,3} )
    (?! \w )
    """,
    re.VERBOSE,
)
# Laws carry number, year and parliament only: 202/2025/QH15.
_LAW = re.compile(r"(?<![\w/.,-])(?P<number>\d{1,3}) ?/ ?(?P<year>(?:19|20)\d\d) ?/ ?(?P<issuer>qh\d{0,2})(?!\w)")
_BOTH_JOINTS = 2
_LONGEST_NAME = 36
_SEPARATORS = re.compile(r"[-–&]")


def find_papers(text: str, folded: str, numbers: Iterable[int]) -> Iterator[Reading]:
    """Yield every document number of `text`; `folded` is its folded form, `numbers` where its numbers begin."""
    for start in numbers:
        full = _FULL.match(folded, start)
        law = None if full else _LAW.match(folded, start)
        if full and _is_number(full, text):
            yield _full_reading(full, text)
        elif law:
            value = number(law["number"])
            terms = (f"doc:{value}/{law['year']}-{law['issuer']}", f"doc:{value}-{law['issuer']}")
            yield Reading("document", terms, start, law.end())
        else:
            yield from _short_reading(folded, start)


def _short_reading(folded: str, start: int) -> Iterator[Reading]:
    """ "Nghị quyết 54", "chỉ thị số: 16", "NQ 04": a type by name, or by an abbreviation that is no other word."""
    window = folded[max(0, start - _LONGEST_NAME) : start].rstrip(" :")
    if not window.endswith(_names()) and not window.endswith(" so"):
        return
    before, after = _short_forms()
    match = after.match(folded, start)
    if match is None:
        return
    named = before.search(folded, max(0, start - _LONGEST_NAME), start)
    if named:
        value = number(match["number"])
        yield Reading("document", (f"doc:{_types()[named['type']]}:{value}",), named.start(), match.end())


def _is_number(match: re.Match[str], text: str) -> bool:
    """With a sign at both joints, capitals or a known first part will do; with spaces, both parts must be known."""
    kind, issuer = match["type"], _SEPARATORS.split(match["issuer"])[0].rstrip("0123456789")
    signs = bool(match["before"].strip()) + bool(match["between"].strip())
    if kind in _types() and issuer in _issuers():
        return True
    if signs == _BOTH_JOINTS and (kind in _types() or kind in _issuers()):
        return True
    capitals = text[match.start("type")].isupper() and text[match.start("issuer")].isupper()
    return capitals and (signs == _BOTH_JOINTS or (signs > 0 and kind in _types()))


def _full_reading(match: re.Match[str], text: str) -> Reading:
    value, kind = number(match["number"]), _types().get(match["type"], match["type"])
    printed = text[match.start("issuer") : match.end("issuer")].lower()
    parts = [fold(_normal_issuers().get(part, part)) for part in _SEPARATORS.split(printed)]
    # All issuers first; then the first ones alone, since a joint document is often asked for by its beginning.
    issuers = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    terms = [f"doc:{value}-{kind}/{issuer}" for issuer in issuers]
    if match["year"]:
        terms = [f"doc:{value}/{match['year']}-{kind}/{issuer}" for issuer in issuers] + terms
    if match["type"] in _types():
        terms.append(f"doc:{kind}:{value}")
    return Reading("document", tuple(terms), match.start(), match.end())


@cache
def _types() -> dict[str, str]:
    """Folded abbreviation or name -> folded abbreviation; the first abbreviation of a name is its normal one."""
    found: dict[str, str] = {}
    normal: dict[str, str] = {}
    for _, row in _type_rows():
        short = fold(row["abbreviation"])
        found[short] = normal.setdefault(row["name"], short)
    return found | {fold(name): short for name, short in normal.items()}


def _type_rows() -> list[tuple[int, dict[str, str]]]:
    return list(read_table("text_document_types", ("abbreviation", "name", "short", "source")))


@cache
def _names() -> tuple[str, ...]:
    """The types that a short form may have, folded."""
    rows = _type_rows()
    names = {fold(row["name"]) for _, row in rows}
    return tuple(sorted(names | {fold(row["abbreviation"]) for _, row in rows if row["short"] == "yes"}))


@cache
def _short_forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before the number of a short form, and the number where no full form follows."""
    longest_first = "|".join(sorted(_names(), key=len, reverse=True))
    before = re.compile(rf"\b(?P<type>{longest_first})(?: so)? ?:? \Z")
    after = re.compile(rf"(?P<number>\d{{1,5}})(?!\d|[.,/]\d| ?[-–/ ] ?(?:{'|'.join(_types())})\b)")
    return before, after


@cache
def _normal_issuers() -> dict[str, str]:
    rows = read_table("text_document_issuers", ("abbreviation", "normal", "source"))
    return {row["abbreviation"]: row["normal"] for _, row in rows}


@cache
def _issuers() -> frozenset[str]:
    return frozenset(fold(abbreviation) for abbreviation in _normal_issuers())
