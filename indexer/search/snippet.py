"""The piece of an article that answers a query best, with what matched marked in it.

In: an article and the units of the expanded tree. Out: `Marked` texts; marks are exact spans. Linear in the text's
length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.analysis.analyzer import terms
from indexer.model import Article
from indexer.query import Marked
from indexer.search.plain import plain_words, words_among
from indexer.search.units import Place, Unit, places_among

# About two lines on a wide page, four on a phone.
WINDOW = 260
# A window that starts in mid-sentence goes back to the sentence's start where that is this near.
REACH_BACK = 80
# A text longer than this is not analysed whole.
LONG = 1_000
_WORD_START = re.compile(r"(?<![^\W_])[^\W_]")


def mark(text: str, wanted: tuple[Unit, ...]) -> Marked:
    """The whole of `text` with every match marked."""
    words = plain_words(wanted)
    plainly = words is not None and words.tells_all(text)
    places = words.places(text) if words and plainly else places_among(terms(text), wanted)
    return Marked(text, _joined(places))


def snippet(article: Article, wanted: tuple[Unit, ...]) -> Marked:
    """The best window of the article's body, else of its captions; the beginning where nothing matches."""
    for text in (article.body, article.captions):
        if wanted and text and (marked := _found(text, wanted)):
            return marked
    whole = article.body or article.captions or article.title
    return _shown(whole, _bounds(whole, 0), ())


def _found(text: str, wanted: tuple[Unit, ...]) -> Marked | None:
    """The best window of a text, None where nothing matches; by plain words alone where these tell all there is."""
    if words := plain_words(wanted):
        places = words.places(text)
        first, last = _bounds(text, _window_start(places)) if places else (0, len(text))
        if words.tells_all(text[first:last]):
            return _shown(text, (first, last), places) if places else None
        if places:
            return _shown(text, (first, last), _analysed(text, wanted, (first, last)))
    near = _neighbourhood(text, wanted) if len(text) > LONG else None
    parts = [near, (0, len(text))] if near else [(0, len(text))]
    return next((marked for part in parts if (marked := _best(text, wanted, part)).marks), None)


# --- windows --------------------------------------------------------------------------------------
def _best(text: str, wanted: Sequence[Unit], part: tuple[int, int]) -> Marked:
    """The best window within `part` of the text, which alone is analysed."""
    places = _analysed(text, wanted, part)
    first, last = _bounds(text, _window_start(places))
    return _shown(text, (max(first, part[0]), min(last, part[1])), places)


def _analysed(text: str, wanted: Sequence[Unit], part: tuple[int, int]) -> list[Place]:
    """What the analyzer finds in a part of the text."""
    shift, end = part
    found = places_among(terms(text[shift:end]), wanted)
    return [(start + shift, last + shift, number) for start, last, number in found]


def _shown(text: str, window: tuple[int, int], places: Sequence[Place]) -> Marked:
    """A window of the text with the places inside it."""
    first, last = window
    before = "… " if first else ""
    after = " …" if last < len(text.rstrip()) else ""
    shift = len(before) - first
    inside = [(start + shift, end + shift, number) for start, end, number in places if first <= start and end <= last]
    return Marked(f"{before}{text[first:last]}{after}".replace("\n", " "), _joined(inside))


def _neighbourhood(text: str, wanted: tuple[Unit, ...]) -> tuple[int, int] | None:
    """A part of a long text, some windows wide, with most of what is looked for: found without analysing all of it.

    None where no plain word of it is there; a document or a day has many spellings, which the analyzer knows.
    """
    places = words_among(wanted).places(text)
    if not places:
        return None
    start = _window_start(places)
    first = text.rfind(" ", 0, max(0, start - 2 * REACH_BACK)) + 1
    last = text.find(" ", min(len(text), start + 2 * WINDOW))
    return first, len(text) if last < 0 else last


def _window_start(spans: Sequence[Place]) -> int:
    """Where the window with the most different units begins; of equal ones the one with more marks, then the first."""
    best, best_start = (0, 0), 0
    counts: dict[int, int] = {}
    last = 0
    for first, (start, _, number) in enumerate(spans):
        while last < len(spans) and spans[last][1] <= start + WINDOW:
            counts[spans[last][2]] = counts.get(spans[last][2], 0) + 1
            last += 1
        score = (len(counts), min(last - first, 8))
        if score > best:
            best, best_start = score, start
        if last > first:
            counts[number] -= 1
            if not counts[number]:
                del counts[number]
        else:
            last = first + 1
    return best_start


def _bounds(text: str, start: int) -> tuple[int, int]:
    """The window around `start`, cut between words, from a sentence's start where one is near."""
    floor = max(0, start - REACH_BACK)
    first = 0
    if floor:
        stop = max(text.rfind(sign, floor, start) for sign in (". ", "\n", "; ", ": "))
        first = stop + 1 if stop >= 0 else _next_start(text, start - REACH_BACK // 2, start)
        while first < start and text[first].isspace():
            first += 1
    if len(text) - first <= WINDOW + REACH_BACK:
        return first, len(text.rstrip())
    last = text.rfind(" ", first + WINDOW // 2, max(first, start) + WINDOW)
    # Without any space near it is cut where it is.
    return first, last if last > start else max(first, start) + WINDOW


def _next_start(text: str, wanted: int, limit: int) -> int:
    found = _WORD_START.search(text, wanted, limit)
    return found.start() if found else limit


def _joined(places: Sequence[Place]) -> tuple[tuple[int, int], ...]:
    """Their spans in order, overlapping ones as one."""
    joined: list[tuple[int, int]] = []
    for start, end, _ in sorted(places):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        elif end > start:
            joined.append((start, end))
    return tuple(joined)
