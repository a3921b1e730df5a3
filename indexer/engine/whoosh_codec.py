"""Whoosh's extension point for storage: segments of arrays that Whoosh opens, reads, deletes from and writes.

With this project installed `whoosh.index.open_dir` opens the index, and Whoosh's own searcher runs on it through the
readers below; our engine reads the same files directly. Documents added through Whoosh's writer one by one are
gathered and written as a segment of the same format.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import columns, fields, formats, matching, reading
from whoosh.codec import base
from whoosh.util.text import utf8encode

from indexer.engine.field_postings import Sparse
from indexer.engine.inverter import LAST_POSITION, Inverter
from indexer.engine.matches import ALL_FIELDS
from indexer.engine.segment import NO_DATE, SUFFIX, SegmentArrays
from indexer.engine.stored import unpack
from indexer.fields import FACET_NAMES
from indexer.model import Entry, Term, TermColumns

# Between the values of one article in a column. Not a comma: "Sở Văn hóa, Thể thao và Du lịch" has one.
SEPARATOR = "\x1f"


class TermsField(fields.FieldType):  # type: ignore[misc]  # whoosh has no types
    """A Whoosh field that takes `Term`s as they are: no analyzer, positions kept."""

    def __init__(self) -> None:
        super().__init__(formats.Positions(), None, scorable=True)

    def index(self, value: Iterable[Term], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, frequency, weight, encoded positions) for each distinct term."""
        positions: dict[str, list[int]] = defaultdict(list)
        for term in value:
            positions[term.text].append(min(term.position, LAST_POSITION))
        for text, places in positions.items():
            yield utf8encode(text)[0], len(places), float(len(places)), self.format.encode(sorted(places))


def schema() -> fields.Schema:
    """The fields as Whoosh knows them: `id`, `article`, `day`, `text_*` for texts, `facet_*` for facets."""
    made = fields.Schema(
        id=fields.ID(unique=True),
        article=fields.STORED,
        day=fields.COLUMN(columns.NumericColumn("i", default=NO_DATE)),
    )
    for name in ALL_FIELDS:
        made.add(f"text_{name}", TermsField())
    for name in FACET_NAMES:
        made.add(f"facet_{name}", fields.COLUMN(columns.VarBytesColumn()))
    return made


class ArraySegment(base.Segment):  # type: ignore[misc]
    """A segment as Whoosh's table of contents keeps it: its name, its size and its dead documents."""

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self._size = 0
        self._dead: set[int] = set()

    def codec(self) -> ArrayCodec:
        return ArrayCodec()

    def set_doc_count(self, dc: int) -> None:
        self._size = dc

    def doc_count_all(self) -> int:
        return self._size

    def deleted_count(self) -> int:
        return len(self._dead)

    def deleted_docs(self) -> Iterator[int]:
        return iter(sorted(self._dead))

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        (self._dead.add if delete else self._dead.discard)(docnum)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._dead

    def should_assemble(self) -> bool:
        return False

    def path_in(self, storage: Any) -> Path:
        """The segment's file."""
        return Path(storage.folder, self.make_filename(SUFFIX))


class ArrayCodec(base.Codec):  # type: ignore[misc]
    """The codec: every segment is one file of arrays."""

    length_stats = False

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:
        return ArraySegment(indexname)

    def per_document_writer(self, storage: Any, segment: ArraySegment) -> _DocumentWriter:
        return _DocumentWriter(segment)

    def field_writer(self, storage: Any, segment: ArraySegment) -> _FieldWriter:
        return _FieldWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: ArraySegment) -> _TermsReader:
        return _TermsReader(SegmentArrays(segment.path_in(storage)))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> _DocumentReader:
        return _DocumentReader(SegmentArrays(segment.path_in(storage)), segment)


# --- writing, one document at a time --------------------------------------------------------------
class _DocumentWriter(base.PerDocumentWriter):  # type: ignore[misc]
    """Keeps what each document stores; the segment is written once its terms are known, by `_FieldWriter`."""

    def __init__(self, segment: ArraySegment) -> None:
        self.documents: list[dict[str, Any]] = []
        self.is_closed = False
        segment.gathered = self.documents

    def start_doc(self, docnum: int) -> None:
        self.documents.append({})

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:
        if value is not None:
            self.documents[-1][fieldname] = value

    def add_column_value(self, fieldname: str, columnobj: Any, value: Any) -> None:
        self.documents[-1][fieldname] = value

    def cancel_doc(self) -> None:
        self.documents.pop()

    def close(self) -> None:
        self.is_closed = True


