"""HTTP for `shopify.py`: GraphQL with the shop's access token, and the upload to the address that the shop names."""

import base64
import hashlib
import json
import secrets
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from email.message import Message
from typing import Any
from urllib.parse import urlsplit

from studio.delivery.target import DeliveryError

VERSION = "2026-10"
_ATTEMPTS = 6
_SECONDS = 60.0
_CURE = "Check the shop's name, the access token (scopes write_files and read_files) and the connection."


class Calls:
    """Talks to one shop. `host` is `name.myshopify.com`; a host of this computer is spoken to without TLS."""

    def __init__(
        self, host: str, token: str, *, version: str = VERSION, wait: Callable[[float], object] = time.sleep
    ) -> None:
        self.host, self._token, self._wait = host, token, wait
        scheme = "http" if is_here(host) else "https"
        self._url = f"{scheme}://{host}/admin/api/{version}/graphql.json"

    def ask(self, query: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        """Return the data of a query or mutation; raises DeliveryError. A throttled call is repeated."""
        body = json.dumps({"query": query, "variables": variables}).encode()
        headers = {"Content-Type": "application/json", "X-Shopify-Access-Token": self._token}
        for attempt in range(_ATTEMPTS):
            status, _headers, data = _sent(urllib.request.Request(self._url, body, headers))
            answer = _json(data)
            if status in (429, 502, 503, 504) or _throttled(answer):
                self._wait(min(2.0**attempt, 20.0))
                continue
            if status != 200 or answer.get("errors") or "data" not in answer:
                raise DeliveryError(f"{self.host} answered {status}: {_first(answer)}.", _CURE)
            found: dict[str, Any] = answer["data"]
            return found
        raise DeliveryError(f"{self.host} is too busy.", "Deliver again later; what is there stays.")

    def upload(self, url: str, fields: Mapping[str, str], name: str, data: bytes, media_type: str) -> bool:
        """Post a form with a file to a signed address; return whether the store confirmed the bytes' hash."""
        parts = urlsplit(url)
        if parts.scheme != "https" and not is_here(parts.netloc):
            raise DeliveryError(f"{self.host} named an address without encryption for the upload.", "Tell Shopify.")
        body, content_type = form(fields, name, data, media_type)
        for attempt in range(_ATTEMPTS):
            status, headers, _data = _sent(urllib.request.Request(url, body, {"Content-Type": content_type}))
            if status in (200, 201, 204):
                return _same_hash(headers, data, name)
            if status not in (0, 408, 429, 500, 502, 503, 504):
                break
            self._wait(min(2.0**attempt, 20.0))
        raise DeliveryError(f"The upload of {name} was answered {status or 'not at all'}.", "Deliver again.")


def form(fields: Mapping[str, str], name: str, data: bytes, media_type: str) -> tuple[bytes, str]:
    """Return a multipart/form-data body (RFC 7578), the file last as stores demand, and its content type."""
    boundary = f"studio-{secrets.token_hex(16)}"
    lines = [f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{fields[key]}\r\n' for key in fields]
    quoted = name.replace("\\", "_").replace('"', "%22")
    lines.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{quoted}"\r\n'
        f"Content-Type: {media_type}\r\n\r\n"
    )
    return "".join(
        lines
    ).encode() + data + f"\r\n--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def is_here(host: str) -> bool:
    """Whether a host is this computer."""
    return host.rpartition(":")[0] in ("127.0.0.1", "localhost") or host in ("127.0.0.1", "localhost")


def _same_hash(headers: Message, data: bytes, name: str) -> bool:
    """Compare the MD5 that Google's or Amazon's store tells of what it stored; raises DeliveryError."""
    wanted = hashlib.md5(data, usedforsecurity=False).digest()
    google = [entry.strip() for line in headers.get_all("x-goog-hash", []) for entry in line.split(",")]
    told = [entry[4:] for entry in google if entry.startswith("md5=")]
    tag = (headers.get("ETag") or "").strip('"')
    if len(tag) == 32:
        told.append(tag)
    if told and not {base64.b64encode(wanted).decode(), wanted.hex()} & set(told):
        raise DeliveryError(f"{name} arrived damaged at the shop's store.", "Deliver again.")
    return bool(told)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The token goes to the shop and nowhere else."""

    def redirect_request(self, *_arguments: Any, **_options: Any) -> None:
        return None


def _sent(request: urllib.request.Request) -> tuple[int, Message, bytes]:
    """Return status, headers and body; status 0 where no answer came."""
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=_SECONDS) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()
    except OSError as error:
        if isinstance(getattr(error, "reason", None), TimeoutError | ConnectionError):
            return 0, Message(), b""
        raise DeliveryError(f"{request.host} could not be reached: {error}.", _CURE) from error


def _json(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _throttled(answer: Mapping[str, Any]) -> bool:
    errors = answer.get("errors")  # a list from GraphQL, a text from the gate before it
    return isinstance(errors, list) and any(
        (error.get("extensions") or {}).get("code") == "THROTTLED" for error in errors
    )


def _first(answer: Mapping[str, Any]) -> str:
    errors = answer.get("errors")
    if isinstance(errors, str):
        return errors
    return str(errors[0].get("message", "no reason")) if errors else "no data"
