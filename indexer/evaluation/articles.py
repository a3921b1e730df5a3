"""How well the values read from articles agree with what should have been read.

Precision, recall and F1 per field; a single value (a date, a unit) that is wrong counts as one too many and one
missed. `not_officials`, `body_clean` and `body_kept` are shares of strings, given as recall.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from indexer.evaluation.cases import ArticleCase
from indexer.extract.post_words import abbreviations
from indexer.model import Article
from indexer.text.fold import fold
from indexer.text.normalise import normalise

FIELDS = (
    "officials",
    "positions",
    "not_officials",
    "unit",
    "place",
    "title",
    "published",
    "event_date",
    "documents",
    "body_clean",
    "body_kept",
)
# Two writings of a unit or post are the same where the shorter is this much of the longer, or begins it.
UNIT_SHARE, POST_SHARE = 0.7, 0.6


@dataclass
class Figures:
    """Counts of one field over many articles, and the misses as (article, expected, read)."""

    right: int = 0
    extra: int = 0
    missed: int = 0
    misses: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        total = 2 * self.right + self.extra + self.missed
        return 2 * self.right / total if total else 1.0


Scores = dict[str, Figures]


def score_articles(cases: Iterable[ArticleCase], read: Callable[[ArticleCase], Article | None]) -> Scores:
    """The figures per field; `read` gives the article of a case, None where there is none."""
    scores = {name: Figures() for name in FIELDS}
    for case in cases:
        _score(scores, case, read(case) or _nothing(case))
    return scores


def _nothing(case: ArticleCase) -> Article:
    return Article(case.page.id, "", "", "", None, None, None, None, None, (), ())


def _score(scores: Scores, case: ArticleCase, article: Article) -> None:
    gold = case.gold
    optional = {_name(one if isinstance(one, str) else one["name"]) for one in gold.get("optional_officials", [])}
    officials = [one for one in article.officials if _name(one.name) not in optional]
    names = [one["name"] for one in gold["officials"]]
    _match(scores["officials"], case.id, names, [one.name for one in officials], _same_name)
    wanted = [(one["name"], post) for one in gold["officials"] for post in one["positions"]]
    printed = [(one.name, post) for one in officials for post in dict.fromkeys(post.printed for post in one.posts)]
    _match(scores["positions"], case.id, wanted, printed, _same_position)
    read_names = {_name(one.name) for one in article.officials}
    _strings(
        scores["not_officials"], case.id, gold.get("not_officials", []), lambda name: _name(name) not in read_names
    )
    _match(
        scores["documents"],
        case.id,
        gold.get("documents", []),
        [one.printed for one in article.documents],
        _same_number,
    )
    if "unit" in gold:
        _single(scores["unit"], case.id, gold["unit"], article.unit.name if article.unit else None, _same_unit)
    if "unit_place" in gold:
        chain = article.unit.place.chain if article.unit else ()
        _match(scores["place"], case.id, gold["unit_place"], chain[: len(gold["unit_place"]) or None], _same_words)
    _single(scores["title"], case.id, gold["title"], article.title, _same_words)
    if "published" in gold:
        _single(scores["published"], case.id, gold["published"], _day(article.published), str.__eq__)
    if "event_date" in gold:
        _single(scores["event_date"], case.id, gold["event_date"], _day(article.event_date), str.__eq__)
    body = _spaced(article.body)
    _strings(
        scores["body_clean"], case.id, gold.get("must_not_contain", []), lambda text: bool(body) and text not in body
    )
    _strings(scores["body_kept"], case.id, gold.get("body_must_contain", []), lambda text: text in body)


def _match(figures: Figures, case: str, wanted: Sequence[Any], found: Sequence[Any], same: Callable[..., bool]) -> None:
    """Count each found value against one wanted value that is not taken yet."""
    left = list(wanted)
    extra = []
    for value in found:
        hit = next((one for one in left if same(one, value)), None)
        if hit is None:
            extra.append(value)
        else:
            left.remove(hit)
            figures.right += 1
    figures.extra += len(extra)
    figures.missed += len(left)
    if left or extra:
        figures.misses.append((case, str(left), str(extra)))


def _single(figures: Figures, case: str, wanted: str | None, found: str | None, same: Callable[..., bool]) -> None:
    _match(figures, case, [wanted] if wanted else [], [found] if found else [], same)


def _strings(figures: Figures, case: str, wanted: Iterable[str], holds: Callable[[str], bool]) -> None:
    for text in map(_spaced, wanted):
        if holds(text):
            figures.right += 1
        else:
            figures.missed += 1
            figures.misses.append((case, text, ""))


# --- when two values are the same -----------------------------------------------------------------
def _spaced(text: str) -> str:
    return " ".join(normalise(text).text.split())


def _name(text: str) -> str:
    return fold(_spaced(text))


def _same_name(one: str, other: str) -> bool:
    return _name(one) == _name(other)


def _words(text: str) -> list[str]:
    """Folded words with abbreviations in full; "và" and "&" do not count."""
    short = {**abbreviations(), "TP": "Thành phố", "Tp": "Thành phố"}
    words: list[str] = []
    for word in re.findall(r"\w+(?:&\w+)*", normalise(text).text):
        words += fold(short.get(word, word)).replace("&", "").split()
    return [re.sub(r"\W", "", word) for word in words if word not in ("va", "-")]


def _same_words(one: str, other: str) -> bool:
    return _words(one) == _words(other)


def _overlap(one: str, other: str, share: float) -> bool:
    short, long = sorted((_words(one), _words(other)), key=len)
    if not short or (short[0] == "pho") != (long[0] == "pho"):
        return False
    inside = any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
    return inside and (len(short) / len(long) >= share or long[: len(short)] == short)


def _same_unit(one: str, other: str) -> bool:
    return _overlap(one, other, UNIT_SHARE)


def _same_position(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return _same_name(one[0], other[0]) and _overlap(one[1], other[1], POST_SHARE)


def _same_number(one: str, other: str) -> bool:
    return _number(one) == _number(other)


def _number(text: str) -> str:
    """The number with its letters, or type and number where it has only a running number."""
    folded = re.sub(r"\s*[-–—/]\s*", lambda sign: "/" if "/" in sign[0] else "-", fold(text))
    found = re.search(r"\d[\w.]*(?:[-/][\w.]+)+", folded)
    return found[0] if found else " ".join(re.sub(r"\bso\b|:", " ", folded).split())


def _day(finding: Any) -> str | None:
    return finding.value if finding and len(finding.value) == len("2021-09-28") else None
