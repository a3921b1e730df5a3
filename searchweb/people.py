"""Officials: the page of one, with the evidence behind every post, and the look-up by name.

Plain functions over an index compute the data; HTML and JSON only render it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from indexer.analysis.entry import unit_label
from indexer.corrections import Link
from indexer.errors import NotFound
from indexer.model import Article, Official, PostStatus
from indexer.query import Query
from indexer.register.apart import Apart, told_apart
from indexer.register.identity import Appearance, Identity, Tenure, appearances, name_key, tenure_status
from searchweb.collation import list_key
from searchweb.language import translate
from searchweb.narrowed import narrowed
from searchweb.parameters import NoSuchPage
from searchweb.periods import Count, counted_years
from searchweb.port import Index

# More would make the network a knot and the table a list nobody reads.
MOST_COMPANIONS = 12
MOST_FOUND = 50
MOST_NAMESAKES = 20
PAGE_SIZE = 20
NO_CHOICE = Query()


@dataclass(frozen=True, slots=True)
class Seen:
    """A post as one article states it, with the sentence it was read in. `day` may be partial or empty."""

    article: str
    title: str
    day: str
    printed: str
    status: PostStatus
    sentence: str
    rule: str


@dataclass(frozen=True, slots=True)
class Held:
    """A tenure with what says so, oldest first. First and last seen are not first and last day in office."""

    post: str
    family: str
    place: tuple[str, ...]
    status: PostStatus
    first_seen: str
    last_seen: str
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class NamedIn:
    """An article that names the person."""

    article: str
    title: str
    day: str
    unit: str


@dataclass(frozen=True, slots=True)
class UnitYears:
    """A unit whose articles name the person, and the days of the first and last of them."""

    unit: str
    articles: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody named in the same articles. `id` is empty where the register does not know who it is."""

    id: str
    name: str
    post: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """Two companions (by their places in the list) that are named together, in how many of these articles."""

    one: int
    other: int
    articles: int


@dataclass(frozen=True, slots=True)
class Known:
    """One person in a list of people: the last post seen and the years between first and last."""

    id: str
    name: str
    post: str
    place: tuple[str, ...]
    first_seen: str
    last_seen: str
    articles: int


