"""Words of address before names, words that bar a name from office, and whom an article names by them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from indexer.extract.names import Known, longest_name, run_end
from indexer.extract.post_words import heads
from indexer.extract.tokens import CAPS, LETTER, LINE, SIGN, TITLE, Phrases, Tokens
from indexer.tables import read_table


@dataclass(frozen=True, slots=True)
class Honorific:
    """A word of address before a name: its kind (comrade, civil, rank, ...) and gender ("" unknown, m, f)."""

    kind: str
    gender: str
    printed: str


@cache
def honorifics() -> Phrases[tuple[str, str]]:
    """Words of address with (kind, gender)."""
    rows = read_table("honorifics", ("phrase", "kind", "gender", "source"))
    return Phrases(((row["phrase"], (row["kind"], row["gender"])) for _, row in rows), typos=True)


# Reasons of rows that are whole names and not words before one.
NAMES = frozenset({"historical name", "foreign leader"})


@cache
def barred_words() -> Phrases[str]:
    """Words before a name that show no official, with the reason."""
    rows = read_table("not_officials", ("phrase", "reason", "source"))
    return Phrases((row["phrase"], row["reason"]) for _, row in rows if row["reason"] not in NAMES)


def find_known(tokens: Tokens) -> Known:
    """The people and places that the article itself shows beyond doubt."""
    known = Known()
    keys, shapes = tokens.keys, tokens.shapes
    for at in range(1, len(keys)):
        if shapes[at] not in {TITLE, LETTER} or shapes[at - 1] in {TITLE, LETTER}:
            continue
        before = at - 1
        if shapes[before] == SIGN or shapes[before] == LINE:
            continue
        end = run_end(tokens, at, lambda place: starts_post(tokens, place))
        if _ends_honorific(tokens, before):
            if 2 <= end - at <= longest_name(tokens, at):
                known.people.add(" ".join(keys[at:end]))
        elif keys[before] in _LEVELS and not _is_behind_post(tokens, before):
            known.places.add(" ".join(keys[at:end]))
    return known


_LEVELS = frozenset({"xã", "phường", "huyện", "quận", "tỉnh", "phố", "trấn", "thôn", "bản", "làng", "ấp", "khu"})
_HONORIFIC_ENDS = frozenset(
    ["chí", "đ/c", "ông", "bà", "anh", "chị", "cô", "thầy", "sĩ", "tá", "úy", "tướng", "bs", "ths", "ts"]
)


def _ends_honorific(tokens: Tokens, at: int) -> bool:
    return tokens.keys[at] in _HONORIFIC_ENDS


def _is_behind_post(tokens: Tokens, at: int) -> bool:
    return any(heads().match(tokens, place) is not None for place in range(max(0, at - 5), at))


def starts_post(tokens: Tokens, at: int) -> bool:
    """Whether a title of two words, or an abbreviated one, begins at `at`."""
    found = heads().match(tokens, at)
    return found is not None and (found[0] - at > 1 or tokens.shapes[at] == CAPS)
