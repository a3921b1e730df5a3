"""Compares this project with its peers on one machine in one run. Usage: python -m bench [--articles N] [...]

Engines: this project, tantivy, SQLite FTS5 and stock Whoosh over the same tokens and metadata; and for whole pages
this project's server and Datasette. What is measured and how: docs/performance.md. The first run builds every index;
with --reuse the next ones take those that are there. Peers that are not installed are left out, and named.
Exit 1 where engines do not give the same totals and counts.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from bench.engines import ENGINES
from bench.machine import describe
from bench.prepared import ALL, built_index, can_load, corpus_file, in_process, read_questions, say
from bench.questions import CLASSES
from bench.report import report_json, report_lines
from bench.rounds import MEASURES, PAGES, Plan, run, sizes
from bench.sites import SITES

WORK = Path(__file__).parent.parent / "data" / "bench" / "speed"
SEED = 5
TEXTS, TOKENS = 3000, 5000


def main(arguments: list[str] | None = None) -> int:
    chosen = _parser().parse_args(arguments)
    only = frozenset(filter(None, (name.strip() for name in chosen.only.split(",")))) or {*CLASSES, *MEASURES}
    engines = [name.strip() for name in chosen.engines.split(",")]
    for given, known in ((only, (*CLASSES, *MEASURES)), (engines, ENGINES)):
        if unknown := set(given) - set(known):
            print(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(known)}", file=sys.stderr)
            return 2
    try:
        corpus = corpus_file(chosen.work, chosen.articles)
        if chosen.json:
            chosen.json.touch()
    except OSError as error:
        print(f"{error.filename}: cannot be written ({error.strerror}); see --work, --json", file=sys.stderr)
        return 2
    questions, words = in_process(read_questions, corpus, SEED)
    plan = Plan(
        corpus=corpus,
        built={name: built_index(name, corpus, reuse=chosen.reuse) for name in _installed(engines)},
        sites={
            name: built_index(name, corpus, reuse=chosen.reuse) for name in _installed(SITES if PAGES in only else ())
        },
        questions=questions,
        words=words,
        only=frozenset(only),
        rounds=chosen.rounds,
        texts=min(chosen.articles, chosen.texts or chosen.articles),
        processor_time=chosen.processor_time,
        tokens=min(chosen.articles, chosen.tokens or chosen.articles),
    )
    results = run(plan)
    for engine, megabytes in sizes(plan):
        results.figures["size"][engine] = [megabytes]
    machine = describe()
    print("\n".join(report_lines(plan, results, machine)))
    if chosen.json:
        chosen.json.write_text(json.dumps(report_json(plan, results, machine), ensure_ascii=False), encoding="utf-8")
    return int(bool(results.differences))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=_positive, default=100_000, metavar="N", help="size of the corpus (100000)")
    parser.add_argument("--rounds", type=_positive, default=3, metavar="R")
    parser.add_argument("--only", default="", metavar="CLASS,...", help=f"of: {', '.join((*CLASSES, *MEASURES))}")
    parser.add_argument("--engines", default=",".join(ENGINES), metavar="NAME,...", help=f"of: {', '.join(ENGINES)}")
    parser.add_argument("--work", type=Path, default=WORK, metavar="DIR", help="for corpus and indexes, which are kept")
    parser.add_argument("--reuse", action="store_true", help="take indexes that the same version built before")
    parser.add_argument("--tokens", type=int, default=TOKENS, metavar="N", help="articles for 'indexing'; 0 for all")
    parser.add_argument("--texts", type=int, default=TEXTS, metavar="N", help="articles for 'text to index'; 0 for all")
    parser.add_argument("--processor-time", action="store_true", help="time questions so, where the machine is busy")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures, round by round")
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 on")
    return int(text)


def _installed(names: Iterable[str]) -> list[str]:
    found = []
    for name in names:
        if in_process(can_load, name):
            found.append(name)
        else:
            say(f"{ALL[name].label} is left out: not installed (python -m pip install -r requirements-bench.txt)")
    return found


if __name__ == "__main__":
    sys.exit(main())
