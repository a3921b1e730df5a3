"""The two servers whose pages are compared: this project's, and Datasette over SQLite FTS5.

A page is a search for one frequent word with ten hits and facets. Each file has `build(folder, records)`, `version()`,
`command(folder, port)`, `address(word, json=...)` and `read(json)`, the exact total with the counts of FACETS.
"""

from __future__ import annotations

from typing import Any

from bench.engines import EngineFile

FACETS = ("unit", "year")
SITES = {
    site.name: site
    for site in (
        EngineFile("site", "Tra Cứu", "bench.sites.ours"),
        EngineFile("datasette", "Datasette", "bench.sites.datasette_fts5"),
    )
}


def same_counts(counts: dict[str, dict[str, int]], facet: str) -> list[int]:
    """The counts of a facet that both servers show, the highest twenty."""
    return sorted(counts[facet].values(), reverse=True)[:20]


def load(name: str) -> Any:
    """The module of a site. Raises ImportError where its library is not installed."""
    return SITES[name].load()
