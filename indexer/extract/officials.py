"""The officials of an article: people named with a post in the political system, their posts and mentions.

Reads title, body and captions; never the byline. What counts as a post is in `positions.csv` and
`post_organisations.csv`; who is no official in spite of a name is in `not_officials.csv`.
"""

from __future__ import annotations

from functools import cache

from indexer.extract.addresses import NAMES, find_known
from indexer.extract.mentions import PersonMention, link
from indexer.extract.names import Known, name_key
from indexer.extract.people import Person, Sighting, gather, may_be_one, posts_of
from indexer.extract.phrases import find_pieces
from indexer.extract.tokens import Tokens, tokenise
from indexer.model import Official, Page, Span, TextName
from indexer.tables import read_table

_TEXTS: tuple[TextName, ...] = ("title", "body", "captions")


def find_officials(page: Page) -> tuple[Official, ...]:
    """The officials of the page in order of their first post. Linear in the length of its texts."""
    texts = {name: tokenise(getattr(page, name)) for name in _TEXTS}
    known = _known(texts)
    sightings: list[Sighting] = []
    for name, tokens in texts.items():
        for mention in link(tokens, find_pieces(tokens, known)):
            if _is_person(tokens, mention):
                sightings.append(Sighting(name, tokens, mention))
    people = gather(_complete_given_names(sightings))
    return tuple(Official(one.name, posts_of(page, one), _mentions(one)) for one in people)


def _known(texts: dict[TextName, Tokens]) -> Known:
    known = Known()
    for tokens in texts.values():
        found = find_known(tokens)
        known.people |= found.people
        known.places |= found.places
    return known


@cache
def _historical_names() -> frozenset[str]:
    rows = read_table("not_officials", ("phrase", "reason", "source"))
    return frozenset(name_key(row["phrase"]) for _, row in rows if row["reason"] in NAMES)


def _is_person(tokens: Tokens, mention: PersonMention) -> bool:
    """Not a leader of the past or of another country: "Chủ tịch Hồ Chí Minh", "Chủ tịch Tập Cận Bình"."""
    name = mention.name
    if name.barred:
        return False
    named_behind = mention.titles and any(holding.rule == "post behind name" for holding in mention.holdings)
    return bool(named_behind) or name_key(tokens.printed(name.start, name.end)) not in _historical_names()


def _complete_given_names(sightings: list[Sighting]) -> list[Sighting]:
    """ "đồng chí Bình" becomes the person of the article whose full name ends so; the latest named before, if many.

    A given name that is nobody's stays where a post stands right behind it: some peoples have names of one word.
    """
    latest: dict[str, Sighting] = {}
    first: dict[str, Sighting] = {}
    for sighting in sightings:
        for ending in _endings(sighting):
            first.setdefault(ending, sighting)
    kept: list[Sighting] = []
    for sighting in sightings:
        words = name_key(sighting.name).split()
        full = latest.get(" ".join(words)) or first.get(" ".join(words))
        if full is not None and len(words) <= 2 and sighting.mention.titles and may_be_one(full, sighting):
            sighting.full_name = full.name
        if len(words) > 1 or sighting.full_name or _is_posted_behind(sighting):
            kept.append(sighting)
        for ending in _endings(sighting):
            latest[ending] = sighting
    return kept


def _endings(sighting: Sighting) -> tuple[str, ...]:
    """What a person may be called by later: the last word of a name of two or more, the last two of a longer one."""
    words = name_key(sighting.name).split()
    if len(words) < 2:
        return ()
    return (words[-1],) if len(words) == 2 else (words[-1], " ".join(words[-2:]))


def _is_posted_behind(sighting: Sighting) -> bool:
    holdings = sighting.mention.holdings
    return bool(holdings) and bool(sighting.mention.titles) and holdings[0].rule == "post behind name"


def _mentions(person: Person) -> tuple[Span, ...]:
    order = {name: at for at, name in enumerate(_TEXTS)}
    spans = {sighting.span for sighting in person.sightings}
    return tuple(sorted(spans, key=lambda span: (order[span.text], span.start)))
