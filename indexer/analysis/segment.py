"""Words of more than one syllable, by pyvi: a linear-chain CRF over the syllables of a whole text.

pyvi's own model is read and decoded here (see `pyvi_model`): with the same answers, without the two seconds and
the memory that importing pyvi and scikit-learn cost.
"""

from __future__ import annotations

import re
import string
from functools import cache
from itertools import islice
from typing import NamedTuple
from unicodedata import normalize

from indexer.analysis.pyvi_model import Model, load_model

# pyvi's tokens, in pyvi's order. The first line is ours: what it takes pyvi would take as well, but ten tries later.
_QUICK = r"[^\W\d_]+(?=[\s,;()\"“”!?/]|\Z)"
_ABBREVIATION = r"[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\."
_SIGNS = r"==>|->|\.\.\.|>>|\n"
_ADDRESS = r"\w+://[^\s]+|[a-zA-Z0-9_.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+"
_REST = r"\d+(?:[\.,_]\d+)+|[^\w\s]|\w+"
_PLAIN_TOKEN = re.compile("|".join((_QUICK, _ABBREVIATION, _SIGNS, _REST)))
_TOKEN = re.compile("|".join((_QUICK, _ABBREVIATION, _SIGNS, _ADDRESS, _REST)))
# The pattern of mail addresses looks at such a run again from each of its points; no address is that long.
_ENDLESS = re.compile(r"[a-zA-Z0-9_.+-]{2000}")
# Distinct tokens kept with their scores; then the store is emptied, so memory stays bounded.
_KEPT_TOKENS = 60_000


def tokenize(text: str) -> str:
    """Exactly what `pyvi.ViTokenizer.tokenize(text)` gives: tokens parted by spaces, syllables joined by "_"."""
    text_nfc = normalize("NFC", text)
    tokens = _pattern(text_nfc).findall(text_nfc)
    if not tokens:
        return text
    parts = [tokens[0]]
    for token, join in zip(tokens[1:], _joins(tokens)[1:], strict=True):
        parts += ("_" if join else " ", token)
    return "".join(parts)


def word_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of every word of two or more tokens in `text`, which is NFC; joined as `tokenize` does."""
    matches = list(_pattern(text).finditer(text))
    if not matches:
        return []
    joined = _joins([match[0] for match in matches])
    spans = []
    first = 0
    for at in range(1, len(matches) + 1):
        if at == len(matches) or not joined[at]:
            if at - first > 1:
                spans.append((matches[first].start(), matches[at - 1].end()))
            first = at
    return spans


def syllable_counts() -> dict[str, int]:
    """How often each syllable stands in pyvi's word list, in the spelling the model knows."""
    return load_model().syllables


def _pattern(text: str) -> re.Pattern[str]:
    with_address = "://" in text or ("@" in text and not _ENDLESS.search(text))
    return _TOKEN if with_address else _PLAIN_TOKEN


def _joins(tokens: list[str]) -> list[bool]:
    """Whether each token is joined to the one before: inside a word for the model, and no rule of pyvi against it."""
    store = _store()
    infos = store.learn(tokens)
    joined = store.label(store.scores(infos))
    for at, inside in enumerate(joined):
        if inside:
            this, before = infos[at], infos[at - 1]
            joined[at] = this.joins and before.joins and (before.titled or not this.titled)
    return joined


class _Token(NamedTuple):
    """A token's share in the score (inside minus begins) of its own label and of its neighbours' labels.

    `followers`: lower-case next syllable -> the third syllables that make it a word of three with this one.
    """

    lower: str
    own: float
    to_next: float
    to_previous: float
    joins: bool
    titled: bool
    followers: dict[str, frozenset[str]] | None


class _Store:
    """pyvi's model with the scores of the tokens met so far; one per process."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._tokens: dict[str, _Token] = {}

    def learn(self, tokens: list[str]) -> list[_Token]:
        """What is known of each token."""
        if len(self._tokens) > _KEPT_TOKENS:
            self._tokens.clear()
        known = self._tokens.get
        return [known(token) or self._token(token) for token in tokens]

    def scores(self, infos: list[_Token]) -> list[float]:
        """The score (inside minus begins) of every label, without transitions."""
        before = [0.0, *(info[2] for info in infos)]
        after = [info[3] for info in islice(infos, 1, None)]
        after.append(0.0)
        sums = [info[1] + left + right for info, left, right in zip(infos, before, after, strict=False)]
        lowers = [info[0] for info in infos]
        lowers += ("", "")
        model = self._model
        for at, info in enumerate(infos):
            followers = info[6]
            if followers is None:
                continue
            thirds = followers.get(lowers[at + 1])
            if thirds is None:
                continue
            if "" in thirds:
                sums[at] += model.two_left
                sums[at + 1] += model.two_right
            if lowers[at + 2] and lowers[at + 2] in thirds:
                sums[at] += model.three_left
                sums[at + 2] += model.three_right
        return sums

    def label(self, sums: list[float]) -> list[bool]:
        """The best path of labels (Viterbi), True for inside.

        Of two labels only the lead of the better path ending inside over the one ending at a beginning counts. From
        lead x the next label's best predecessor is inside where x exceeds a threshold, one for each next label.
        """
        ways = self._model.transitions
        stay, enter, leave, begin = ways[True, True], ways[False, True], ways[True, False], ways[False, False]
        if_inside, if_begins = enter - stay, begin - leave
        lead = sums[0]
        leads = [lead]
        for score in islice(sums, 1, None):
            lead = score + (lead + stay if lead > if_inside else enter) - (lead + leave if lead > if_begins else begin)
            leads.append(lead)
        labels = [False] * len(leads)
        threshold = 0.0
        for at in range(len(leads) - 1, -1, -1):
            inside = labels[at] = leads[at] > threshold
            threshold = if_inside if inside else if_begins
        labels[0] = False
        return labels

    def _token(self, token: str) -> _Token:
        score = self._model.attributes.get
        lower = token.lower()
        name = lower.partition("\0")[0]  # CRFsuite's names end at a zero character
        own = score("bias", 0.0) + score(f"word.lower():{name}", 0.0)
        to_next, to_previous = score(f"-1:word.lower():{name}", 0.0), score(f"+1:word.lower():{name}", 0.0)
        for shape, present in (("isupper", token.isupper()), ("istitle", token.istitle())):
            if present:
                own += score(f"word.{shape}()", 0.0)
                to_next += score(f"-1:word.{shape}()", 0.0)
                to_previous += score(f"+1:word.{shape}()", 0.0)
        if token.isdigit():
            own += score("word.isdigit()", 0.0)
        joins = token not in string.punctuation and not token[0].isdigit()
        followers = self._model.words.get(lower)
        found = _Token(lower, own, to_next, to_previous, joins, token[0].istitle(), followers)
        self._tokens[token] = found
        return found


@cache
def _store() -> _Store:
    return _Store(load_model())
