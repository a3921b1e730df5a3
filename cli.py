"""The command line. Results go to stdout, everything else to stderr.

Exit codes: 0 done or found, 1 nothing found, 2 an error (one line, no traceback).
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import click

from indexer.errors import QueryError, QuerySyntaxError, TracuuError
from indexer.loading import loading
from indexer.query import SORTS, Filter, Query

DEFAULT_CORPUS, DEFAULT_INDEX = Path("corpus"), Path("data/index")
Command = TypeVar("Command", bound=Callable[..., Any])


class Group(click.Group):
    """A group whose commands end in one line and exit code 2 where an error is ours or the user's."""

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Run a command; mistakes of usage are told in one line too."""
        try:
            code = super().main(*arguments, **{**options, "standalone_mode": False})
        except click.UsageError as error:
            where = error.ctx.command_path if error.ctx else "cli.py"
            click.echo(f"error: {error.format_message()} (see: {where} --help)", err=True)
            code = error.exit_code
        except click.ClickException as error:
            click.echo(f"error: {error.format_message()}", err=True)
            code = 2
        except click.Abort:
            click.echo("stopped; the index is as it was", err=True)
            code = 130
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, context: click.Context) -> Any:
        """Run a command; errors of ours end it in one line."""
        try:
            return super().invoke(context)
        except TracuuError as error:
            click.echo(f"error: {error}", err=True)
            if isinstance(error, QuerySyntaxError) and error.repaired:
                click.echo(f"try: {error.repaired}", err=True)
            context.exit(2)
        except BrokenPipeError:  # the reader of a pipe, such as head, has had enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            context.exit(0)
        except OSError as error:  # a full disk behind stdout
            click.echo(f"error: {error.strerror or error}", err=True)
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            context.exit(2)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Full-text search over Vietnamese local government news."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


def _index_option(command: Command) -> Command:
    return click.option(
        "--index",
        type=click.Path(path_type=Path),
        default=DEFAULT_INDEX,
        show_default=True,
        help="Folder of the index.",
    )(command)


def _filter_options(command: Command) -> Command:
    for option in (
        click.option("--year", "years", multiple=True, help="Only this year, or these years: 2019-2021."),
        click.option("--official", "officials", multiple=True, help="Only articles that name this official."),
        click.option("--unit", "units", multiple=True, help="Only articles of this unit."),
        _index_option,
    ):
        command = option(command)
    return command


@main.command()
@click.option("--corpus", type=click.Path(path_type=Path), default=DEFAULT_CORPUS, show_default=True, help="Articles.")
@_index_option
@click.option("--full", is_flag=True, help="Read every file again, changed or not.")
@click.option(
    "--jobs", type=click.IntRange(1, 256), default=min(os.cpu_count() or 1, 256), help="Processes. Default: all cores."
)
def reindex(corpus: Path, index: Path, full: bool, jobs: int) -> None:
    """Bring the index up to date with the corpus.

    Reads only files that were added, changed or removed since the last run. Readers keep getting answers from the
    old state until the new one is complete. A file that cannot be read is skipped with its reason, and stays
    listed at the end of each run until it is mended or removed.

    Example: python cli.py reindex --corpus corpus
    """
    with loading():
        from indexer.history import record
        from indexer.pipeline import reindex as run

    summary = run(corpus, index, full=full, jobs=jobs, progress=_progress if sys.stderr.isatty() else None)
    from indexer.terminal import summary_lines  # loads what the run has loaded by now beside its work

    for line in summary_lines(summary):
        click.echo(line)
    record(index)


def _progress(total: int) -> Callable[[int], None]:
    bar = click.progressbar(length=total, label="reading", file=sys.stderr)
    bar.render_progress()

    def advance(count: int) -> None:
        bar.update(count)
        if bar.finished:
            bar.render_finish()

    return advance


@main.command()
@click.option("--corpus", type=click.Path(path_type=Path), default=DEFAULT_CORPUS, show_default=True, help="Articles.")
@_index_option
def check(corpus: Path, index: Path) -> None:
    """Check that the index is whole and up to date with the corpus. Changes nothing.

    Reads every file, as verify does, then every article, and compares the corpus with what was read of it. Exit code
    1 where reindex would find something to do, 2 where the index is damaged or made by another version.

    Example: python cli.py check --corpus corpus
    """
    from indexer.check import check as run

    found = run(corpus, index)
    state = found.state
    click.echo(f"{index}: {state.generation} of {state.built_at}, {state.articles} articles, all of them can be read")
    if found.current:
        click.echo(f"{corpus}: nothing changed since")
        return
    corrected = ", corrections changed" if found.corrections else ""
    click.echo(
        f"{corpus}: {found.changed} files added or changed, {found.gone} removed{corrected} since; "
        "bring the index up to date: python cli.py reindex"
    )
    sys.exit(1)


@main.command()
@click.argument("query", required=False)
@_filter_options
@click.option("--queries", type=click.File("rb"), help="A UTF-8 file of queries, one a line, instead of QUERY.")
@click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Hits on a page.")
@click.option("--page", type=click.IntRange(1, 100_000), default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per query and line.")
@click.option("--explain", is_flag=True, help="Say which terms, readings and fields made each hit.")
def search(query: str | None, queries: Any, index: Path, as_json: bool, explain: bool, **options: Any) -> None:
    """Search for QUERY: all of its words, in any order, with or without accents.

    Exit code 1 where nothing was found. Of a file of queries, one that cannot be read is told in its own line and the
    rest goes on. Nothing is read or changed in the corpus.

    Example: python cli.py search "chủ tịch phường" --year 2021-2023
    """
    from indexer.index import open_verified
    from indexer.shapes import error_json, result_json
    from indexer.terminal import beyond_line, result_lines

    if (query is None) == (queries is None):
        raise QueryError("give either a QUERY or --queries FILE")
    texts = [query] if query is not None else _lines(queries)
    filters = _filters(options)
    opened = open_verified(index)
    found = 0
    for text in texts:
        try:
            each = _query(text, filters, options)
            page = opened.search(each)
        except QueryError as error:
            if query is not None:
                raise
            click.echo(f"error: {text}: {error}", err=True)
            if as_json:
                click.echo(json.dumps(error_json(text, error), ensure_ascii=False))
            continue
        found += page.total
        if beyond := beyond_line(page):
            click.echo(beyond, err=True)
        grounds = opened.explain(each, [hit.article for hit in page.hits]) if explain else ()
        if as_json:
            click.echo(json.dumps(result_json(page, grounds), ensure_ascii=False))
        else:
            click.echo("\n".join(result_lines(page, grounds)))
    if not found:
        sys.exit(1)


def _lines(queries: BinaryIO) -> list[str]:
    try:
        return queries.read().decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise QueryError(f"{queries.name}: not UTF-8 at byte {error.start + 1}; save it as UTF-8") from None


def _query(text: str, filters: list[Filter], options: dict[str, Any]) -> Query:
    """The query of the command line's text and options. Raises QueryError."""
    from indexer.search.parse import parse

    parsed = parse(text)
    paging = {name: options[name] for name in ("sort", "limit", "page") if name in options}
    return replace(parsed, filters=(*parsed.filters, *filters), **paging)


