"""The words of a query one by one, each with the index terms it may stand for.

An accented syllable stands for itself, a bare one for every indexed syllable that folds to it, a Telex or VNI
leftover for what was meant, an unknown one for its near neighbours; the last two are told to the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from indexer.analysis.analyzer import Stretch, stretches
from indexer.model import Term
from indexer.query import AnyOf, Node, Nothing, TermNode, Without
from indexer.search.spelling import neighbours, restore
from indexer.search.synonyms import Thesaurus
from indexer.search.telex import from_telex, from_vni
from indexer.search.vocabulary import Lexicon
from indexer.tables import read_table
from indexer.text.fold import fold, is_bare, is_vietnamese_syllable, neutral, split_tone

SlotKind = Literal["syllable", "number", "document", "day"]
# Weights of a term frequency, by what ties the term to what was typed.
LIKELY, UNLIKELY, STRAY = 0.95, 0.6, 0.25
_GLUED = re.compile(r"(?<![\w/.-])[^\W\d_]{4,14}(?![\w/])")
_DIGITS_INSIDE = re.compile(r"(?<![\w/-])(?=[a-zA-Z]*\d)[a-zA-Z]{1,7}\d(?:[a-zA-Z]{0,3}\d?){0,3}(?![\w/-])")


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a query. `term` is the typed syllable in index form; `forms` the terms it may stand for.

    `note` is what the reader must be told if the slot is searched for; articles with one of `other` are not meant.
    """

    kind: SlotKind
    term: str
    typed: str
    position: int
    forms: tuple[TermNode, ...]
    start: int
    end: int
    note: str = ""
    other: tuple[str, ...] = ()

    @property
    def folded(self) -> str:
        return fold(self.term)

    @property
    def capital(self) -> bool:
        return self.typed[:1].isupper()

    def step(self) -> Node:
        """The slot as a step of a phrase or as a requirement of its own."""
        if not self.forms:
            return Nothing(f"“{self.typed}” không có trong bài nào")
        if self.other:
            return Without(self.forms[0], AnyOf(tuple(TermNode(term) for term in self.other)))
        return self.forms[0] if len(self.forms) == 1 else AnyOf(self.forms)

    def allows(self, term: str) -> bool:
        """Whether what was typed may be `term`."""
        return term == self.term or any(form.text == term for form in self.forms)


@dataclass(slots=True)
class Reader:
    """What turning words into slots needs, and the notes it makes on the way."""

    lexicon: Lexicon
    thesaurus: Thesaurus
    synonyms: bool = True
    notes: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        if text and text not in self.notes:
            self.notes.append(text)


def read_slots(text: str, reader: Reader) -> list[Slot]:
    """All slots of running words, in order; `text` as `meant` gives it."""
    slots = [slot for stretch in stretches(text) for slot in _of_stretch(text, stretch, reader)]
    accented = any(not slot.typed.isascii() for slot in slots)
    return _weighted(slots, reader.lexicon, mixed=accented)


def exact_steps(text: str, reader: Reader) -> list[Node]:
    """The steps of words in quotes: syllables alone, no other wording."""
    slots = [_syllable(text, term, reader) for stretch in stretches(text) for term in stretch.syllables]
    for slot in slots:
        reader.note(slot.note)
    accented = any(not slot.typed.isascii() for slot in slots)
    return [slot.step() for slot in _weighted(slots, reader.lexicon, mixed=accented)]


# --- what was meant -------------------------------------------------------------------------------
def meant(text: str, reader: Reader) -> str:
    """`text` with VNI leftovers and lost spaces mended: they must be before digits part from letters."""
    return _GLUED.sub(lambda match: _spaced(match[0], reader), _without_vni(text, reader))


