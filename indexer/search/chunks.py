"""Which words of a query belong together: names, known terms, abbreviations, document numbers.

A Vietnamese word is mostly two syllables, so "hội thi" asks for those two side by side and not for a hội nghị
where somebody thi đua. What belongs together is read from the index and the tables, never from how a segmenter
would cut the query.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from indexer.query import TermNode
from indexer.search.slots import Reader, Slot
from indexer.search.synonyms import Wording
from indexer.tables import read_table
from indexer.text.fold import fold, is_bare, is_vietnamese_syllable

# In order of trust where two of one length overlap.
ChunkKind = Literal["document", "numbered", "family", "name", "wording", "compound", "proper", "word"]
_TRUST: tuple[ChunkKind, ...] = ("document", "numbered", "family", "name", "wording", "compound", "proper")
LONGEST_COMPOUND = 4
LONGEST_WORDING = 12
LONGEST_PROPER = 5
# Digits of a number that tells one of a kind ("khu phố 2", "lớp 12"), not an amount or a year.
_NUMBERING = 3


@dataclass(frozen=True, slots=True)
class Chunk:
    """Neighbouring slots that are asked for as one.

    `phrase` is the spelling that the table has, `wordings` its other wordings. `optional` ones only rank. `firm`
    chunks stay together even when the query is loosened; `loose` ones need not be adjacent in the first place.
    """

    kind: ChunkKind
    slots: tuple[Slot, ...]
    phrase: tuple[str, ...] = ()
    wordings: tuple[Wording, ...] = ()
    terms: tuple[TermNode, ...] = ()
    optional: bool = False
    firm: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    first: int
    last: int
    chunk: Chunk

    @property
    def rank(self) -> tuple[int, int, int]:
        return (-(self.last - self.first), _TRUST.index(self.chunk.kind), self.first)

    def crosses(self, other: _Candidate) -> bool:
        """Overlap without one holding the other."""
        inside = self.first <= other.first and other.last <= self.last
        outside = other.first <= self.first and self.last <= other.last
        return self.first < other.last and other.first < self.last and not inside and not outside


def find_chunks(slots: Sequence[Slot], reader: Reader) -> list[Chunk]:
    """`slots` cut into chunks, in order; each slot is in exactly one, unless it says nothing ("số" of a number)."""
    candidates = [one for find in _FINDERS for one in find(slots, reader)]
    chosen: dict[int, _Candidate] = {}
    taken: set[int] = set()
    for one in sorted(candidates, key=lambda one: one.rank):
        places = range(one.first, one.last)
        if taken.isdisjoint(places):
            taken.update(places)
            chosen[one.first] = one
    chunks: list[Chunk] = []
    at = 0
    while at < len(slots):
        found = chosen.get(at)
        if found is None:
            chunks.append(Chunk("word", (slots[at],)))
            at += 1
            continue
        chunks.append(_softened(found, candidates))
        at = found.last
    return _with_optional_types(chunks)


def _softened(found: _Candidate, candidates: list[_Candidate]) -> Chunk:
    """A compound that crosses another ("học sinh" and "sinh học" in "học sinh học") may be read either way."""
    chunk = found.chunk
    if chunk.kind == "compound" and any(found.crosses(one) for one in candidates if one.chunk.kind == "compound"):
        return Chunk("compound", chunk.slots, loose=True)
    return chunk


def _with_optional_types(chunks: list[Chunk]) -> list[Chunk]:
    """The kind before a full number says nothing new: "Nghị quyết 54-NQ/ĐU" is also printed "NQ 54-NQ/ĐU"."""
    found: list[Chunk] = []
    for chunk in chunks:
        if chunk.kind == "document":
            for count in (1, 2):
                before = " ".join(slot.folded for one in found[-count:] for slot in one.slots)
                if before in _type_names() or before == "so":
                    found[-count:] = [Chunk(one.kind, one.slots, optional=True) for one in found[-count:]]
                    break
        found.append(chunk)
    return found


@cache
def _type_names() -> frozenset[str]:
    rows = read_table("text_document_types", ("abbreviation", "name", "short", "source"))
    return frozenset(name for _, row in rows for name in (fold(row["name"]), fold(row["abbreviation"]))) | {"van ban"}


@cache
def _surnames() -> frozenset[str]:
    rows = read_table("surnames", ("surname", "people", "strength", "source"))
    return frozenset(
        row["surname"].lower() for _, row in rows if row["strength"] == "strong" and " " not in row["surname"]
    )


# --- finders --------------------------------------------------------------------------------------
def _windows(slots: Sequence[Slot], longest: int, shortest: int) -> Iterator[tuple[int, int]]:
    """(first, behind the last) of every run of neighbouring slots of those lengths, without documents and days."""
    for first in range(len(slots)):
        if slots[first].kind in {"document", "day"}:
            continue
        for last in range(first + 1, min(len(slots), first + longest) + 1):
            here = slots[last - 1]
            if here.kind in {"document", "day"}:
                break
            if last - 1 > first and here.position != slots[last - 2].position + 1:
                break
            if last - first >= shortest:
                yield first, last


def fits(slots: Sequence[Slot], parts: Sequence[str]) -> bool:
    """Whether the slots may be just these terms, by what was typed."""
    return len(slots) == len(parts) and all(
        slot.term == part or (is_bare(slot.term) and fold(part) == slot.term)
        for slot, part in zip(slots, parts, strict=True)
    )


def _documents(slots: Sequence[Slot], _: Reader) -> Iterator[_Candidate]:
    for at, slot in enumerate(slots):
        if slot.kind == "document":
            yield _Candidate(at, at + 1, Chunk("document", (slot,)))


def _numbered(slots: Sequence[Slot], reader: Reader) -> Iterator[_Candidate]:
    """ "số 54": every document of that number."""
    for at in range(len(slots) - 1):
        if slots[at].folded == "so" and slots[at + 1].kind == "number":
            typed = f"{slots[at].typed} {slots[at + 1].typed}"
            number = re.escape(slots[at + 1].term)
            wanted = re.compile(rf"doc:{number}[-/].*")
            terms = [term for term in reader.lexicon.beginning(f"doc:{slots[at + 1].term}") if wanted.fullmatch(term)]
            if terms:
                nodes = tuple(TermNode(term, 0.9, "exact", typed) for term in terms[:50])
                yield _Candidate(at, at + 2, Chunk("numbered", tuple(slots[at : at + 2]), terms=nodes))


def _families(slots: Sequence[Slot], reader: Reader) -> Iterator[_Candidate]:
    """ "họ Lò": people of that surname."""
    for at in range(len(slots) - 1):
        surname = slots[at + 1]
        borne = slots[at].folded == "ho" and reader.lexicon.names_of_family(surname.term)
        if borne and (surname.capital or surname.term in _surnames()):
            yield _Candidate(at, at + 2, Chunk("family", tuple(slots[at : at + 2])))


def _names(slots: Sequence[Slot], reader: Reader) -> Iterator[_Candidate]:
    for first, last in _windows(slots, min(reader.lexicon.longest_name, 8), 2):
        folded = " ".join(slot.folded for slot in slots[first:last])
        if any(fits(slots[first:last], name.split(" ")) for name in reader.lexicon.names(folded)):
            yield _Candidate(first, last, Chunk("name", tuple(slots[first:last]), firm=True))


def _wordings(slots: Sequence[Slot], reader: Reader) -> Iterator[_Candidate]:
    if not reader.synonyms:
        return
    for first, last in _windows(slots, LONGEST_WORDING, 1):
        window = slots[first:last]
        if last - first == 1 and not window[0].typed.isupper() and is_vietnamese_syllable(window[0].term, bare=True):
            continue  # "ca" is a shift, "CA" the police
        for phrase in reader.thesaurus.phrases(" ".join(slot.folded for slot in window)):
            wordings = tuple(
                one for one in reader.thesaurus.wordings(phrase) if all(word in reader.lexicon for word in one.words)
            )
            if fits(window, phrase) and wordings:
                yield _Candidate(first, last, Chunk("wording", tuple(window), phrase, wordings))
                break


def _compounds(slots: Sequence[Slot], reader: Reader) -> Iterator[_Candidate]:
    for first, last in _windows(slots, LONGEST_COMPOUND, 2):
        window = slots[first:last]
        found = reader.lexicon.compounds("_".join(slot.folded for slot in window))
        known = [compound.split("_") for compound in found]
        known += [list(phrase) for phrase in reader.thesaurus.known(" ".join(slot.folded for slot in window))]
        if any(fits(window, compound) for compound in known):
            yield _Candidate(first, last, Chunk("compound", tuple(window)))


def _pairs(slots: Sequence[Slot], reader: Reader) -> Iterator[_Candidate]:
    """A query of two syllables is one word ("hội thi"), and a small number goes with what it numbers ("phường 1")."""
    for first, last in _windows(slots, 2, 2):
        left, right = slots[first:last]
        alone = len(slots) == 2 and left.kind == right.kind == "syllable"
        numbered = right.kind == "number" and len(right.term) <= _NUMBERING and left.kind == "syllable"
        if alone or (numbered and any(reader.lexicon.together(form.text, right.term) for form in left.forms)):
            yield _Candidate(first, last, Chunk("compound", (left, right)))


def _proper(slots: Sequence[Slot], _: Reader) -> Iterator[_Candidate]:
    """Runs of capitalised words inside a query: names of people and places that no official bears."""
    if len(slots) > LONGEST_PROPER and all(slot.capital or slot.kind != "syllable" for slot in slots):
        return
    at = 0
    while at < len(slots):
        last = at
        while last < len(slots) and _is_name_part(slots, last, at):
            last += 1
        if 2 <= last - at <= LONGEST_PROPER and (at or slots[at].term in _surnames()):
            person = last - at >= 3 and slots[at].term in _surnames()
            yield _Candidate(at, last, Chunk("proper", tuple(slots[at:last]), firm=person))
        at = max(last, at + 1)


def _is_name_part(slots: Sequence[Slot], at: int, first: int) -> bool:
    slot = slots[at]
    if slot.kind != "syllable" or not slot.capital or (len(slot.typed) > 1 and slot.typed.isupper()):
        return False
    return at == first or slot.position == slots[at - 1].position + 1


_FINDERS: tuple[Callable[[Sequence[Slot], Reader], Iterator[_Candidate]], ...] = (
    _documents,
    _numbered,
    _families,
    _names,
    _wordings,
    _compounds,
    _pairs,
    _proper,
)
