"""Words of several syllables as terms of their own: "hội_đồng" beside hội and đồng.

The text is segmented in one spelling whatever was printed: lower case, and of several ways to write a syllable
(hoà, hòa; kĩ, kỹ) the one most used in pyvi's word list. So case and spelling never change the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from indexer.analysis import segment
from indexer.model import Term
from indexer.text.fold import neutral


def find_compounds(text: str, atoms: Sequence[Term]) -> list[Term]:
    """The words of two or more syllables in a normalised text, at the position of their first syllable.

    Only plain spaces stand between the syllables of a word; where pyvi joins over a sign the word is parted there.
    """
    found = []
    at = 0
    for start, end in segment.word_spans(one_spelling(text, atoms)):
        while at < len(atoms) and atoms[at].start < start:
            at += 1
        first = at
        while at < len(atoms) and atoms[at].start < end:
            at += 1
            if at == len(atoms) or atoms[at].start >= end or text[atoms[at - 1].end : atoms[at].start] != " ":
                if at - first > 1:
                    found.append(_term(atoms[first:at]))
                first = at
    return found


def _term(parts: Sequence[Term]) -> Term:
    return Term("_".join([part.text for part in parts]), parts[0].position, parts[0].start, parts[-1].end)


def one_spelling(text: str, atoms: Sequence[Term]) -> str:
    """`text` with every syllable as pyvi's word list spells it; as long as `text`, so that offsets hold."""
    spelt = _spellings()
    pieces: list[str] = []
    done = 0
    for atom in atoms:
        syllable = spelt.get(atom.text, atom.text)
        printed = text[atom.start : atom.end]
        if len(syllable) != len(printed) or printed[0].isdigit():
            syllable = printed
        pieces += (text[done : atom.start], syllable)
        done = atom.end
    pieces.append(text[done:])
    return "".join(pieces)


@cache
def _spellings() -> dict[str, str]:
    """Neutral syllable -> its commonest spelling in the word list, where that differs."""
    best: dict[str, tuple[int, str]] = {}
    for way, count in segment.syllable_counts().items():
        key = neutral(way)
        best[key] = max(best.get(key, (0, "")), (count, way))
    return {key: way.lower() for key, (_, way) in best.items() if way.lower() != key}
