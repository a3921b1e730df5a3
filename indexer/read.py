"""Files of the corpus folder in, raw pages out. One bad file or line never stops a run: it comes back as `Skipped`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from indexer.errors import CorpusError
from indexer.model import PageKind, RawPage, Remark, Skipped

KINDS: dict[str, PageKind] = {".txt": "txt", ".html": "html", ".htm": "html"}
LINES = ".jsonl"
# What is read of a line.
FIELDS = ("html", "text", "url", "title", "published")
_ENDINGS = (*KINDS, LINES)
_READMES = {f"readme{ending}" for ending in _ENDINGS}
# Correction tables live here, not articles.
RESERVED = "corrections"
# The largest portal page seen, with its pictures inlined, has 1.9 MB; a parsed page takes 20 times its size in memory.
MAX_BYTES = 5_000_000
# Of what was not understood, so much is shown.
MOST_SHOWN = 60


def list_files(corpus: Path) -> list[str]:
    """Paths of all article files under `corpus`, relative, with "/", in order.

    Hidden files and folders, README files and the top folder `corrections` are not articles; folders that are links
    are not entered. Raises CorpusError where a folder cannot be listed.
    """
    if not corpus.is_dir():
        raise CorpusError(f"no corpus folder {corpus}; make it and put .txt, .html or .jsonl files in it")
    found: list[str] = []
    for folder, folders, names in os.walk(corpus, onerror=_cannot_list):
        top = Path(folder) == corpus
        folders[:] = [name for name in folders if name[0] != "." and not (top and name == RESERVED)]
        below = "" if top else Path(folder).relative_to(corpus).as_posix() + "/"
        found += [below + name for name in names if _is_article(name)]
    return sorted(found)


def _cannot_list(error: OSError) -> None:
    raise CorpusError(f"cannot list {error.filename}: {error.strerror}; make it readable or name another --corpus")


def _is_article(name: str) -> bool:
    lower = name.lower()
    return lower.endswith(_ENDINGS) and name[0] != "." and lower not in _READMES


def read_file(corpus: Path, relative: str) -> Iterator[RawPage | Skipped]:
    """Yield the page of a .txt or .html file, or a page for each line of a .jsonl file, in order.

    What cannot be read is yielded as `Skipped`; a page whose line holds more than was understood says so in its
    `remarks`, a field that is not read at its first line only. Holds one page in memory at a time. Whether bytes are
    text at all is told when they are decoded (`indexer.clean`).
    """
    try:
        relative.encode()
        if reason := refuse(corpus, relative):
            yield Skipped(relative, reason)
            return
        with (corpus / relative).open("rb") as handle:
            yield from _pages(handle, relative)
    except UnicodeEncodeError:
        yield Skipped(relative.encode(errors="backslashreplace").decode(), "the file name is not valid UTF-8")
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead to each other
        yield Skipped(relative, f"cannot be read: {getattr(error, 'strerror', None) or error}")


def refuse(corpus: Path, relative: str) -> str | None:
    """Why a file must not even be opened, None where it may: a link out, a pipe or device, far too large.

    Raises OSError, or RuntimeError for links that lead to each other.
    """
    path = corpus / relative
    if not path.resolve(strict=True).is_relative_to(corpus.resolve()):
        return "a link that leads out of the corpus folder"
    if not path.is_file() and not path.is_dir():
        return "not a file: a pipe, socket or device"
    if not relative.lower().endswith(LINES) and path.stat().st_size > MAX_BYTES:
        return f"larger than {MAX_BYTES:,} bytes"
    return None


def _pages(handle: BinaryIO, relative: str) -> Iterator[RawPage | Skipped]:
    ending = os.path.splitext(relative.lower())[1]
    if ending == LINES:
        yield from _lines(handle, relative)
    elif ending not in KINDS:
        yield Skipped(relative, f"unknown kind of file {ending!r}; known kinds: .txt, .html, .htm, .jsonl")
    else:
        data = handle.read(MAX_BYTES + 1)
        reason = _unusable(data)
        yield Skipped(relative, reason) if reason else RawPage(relative, KINDS[ending], data)


def _unusable(data: bytes) -> str | None:
    if not data.strip():
        return "empty"
    if len(data) > MAX_BYTES:
        return f"larger than {MAX_BYTES:,} bytes"
    return None


def _lines(handle: BinaryIO, relative: str) -> Iterator[RawPage | Skipped]:
    number = 0
    told = set(FIELDS)
    while line := handle.readline(MAX_BYTES + 1):
        number += 1
        name = f"{relative}#{number}"
        if len(line) > MAX_BYTES:
            yield Skipped(name, f"line {number} is larger than {MAX_BYTES:,} bytes")
            while line and not line.endswith(b"\n"):
                line = handle.readline(MAX_BYTES)
        elif line.strip():
            yield _line_page(line, name, number, told)
    if number == 0:
        yield Skipped(relative, "empty")


def _line_page(line: bytes, name: str, number: int, told: set[str]) -> RawPage | Skipped:
    try:
        record = json.loads(line.decode("utf-8-sig").rstrip())
    except UnicodeDecodeError as error:
        return Skipped(name, f"line {number} is not UTF-8 at byte {error.start + 1}")
    except json.JSONDecodeError as error:
        return Skipped(name, f"broken JSON at line {number}, column {error.colno}: {error.msg}")
    except (ValueError, RecursionError) as error:
        return Skipped(name, f"broken JSON at line {number}: {error}")
    if not isinstance(record, dict):
        return Skipped(name, f"line {number} is not a JSON object")
    return _record_page(record, name, number, told)


def _record_page(record: dict[str, object], name: str, number: int, told: set[str]) -> RawPage | Skipped:
    """`told` are the fields of which nothing is to be said any more."""
    # A lone surrogate ("\ud800") cannot be written to an index.
    given = {key: value for key in FIELDS if isinstance(value := record.get(key), str)}
    values = {key: value.encode(errors="replace").decode() for key, value in given.items() if value.strip()}
    kind: PageKind = "html" if "html" in values else "txt"
    wrong = [key for key in FIELDS if key not in given and record.get(key) is not None]
    if not (text := values.get("html") or values.get("text")):
        lost = next((_no_string(key, record[key]) for key in wrong if key in ("html", "text")), "")
        return Skipped(name, f"line {number}: {lost}" if lost else f'line {number} has neither "text" nor "html"')
    remarks = [Remark(name, _no_string(key, record[key]), shown(record[key])) for key in wrong]
    if "url" in values and not _is_web_address(values["url"]):
        reason = '"url" is no web address such as https://example.org/1: no link'
        remarks.append(Remark(name, reason, shown(values["url"])))
    if unread := [key for key in record if key not in told]:
        told.update(unread)
        remarks.append(
            Remark(name, f"fields of this file that are not read; read are {_READ}", shown(", ".join(unread)))
        )
    extra = {key: values[key] for key in ("url", "title", "published") if key in values}
    return RawPage(name, kind, text, **extra, remarks=tuple(remarks))


_READ = ", ".join(FIELDS)


def _no_string(key: str, value: object) -> str:
    return f'"{key}" is {type(value).__name__}; expected a string'


def shown(value: object) -> str:
    """A value of a line for a list of what was not understood, cut to MOST_SHOWN characters."""
    written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    written = written.encode(errors="replace").decode()
    return written if len(written) <= MOST_SHOWN else written[:MOST_SHOWN] + "…"


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text.strip())
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False
