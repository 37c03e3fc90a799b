"""A provider on this computer: both protocols, real sockets, strict about requests, able to misbehave; it counts."""

import asyncio
import json
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from studio.ai.demo import anthropic_endpoints, batches, memory, openai_endpoints
from studio.ai.demo.contract import Violation
from studio.ai.demo.faults import FAULTS, Fault, spoilt, travel
from studio.ai.demo.http import Incoming, Outgoing, as_json, read_request

KEY = "demo-key"
"""The one key that the server takes."""

Validator = Callable[[Incoming], str | None]
"""Returns what is wrong with a request, or None: how tests add the published descriptions."""


@dataclass(frozen=True)
class Call:
    """One request as the server saw it; `billed`: the work was done and would be charged."""

    path: str
    request: Incoming
    status: int
    billed: bool


class DemoServer:
    """Serves on 127.0.0.1 from a thread of its own: `with DemoServer() as server: …`.

    `delay`: seconds that each answer takes, pictures four times as long; so that a demo feels like the real thing.
    `memory`: a file in which batches outlive the server.
    """

    def __init__(
        self,
        *,
        delay: float = 0.0,
        validators: tuple[Validator, ...] = (),
        drip: float = 0.25,
        memory: Path | None = None,
    ) -> None:
        self.delay, self.drip, self.memory = delay, drip, memory
        self.validators = validators
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self.shelf = batches.Shelf(bill=self._bill_batch)
        self._faults: deque[Fault | None] = deque()
        self._always: Fault | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self.port = 0
        self.at_once = 0
        self.most_at_once = 0

    @property
    def openai_address(self) -> str:
        """The base URL of OpenAI's protocol."""
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def anthropic_address(self) -> str:
        """The base URL of Anthropic's protocol."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def billed(self) -> int:
        """How many calls would be charged."""
        return sum(call.billed for call in self.calls)

    def misbehave(self, *faults: str | Fault | None, always: str | Fault | None = None) -> None:
        """Set the trouble of the next calls in order (None: a good one), then of all that follow."""
        self._faults = deque(_fault(item) for item in faults)
        self._always = _fault(always)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Begin to serve; returns when the port is open."""
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), name="demo-provider", daemon=True)
        self._thread.start()
        ready.wait()

    def stop(self) -> None:
        """End at once, with whatever is under way."""
        if self._loop is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._ended.set)
            self._thread.join()
            self._thread = None

    def _run(self, ready: threading.Event) -> None:
        asyncio.run(self._serve(ready))

    async def _serve(self, ready: threading.Event) -> None:
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0, backlog=512, limit=2**20)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self._ended.wait()
        server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(self._connection(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (request := await read_request(reader)) is not None:
                self.at_once += 1
                self.most_at_once = max(self.most_at_once, self.at_once)
                try:
                    if not await self._answer(request, writer):
                        break
                finally:
                    self.at_once -= 1
        except (ConnectionError, asyncio.IncompleteReadError, ValueError):
            pass  # the other side went away, or spoke no HTTP
        finally:
            writer.transport.abort() if writer.is_closing() else writer.close()

    async def _answer(self, request: Incoming, writer: asyncio.StreamWriter) -> bool:
        free = request.method == "GET"
        fault = self._faults.popleft() if self._faults else self._always
        if fault is not None and (fault.reply is not None or fault.transport.endswith("-first")):
            reply = fault.reply(service(request)) if fault.reply is not None else Outgoing()
            self.calls.append(Call(request.path, request, reply.status, billed=False))
            return await travel(writer, reply, fault, self.drip)
        reply = self._served(request)
        billed = reply.status == 200 and not free and _charged(request.path)
        self.calls.append(Call(request.path, request, reply.status, billed))
        if self.delay and not free:
            await asyncio.sleep(self.delay * (4 if "/images/" in request.path else 1))
        return await travel(writer, spoilt(reply, fault) if fault is not None else reply, fault, self.drip)

    def _served(self, request: Incoming) -> Outgoing:
        if request.key != KEY and not request.path.startswith("/v1/chat"):
            unknown = FAULTS["401"].reply
            assert unknown is not None
            return unknown(service(request))
        try:
            for validator in self.validators:
                if (wrong := validator(request)) is not None:
                    raise Violation(wrong)
            return self._route(request)
        except (Violation, ValueError, KeyError, TypeError, AttributeError) as error:
            self.violations.append(f"{request.path}: {error!r}")
            return _refused(request, error)

    def _route(self, request: Incoming) -> Outgoing:
        number = len(self.calls) + 1
        asked = {"x-request-id": f"req_demo{number}", "request-id": f"req_demo{number}"}
        if (reply := self._batched(request)) is not None:
            return reply
        if request.path == "/v1/models":
            return as_json(
                anthropic_endpoints.models() if service(request) == "anthropic" else openai_endpoints.models()
            )
        if request.path == "/v1/images/edits":
            return as_json(openai_endpoints.edits(request, number), headers=asked)
        maker = {
            "/v1/responses": openai_endpoints.responses,
            "/v1/chat/completions": openai_endpoints.chat,
            "/v1/images/generations": openai_endpoints.generations,
            "/v1/messages": anthropic_endpoints.messages,
        }.get(request.path)
        if maker is None or request.method != "POST":
            raise Violation(f"Invalid URL ({request.method} {request.path})", status=404)
        return as_json(maker(json.loads(request.body), number), headers=asked)

    def _batched(self, request: Incoming) -> Outgoing | None:
        if self.memory is not None and "/models" not in request.path:
            memory.recall(self.shelf, self.memory)
        reply = batches.route(self.shelf, request)
        if self.memory is not None and reply is not None:
            memory.keep(self.shelf, self.memory)
        return reply

    def _bill_batch(self, path: str, body: Any) -> None:
        request = Incoming("POST", path, {}, {}, json.dumps(body).encode())
        self.calls.append(Call(path, request, 200, billed=True))


def service(request: Incoming) -> str:
    """Return whose protocol a request speaks."""
    spoken = "anthropic-version" in request.headers or request.path.startswith("/v1/messages")
    return "anthropic" if spoken else "openai"


def _charged(path: str) -> bool:
    return path.endswith(("/responses", "/chat/completions", "/images/generations", "/images/edits", "/v1/messages"))


def _fault(item: str | Fault | None) -> Fault | None:
    return FAULTS[item] if isinstance(item, str) else item


def _refused(request: Incoming, error: Exception) -> Outgoing:
    status = error.status if isinstance(error, Violation) else 400
    kind = "not_found_error" if status == 404 else "invalid_request_error"
    if service(request) == "anthropic":
        inner = {"type": kind, "message": str(error)}
        return as_json({"type": "error", "error": inner, "request_id": "req_demo"}, status)
    param = error.param if isinstance(error, Violation) else None
    return as_json({"error": {"message": str(error), "type": kind, "param": param or None, "code": None}}, status)