def _spaced(word: str, reader: Reader) -> str:
    """ "tônnữ" is tôn nữ where the index has no such word but has both its halves side by side."""
    lexicon = reader.lexicon
    whole = neutral(word)
    if whole in lexicon or lexicon.readings(fold(whole)) or reader.thesaurus.phrases(fold(whole)) or from_telex(word):
        return word
    best, most = word, 0
    for at in range(2, len(word) - 1):
        left, right = neutral(word[:at]), neutral(word[at:])
        together = max(
            (lexicon.together(one, two) for one in _readings(left, lexicon) for two in _readings(right, lexicon)),
            default=0,
        )
        if together > most:
            best, most = f"{word[:at]} {word[at:]}", together
    if most:
        reader.note(f"“{word}” được đọc là “{best}”")
    return best


def _readings(syllable: str, lexicon: Lexicon) -> tuple[str, ...]:
    if is_bare(syllable):
        return lexicon.readings(syllable)
    return (syllable,) if syllable in lexicon else ()


def _without_vni(text: str, reader: Reader) -> str:

    def read(match: re.Match[str]) -> str:
        syllable = from_vni(match[0])
        if syllable is None or syllable not in reader.lexicon:
            return match[0]
        if match[0][:-1].isalpha() and not sure:
            return match[0]  # "xa1" is rather commune number one than xá
        reader.note(f"“{match[0]}” được đọc là “{syllable}”")
        return syllable

    words = _DIGITS_INSIDE.findall(text)
    sure = any(not word[:-1].isalpha() and from_vni(word) for word in words)
    return _DIGITS_INSIDE.sub(read, text)


def _of_stretch(text: str, stretch: Stretch, reader: Reader) -> Iterator[Slot]:
    readings = stretch.readings
    if readings and readings[0].text.startswith(("doc:", "d:")):
        yield _protected(text, stretch, reader)
        return
    if readings and reader.synonyms and reader.thesaurus.phrases(fold(readings[0].text)):
        glued = readings[0]
        term = Term(glued.text, stretch.syllables[0].position, glued.start, glued.end)
        yield _syllable(text, term, reader)
        return
    for term in stretch.syllables:
        yield _syllable(text, term, reader)


def _protected(text: str, stretch: Stretch, reader: Reader) -> Slot:
    """A document or a day: its most telling reading that the index has."""
    first = stretch.readings[0]
    typed = text[first.start : first.end]
    found = next((term.text for term in stretch.readings if term.text in reader.lexicon), first.text)
    start, end, position = stretch.syllables[0].start, stretch.syllables[-1].end, stretch.syllables[0].position
    slot = Slot("day", found, typed, position, (TermNode(found, 1.0, "exact", typed),), start, end)
    if not found.startswith("doc:"):
        return slot
    if found in reader.lexicon and found == first.text:
        return replace(slot, kind="document")
    if untyped := _numbers_without_type(found, reader.lexicon):
        return replace(slot, kind="document", forms=tuple(TermNode(term, 0.9, "exact", typed) for term in untyped))
    note = f"Không có bài nào nêu đúng “{typed}”; tìm những bài chỉ nêu loại và số văn bản"
    return replace(slot, kind="document", note=note, other=_other_numbers(found, reader.lexicon))


