"""The officials of an article: people named with a post in the political system, their posts and mentions.

Reads title, body and captions; never the byline. What counts as a post is in `positions.csv` and
`post_organisations.csv`; who is no official in spite of a name is in `not_officials.csv`.
"""

from __future__ import annotations

from functools import cache

from indexer.extract.mentions import PersonMention, link
from indexer.extract.names import Known, name_key
from indexer.extract.people import Person, Sighting, gather, posts_of
from indexer.extract.phrases import find_known, find_pieces
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
    _complete_given_names(sightings)
    people = gather(sightings)
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
    return frozenset(name_key(row["phrase"]) for _, row in rows if row["reason"] == "historical name")


def _is_person(tokens: Tokens, mention: PersonMention) -> bool:
    name = mention.name
    if name.barred:
        return False
    return name_key(tokens.printed(name.start, name.end)) not in _historical_names()


def _complete_given_names(sightings: list[Sighting]) -> None:
    """ "đồng chí Bình" is the one official of the article whose given name is Bình; else a name of one word."""


def _mentions(person: Person) -> tuple[Span, ...]:
    order = {name: at for at, name in enumerate(_TEXTS)}
    spans = {sighting.span for sighting in person.sightings}
    return tuple(sorted(spans, key=lambda span: (order[span.text], span.start)))
