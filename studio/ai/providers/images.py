"""OpenAI's Images API: POST /images/generations and /images/edits. A mask there is guidance, never proof."""

from typing import Any

from studio.ai.pictures import decoded
from studio.ai.reading import at, blocks, count
from studio.ai.sizes import made_size, size_text
from studio.ai.wire import Answered
from studio.model.ai import Reply, Request, Sent
from studio.model.provider_errors import ProviderError, WrongPictureError
from studio.model.usage import Usage

NAME = "OpenAI"
PROMPT_LIMIT = 32_000


def is_edit(request: Request) -> bool:
    """Whether pictures go along."""
    return bool(request.pictures)


def body_of(request: Request) -> dict[str, Any]:
    """Return the arguments of `images.generate`, or of `images.edit` where pictures go along.

    PNG is asked for: the surroundings are encoded once more at export, and one loss is enough. `input_fidelity` is left
    out: the models of today refuse it.
    """
    body: dict[str, Any] = {
        "model": request.model,
        "prompt": request.prompt[:PROMPT_LIMIT],
        "n": 1,
        "quality": request.quality,
        "output_format": "png",
        "background": "transparent" if request.transparent else "opaque",
    }
    if request.size is not None:
        body["size"] = size_text(request.model, *request.size)
    if is_edit(request):
        files = [_file(picture) for picture in request.pictures]
        body["image"] = files[0] if len(files) == 1 else files
        if request.mask is not None:
            body["mask"] = _file(request.mask)
    return body


def _file(picture: Sent) -> tuple[str, bytes, str]:
    return picture.name, picture.data, picture.media_type  # a bare array of bytes would go out without its type


def read(answered: Answered, request: Request) -> Reply:
    """Return the reply with a picture that can be decoded; raises WrongPictureError with the usage in it."""
    usage = usage_of(answered.data)
    try:
        encoded = _encoded(answered.data)
        picture = decoded(encoded, request.size and made_size(request.model, *request.size), NAME)
    except ProviderError as error:
        error.usage, error.request_id = usage, answered.request_id
        raise
    return Reply(
        provider="openai",
        model=request.model,
        picture=picture.data,
        media_type=picture.media_type,
        usage=usage,
        seconds=answered.seconds,
        request_id=answered.request_id,
        notes=picture.notes,
    )


def _encoded(data: dict[str, Any]) -> str:
    pictures = blocks(data, "data")
    encoded = at(pictures, 0, "b64_json", kind=str, default="") if pictures else ""
    if not encoded:
        raise WrongPictureError(f"{NAME} answered without a picture.", "Try again, or pick another model.")
    return encoded


def usage_of(data: dict[str, Any]) -> Usage:
    """Return the tokens as billed; text that an image model writes is told apart where it says so."""
    if not isinstance(data.get("usage"), dict):
        return Usage(images=len(blocks(data, "data")), estimated=True)
    output = count(data, "usage", "output_tokens")
    words = min(output, count(data, "usage", "output_tokens_details", "text_tokens"))
    pictures = count(data, "usage", "input_tokens_details", "image_tokens")
    return Usage(
        text_in=max(0, count(data, "usage", "input_tokens") - pictures),
        image_in=pictures,
        text_out=words,
        image_out=output - words,
        images=len(blocks(data, "data")),
    )
