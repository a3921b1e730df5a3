"""Named arrays in one file that is written once, in order, and then only mapped into memory.

    magic | section, section, ... each at a multiple of 64 bytes | directory (JSON) | its place and length | magic

Reading costs nothing until a page is touched; what the file holds is never run. Writing holds a few megabytes: each
section grows in a spooled temporary file.
"""

from __future__ import annotations

import mmap
import os
import shutil
import struct
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.errors import REBUILD, DamagedIndex

Array = npt.NDArray[Any]

MAGIC = b"tracuu1\n"
_TAIL = struct.Struct("<QQ8s")
_ALIGNMENT = 64
# A section stays in memory up to this many bytes while it is written.
_SPOOLED = 4 * 1024 * 1024


class Section(msgspec.Struct, frozen=True, array_like=True):
    """Where an array lies in the file: NumPy type string, number of values, first byte."""

    kind: str
    count: int
    start: int


class ArrayWriter:
    """Writes a file of named arrays, each given in one or more pieces of one type. Use as a context.

    The file appears at `path` only when the context ends without an error.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sections: dict[str, tuple[np.dtype[Any], tempfile.SpooledTemporaryFile[bytes]]] = {}

    def append(self, name: str, values: Array) -> None:
        """Add `values` at the end of the array `name`; the first piece decides its type."""
        if values.dtype.hasobject:
            raise TypeError(f"{name}: only numbers can be written")
        if name not in self._sections:
            # Closed in __exit__, with the others.
            new = tempfile.SpooledTemporaryFile(_SPOOLED, dir=str(self._path.parent))  # noqa: SIM115
            self._sections[name] = np.dtype(values.dtype), new
        kind, spool = self._sections[name]
        spool.write(np.ascontiguousarray(values, kind).data)

    def append_all(self, arrays: Mapping[str, Array]) -> None:
        """Add a piece to each of several arrays."""
        for name, values in arrays.items():
            self.append(name, values)

    def __enter__(self) -> ArrayWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        try:
            if kind is None:
                self._write()
        finally:
            for _kind, spool in self._sections.values():
                spool.close()

    def _write(self) -> None:
        new = self._path.with_name(self._path.name + ".new")
        try:
            with new.open("wb") as out:
                out.write(MAGIC)
                directory = {name: _copy(spool, kind, out) for name, (kind, spool) in self._sections.items()}
                place = out.tell()
                out.write(packed := msgspec.json.encode(directory))
                out.write(_TAIL.pack(place, len(packed), MAGIC))
            new.replace(self._path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise


def _copy(spool: tempfile.SpooledTemporaryFile[bytes], kind: np.dtype[Any], out: IO[bytes]) -> Section:
    out.write(b"\0" * (-out.tell() % _ALIGNMENT))
    section = Section(kind.str, spool.tell() // kind.itemsize, out.tell())
    spool.seek(0)
    shutil.copyfileobj(spool, out, 1024 * 1024)
    return section


def open_arrays(path: Path) -> dict[str, Array]:
    """All arrays of a file, mapped and read-only. Raises DamagedIndex where it is not as it was written."""
    try:
        with path.open("rb") as handle:
            size = os.fstat(handle.fileno()).st_size
            if size < len(MAGIC) + _TAIL.size:
                raise ValueError("too short")
            whole = np.frombuffer(mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ), np.uint8)
        place, length, magic = _TAIL.unpack(whole[-_TAIL.size :].tobytes())
        if magic != MAGIC or whole[: len(MAGIC)].tobytes() != MAGIC or place + length + _TAIL.size != size:
            raise ValueError("cut, or not a file of arrays")
        directory = msgspec.json.decode(whole[place : place + length].data, type=dict[str, Section])
        return {name: _section(whole[:place], section) for name, section in directory.items()}
    except (OSError, ValueError, TypeError) as error:
        raise DamagedIndex(f"{path}: cannot be read ({error}); {REBUILD}") from error


def release(part: Array) -> None:
    """Give back the memory that the file holds which `part` is mapped from; it is read anew where it is used again."""
    base: object = part
    while isinstance(base, np.ndarray):
        base = base.base
    if isinstance(base, memoryview) and isinstance(base.obj, mmap.mmap):
        base.obj.madvise(mmap.MADV_DONTNEED)


def _section(whole: Array, section: Section) -> Array:
    kind = np.dtype(section.kind)
    end = section.start + section.count * kind.itemsize
    if kind.hasobject or end > len(whole):
        raise ValueError("a section lies outside of the file")
    return whole[section.start : end].view(kind)
