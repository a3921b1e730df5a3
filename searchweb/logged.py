"""What of an address may stand in a log. Whom readers look up and what they search for is theirs."""

from __future__ import annotations

import re

# The id of an official is made of a name. What stands before it: a page, its feed, its JSON, in any language.
_OFFICIAL = re.compile(r"(?P<kept>(?:/en)?(?:/feed|/api/v1)?/officials?/).+", re.DOTALL)
LONGEST = 300


def logged_path(path: str) -> str:
    """The path of a request for a log: without the person that it names, and not longer than a line."""
    found = _OFFICIAL.fullmatch(path)
    return f"{found['kept']}…" if found else path[:LONGEST]
