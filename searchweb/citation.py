"""How an article is cited: as a footnote, BibTeX, RIS and CSL-JSON; and which link leads to its source."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from flask import url_for

from indexer.model import Article, DateFinding
from indexer.query import Query, ResultPage
from searchweb.desk import with_state
from searchweb.language import plain, sentence, show_day, translate, translate_count, vietnamese
from searchweb.port import State

# Everything that ends a line or a field of a citation file, or does not show at all.
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_BIBTEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """A way to write citations in a file: its media type, the end of its name, and one article in it."""

    mimetype: str
    suffix: str
    write: Callable[[Article], str]


def citation_text(article: Article) -> str:
    """A reference for a footnote: publisher, title, day, address; what is unknown is left out. May be markup."""
    finding = article.published
    said = [publisher_of(article), f"“{article.title}”" if article.title else None]
    parts = [
        *(vietnamese(one_line(part).rstrip(".")) for part in said if part),
        show_day(finding.value) if finding else translate("no date"),
        one_line(source_link(article) or article.id),
    ]
    return sentence(". ", parts)


def search_reference(state: Query, page: ResultPage, index: State) -> str:
    """A reference for a search: its words, answer and whole address, which index gave it and when. May be markup."""
    said = vietnamese(f"“{one_line(state.text)}”") if state.text else translate("All articles")
    address = with_state(url_for("search", _external=True), replace(state, page=1))
    today = show_day(datetime.now(UTC).date().isoformat())
    count = translate_count("{count} article", "{count} articles", page.total)
    stand = translate("index {generation} {fingerprint}", generation=index.generation, fingerprint=index.fingerprint)
    return sentence(". ", ["Tra Cứu", sentence(": ", [said, count], end=""), address, f"{stand}, {today}"])


def bibtex(article: Article) -> str:
    """One @online entry."""
    fields = {
        "author": _braced(publisher_of(article)),
        "title": _braced(article.title),
        "date": _day(article),
        "url": _address(article),
        "note": _bibtex_text(article.id),
        "langid": "vietnamese",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@online{{{_key(article)},\n" + ",\n".join(lines) + "\n}\n"


def ris(article: Article) -> str:
    """One record of type NEWS."""
    day = _day(article)
    parts = (day or "").split("-")
    fields = (
        ("TY", "NEWS"),
        ("TI", article.title),
        ("PB", publisher_of(article)),
        ("PY", parts[0]),
        ("DA", "/".join([*parts, *[""] * (4 - len(parts))]) if day else ""),
        ("UR", source_link(article)),
        ("AN", article.id),
        ("LA", "vi"),
        ("ER", ""),
    )
    return "".join(f"{tag}  - {one_line(value or '')}\n" for tag, value in fields if value or tag == "ER") + "\n"


def csl_json(article: Article) -> str:
    """A CSL-JSON list of this one item."""
    item: dict[str, object] = {"id": article.id, "type": "article-newspaper", "title": article.title, "language": "vi"}
    if publisher := publisher_of(article):
        item |= {"author": [{"literal": publisher}], "container-title": publisher}
    if day := _day(article):
        item["issued"] = {"date-parts": [[int(part) for part in day.split("-")]]}
    if link := source_link(article):
        item["URL"] = link
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


STYLES = {
    "bibtex": Style("application/x-bibtex", "bib", bibtex),
    "ris": Style("application/x-research-info-systems", "ris", ris),
    "csl": Style("application/vnd.citationstyles.csl+json", "json", csl_json),
    "text": Style("text/plain", "txt", lambda article: plain(citation_text(article)) + "\n"),
}


def publisher_of(article: Article) -> str | None:
    """Who answers for the article: its publisher, else its unit."""
    return article.publisher or (article.unit.name if article.unit else None)


def one_line(text: str) -> str:
    """The text without anything that would end a line."""
    return _BREAKS.sub(" ", text).strip()


def source_link(article: Article) -> str | None:
    """The article's address where it is a web address; None for anything else, such as javascript:."""
    if not article.source_url:
        return None
    try:
        parts = urlsplit(article.source_url.strip())
    except ValueError:
        return None
    return parts.geturl() if parts.scheme in {"http", "https"} and parts.hostname else None


def source_host(link: str) -> str:
    """The host of a link, to show beside it."""
    return urlsplit(link).hostname or ""


def _day(article: Article) -> str | None:
    # The day of the event is no day of publication: better none than a wrong one in a reference.
    finding: DateFinding | None = article.published
    return finding.value if finding and all(part.isdecimal() for part in finding.value.split("-")) else None


def _key(article: Article) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", article.id).strip("-") or "article"


def _bibtex_text(text: str) -> str:
    return "".join(_BIBTEX.get(character, character) for character in one_line(text))


def _braced(text: str | None) -> str | None:
    """In braces of its own: a name is not parted, a title keeps its capitals."""
    return f"{{{_bibtex_text(text)}}}" if text else None


def _address(article: Article) -> str | None:
    link = source_link(article)
    return re.sub(r"[{}\\\s]", lambda found: f"%{ord(found[0]):02X}", link) if link else None
