"""The words of the interface. Templates and views name a message in English; readers see it in their language.

`translate` and `translate_count` are `t` and `tn` in templates. A message that is chosen at run time is named by
`message` where it is written down, so that `script/messages` finds it for the catalogs.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from markupsafe import Markup, escape

from indexer.fields import FACETS, TEXT_FIELDS
from indexer.history import What
from indexer.model import PostStatus
from indexer.query import Reason
from searchweb.catalogs import DEFAULT, Catalogs, language

_CATALOGS = Catalogs()


def message(text: str) -> str:
    """The text as it is: a mark for a message that is translated elsewhere."""
    return text


_REASONS: dict[Reason, str] = {
    "exact": message("exactly as typed"),
    "unaccented": message("typed without accents"),
    "telex": message("read as Telex or VNI"),
    "abbreviation": message("abbreviation"),
    "synonym": message("same meaning"),
    "prefix": message("begins like this"),
    "fuzzy": message("similar spelling"),
    "compound": message("compound word"),
}
# Vietnamese ones stand with the fields.
_LABELS = {field.name: field.label for field in (*TEXT_FIELDS, *FACETS)}
_ENGLISH_LABELS = {
    "title": "Title",
    "body": "Text",
    "officials": "Officials",
    "days": "Date",
    "unit": "Unit",
    "year": "Year",
    "official": "Official",
    "month": "Month",
    "place": "Place as published",
    "place_now": "Place today",
    "kind": "Kind of unit",
    "position": "Post",
    "topic": "Topic",
    "document": "Document",
    "text_kind": "Kind of article",
}
_STATUSES: dict[PostStatus, str] = {
    "acting": message("acting"),
    "former": message("former"),
    "incoming": message("incoming"),
    "outgoing": message("outgoing"),
}
_CHANGES: dict[What, str] = {"added": message("added"), "changed": message("changed"), "removed": message("removed")}
# Points for commas and the other way round.
_SWAPPED = str.maketrans(".,", ",.")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def translate(text: str, /, **values: object) -> str:
    """The message in the reader's language, with `{name}` replaced by `values`; a whole number as readers write it."""
    return _filled(_CATALOGS.get_translations().gettext(text), values)


def translate_count(one: str, many: str, count: int, /, **values: object) -> str:
    """`one` or `many` in the reader's language, as `count` asks for, which is `{count}` in them."""
    return _filled(_CATALOGS.get_translations().ngettext(one, many, count), {"count": count, **values})


def _filled(said: str, values: dict[str, object]) -> str:
    if not values:
        return said
    shown = {name: show_number(value) if isinstance(value, int) else value for name, value in values.items()}
    # A value that is markup makes the whole markup; `escape` keeps the braces.
    safe = any(isinstance(value, Markup) for value in values.values())
    return escape(said).format(**shown) if safe else said.format(**shown)


def show_label(name: str) -> str:
    """A field or a facet for readers. Raises KeyError if unknown."""
    return _LABELS[name] if language() == DEFAULT else english_label(name)


def english_label(name: str) -> str:
    """A field or a facet for programmers and for English readers. Raises KeyError if unknown."""
    return _ENGLISH_LABELS[name]


def show_reason(reason: Reason) -> str:
    """Why a term of the index stood for what was typed."""
    return translate(_REASONS[reason])


def show_status(status: PostStatus) -> str:
    """How a post is held, other than as the present one."""
    return translate(_STATUSES[status])


def show_change(what: What) -> str:
    """What became of an article in the collection."""
    return translate(_CHANGES[what])


def show_number(number: int) -> str:
    """12345 as readers write it: "12.345", in English "12,345"."""
    written = f"{number:,}"
    return written.replace(",", ".") if language() == DEFAULT else written


def show_articles(count: int) -> Markup:
    """A count of articles where the page shows its number alone: the word is for those who hear the page."""
    word = escape(translate_count("article", "articles", count))
    return Markup(f'{show_number(count)}<span class="hidden"> {word}</span>')  # noqa: S704 - a number and an escaped word


def show_decimal(number: float) -> str:
    """1.5 as readers write it: "1,5", in English "1.5"; two places at most, below 1 as many as it needs."""
    written = f"{number:g}" if abs(number) < 1 else f"{number:,.2f}".rstrip("0").rstrip(".")
    return written.translate(_SWAPPED) if language() == DEFAULT else written


def show_milliseconds(milliseconds: float) -> str:
    """A duration as readers write it: "0,4", "12"; whole from 10 ms on."""
    if milliseconds >= 10:
        return show_number(round(milliseconds))
    written = f"{milliseconds:.1f}"
    return written.translate(_SWAPPED) if language() == DEFAULT else written


def show_moment(moment: str) -> str:
    """An ISO time as "28/9/2021 14:05", in English "28 Sep 2021 14:05", in the zone it is given in, "UTC" behind it
    there; else as it is."""
    try:
        when = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    zone = " UTC" if when.utcoffset() == timedelta(0) else ""
    return f"{show_day(when.date().isoformat())} {when:%H:%M}{zone}"


def show_day(day: str) -> str:
    """A full or partial ISO date as readers write it: "28/9/2021", "tháng 9/2021", "năm 2021"; in English
    "28 Sep 2021", "Sep 2021", "2021"."""
    parts = day.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3:
        return day
    year, month, number = (*parts, "", "")[:3]
    if language() == DEFAULT:
        return _day_in_vietnamese(year, month, number)
    words = (number.lstrip("0"), _MONTHS[int(month) - 1] if month and 1 <= int(month) <= 12 else month, year)
    return " ".join(word for word in words if word)


def _day_in_vietnamese(year: str, month: str, number: str) -> str:
    if number:
        return f"{int(number)}/{int(month)}/{year}"
    return f"tháng {int(month)}/{year}" if month else f"năm {year}"


def in_vietnamese() -> Markup:
    """The mark of an element on a page in another language that holds what articles say, which is not translated."""
    return Markup("") if language() == DEFAULT else Markup(' lang="vi"')


def sentence(between: str, parts: Iterable[str], *, end: str = ".") -> str:
    """The parts joined; markup where one of them is."""
    parts = tuple(parts)
    glue = escape(between) if any(isinstance(part, Markup) for part in parts) else between
    return glue.join(parts) + end


def plain(text: str) -> str:
    """A sentence with marked parts as text alone, for an attribute or a title."""
    return text.striptags() if isinstance(text, Markup) else text


def vietnamese(text: str) -> str:
    """What articles or readers say, to stand within a sentence: marked as Vietnamese on a page in another language."""
    return text if language() == DEFAULT or not text else Markup('<span lang="vi">{}</span>').format(text)
