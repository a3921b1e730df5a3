"""What is settled before a view sees a request: its host must be one, and a path may hold any letter.

A host that is none breaks every address that an answer writes, the error page's too; so it is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask
from werkzeug.routing import PathConverter

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]

# A name of labels (RFC 1123) or an IPv6 address in brackets, and a port.
_HOST = re.compile(
    r"""(?: [a-z0-9_-]{1,63} (?: \. [a-z0-9_-]{1,63} )* \.?  |  \[ [0-9a-f:.]{2,45} \] )  (?: : [0-9]{1,5} )?""",
    re.IGNORECASE | re.VERBOSE,
)
MOST_HOST = 255
_REFUSAL = b"400: the Host header names no host; ask by the address that the server printed when it began\n"


class AnyPath(PathConverter):
    """A path with slashes, as Flask's, that may also hold line ends, as names of files may."""

    regex = r"[^/](?s:.*?)"


def add_gate(app: Flask) -> None:
    """Refuse requests for hosts that are none; take every path. To be called before any address is added."""
    app.url_map.converters["path"] = AnyPath
    app.wsgi_app = _with_sound_host(app.wsgi_app)  # type: ignore[assignment,method-assign]  # the way Flask is wrapped


def _with_sound_host(application: Application) -> Application:
    def answer(environ: Environ, start_response: Any) -> Iterable[bytes]:
        host = environ.get("HTTP_HOST", "localhost")
        if len(host) <= MOST_HOST and _HOST.fullmatch(host):
            return application(environ, start_response)
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(_REFUSAL)))]
        start_response("400 Bad Request", headers)
        return [_REFUSAL]

    return answer
