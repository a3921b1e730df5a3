"""The mentions of an article brought together as its officials: one person, all posts, all places of the name.

Two people of one name stay two where their ranks, ranks of address or posts cannot be one person's.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from indexer.extract.mentions import Holding, PersonMention
from indexer.extract.names import name_key, recase
from indexer.extract.positions import PostSpan, post_key
from indexer.extract.tokens import CAPS, Tokens
from indexer.model import Evidence, Page, Post, PostStatus, Span, TextName
from indexer.text.sentences import sentence_at

# No article names more; a damaged or hostile text could, and every post is compared with every other.
_MOST_NAMESAKES = 5
_MOST_POSTS = 60
# How far apart the entries of one guest list may stand, in words.
_LONGEST_LIST = 80


@dataclass(slots=True)
class Sighting:
    """A mention with the text it stands in."""

    text: TextName
    tokens: Tokens
    mention: PersonMention
    full_name: str = ""

    @property
    def name(self) -> str:
        if self.full_name:
            return self.full_name
        span = self.mention.name
        printed = " ".join(self.tokens.printed(span.start, span.end).split()).replace("’", "'")
        return recase(printed) if self.in_capitals else printed

    @property
    def in_capitals(self) -> bool:
        span = self.mention.name
        return all(shape == CAPS for shape in self.tokens.shapes[span.start : span.end])

    @property
    def span(self) -> Span:
        span = self.mention.name
        return Span(self.text, self.tokens.starts[span.start], self.tokens.ends[span.end - 1])


@dataclass(slots=True)
class Person:
    """One person of the article while it is put together."""

    name: str
    sightings: list[Sighting] = field(default_factory=list)
    posts: list[tuple[Sighting, Holding]] = field(default_factory=list)
    genders: set[str] = field(default_factory=set)
    ranks: set[str] = field(default_factory=set)

    def add(self, sighting: Sighting) -> None:
        """Take in one more mention."""
        self.sightings.append(sighting)
        self.genders |= _genders(sighting)
        self.ranks |= _ranks(sighting)
        if len(self.posts) < _MOST_POSTS:
            self.posts.extend((sighting, holding) for holding in sighting.mention.holdings)


def gather(sightings: list[Sighting]) -> list[Person]:
    """The people of the article in order of their first post; those without any post are left out."""
    people: dict[str, list[Person]] = {}
    ordered: list[Person] = []
    for sighting in sorted(sightings, key=_by_weight):
        if not sighting.mention.holdings:
            continue
        same_name = people.setdefault(name_key(sighting.name), [])
        able = [one for one in same_name if _can_be(one, sighting)]
        person = next((one for one in able if _shares_post(one, sighting)), able[0] if able else None)
        if person is None and len(same_name) >= _MOST_NAMESAKES:
            person = same_name[0]
        if person is None:
            person = Person(sighting.name)
            same_name.append(person)
            ordered.append(person)
        person.add(sighting)
    for sighting in sightings:
        if not sighting.mention.holdings and len(same := people.get(name_key(sighting.name), [])) >= 1:
            _nearest(same, sighting).add(sighting)
    return ordered


def _by_weight(sighting: Sighting) -> int:
    """Bodies speak first, then captions, then headlines, whose capitals hide where names and posts end."""
    return {"body": 0, "captions": 1}.get(sighting.text, 2)


def _nearest(same_name: list[Person], sighting: Sighting) -> Person:
    """Of people of one name, the one that is addressed alike."""
    return next((one for one in same_name if bool(one.ranks) == bool(_ranks(sighting))), same_name[0])


def _ranks(sighting: Sighting) -> set[str]:
    return {title.printed.lower() for title in sighting.mention.titles if title.kind == "rank"}


def _genders(sighting: Sighting) -> set[str]:
    return {title.gender for title in sighting.mention.titles} - {""}


def may_be_one(one: Sighting, other: Sighting) -> bool:
    """Whether the ways two mentions are addressed allow one person: not "ông" and "bà"."""
    return len(_genders(one) | _genders(other)) < 2


def _can_be(person: Person, sighting: Sighting) -> bool:
    """Whether the mention can be of this person, by address and posts."""
    if len(person.genders | _genders(sighting)) > 1:
        return False
    mine = [holding for _, holding in person.posts]
    theirs = sighting.mention.holdings
    if _stand_in_one_list(person, sighting):
        return False
    if _shares_post(person, sighting):
        return True
    ranks, rank = person.ranks, _ranks(sighting)
    if ranks and rank and not rank <= ranks:
        return False
    if bool(ranks) != bool(rank) and {h.post.kind for h in mine} | {h.post.kind for h in theirs} > {"force"}:
        return False
    if any(holding.status != "current" for holding in [*mine, *theirs]):
        return True
    return not _exclude_each_other(mine, theirs)


def _shares_post(person: Person, sighting: Sighting) -> bool:
    holdings = sighting.mention.holdings
    return any(is_same_post(one.post, other.post) for _, one in person.posts for other in holdings)


def _stand_in_one_list(person: Person, sighting: Sighting) -> bool:
    """Whether one sentence presents both, each with a post of his own: a list names nobody twice."""
    tokens, at = sighting.tokens, sighting.mention.name.start
    if not sighting.mention.titles or {one.rule for one in sighting.mention.holdings} != {"post behind name"}:
        return False
    for other, holding in person.posts:
        end = other.mention.name.end
        if other.tokens is not tokens or holding.rule != "post behind name" or not other.mention.titles:
            continue
        if end < at <= end + _LONGEST_LIST and not any(tokens.keys[place] in {".", "\n"} for place in range(end, at)):
            return True
    return False


def _exclude_each_other(mine: list[Holding], theirs: list[Holding]) -> bool:
    """Whether two sets of posts cannot be one person's: the same post of two places, or two full-time offices."""
    for one in mine:
        for other in theirs:
            places = one.post.place, other.post.place
            if one.post.family == other.post.family and all(places) and places[0] != places[1]:
                return not (places[0].startswith(places[1]) or places[1].startswith(places[0]))
            kinds = {one.post.kind, other.post.kind}
            if "force" in kinds and kinds & {"government", "school", "mass", "service"}:
                return True
            if "school" in kinds and kinds & {"government", "service", "force"}:
                return True
    return False


