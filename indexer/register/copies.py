"""Articles that are publications of one text: a ward's article reposted by its district, with small changes.

Two texts are copies where the Jaccard similarity of their four-syllable shingles, estimated by MinHash, is at least
LEAST_SIMILAR. Measured on the sample corpus: a reworked repost has 0.47 (estimated 0.40), the next pair 0.08; the
bound lies between.
Nothing is dropped: a group says who published first. Kept beside the index: `copies` with the signatures, in a file
that stays as it is, `copies.recent` with those that are newer, and `copies.pairs` with what was found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.arrays.files import Array, ArrayWriter, open_arrays
from indexer.arrays.strings import Strings, string_arrays
from indexer.errors import REBUILD, DamagedIndex
from indexer.model import Article
from indexer.register.alike import alike
from indexer.register.signature import PERMUTATIONS, Hashes, signature

NAME, RECENT, PAIRS = "copies", "copies.recent", "copies.pairs"
# The recent signatures are written anew at every run, up to so many or this share of all.
LEAST_RECENT, RECENT_SHARE = 1000, 0.02
_DAY = 10


class _Found(msgspec.Struct):
    """Pairs of copies, and the days of the articles among them; `gone` are articles whose lasting signature is void."""

    pairs: list[tuple[str, str]]
    days: dict[str, str]
    gone: list[str]


class _Signed:
    """Signatures by article id, mapped from a file or in memory. Rows are in order of ids."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self.ids = Strings(dict(arrays), "ids")
        self.hashes: Hashes = arrays["hashes"].reshape(-1, PERMUTATIONS)
        self._days = arrays["days"].reshape(-1, _DAY)

    def day(self, row: int) -> str:
        day: bytes = self._days[row].tobytes()
        return day.rstrip(b"\0").decode("ascii")

    def rows(self) -> Iterator[tuple[str, tuple[Hashes, str]]]:
        for row, name in enumerate(self.ids):
            yield name, (self.hashes[row], self.day(row))


class CopiesWriter:
    """Takes articles in and out; `finish` finds the copies among them and writes everything. 0.5 KB an article."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._new: dict[str, tuple[Hashes, str]] = {}
        self._gone: set[str] = set()

    def add(self, article: Article) -> None:
        """Take an article in, new or again."""
        self.remove(article.id)
        if (hashes := signature(article.body)) is not None:
            found = article.published or article.event_date
            self._new[article.id] = hashes, found.value if found else ""

    def remove(self, article_id: str) -> None:
        """Take the article of that id out, where there is one."""
        self._gone.add(article_id)
        self._new.pop(article_id, None)

    def finish(self) -> None:
        """Write what copies there are now."""
        lasting, recent, found = _read(self._folder)
        kept = {name: row for name, row in recent.rows() if name not in self._gone}
        newer = _Signed(_arrays({**kept, **self._new}))
        void = {*found.gone, *(name for name in self._gone if name in lasting.ids)}
        pairs = [pair for pair in found.pairs if self._gone.isdisjoint(pair)]
        pairs += self._pairs(lasting, newer, void)
        days = {name: self._day(name, newer, lasting) for pair in pairs for name in pair}
        if len(newer.ids) + len(void) > max(LEAST_RECENT, len(lasting.ids) * RECENT_SHARE) or not len(lasting.ids):
            whole = {name: row for name, row in lasting.rows() if name not in void} | dict(newer.rows())
            _write(self._folder / NAME, _arrays(whole))
            (self._folder / RECENT).unlink(missing_ok=True)
            void = set()
        else:
            _write(self._folder / RECENT, _arrays(dict(newer.rows())))
        _keep(self._folder / PAIRS, _Found(pairs, days, sorted(void)))

    def _pairs(self, lasting: _Signed, newer: _Signed, void: set[str]) -> Iterator[tuple[str, str]]:
        """The pairs of which one at least is of this run."""
        for one, other in alike(newer.hashes, newer.hashes):
            if one < other and (newer.ids[one] in self._new or newer.ids[other] in self._new):
                yield newer.ids[one], newer.ids[other]
        rows = [row for row, name in enumerate(newer.ids) if name in self._new]
        for one, other in alike(newer.hashes[rows], lasting.hashes):
            if (name := lasting.ids[other]) not in void:
                yield newer.ids[rows[one]], name

    def _day(self, name: str, newer: _Signed, lasting: _Signed) -> str:
        row = newer.ids.find(name)
        return newer.day(row) if row >= 0 else lasting.day(lasting.ids.find(name))


def update_copies(folder: Path, articles: Iterable[Article], gone: Iterable[str]) -> None:
    """Take `articles` in, new or again, and the `gone` ids out."""
    writer = CopiesWriter(folder)
    for article_id in gone:
        writer.remove(article_id)
    for article in articles:
        writer.add(article)
    writer.finish()


def read_groups(folder: Path) -> dict[str, str]:
    """The articles that have copies, each with the first published of its group (by day, then by id)."""
    found = _read_found(folder)
    groups = _joined(found.pairs)
    members: dict[str, list[str]] = defaultdict(list)
    for article, root in groups.items():
        members[root].append(article)
    first = {root: min(same, key=lambda name: (found.days[name] or "9999", name)) for root, same in members.items()}
    return {article: first[root] for article, root in groups.items()}


def _joined(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Every article of the pairs with a root that all articles linked to it share."""
    root: dict[str, str] = {}

    def find(name: str) -> str:
        while root.setdefault(name, name) != name:
            root[name] = name = root[root[name]]
        return name

    for one, other in pairs:
        root[find(one)] = find(other)
    return {name: find(name) for name in root}


# --- files ----------------------------------------------------------------------------------------
def _read(folder: Path) -> tuple[_Signed, _Signed, _Found]:
    layers = [open_arrays(path) if (path := folder / name).exists() else _arrays({}) for name in (NAME, RECENT)]
    try:
        return _Signed(layers[0]), _Signed(layers[1]), _read_found(folder)
    except (LookupError, ValueError) as error:
        raise DamagedIndex(f"{folder / NAME}: {error!r}; {REBUILD}") from error


def _read_found(folder: Path) -> _Found:
    path = folder / PAIRS
    if not path.exists():
        return _Found([], {}, [])
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=_Found)
    except (OSError, ValueError) as error:
        raise DamagedIndex(f"{path}: cannot be read ({error}); {REBUILD}") from error


def _arrays(rows: Mapping[str, tuple[Hashes, str]]) -> dict[str, Array]:
    ids = sorted(rows)
    hashes: npt.NDArray[np.uint16] = np.empty((len(ids), PERMUTATIONS), np.uint16)
    for row, name in enumerate(ids):
        hashes[row] = rows[name][0]
    days = b"".join(rows[name][1].encode("ascii")[:_DAY].ljust(_DAY, b"\0") for name in ids)
    return {
        **string_arrays("ids", [name.encode() for name in ids]),
        "hashes": hashes.ravel(),
        "days": np.frombuffer(days, np.uint8),
    }


def _write(path: Path, arrays: Mapping[str, Array]) -> None:
    with ArrayWriter(path) as out:
        out.append_all(arrays)


def _keep(path: Path, found: _Found) -> None:
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(msgspec.msgpack.encode(found))
    new.replace(path)
