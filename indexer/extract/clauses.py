"""Words that tell what a clause does: verbs that end a list of titles, appointments, lists, details of a person."""

from __future__ import annotations

from functools import cache

from indexer.extract.tokens import Phrases, Tokens
from indexer.tables import read_table


@cache
def clause_words() -> Phrases[str]:
    """Phrases of `clause_words.csv` with their kind: verb, link, appoint, transfer, dismiss, make, for, list, ..."""
    rows = read_table("clause_words", ("phrase", "kind", "source"))
    return Phrases((row["phrase"], row["kind"]) for _, row in rows)


def is_clause_end(tokens: Tokens, at: int) -> bool:
    """Whether a verb or the like begins at `at`, so that no title goes on there."""
    found = clause_words().match(tokens, at)
    return found is not None and found[1] not in {"and", "detail"}
