"""What an article is about and what kind of text it is, as light facets.

In: a page. Out: Vietnamese labels. All rules are rows of `tables/topics.csv` and `tables/text_kinds.csv`: phrases, and
where they count. Phrases are compared syllable by syllable, so tone placement, case, hyphens and
quotes do not matter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from indexer.extract.events import lead_end
from indexer.model import Page
from indexer.tables import read_table
from indexer.text.fold import neutral

NEWS = "tin"
MOST_TOPICS = 6
# A phrase in the title says what the article is about; in the lead it may only be a circumstance.
_TITLE_SCORE, _LEAD_SCORE = 3, 1
_LONGEST_TITLE, _BODY_START = 600, 700
# Behind the first sentences come the guests, whose posts name every organisation there is.
_FIRST_WORDS = 400
# A comma counts as a syllable: "Mỹ Khánh, thành phố" is no "khánh thành".
_SYLLABLE = re.compile(r"[^\W_]+|[,.;:()]")

Phrases = dict[str, list[tuple[tuple[str, ...], str, str]]]


def find_topics(page: Page) -> tuple[str, ...]:
    """The salient topics, at most six, the surest first: those of the title, then those of the lead."""
    scores: defaultdict[str, int] = defaultdict(int)
    for topic, _, _ in _hits(_neutral(page.title[:_LONGEST_TITLE]), _topics()):
        scores[topic] += _TITLE_SCORE
    for topic, where, _ in _hits(_neutral(_first_words(page.body)), _topics()):
        if where == "lead":
            scores[topic] += _LEAD_SCORE
    return tuple(sorted(scores, key=lambda topic: -scores[topic])[:MOST_TOPICS])


def text_kind(page: Page) -> str:
    """ "tin", or what the table says: "thông báo", "lịch công tác", "tin buồn", "văn bản"."""
    title = _neutral(page.title[:_LONGEST_TITLE])
    kinds = _kinds()
    for kind, where, at in _hits(title, kinds):
        # A notice names itself at once, or behind its issuer: "UBND xã A: Thông báo ...".
        opens = at == 0 or title[at - 1] == ":"
        if where == "title" or (where == "title start" and opens):
            return kind
    start = _neutral(page.body[:_BODY_START])
    return next((kind for kind, where, _ in _hits(start, kinds) if where == "body start"), NEWS)


def _first_words(body: str) -> str:
    """The first paragraph of some length, not more than its first sentences."""
    end = lead_end(body, paragraphs=1)
    return body[: min(end, _FIRST_WORDS)]


def _neutral(text: str) -> list[str]:
    return [neutral(syllable) for syllable in _SYLLABLE.findall(text)]


def _hits(syllables: Sequence[str], phrases: Phrases) -> Iterator[tuple[str, str, int]]:
    """Yield (label, where it counts, index of the syllable) of the phrases found; a longer one hides those in it."""
    free = 0
    for at, syllable in enumerate(syllables):
        if at < free or syllable not in phrases:
            continue
        for phrase, label, where in phrases[syllable]:
            if at + len(phrase) >= free and tuple(syllables[at : at + len(phrase)]) == phrase:
                free = at + len(phrase)
                yield label, where, at


@cache
def _topics() -> Phrases:
    return _by_first_syllable("topics", "topic")


@cache
def _kinds() -> Phrases:
    return _by_first_syllable("text_kinds", "kind")


def _by_first_syllable(table: str, label: str) -> Phrases:
    phrases: Phrases = {}
    for _, row in read_table(table, (label, "phrases", "where", "source")):
        for printed in row["phrases"].split("|"):
            phrase = tuple(_neutral(printed))
            phrases.setdefault(phrase[0], []).append((phrase, row[label], row["where"]))
    for choice in phrases.values():
        choice.sort(key=lambda entry: -len(entry[0]))
    return phrases
