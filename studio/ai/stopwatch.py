"""How long each part of one HTTP call takes, and whether anything left the computer."""

import time
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from studio.model.ai import Seconds

CURRENT: ContextVar["Stopwatch | None"] = ContextVar("stopwatch", default=None)
"""The watch of the call that this task makes; a client serves many calls at once."""


@dataclass
class Stopwatch:
    """Fed by httpcore2's trace events; seconds from the moment it is made."""

    began: float = field(default_factory=time.perf_counter)
    connect: float = 0.0
    first_byte: float = 0.0
    sent: bool = False

    async def note(self, event: str, _info: dict[str, Any]) -> None:
        """Take one event: "connection.connect_tcp.complete", "http11.send_request_headers.started", …"""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self.connect = time.perf_counter() - self.began
        elif event.endswith("send_request_headers.complete"):
            self.sent = True
        elif event.endswith("receive_response_headers.complete"):
            self.first_byte = time.perf_counter() - self.began

    def seconds(self) -> Seconds:
        """Return what was measured until now."""
        return Seconds(self.connect, self.first_byte, time.perf_counter() - self.began)


async def watch(request: Any) -> None:
    """Attach the task's watch to an outgoing httpx2 request (an event hook of the client)."""
    stopwatch = CURRENT.get()
    if stopwatch is not None:
        request.extensions["trace"] = stopwatch.note
