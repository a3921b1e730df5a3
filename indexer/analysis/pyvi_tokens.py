"""pyvi's tokens: syllables, signs, numbers, abbreviations with their point, mail and web addresses, line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

# In pyvi's order. The first line is ours: what it takes pyvi would take as well, but ten tries later.
_QUICK = r"[^\W\d_]+(?=[\s,;()\"“”!?/]|\Z)"
_ABBREVIATION = r"[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\."
_SIGNS = r"==>|->|\.\.\.|>>|\n"
_WEB = r"\w+://[^\s]+"
_DOMAIN = r"@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+"
_LOCAL = r"[a-zA-Z0-9_.+-]"
_REST = r"\d+(?:[\.,_]\d+)+|[^\w\s]|\w+"
_PLAIN_TOKEN = re.compile("|".join((_QUICK, _ABBREVIATION, _SIGNS, _REST)))
_TOKEN = re.compile("|".join((_QUICK, _ABBREVIATION, _SIGNS, _WEB, rf"{_LOCAL}+{_DOMAIN}", _REST)))
_BEFORE_MAIL = re.compile("|".join((_QUICK, _ABBREVIATION, _SIGNS, _WEB)))
# The pattern of mail addresses looks at such a run again from each token in it, so it is looked at beforehand.
_LONG_RUN = re.compile(rf"{_LOCAL}{{500}}")
_RUN = re.compile(rf"{_LOCAL}++(?=({_DOMAIN})?)")
_MAIL = re.compile(rf"{_LOCAL}++{_DOMAIN}")


def find_tokens(text: str) -> Iterator[re.Match[str]]:
    """Yield pyvi's tokens of an NFC text, in order, in time linear in its length.

    No pattern reaches over white space, so the tokens of a text are those of its pieces between spaces.
    """
    if "@" not in text:
        return (_TOKEN if "://" in text else _PLAIN_TOKEN).finditer(text)
    return _among_long_runs(text) if _LONG_RUN.search(text) else _TOKEN.finditer(text)


def _among_long_runs(text: str) -> Iterator[re.Match[str]]:
    """The same one by one; a mail address is only tried within a run that a domain follows."""
    runs = [run.span() for run in _RUN.finditer(text) if run[1]]
    at = nearest = 0
    while at < len(text):
        while nearest < len(runs) and runs[nearest][1] <= at:
            nearest += 1
        in_address = nearest < len(runs) and runs[nearest][0] <= at
        match = _BEFORE_MAIL.match(text, at) or (_MAIL if in_address else _PLAIN_TOKEN).match(text, at)
        if match:
            yield match
        at = match.end() if match else at + 1
