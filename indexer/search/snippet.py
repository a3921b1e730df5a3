"""The piece of an article that answers a query best, with what matched marked in it.

In: an article and the expanded tree. Out: `Marked` texts; marks are exact spans. Linear in the text's length.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.analysis.analyzer import terms
from indexer.model import Article, Term
from indexer.query import AllOf, AnyOf, Marked, Node, Phrase, Preferring, TermNode, Within, Without
from indexer.text.fold import fold, neutral

# About two lines on a wide page, four on a phone.
WINDOW = 260
# A window that starts in mid-sentence goes back to the sentence's start where that is this near.
REACH_BACK = 80
# A text longer than this is not analysed whole.
LONG = 1_000
_NOT_IN_TEXT = frozenset({"days"})


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to find in the text: steps of alternative terms within `slop` of each other."""

    steps: tuple[frozenset[str], ...]
    slop: int = 0
    ordered: bool = True


def units(node: Node | None) -> tuple[Unit, ...]:
    """All that the required part of an expanded tree looks for."""
    return tuple(dict.fromkeys(_units(node))) if node is not None else ()


def mark(text: str, wanted: Sequence[Unit]) -> Marked:
    """The whole of `text` with every match marked."""
    found = [span for spans in _matches(terms(text), wanted) for span in spans]
    return Marked(text, _joined(found))


def snippet(article: Article, wanted: Sequence[Unit]) -> Marked:
    """The best window of the article's body, else of its captions; the beginning where nothing matches."""
    for text in (article.body, article.captions):
        if not text:
            continue
        near = _neighbourhood(text, wanted) if len(text) > LONG else (0, len(text))
        if near and (marked := _best(text, wanted, near)).marks:
            return marked
        if len(text) > LONG and (marked := _best(text, wanted, (0, len(text)))).marks:
            return marked
    whole = article.body or article.captions or article.title
    return _best(whole, (), (0, min(len(whole), 2 * LONG)))


def _units(node: Node) -> Iterator[Unit]:
    match node:
        case TermNode(text):
            yield Unit((frozenset({text}),))
        case Phrase(steps, slop, ordered):
            yield Unit(tuple(frozenset(_texts(step)) for step in steps), slop, ordered)
        case AnyOf(children):
            together = frozenset(child.text for child in children if isinstance(child, TermNode))
            if together:
                yield Unit((together,))
            for child in children:
                if not isinstance(child, TermNode):
                    yield from _units(child)
        case AllOf(children):
            for child in children:
                yield from _units(child)
        case Preferring(required):
            yield from _units(required)
        case Without(keep) if keep is not None:
            yield from _units(keep)
        case Within(_, child):
            yield from _units(child)
        case _:
            return


def _texts(step: Node) -> Iterator[str]:
    match step:
        case TermNode(text):
            yield text
        case AnyOf(children):
            for child in children:
                yield from _texts(child)
        case _:
            return


# --- matching -------------------------------------------------------------------------------------
def _matches(found: Sequence[Term], wanted: Sequence[Unit]) -> list[list[tuple[int, int]]]:
    """Per unit, the spans of the text that match it."""
    places: dict[str, list[Term]] = {}
    interesting = {text for unit in wanted for step in unit.steps for text in step}
    for term in found:
        if term.text in interesting:
            places.setdefault(term.text, []).append(term)
    return [list(_occurrences(unit, places)) for unit in wanted]


def count_matches(found: Sequence[Term], unit: Unit) -> int:
    """How often `unit` stands among the terms of a text."""
    places: dict[str, list[Term]] = {}
    for term in found:
        places.setdefault(term.text, []).append(term)
    if len(unit.steps) == 1:
        return sum(len(places.get(text, ())) for text in unit.steps[0])
    steps = [_at_step(step, places) for step in unit.steps]
    if not all(steps):
        return 0
    positions = [[term.position for term in step] for step in steps]
    room = len(steps) - 1 + unit.slop
    return sum(bool(_chain(term, steps, positions, unit, room)) for term in steps[0])


def _occurrences(unit: Unit, places: dict[str, list[Term]]) -> Iterator[tuple[int, int]]:
    steps = [_at_step(step, places) for step in unit.steps]
    if len(steps) == 1:
        yield from ((term.start, term.end) for term in steps[0])
        return
    if not all(steps):
        return
    positions = [[term.position for term in step] for step in steps]
    room = len(steps) - 1 + unit.slop
    for term in steps[0]:
        chain = _chain(term, steps, positions, unit, room)
        if chain:
            if room == len(steps) - 1:
                yield chain[0].start, chain[-1].end
            else:
                yield from ((one.start, one.end) for one in chain)


