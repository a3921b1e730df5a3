"""The order of lists: letters as Vietnamese dictionaries have them, people by their given names."""

from __future__ import annotations

from functools import lru_cache

from indexer.text.fold import collation_key


@lru_cache(maxsize=8192)
def list_key(facet: str, value: str) -> tuple[str, str]:
    """What to sort the values of a facet by; nothing at all comes last.

    A list of people goes by the given name, which stands last, as lists of names do in Viet Nam.
    """
    if not value:
        return "\U0010ffff", ""
    given = value.rpartition(" ")[2] if facet == "official" else ""
    return (collation_key(given), collation_key(value)) if given else (collation_key(value), "")
