"""Where an index lives on disk: generations beside each other, one pointer to the current one, one writer.

    data/index/
      CURRENT        name of the current generation; replaced by one atomic rename
      LOCK           locked while a run writes; says who holds it
      g000012/       state.json, the engine's files, what was read from the corpus, the lexicon

A run links the current generation's files into a new folder (they never change once written), adds to it, syncs
every file and folder to disk, and only then renames the pointer. Killed at any moment, the old or the new
generation is current; what is left over is removed by the next run. The generation before the current one is
kept for readers that still have it open.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.metadata
import os
import re
import shutil
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TextIO

import msgspec

from indexer.checksums import FileSum, damages, file_sums, linked
from indexer.errors import DamagedIndex, IndexLocked, IndexUnusable, NoIndex, StaleIndex
from indexer.tables import tables_digest

POINTER, LOCK, STATE = "CURRENT", "LOCK", "state.json"
# What a generation holds besides its state, the manifest and the register.
ENGINE, LEXICON = "engine", "lexicon"
# Ends of names of files that a run changes; all others are replaced as a whole, by a new file.
_WRITTEN_IN_PLACE = (STATE, ".sqlite.recent")
_NAME = re.compile(r"g[0-9]{6,}")
_WHOSE = "with --corpus where its articles are not in corpus/"
# Libraries whose output is in the index; another version of one of them makes it stale.
LIBRARIES = ("whoosh3", "pyvi", "beautifulsoup4", "lxml", "ftfy")
_BESIDE = (
    "arrays",
    "database.py",
    "manifest.py",
    "register",
    *(
        f"search/{name}.py"
        for name in ("counts", "facet_values", "lexicon", "lexicon_arrays", "offer_arrays", "pair_counts", "pairs")
    ),
)
# Packages whose code decides what is in the index, by their source: nobody can forget to raise a version.
SOURCES = ("fields.py", "model.py", "read.py", "text", "clean", "extract", "analysis", "engine", *_BESIDE)


@dataclass(frozen=True, slots=True)
class IndexState:
    """What a generation is. `built_at` is UTC, ISO 8601 to the second; `previous` is kept for open readers.

    `corrections` is the digest of the corrections that its articles were made with; `files` has the sums of every
    file of it, by path, so that a lost or cut one is noticed before it is read.
    """

    generation: str
    fingerprint: str
    articles: int
    built_at: str
    previous: str | None = None
    corrections: str = ""
    files: dict[str, FileSum] = field(default_factory=dict)


@cache
def fingerprint() -> str:
    """16 hex digits over schema, analyzer, extraction rules, tables and library versions, as this process has them."""
    digest = hashlib.blake2b(tables_digest().encode(), digest_size=8)
    for name in LIBRARIES:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            digest.update(f"{name}={importlib.metadata.version(name)}".encode())
    here = Path(__file__).parent
    for name in SOURCES:
        path = here / name
        for source in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(source.relative_to(here).as_posix().encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()


# --- reading --------------------------------------------------------------------------------------
def current_state(index: Path) -> IndexState:
    """The state of the current generation. Raises NoIndex, DamagedIndex, or IndexUnusable for a foreign folder."""
    try:
        name = (index / POINTER).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise NoIndex(f"no index in {index}; make one: python cli.py reindex --index {index}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedIndex(f"{index / POINTER}: cannot be read ({error}); {mend(index)}") from error
    _refuse_foreign(index)
    try:
        state = msgspec.json.decode((index / name / STATE).read_bytes(), type=IndexState)
    except (OSError, ValueError) as error:
        raise DamagedIndex(f"{index}: generation {name!r} cannot be read ({error}); {mend(index)}") from error
    if state.generation != name or _NAME.fullmatch(name) is None:
        raise DamagedIndex(f"{index}: generation {name!r} says it is {state.generation!r}; {mend(index)}")
    for path, wanted in state.files.items():
        if not (index / name / path).is_file() or (index / name / path).stat().st_size != wanted.size:
            raise DamagedIndex(f"{index / name / path}: missing or not as it was written; {mend(index)}")
    return state


def usable_state(index: Path) -> IndexState:
    """As `current_state`, but raises StaleIndex where the index was made by another version."""
    state = current_state(index)
    if state.fingerprint != fingerprint():
        raise StaleIndex(
            f"{index}: made by another version of Tra Cứu or its tables; rebuild it: python cli.py reindex "
            f"--index {index} ({_WHOSE})"
        )
    return state


def mend(index: Path) -> str:
    """What to do about a damaged index."""
    return f"rebuild it: python cli.py reindex --full --index {index} ({_WHOSE})"


def _refuse_foreign(index: Path) -> None:
    """Engine files hold pickles, which can run code: open only what this user or root made and others cannot write."""
    info = index.stat()
    if info.st_uid not in (os.getuid(), 0) or info.st_mode & stat.S_IWOTH:
        raise IndexUnusable(
            f"{index}: belongs to another user or can be written by anyone, so it is not opened; "
            "make your own: python cli.py reindex --index DIR"
        )


# --- writing --------------------------------------------------------------------------------------
@contextlib.contextmanager
def write_lock(index: Path) -> Iterator[None]:
    """Hold the index for writing; the lock ends with the process, however it ends.

    Raises IndexLocked, naming the holder, and IndexUnusable for a folder that holds something else.
    """
    _make_folder(index)
    with _open_lock(index) as handle:
        try:
            # A record lock, not flock: it is not inherited by worker processes that outlive a killed run.
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            handle.seek(0)
            holder = handle.read().strip() or "another process"
            raise IndexLocked(f"{index}: being written by {holder}; wait for it to end, then run again") from None
        handle.truncate(0)
        handle.write(f"process {os.getpid()} since {_now()}\n")
        handle.flush()
        yield


def _open_lock(index: Path) -> TextIO:
    try:
        return (index / LOCK).open("a+", encoding="utf-8")
    except OSError as error:
        raise cannot_write(index, error) from error


def cannot_write(index: Path, error: OSError) -> IndexUnusable:
    """The error for a folder or disk that cannot be written."""
    return IndexUnusable(f"{index}: cannot be written ({error.strerror or error}); the index is as it was")


def _make_folder(index: Path) -> None:
    try:
        index.mkdir(parents=True, exist_ok=True)
        names = os.listdir(index)
    except OSError as error:
        raise IndexUnusable(
            f"{index}: cannot hold an index ({error.strerror}); name another folder: --index DIR"
        ) from error
    if names and POINTER not in names and LOCK not in names:
        raise IndexUnusable(f"{index}: holds other files and no index; name an empty folder: --index DIR")


@contextlib.contextmanager
def new_generation(index: Path, base: IndexState | None) -> Iterator[Path]:
    """A folder to build the next generation in, holding links to the files of `base`; empty without one.

    Whatever is current stays so until `publish`. Left with an error, the folder is removed.
    """
    remove_leftovers(index)
    number = max((int(path.name[1:]) for path in _generations(index)), default=0) + 1
    folder = index / f"g{number:06d}"
    try:
        if base is None:
            folder.mkdir()
        else:
            shutil.copytree(index / base.generation, folder, copy_function=_link)
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _link(source: str, target: str) -> None:
    """Link a file, which is only ever replaced; copy those written in place, and all where links are not to be had."""
    if not source.endswith(_WRITTEN_IN_PLACE):
        with contextlib.suppress(OSError):
            os.link(source, target)
            return
    shutil.copy2(source, target)


def publish(folder: Path, articles: int, corrections: str = "") -> IndexState:
    """Make the generation in `folder` the current one, durably and at once."""
    index = folder.parent
    (folder / STATE).unlink(missing_ok=True)
    before = _current_name(index)
    files = file_sums(folder, index / before if before else None, _sums(index, before))
    state = IndexState(folder.name, fingerprint(), articles, _now(), before, corrections, files)
    (folder / STATE).write_bytes(msgspec.json.format(msgspec.json.encode(state)))
    for root, _, names in os.walk(folder):
        for name in names:
            _sync(Path(root) / name)
        _sync(Path(root))
    pointer = index / f"{POINTER}.new"
    pointer.write_text(folder.name + "\n", encoding="ascii")
    _sync(pointer)
    pointer.replace(index / POINTER)
    _sync(index)
    remove_leftovers(index)
    return state


def _sums(index: Path, name: str | None) -> dict[str, FileSum]:
    """The sums of a generation; none where it cannot be read."""
    with contextlib.suppress(OSError, ValueError):
        return msgspec.json.decode((index / str(name) / STATE).read_bytes(), type=IndexState).files
    return {}


def verify(index: Path) -> IndexState:
    """Read every file of the current generation; its state where all are as they were written. Raises DamagedIndex."""
    state = current_state(index)
    if not state.files:
        raise DamagedIndex(f"{index / state.generation / STATE}: lists no files; {mend(index)}")
    _compare(index, state.generation, state.files)
    return state


def verify_replaced(folder: Path, base: IndexState) -> None:
    """Read the files of `base` that the new generation in `folder` has replaced: what it took over of them was right.

    Its other files are those of `base` and keep their sums, so that a damage of theirs stays to be found. Costs as much
    as the run has rewritten. Raises DamagedIndex.
    """
    index = folder.parent
    kept = linked(folder, index / base.generation, base.files)
    _compare(index, base.generation, {name: wanted for name, wanted in base.files.items() if name not in kept})


def _compare(index: Path, generation: str, files: Mapping[str, FileSum]) -> None:
    if found := list(damages(index / generation, files)):
        raise DamagedIndex("; ".join([f"{index / generation}: {', '.join(found)}", mend(index)]))


def remove_leftovers(index: Path) -> None:
    """Remove what killed runs and older generations left; the current one and the one before it stay."""
    current = _current_name(index)
    keep = {current, _previous_name(index, current)}
    for path in _generations(index):
        if path.name not in keep:
            shutil.rmtree(path, ignore_errors=True)
    (index / f"{POINTER}.new").unlink(missing_ok=True)


def _generations(index: Path) -> list[Path]:
    return [path for path in index.glob("g*") if _NAME.fullmatch(path.name)]


def _current_name(index: Path) -> str | None:
    """What the pointer names, whether it can be used or not."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return (index / POINTER).read_text(encoding="ascii").strip()
    return None


def _previous_name(index: Path, current: str | None) -> str | None:
    with contextlib.suppress(OSError, ValueError):
        return msgspec.json.decode((index / str(current) / STATE).read_bytes(), type=IndexState).previous
    return None


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
