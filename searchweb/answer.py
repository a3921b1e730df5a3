"""JSON answers: UTF-8 as it is, keys in the order of `indexer.shapes`."""

from __future__ import annotations

import json

from flask import Response


def json_response(data: object) -> Response:
    """`data` as an application/json response."""
    return Response(json.dumps(data, ensure_ascii=False) + "\n", mimetype="application/json")
