"""Listening: from a host and a port to a server that runs until it is told to stop."""

import errno
import os
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn

from studio.app.queue import Queue
from studio.model.errors import UsageError
from studio.server.application import create_app


def run(
    *,
    host: str,
    port: int,
    token: str,
    roots: Sequence[Path] = (),
    results: Path | None = None,
    workers: int | None = None,
    webhook_hosts: Sequence[str] = (),
    ready: Callable[[str], object] = lambda address: None,
) -> None:
    """Serve until interrupted; `ready` gets the address. Raises UsageError for an address that cannot be had."""
    listening = listen(host, port)
    bound = listening.getsockname()
    app = create_app(Queue(), token=token, workers=workers, roots=roots, results=results, webhook_hosts=webhook_hosts)
    name = f"[{bound[0]}]" if ":" in bound[0] else bound[0]
    ready(f"http://{name}:{bound[1]}")
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=5
    )
    uvicorn.Server(config).run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; raises UsageError where the address is not ours or taken."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        try:
            if os.name == "posix":
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen(1024)  # from here on clients are kept waiting, not refused
        except OSError:
            listening.close()
            raise
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        hint = "Another program listens there: choose another --port." if taken else "Check --host and --port."
        raise UsageError(f"Nothing can listen on {host}:{port} ({error.strerror or error}).", hint) from error
    return listening
