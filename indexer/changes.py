"""What changed in a corpus since it was last read.

A file whose size and time of change are as recorded is not read again; any other file is hashed, and only if
its content differs are its articles compared one by one. The time is that of the last change of content or
permissions (ctime), which no program can set back.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from indexer.manifest import FileRecord, file_state, read_file_states, read_records
from indexer.model import RawPage, Remark, Skipped, Stamp
from indexer.read import list_files, read_file, refuse, shown

# A file changed this shortly before it was read may change again within the same tick of the file system's
# clock (2 s on FAT, the coarsest in use), so its time proves nothing.
_UNSETTLED_NS = 2_000_000_000
_NEW = FileRecord("", 0, 0, "", {}, ())


@dataclass
class Changes:
    """The difference between a corpus and its manifest.

    `unnamed`: files whose names are no text, so that nothing can be recorded of them.
    `touched`: records of files to read, as they will be once read, each beside the record of last time.
    `restamped`: records of files that are as they were, but whose recorded time was out of date.
    `removed` names articles that are gone; it and `read` are complete once `pages()` has been read to its end.
    """

    corpus: Path
    unnamed: list[Skipped] = field(default_factory=list)
    touched: list[tuple[FileRecord, FileRecord]] = field(default_factory=list)
    restamped: list[FileRecord] = field(default_factory=list)
    gone_files: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    read: list[FileRecord] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        """Is the index as the corpus wants it?"""
        return not (self.touched or self.gone_files)

    @property
    def expected(self) -> int:
        """About how many articles will be read: for a progress bar."""
        return sum(max(1, len(before.articles)) for _, before in self.touched)

    def indexed_before(self) -> set[str]:
        """Articles of the touched files that are in the index now."""
        return {name for _, before in self.touched for name in _indexed(before)}

    def pages(self) -> Iterator[RawPage]:
        """Yield every article that is new or differs from last time."""
        for record, before in self.touched:
            articles: dict[str, str] = {}
            reasons = {item.path: item for item in before.skipped}
            skipped: list[Skipped] = []
            remarks: list[Remark] = []
            for raw in read_file(self.corpus, record.path):
                if isinstance(raw, Skipped):
                    skipped.append(raw)
                    continue
                articles[raw.id] = digest = _digest_page(raw)
                remarks += _remarks(raw)
                if before.articles.get(raw.id) != digest:
                    yield raw
                elif raw.id in reasons:
                    skipped.append(reasons[raw.id])
            self.removed.extend(name for name in _indexed(before) if name not in articles)
            found = replace(record, articles=articles, skipped=tuple(skipped), remarks=tuple(remarks))
            self.read.append(found)

    def records(self, skipped: list[Skipped]) -> list[FileRecord]:
        """The manifest rows of everything read in this run; `skipped` is what the cleaner found no article in."""
        file_of = {name: record.path for record in self.read for name in record.articles}
        reasons: dict[str, list[Skipped]] = {}
        for item in skipped:
            reasons.setdefault(file_of[item.path], []).append(item)
        return [
            replace(record, skipped=(*record.skipped, *reasons.get(record.path, ()))) for record in self.read
        ] + self.restamped


def _remarks(raw: RawPage) -> tuple[Remark, ...]:
    """What was not understood of a line: by the reader, or as a day of publication."""
    if raw.published is None:
        return raw.remarks
    from indexer.extract.stamps import read_stamps  # half of the patterns of extraction: not for looking at files

    if read_stamps((Stamp(raw.published, "meta"),)):
        return raw.remarks
    reason = '"published" is no day such as 2021-09-28: left out'
    return (*raw.remarks, Remark(raw.id, reason, shown(raw.published)))


def _indexed(record: FileRecord) -> list[str]:
    left_out = {item.path for item in record.skipped}
    return [name for name in record.articles if name not in left_out]


def compare(corpus: Path, base: Path | None) -> Changes:
    """Find what changed since the generation in the folder `base`; without one everything is new.

    Reads only files whose size or time differ. Raises CorpusError, DamagedIndex.
    """
    changes = Changes(corpus)
    states = read_file_states(base) if base else {}
    differing: list[str] = []
    folder, settled = str(corpus), time.time_ns() - _UNSETTLED_NS
    for path in list_files(corpus):
        before = states.get(path)
        if before is not None and _as_recorded(before, f"{folder}/{path}", settled):
            del states[path]
        else:
            differing.append(path)
    # What is left was another file, or is gone.
    records = {record.path: record for record in read_records(base, states)} if base and states else {}
    for path in differing:
        _look_into(changes, path, records.pop(path, None))
    for record in records.values():
        changes.gone_files.append(record.path)
        changes.removed.extend(_indexed(record))
    return changes


def _look_into(changes: Changes, path: str, before: FileRecord | None) -> None:
    """Note a file that is new, or has another size or time than in its record."""
    if not _is_text(path):
        changes.unnamed += [item for item in read_file(changes.corpus, path) if isinstance(item, Skipped)]
        return
    now = replace(_stamp(changes.corpus, path), digest=_digest_file(changes.corpus, path))
    if before and before.digest == now.digest:
        changes.restamped.append(replace(before, changed_ns=now.changed_ns))
    else:
        changes.touched.append((now, before or _NEW))


def _as_recorded(before: str, path: str, settled: int) -> bool:
    """Whether a file has the size and time of its record, and had them before the time `settled`.

    The path is text: to make a Path of each of 100,000 takes longer than to look at the files.
    """
    try:
        stat = os.stat(path)
    except OSError:
        return False
    return stat.st_ctime_ns < settled and file_state(stat.st_size, stat.st_ctime_ns) == before


def _stamp(corpus: Path, path: str) -> FileRecord:
    """A record with size and time only; both 0 for a file that cannot be looked at (reading it says why)."""
    try:
        stat = (corpus / path).stat()
    except OSError:
        return replace(_NEW, path=path)
    settled = time.time_ns() - stat.st_ctime_ns > _UNSETTLED_NS
    return FileRecord(path, stat.st_size, stat.st_ctime_ns if settled else 0, "", {}, ())


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _digest_file(corpus: Path, path: str) -> str:
    """A hash of the content; of the reason for a file that must not or cannot be read."""
    digest = hashlib.blake2b(digest_size=16)
    try:
        if refusal := refuse(corpus, path):
            return refusal
        with (corpus / path).open("rb") as handle:
            while block := handle.read(1 << 20):
                digest.update(block)
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead to each other
        digest.update(str(getattr(error, "errno", error)).encode())
    return digest.hexdigest()


def _digest_page(raw: RawPage) -> str:
    data = raw.data if isinstance(raw.data, bytes) else raw.data.encode("utf-8", "surrogatepass")
    parts = (raw.kind, raw.url or "", raw.title or "", raw.published or "")
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass") + data, digest_size=16).hexdigest()
