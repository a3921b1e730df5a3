"""What no browser sends, over a real connection: the server refuses it at once and goes on answering."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from searchweb.app import create_app
from tests.chromium import served
from tests.web_stand_in import StandIn, many_articles

# The whole way there and back, on a machine that does other things besides.
SECONDS = 2.0
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def address() -> Iterator[tuple[str, int]]:
    with served(create_app(StandIn(many_articles(12)))) as url:
        parts = urlsplit(url)
        yield str(parts.hostname), int(parts.port or 0)


def told(address: tuple[str, int], sent: bytes) -> bytes:
    """The answer to these bytes, until the server ends it or has said all."""
    with socket.create_connection(address, timeout=SECONDS) as connection:
        # A server that has heard enough may close before everything is sent.
        with suppress(OSError):
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
        received = b""
        with suppress(OSError):
            while part := connection.recv(65_536):
                received += part
    return received


HOST = b"Host: 127.0.0.1\r\n"


@pytest.mark.parametrize(
    ("kind", "sent", "statuses"),
    [
        ("an address of a megabyte", b"GET /?q=" + b"a" * MEGABYTE + b" HTTP/1.1\r\n" + HOST + b"\r\n", "431 414 400"),
        ("a header of a megabyte", b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"a" * MEGABYTE + b"\r\n\r\n", "431 400"),
        ("ten thousand headers", b"GET / HTTP/1.1\r\n" + HOST + b"X: a\r\n" * 20_000 + b"\r\n", "431 400"),
        ("an address of sixty thousand", b"GET /?q=" + b"a" * 60_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", "400"),
        ("a body announced", b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 999999999\r\n\r\n", "413 405 400"),
        ("a body sent", b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 70000\r\n\r\n" + b"a" * 70_000, "413 405"),
        ("a wrong length", b"GET / HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n", "400"),
        ("two lengths of a body", b"GET / HTTP/1.1\r\n" + HOST + b"Content-Length: 1, 2\r\n\r\na", "400"),
        ("an odd encoding", b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: x\r\n\r\n", "501 400"),
        ("no request at all", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", "400"),
        ("a bare line end", b"GET / HTTP/1.1\r\n" + HOST + b"X: a\nY: b\r\n\r\n", "400"),
        ("a null byte in the path", b"GET /article/a\x00b HTTP/1.1\r\n" + HOST + b"\r\n", "400 404"),
        ("raw bytes in the path", b"GET /article/\xff\xfe HTTP/1.1\r\n" + HOST + b"\r\n", "400 404"),
        ("raw bytes in the query", b"GET /?q=\xff\xfe HTTP/1.1\r\n" + HOST + b"\r\n", "400"),
        ("a path upwards", b"GET /static/../../app.py HTTP/1.1\r\n" + HOST + b"\r\n", "404 400"),
        ("another server's page", b"GET http://evil.example/article/x HTTP/1.1\r\n" + HOST + b"\r\n", "404 400"),
        ("a host that is none", b'GET / HTTP/1.1\r\nHost: "><script>\r\n\r\n', "400"),
        ("a host of one long label", b"GET / HTTP/1.1\r\nHost: " + b"a" * 300 + b"\r\n\r\n", "400"),
        ("an unknown method", b"DESTROY / HTTP/1.1\r\n" + HOST + b"\r\n", "405 400"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_what_no_browser_sends_is_refused_at_once(
    address: tuple[str, int], caplog: pytest.LogCaptureFixture, kind: str, sent: bytes, statuses: str
) -> None:
    caplog.set_level(logging.ERROR)
    began = time.perf_counter()
    answer = told(address, sent)
    assert time.perf_counter() - began < SECONDS, kind
    assert answer.startswith(b"HTTP/1."), kind
    assert answer.split()[1].decode() in statuses.split(), (kind, answer[:200])
    assert b"Traceback" not in answer
    assert b"<script>" not in answer
    assert [record.getMessage() for record in caplog.records] == []
    assert b" 200 OK" in told(address, b"GET /healthz HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")


def test_those_who_send_nothing_keep_nobody_waiting(address: tuple[str, int]) -> None:
    idle = [socket.create_connection(address, timeout=SECONDS) for _ in range(60)]
    for connection in idle[::2]:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: 127")
    began = time.perf_counter()
    assert b" 200 OK" in told(address, b"GET /healthz HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    assert time.perf_counter() - began < SECONDS
    for connection in idle:
        connection.close()
