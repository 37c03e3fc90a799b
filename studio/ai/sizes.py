"""The sizes that image models can make."""

from math import sqrt

STEP = 16
LEAST, MOST = 655_360, 8_294_400  # pixels (openai 3.52.0, images.generate)
COMFORT = 2560 * 1440  # pixels: above it is experimental
LONGEST = 3840
THREE = ((1024, 1024), (1024, 1536), (1536, 1024))
_OLD = ("gpt-image-1", "chatgpt-image-latest")


def size_text(model: str, width: int, height: int) -> str:
    """Return the size to ask for as WIDTHxHEIGHT: of the wanted shape, as near as the model can.

    Models before gpt-image-2 know three sizes; the others any multiple of 16 between 1:3 and 3:1.
    """
    if model.startswith(_OLD):
        w, h = min(THREE, key=lambda size: abs(size[0] / size[1] - width / height))
        return f"{w}x{h}"
    ratio = min(3.0, max(1 / 3, width / height))
    pixels = min(COMFORT, max(LEAST, width * height))
    w = _stepped(min(LONGEST, sqrt(pixels * ratio)))
    h = _stepped(min(LONGEST, w / ratio))
    while w * h < LEAST:
        w, h = w + STEP, _stepped((w + STEP) / ratio)
    if max(w, h) > 3 * min(w, h):  # rounding went over the edge
        w, h = (w - STEP, h) if w > h else (w, h - STEP)
    return f"{w}x{h}"


def made_size(model: str, width: int, height: int) -> tuple[int, int]:
    """Return `size_text` as numbers."""
    w, _, h = size_text(model, width, height).partition("x")
    return int(w), int(h)


def _stepped(length: float) -> int:
    return max(STEP, round(length / STEP) * STEP)
