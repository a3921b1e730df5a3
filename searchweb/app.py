"""The web front end: an index goes in, a Flask application comes out. Nothing else is configured."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

from flask import Flask, Response, request, url_for
from jinja2 import StrictUndefined

from indexer.analysis.entry import unit_label
from indexer.search.parse import parse
from searchweb.advanced import add_advanced
from searchweb.api import add_api
from searchweb.ask import Parse
from searchweb.catalogs import language
from searchweb.errors import add_error_answers
from searchweb.gate import add_gate
from searchweb.help import add_help
from searchweb.index_words import file_said, search_said
from searchweb.language import (
    in_vietnamese,
    plain,
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
from searchweb.metrics import add_metrics
from searchweb.openapi import add_description
from searchweb.packing import add_packing
from searchweb.pages import add_pages
from searchweb.port import Index
from searchweb.prefix import Site, speak_languages
from searchweb.robots import add_robots
from searchweb.urls import kept_beside_dates, kept_parameters
from searchweb.views import Desk, add_views, place_beside

# No frames, nothing from other hosts, scripts from our own files only; addresses with a search go to nobody.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
A_YEAR = 31_536_000


def create_app(index: Index, *, parse: Parse = parse) -> Flask:
    """The application over `index`. `parse` reads the search box; tests may replace it."""
    app = Site(__name__)
    add_gate(app)
    speak_languages(app)
    app.config["MAX_CONTENT_LENGTH"] = 0
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        t=translate,
        tn=translate_count,
        change_name=show_change,
        language=language,
        vi=in_vietnamese,
        static=_static_url(app),
        kept=kept_parameters,
        kept_beside_dates=kept_beside_dates,
    )
    app.jinja_env.filters.update(
        day=show_day,
        field_label=show_label,
        facet_label=show_label,
        reason=show_reason,
        status_name=show_status,
        unit_value=unit_label,
        place_beside=place_beside,
        moment=show_moment,
        number=show_number,
        decimal=show_decimal,
        vi=vietnamese,
        plain=plain,
        search_said=search_said,
        file_said=file_said,
        milliseconds=show_milliseconds,
        marked=marked_html,
        numbered=numbered_html,
    )
    desk = Desk(index, parse)
    add_views(app, desk)
    add_pages(app, desk)
    add_api(app, desk)
    add_description(app, desk)
    add_help(app, desk)
    add_advanced(app, desk)
    add_metrics(app, desk)
    add_robots(app, desk)
    add_error_answers(app)
    app.after_request(partial(_add_headers, app))
    add_packing(app)
    return app


def _add_headers(app: Site, response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint not in app.neutral:
        response.headers.setdefault("Content-Language", language())
    if request.endpoint == "static" and request.args.get("v"):
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    else:
        response.headers.setdefault("Cache-Control", "no-cache")
    return response


def _static_url(app: Flask) -> Callable[[str], str]:
    """A function from a file's name to its address, which changes with its content so that it can be kept a year."""
    folder = Path(app.static_folder or "")
    versions = {
        path.name: hashlib.blake2b(path.read_bytes(), digest_size=6).hexdigest()
        for path in folder.iterdir()
        if path.is_file()
    }
    return lambda name: url_for("static", filename=name, v=versions[name])