class _FieldWriter(base.FieldWriter):  # type: ignore[misc]
    """Gathers postings as Whoosh sorts them, and gives them back to the inverter document by document."""

    def __init__(self, storage: Any, segment: ArraySegment) -> None:
        self._storage, self._segment = storage, segment
        self._found: dict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
        self._names: dict[int, str] = {}
        self._field, self._text, self._decode = "", "", formats.Positions().decode_positions
        self._committed = self.is_closed = False

    def add_postings(self, schema: fields.Schema, lengths: Any, items: Any) -> None:
        """Take all postings; a writer that is cancelled never calls this."""
        self._committed = True
        super().add_postings(schema, lengths, items)

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        self._field = fieldname

    def start_term(self, text: bytes) -> None:
        self._text = text.decode()

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int) -> None:
        if self._field == "id":
            self._names[docnum] = self._text
        else:
            terms = self._found[docnum, self._field.removeprefix("text_")]
            terms += [(position, self._text) for position in self._decode(vbytes)]

    def finish_term(self) -> None:
        """Nothing is left to do for a term."""

    def close(self) -> None:
        if self._committed:
            inverter = Inverter()
            for number, document in enumerate(self._segment.__dict__.pop("gathered", [])):
                inverter.add(self._entry(number, document), document["article"])
            inverter.write(self._segment.path_in(self._storage))
        self.is_closed = True

    def _entry(self, number: int, document: dict[str, Any]) -> Entry:
        terms = {name: sorted(self._found.pop((number, name), ())) for name in ALL_FIELDS}
        columns_of = {
            name: TermColumns([text for _, text in found], [position for position, _ in found])
            for name, found in terms.items()
        }
        facets = {name: document.get(f"facet_{name}", b"").decode().split(SEPARATOR) for name in FACET_NAMES}
        stated = {name: tuple(values) for name, values in facets.items() if values != [""]}
        day = document.get("day", NO_DATE)
        return Entry(
            self._names[number], columns_of, stated, None if day == NO_DATE else day, unpack(document["article"])
        )


