"""Where a webhook may go: no address inside the own network, unless the person who runs the server allowed it.

A name is looked up once for each attempt, every address it has is judged, and the connection goes to the very address
that was judged: a name that changes its mind in between (DNS rebinding) gains nothing. Redirects are not followed.
"""

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from studio.server.problems import Refused

_HINT = "Use https and a public address, or start the server with --webhook-host HOST[:PORT]."
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True)
class Address:
    """A judged address: connect to `ip`, name `host` in the request and to TLS."""

    scheme: str
    host: str
    port: int
    ip: str
    target: str

    @property
    def authority(self) -> str:
        """The Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _usual(self.scheme) else f"{host}:{self.port}"


class Addresses:
    """Judges URLs. `allowed` are hosts (`10.0.0.7`, `localhost:9000`) that need be neither public nor https."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self._allowed = {host.lower() for host in allowed}

    def resolve(self, url: str) -> Address:
        """Return a URL's address; raises Refused (422) for one that must not be called."""
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").rstrip("."), parts.port or _usual(parts.scheme)
        except ValueError as error:
            raise _refused(f"{url[:200]!r} is no address.") from error
        if parts.scheme not in ("http", "https") or not host or parts.username is not None or parts.fragment:
            raise _refused(f"{url[:200]!r} is no plain http or https address.")
        if not url.isascii() or any(sign <= " " or sign in '"<>\\^`{|}\x7f' for sign in url):
            raise _refused(f"{url[:200]!r} has signs that must be escaped.")
        allowed = bool(self._allowed & {host, f"{host}:{port}"})
        if parts.scheme != "https" and not allowed:
            raise _refused("Webhooks go out over https only.")
        found = _looked_up(host, port)
        if not allowed and not all(is_public(ip) for ip in found):
            raise _refused(f"{host} is an address inside the own network.")
        return Address(
            parts.scheme, host, port, found[0], (parts.path or "/") + (f"?{parts.query}" * bool(parts.query))
        )


def is_public(text: str) -> bool:
    """Whether an IP address is a public one: no loopback, private, link-local (cloud metadata), shared or reserved."""
    ip = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


def _looked_up(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused(422, "unknown-host", f"The name {host[:100]} cannot be found.", "Check the address.") from error
    return list(dict.fromkeys(str(address[4][0]) for address in found))


def _usual(scheme: str) -> int:
    return 443 if scheme == "https" else 80


def _refused(message: str) -> Refused:
    return Refused(422, "webhook-address", message, _HINT)
