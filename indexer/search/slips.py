"""A slip of the finger that makes another word: "nguoi dan ong" typed as "nguoi na ong".

Looked for only where the words as typed stand together in no article, so that who typed well never meets it: then a
title with all the words but one, and in the place of that one a word one slip away, is likely meant. It is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from indexer.analysis.analyzer import terms
from indexer.engine.port import Engine
from indexer.query import AllOf, AnyOf, Node, Nothing, Phrase, Preferring, Query, TermNode, Within, Words
from indexer.search.chunks import ChunkKind, find_chunks
from indexer.search.expand import ONE_TITLE, TITLE_LINE, TITLE_ORDER, TITLE_WORDS, expand
from indexer.search.fillers import without_fillers
from indexer.search.lexicon import Lexicon
from indexer.search.slots import Reader, Slot, meant, read_slots
from indexer.search.spelling import keeps_accents, one_slip_apart
from indexer.search.synonyms import thesaurus
from indexer.text.fold import fold, is_bare

# Fewer words than TITLE_WORDS leave too little to know a title by; of more than this, one wrong one does no harm.
MOST_WORDS = 12
# Words of one event stand in one or two sentences.
TOGETHER = 20
# Titles looked at for each word that may be wrong, best first.
LOOKED_AT = 20
SLIPPED = 0.8
# Names and known terms are rather rare than mistyped.
_MAY_SLIP: frozenset[ChunkKind] = frozenset({"word", "compound"})


def mended(engine: Engine, lexicon: Lexicon, query: Query) -> Query | None:
    """The expanded query with titles added that it probably means, and a note on each; None where it reads well."""
    if not isinstance(query.match, Words):
        return None
    reader = Reader(lexicon, thesaurus(lexicon), query.synonyms)
    slots = without_fillers(read_slots(meant(query.match.text, reader), reader))[0]
    if not TITLE_WORDS <= len(slots) <= MOST_WORDS or any(slot.kind in {"document", "day"} for slot in slots):
        return None
    asked = replace(query, limit=LOOKED_AT, page=1, facets=(), sort="relevance", collapse=False)
    steps = [slot.step() for slot in slots]
    if _stand_together(engine, steps, asked):
        return None
    doubtful = {slot for chunk in find_chunks(slots, reader) if chunk.kind in _MAY_SLIP for slot in chunk.slots}
    added: list[Node] = []
    for place, slot in enumerate(slots):
        if slot in doubtful and (near := _near_in_titles(engine, slot, [*steps[:place], *steps[place + 1 :]], asked)):
            added.append(_title([*steps[:place], _any(near, slot), *steps[place + 1 :]]))
            listed = ", ".join(f"“{text}”" for text in near[:3])
            reader.note(f"“{slot.typed}” có thể là {listed} gõ nhầm; tìm cả những tiêu đề có chữ đó")
    if not added:
        return None
    strict = expand(query, lexicon)
    found = [strict.match] if strict.match is not None else []
    return replace(strict, match=AnyOf((*found, *added), best=True), notes=(*strict.notes, *reader.notes))


def _stand_together(engine: Engine, steps: Sequence[Node], asked: Query) -> bool:
    """Whether the words as typed are all in one title or near each other in a text."""
    if any(isinstance(step, Nothing) for step in steps):
        return False
    # Titles first: positions in bodies are the dearest thing to read.
    ways = (Within("title", AllOf(tuple(steps))), Phrase(tuple(steps), slop=TOGETHER, ordered=False))
    return any(engine.search(replace(asked, match=way, limit=1)).total for way in ways)


def _near_in_titles(engine: Engine, slot: Slot, others: Sequence[Node], asked: Query) -> list[str]:
    """The words one slip from `slot` in titles that have all the `others`, most frequent first."""
    if slot.kind != "syllable" or len(slot.term) < 2 or any(isinstance(step, Nothing) for step in others):
        return []
    hits = engine.search(replace(asked, match=Within("title", AllOf(tuple(others))))).hits
    near: dict[str, int] = {}
    for hit in hits:
        for text in {term.text for term in terms(hit.article.title)}:
            if _slipped(slot, text):
                near[text] = near.get(text, 0) + 1
    return sorted(near, key=lambda text: (-near[text], text))


def _slipped(slot: Slot, text: str) -> bool:
    """Whether `text` typed with one slip gives what was typed. A wrong accent alone is another word, and stays so."""
    bare = fold(text)
    if not text.isalpha() or len(bare) < 2 or bare == slot.folded or not one_slip_apart(bare, slot.folded):
        return False
    return is_bare(slot.term) or keeps_accents(slot.term, text)


def _any(near: Sequence[str], slot: Slot) -> Node:
    nodes = tuple(TermNode(text, SLIPPED, "fuzzy", slot.typed) for text in near)
    return nodes[0] if len(nodes) == 1 else AnyOf(nodes)


def _title(steps: Sequence[Node]) -> Node:
    """All of the steps in one title, ranked like titles that have the words as typed."""
    wanted = (
        Phrase(tuple(steps), slop=TITLE_LINE, ordered=False, weight=ONE_TITLE),
        Phrase(tuple(steps), slop=TITLE_LINE, weight=TITLE_ORDER),
    )
    return Within("title", Preferring(AllOf(tuple(steps)), AnyOf(wanted)))
