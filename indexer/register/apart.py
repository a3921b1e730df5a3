"""Why two people of one name are held to be two: the other side of the reasons that join appearances."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from indexer.corrections import Link
from indexer.register.identity import LONGEST_GAP_YEARS, Identity, Tenure

ApartRule = Literal["correction", "one article", "long gap", "other places", "no place", "nothing in common"]


@dataclass(frozen=True, slots=True)
class Apart:
    """One reason. `detail` is the correction's own reason, the article, the years, or the two places."""

    rule: ApartRule
    detail: str = ""


def told_apart(one: Identity, other: Identity, links: Iterable[Link] = ()) -> tuple[Apart, ...]:
    """The reasons why `one` and `other` were not joined, strongest first; at least one."""
    found = [Apart("correction", link.reason) for link in links if _parts(link, one, other)]
    shared = sorted(set(one.articles) & set(other.articles))
    found += [Apart("one article", article) for article in shared[:1]]
    mine, theirs = _places(one), _places(other)
    if not mine or not theirs:
        found.append(Apart("no place"))
    elif not {place.casefold() for place in mine} & {place.casefold() for place in theirs}:
        found.append(Apart("other places", f"{', '.join(mine[0].split('/'))} – {', '.join(theirs[0].split('/'))}"))
    elif years := _gap(one.tenures, other.tenures):
        found.append(Apart("long gap", str(years)))
    return tuple(found) or (Apart("nothing in common"),)


def _parts(link: Link, one: Identity, other: Identity) -> bool:
    ends = link.article, link.other_article
    return any(a in one.articles and b in other.articles for a, b in (ends, ends[::-1]))


def _places(person: Identity) -> list[str]:
    """The places of the posts as paths, small to large, the first held first."""
    return list(dict.fromkeys("/".join(tenure.place) for tenure in person.tenures if tenure.place))


def _gap(mine: tuple[Tenure, ...], theirs: tuple[Tenure, ...]) -> int:
    """Years between the last sight of one and the first of the other, 0 where they are not long."""
    spans = [
        (
            min((tenure.first_seen[:4] for tenure in tenures if tenure.first_seen), default=""),
            max((tenure.last_seen[:4] for tenure in tenures if tenure.last_seen), default=""),
        )
        for tenures in (mine, theirs)
    ]
    (first, last), (other_first, other_last) = spans
    if not (first and other_first):
        return 0
    years = max(int(other_first) - int(last), int(first) - int(other_last))
    return years if years > LONGEST_GAP_YEARS else 0