# --- reading --------------------------------------------------------------------------------------
class _TermsReader(base.TermsReader):  # type: ignore[misc]
    """The terms of a segment by Whoosh's field names, in order, with their postings."""

    def __init__(self, segment: SegmentArrays) -> None:
        self._segment = segment

    def _texts(self, fieldname: str) -> list[bytes]:
        if fieldname == "id":
            return self._segment.names.raw()
        texts = self._segment.terms.raw()
        return [texts[number] for number in self._segment.fields[fieldname.removeprefix("text_")].terms.tolist()]

    def indexed_field_names(self) -> list[str]:
        """Fields that have terms, in order."""
        filled = [f"text_{name}" for name in ALL_FIELDS if len(self._segment.fields[name].terms)]
        return sorted(["id", *filled])

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        fieldname, text = term
        if fieldname == "id":
            return self._segment.names.find(text.decode()) >= 0
        return fieldname in self.indexed_field_names() and self._row(fieldname, text) >= 0

    def _row(self, fieldname: str, text: bytes) -> int:
        number = self._segment.terms.find(text.decode())
        return -1 if number < 0 else self._segment.fields[fieldname.removeprefix("text_")].place_of(number)

    def cursor(self, fieldname: str, fieldobj: Any) -> _Cursor:
        return _Cursor([fieldobj.from_bytes(text) for text in self._texts(fieldname)])

    def terms(self) -> Iterator[tuple[str, bytes]]:
        return ((name, text) for name in self.indexed_field_names() for text in self._texts(name))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        return ((name, text) for name, text in self.terms() if (name, text) >= (fieldname, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], Any]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], Any]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def _postings(self, fieldname: str, text: bytes) -> tuple[list[int], list[float]]:
        if fieldname == "id":
            number = self._segment.number_of(text.decode())
            if number < 0:
                raise KeyError((fieldname, text))  # which Whoosh's reader makes TermNotFound or 0 of
            return [number], [1.0]
        row = self._row(fieldname, text)
        if row < 0:
            raise KeyError((fieldname, text))
        read = self._segment.fields[fieldname.removeprefix("text_")].read(row)
        if not isinstance(read, Sparse):
            ids = np.flatnonzero(read.counts)
            read = Sparse(ids, read.counts[ids])
        return read.articles.tolist(), read.counts.astype(float).tolist()

    def term_info(self, fieldname: str, text: bytes) -> Any:
        ids, weights = self._postings(fieldname, text)
        lengths = [1]
        if fieldname != "id":
            lengths = self._segment.lengths(fieldname.removeprefix("text_"))[ids].tolist()
        return reading.TermInfo(
            sum(weights), len(ids), min(lengths), max(lengths), max(weights), minid=ids[0], maxid=ids[-1]
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        return sum(self._postings(fieldname, text)[1])

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return len(self._postings(fieldname, text)[0])

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> Any:
        """The postings of a term for Whoosh to walk over. Raises TermNotFound."""
        if (fieldname, text) not in self:
            raise reading.TermNotFound(f"No term {fieldname}:{text!r}")
        ids, weights = self._postings(fieldname, text)
        values = [b""] if fieldname == "id" else list(self._values(fieldname, text, weights, format_))
        return matching.ListMatcher(
            ids,
            weights,
            values,
            format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def _values(self, fieldname: str, text: bytes, counts: list[float], format_: Any) -> Iterator[bytes]:
        field = self._segment.fields[fieldname.removeprefix("text_")]
        positions = field.read_positions(self._row(fieldname, text)).tolist()
        at = 0
        for count in counts:
            yield format_.encode(positions[at : at + int(count)])
            at += int(count)


class _Cursor(base.FieldCursor):  # type: ignore[misc]
    """Walks over the terms of one field."""

    def __init__(self, texts: list[str]) -> None:
        self._texts, self._at = texts, 0

    def first(self) -> str | None:
        self._at = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        self._at = bisect_left(self._texts, term.decode() if isinstance(term, bytes) else term)
        return self.text()

    def next(self) -> str | None:
        self._at += 1
        return self.text()

    def text(self) -> str | None:
        return self._texts[self._at] if self.is_valid() else None

    def is_valid(self) -> bool:
        return self._at < len(self._texts)


class _Column:
    """The values of one column by document number, as Whoosh keeps them."""

    def __init__(self, values: list[Any]) -> None:
        self._values = values

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, number: int) -> Any:
        return self._values[number]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def sort_key(self, number: int) -> Any:
        return self._values[number]

    def load(self) -> list[Any]:
        return self._values


class _DocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    """What a segment has document by document."""

    def __init__(self, arrays: SegmentArrays, segment: ArraySegment) -> None:
        self._arrays, self._segment = arrays, segment

    def doc_count(self) -> int:
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        return self._segment.doc_count_all()

    def has_deletions(self) -> bool:
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        return self._segment.deleted_docs()

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname == "day" or fieldname.startswith("facet_")

    def list_columns(self) -> list[str]:
        """The names of all columns."""
        return ["day", *(f"facet_{name}" for name in FACET_NAMES)]

    def column_reader(self, fieldname: str, column: Any) -> _Column:
        if fieldname == "day":
            return _Column(self._arrays.days.tolist())
        facet = self._arrays.facets[fieldname.removeprefix("facet_")]
        values, codes = facet.values[:], facet.codes.tolist()
        first, lengths = facet.span(np.arange(facet.size))
        spans = [codes[at : at + length] for at, length in zip(first.tolist(), lengths.tolist(), strict=True)]
        return _Column([SEPARATOR.join(values[code] for code in span).encode() for span in spans])

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        name = fieldname.removeprefix("text_")
        return int(self._arrays.lengths(name)[docnum]) if name in ALL_FIELDS else default

    def _lengths(self, fieldname: str) -> Any:
        return self._arrays.lengths(fieldname.removeprefix("text_")) if fieldname.startswith("text_") else np.ones(1)

    def field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).sum()) if fieldname.startswith("text_") else 0

    def min_field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).min())

    def max_field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).max())

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        return {"article": self._arrays.stored(docnum)}
