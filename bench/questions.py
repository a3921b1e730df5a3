"""What every engine is asked: 20 seeded questions a class, drawn from the corpus so that each has an answer.

Document frequency counts articles with the token in title or body.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from bench.engines import Question
from bench.records import Record, read_records
from indexer.text.fold import fold, neutral

A_CLASS = 20
Value = TypeVar("Value")
# Articles that words are drawn from: enough for variety, few enough to hold.
_SAMPLE = 2000


@dataclass(slots=True)
class Vocabulary:
    """Document frequencies of a corpus, and some of its articles to draw from."""

    articles: int
    frequency: Counter[str]
    sample: list[Record]
    _words: list[str] = field(default_factory=list)

    def between(self, low: float, high: float) -> list[str]:
        """Words without digits that `low` to `high` articles have, in order."""
        if not self._words:
            self._words = sorted(word for word in self.frequency if word.replace("_", "").isalpha())
        return [word for word in self._words if low <= self.frequency[word] <= high]

    def share(self, word: str) -> float:
        """The part of the articles that have `word`."""
        return self.frequency[word] / self.articles


def read_vocabulary(corpus: Path) -> Vocabulary:
    """Count the tokens of a corpus file."""
    frequency: Counter[str] = Counter()
    sample: list[Record] = []
    choice = random.Random(1)
    articles = 0
    for record in read_records(corpus):
        articles += 1
        frequency.update({*record.title_terms.split(), *record.body_terms.split()})
        if len(sample) < _SAMPLE:
            sample.append(record)
        elif (place := choice.randrange(articles)) < _SAMPLE:
            sample[place] = record
    return Vocabulary(articles, frequency, sample)


def make_questions(vocabulary: Vocabulary, seed: int) -> dict[str, tuple[Question, ...]]:
    """The questions of every class by its name, in the order of the report."""
    made = {}
    for name, make in _CLASSES.items():
        made[name] = tuple(make(vocabulary, random.Random(f"{seed} {name}")))
    return made


def page_words(vocabulary: Vocabulary, seed: int) -> tuple[str, ...]:
    """Frequent syllables that are searched for as they are: with accents, spelt as the index spells them."""
    words = [
        word for word in _frequent(vocabulary, 0.05) if "_" not in word and fold(word) != word and neutral(word) == word
    ]
    return tuple(_drawn(words, random.Random(f"{seed} pages")))


def _rare(vocabulary: Vocabulary, choice: random.Random) -> Iterable[Question]:
    return (Question((word,)) for word in _drawn(vocabulary.between(10, 30), choice))


def _common(vocabulary: Vocabulary, choice: random.Random) -> Iterable[Question]:
    return (Question((word,)) for word in _drawn(_frequent(vocabulary), choice))


def _frequent(vocabulary: Vocabulary, low: float = 0.15, high: float = 0.6) -> list[str]:
    return vocabulary.between(low * vocabulary.articles, high * vocabulary.articles)


def _two_words(vocabulary: Vocabulary, choice: random.Random) -> Iterable[Question]:
    return _of_articles(vocabulary, choice, 2)


def _five_words(vocabulary: Vocabulary, choice: random.Random) -> Iterable[Question]:
    return (Question(each.words, "any") for each in _of_articles(vocabulary, choice, 5))


def _of_articles(vocabulary: Vocabulary, choice: random.Random, count: int) -> Iterable[Question]:
    """Words of one article each that 1 to 30 % of all articles have."""
    found = 0
    while found < A_CLASS:
        record = choice.choice(vocabulary.sample)
        words = sorted(word for word in set(record.body_terms.split()) if 0.01 <= vocabulary.share(word) <= 0.3)
        if len(words) >= count:
            found += 1
            yield Question(tuple(choice.sample(words, count)))


def _phrase(vocabulary: Vocabulary, choice: random.Random) -> Iterable[Question]:
    """Two or three neighbouring words from anywhere in a body, each in 50 articles or more (1 % of few)."""
    least = min(50, vocabulary.articles / 100)
    found = 0
    while found < A_CLASS:
        words = choice.choice(vocabulary.sample).body_terms.split()
        length = choice.choice((2, 3))
        start = choice.randrange(max(1, len(words) - length))
        phrase = tuple(words[start : start + length])
        if len(phrase) == length and all(vocabulary.frequency[word] >= least for word in phrase):
            found += 1
            yield Question(phrase, "phrase")


def _filtered(vocabulary: Vocabulary, choice: random.Random) -> Iterable[Question]:
    """A word that 1 to 60 % have, in the unit and the year of an article that has it."""
    found = 0
    while found < A_CLASS:
        record = choice.choice(vocabulary.sample)
        words = sorted(word for word in set(record.body_terms.split()) if 0.01 <= vocabulary.share(word) <= 0.6)
        if words:
            found += 1
            yield Question((choice.choice(words),), unit=record.unit, year=record.year)


def _faceted(vocabulary: Vocabulary, choice: random.Random) -> Iterable[Question]:
    return (Question(each.words, facets=True) for each in _common(vocabulary, choice))


def _everything(_vocabulary: Vocabulary, _choice: random.Random) -> Iterable[Question]:
    return (Question(facets=True),)


def _newest(vocabulary: Vocabulary, choice: random.Random) -> Iterable[Question]:
    return (Question((word,), newest=True) for word in _drawn(_frequent(vocabulary, 0.01), choice))


def _prefixes(vocabulary: Vocabulary, choice: random.Random) -> Iterable[Question]:
    """The first three letters of tokens as they stand in articles, so that frequent beginnings come often."""
    prefixes: dict[str, None] = {}
    while len(prefixes) < A_CLASS:
        word = choice.choice(choice.choice(vocabulary.sample).body_terms.split())
        if len(word) > 3 and word[:3].isalpha():
            prefixes[word[:3]] = None
    return (Question((prefix,), "prefix") for prefix in prefixes)


def _unaccented(vocabulary: Vocabulary, choice: random.Random) -> Iterable[Question]:
    """Three or more accented readings, at most 40, of one bare syllable."""
    readings: dict[str, list[str]] = defaultdict(list)
    for word in vocabulary.between(3, vocabulary.articles):
        if "_" not in word:
            readings[fold(word)].append(word)
    many = [sorted(words, key=lambda word: -vocabulary.frequency[word])[:40] for words in readings.values()]
    return (Question(tuple(words), "readings") for words in _drawn([each for each in many if len(each) >= 3], choice))


def _drawn(values: Sequence[Value], choice: random.Random) -> list[Value]:
    return choice.sample(values, min(A_CLASS, len(values)))


_CLASSES: dict[str, Callable[[Vocabulary, random.Random], Iterable[Question]]] = {
    "rare word": _rare,
    "common word": _common,
    "two words (AND)": _two_words,
    "phrase": _phrase,
    "five words (OR)": _five_words,
    "word + unit + year": _filtered,
    "word + facets": _faceted,
    "all articles + facets": _everything,
    "word by date": _newest,
    "prefix": _prefixes,
    "unaccented word": _unaccented,
}
CLASSES = tuple(_CLASSES)