def _chain(first: Term, steps: list[list[Term]], positions: list[list[int]], unit: Unit, room: int) -> list[Term]:
    """The terms of one occurrence that begins with `first`; unordered ones may lie before it."""
    chain = [first]
    for step, places in zip(steps[1:], positions[1:], strict=True):
        least = chain[-1].position + 1 if unit.ordered else first.position - room
        at = bisect_right(places, least - 1)
        if at == len(places) or places[at] > first.position + room:
            return []
        chain.append(step[at])
    return chain


def _at_step(step: frozenset[str], places: dict[str, list[Term]]) -> list[Term]:
    found = [term for text in step for term in places.get(text, ())]
    return sorted(found, key=lambda term: (term.position, term.start))


# --- windows --------------------------------------------------------------------------------------
def _best(text: str, wanted: Sequence[Unit], part: tuple[int, int]) -> Marked:
    """The best window within `part` of the text, which alone is analysed."""
    piece = text[slice(*part)]
    found = terms(piece)
    spans = sorted(
        (start, end, number) for number, matches in enumerate(_matches(found, wanted)) for start, end in matches
    )
    start = _window_start(spans)
    first, last = _bounds(piece, found, start)
    inside = [(begin, end) for begin, end, _ in spans if first <= begin and end <= last]
    before = "… " if part[0] + first else ""
    after = " …" if part[0] + last < len(text.rstrip()) else ""
    shift = len(before) - first
    shown = f"{before}{piece[first:last]}{after}".replace("\n", " ")
    return Marked(shown, tuple((begin + shift, end + shift) for begin, end in _joined(inside)))


def _neighbourhood(text: str, wanted: Sequence[Unit]) -> tuple[int, int] | None:
    """A part of a long text, some windows wide, with most of what is looked for: found without analysing all of it.

    None where no plain syllable of it is there; a document or a day has many spellings, which the analyzer knows.
    """
    numbers: dict[str, list[int]] = {}
    for number, step in enumerate(step for unit in wanted for step in unit.steps):
        for form in step:
            numbers.setdefault(form, []).append(number)
    plain = sorted({fold(form) for form in numbers if form.isalnum()})
    if not plain:
        return None
    pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, plain))})(?![^\W_])")
    spans = [
        (match.start(), match.end(), number)
        for match in pattern.finditer(fold(text))
        for number in numbers.get(neutral(text[match.start() : match.end()]), ())
    ]
    if not spans:
        return None
    start = _window_start(spans)
    first = text.rfind(" ", 0, max(0, start - 2 * REACH_BACK)) + 1
    last = text.find(" ", min(len(text), start + 2 * WINDOW))
    return first, len(text) if last < 0 else last


def _window_start(spans: list[tuple[int, int, int]]) -> int:
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


def _bounds(text: str, found: Sequence[Term], start: int) -> tuple[int, int]:
    """The window around `start`, cut between syllables, from a sentence's start where one is near."""
    floor = max(0, start - REACH_BACK)
    first = 0
    if floor:
        stop = max(text.rfind(sign, floor, start) for sign in (". ", "\n", "; ", ": "))
        first = stop + 1 if stop >= 0 else _next_start(found, start - REACH_BACK // 2, start)
        while first < start and text[first].isspace():
            first += 1
    if len(text) - first <= WINDOW + REACH_BACK:
        return first, len(text.rstrip())
    last = text.rfind(" ", first + WINDOW // 2, max(first, start) + WINDOW)
    return first, last if last > start else _end_after(found, start + WINDOW, len(text))


def _next_start(found: Sequence[Term], wanted: int, limit: int) -> int:
    at = bisect_right(found, wanted - 1, key=lambda term: term.start)
    return min(found[at].start, limit) if at < len(found) else limit


def _end_after(found: Sequence[Term], wanted: int, limit: int) -> int:
    at = bisect_right(found, wanted - 1, key=lambda term: term.start)
    return found[at].end if at < len(found) else limit


def _joined(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """In order, overlapping ones as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        elif end > start:
            joined.append((start, end))
    return tuple(joined)
