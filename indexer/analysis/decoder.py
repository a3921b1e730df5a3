"""The best labels for a row of tokens (Viterbi) in a model of two labels: inside a word, or at a beginning.

Of two labels only the lead counts: the score of the best path that ends inside, minus that of the best path that ends
at a beginning. What a lead adds to the next one has two plateaus, so nearly every lead is known without the one before
it; the few between the plateaus are worked out in turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.pieces import Places
from indexer.analysis.pyvi_model import Model, load_model
from indexer.analysis.token_scores import JOINS, TITLED, Scores, Token, TokenRows
from indexer.analysis.word_list import BEGINNING, WORD, WordList, load_word_list

_SHAPES = range(4)


def _may_join(before: int, this: int) -> bool:
    """pyvi's rule for two neighbours: no signs, no numbers, no capital behind a small letter."""
    return bool(before & this & JOINS and (before & TITLED or not this & TITLED))


_MAY_JOIN = np.array([_may_join(before, this) for before in _SHAPES for this in _SHAPES])


class Decoder:
    """pyvi's model at work: which tokens are joined to the one before."""

    def __init__(self, model: Model, words: WordList) -> None:
        ways = model.transitions
        self._stay, self._enter = ways[True, True], ways[False, True]
        self._leave, self._begin = ways[True, False], ways[False, False]
        # Above these leads the best label before an inside, or before a beginning, is inside.
        self._if_inside, self._if_begins = self._enter - self._stay, self._begin - self._leave
        self._model, self._words = model, words
        self._two_left, self._two_right = (
            np.array([score * bool(kind & WORD) for kind in _SHAPES]) for score in (model.two_left, model.two_right)
        )

    def joined(self, tokens: TokenRows) -> NDArray[np.bool_]:
        """Whether each token is joined to the one before: inside a word for the model, and no rule against it."""
        lasts = tokens.lasts
        if not len(lasts):
            return np.zeros(0, bool)
        found = self._inside(self._sums(tokens), lasts)
        found[0] = False
        found[lasts[:-1] + 1] = False
        neighbours = tokens.shapes[:-1] * len(_SHAPES)
        neighbours += tokens.shapes[1:]
        found[1:] &= _MAY_JOIN.take(neighbours, mode="clip")
        return found

    def joined_few(self, tokens: Sequence[Token]) -> list[bool]:
        """The same for the tokens of one text, one by one: quicker for less than a few dozen."""
        leads = []
        gain = 0.0
        for score in self._sums_of_few(tokens):
            leads.append(score + gain)
            gain = self._gain(leads[-1])
        found = [False] * len(tokens)
        threshold = 0.0
        for at in range(len(tokens) - 1, 0, -1):
            inside = leads[at] > threshold
            threshold = self._if_inside if inside else self._if_begins
            found[at] = inside and _may_join(tokens[at - 1].shape, tokens[at].shape)
        return found

    def _sums(self, tokens: TokenRows) -> Scores:
        """The score (inside minus begins) of every label, without transitions."""
        lasts, sums = tokens.lasts, tokens.own.copy()
        kinds = self._words.kinds(tokens.codes)
        kinds[lasts[:-1]] = 0
        from_left, from_right = tokens.to_next[:-1], tokens.to_previous[1:]
        from_left[lasts[:-1]] = from_right[lasts[:-1]] = 0.0
        sums[1:] += from_left
        sums[:-1] += from_right
        sums[:-1] += self._two_left.take(kinds, mode="clip")
        sums[1:] += self._two_right.take(kinds, mode="clip")
        beginnings = (kinds & BEGINNING).nonzero()[0]
        if len(beginnings):
            threes = self._threes(tokens, beginnings)
            sums[threes] += self._model.three_left
            sums[threes + 2] += self._model.three_right
        return sums

    def _threes(self, tokens: TokenRows, beginnings: Places) -> Places:
        ends_text = np.zeros(len(tokens.codes), bool)
        ends_text[tokens.lasts] = True
        beginnings = beginnings[~ends_text[beginnings + 1]]
        return beginnings[self._words.are_threes(tokens.codes, beginnings)]

    def _sums_of_few(self, tokens: Sequence[Token]) -> list[float]:
        model, words = self._model, self._words
        sums = [token.own for token in tokens]
        for at in range(1, len(tokens)):
            left, right = tokens[at - 1], tokens[at]
            sums[at] += left.to_next
            sums[at - 1] += right.to_previous
            kind = words.kind(left.code, right.code)
            if kind & WORD:
                sums[at - 1] += model.two_left
                sums[at] += model.two_right
            if kind & BEGINNING and at + 1 < len(tokens) and words.is_three(left.code, right.code, tokens[at + 1].code):
                sums[at - 1] += model.three_left
                sums[at + 1] += model.three_right
        return sums

    def _inside(self, scores: Scores, lasts: Places) -> NDArray[np.bool_]:
        leads = self._leads(scores, lasts)
        low, high = sorted((self._if_inside, self._if_begins))
        found: NDArray[np.bool_] = leads > high
        unsure = leads > low
        unsure ^= found
        unsure[lasts] = False
        found[lasts] = leads[lasts] > 0.0
        for at in unsure.nonzero()[0][::-1].tolist():
            found[at] = leads.item(at) > (self._if_inside if found.item(at + 1) else self._if_begins)
        return found

    def _leads(self, scores: Scores, lasts: Places) -> Scores:
        low, high = sorted((self._if_inside, self._if_begins))
        gain_of_low, gain_of_high = self._enter - self._begin, self._stay - self._leave
        least, most = sorted((gain_of_low, gain_of_high))
        surely_high = scores > high - least
        unsure = scores > low - most
        unsure ^= surely_high
        unsure[0] = True  # the first of a text gains nothing, so these bounds do not hold for it
        unsure[lasts[:-1] + 1] = True
        unsure[lasts] = False
        gains = np.where(surely_high, gain_of_high, gain_of_low)
        gains[lasts] = 0.0
        leads = scores.copy()
        leads[1:] += gains[:-1]
        for at in unsure.nonzero()[0].tolist():
            leads[at + 1] = scores.item(at + 1) + self._gain(leads.item(at))
        return leads

    def _gain(self, lead: float) -> float:
        """What a lead adds to the score of the next label."""
        inside = lead + self._stay if lead > self._if_inside else self._enter
        return inside - (lead + self._leave if lead > self._if_begins else self._begin)


@cache
def load_decoder() -> Decoder:
    """pyvi's model, once per process."""
    return Decoder(load_model(), load_word_list())
