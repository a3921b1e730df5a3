"""The gettext catalogs of the interface, compiled in memory: `translations/` holds only what people edit.

A message is its own English, so only the other language has a catalog.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask_babel import Domain

FOLDER = Path(__file__).parent / "translations"
DEFAULT = "vi"
# In the order of the switch on every page, each by its own name.
LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}


# Not Flask-Babel's own: a page asks for its language some five hundred times.
_SPOKEN: ContextVar[str] = ContextVar("language", default=DEFAULT)


def language() -> str:
    """The language of the page being made; outside of a request the default."""
    return _SPOKEN.get()


@contextmanager
def speaking(name: str) -> Iterator[None]:
    """Within it, pages are made in that language."""
    before = _SPOKEN.set(name)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


class Catalogs(Domain):  # type: ignore[misc]  # the library has no types
    """Flask-Babel's messages, from the catalogs of this package."""

    def get_translations(self) -> NullTranslations:
        """Those of the page being made."""
        return catalog(language())


@cache
def catalog(name: str) -> NullTranslations:
    """The translations into a language; English, and any language without a catalog, says the messages themselves."""
    source = FOLDER / name / "LC_MESSAGES" / "messages.po"
    if not source.exists():
        return NullTranslations()
    compiled = BytesIO()
    with source.open("rb") as lines:
        write_mo(compiled, read_po(lines, locale=name, abort_invalid=True))
    compiled.seek(0)
    return Translations(compiled)
