"""The list of what alerts have shown, per saved search. Written whole or not at all; held by one run at a time."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from searchweb.saved import AlertError

FORMAT = "tracuu-seen-1"


class SeenSearch(msgspec.Struct, forbid_unknown_fields=True):
    """What one search has shown: article id -> when (UTC, ISO 8601), "" where it was there at the first run.

    Ids stay when their articles leave the index: one that comes back is no news. `fingerprint` names the rules of the
    index that was asked last.
    """

    name: str
    since: str
    fingerprint: str
    articles: dict[str, str]


class Seen(msgspec.Struct, forbid_unknown_fields=True):
    """The whole list: searches by their key."""

    format: str = FORMAT
    searches: dict[str, SeenSearch] = {}


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the list for one run; the hold ends with the process. Raises AlertError where another run has it."""
    lock = path.with_name(path.name + ".lock")
    try:
        handle = lock.open("a")
    except OSError as error:
        raise AlertError(f"{path}: cannot be written ({error.strerror or error}); name another: --seen FILE") from error
    with handle:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlertError(f"{path}: another run of alerts has it; wait for it to end") from None
        yield


def read_seen(path: Path) -> Seen:
    """The list; an empty one where there is no file yet. Raises AlertError for a file that is no such list."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Seen()
    except OSError as error:
        raise AlertError(f"{path}: cannot be read ({error.strerror or error})") from error
    try:
        seen = msgspec.json.decode(data, type=Seen)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise AlertError(_damaged(path, str(error))) from error
    if seen.format != FORMAT:
        raise AlertError(_damaged(path, f"its format is {seen.format!r}, not {FORMAT!r}"))
    return seen


def _damaged(path: Path, why: str) -> str:
    return (
        f"{path}: not a list of what was seen ({why}); nothing was written. Put a copy back, "
        "or remove it: then the next run takes every present hit as seen"
    )


def write_seen(path: Path, seen: Seen) -> None:
    """Put the list in the place of the old one, durably and at once. Raises AlertError; then the old one stays."""
    write_whole(path, msgspec.json.format(msgspec.json.encode(seen), indent=1) + b"\n")


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` in the place of a file; whoever reads it meanwhile gets the old or the new. Raises AlertError."""
    new = path.with_name(f".{path.name}.new")
    try:
        with new.open("wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        new.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        with contextlib.suppress(OSError):
            new.unlink()
        raise AlertError(f"{path}: cannot be written ({error.strerror or error}); it is as it was") from error
