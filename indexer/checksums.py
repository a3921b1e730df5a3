"""Size and checksum of every file of a generation, so that damage is noticed.

CRC-32 (ISO 3309, as in zip and gzip): for accidents of disks and copies, not against an attacker, whom the owner and
the rights of the folder keep out (see `store.py`).
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

_BLOCK = 1024 * 1024


class FileSum(msgspec.Struct, frozen=True, array_like=True):
    """Bytes of a file and the CRC-32 over them."""

    size: int
    crc: int


def file_sums(folder: Path, before: Path | None, known: Mapping[str, FileSum]) -> dict[str, FileSum]:
    """The sums of all files below `folder`, by their path in it; those of links to files of `before` are `known`."""
    same = linked(folder, before, known) if before else set()
    sums = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        sums[name] = known[name] if name in same else FileSum(path.stat().st_size, _crc(path))
    return sums


def linked(folder: Path, before: Path, names: Iterable[str]) -> set[str]:
    """Which of these files of `before` are one with the file of that name in `folder`."""
    return {name for name in names if _same_file(folder / name, before / name)}


def damages(folder: Path, sums: Mapping[str, FileSum]) -> Iterator[str]:
    """Yield a line for every file that is not as it was written."""
    for name, wanted in sums.items():
        path = folder / name
        try:
            size = path.stat().st_size
            if size != wanted.size:
                yield f"{name}: {size} bytes instead of {wanted.size}"
            elif _crc(path) != wanted.crc:
                yield f"{name}: its bytes are not those that were written"
        except OSError as error:
            yield f"{name}: {error.strerror or error}"


def _same_file(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def _crc(path: Path) -> int:
    crc = 0
    with path.open("rb") as handle:
        while block := handle.read(_BLOCK):
            crc = zlib.crc32(block, crc)
    return crc
