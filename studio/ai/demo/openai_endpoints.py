"""OpenAI's endpoints as documented: /responses, /chat/completions, /images/generations, /images/edits, /models."""

import json
from dataclasses import replace
from typing import Any

from studio.ai.demo import contract, scenery
from studio.ai.demo.answers import Seen, answer, look
from studio.ai.demo.http import Incoming, form_parts

MODELS = {
    "gpt-6-luna": None,
    "gpt-6.1-sol": None,
    "gpt-4o-mini": "2027-01-14",
    "gpt-image-2.5-sunburst": None,
    "gpt-image-2.5-flare": None,
    "gpt-image-1.5": "2026-12-01",
}
CREATED = 1_795_000_000


def models() -> dict[str, Any]:
    """Return the reply of GET /models."""
    items = [
        {"id": name, "object": "model", "created": CREATED, "owned_by": "demo", "shutdown_date": ends}
        for name, ends in MODELS.items()
    ]
    return {"object": "list", "data": items}


def responses(body: Any, number: int) -> dict[str, Any]:
    """Return the reply of POST /responses."""
    body = contract.check_keys(body, "responses")
    contract.check_responses(body)
    parts = [part for message in body["input"] for part in message["content"] if isinstance(part, dict)]
    pictures = [contract.check_data_url(part["image_url"]) for part in parts if part["type"] == "input_image"]
    text = _answer_text(body.get("text", {}).get("format"), pictures)
    tokens = _tokens(pictures, json.dumps(body["input"])[:2000])
    output = len(text) // 4 + 1
    return {
        "id": f"resp_demo{number}",
        "object": "response",
        "created_at": CREATED,
        "model": body["model"],
        "status": "completed",
        "error": None,
        "incomplete_details": None,
        "instructions": body.get("instructions"),
        "metadata": {},
        "parallel_tool_calls": True,
        "temperature": None,
        "top_p": None,
        "tool_choice": "auto",
        "tools": [],
        "output": [
            {"type": "reasoning", "id": f"rs_demo{number}", "summary": []},
            {
                "type": "message",
                "id": f"msg_demo{number}",
                "role": "assistant",
                "status": "completed",
                "content": [{"type": "output_text", "text": text, "annotations": []}],
            },
        ],
        "usage": {
            "input_tokens": tokens,
            "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
            "output_tokens": output,
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": tokens + output,
        },
    }


def chat(body: Any, number: int) -> dict[str, Any]:
    """Return the reply of POST /chat/completions."""
    body = contract.check_keys(body, "chat")
    contract.check_chat(body)
    parts = [
        part for message in body["messages"] if isinstance(message["content"], list) for part in message["content"]
    ]
    urls = [part["image_url"]["url"] for part in parts if part.get("type") == "image_url"]
    pictures = [contract.check_data_url(url) for url in urls]
    form = body.get("response_format")
    text = _answer_text(form.get("json_schema") if form else None, pictures)
    tokens, output = _tokens(pictures, str(parts)[:2000]), len(text) // 4 + 1
    return {
        "id": f"chatcmpl-demo{number}",
        "object": "chat.completion",
        "created": CREATED,
        "model": body["model"],
        "choices": [
            {
                "index": 0,
                "finish_reason": "stop",
                "logprobs": None,
                "message": {"role": "assistant", "content": text, "refusal": None},
            }
        ],
        "usage": {"prompt_tokens": tokens, "completion_tokens": output, "total_tokens": tokens + output},
    }


def generations(body: Any, _number: int) -> dict[str, Any]:
    """Return the reply of POST /images/generations."""
    body = contract.check_keys(body, "generate")
    contract.check_image(body)
    width, height = _size(body)
    kind = body.get("output_format", "png")
    return _pictures(body, scenery.encoded_scene(width, height, kind, body["prompt"]), width * height, 0)


def edits(request: Incoming, _number: int) -> dict[str, Any]:
    """Return the reply of POST /images/edits."""
    try:
        parts = form_parts(request)
    except ValueError as error:
        raise contract.Violation(str(error)) from None
    files = [part for part in parts if part.name in contract.FORM_FIELDS]
    body: dict[str, Any] = {part.name: part.data.decode() for part in parts if part not in files}
    contract.check_keys({**body, "image": ""}, "edit")
    contract.check_image(body)
    pictures, mask = contract.check_edit_files(files)
    size = _size(body)
    made = scenery.edited(pictures[0].data, mask.data if mask else None, size, body["prompt"])
    encoded = scenery.encoded(scenery.marked(made), body.get("output_format", "png"))
    return _pictures(body, encoded, size[0] * size[1], sum(_tokens([part.data], "") for part in pictures))


def _size(body: dict[str, Any]) -> tuple[int, int]:
    size = body.get("size", "auto")
    width, _, height = ("1024x1024" if size == "auto" else size).partition("x")
    return int(width), int(height)


def _pictures(body: dict[str, Any], encoded: str, pixels: int, image_tokens: int) -> dict[str, Any]:
    text = len(body["prompt"]) // 4 + 1
    output = round(pixels / 1024**2 * {"low": 272, "high": 4160}.get(body.get("quality", "auto"), 1056))
    return {
        "created": CREATED,
        "background": "opaque",
        "data": [{"b64_json": encoded}],
        "output_format": body.get("output_format", "png"),
        "quality": "medium" if body.get("quality", "auto") == "auto" else body["quality"],
        "size": "x".join(map(str, _size(body))),
        "usage": {
            "input_tokens": text + image_tokens,
            "input_tokens_details": {"text_tokens": text, "image_tokens": image_tokens},
            "output_tokens": output,
            "output_tokens_details": {"text_tokens": 0, "image_tokens": output},
            "total_tokens": text + image_tokens + output,
        },
    }


def _answer_text(form: Any, pictures: list[bytes]) -> str:
    seen = replace(look(pictures[0]), pictures=len(pictures)) if pictures else Seen()
    if not isinstance(form, dict) or "schema" not in form:
        return f"Demo: a {seen.colour} product."
    return json.dumps(answer(form["schema"], seen))


def _tokens(pictures: list[bytes], text: str) -> int:
    """Return the tokens by OpenAI's rule of 32-pixel patches (times 1.2) and four signs a token."""
    patches = 0
    for picture in pictures:
        seen = look(picture)
        patches += min(2500, -(-seen.width // 32) * -(-seen.height // 32))
    return -(-patches * 12 // 10) + len(text) // 4 + 1


def batch_line(body: Any, url: str, number: int) -> dict[str, Any]:
    """Return the reply to one line of a batch; raises Violation."""
    makers = {"/v1/responses": responses, "/v1/chat/completions": chat, "/v1/images/generations": generations}
    if url not in makers:
        raise contract.Violation(f"Invalid url '{url}'.")
    return makers[url](body, number)
