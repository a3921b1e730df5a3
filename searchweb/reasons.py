"""The register's reasons in the reader's words: why appearances are one person's, why namesakes are two."""

from __future__ import annotations

from indexer.register.apart import Apart
from searchweb.language import message, translate, vietnamese

# What the register writes before the detail -> the message.
_JOINED = {
    "same post: ": message("the same post in several articles: {detail}"),
    "same name in the same place: ": message("the same name in the same place: {detail}"),
    "correction: ": message("a researcher says so: {detail}"),
}
_APART = {
    "correction": message("a researcher says so: {detail}"),
    "one article": message("one article names both: {detail}"),
    "long gap": message("{detail} years lie between them without a sign of either"),
    "other places": message("their posts are in other places: {detail}"),
    "no place": message("for one of them no place is known, and the name alone joins nobody"),
    "nothing in common": message("no post, place or stated move joins them"),
}


def joined_text(reason: str) -> str:
    """A reason of `Identity.reasons` for readers."""
    for prefix, said in _JOINED.items():
        if reason.startswith(prefix):
            return translate(said, detail=vietnamese(reason.removeprefix(prefix)))
    return translate("a single article") if reason == "one appearance" else reason


def apart_text(reason: Apart) -> str:
    """A reason of `told_apart` for readers."""
    return translate(
        _APART[reason.rule], detail=reason.detail if reason.detail.isdecimal() else vietnamese(reason.detail)
    )