@dataclass(frozen=True, slots=True)
class Namesake:
    """Another person of the same name, and why it is another."""

    person: Known
    reasons: tuple[Apart, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Those of a person's articles that have the chosen facet values, the newest first: one page of `total`, none of
    them on a page behind the last.

    `facets` count every value over the articles that the choices of all other facets leave.
    """

    total: int
    page: int
    last_page: int
    articles: tuple[NamedIn, ...]
    facets: dict[str, tuple[Count, ...]]


@dataclass(frozen=True, slots=True)
class OfficialPage:
    """All that the collection says of one official. `reasons` say why the appearances are one person's."""

    id: str
    name: str
    first_seen: str
    last_seen: str
    posts: tuple[Held, ...]
    years: tuple[Count, ...]
    units: tuple[UnitYears, ...]
    companions: tuple[Companion, ...]
    ties: tuple[Tie, ...]
    namesakes: tuple[Namesake, ...]
    reasons: tuple[str, ...]
    articles: tuple[NamedIn, ...]
    chosen: Chosen


@dataclass(frozen=True, slots=True)
class Officials:
    """The answer to a look-up: people of that very name, people with a like name, or, unasked, the most named."""

    name: str
    exact: tuple[Known, ...]
    alike: tuple[Known, ...]
    most_named: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class _Sight:
    """The person in one article."""

    article: Article
    official: Official
    appearance: Appearance


def official_page(index: Index, identity_id: str, choice: Query = NO_CHOICE) -> OfficialPage:
    """The page of an identity of the register; the filters, dates and page of `choice` are for its list of articles.

    Raises NoSuchPage.
    """
    person = identity(index, identity_id)
    links = index.register.links()
    sights = _sights(index, person, links)
    named_in = tuple(_named_in(sight) for sight in sights)
    days = [one.day for one in named_in if one.day]
    companions = _companions(index, person, sights)
    return OfficialPage(
        id=person.id,
        name=person.name,
        first_seen=min(days, default=""),
        last_seen=max(days, default=""),
        posts=tuple(_held(tenure, sights) for tenure in person.tenures),
        years=counted_years(days),
        units=_units(named_in),
        companions=companions,
        ties=_ties(companions),
        namesakes=_namesakes(index, person, links),
        reasons=person.reasons,
        articles=tuple(sorted(named_in, key=lambda one: (one.day, one.article), reverse=True)),
        chosen=_chosen(sights, choice),
    )


def articles_of(index: Index, identity_id: str) -> list[Article]:
    """The articles that name the person, the newest first. Raises NoSuchPage."""
    return _newest_first(_sights(index, identity(index, identity_id), index.register.links()))


def identity(index: Index, identity_id: str) -> Identity:
    """The person of that id. Raises NoSuchPage."""
    try:
        return index.register.identity(identity_id)
    except NotFound as error:
        raise NoSuchPage(translate("There is no official of this id.")) from error


def find_officials(index: Index, name: str) -> Officials:
    """Everybody a name can mean; without a name, those who are named in most articles."""
    if not name:
        page = index.search(Query(sort="newest", limit=0, facets=("official",), facet_limit=MOST_FOUND))
        counts = page.facets.get("official", ())
        return Officials("", (), (), tuple(Count(count.value, count.count) for count in counts))
    exact = index.register.named(name)
    ids = {person.id for person in exact}
    alike = [person for person in index.register.alike(name, MOST_FOUND) if person.id not in ids]
    return Officials(name, tuple(map(known, exact)), tuple(map(known, alike)), ())


def who_in(index: Index, name: str, article_id: str) -> str | None:
    """The id of the one person of that name in that article, None where the register knows none or several."""
    ids = [person.id for person in index.register.named(name) if article_id in person.articles]
    return ids[0] if len(ids) == 1 else None


def known(person: Identity) -> Known:
    """A line about a person, with the last post that was seen (a former post only where there is no other)."""
    held = [tenure for tenure in person.tenures if tenure.status != "former"] or list(person.tenures)
    last = max(held, key=lambda tenure: tenure.last_seen, default=None)
    days = [day for tenure in person.tenures for day in (tenure.first_seen, tenure.last_seen) if day]
    return Known(
        person.id,
        person.name,
        last.normal if last else "",
        last.place if last else (),
        min(days, default=""),
        max(days, default=""),
        len(person.articles),
    )


def article_day(article: Article) -> str:
    """The day an article speaks of, "" where it is not known."""
    found = article.event_date or article.published
    return found.value if found else ""


# --- the articles behind a person -----------------------------------------------------------------
def _sights(index: Index, person: Identity, links: Iterable[Link]) -> list[_Sight]:
    """The person in each of the articles, oldest first."""
    names = {name_key(name) for name in _names(person, links)}
    posts = {_post_key(tenure.family, tenure.place, tenure.status) for tenure in person.tenures}
    sights = []
    for article_id in person.articles:
        # The register may speak of an article that a newer generation no longer has.
        article = index.find(article_id)
        for official, appearance in zip(article.officials, appearances(article), strict=True) if article else ():
            held = {_post_key(post.family, post.place, tenure_status(post.status)) for post in appearance.posts}
            if name_key(official.name) in names and held <= posts and article:
                sights.append(_Sight(article, official, appearance))
                break
    return sorted(sights, key=lambda sight: (sight.appearance.day or "9999", sight.article.id))


def _names(person: Identity, links: Iterable[Link]) -> set[str]:
    """The person's name, and others that a correction says are the same person's."""
    ends = [end for link in links for end in ((link.name, link.article), (link.other_name, link.other_article))]
    return {person.name, *(name for name, article in ends if article in person.articles)}


def _post_key(family: str, place: tuple[str, ...], status: PostStatus) -> tuple[str, str, PostStatus]:
    return family, place[0].casefold() if place else "", status


def _held(tenure: Tenure, sights: Iterable[_Sight]) -> Held:
    key = _post_key(tenure.family, tenure.place, tenure.status)
    seen = []
    for sight in sights:
        for post, held in zip(sight.official.posts, sight.appearance.posts, strict=True):
            if _post_key(held.family, held.place, tenure_status(held.status)) == key:
                where = sight.article.id, sight.article.title, sight.appearance.day
                seen.append(Seen(*where, post.printed, post.status, post.evidence.sentence, post.evidence.rule))
                break
    return Held(
        tenure.normal, tenure.family, tenure.place, tenure.status, tenure.first_seen, tenure.last_seen, tuple(seen)
    )


def _named_in(sight: _Sight) -> NamedIn:
    article = sight.article
    return NamedIn(article.id, article.title, sight.appearance.day, unit_label(article.unit) if article.unit else "")


def _units(named_in: Iterable[NamedIn]) -> tuple[UnitYears, ...]:
    days: dict[str, list[str]] = defaultdict(list)
    for one in named_in:
        if one.unit:
            days[one.unit].append(one.day)
    found = [
        UnitYears(unit, len(seen), min(filter(None, seen), default=""), max(seen, default=""))
        for unit, seen in days.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.articles, list_key("unit", one.unit))))


