"""Known-item queries: four words of a title, typed as people type them, that are to bring its article back.

How they are made, all draws from one seeded generator:

1. Titles that stand for one article alone (compared folded) and have at least four different words are shuffled. A
   word is a Vietnamese syllable of two letters or more, as spelt with its accents.
2. The first of them are taken, one query each. Four different words are drawn from each title, and kept in its order.
   A quarter of the queries is "old-style": taken from titles that print a tone mark in the new style (hoà, khoẻ, thuý);
   one such word is among the four, and every such word of the query gets the mark of the old style (hòa, khỏe, thúy).
3. Half of the queries is "stripped" of all accents, đ too. Stripped and old-style queries are apart, since a stripped
   one would not show its style; the quarter left is "as printed".
4. A tenth is given one "typo", drawn over all of the above: in a word of three letters or more one letter is left out,
   doubled, swapped with the next one, or hit on a neighbouring key (QWERTY), accents of the other letters untouched.

Words are in lower case. Nothing is left out for being hard: other articles may have the same four words.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from unicodedata import normalize

from bench.peers import Document
from indexer.text.fold import fold, is_vietnamese_syllable

Kind = Literal["as printed", "old-style", "stripped", "typo"]
KINDS: tuple[Kind, ...] = ("as printed", "old-style", "stripped", "typo")
WORDS = 4
_WORD = re.compile(r"[^\W\d_]{2,}")
_NEW_STYLE = re.compile(r"(?<!q)(?:(?P<one>o)(?P<two>[àáảãạèéẻẽẹ])|(?P<u>u)(?P<y>[ỳýỷỹỵ]))$")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


@dataclass(frozen=True, slots=True)
class KnownItem:
    """A query and the id of the article that it was drawn from. `kinds` is never empty."""

    text: str
    wanted: str
    kinds: frozenset[Kind]


def make_queries(documents: Sequence[Document], count: int, rng: random.Random) -> list[KnownItem]:
    """`count` queries, fewer where titles do not suffice: a quarter old-style, half stripped, a tenth mistyped."""
    titles = [(each.id, words) for each in _unique(documents) if len(set(words := title_words(each.title))) >= WORDS]
    rng.shuffle(titles)
    modern = [title for title in titles if any(map(old_style, title[1]))][: count // 4]
    taken = {name for name, _ in modern}
    others = [title for title in titles if title[0] not in taken][: count - len(modern)]
    stripped = set(rng.sample(range(len(others)), min(len(others), count // 2)))
    found = [_old_style_item(name, words, rng) for name, words in modern]
    for place, (name, words) in enumerate(others):
        drawn = _draw(words, rng)
        if place in stripped:
            found.append(KnownItem(fold(" ".join(drawn)), name, frozenset({"stripped"})))
        else:
            found.append(KnownItem(" ".join(drawn), name, frozenset({"as printed"})))
    for place in rng.sample(range(len(found)), len(found) // 10):
        found[place] = _mistyped(found[place], rng)
    rng.shuffle(found)
    return found


def _unique(documents: Sequence[Document]) -> Iterator[Document]:
    keys = [fold(normalize("NFC", each.title)).strip() for each in documents]
    times = Counter(keys)
    return (each for each, key in zip(documents, keys, strict=True) if times[key] == 1)


def title_words(title: str) -> list[str]:
    """The Vietnamese syllables of a title, in order, in lower case."""
    return [word for word in _WORD.findall(normalize("NFC", title).lower()) if is_vietnamese_syllable(word)]


def old_style(word: str) -> str | None:
    """The word with its tone mark in the old style, None where both styles write it alike: "hoà" gives "hòa"."""
    match = _NEW_STYLE.search(word)
    if match is None:
        return None
    first, second = match["one"] or match["u"], match["two"] or match["y"]
    letter = fold(second)
    tone = normalize("NFD", second).removeprefix(letter)
    return word[: match.start()] + normalize("NFC", first + tone) + letter


def _draw(words: list[str], rng: random.Random, fixed: str | None = None) -> list[str]:
    """Four different words in their order in the title, `fixed` among them."""
    different = list(dict.fromkeys(words))
    drawn = set(rng.sample([word for word in different if word != fixed], WORDS - (fixed is not None)))
    return [word for word in different if word in drawn or word == fixed]


def _old_style_item(name: str, words: list[str], rng: random.Random) -> KnownItem:
    fixed = rng.choice([word for word in words if old_style(word)])
    drawn = [old_style(word) or word for word in _draw(words, rng, fixed)]
    return KnownItem(" ".join(drawn), name, frozenset({"old-style"}))


# --- slips ----------------------------------------------------------------------------------------
def _mistyped(item: KnownItem, rng: random.Random) -> KnownItem:
    words = item.text.split(" ")
    long = [place for place, word in enumerate(words) if len(word) >= 3]
    if not long:
        return item
    place = rng.choice(long)
    words[place] = slip(words[place], rng)
    return KnownItem(" ".join(words), item.wanted, item.kinds | {"typo"})


def slip(word: str, rng: random.Random) -> str:
    """`word` with one letter left out, doubled, swapped with the next one or replaced by a neighbouring key's."""
    made = word
    while made == word:
        at = rng.randrange(len(word))
        kind = rng.choice(("left out", "doubled", "swapped", "neighbour"))
        if kind == "left out":
            made = word[:at] + word[at + 1 :]
        elif kind == "doubled":
            made = word[:at] + word[at] + word[at:]
        elif kind == "swapped":
            made = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
        else:
            made = word[:at] + rng.choice(_beside(word[at])) + word[at + 1 :]
    return made


def _beside(letter: str) -> str:
    """The letters left and right of a letter's key; its accents are lost with it."""
    key = fold(letter)
    row = next(row for row in _ROWS if key in row)
    at = row.index(key)
    return row[max(0, at - 1) : at] + row[at + 1 : at + 2]
