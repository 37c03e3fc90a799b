"""What the documented endpoints demand of a request, in our own words (openai 3.52.0, anthropic 2.11.0, Nov 2026).

Keys that are documented are read from the installed SDKs' own request types, so that an unknown one never passes; the
rest are the rules that matter here. Tests check beside this against the published OpenAPI description and SDK schemas.
"""

from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from io import BytesIO
from typing import Any

from studio.ai.demo.http import Part
from studio.ai.quiet import quietly

ENDED = ("gpt-image-1", "dall-e-2", "dall-e-3", "claude-3-5-haiku", "claude-3-7-sonnet", "gpt-4.1-nano", "o4-mini")
SEES = ("gpt-4", "gpt-5", "gpt-6", "claude-")
MAKES = ("gpt-image-", "chatgpt-image-")
THREE_SIZES = ("1024x1024", "1024x1536", "1536x1024", "auto")
QUALITIES = ("low", "medium", "high", "xhigh", "max", "auto")
TEXT_MEDIA = ("image/jpeg", "image/png", "image/gif", "image/webp")
FORM_FIELDS = ("image", "image[]", "mask", "markup")


class Violation(Exception):  # noqa: N818  (it is the peer's finding about a request)
    """A request that the real provider would refuse with 400."""

    def __init__(self, message: str, param: str = "", status: int = 400) -> None:
        super().__init__(message)
        self.param = param
        self.status = status


_TYPES = {
    "responses": ("openai.types.responses.response_create_params", "ResponseCreateParams"),
    "chat": ("openai.types.chat.completion_create_params", "CompletionCreateParams"),
    "generate": ("openai.types.image_generate_params", "ImageGenerateParams"),
    "edit": ("openai.types.image_edit_params", "ImageEditParams"),
    "messages": ("anthropic.types.message_create_params", "MessageCreateParams"),
}


@lru_cache(maxsize=8)
def known_keys(kind: str) -> frozenset[str]:
    """Return the documented keys of "responses", "chat", "generate", "edit" or "messages"."""
    module, name = _TYPES[kind]
    with quietly():
        types = import_module(module)
    parts = [getattr(types, name + ending) for ending in ("Base", "NonStreaming")]
    return frozenset(key for part in parts for key in part.__annotations__)


def check_keys(body: Any, kind: str) -> dict[str, Any]:
    """Return the body; raises Violation for anything but an object of known keys with a live model."""
    if not isinstance(body, dict):
        raise Violation("The body must be a JSON object.")
    unknown = sorted(set(body) - known_keys(kind))
    if unknown:
        raise Violation(f"Unknown parameter: '{unknown[0]}'.", unknown[0])
    check_model(body.get("model"), MAKES if kind in ("generate", "edit") else ())
    return body


def check_model(model: Any, families: tuple[str, ...] = ()) -> None:
    """Raise Violation for a model that is missing, has ended, or cannot do this."""
    if not isinstance(model, str) or not model:
        raise Violation("You must provide a model parameter.", "model")
    if model in ENDED or model.startswith("claude-3-"):
        raise Violation(f"The model `{model}` has been shut down.", "model", 404)
    if families and not model.startswith(families):
        raise Violation(f"Invalid value: '{model}' makes no pictures.", "model")


def check_responses(body: dict[str, Any]) -> None:
    """Check a Responses request; raises Violation."""
    if not body.get("input"):
        raise Violation("Missing required parameter: 'input'.", "input")
    if "temperature" in body or "top_p" in body:
        raise Violation("Unsupported parameter: 'temperature' is not supported with this model.", "temperature")
    if body["model"].startswith("gpt-4") and "reasoning" in body:
        raise Violation("Unsupported parameter: 'reasoning.effort' is not supported with this model.", "reasoning")
    if not body["model"].startswith(SEES):
        raise Violation(f"The model `{body['model']}` does not exist.", "model", 404)
    for part in _parts(body["input"]):
        if part.get("type") == "input_image":
            if part.get("detail") not in ("low", "high", "auto", "original"):
                raise Violation("Invalid value for 'detail'.", "input")
            check_data_url(part.get("image_url"))
    form = body.get("text", {}).get("format")
    if form is not None:
        check_strict(form.get("schema"))


def check_messages(body: dict[str, Any]) -> None:
    """Check a Messages request; raises Violation."""
    from base64 import b64decode

    if not body["model"].startswith("claude-"):
        raise Violation(f"model: {body['model']}", "model", 404)
    if not isinstance(body.get("max_tokens"), int) or body["max_tokens"] < 1:
        raise Violation("max_tokens: Field required", "max_tokens")
    seen_text = False
    for part in _parts(body.get("messages")):
        seen_text = seen_text or part.get("type") == "text"
        if part.get("type") == "image":
            source = part.get("source", {})
            if source.get("media_type") not in TEXT_MEDIA:
                raise Violation("messages: media_type must be image/jpeg, image/png, image/gif or image/webp")
            check_picture(b64decode(source.get("data", ""), validate=True), 8000)
    if not seen_text:
        raise Violation("messages: text content blocks must be non-empty", "messages")
    form = body.get("output_config", {}).get("format")
    if form is not None:
        check_strict(form.get("schema"), bounds=False)


