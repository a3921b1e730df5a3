"""From a query as typed to one as indexed: every leaf becomes the terms and phrases that an engine looks up.

Three degrees, tried in this order by `answer`: "strict" keeps words that belong together side by side, "loose"
takes them anywhere in the article, "fuzzy" also takes near syllables. What decides the match and what only ranks
are kept apart (`Preferring`), so that ranking never changes which articles match.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from indexer.analysis.posts import post_term
from indexer.errors import QueryError
from indexer.query import (
    AllOf,
    AnyOf,
    Node,
    Nothing,
    Phrase,
    Preferring,
    Prefixed,
    Query,
    Quoted,
    TermNode,
    When,
    Within,
    Without,
    Words,
)
from indexer.search.chunks import Chunk, find_chunks, fits
from indexer.search.fillers import without_fillers
from indexer.search.lexicon import Lexicon
from indexer.search.slots import Reader, Slot, exact_steps, meant, read_slots
from indexer.search.spelling import neighbours
from indexer.search.synonyms import Wording, thesaurus
from indexer.text.fold import is_bare, neutral

Degree = Literal["strict", "loose", "fuzzy"]
# Which text field of the index answers for a field of the query language.
_INDEX_FIELD = {"unit": "unit", "place": "unit", "official": "officials", "position": "officials", "title": "title"}
PREFIX_TERMS = 400
# Near syllables are sought for queries up to this long; each costs a look at the whole vocabulary.
FUZZY_WORDS = 12
# What the ranking adds, against 1.0 for a term that matches; tuned on tests/queries/corpus.tsv and on titles.
WHOLE_RUN = 2.0
REWORDED_RUN = 1.5
NEIGHBOURS_APART = 0.5
ONE_OFFICIAL = 1.5
ONE_TITLE = 1.0
JUST_THIS_POST = 3.0
TITLE_ORDER = 0.5
# How far a name and its posts may stand apart in one line of the officials' field, and words in a title.
OFFICIAL_LINE = 24
TITLE_LINE = 60
TITLE_WORDS = 4
_RUN_WORDINGS = 6
LONGEST_POST = 8


def expand(query: Query, lexicon: Lexicon, degree: Degree = "strict") -> Query:
    """`query` with its tree in index terms and its notes added. Raises QueryError where that would cost too much."""
    if query.match is None:
        return query
    reader = Reader(lexicon, thesaurus(lexicon), query.synonyms)
    match = _expanded(query.match, reader, degree)
    return replace(query, match=match, notes=(*query.notes, *reader.notes))


def _expanded(node: Node, reader: Reader, degree: Degree) -> Node:
    match node:
        case Words(text):
            return _words(text, reader, degree)
        case Quoted(text):
            return _phrase(exact_steps(text, reader))
        case Prefixed(text):
            return _prefixed(text, reader)
        case When(_, period):
            return Within("days", TermNode(f"d:{period}", typed=node.text))
        case Within(field, child):
            return _within(field, child, reader, degree)
        case Phrase():
            return _near(node, reader)
        case AllOf(children):
            return AllOf(tuple(_expanded(child, reader, degree) for child in children))
        case AnyOf(children, best):
            return AnyOf(tuple(_expanded(child, reader, degree) for child in children), best)
        case Without(keep, drop):
            kept = None if keep is None else _expanded(keep, reader, degree)
            return Without(kept, _expanded(drop, reader, "strict"))
        case _:
            return node


# --- leaves ---------------------------------------------------------------------------------------
def _words(text: str, reader: Reader, degree: Degree) -> Node:
    slots, dropped = without_fillers(read_slots(meant(text, reader), reader))
    for phrase in dropped:
        reader.note(f"“{phrase}” không dùng để tìm")
    if degree == "fuzzy" and len(slots) <= FUZZY_WORDS:
        slots = [_fuzzy(slot, reader) for slot in slots]
    chunks = find_chunks(slots, reader)
    for slot in (slot for chunk in chunks if chunk.kind not in {"family", "numbered"} for slot in chunk.slots):
        reader.note(slot.note)
    required = [_required(chunk, reader, degree) for chunk in chunks if not chunk.optional]
    if not required:
        return Nothing("Truy vấn không có chữ hay số nào để tìm")
    wanted = list(_wanted(chunks, reader))
    match = required[0] if len(required) == 1 else AllOf(tuple(required))
    if (in_title := _all_in_title(chunks)) is not None:
        match = AnyOf((match, in_title), best=True)
    return Preferring(match, AnyOf(tuple(wanted))) if wanted else match


def _all_in_title(chunks: Sequence[Chunk]) -> Node | None:
    """Many words that are all in one title need not stand as they were typed."""
    slots = [slot for chunk in chunks for slot in chunk.slots if not chunk.optional]
    kinds = {chunk.kind for chunk in chunks}
    if len(slots) < TITLE_WORDS or kinds <= {"word"} or kinds & {"document", "numbered", "family"}:
        return None
    steps = tuple(slot.step() for slot in slots)
    return None if any(isinstance(step, Nothing) for step in steps) else Within("title", AllOf(steps))


def _fuzzy(slot: Slot, reader: Reader) -> Slot:
    if slot.kind != "syllable" or len(slot.term) < 2:
        return slot
    known = {form.text for form in slot.forms}
    spellings = dict.fromkeys((slot.term, neutral(slot.typed)))
    near = [one for text in spellings for one in neighbours(text, reader.lexicon) if one.text not in known]
    added = tuple(TermNode(one.text, round(one.closeness * 0.4, 2), "fuzzy", slot.typed) for one in near)
    return replace(slot, forms=(*slot.forms, *added))


def _phrase(steps: Sequence[Node], slop: int = 0, weight: float = 1.0) -> Node:
    missing = next((step for step in steps if isinstance(step, Nothing)), None)
    if missing is not None:
        return missing
    return steps[0] if len(steps) == 1 else Phrase(tuple(steps), slop=slop, weight=weight)


def _prefixed(text: str, reader: Reader) -> Node:
    stem = neutral(text)
    if is_bare(stem):
        found = [form for bare in reader.lexicon.bare_forms(stem) for form in reader.lexicon.readings(bare)]
    else:
        found = [term for term in reader.lexicon.beginning(stem) if term.isalnum()]
    if len(found) > PREFIX_TERMS:
        raise QueryError(f"“{text}*” là {len(found)} chữ khác nhau, nhiều nhất là {PREFIX_TERMS}; gõ thêm chữ cái")
    if not found:
        return Nothing(f"Không có chữ nào bắt đầu bằng “{text}”")
    return AnyOf(tuple(TermNode(term, 0.8, "prefix", f"{text}*") for term in found))


def _within(field: str, child: Node, reader: Reader, degree: Degree) -> Node:
    if field == "document":
        return _document(child, reader)
    return Within(_INDEX_FIELD.get(field, field), _expanded(child, reader, degree))


def _document(child: Node, reader: Reader) -> Node:
    """A document by its number alone ("54") or as printed."""
    if isinstance(child, Words) and child.text.isdigit():
        return _expanded(Words(f"số {child.text}"), reader, "strict")
    return _expanded(child, reader, "strict")


def _near(node: Phrase, reader: Reader) -> Node:
    """NEAR: all syllables within one window, and those of one operand side by side."""
    operands: list[Sequence[Node]] = []
    for step in node.steps:
        match step:
            case Words(text) | Quoted(text):
                operands.append(exact_steps(text, reader))
            case _:
                operands.append([_expanded(step, reader, "strict")])
    steps = tuple(step for operand in operands for step in operand)
    missing = next((step for step in steps if isinstance(step, Nothing)), None)
    if missing is not None:
        return missing
    window = replace(node, steps=steps)
    together = tuple(_phrase(operand) for operand in operands if len(operand) > 1)
    return AllOf((window, *together)) if together else window


# --- what is required -----------------------------------------------------------------------------
def _required(chunk: Chunk, reader: Reader, degree: Degree) -> Node:
    steps = tuple(slot.step() for slot in chunk.slots)
    match chunk.kind:
        case "word" | "document":
            return steps[0]
        case "numbered":
            return AnyOf((*chunk.terms, Phrase(steps)), best=True)
        case "family":
            return _family(chunk, reader)
        case "wording":
            return _worded(chunk, degree)
        case _:
            return _together(steps, apart=chunk.loose or (degree == "loose" and not chunk.firm))


def _together(steps: tuple[Node, ...], *, apart: bool) -> Node:
    missing = next((step for step in steps if isinstance(step, Nothing)), None)
    if missing is not None:
        return missing
    return AllOf(steps) if apart else Preferring(Phrase(steps), AllOf(steps))


def _worded(chunk: Chunk, degree: Degree) -> Node:
    """The typed words, or any of their other wordings as a phrase."""
    nodes: list[Node] = []
    steps = tuple(slot.step() for slot in chunk.slots)
    if not any(isinstance(step, Nothing) for step in steps):
        nodes.append(steps[0] if len(steps) == 1 else _together(steps, apart=degree == "loose"))
    nodes += [_wording_node(wording, chunk) for wording in chunk.wordings]
    return nodes[0] if len(nodes) == 1 else AnyOf(tuple(nodes), best=True)


def _wording_node(wording: Wording, chunk: Chunk) -> Node:
    typed = " ".join(slot.typed for slot in chunk.slots)
    terms = tuple(TermNode(word, wording.weight, wording.reason, typed) for word in wording.words)
    return terms[0] if len(terms) == 1 else Phrase(terms, weight=wording.weight)


def _family(chunk: Chunk, reader: Reader) -> Node:
    """People of a surname, among the officials; "họ Lò" in the text as well."""
    typed = " ".join(slot.typed for slot in chunk.slots)
    names = reader.lexicon.names_of_family(chunk.slots[1].term)
    people = [_phrase([TermNode(part, typed=typed) for part in name.split(" ")]) for name in names]
    said = _phrase([slot.step() for slot in chunk.slots])
    return AnyOf((Within("officials", AnyOf(tuple(people), best=True)), said), best=True)


# --- what only ranks ------------------------------------------------------------------------------
def _wanted(chunks: Sequence[Chunk], reader: Reader) -> Iterator[Node]:
    """The optional chunks; the run as one phrase, in other wordings too; its words near each other, in the title,
    and with one official."""
    yield from (_phrase([slot.step() for slot in chunk.slots]) for chunk in chunks if chunk.optional)
    yield from _posts([slot for chunk in chunks for slot in chunk.slots], reader)
    run = [slot for chunk in chunks for slot in chunk.slots if chunk.kind not in {"document", "numbered", "family"}]
    steps = tuple(slot.step() for slot in run)
    if len(run) < 2 or any(isinstance(step, Nothing) for step in steps):
        yield from _reworded(chunks, run, reader)
        return
    if len(chunks) > 1:
        yield Phrase(steps, weight=WHOLE_RUN)
        for left, right in pairwise(chunks):
            if left.slots[-1] in run and right.slots[0] in run:
                yield Phrase((left.slots[-1].step(), right.slots[0].step()), weight=NEIGHBOURS_APART)
    yield from _reworded(chunks, run, reader)
    yield Within("title", Phrase(steps, slop=TITLE_LINE, ordered=False, weight=ONE_TITLE))
    yield Within("title", Phrase(steps, slop=TITLE_LINE, weight=TITLE_ORDER))
    yield Within("officials", Phrase(steps, slop=OFFICIAL_LINE, ordered=False, weight=ONE_OFFICIAL))


def _posts(run: Sequence[Slot], reader: Reader) -> Iterator[Node]:
    """The longest family of posts that the words name: who holds just that post ranks above his deputies."""
    for length in range(min(len(run), LONGEST_POST), 1, -1):
        for first in range(len(run) - length + 1):
            window = run[first : first + length]
            term = post_term(" ".join(slot.folded for slot in window))
            if term in reader.lexicon:
                typed = " ".join(slot.typed for slot in window)
                yield Within("officials", TermNode(term, JUST_THIS_POST, typed=typed))
                return


def _reworded(chunks: Sequence[Chunk], run: Sequence[Slot], reader: Reader) -> Iterator[Node]:
    """The whole run with one part of it in other words, as a phrase."""
    if not reader.synonyms:
        return
    for first, last, wording in _rewordings(chunks, run, reader):
        before, after = run[:first], run[last:]
        words = [TermNode(word, reason=wording.reason) for word in wording.words]
        steps = [*(slot.step() for slot in before), *words, *(slot.step() for slot in after)]
        if len(steps) > 1 and not any(isinstance(step, Nothing) for step in steps):
            yield Phrase(tuple(steps), weight=round(REWORDED_RUN * wording.weight, 3))
        if (before or after) and wording.boost and len(words) > 1:
            yield Phrase(tuple(words))


def _rewordings(chunks: Sequence[Chunk], run: Sequence[Slot], reader: Reader) -> Iterable[tuple[int, int, Wording]]:
    found: list[tuple[int, int, Wording]] = []
    for chunk in chunks:
        if chunk.kind == "wording" and len(chunks) > 1:
            first = run.index(chunk.slots[0])
            found += [(first, first + len(chunk.slots), wording) for wording in chunk.wordings[:_RUN_WORDINGS]]
    for first in range(len(run)):
        for last in range(first + 2, min(len(run), first + 6) + 1):
            window = run[first:last]
            for phrase in reader.thesaurus.phrases(" ".join(slot.folded for slot in window)):
                if fits(window, phrase):
                    boosts = reader.thesaurus.boosts(phrase)
                    found += [(first, last, one) for one in boosts if all(word in reader.lexicon for word in one.words)]
    return found[: 3 * _RUN_WORDINGS]