def _filters(options: dict[str, Any]) -> list[Filter]:
    """The filters of the options. Raises QueryError for what is no year."""
    from searchweb.urls import read_years

    try:
        years = tuple(year for text in options["years"] for year in read_years(text))
    except ValueError as error:
        raise QueryError(str(error)) from None
    chosen = {"unit": options["units"], "official": options["officials"], "year": years}
    return [Filter(name, values) for name, values in chosen.items() if values]


@main.command()
@click.argument("article_id", metavar="ID")
@_index_option
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def show(article_id: str, index: Path, as_json: bool) -> None:
    """Show one article with everything that was read from it, and why.

    Example: python cli.py show "ha-noi/phuong-giang-bien/2021-09-28.txt"
    """
    from indexer.index import open_verified
    from indexer.shapes import article_json
    from indexer.terminal import article_lines

    article = open_verified(index).article(article_id)
    if as_json:
        click.echo(json.dumps(article_json(article), ensure_ascii=False))
    else:
        click.echo("\n".join(article_lines(article)))


@main.command()
@_index_option
def verify(index: Path) -> None:
    """Check that every file of the index is as it was written.

    Reads all of it and compares checksums. Says which files are damaged, if any, and how to mend the index.

    Example: python cli.py verify
    """
    from indexer import store

    state = store.verify(index)
    size = sum(one.size for one in state.files.values())
    click.echo(f"{index}: all {len(state.files)} files of {state.generation} are as they were written ({size} bytes)")