def check_chat(body: dict[str, Any]) -> None:
    """Check a chat completion as small local servers take it; raises Violation."""
    for part in _parts(body.get("messages")):
        if part.get("type") == "image_url":
            check_data_url(part.get("image_url", {}).get("url"))
    form = body.get("response_format")
    if form is not None and form.get("type") == "json_schema":
        check_strict(form["json_schema"].get("schema"))


def check_image(body: dict[str, Any]) -> None:
    """Check what generations and edits have in common; raises Violation."""
    prompt = body.get("prompt")
    if not isinstance(prompt, str) or not 1 <= len(prompt) <= 32_000:
        raise Violation("'prompt' must be 1 to 32000 characters.", "prompt")
    if body.get("quality", "auto") not in QUALITIES:
        raise Violation("Invalid value for 'quality'.", "quality")
    if "response_format" in body:
        raise Violation("Unknown parameter: 'response_format'.", "response_format")
    if "input_fidelity" in body and body["model"].startswith("gpt-image-2"):
        raise Violation("'input_fidelity' is not supported with this model.", "input_fidelity")
    if body.get("background") == "transparent" and body.get("output_format", "png") not in ("png", "webp"):
        raise Violation("Transparent background needs png or webp.", "background")
    check_size(body["model"], body.get("size", "auto"))


def check_size(model: str, size: Any) -> None:
    """Raise Violation for a size that the model cannot make."""
    if size in THREE_SIZES:
        return
    if not model.startswith("gpt-image-2") or not isinstance(size, str) or size.count("x") != 1:
        raise Violation(f"Invalid size '{size}'.", "size")
    width, height = (int(part) if part.isdigit() else 0 for part in size.split("x"))
    fits = width % 16 == height % 16 == 0 and max(width, height) <= 3840 and width * height <= 8_294_400
    if not fits or width * height < 655_360 or max(width, height) > 3 * min(width, height):
        raise Violation(f"Invalid size '{size}'.", "size")


def check_edit_files(parts: Iterable[Part]) -> tuple[list[Part], Part | None]:
    """Return the pictures and the mask of an edit; raises Violation."""
    pictures = [part for part in parts if part.name in ("image", "image[]")]
    mask = next((part for part in parts if part.name == "mask"), None)
    if not 1 <= len(pictures) <= 16:
        raise Violation("'image' must be 1 to 16 pictures.", "image")
    for part in pictures:
        if part.media_type not in ("image/png", "image/jpeg", "image/webp"):
            raise Violation(f"Invalid file: unsupported mimetype ('{part.media_type}').", "image")
        check_picture(part.data, 65_535)
    if mask is not None:
        size = check_picture(mask.data, 65_535, alpha=True)
        if mask.media_type != "image/png" or len(mask.data) >= 4_000_000:
            raise Violation("The mask must be a PNG of less than 4 MB.", "mask")
        if size != check_picture(pictures[0].data, 65_535):
            raise Violation("The mask must have the size of the first image.", "mask")
    return pictures, mask


def check_picture(data: bytes, longest: int, *, alpha: bool = False) -> tuple[int, int]:
    """Return width and height; raises Violation where it is no picture or too large."""
    from PIL import Image

    try:
        with Image.open(BytesIO(data)) as opened:
            size, mode = opened.size, opened.mode
    except (OSError, ValueError):
        raise Violation("Invalid image file.") from None
    if max(size) > longest:
        raise Violation("The image is too large.")
    if alpha and mode not in ("RGBA", "LA"):
        raise Violation("The mask needs an alpha channel.", "mask")
    return size


def check_data_url(url: Any) -> bytes:
    """Return the bytes of a picture's data: URL; raises Violation."""
    from base64 import b64decode

    head, _, data = str(url).partition(";base64,")
    if not head.startswith("data:") or head.removeprefix("data:") not in TEXT_MEDIA:
        raise Violation("Invalid image: not a data URL of a known kind.")
    picture = b64decode(data, validate=True)
    check_picture(picture, 65_535)
    return picture


def check_strict(schema: Any, *, bounds: bool = True) -> None:
    """Raise Violation for a schema that structured outputs do not take: optional or further keys, unknown bounds."""
    if not isinstance(schema, dict):
        raise Violation("Missing schema.")
    forbidden = {"minLength", "maxLength", "default"} | (set() if bounds else {"minimum", "maximum", "maxItems"})
    if forbidden & set(schema):
        raise Violation(f"Invalid schema: '{sorted(forbidden & set(schema))[0]}' is not permitted.")
    if schema.get("type") == "object":
        if schema.get("additionalProperties") is not False:
            raise Violation("Invalid schema: 'additionalProperties' is required to be false.")
        if set(schema.get("required", ())) != set(schema.get("properties", {})):
            raise Violation("Invalid schema: 'required' must name every property.")
    inner = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values(), *schema.get("anyOf", ())]
    for child in [*inner, *([schema["items"]] if "items" in schema else [])]:
        check_strict(child, bounds=bounds)


def _parts(messages: Any) -> list[dict[str, Any]]:
    if not isinstance(messages, list) or not messages:
        raise Violation("There are no messages.", "messages")
    parts: list[dict[str, Any]] = []
    for message in messages:
        content = message.get("content") if isinstance(message, dict) else None
        if isinstance(content, str):
            content = [{"type": "text", "text": content}]
        if not isinstance(content, list):
            raise Violation("A message has no content.", "messages")
        parts += content
    return parts
