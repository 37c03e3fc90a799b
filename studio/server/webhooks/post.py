"""One attempt: a POST to a judged address that takes no longer than it may, whatever the other side does."""

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from studio import __version__
from studio.server.webhooks.address import Address


@dataclass(frozen=True)
class Answer:
    """`status` 0 where none came; `problem` says why; `retry_after` in seconds where the receiver asked for it."""

    status: int
    problem: str = ""
    retry_after: float = 0.0

    @property
    def well(self) -> bool:
        """Whether the receiver took it."""
        return 200 <= self.status < 300


def post(address: Address, body: bytes, headers: Mapping[str, str], *, seconds: float) -> Answer:
    """Send a body and return what came of it; raises nothing. `seconds` is for everything together."""
    connection = _Connection(address, seconds)
    end = threading.Timer(seconds, connection.cut)  # time-outs of sockets begin anew with each byte that drips in
    end.daemon = True
    end.start()
    try:
        connection.request(
            "POST",
            address.target,
            body,
            {
                "Host": address.authority,
                "Content-Type": "application/json",
                "User-Agent": f"Listing-Studio/{__version__}",
                **headers,
            },
        )
        response = connection.getresponse()  # the body is of no interest
        if connection.late:  # cut within the headers, which http.client takes for their end
            raise TimeoutError
        after = response.headers.get("Retry-After", "")
        wait = float(after) if after.isascii() and after.isdigit() and len(after) < 9 else 0.0
        problem = "" if 200 <= response.status < 300 else f"answered {response.status}"
        return Answer(response.status, problem, wait)
    except (OSError, http.client.HTTPException, ValueError) as error:
        late = connection.late or isinstance(error, TimeoutError)
        return Answer(0, f"no answer in {seconds:g} seconds" if late else f"{type(error).__name__}: {error}"[:300])
    finally:
        end.cancel()
        connection.close()


class _Connection(http.client.HTTPConnection):
    """Connects to the judged address and to nothing else; no proxy, no redirect."""

    def __init__(self, address: Address, seconds: float) -> None:
        super().__init__(address.host, address.port, timeout=seconds)
        self._address = address
        self.late = False

    def connect(self) -> None:
        """Open the connection, with TLS for https; raises OSError."""
        self.sock = socket.create_connection((self._address.ip, self._address.port), self.timeout)
        if self._address.scheme == "https":
            self.sock = _trust().wrap_socket(self.sock, server_hostname=self._address.host)

    def cut(self) -> None:
        """End it from another thread."""
        self.late = True
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()
