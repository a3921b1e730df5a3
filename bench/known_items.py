"""Can an article be found again by four words of its title? Usage: python -m bench.known_items [--json] [--misses FILE]

Tra Cứu, through its whole pipeline, beside SQLite FTS5 and tantivy over the same articles: MRR@10 (the mean of one
over the rank of the article, 0 where it is not among the first ten) by kind of query, and the time of a query.
How the 1,000 queries are made, exactly: `bench/known_queries.py`. Each peer gets the weight of the title that does
best on 200 other queries of the same kinds, made with another seed from articles that the 1,000 do not ask for.
Tra Cứu runs as it is: nothing is tuned in the run.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

from bench.known_queries import KINDS, KnownItem, make_queries
from bench.peers import Document, Peer, open_peers
from indexer.errors import TracuuError
from indexer.index import Index, open_index
from indexer.pipeline import reindex
from indexer.search.parse import parse

ROOT = Path(__file__).parent.parent
ARTICLES = ROOT.parent / "shared" / "corpora" / "vietnews-20k.jsonl.xz"
INDEX = ROOT / "data" / "bench" / "known-items"
DEPTH = 10
TUNING = 200
WEIGHTS = (1.0, 4.0, 16.0, 64.0, 256.0)
FILE = "news.jsonl"

Ask = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Figures:
    """What one engine reached. `mrr` and `found` (share among the first ten) by kind, "all" over all; milliseconds."""

    engine: str
    settings: str
    mrr: dict[str, float]
    found: dict[str, float]
    median_ms: float
    p95_ms: float
    ranks: tuple[int | None, ...] = field(repr=False)


def read_documents(path: Path) -> list[Document]:
    """The articles of a .jsonl or .jsonl.xz file with "title", "lead" and "body"; ids as the corpus gives them."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Document(f"{FILE}#{number}", row["title"], f"{row['lead']}\n\n{row['body']}")
        for number, row in enumerate(rows, 1)
    ]


# --- ours -----------------------------------------------------------------------------------------
def index_documents(documents: Iterable[Document], folder: Path, jobs: int) -> Index:
    """An index of `documents` in `folder`, made or brought up to date by the pipeline where it is not so already."""
    corpus, index = folder / "corpus", folder / "index"
    corpus.mkdir(parents=True, exist_ok=True)
    lines = "".join(
        json.dumps({"title": each.title, "text": each.text}, ensure_ascii=False) + "\n" for each in documents
    )
    if not (corpus / FILE).exists() or (corpus / FILE).read_text(encoding="utf-8") != lines:
        (corpus / FILE).write_text(lines, encoding="utf-8")
    begun = time.monotonic()
    summary = reindex(corpus, index, jobs=jobs, progress=_told)
    print(
        f"index: {summary.state.articles} articles, {len(summary.skipped)} skipped, {time.monotonic() - begun:.0f} s",
        file=sys.stderr,
    )
    return open_index(index)


def _told(total: int) -> Callable[[int], None]:
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        if done % 1000 == 0:
            print(f"indexed {done} of {total}", file=sys.stderr)

    return advance


# --- measuring ------------------------------------------------------------------------------------
def measure(name: str, settings: str, ask: Ask, items: Sequence[KnownItem]) -> Figures:
    """Ask every query once, after ten to warm up, and count."""
    for item in items[:10]:
        ask(item.text)
    ranks: list[int | None] = []
    times: list[float] = []
    for item in items:
        begun = time.perf_counter()
        found = ask(item.text)[:DEPTH]
        times.append((time.perf_counter() - begun) * 1000)
        ranks.append(found.index(item.wanted) + 1 if item.wanted in found else None)
    return Figures(
        engine=name,
        settings=settings,
        mrr=_means(items, [1 / rank if rank else 0.0 for rank in ranks]),
        found=_means(items, [float(rank is not None) for rank in ranks]),
        median_ms=round(statistics.median(times), 1),
        p95_ms=round(statistics.quantiles(times, n=20)[-1], 1),
        ranks=tuple(ranks),
    )


def _means(items: Sequence[KnownItem], values: Sequence[float]) -> dict[str, float]:
    means = {"all": statistics.fmean(values)}
    for kind in KINDS:
        chosen = [value for item, value in zip(items, values, strict=True) if kind in item.kinds]
        means[kind] = statistics.fmean(chosen) if chosen else 0.0
    return {name: round(mean, 4) for name, mean in means.items()}


