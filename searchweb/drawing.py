"""How pages are drawn: what templates may call, and their compiled form, kept as Python keeps that of modules."""

from __future__ import annotations

import hashlib
import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

import jinja2
from flask import Flask, url_for
from jinja2.bccache import Bucket, FileSystemBytecodeCache

from indexer.analysis.entry import unit_label
from searchweb.catalogs import language
from searchweb.index_words import file_said, search_said
from searchweb.language import (
    in_vietnamese,
    plain,
    show_articles,
    show_change,
    show_day,
    show_decimal,
    show_label,
    show_milliseconds,
    show_moment,
    show_number,
    show_reason,
    show_status,
    translate,
    translate_count,
    vietnamese,
)
from searchweb.marks import marked_html, numbered_html
from searchweb.urls import kept_beside_dates, kept_parameters
from searchweb.views import place_beside

_FILTERS: dict[str, Callable[..., Any]] = {
    "day": show_day,
    "field_label": show_label,
    "facet_label": show_label,
    "reason": show_reason,
    "status_name": show_status,
    "unit_value": unit_label,
    "place_beside": place_beside,
    "moment": show_moment,
    "number": show_number,
    "articles": show_articles,
    "decimal": show_decimal,
    "vi": vietnamese,
    "plain": plain,
    "search_said": search_said,
    "file_said": file_said,
    "milliseconds": show_milliseconds,
    "marked": marked_html,
    "numbered": numbered_html,
}


def set_up_templates(app: Flask) -> None:
    """Give the templates of `app` their functions and filters."""
    templates = app.jinja_env
    templates.undefined = jinja2.StrictUndefined
    templates.trim_blocks = templates.lstrip_blocks = True
    templates.bytecode_cache = CompiledTemplates(Path(cache_from_source(__file__)).with_name("templates"))
    templates.globals.update(
        t=translate,
        tn=translate_count,
        change_name=show_change,
        language=language,
        vi=in_vietnamese,
        static=_static_url(app),
        kept=kept_parameters,
        kept_beside_dates=kept_beside_dates,
    )
    templates.filters.update({name: _when_drawn(function) for name, function in _FILTERS.items()})


def _when_drawn(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that is called for every page, also with constants: Jinja would work those out when it compiles a
    template, in the language of the page that is made first."""

    @jinja2.pass_context
    def filtered(_context: object, *values: Any) -> Any:
        return function(*values)

    return filtered


class CompiledTemplates(FileSystemBytecodeCache):
    """Templates compiled by an earlier process: the first page comes 60 ms sooner.

    Jinja looks whether a template is still the one it was compiled from; the name of a file says with which Jinja, and
    with which settings of this module. Where Python writes no .pyc, nothing is written here either.
    """

    def __init__(self, folder: Path) -> None:
        settings = hashlib.blake2b(Path(__file__).read_bytes(), digest_size=6).hexdigest()
        super().__init__(str(folder), f"%s.jinja-{jinja2.__version__}-{settings}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was kept of a template; a file that was cut is as good as none."""
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template, where that can be written."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                Path(self.directory).mkdir(parents=True, exist_ok=True)
                super().dump_bytecode(bucket)


def _static_url(app: Flask) -> Callable[[str], str]:
    """A function from a file's name to its address, which changes with its content so that it can be kept a year."""
    folder = Path(app.static_folder or "")
    versions = {
        path.name: hashlib.blake2b(path.read_bytes(), digest_size=6).hexdigest()
        for path in folder.iterdir()
        if path.is_file()
    }
    return lambda name: url_for("static", filename=name, v=versions[name])
