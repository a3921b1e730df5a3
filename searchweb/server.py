"""The server process: waitress around the application, with an access log and an end that loses no answer.

The log has the path of a request, never its query string: what readers look for is theirs.
"""

from __future__ import annotations

import json
import logging
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterable
from types import FrameType
from typing import Any

from waitress import create_server, wasyncore

from indexer.errors import TracuuError
from searchweb.app import create_app
from searchweb.port import Index

ACCESS = logging.getLogger("searchweb.access")

# Answering is Python work under one lock: more threads than this only take turns. Waitress reads requests and
# writes answers in its main thread, so that a slow reader holds none of them.
THREADS = 4
# How long answers under way may take after the signal to end.
GRACE_SECONDS = 10.0
SETTINGS = {
    "threads": THREADS,
    "ident": None,
    "max_request_header_size": 65_536,
    "max_request_body_size": 65_536,
    "connection_limit": 500,
    "channel_timeout": 30,
}
Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]


class AddressUnusable(TracuuError):
    """The server cannot listen at the address it was given."""


class Server:
    """Waitress listening at an address; `run` answers until `stop` is called from a signal or another thread."""

    def __init__(self, application: Application, host: str, port: int) -> None:
        """Listen at once. Port 0 takes any free one. Raises AddressUnusable."""
        self._map: dict[int, Any] = {}
        self._stopping = False
        try:
            self._waitress = create_server(application, map=self._map, host=host, port=port, **SETTINGS)
        except (OSError, OverflowError, ValueError) as error:
            wasyncore.close_all(self._map, ignore_all=True)
            raise AddressUnusable(_why_not(error, host, port)) from error
        self.url = _url(self._listeners()[0])

    def run(self) -> None:
        """Answer until stopped; then take no new connection, finish the answers under way, and return."""
        while not self._stopping:
            wasyncore.loop(timeout=1, use_poll=True, map=self._map, count=1)
        for listener in self._listeners():
            wasyncore.dispatcher.close(listener)
        until = time.monotonic() + GRACE_SECONDS
        while self._busy() and time.monotonic() < until:
            wasyncore.loop(timeout=0.05, use_poll=True, map=self._map, count=1)
        self._waitress.task_dispatcher.shutdown(timeout=1)
        wasyncore.close_all(self._map, ignore_all=True)

    def stop(self) -> None:
        """Make `run` end. May be called from a signal handler."""
        self._stopping = True
        for listener in self._listeners():
            listener.pull_trigger()

    def _listeners(self) -> list[Any]:
        return [each for each in list(self._map.values()) if hasattr(each, "active_channels")]

    def _busy(self) -> bool:
        channels = [each for each in list(self._map.values()) if hasattr(each, "total_outbufs_len")]
        return any(channel.requests or channel.total_outbufs_len for channel in channels)


def serve(index: Index, host: str, port: int) -> None:
    """Answer at `host`:`port` until SIGTERM or SIGINT; the address and the access log go to stderr.

    Raises AddressUnusable, for example where the port is taken.
    """
    _log_to_stderr()
    server = Server(with_access_log(create_app(index).wsgi_app), host, port)
    before = {number: signal.signal(number, _stopper(server)) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        print(f"Tra Cứu: {server.url}", file=sys.stderr, flush=True)
        server.run()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def with_access_log(application: Application) -> Application:
    """The application, with one JSON line per request: time, method, path, status, milliseconds."""

    def logged(environ: Environ, start_response: Any) -> Iterable[bytes]:
        began = time.perf_counter()
        seen: list[str] = []

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            seen.append(status)
            return start_response(status, headers, *rest)

        try:
            return application(environ, start)
        finally:
            ACCESS.info(_line(environ, seen[-1] if seen else "500", time.perf_counter() - began))

    return logged


def _line(environ: Environ, status: str, seconds: float) -> str:
    path = environ.get("PATH_INFO", "").encode("latin-1", "replace").decode("utf-8", "replace")
    return json.dumps(
        {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
            "method": environ.get("REQUEST_METHOD", ""),
            "path": path[:300],
            "status": int(status.split()[0]),
            "ms": round(seconds * 1000, 1),
        },
        ensure_ascii=False,
    )


def _log_to_stderr() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.getLogger("searchweb")
    logger.handlers = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False
    # A queue of waiting requests is no news; refused connections still are.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)


def _stopper(server: Server) -> Callable[[int, FrameType | None], None]:
    return lambda _number, _frame: server.stop()


def _url(listener: Any) -> str:
    host = listener.effective_host
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listener.effective_port}/"


def _why_not(error: Exception, host: str, port: int) -> str:
    if isinstance(error, socket.gaierror) or not isinstance(error, OSError):
        return f"cannot listen at {host}:{port}: no such address; use a host of this machine and a port up to 65535"
    if isinstance(error, PermissionError):
        return f"cannot listen at {host}:{port}: not permitted; choose a port from 1024: --port 8000"
    other = port + 1 if port < 65_535 else 8_000
    return f"cannot listen at {host}:{port}: {(error.strerror or str(error)).lower()}; choose another: --port {other}"