def is_same_post(one: PostSpan, other: PostSpan) -> bool:
    """Whether two prints are of one post: equal words, or one is the beginning of the other."""
    mine, theirs = post_key(one.normal), post_key(other.normal)
    shorter, longer = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
    return longer[: len(shorter)] == shorter or _without_place(mine) == _without_place(theirs)


_LEVEL_WORDS = frozenset({"tỉnh", "huyện", "quận", "xã", "phường", "thành", "phố", "thị", "trấn", "đặc", "khu"})


def _without_place(words: tuple[str, ...]) -> tuple[str, ...]:
    end = len(words)
    while end > 2 and words[end - 1] in _LEVEL_WORDS:
        end -= 1
    return words[:end]


def posts_of(page: Page, person: Person) -> tuple[Post, ...]:
    """The person's posts, each once: the fullest print of the body, in order of first mention."""
    kept: list[tuple[Sighting, Holding]] = []
    for sighting, holding in person.posts:
        place = next((at for at, (_, other) in enumerate(kept) if _merges(other, holding)), None)
        if place is None:
            kept.append((sighting, holding))
        elif not sighting.in_capitals and _is_fuller(holding, kept[place][1]):
            kept[place] = (sighting, holding)
    return tuple(_post(page, sighting, holding) for sighting, holding in kept)


def _is_fuller(one: Holding, other: Holding) -> bool:
    return len(post_key(one.post.normal)) > len(post_key(other.post.normal))


def _merges(one: Holding, other: Holding) -> bool:
    if {one.status, other.status} & {"incoming", "outgoing", "former"} and one.status != other.status:
        return post_key(one.post.normal) == post_key(other.post.normal)
    return is_same_post(one.post, other.post)


def _post(page: Page, sighting: Sighting, holding: Holding) -> Post:
    tokens, post = sighting.tokens, holding.post
    start, end = tokens.starts[post.start], tokens.ends[post.end - 1]
    first, last = sentence_at(tokens.text, start, end)
    evidence = Evidence(holding.rule, tokens.text[first:last], Span(sighting.text, start, end))
    status: PostStatus = holding.status
    return Post(tokens.text[start:end], post.normal, post.family, status, evidence)