def _numbers_without_type(short: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The documents of that number whose own number names no type: "công văn 1517" is 1517/UBND-LĐTBXH."""
    parts = short.split(":")
    if len(parts) != 3 or short in lexicon:
        return ()
    found = (term for term in lexicon.beginning(f"doc:{parts[2]}-"))
    return tuple(term for term in found if term.split("-", 1)[1].partition("/")[0] not in _types())


@cache
def _types() -> frozenset[str]:
    rows = read_table("text_document_types", ("abbreviation", "name", "short", "source"))
    return frozenset(fold(row["abbreviation"]) for _, row in rows)


def _other_numbers(short: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The full numbers of other documents that share type and number: of doc:nq:54 doc:54-nq/đu and its like."""
    parts = short.split(":")
    if len(parts) != 3:
        return ()
    kind, number = parts[1:]
    return tuple(term for term in lexicon.beginning(f"doc:{number}") if f"-{kind}/" in term)


def _syllable(text: str, term: Term, reader: Reader) -> Slot:
    typed = text[term.start : term.end]
    kind: SlotKind = "number" if term.text[:1].isdigit() else "syllable"
    slot = Slot(kind, term.text, typed, term.position, (), term.start, term.end)
    if kind == "number":
        return replace(slot, forms=_exact(slot, reader.lexicon))
    if is_bare(term.text):
        found = reader.lexicon.readings(term.text)
        if found:
            nodes = tuple(TermNode(form, 1.0, "exact" if form == term.text else "unaccented", typed) for form in found)
            return replace(slot, forms=nodes)
    elif term.text in reader.lexicon:
        return replace(slot, forms=_exact(slot, reader.lexicon))
    return _unknown(slot, reader)


def _exact(slot: Slot, lexicon: Lexicon) -> tuple[TermNode, ...]:
    return (TermNode(slot.term, 1.0, "exact", slot.typed),) if slot.term in lexicon else ()


def _unknown(slot: Slot, reader: Reader) -> Slot:
    """A syllable that no article has: Telex leftover, known abbreviation, or a slip."""
    lexicon = reader.lexicon
    meant = from_telex(slot.typed)
    if meant is None and "dd" in slot.term:
        meant = slot.term.replace("dd", "đ")
    if meant is not None and (meant in lexicon or lexicon.readings(fold(meant))):
        slot = replace(slot, note=f"“{slot.typed}” được đọc là “{meant}”")
        meaning = [TermNode(meant, 0.9, "telex", slot.typed)] if meant in lexicon else []
        # Without a sign for the tone the reader may have left it out, or doubled a letter by a slip.
        meaning += [
            TermNode(form, 0.4, "telex", slot.typed)
            for form in lexicon.readings(fold(meant))
            if form != meant and not split_tone(meant)[1]
        ]
        if meaning:
            return replace(slot, term=meant, forms=tuple(meaning))
    if reader.synonyms and reader.thesaurus.phrases(slot.folded):
        return slot
    near = neighbours(slot.term, lexicon) if len(slot.term) > 1 else ()
    near = tuple(one for one in near if one.closeness >= 0.6)
    if near:
        listed = ", ".join(f"“{one.text}”" for one in near[:3])
        slot = replace(slot, note=f"Không có bài nào có chữ “{slot.typed}”; tìm chữ gần giống: {listed}")
    forms = tuple(TermNode(one.text, round(one.closeness * 0.6, 2), "fuzzy", slot.typed) for one in near)
    return replace(slot, forms=forms)


# --- which reading is likely ----------------------------------------------------------------------
def _weighted(slots: Sequence[Slot], lexicon: Lexicon, *, mixed: bool) -> list[Slot]:
    """Bare syllables with their readings weighed by what the neighbours make likely.

    Where the reader types accents elsewhere (`mixed`), a bare word that is a Vietnamese syllable as it stands
    ("ban", "nam") is most likely meant so.
    """
    if not any(len(slot.forms) > 1 for slot in slots):
        return list(slots)
    likely = restore([tuple(form.text for form in slot.forms) for slot in slots], lexicon)
    return [
        _weigh(slot, best, mixed=mixed) if slot.kind == "syllable" and len(slot.forms) > 1 else slot
        for slot, best in zip(slots, likely, strict=True)
    ]


def _weigh(slot: Slot, likely: str, *, mixed: bool) -> Slot:
    literal = slot.allows(slot.term) and is_vietnamese_syllable(slot.term)
    forms = []
    for form in slot.forms:
        if form.reason in {"fuzzy", "telex"}:
            weight = form.weight if form.text == likely else form.weight * 0.6
        elif mixed and literal:
            weight = 1.0 if form.text == slot.term else STRAY
        elif form.text == likely:
            weight = LIKELY
        else:
            weight = UNLIKELY
        forms.append(replace(form, weight=round(weight, 3)))
    return replace(slot, forms=tuple(sorted(forms, key=lambda form: -form.weight)))
