"""The words of the interface. Templates and views name a message in English; readers see it in Vietnamese.

The messages are the keys of `vietnamese.MESSAGES`, so that a second language is a second table.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from indexer.fields import FACETS, TEXT_FIELDS
from indexer.query import Reason
from searchweb.vietnamese import MESSAGES

_LABELS = {field.name: field.label for field in (*TEXT_FIELDS, *FACETS)}
_REASONS: dict[Reason, str] = {
    "exact": "reason exact",
    "unaccented": "reason unaccented",
    "telex": "reason telex",
    "abbreviation": "reason abbreviation",
    "synonym": "reason synonym",
    "prefix": "reason prefix",
    "fuzzy": "reason fuzzy",
    "compound": "reason compound",
}


def translate(message: str, /, **values: object) -> str:
    """The message in the reader's language, with `{name}` replaced by `values`. Raises KeyError if unknown."""
    return MESSAGES[message].format(**values)


def show_label(name: str) -> str:
    """A field or a facet for readers. Raises KeyError if unknown."""
    return _LABELS[name]


def show_reason(reason: Reason) -> str:
    """Why a term of the index stood for what was typed."""
    return translate(_REASONS[reason])


def show_number(number: int) -> str:
    """12345 as Vietnamese write it: "12.345"."""
    return f"{number:,}".replace(",", ".")


def show_milliseconds(milliseconds: float) -> str:
    """A duration as Vietnamese write it: "0,4", "12"; whole from 10 ms on."""
    return show_number(round(milliseconds)) if milliseconds >= 10 else f"{milliseconds:.1f}".replace(".", ",")


def show_moment(moment: str) -> str:
    """An ISO time as "28/09/2021 14:05", in the zone it is given in, "UTC" behind it there; else as it is."""
    try:
        when = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return when.strftime("%d/%m/%Y %H:%M") + (" UTC" if when.utcoffset() == timedelta(0) else "")


def show_day(day: str) -> str:
    """A full or partial ISO date as Vietnamese write it: "28/09/2021", "tháng 9/2021", "năm 2021"."""
    parts = day.split("-")
    if not all(part.isdigit() for part in parts):
        return day
    if len(parts) == 3:
        return f"{parts[2]}/{parts[1]}/{parts[0]}"
    if len(parts) == 2:
        return f"tháng {int(parts[1])}/{parts[0]}"
    return f"năm {parts[0]}"
