"""What to offer while a reader types: officials with their posts, units, documents, titles.

Accents may be missing; those that are typed count. Words may stand anywhere in what is offered, the last one may
be begun only.
"""

from __future__ import annotations

from functools import lru_cache

from indexer.search.counts import SEPARATOR, added
from indexer.search.lexicon import Lexicon
from indexer.search.offer_arrays import offer_arrays
from indexer.search.offers import KINDS, Offers, rows_of, words_of
from indexer.search.vocabulary import Suggestion
from indexer.text.fold import fold
from indexer.text.normalise import normalise

LONGEST_TYPED = 80


def suggest(lexicon: Lexicon, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
    """The best things to offer for `typed`; none before its first letter or digit."""
    words = words_of(normalise(typed[:LONGEST_TYPED]).text)
    if not words:
        return ()
    lasting, changed, new = offers(lexicon)
    found = [lasting[number] for number in lasting.matching(words, limit, changed)]
    if len(new):
        found += [new[number] for number in new.matching(words, limit)]
        begun = fold(" ".join(words))
        found.sort(key=lambda one: (not _folded(one).startswith(begun), KINDS.index(one.kind), -one.count, one.text))
    return tuple(found[:limit])


def _folded(one: Suggestion) -> str:
    return fold(" ".join(words_of(one.text)))


@lru_cache(maxsize=2)
def offers(lexicon: Lexicon) -> tuple[Offers, frozenset[int], Offers]:
    """The lasting offers, the numbers of those that have changed since, and these and the new ones as they are now."""
    lasting = Offers(lexicon.arrays)
    names = {tuple(key.split(SEPARATOR)[:2]) for key in lexicon.recent.offers}
    changed = sorted(number for kind, name in names if (number := lasting.find(int(kind), name)) >= 0)
    before = sorted(row for number in changed for row in lasting.counted_rows(number))
    now = ((key, count) for key, count in added(before, sorted(lexicon.recent.offers.items())) if count > 0)
    return lasting, frozenset(changed), Offers(offer_arrays(rows_of(now)))
