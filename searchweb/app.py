"""The web front end: an index goes in, a Flask application comes out. Nothing else is configured."""

from __future__ import annotations

from functools import partial

from flask import Flask, Response, request

from indexer.search.parse import parse
from searchweb.advanced import add_advanced
from searchweb.api import add_api
from searchweb.ask import Parse
from searchweb.catalogs import language
from searchweb.drawing import set_up_templates
from searchweb.errors import add_error_answers
from searchweb.gate import add_gate
from searchweb.help import add_help
from searchweb.metrics import add_metrics
from searchweb.openapi import add_description
from searchweb.packing import add_packing
from searchweb.pages import add_pages
from searchweb.port import Index
from searchweb.prefix import Site, speak_languages
from searchweb.robots import add_robots
from searchweb.views import Desk, add_views

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
    set_up_templates(app)
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
