"""/robots.txt (RFC 9309): what programs that gather pages may read, and what would only lead them in circles."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from flask import Flask, Response, request

from searchweb.desk import Desk
from searchweb.parameters import read_parameters
from searchweb.prefix import homes
from searchweb.urls import EXPLAIN, FILTERS

# Files, feeds, the lists of all values of a facet, and what speaks to programs.
WHOLE = ("api/", "export/", "feed", "facet/", "cite/", "metrics", "healthz")
# The one page below them.
READABLE = "api/v1/$"
# Of a search, and of the list of an official's articles: every choice is a page, and there is no end of choices. What
# is left are the search itself, its order and its pages, from which every article is reached.
CHOICES = (*FILTERS, "from", "to", "group", "synonyms", *EXPLAIN)
NARROWED = ("", "official/*")


def add_robots(app: Flask, desk: Desk) -> None:
    """The address of the rules."""
    app.add_url_rule("/robots.txt", "robots", partial(_robots, desk), methods=["GET"])


def _robots(_: Desk) -> Response:
    read_parameters(request.query_string, ())
    return Response("\n".join(["User-agent: *", *_rules(), ""]), mimetype="text/plain")


def _rules() -> Iterator[str]:
    """Paths from the root of the host, in both languages, however deep the site stands."""
    for home in homes():
        yield f"Allow: {home}/{READABLE}"
        yield from (f"Disallow: {home}/{path}" for path in WHOLE)
        for page in NARROWED:
            yield from (f"Disallow: {home}/{page}?{sign}{name}=" for name in CHOICES for sign in ("", "*&"))
