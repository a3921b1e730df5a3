"""The server process: its address, its log, its end."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from searchweb.app import create_app
from searchweb.logged import logged_path
from searchweb.server import AddressUnusable, Server, with_access_log
from tests.web_stand_in import StandIn, many_articles

ROOT = Path(__file__).parent.parent
# A server over an index that takes its time, so that a request is surely under way when the signal comes.
SLOW_SERVER = """
import time
from searchweb.logged import logged_path
from searchweb.server import serve
from tests.web_stand_in import StandIn, many_articles

class Slow(StandIn):
    def search(self, query):
        time.sleep(1.8)
        return StandIn.search(self, query)

serve(Slow(many_articles(5)), "127.0.0.1", 0)
"""


@pytest.fixture
def process() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", SLOW_SERVER]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, encoding="utf-8") as started:
        yield started
        started.kill()


def fetch(address: str) -> HTTPResponse:
    answer = urlopen(address)  # noqa: S310 - an address of this test's own server
    assert isinstance(answer, HTTPResponse)
    return answer


def address_of(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    return process.stderr.readline().split()[-1]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_server_after_the_answer_under_way(process: subprocess.Popen[str], number: int) -> None:
    address = address_of(process)
    answers: list[str] = []

    def ask() -> None:
        with fetch(address + "?q=t%E1%BB%AB-kh%C3%B3a") as answer:
            answers.append(answer.read().decode())

    asking = Thread(target=ask)
    asking.start()
    time.sleep(0.4)
    process.send_signal(number)
    asking.join(10)
    assert process.wait(10) == 0
    assert answers
    assert answers[0].rstrip().endswith("</html>")


def test_the_log_has_the_path_and_never_the_query(process: subprocess.Popen[str]) -> None:
    address = address_of(process)
    with fetch(address + "api/search?q=b%C3%AD-m%E1%BA%ADt") as answer:
        assert answer.headers.get("Server") is None
    with pytest.raises(HTTPError):
        fetch(address + "b%C3%A0i?q=b%C3%AD-m%E1%BA%ADt")
    process.send_signal(signal.SIGTERM)
    assert process.stderr is not None
    rest = process.stderr.read()
    lines = [json.loads(line) for line in rest.splitlines()]
    assert [(line["method"], line["path"], line["status"]) for line in lines] == [
        ("GET", "/api/search", 200),
        ("GET", "/bài", 404),
    ]
    assert lines[0]["ms"] >= 1_800
    assert "mật" not in rest
    assert "m%E1" not in rest


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/official/lê-văn-tám.xã-an-phú", "/official/…"),
        ("/en/official/lê-văn-tám", "/en/official/…"),
        ("/api/v1/officials/lê-văn-tám/x", "/api/v1/officials/…"),
        ("/feed/official/lê\nvăn", "/feed/official/…"),
        ("/officials", "/officials"),
        ("/article/official/1.txt", "/article/official/1.txt"),
        ("/" + "a" * 400, "/" + "a" * 299),
    ],
)
def test_the_log_does_not_say_whom_a_reader_looked_up(path: str, logged: str) -> None:
    assert logged_path(path) == logged


def test_a_taken_port_is_one_line_with_the_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(AddressUnusable, match=rf"127\.0\.0\.1:{port}: address already in use.*--port"):
            Server(create_app(StandIn([])).wsgi_app, "127.0.0.1", port)


@pytest.mark.parametrize(("host", "port"), [("x" * 70, 8000), ("127.0.0.1", 70_000), ("192.0.2.1", 0)])
def test_an_impossible_address_is_refused(host: str, port: int) -> None:
    with pytest.raises(AddressUnusable, match=r"--host|--port"):
        Server(create_app(StandIn([])).wsgi_app, host, port)


def test_readers_at_once_are_all_answered() -> None:
    server = Server(with_access_log(create_app(StandIn(many_articles(30))).wsgi_app), "127.0.0.1", 0)
    running = Thread(target=server.run)
    running.start()
    sizes: list[int] = []

    def read() -> None:
        for _ in range(5):
            with fetch(server.url + "?q=ph%C3%B2ng") as answer:
                sizes.append(len(answer.read()))

    readers = [Thread(target=read) for _ in range(12)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    server.stop()
    running.join(5)
    assert not running.is_alive()
    assert len(sizes) == 60
    assert min(sizes) == max(sizes) > 5_000
