"""The OpenAPI description of the pages' JSON twins, made from their parameters and their frozen dataclasses."""

from __future__ import annotations

from typing import Any

import msgspec

from searchweb.changes import CHANGES, Changes
from searchweb.pages import OFFICIALS, TWINS, json_path
from searchweb.parameters import GENERATION, MAX_VALUE, MONTH, MOST_PAGES, PERIOD, TEXT, YEAR, Parameter
from searchweb.people import Officials

Json = dict[str, Any]
REFERENCE = "#/components/schemas/{name}"
_DAY: Json = {"type": "string", "format": "date", "pattern": f"^{YEAR}-"}

_DESCRIBED = {
    "name": "A name: of an official, with or without accents; of a unit, as its facet value",
    "article": "Id of an article: only the one of that name in it",
    "on": "The day to say the holders of the posts for",
    "key": "Normal form of the document's number, as in the facet",
    "page": "Page, from 1; one behind the last is empty",
    "q": "A search to count, in the query language of /help",
    "official": "Id of an official to count",
    "by": "Steps of the axis",
    "from": "First year or month",
    "to": "Last year or month",
    "year": "Only the months of this year",
    "since": "Also the articles that are new or changed since this day",
}


def page_schemas() -> dict[str, Json]:
    """The shapes of the answers, by name."""
    _, components = msgspec.json.schema_components([*_answers().values()], ref_template=REFERENCE)
    return components


def page_operations() -> dict[str, Json]:
    """For each path what it takes, and the name of the shape it answers with."""
    accepted = {"/api/v1/officials": OFFICIALS, "/api/v1/changes": CHANGES} | {
        json_path(twin): twin.accepted for twin in TWINS
    }
    found = {}
    for path, answer in _answers().items():
        parameters = [_described(parameter) for parameter in accepted[path]]
        shown = path.replace("<path:official_id>", "{official_id}")
        if shown != path:
            parameters.append(_official_id())
        found[shown] = {
            "operationId": answer.__name__,
            "summary": (answer.__doc__ or "").strip().split("\n")[0],
            "parameters": parameters,
            "schema": answer.__name__,
        }
    return found


def _answers() -> dict[str, type]:
    return {"/api/v1/officials": Officials, "/api/v1/changes": Changes} | {
        json_path(twin): twin.answer for twin in TWINS
    }


def _official_id() -> Json:
    schema = {"type": "string", "minLength": 1}
    return {"name": "official_id", "in": "path", "description": "Id of an official", "schema": schema, "required": True}


def _described(parameter: Parameter) -> Json:
    schema = _schema(parameter)
    if parameter.most > 1:
        schema = {"type": "array", "items": schema, "maxItems": parameter.most}
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.description or _DESCRIBED[parameter.name],
        "schema": schema,
        "required": parameter.required,
    }


def _schema(parameter: Parameter) -> Json:
    """One value. A blank one is an empty box of a form, which all take, or says "not stated"."""
    match parameter.kind:
        case "day":
            return blank_or(_DAY)
        case "period":
            return {"type": "string", "pattern": f"^({PERIOD})?$"}
        case "year":
            return {"type": "string", "pattern": f"^({YEAR})?$"}
        case "moment":
            return {"anyOf": [_DAY, {"type": "string", "pattern": f"^{GENERATION}$"}]}
        case "years":
            return {"type": "string", "pattern": f"^({YEAR}(-{YEAR})?)?$"}
        case "month":
            return {"type": "string", "pattern": f"^({MONTH})?$"}
        case "page":
            return blank_or({"type": "integer", "minimum": 1, "maximum": MOST_PAGES})
        case "choice":
            return {"type": "string", "enum": [*parameter.choices, ""]}
        case _:
            least = {"minLength": 1} if parameter.required else {}
            return {"type": "string", "maxLength": MAX_VALUE, "pattern": f"^{TEXT}$", **least}


def blank_or(schema: Json) -> Json:
    """A value as `schema` has it, or none between "=" and "&"."""
    return {"anyOf": [schema, {"type": "string", "maxLength": 0}]}
