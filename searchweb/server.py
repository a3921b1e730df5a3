"""The server process: waitress around the application, with an access log and an end that loses no answer.

The log has the path of a request, never its query string nor whom it looks up: what readers look for is theirs.
"""

from __future__ import annotations

import errno
import gc
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
from searchweb.logged import logged_path
from searchweb.port import Index

ACCESS = logging.getLogger("searchweb.access")

# Answering is Python work under one lock: more threads only take turns, and the more turns, the later all are done
# (50 readers, p95: 291 ms with four threads, 191 with two, 182 with longer turns as well). The second is for answers
# that wait. Waitress reads requests and writes answers in its main thread, so that a slow reader holds none of them.
THREADS = 2
# How long a thread keeps the lock before another may have it: about as long as a page takes.
TURN_SECONDS = 0.03
# A page makes tens of thousands of objects and nearly none that only the search for garbage could free: at Python's own
# threshold of 700 that search takes a twentieth of the page's time.
GARBAGE_AFTER = (20_000, 10, 10)
# How long answers under way may take after the signal to end.
GRACE_SECONDS = 10.0
MAX_PORT = 65_535
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
        sys.setswitchinterval(TURN_SECONDS)
        gc.set_threshold(*GARBAGE_AFTER)
        self._map: dict[int, Any] = {}
        self._stopping = False
        listening = _listening_socket(host, port)
        self._waitress = create_server(application, map=self._map, sockets=[listening], **SETTINGS)
        self.url = _url(listening)

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
        """The application's answer, unchanged."""
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
            "path": logged_path(path),
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


def _listening_socket(host: str, port: int) -> socket.socket:
    if not 0 <= port <= MAX_PORT:
        raise AddressUnusable(f"port {port} does not exist; choose one from 1024 to {MAX_PORT}: --port 8000")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError):
        raise AddressUnusable(f"host {host!r} is unknown; answer this machine alone: --host 127.0.0.1") from None
    listening = socket.socket(family, kind, protocol)
    try:
        # A server that was just ended may start again at once.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        listening.close()
        raise AddressUnusable(_why_not(error, host, port)) from error
    return listening


def _url(listening: socket.socket) -> str:
    host, port, *_ = listening.getsockname()
    shown = f"[{host}]" if listening.family == socket.AF_INET6 else host
    return f"http://{shown}:{port}/"


def _why_not(error: OSError, host: str, port: int) -> str:
    where = f"cannot listen at {host}:{port}: {(error.strerror or str(error)).lower()}"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{where}; answer this machine alone: --host 127.0.0.1"
    return f"{where}; choose another port: --port {port + 1 if 1024 <= port < MAX_PORT else 8000}"
