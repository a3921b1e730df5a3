"""A better query to offer: slips mended, accents put where none were typed. Accented words that exist stay."""

from __future__ import annotations

from dataclasses import replace

from indexer.errors import QueryError
from indexer.query import AllOf, AnyOf, Node, Query, Within, Without, Words
from indexer.search.chunks import ChunkKind, find_chunks
from indexer.search.fillers import without_fillers
from indexer.search.lexicon import Lexicon
from indexer.search.parse import parse
from indexer.search.slots import Reader, Slot, meant, read_slots
from indexer.search.spelling import neighbours, restore
from indexer.search.synonyms import thesaurus
from indexer.search.unparse import unparse
from indexer.text.fold import is_bare

_AS_TYPED: frozenset[ChunkKind] = frozenset({"family", "numbered", "document"})


def did_you_mean(query: Query, lexicon: Lexicon, *, found: bool) -> str | None:
    """The query as it was probably meant, None where it reads well as it is.

    Where articles were `found`, only missing accents are offered; else slips are mended too.
    """
    if query.match is None:
        return None
    reader = Reader(lexicon, thesaurus(lexicon), query.synonyms)
    better = _better(query.match, reader, mend=not found)
    if better == query.match:
        return None
    try:
        # Filters that came beside the text, from a URL or an option, stay beside it.
        typed = parse(query.text)
        text = unparse(replace(query, match=better, filters=typed.filters, dates=typed.dates))
        parse(text)
    except QueryError:
        return None
    return text


def _better(node: Node, reader: Reader, *, mend: bool) -> Node:
    match node:
        case Words(text):
            return replace(node, text=_better_words(text, reader, mend=mend))
        case AllOf(children):
            return AllOf(tuple(_better(child, reader, mend=mend) for child in children))
        case AnyOf(children, best):
            return AnyOf(tuple(_better(child, reader, mend=mend) for child in children), best)
        case Within(field, child):
            return Within(field, _better(child, reader, mend=mend))
        case Without(keep, drop) if keep is not None:
            return Without(_better(keep, reader, mend=mend), drop)
        case _:
            return node


def _better_words(text: str, reader: Reader, *, mend: bool) -> str:
    text = meant(text, reader)
    slots = read_slots(text, reader)
    chunks = find_chunks(without_fillers(slots)[0], reader)
    asked = {slot.start for chunk in chunks if chunk.kind not in _AS_TYPED for slot in chunk.slots}
    likely = restore([_choices(slot, reader, mend=mend) for slot in slots], reader.lexicon)
    mixed = any(not slot.typed.isascii() for slot in slots)
    at = 0
    pieces: list[str] = []
    for slot, likeliest in zip(slots, likely, strict=True):
        pieces.append(text[at : slot.start])
        changes = slot.start in asked and _changes(slot, likeliest, mixed=mixed, mend=mend)
        pieces.append(_cased(likeliest, slot.typed) if changes else slot.typed)
        at = slot.end
    return "".join(pieces) + text[at:]


def _choices(slot: Slot, reader: Reader, *, mend: bool) -> tuple[str, ...]:
    if slot.kind != "syllable":
        return (slot.term,)
    forms = tuple(form.text for form in slot.forms)
    known = slot.term in reader.lexicon
    if known and not is_bare(slot.term):
        return (slot.term,)
    if mend and not known and len(slot.term) > 1:
        forms = (*forms, *(one.text for one in neighbours(slot.term, reader.lexicon)))
    return tuple(dict.fromkeys(forms)) or (slot.term,)


def _changes(slot: Slot, likely: str, *, mixed: bool, mend: bool) -> bool:
    """Accents are put only where the reader typed none at all, or the word as typed does not exist."""
    if not likely or likely == slot.term or slot.kind != "syllable":
        return False
    exists = any(form.text == slot.term for form in slot.forms)
    return not (mixed and exists) and (mend or bool(slot.forms))


def _cased(text: str, typed: str) -> str:
    if len(typed) > 1 and typed.isupper():
        return text.upper()
    return text[:1].upper() + text[1:] if typed[:1].isupper() else text