def _chosen(sights: list[_Sight], choice: Query) -> Chosen:
    found = narrowed(_newest_first(sights), choice)
    named_in = {sight.article.id: sight for sight in sights}
    last_page = max(1, -(-len(found.articles) // PAGE_SIZE))
    shown = found.articles[(choice.page - 1) * PAGE_SIZE : choice.page * PAGE_SIZE]
    counts = {name: tuple(Count(one.value, one.count) for one in counts) for name, counts in found.facets.items()}
    return Chosen(
        len(found.articles), choice.page, last_page, tuple(_named_in(named_in[article.id]) for article in shown), counts
    )


def _newest_first(sights: Iterable[_Sight]) -> list[Article]:
    order = sorted(sights, key=lambda sight: (sight.appearance.day, sight.article.id), reverse=True)
    return [sight.article for sight in order]


# --- the people around ----------------------------------------------------------------------------
def _companions(index: Index, person: Identity, sights: Iterable[_Sight]) -> tuple[Companion, ...]:
    """Those named in most of the same articles."""
    together: dict[str, list[str]] = defaultdict(list)
    last: dict[str, Official] = {}
    for sight in sights:
        for official in sight.article.officials:
            if official is not sight.official:
                together[name_key(official.name)].append(sight.article.id)
                last[name_key(official.name)] = official
    most = sorted(together, key=lambda key: (-len(set(together[key])), key))[:MOST_COMPANIONS]
    return tuple(_companion(index, last[key], tuple(dict.fromkeys(together[key]))) for key in most)


def _companion(index: Index, official: Official, articles: tuple[str, ...]) -> Companion:
    people = Counter({one.id: len(set(one.articles) & set(articles)) for one in index.register.named(official.name)})
    best = people.most_common(1)
    post = official.posts[0].normal if official.posts else ""
    return Companion(best[0][0] if best and best[0][1] else "", official.name, post, articles)


def _ties(companions: tuple[Companion, ...]) -> tuple[Tie, ...]:
    pairs = combinations(enumerate(companions), 2)
    found = (Tie(one, other, len(set(a.articles) & set(b.articles))) for (one, a), (other, b) in pairs)
    return tuple(tie for tie in found if tie.articles)


def _namesakes(index: Index, person: Identity, links: Iterable[Link]) -> tuple[Namesake, ...]:
    links = tuple(links)
    others = [one for one in index.register.named(person.name) if one.id != person.id][:MOST_NAMESAKES]
    return tuple(Namesake(known(other), told_apart(person, other, links)) for other in others)
