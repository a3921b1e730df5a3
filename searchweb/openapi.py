"""The description of the JSON API, OpenAPI 3.1, made from what the code accepts; and a page to read it."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from flask import Flask, Response, render_template, request

from indexer.fields import FACETS
from indexer.query import SORTS, Query
from searchweb.answer import json_response
from searchweb.api import article_v1, search_v1, similar_v1, suggest_v1
from searchweb.desk import Desk
from searchweb.language import english_label
from searchweb.openapi_pages import blank_or, page_operations, page_schemas
from searchweb.parameters import read_parameters
from searchweb.urls import EXCLUDE, MAX_LIMIT, MAX_PAGE, MAX_TEXT, MAX_VALUE, MAX_VALUES, PAGING, TEXT

VERSION = "1.0.0"
Json = dict[str, Any]
DESCRIPTION = (
    "Full-text search over Vietnamese local government news. Everything is read-only. "
    "A page behind the last one is answered with 200, an empty list, the true totals and last_page."
)


def add_description(app: Flask, desk: Desk) -> None:
    """/api/v1/openapi.json and the page /api/v1/."""
    app.add_url_rule("/api/v1/openapi.json", "openapi", _description, methods=["GET"])
    app.add_url_rule("/api/v1/", "api_page", partial(_api_page, desk), methods=["GET"])


@cache
def describe_api() -> Json:
    """The whole description, as plain data. Made when it is first asked for, and the library loaded only then."""
    from apispec import APISpec

    spec = APISpec(
        title="Tra Cứu",
        version=VERSION,
        openapi_version="3.1.0",
        info={"description": DESCRIPTION},
    )
    for name, schema in _SCHEMAS.items():
        spec.components.schema(name, schema)
    for path, view, parameters, answer in _PATHS:
        spec.path(path=path, operations={"get": _operation(view.__doc__ or "", view.__name__, parameters, answer)})
    for name, schema in page_schemas().items():
        spec.components.schema(name, schema)
    for path, told in page_operations().items():
        answers = {"200": _answer("The answer", told.pop("schema")), **_ERRORS}
        spec.path(path=path, operations={"get": told | {"responses": answers}})
    spec.path(path="/export/{style}", operations={"get": _export_operation()})
    described: Json = spec.to_dict()
    return described


def search_parameters() -> list[Json]:
    """The parameters of a search, in the order of `urls.ACCEPTED`."""
    text = {"type": "string", "maxLength": MAX_VALUE, "pattern": f"^{TEXT}$"}
    many = [
        _parameter(
            sign + facet.name,
            _told(sign, facet.name),
            {"type": "array", "items": _value(facet.name, text), "maxItems": MAX_VALUES},
        )
        for sign in ("", EXCLUDE)
        for facet in FACETS
    ]
    day = blank_or({"type": "string", "format": "date"})
    return [
        _parameter("q", "The search, in the query language of /help", text | {"maxLength": MAX_TEXT}),
        *many,
        _parameter("from", "First day", day),
        _parameter("to", "Last day", day),
        _parameter("sort", "Order", {"type": "string", "enum": list(SORTS)}),
        _parameter(
            "page",
            "Page, from 1; one behind the last has no hits",
            {"type": "integer", "minimum": 1, "maximum": MAX_PAGE},
        ),
        _parameter(
            "limit", "Hits on a page", {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": Query().limit}
        ),
        _parameter("group", "1: publications of one text are one hit", _SWITCH),
        _parameter("synonyms", "0: words as they are typed", _SWITCH),
    ]


def _told(sign: str, facet: str) -> str:
    return f"Leave out: {english_label(facet)}" if sign else english_label(facet)


def _description() -> Response:
    read_parameters(request.query_string, ())
    return json_response(describe_api())


def _api_page(desk: Desk) -> str:
    read_parameters(request.query_string, ())
    return render_template("api.html", spec=describe_api(), state=Query(), index_state=desk.index.state)


def _parameter(name: str, description: str, schema: Json, where: str = "query") -> Json:
    return {"name": name, "in": where, "description": description, "schema": schema, "required": where == "path"}


def _value(facet: str, text: Json) -> Json:
    match facet:
        case "year":
            return {"type": "string", "pattern": "^(|(19|20)[0-9]{2})$"}
        case "month":
            return {"type": "string", "pattern": "^(|[0-9]{4}-(0[1-9]|1[0-2]))$"}
        case _:
            return text


def _operation(doc: str, name: str, parameters: list[Json], schema: str) -> Json:
    return {
        "operationId": name,
        "summary": doc.strip().split("\n")[0],
        "parameters": parameters,
        "responses": {"200": _answer("The answer", schema), **_ERRORS},
    }


def _export_operation() -> Json:
    style = _parameter("style", "Kind of file", {"type": "string", "enum": ["csv", "jsonl", "bibtex", "ris"]}, "path")
    kinds = ("text/csv", "application/x-ndjson", "application/x-bibtex", "application/x-research-info-systems")
    return {
        "operationId": "export",
        "summary": "All articles that a search finds, as a file, streamed.",
        "description": "Every article apart, in the order of the ids: sort and group change nothing in a file.",
        "parameters": [style, *(one for one in search_parameters() if one["name"] not in PAGING)],
        "responses": {
            "200": {"description": "The file", "content": {kind: {"schema": {"type": "string"}} for kind in kinds}},
            "400": {"description": "The search cannot be understood"},
            "404": {"description": "No such kind of file"},
            "503": {"description": "The index is not ready"},
        },
    }


def _answer(description: str, schema: str) -> Json:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": description, "content": content}


def _object(required: str, **properties: Json) -> Json:
    return {"type": "object", "required": required.split(), "properties": properties}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


_SWITCH: Json = {"type": "string", "enum": ["0", "1"]}
_TEXT: Json = {"type": "string"}
_NUMBER: Json = {"type": "integer"}
_MAYBE: Json = {"type": ["string", "null"]}
_ERRORS = {
    "400": _answer("What was asked cannot be understood", "Error"),
    "404": _answer("There is no such article", "Error"),
    "503": _answer("The index is not ready", "Error"),
}
_ID = _parameter("article_id", "Id of an article", {"type": "string", "minLength": 1}, "path")
_COUNTS = _list(_object("value count", value=_TEXT, count=_NUMBER))
_SCHEMAS: dict[str, Json] = {
    "Error": _object(
        "error",
        error=_object(
            "status message position repaired",
            status=_NUMBER,
            message=_TEXT,
            position={"type": ["integer", "null"]},
            repaired=_MAYBE,
        ),
    ),
    "Hit": _object(
        "id title snippet score",
        id=_TEXT,
        title=_TEXT,
        published=_MAYBE,
        event_date=_MAYBE,
        unit=_MAYBE,
        officials=_list(_TEXT),
        snippet=_TEXT,
        score={"type": "number"},
        copies=_list(_TEXT),
        copy_count=_NUMBER,
    ),
    "Answer": _object(
        "query total took_ms hits facets did_you_mean texts page last_page partial notes permalink index",
        query=_TEXT,
        total=_NUMBER,
        took_ms={"type": "number"},
        hits=_list({"$ref": "#/components/schemas/Hit"}),
        facets={"type": "object", "additionalProperties": _COUNTS},
        did_you_mean=_MAYBE,
        texts={"type": ["integer", "null"]},
        page=_NUMBER,
        last_page=_NUMBER,
        partial={"type": "boolean"},
        notes=_list(_TEXT),
        permalink=_TEXT,
        index=_object("generation fingerprint articles built_at"),
    ),
    "Article": _object("id title body officials documents posts citations copies", id=_TEXT, title=_TEXT, body=_TEXT),
    "Similar": _object("id similar", id=_TEXT, similar=_list(_object("id title", id=_TEXT, title=_TEXT))),
    "Suggestions": _object(
        "query suggestions",
        query=_TEXT,
        suggestions=_list(
            _object("text kind count query detail", text=_TEXT, kind=_TEXT, count=_NUMBER, query=_TEXT, detail=_TEXT)
        ),
    ),
}
_PATHS = (
    (
        "/api/v1/search",
        search_v1,
        [*search_parameters(), _parameter("explain", "1: say of each hit why it is one", _SWITCH)],
        "Answer",
    ),
    ("/api/v1/articles/{article_id}", article_v1, [_ID], "Article"),
    ("/api/v1/similar/{article_id}", similar_v1, [_ID], "Similar"),
    ("/api/v1/suggest", suggest_v1, [search_parameters()[0]], "Suggestions"),
)
