"""pyvi's tokens: syllables, signs, numbers, abbreviations with their point, mail and web addresses, line ends."""

from __future__ import annotations

import re

# In pyvi's order. The first line is ours: what it takes pyvi would take as well, but ten tries later.
_QUICK = r"[^\W\d_]+(?=[\s,;()\"“”!?/]|\Z)"
_ABBREVIATION = r"[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\."
_SIGNS = r"==>|->|\.\.\.|>>|\n"
_ADDRESS = r"\w+://[^\s]+|[a-zA-Z0-9_.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+"
_REST = r"\d+(?:[\.,_]\d+)+|[^\w\s]|\w+"
_PLAIN_TOKEN = re.compile("|".join((_QUICK, _ABBREVIATION, _SIGNS, _REST)))
_TOKEN = re.compile("|".join((_QUICK, _ABBREVIATION, _SIGNS, _ADDRESS, _REST)))
# The pattern of mail addresses looks at such a run again from each of its points; no address is that long.
_ENDLESS = re.compile(r"[a-zA-Z0-9_.+-]{2000}")


def find_tokens(text: str) -> list[re.Match[str]]:
    """pyvi's tokens of an NFC text, in order.

    No pattern reaches over white space, so the tokens of a text are those of its pieces between spaces.
    """
    with_address = "://" in text or ("@" in text and not _ENDLESS.search(text))
    return list((_TOKEN if with_address else _PLAIN_TOKEN).finditer(text))
