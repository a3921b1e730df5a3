"""Articles like a given one: those that share its most telling terms.

In: an article. Out: articles, most alike first. A term tells much where the article says it often and few others do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import pairwise
from math import log, sqrt

from indexer.analysis.analyzer import terms
from indexer.engine.port import Engine
from indexer.model import Article
from indexer.query import AllOf, AnyOf, Query, TermNode
from indexer.search.lexicon import Lexicon

# More terms cost time and change little: the weights fall fast.
MOST_TERMS = 24
# A term of one article alone leads nowhere; one of more than this share says nothing of any.
LARGEST_SHARE = 0.2
_TITLE = 3


def similar(
    engine: Engine, lexicon: Lexicon, article: Article, *, without: Collection[str] = (), limit: int = 5
) -> tuple[Article, ...]:
    """At most `limit` articles, neither this one nor those `without`."""
    telling = telling_terms(article, lexicon)
    if not telling:
        return ()
    # Each term apart, so that scores add up: terms side by side would count as spellings of one word.
    match = AnyOf(tuple(AllOf((node,)) for node in telling))
    hits = engine.search(Query(match=match, limit=limit + 1 + len(without), facets=(), collapse=True)).hits
    others = [hit.article for hit in hits if hit.article.id != article.id and hit.article.id not in without]
    return tuple(others[:limit])


def telling_terms(article: Article, lexicon: Lexicon) -> tuple[TermNode, ...]:
    """The terms that tell this article from others, weighted, the most telling with weight 1."""
    counts: Counter[str] = Counter(_said(article.body, lexicon))
    for text in _said(article.title, lexicon):
        counts[text] += _TITLE
    most = max(2.0, lexicon.articles * LARGEST_SHARE)
    weights = {
        text: sqrt(count) * log(1 + lexicon.articles / known)
        for text, count in counts.items()
        if 1 < (known := lexicon.count(text)) <= most and not text.isdecimal()
    }
    best = sorted(weights, key=lambda text: (-weights[text], text))[:MOST_TERMS]
    return tuple(TermNode(text, round(weights[text] / weights[best[0]], 3)) for text in best)


def _said(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Every term of a text, and every word of two syllables that the index has, without segmenting the text again."""
    found = terms(text)
    yield from (term.text for term in found)
    for one, other in pairwise(found):
        if one.position + 1 == other.position and (pair := f"{one.text}_{other.text}") in lexicon:
            yield pair
