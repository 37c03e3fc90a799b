"""A webhook receiver on loopback that can do what receivers in the field do: fail, hang, drip, redirect, vanish."""

import socket
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[[int], int | str]
"""Given how many requests came before: a status, or "hang", "drip", "drop"."""


class Receiver:
    """Records every request as (headers, body). A context manager."""

    def __init__(self, behaviour: Behaviour = lambda before: 204) -> None:
        self.behaviour = behaviour
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.released = threading.Event()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                before = len(receiver.requests)
                receiver.requests.append(({name.lower(): value for name, value in self.headers.items()}, body))
                receiver.answer(self, receiver.behaviour(before))

            def log_message(self, *_arguments: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?shop=1"

    def answer(self, handler: BaseHTTPRequestHandler, how: int | str) -> None:
        if how == "hang":
            self.released.wait(30)
        elif how == "drip":
            for sign in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 10_000:
                try:
                    handler.wfile.write(bytes([sign]))
                except OSError:
                    return
                if self.released.wait(0.02):
                    return
        elif how == "drop":
            handler.connection.shutdown(socket.SHUT_RDWR)
        else:
            assert isinstance(how, int)
            handler.send_response(how)
            if 300 <= how < 400:
                handler.send_header("Location", self.url)
            if how == 429:
                handler.send_header("Retry-After", "3600")
            handler.end_headers()

    def wait_for(self, count: int, seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while len(self.requests) < count:
            assert time.monotonic() < end, f"{len(self.requests)} of {count} requests came"
            time.sleep(0.01)

    def __enter__(self) -> "Receiver":
        self._thread.start()
        return self

    def __exit__(self, *_rest: object) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