def tune(peer: Peer, items: Sequence[KnownItem]) -> None:
    """Set the weight of the title that gives `peer` the best MRR on `items`."""
    tried: dict[float, float] = {}
    for peer.weight in WEIGHTS:
        tried[peer.weight] = measure(peer.name, "", partial(peer.search, limit=DEPTH), items).mrr["all"]
    peer.weight = max(tried, key=tried.__getitem__)
    listed = ", ".join(f"{weight:g}: {mrr:.3f}" for weight, mrr in tried.items())
    print(f"{peer.name}: MRR@10 by weight of the title: {listed}", file=sys.stderr)


def compare(
    documents: Sequence[Document], index: Index, count: int, seed: int
) -> tuple[list[KnownItem], list[Figures]]:
    """The queries, and the figures of every engine on them, ours first."""
    items = make_queries(documents, count, random.Random(seed))
    asked = {item.wanted for item in items}
    others = [each for each in documents if each.id not in asked]
    tuning = make_queries(others, min(TUNING, count), random.Random(seed + 1))

    def ours(text: str) -> list[str]:
        return [hit.article.id for hit in index.search(parse(text)).hits]

    figures = [measure("Tra Cứu", "as it is", ours, items)]
    for peer in open_peers(documents):
        tune(peer, tuning)
        settings = f"{peer.settings}; title weight {peer.weight:g}"
        figures.append(measure(peer.name, settings, partial(peer.search, limit=DEPTH), items))
    return items, figures


# --- telling --------------------------------------------------------------------------------------
def table(items: Sequence[KnownItem], figures: Sequence[Figures]) -> str:
    """The figures as a Markdown table."""
    rows = [["MRR@10", "queries", *(each.engine for each in figures)]]
    for kind in ("all", *KINDS):
        number = sum(kind == "all" or kind in item.kinds for item in items)
        rows.append([kind, str(number), *(f"{each.mrr[kind]:.3f}" for each in figures)])
    rows.append(["among the first ten", str(len(items)), *(f"{each.found['all']:.3f}" for each in figures)])
    rows.append(["median ms", "", *(f"{each.median_ms:.1f}" for each in figures)])
    rows.append(["95th percentile ms", "", *(f"{each.p95_ms:.1f}" for each in figures)])
    rows.insert(1, ["---"] * len(rows[0]))
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([*lines, "", *(f"{each.engine}: {each.settings}" for each in figures)])


def write_misses(path: Path, items: Sequence[KnownItem], figures: Figures, documents: Sequence[Document]) -> None:
    """Every query of ours whose article is not first, with its rank and title, a line each."""
    titles = {each.id: each.title for each in documents}
    with path.open("w", encoding="utf-8") as out:
        for item, rank in zip(items, figures.ranks, strict=True):
            if rank != 1:
                out.write("\t".join([str(rank), "+".join(sorted(item.kinds)), item.text, titles[item.wanted]]) + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=ARTICLES, help="a .jsonl or .jsonl.xz file (%(default)s)")
    parser.add_argument("--index", type=Path, default=INDEX, help="folder kept between runs (%(default)s)")
    parser.add_argument("--count", type=int, default=1000, help="queries (%(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="processes for indexing (%(default)s)")
    parser.add_argument("--misses", type=Path, help="write our misses to this file")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    return parser


def main() -> int:
    options = _parser().parse_args()
    if not options.articles.exists():
        print(f"no articles in {options.articles}; name a .jsonl or .jsonl.xz file: --articles FILE", file=sys.stderr)
        return 2
    documents = read_documents(options.articles)
    try:
        index = index_documents(documents, options.index, options.jobs)
    except TracuuError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    items, figures = compare(documents, index, options.count, options.seed)
    if options.misses:
        write_misses(options.misses, items, figures[0], documents)
    if options.json:
        rows = [{name: value for name, value in asdict(each).items() if name != "ranks"} for each in figures]
        print(json.dumps({"queries": len(items), "seed": options.seed, "engines": rows}, ensure_ascii=False, indent=1))
    else:
        print(table(items, figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
