"""Errors as answers: the right status, one line that says what is wrong, as a page or as JSON, never a traceback."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import partial

from flask import Flask, Response, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from indexer.errors import IndexUnusable, NotFound, QueryError, QuerySyntaxError, TracuuError
from indexer.query import Marked, Query
from searchweb.answer import json_response
from searchweb.index_words import file_said, search_said
from searchweb.language import message, translate, vietnamese
from searchweb.logged import logged_path
from searchweb.parameters import BadPageParameters, NoSuchPage, PastTheEnd
from searchweb.prefix import translated
from searchweb.urls import BadParameters, query_string, read_query_string

LOG = logging.getLogger("searchweb")
API = "/api/"
# An address that is longer is not written again into an answer that only refuses it; one that mends a search of 1,000
# letters has 9,000 characters.
MOST_REPEATED, MOST_MENDED = 2_000, 10_000

_TITLES = {
    400: message("This request cannot be understood"),
    404: message("Not found"),
    405: message("This method is not supported"),
    503: message("The index is not ready"),
}
_EXPLAINED = {
    404: message("There is no page at this address."),
    405: message("Only reading is possible here: GET or HEAD."),
}


@dataclass(frozen=True, slots=True)
class Mended:
    """A link that leads on from an error, and what it asks for."""

    label: str
    href: str


def add_error_answers(app: Flask) -> None:
    """Answer every error of this project, of HTTP, and of the unforeseen kind."""
    app.register_error_handler(TracuuError, _answer_ours)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, _answer_unforeseen)


def status_of(error: TracuuError) -> int:
    """The HTTP status that says the same as the error."""
    match error:
        case QueryError():
            return 400
        case NotFound():
            return 404
        case IndexUnusable():
            return 503
        case _:
            return 500


def _answer_ours(error: TracuuError) -> Response:
    status = status_of(error)
    return _answer(status, _problems(error), error)


def _problems(error: TracuuError) -> tuple[str, ...]:
    if isinstance(error, BadParameters):
        return error.problems
    # Its own message speaks of folders and commands, to the person at the terminal.
    if isinstance(error, NotFound) and not isinstance(error, NoSuchPage):
        return (translate("There is no article of this id."),)
    return (str(error),)


def _answer_http(error: HTTPException) -> BaseResponse:
    status = error.code or 500
    if 300 <= status < 400:
        return error.get_response(request.environ)
    response = _answer(
        status, (translate(_EXPLAINED.get(status, message("The server could not answer this request."))),)
    )
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        response.headers["Allow"] = ", ".join(sorted(allowed))
    return response


def _answer_unforeseen(error: Exception) -> Response:
    # The path only: what readers look for stays out of the log.
    LOG.error("error while answering %s", logged_path(request.path), exc_info=error)
    return _answer(500, (translate("The server could not answer this request."),))


def _answer(status: int, problems: tuple[str, ...], error: TracuuError | None = None) -> Response:
    if request.path.startswith(API):
        response = json_response({"error": _error_json(status, problems, error)})
    else:
        response = Response(_error_page(status, problems, error), mimetype="text/html")
    response.status_code = status
    if status == 503:
        response.headers["Retry-After"] = "5"
    return response


def _error_json(status: int, problems: tuple[str, ...], error: TracuuError | None) -> dict[str, object]:
    syntax = error if isinstance(error, QuerySyntaxError) else None
    return {
        "status": status,
        "message": str(error) if isinstance(error, BadParameters) else "; ".join(problems),
        "position": syntax.position if syntax else None,
        "repaired": syntax.repaired if syntax else None,
    }


def _error_page(status: int, problems: tuple[str, ...], error: TracuuError | None) -> str:
    return render_template(
        "error.html",
        title=translate(_TITLES.get(status, message("Something went wrong"))),
        problems=_said(problems, error),
        place=_place(error),
        mended=_mended(error),
        translated=partial(translated, most=MOST_REPEATED),
        accepted=error.accepted if isinstance(error, BadParameters) else (),
        state=Query(text=_typed()),
    )


def _said(problems: tuple[str, ...], error: TracuuError | None) -> tuple[str, ...]:
    """The problems in the reader's language: parameters are refused in it, searches and indexes are not."""
    if isinstance(error, IndexUnusable):
        return tuple(map(file_said, problems))
    if isinstance(error, QueryError) and not isinstance(error, (BadParameters, BadPageParameters)):
        return tuple(map(search_said, problems))
    return problems


def _place(error: TracuuError | None) -> Marked | None:
    """The query with the place of its error marked."""
    text = _typed()
    if not isinstance(error, QuerySyntaxError) or not text:
        return None
    at = min(max(error.position, 0), len(text) - 1)
    return Marked(text, ((at, at + 1),))


def _mended(error: TracuuError | None) -> Mended | None:
    found = _leading_on(error)
    return found if found and len(found.href) <= MOST_MENDED else None


def _leading_on(error: TracuuError | None) -> Mended | None:
    if isinstance(error, PastTheEnd):
        return Mended(translate("page {page} of {last}", page=error.last, last=error.last), error.href)
    if isinstance(error, QuerySyntaxError) and error.repaired is not None:
        usable = replace(_asked() or Query(), text=error.repaired, page=1)
        return Mended(vietnamese(error.repaired), _href(usable))
    if isinstance(error, BadParameters) and error.usable != Query():
        return Mended(translate("Search without what was not understood"), _href(error.usable))
    return None


def _href(state: Query) -> str:
    return f"{url_for('search')}?{query_string(state)}"


def _typed() -> str:
    """The text of the search box, as far as it can be read."""
    asked = _asked()
    return asked.text if asked else ""


def _asked() -> Query | None:
    try:
        return read_query_string(request.query_string)
    except BadParameters as error:
        return error.usable
