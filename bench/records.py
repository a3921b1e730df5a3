"""Articles as every engine gets them: ready tokens and metadata, one a line of the corpus file that `corpus` makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Record:
    """An article as engines get it. `title_terms` and `body_terms` are tokens parted by blanks; `day` since 1970."""

    id: str
    title: str
    unit: str
    day: int
    officials: tuple[str, ...]
    title_terms: str
    body_terms: str

    @property
    def year(self) -> int:
        """The year of `day`."""
        return date.fromordinal(self.day + _EPOCH).year


def read_records(path: Path, count: int | None = None, start: int = 0) -> Iterator[Record]:
    """Yield `count` articles of a corpus file from number `start` on; all where `count` is None."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if count is not None and number >= start + count:
                return
            if number >= start:
                name, title, unit, day, officials, title_terms, body_terms = line.rstrip("\n").split("\t")
                people = tuple(officials.split("|")) if officials else ()
                yield Record(name, title, unit, int(day), people, title_terms, body_terms)
