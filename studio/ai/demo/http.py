"""Just enough HTTP/1.1 to be a peer that can also misbehave: RFC 9112 over asyncio streams."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

BODY_LIMIT = 64_000_000


@dataclass(frozen=True)
class Incoming:
    """A request as it arrived; header names in lower case."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes

    @property
    def key(self) -> str:
        """The key that came with it, by Bearer or x-api-key."""
        return self.headers.get("authorization", "").removeprefix("Bearer ").strip() or self.headers.get(
            "x-api-key", ""
        )


@dataclass(frozen=True)
class Outgoing:
    """A reply before it is written."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json"


@dataclass(frozen=True)
class Part:
    """One field of a form."""

    name: str
    data: bytes
    filename: str | None = None
    media_type: str = ""


def as_json(data: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Outgoing:
    """Return a JSON reply."""
    return Outgoing(status, json.dumps(data).encode(), headers or {})


async def read_request(reader: asyncio.StreamReader) -> Incoming | None:
    """Return the next request of a connection, None where it was closed; raises ValueError for nonsense."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    lines = head.decode("latin-1").split("\r\n")
    method, target, _version = lines[0].split(" ", 2)
    pairs = [line.split(":", 1) for line in lines[1:] if ":" in line]
    headers = {name.strip().lower(): value.strip() for name, value in pairs}
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = await _chunked(reader)
    else:
        length = int(headers.get("content-length", "0"))
        if not 0 <= length <= BODY_LIMIT:
            raise ValueError("the body is too long")
        body = await reader.readexactly(length)
    parts = urlsplit(target)
    return Incoming(method, parts.path, parse_qs(parts.query), headers, body)


async def _chunked(reader: asyncio.StreamReader) -> bytes:
    parts: list[bytes] = []
    while size := int((await reader.readline()).split(b";")[0], 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
        if sum(map(len, parts)) > BODY_LIMIT:
            raise ValueError("the body is too long")
    await reader.readline()
    return b"".join(parts)


def wire_bytes(reply: Outgoing, *, length: int | None = None) -> bytes:
    """Return a reply as it goes over the wire; `length` lies about the body's where it is given."""
    status = HTTPStatus(reply.status).phrase if reply.status in HTTPStatus._value2member_map_ else "Status"
    lines = [f"HTTP/1.1 {reply.status} {status}", f"content-type: {reply.content_type}"]
    lines.append(f"content-length: {len(reply.body) if length is None else length}")
    lines += [f"{name}: {value}" for name, value in reply.headers.items()]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + reply.body


def form_parts(request: Incoming) -> list[Part]:
    """Return the fields of a multipart/form-data body (RFC 7578); raises ValueError."""
    kind = request.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        raise ValueError("Content-Type must be multipart/form-data")
    message = BytesParser(policy=HTTP).parsebytes(
        b"content-type: " + kind.encode("latin-1") + b"\r\n\r\n" + request.body
    )
    parts = []
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        data = part.get_payload(decode=True)
        assert isinstance(data, bytes)
        named = part.get_filename()
        parts.append(Part(str(name), data, named, part.get_content_type() if named else ""))
    return parts
