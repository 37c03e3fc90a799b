"""Every way in which a provider was seen to misbehave, on demand."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from email.utils import format_datetime
from typing import Any, Literal

from studio.ai.demo.http import Outgoing, wire_bytes

When = Literal["before", "instead", "after"]


@dataclass(frozen=True)
class Fault:
    """One kind of trouble.

    `reply`: what is answered instead, made for the service ("openai" or "anthropic"); nothing is done or billed.
    `spoil`: what becomes of a good reply; the work was done and is billed. `transport`: how the bytes travel.
    """

    reply: Callable[[str], Outgoing] | None = None
    spoil: Callable[[dict[str, Any]], Any] | None = None
    transport: Literal["", "hang", "drip", "reset", "cut", "longer", "shorter", "hang-first", "reset-first"] = ""
    text: bytes | None = None  # a body that replaces the good one, sent as 200
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


def _error(status: int, kind: str, message: str, code: str | None = None, **headers: str) -> Fault:
    def reply(service: str) -> Outgoing:
        if service == "openai":
            error: dict[str, Any] = {"error": {"message": message, "type": kind, "param": None, "code": code}}
        else:
            error = {"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_demo"}
        return Outgoing(status, json.dumps(error).encode(), headers)

    return Fault(reply=reply)


def busy(retry_after: str) -> Fault:
    """Return the fault of a 429 with a retry-after of seconds, a date, or anything."""
    return _error(429, "rate_limit_error", "Rate limit reached.", "rate_limit_exceeded", **{"retry-after": retry_after})


def busy_until(seconds: float) -> Fault:
    """Return the fault of a 429 whose retry-after is an HTTP date."""
    from datetime import UTC, datetime, timedelta

    return busy(format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True))


def _wrong_shape(_good: dict[str, Any]) -> dict[str, Any]:
    return {"hello": "world", "output": "text", "content": 7, "choices": {}, "data": [3]}


def _texts(good: Any, change: Callable[[str], str]) -> Any:
    """Return the reply with each text of an answer changed, in all three protocols."""
    if isinstance(good, list):
        return [_texts(item, change) for item in good]
    if not isinstance(good, dict):
        return good
    answer = good.get("type") in ("output_text", "text") or good.get("role") == "assistant"
    return {
        key: change(value)
        if answer and key in ("text", "content") and isinstance(value, str)
        else _texts(value, change)
        for key, value in good.items()
    }


def _half(text: str) -> str:
    return text[: len(text) // 2]


def _cut_short(good: dict[str, Any]) -> dict[str, Any]:
    short = dict(_texts(good, _half))
    if "choices" in short:
        short["choices"][0]["finish_reason"] = "length"
    elif "stop_reason" in short:
        short["stop_reason"] = "max_tokens"
    else:
        short |= {"status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}}
    return short


def _refusal(good: dict[str, Any]) -> dict[str, Any]:
    said = "I can't help with that picture."
    refused = dict(good)
    if "choices" in refused:
        refused["choices"][0]["message"] |= {"content": None, "refusal": said}
    elif "stop_reason" in refused:
        details = {"type": "refusal", "category": "general_harms", "explanation": said}
        refused |= {"content": [], "stop_reason": "refusal", "stop_details": details}
    else:
        refused["output"][-1]["content"] = [{"type": "refusal", "refusal": said}]
    return refused


def _out_of_bounds(text: str) -> str:
    def worse(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: worse(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [worse(inner) for inner in value]
        return value if isinstance(value, bool) else -1e9 if isinstance(value, int | float) else value * 4000

    return json.dumps(worse(json.loads(text)))


def _picture(change: Callable[[str], str | None]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def spoil(good: dict[str, Any]) -> dict[str, Any]:
        if "data" not in good:
            return good
        changed = change(good["data"][0]["b64_json"])
        inner = {"b64_json": changed} if changed is not None else {"url": "https://example.invalid/picture.png"}
        return good | {"data": [inner]}

    return spoil


def _other_shape(_encoded: str) -> str:
    from studio.ai.demo.scenery import encoded_scene

    return encoded_scene(640, 96, "png")


def _other_size(encoded: str) -> str:
    from studio.ai.demo.scenery import half_size

    return half_size(encoded)


def _other_kind(_encoded: str) -> str:
    from base64 import b64encode

    return b64encode(b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>").decode()


HTML = b"<!DOCTYPE html><html><head><title>Hotel WiFi</title></head><body>Please sign in.</body></html>"

FAULTS: dict[str, Fault] = {
    "401": _error(401, "authentication_error", "Incorrect API key provided: sk-demo-1234567890.", "invalid_api_key"),
    "402": _error(402, "billing_error", "Your credit balance is too low."),
    "quota": _error(429, "insufficient_quota", "You exceeded your current quota.", "insufficient_quota"),
    "403": _error(403, "permission_error", "Your account may not use this model."),
    "404": _error(404, "not_found_error", "The model does not exist.", "model_not_found"),
    "413": _error(413, "request_too_large", "Request exceeds the maximum size."),
    "429": busy("1"),
    "429-now": busy("0"),
    "429-absurd": busy("31536000"),
    "429-nonsense": busy("soon"),
    "500": _error(500, "api_error", "Internal server error."),
    "502": Fault(reply=lambda _service: Outgoing(502, b"<html>Bad gateway</html>", {}, "text/html")),
    "503": _error(503, "api_error", "Service unavailable."),
    "529": _error(529, "overloaded_error", "Overloaded."),
    "307": Fault(reply=lambda _service: Outgoing(307, b"", {"location": "https://example.invalid/"})),
    "moderation": _error(400, "image_generation_user_error", "Rejected by the safety system.", "moderation_blocked"),
    "hang": Fault(transport="hang"),
    "hang-first": Fault(transport="hang-first"),
    "drip": Fault(transport="drip"),
    "reset": Fault(transport="reset"),
    "reset-first": Fault(transport="reset-first"),
    "cut": Fault(transport="cut"),
    "longer": Fault(transport="longer"),
    "shorter": Fault(transport="shorter"),
    "malformed": Fault(text=b'{"id": "x", "output": [}'),
    "empty": Fault(text=b""),
    "null": Fault(text=b"null"),
    "html": Fault(text=HTML, content_type="text/html"),
    "html-as-json": Fault(text=HTML),
    "wrong-shape": Fault(spoil=_wrong_shape),
    "refusal": Fault(spoil=_refusal),
    "cut-short": Fault(spoil=_cut_short),
    "fenced": Fault(spoil=lambda good: _texts(good, lambda text: f"```json\n{text}\n```")),
    "chatty": Fault(spoil=lambda good: _texts(good, lambda text: f"Sure! Here it is:\n{text}\nAnything else?")),
    "not-json": Fault(spoil=lambda good: _texts(good, lambda _text: "A lovely mug, isn't it?")),
    "silent": Fault(spoil=lambda good: _texts(good, lambda _text: "")),
    "out-of-bounds": Fault(spoil=lambda good: _texts(good, _out_of_bounds)),
    "nan": Fault(spoil=lambda good: _texts(good, lambda _text: '{"confidence": NaN}')),
    "no-usage": Fault(spoil=lambda good: {key: value for key, value in good.items() if key != "usage"}),
    "30-mb": Fault(spoil=lambda good: good | {"padding": "x" * 30_000_000}),
    "picture-other-shape": Fault(spoil=_picture(_other_shape)),
    "picture-other-size": Fault(spoil=_picture(_other_size)),
    "picture-other-kind": Fault(spoil=_picture(_other_kind)),
    "picture-broken": Fault(spoil=_picture(lambda text: text[: len(text) // 3])),
    "picture-not-base64": Fault(spoil=_picture(lambda _text: "§§§")),
    "picture-by-address": Fault(spoil=_picture(lambda _text: None)),
}
"""By name; what "on demand" means."""


def spoilt(good: Outgoing, fault: Fault) -> Outgoing:
    """Return a good reply as the fault leaves it."""
    if fault.text is not None:
        return replace(good, body=fault.text, content_type=fault.content_type)
    if fault.spoil is not None and good.status == 200 and good.content_type == "application/json":
        return replace(good, body=json.dumps(fault.spoil(json.loads(good.body))).encode())
    return good


async def travel(writer: asyncio.StreamWriter, reply: Outgoing, fault: Fault | None, drip_seconds: float) -> bool:
    """Write a reply as the fault makes it travel; return whether the connection can serve another request."""
    how = fault.transport if fault is not None else ""
    body = reply.body
    if how in ("hang", "hang-first"):
        await asyncio.Event().wait()  # until the connection or the server ends
    if how in ("reset", "reset-first"):
        writer.transport.abort()
        return False
    if how == "cut":
        writer.write(wire_bytes(reply)[: -max(1, len(body) // 2)])
    elif how == "longer":
        writer.write(wire_bytes(reply, length=len(body) + 5000))
    elif how == "shorter":
        writer.write(wire_bytes(reply, length=max(1, len(body) - 40)))
    elif how == "drip":
        whole = wire_bytes(reply)
        head = len(whole) - len(body)
        writer.write(whole[:head])
        for at in range(head, len(whole)):
            writer.write(whole[at : at + 1])
            await writer.drain()
            await asyncio.sleep(drip_seconds)
    else:
        writer.write(wire_bytes(reply))
    await writer.drain()
    return how == ""
