"""A text that is just the name of an official, a unit or a document is known for it."""

from __future__ import annotations

import pytest

from indexer.search.counts import Counts
from indexer.search.lexicon import Lexicon
from indexer.search.lexicon_arrays import lexicon_arrays, streams_of
from indexer.search.named import named
from indexer.search.offers import offer_key
from indexer.search.vocabulary import Suggestion

OFFERS = [
    Suggestion("Lò Văn Ánh", "official", 2, "", "Trưởng bản"),
    Suggestion("Lò Văn Ánh", "official", 3, "", "Bí thư Chi bộ"),
    Suggestion("Lò Văn Anh", "official", 1, "", "Công an viên"),
    Suggestion("Nghị quyết số 54-NQ/ĐU", "document", 4, "54-NQ/ĐU", ""),
    Suggestion("Lò Văn Ánh nhận bằng khen", "title", 9, "", ""),
]


@pytest.fixture(scope="module")
def known() -> Lexicon:
    counts = {offer_key(one.kind, one.text, one.query or one.text, one.detail): one.count for one in OFFERS}
    return Lexicon(lexicon_arrays(streams_of(Counts(offers=counts))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lò Văn Ánh", ("Lò Văn Ánh", 5, "Bí thư Chi bộ")),
        ("lo van anh", ("Lò Văn Ánh", 5, "Bí thư Chi bộ")),
        ("Lò Văn Anh", ("Lò Văn Anh", 1, "Công an viên")),
        ("54 - NQ/ĐU", ("Nghị quyết số 54-NQ/ĐU", 4, "")),
        ("nghị quyết số 54-nq/đu", ("Nghị quyết số 54-NQ/ĐU", 4, "")),
        ("Lò Văn", None),
        ("Lò Văn Ánh nhận bằng khen", None),
        ("Lò Văn Ạnh", None),
        ("", None),
        ("…", None),
    ],
)
def test_a_name_is_known_whole_and_nothing_else_is(
    known: Lexicon, text: str, expected: tuple[str, int, str] | None
) -> None:
    found = named(known, text)
    assert (found and (found.text, found.count, found.detail)) == expected