@main.command()
@click.argument("query", required=False, default="")
@_filter_options
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
def export(query: str, index: Path, form: str, **options: Any) -> None:
    """Write all articles that match QUERY, or all there are, to stdout, in order of their ids.

    Dates are full days or null. The CSV opens in a spreadsheet with its Vietnamese letters and runs no formulas.

    Example: python cli.py export "tiêm chủng" --year 2021 --format csv > tiem-chung.csv
    """
    from indexer.index import open_verified
    from indexer.shapes import csv_header, csv_row, export_row

    asked, opened = _query(query, _filters(options), options), open_verified(index)
    for note in opened.notes(asked):
        click.echo(note, err=True)
    articles = opened.articles(asked)
    if form == "jsonl":
        for article in articles:
            click.echo(json.dumps(export_row(article), ensure_ascii=False))
        return
    sys.stdout.write("\ufeff")  # without it Excel reads UTF-8 as Windows-1258
    rows = csv.writer(sys.stdout)
    rows.writerow(csv_header())
    rows.writerows(map(csv_row, articles))


@main.command()
@click.argument("name")
@_index_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object per person and line.")
def officials(name: str, index: Path, as_json: bool) -> None:
    """Show everybody of that NAME: posts with first and last day seen, the articles, and why it is one person.

    Where nobody is spelt so, everybody whose name holds every syllable, with accents or without. Exit code 1 where
    there is nobody. Mend what is wrong in corpus/corrections/merge.csv and split.csv.

    Example: python cli.py officials "Trần Văn Định"
    """
    from indexer.index import open_verified
    from indexer.shapes import identity_json
    from indexer.terminal import identity_lines

    register = open_verified(index).register
    if not (people := register.named(name)) and (people := register.alike(name, sys.maxsize)):
        click.echo(f"nobody is spelt {name!r}; {len(people)} with a name that holds it:", err=True)
    for person in people:
        click.echo(
            json.dumps(identity_json(person), ensure_ascii=False) if as_json else "\n".join(identity_lines(person))
        )
    if not people:
        click.echo(f"nobody of the name {name!r}, with accents or without; try one syllable of it", err=True)
        sys.exit(1)


@main.command()
@click.argument("cases", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--texts", type=click.Path(path_type=Path), help="Folder of the articles that cases name without a text.")
@click.option("--misses", is_flag=True, help="List every miss.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def evaluate(cases: tuple[Path, ...], texts: Path | None, misses: bool, as_json: bool) -> None:
    """Measure extraction and search on CASES with known answers: precision, recall, F1; recall@10, MRR, nDCG@10.

    Articles of the cases are indexed in a folder that is removed again; the corpus and its index are not touched.

    Example: python cli.py evaluate tests/expected/sample.jsonl --texts corpus --misses
    """
    from indexer.evaluation.report import evaluate as run

    report = run(cases, texts)
    if as_json:
        click.echo(json.dumps(report.json(misses=misses), ensure_ascii=False))
    else:
        click.echo("\n".join(report.lines(misses=misses)))


@main.command()
@click.argument("searches", type=click.Path(path_type=Path))
@_index_option
@click.option("--seen", type=click.Path(path_type=Path), help="List of what was shown. Default: beside SEARCHES.")
@click.option("--format", "form", type=click.Choice(["mail", "atom"]), default="mail", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), help="File to write, whole or not at all. Default: stdout.")
@click.option("--site", default="http://127.0.0.1:8000/", show_default=True, help="Where the pages are served.")
@click.option("--from", "sender", default="tra-cuu@localhost", show_default=True, help="Sender of the mail.")
@click.option("--to", "receiver", default="", help="Receiver of the mail.")
@click.option("--everything", is_flag=True, help="A search that is asked for the first time shows all it finds.")
def alerts(searches: Path, seen: Path | None, **options: Any) -> None:
    """Write what is new for the saved SEARCHES since the last run, as a mail message or an Atom feed; nothing is sent.

    SEARCHES is a TOML file: [[search]] with name = "..." and query = "...", the part of an address behind the "?".
    The first run for a search only notes what is there. An article is shown once, also after a rebuild of the index;
    the list of what was shown is replaced only once the output is written. Exit code 1 where nothing is new, 2 where
    a search cannot be asked (the others are). More: docs/alerts.md.

    Example: python cli.py alerts searches.toml --to ban-doc@example.org | sendmail -t
    """
    from searchweb.alert_run import Settings, run

    settings = Settings(searches, seen or searches.with_suffix(".seen.json"), **options)
    result = run(settings, _show)
    for line in result.lines:
        click.echo(line, err=True)
    sys.exit(result.code)


def _show(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


@main.command()
@_index_option
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65_535), default=8000, show_default=True, help="0 takes a free one.")
def serve(index: Path, host: str, port: int) -> None:
    """Serve the index as web pages and JSON until interrupted. A new state of the index is picked up by itself.

    Example: python cli.py serve --port 8000
    """
    with loading():
        from indexer.index import open_index
        from searchweb.server import serve as run

    run(open_index(index, verified=True), host=host, port=port)


if __name__ == "__main__":
    main()
