"""The register's reasons in the reader's words: why appearances are one person's, why namesakes are two."""

from __future__ import annotations

from indexer.register.apart import Apart
from searchweb.language import translate

# What the register writes before the detail -> the message.
_JOINED = {
    "same post: ": "the same post in several articles: {detail}",
    "same name in the same place: ": "the same name in the same place: {detail}",
    "correction: ": "a researcher says so: {detail}",
}
_APART = {
    "correction": "a researcher says so: {detail}",
    "one article": "one article names both: {detail}",
    "long gap": "{detail} years lie between them without a sign of either",
    "other places": "their posts are in other places: {detail}",
    "no place": "for one of them no place is known, and the name alone joins nobody",
    "nothing in common": "no post, place or stated move joins them",
}


def joined_text(reason: str) -> str:
    """A reason of `Identity.reasons` for readers."""
    for prefix, message in _JOINED.items():
        if reason.startswith(prefix):
            return translate(message, detail=reason.removeprefix(prefix))
    return translate("a single article") if reason == "one appearance" else reason


def apart_text(reason: Apart) -> str:
    """A reason of `told_apart` for readers."""
    return translate(_APART[reason.rule], detail=reason.detail)
