"""Files and batches of both providers: done at once, or when `finish` says so."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from studio.ai.demo import anthropic_endpoints, openai_endpoints
from studio.ai.demo.contract import Violation
from studio.ai.demo.http import Incoming, Outgoing, Part, as_json, form_parts

CREATED = openai_endpoints.CREATED
_STAMP = "2026-11-21T00:00:00Z"


@dataclass
class Shelf:
    """What lies at the server between two calls.

    `held`: batches stay in progress; `patience`: seconds that each takes at least, from when it was `begun` (time).
    """

    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    openai: dict[str, dict[str, Any]] = field(default_factory=dict)
    anthropic: dict[str, dict[str, Any]] = field(default_factory=dict)
    begun: dict[str, float] = field(default_factory=dict)
    held: bool = False
    patience: float = 0.0
    bill: Callable[[str, Any], None] = lambda path, body: None

    def _ready(self, number: str) -> bool:
        return not self.held and time.time() - self.begun.get(number, 0.0) >= self.patience

    def upload(self, request: Incoming) -> dict[str, Any]:
        """POST /files."""
        parts: dict[str, Part] = {part.name: part for part in form_parts(request)}
        if "file" not in parts or parts.get("purpose", Part("", b"")).data != b"batch":
            raise Violation("'file' and the purpose 'batch' are needed.", "purpose")
        return self._keep(parts["file"].data, parts["file"].filename or "upload", "batch")

    def _keep(self, data: bytes, name: str, purpose: str) -> dict[str, Any]:
        number = f"file-demo{max((int(known[9:]) for known in self.files), default=0) + 1}"  # old ones may be gone
        self.files[number] = (name, data)
        return {
            "id": number,
            "object": "file",
            "bytes": len(data),
            "created_at": CREATED,
            "filename": name,
            "purpose": purpose,
            "status": "processed",
        }

    def content(self, number: str) -> Outgoing:
        """GET /files/{id}/content."""
        if number not in self.files:
            raise Violation(f"No such File object: {number}", status=404)
        return Outgoing(200, self.files[number][1], {}, "application/octet-stream")

    def begin_openai(self, body: dict[str, Any]) -> dict[str, Any]:
        """POST /batches."""
        if body.get("completion_window") != "24h" or body.get("input_file_id") not in self.files:
            raise Violation("'completion_window' must be 24h, 'input_file_id' an uploaded file.", "input_file_id")
        number = f"batch_demo{len(self.openai) + 1}"
        lines = [json.loads(line) for line in self.files[body["input_file_id"]][1].splitlines() if line.strip()]
        if any(line.get("url") != body["endpoint"] or line.get("method") != "POST" for line in lines):
            raise Violation("Each line's url must be the batch's endpoint.", "endpoint")
        self.begun[number] = time.time()
        self.openai[number] = {
            "id": number,
            "object": "batch",
            "endpoint": body["endpoint"],
            "input_file_id": body["input_file_id"],
            "completion_window": "24h",
            "status": "in_progress",
            "created_at": CREATED,
            "request_counts": {"total": len(lines), "completed": 0, "failed": 0},
        }
        return self.openai[number]

    def openai_state(self, number: str) -> dict[str, Any]:
        """GET /batches/{id}: the work is done when one asks, unless it is held."""
        if number not in self.openai:
            raise Violation(f"No batch found with id '{number}'.", status=404)
        batch = self.openai[number]
        if batch["status"] == "in_progress" and self._ready(number):
            self._finish_openai(batch)
        return batch

    def _finish_openai(self, batch: dict[str, Any]) -> None:
        done, failed = [], []
        for place, line in enumerate(self.files[batch["input_file_id"]][1].splitlines()):
            item = json.loads(line)
            wrapped: dict[str, Any] = {"id": f"batch_req_{place}", "custom_id": item["custom_id"], "error": None}
            try:
                reply = openai_endpoints.batch_line(item["body"], item["url"], place)
                self.bill(item["url"], item["body"])
                done.append(wrapped | {"response": {"status_code": 200, "request_id": "req_demo", "body": reply}})
            except Violation as error:
                body = {"error": {"message": str(error), "type": "invalid_request_error", "code": None}}
                failed.append(wrapped | {"response": {"status_code": error.status, "request_id": "", "body": body}})
        for key, items in (("output_file_id", done[::-1]), ("error_file_id", failed)):
            if items:
                data = "".join(json.dumps(item) + "\n" for item in items).encode()
                batch[key] = self._keep(data, f"{key}.jsonl", "batch_output")["id"]
        batch["status"] = "completed"
        batch["request_counts"] |= {"completed": len(done), "failed": len(failed)}

    def begin_anthropic(self, body: dict[str, Any]) -> dict[str, Any]:
        """POST /v1/messages/batches."""
        requests = body.get("requests")
        if not requests or len({item["custom_id"] for item in requests}) != len(requests):
            raise Violation("requests: custom_id must be unique", "requests")
        number = f"msgbatch_demo{len(self.anthropic) + 1}"
        self.begun[number] = time.time()
        self.anthropic[number] = {"requests": requests, "status": "in_progress"}
        return self._anthropic(number)

    def anthropic_state(self, number: str) -> dict[str, Any]:
        """GET /v1/messages/batches/{id}."""
        if number not in self.anthropic:
            raise Violation(f"No batch {number}", status=404)
        if self._ready(number) and self.anthropic[number]["status"] == "in_progress":
            self.anthropic[number]["status"] = "ended"
        return self._anthropic(number)

    def cancel(self, number: str) -> dict[str, Any]:
        """POST …/cancel of both."""
        if number in self.openai:
            self.openai[number]["status"] = "cancelled"
            return self.openai[number]
        if number not in self.anthropic:
            raise Violation(f"No batch {number}", status=404)
        self.anthropic[number] |= {"status": "ended", "cancelled": True}
        return self._anthropic(number)

    def _anthropic(self, number: str) -> dict[str, Any]:
        batch = self.anthropic[number]
        ended = batch["status"] == "ended"
        counts = dict.fromkeys(("processing", "succeeded", "errored", "canceled", "expired"), 0)
        counts["canceled" if batch.get("cancelled") else "succeeded" if ended else "processing"] = len(
            batch["requests"]
        )
        return {
            "id": number,
            "type": "message_batch",
            "processing_status": batch["status"],
            "request_counts": counts,
            "created_at": _STAMP,
            "expires_at": "2026-11-22T00:00:00Z",
            "ended_at": _STAMP if ended else None,
            "results_url": f"/v1/messages/batches/{number}/results" if ended else None,
            "archived_at": None,
            "cancel_initiated_at": None,
        }

    def anthropic_results(self, number: str) -> Outgoing:
        """GET /v1/messages/batches/{id}/results: JSON lines in any order."""
        if number not in self.anthropic:
            raise Violation(f"No batch {number}", status=404)
        batch = self.anthropic[number]
        lines = []
        for place, item in reversed(list(enumerate(batch["requests"]))):
            result: dict[str, Any]
            if batch.get("cancelled"):
                result = {"type": "canceled"}
            else:
                try:
                    message = anthropic_endpoints.messages(item["params"], place)
                    self.bill("/v1/messages", item["params"])
                    result = {"type": "succeeded", "message": message}
                except Violation as error:
                    inner = {"type": "invalid_request_error", "message": str(error)}
                    result = {"type": "errored", "error": {"type": "error", "error": inner, "request_id": "req_demo"}}
            lines.append(json.dumps({"custom_id": item["custom_id"], "result": result}) + "\n")
        return Outgoing(200, "".join(lines).encode(), {}, "application/x-jsonl")


def route(shelf: Shelf, request: Incoming) -> Outgoing | None:
    """Answer a call that concerns files and batches; None for another."""
    posted = request.method == "POST"
    begun = request.path.startswith("/v1/messages/batches")
    _, batch, action, *_ = (*request.path.removeprefix("/v1/messages" if begun else "/v1").split("/")[1:], "", "", "")
    if request.path.startswith("/v1/files"):
        return as_json(shelf.upload(request)) if posted else shelf.content(batch)
    if not begun and not request.path.startswith("/v1/batches"):
        return None
    if action == "results":
        return shelf.anthropic_results(batch)
    if action == "cancel":
        return as_json(shelf.cancel(batch))
    begin, state = (shelf.begin_anthropic, shelf.anthropic_state) if begun else (shelf.begin_openai, shelf.openai_state)
    return as_json(state(batch) if batch else begin(json.loads(request.body)))
