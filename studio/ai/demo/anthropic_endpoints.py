"""Anthropic's endpoints as documented: /v1/messages and /v1/models."""

import json
from base64 import b64decode
from dataclasses import replace
from typing import Any

from studio.ai.demo import contract
from studio.ai.demo.answers import Seen, answer, look

MODELS = {
    "claude-haiku-5-5": ("active", None),
    "claude-sonnet-5-5": ("active", None),
    "claude-sonnet-4-5": ("deprecated", "2026-11-30T00:00:00Z"),
    "claude-3-5-haiku-20241022": ("retired", "2026-02-19T00:00:00Z"),
}


def models() -> dict[str, Any]:
    """Return the reply of GET /v1/models."""
    items = [
        {
            "id": name,
            "type": "model",
            "display_name": f"Demo {name}",
            "created_at": "2026-01-01T00:00:00Z",
            "lifecycle": lifecycle,
            "deprecated_at": None if lifecycle == "active" else "2026-01-01T00:00:00Z",
            "retires_at": ends,
            "max_input_tokens": 1_000_000,
            "max_tokens": 128_000,
        }
        for name, (lifecycle, ends) in MODELS.items()
    ]
    return {"data": items, "has_more": False, "first_id": items[0]["id"], "last_id": items[-1]["id"]}


def messages(body: Any, number: int) -> dict[str, Any]:
    """Return the reply of POST /v1/messages."""
    body = contract.check_keys(body, "messages")
    contract.check_messages(body)
    parts = [part for message in body["messages"] for part in message["content"] if isinstance(part, dict)]
    pictures = [b64decode(part["source"]["data"]) for part in parts if part["type"] == "image"]
    seen = replace(look(pictures[0]), pictures=len(pictures)) if pictures else Seen()
    form = body.get("output_config", {}).get("format")
    text = json.dumps(answer(form["schema"], seen)) if form else f"Demo: a {seen.colour} product."
    words = sum(len(part.get("text", "")) for part in parts) // 4 + 1
    return {
        "id": f"msg_demo{number}",
        "type": "message",
        "role": "assistant",
        "model": body["model"],
        "content": [
            {"type": "thinking", "thinking": "", "signature": "demo"},
            {"type": "text", "text": text, "citations": None},
        ],
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "stop_details": None,
        "container": None,
        "diagnostics": None,
        "usage": {
            "input_tokens": words + sum(_tokens(picture) for picture in pictures),
            "output_tokens": len(text) // 4 + 1,
            "cache_creation_input_tokens": 0,
            "cache_read_input_tokens": 0,
            "cache_creation": None,
            "server_tool_use": None,
            "service_tier": "standard",
        },
    }


def _tokens(picture: bytes) -> int:
    """Return the tokens by Anthropic's rule of 28-pixel patches."""
    seen = look(picture)
    return min(4784, -(-seen.width // 28) * -(-seen.height // 28))
