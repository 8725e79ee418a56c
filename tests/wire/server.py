"""A model server on loopback that answers as a test tells it, over real HTTP."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Handler", dict[str, Any]], None]


@dataclass
class Running:
    url: str
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    behaviour: Behaviour
    running: Running
    listing: bytes = b'{"data": [{"id": "tiny", "digest": "abc"}]}'

    def do_GET(self) -> None:
        self.answer(200, self.listing)

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.running.asked.append(asked)
        self.running.headers.append(dict(self.headers))
        type(self).behaviour(self, asked)

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def say(self, content: str) -> None:
        message = {"choices": [{"message": {"role": "assistant", "content": content}}]}
        self.answer(200, json.dumps(message).encode())

    def log_message(self, format: str, *args: Any) -> None:
        return


@contextmanager
def serving(behaviour: Behaviour) -> Iterator[Running]:
    running = Running("")
    handler = type("Told", (Handler,), {"behaviour": staticmethod(behaviour), "running": running})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    running.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()


def claims(*items: dict[str, Any]) -> str:
    return json.dumps({"claims": list(items)})


def drip(handler: Handler, seconds: float) -> None:
    """A byte now and then, without end."""
    handler.send_response(200)
    handler.end_headers()
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until:
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        return
