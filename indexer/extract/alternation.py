"""Many words as one pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable


def alternation(words: Iterable[str]) -> str:
    """A pattern for any of `words`, in any case, the longest first; fast, since grouped by first letter."""
    groups: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        rest = re.escape(word[1:]).replace("ủy", "(?:ủy|uỷ)").replace(r"\ ", r"\s")
        groups.setdefault(word[0].lower(), []).append(rest)
    return "|".join(f"[{first}{first.upper()}](?i:{'|'.join(rests)})" for first, rests in groups.items())
