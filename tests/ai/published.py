"""Requests against the published descriptions: OpenAI's OpenAPI document and the SDKs' own types as JSON Schema."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from studio.ai.demo.http import Incoming, form_parts
from studio.ai.demo.server import Validator

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "facts" / "specs"
_SDK = {
    "/v1/responses": "sdk-openai-3.52.0.ResponseCreateParams.schema.json",
    "/v1/chat/completions": "sdk-openai-3.52.0.ChatCompletionCreateParams.schema.json",
    "/v1/images/generations": "sdk-openai-3.52.0.ImageGenerateParams.schema.json",
    "/v1/images/edits": "sdk-openai-3.52.0.ImageEditForm.schema.json",
    "/v1/messages": "sdk-anthropic-2.11.0.MessageCreateParams.schema.json",
}
_OPENAPI = "openai-openapi-2.3.0-excerpt.json"


@lru_cache(maxsize=32)
def checker(name: str, part: str = "") -> Any:
    """Return a validator of a schema file, or of one component of the OpenAPI document."""
    from jsonschema import Draft202012Validator

    schema = json.loads((FOLDER / name).read_text())
    if part:
        schema = {"$ref": f"#/components/schemas/{part}", "components": schema["components"]}
        schema = _any_of(schema)
    return Draft202012Validator(schema)


def _any_of(schema: Any) -> Any:
    """Return the document with oneOf as anyOf: as published, no request at all passes /responses."""
    if isinstance(schema, list):
        return [_any_of(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {("anyOf" if key == "oneOf" else key): _any_of(value) for key, value in schema.items()}


_COMPONENTS = {
    "/v1/responses": "CreateResponse",
    "/v1/chat/completions": "CreateChatCompletionRequest",
    "/v1/images/generations": "CreateImageRequest",
    "/v1/batches": "CreateBatchRequest",
}


def complaint(request: Incoming) -> str | None:
    """Return what the published descriptions have against a request, or None."""
    if request.method != "POST":
        return None
    body: Any
    if request.path == "/v1/images/edits":
        body = {part.name.removesuffix("[]"): _text(part.data) for part in form_parts(request)}
        body = {key: int(value) if key == "n" else value for key, value in body.items()}
    elif request.path in _SDK or request.path in _COMPONENTS:
        body = json.loads(request.body)
    else:
        return None
    checkers = [checker(_SDK[request.path])] if request.path in _SDK else []
    if request.path in _COMPONENTS:
        checkers.append(checker(_OPENAPI, _COMPONENTS[request.path]))
    for one in checkers:
        for error in one.iter_errors(body):
            return f"{'.'.join(map(str, error.path))}: {error.message}"[:300]
    return None


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def validators() -> tuple[Validator, ...]:
    """Return the check where the descriptions lie beside this checkout; the server's own rules hold in any case."""
    return (complaint,) if FOLDER.is_dir() else ()
