"""One door to all encoders, and the search for the best quality that fits under a byte cap."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Literal, Protocol

from studio.model.errors import CannotEncodeError
from studio.model.picture import Picture

Chroma = Literal["4:4:4", "4:2:0"]


@dataclass(frozen=True)
class Frame:
    """A clear frame of `width` × `height` pixels in which a picture stands at (`left`, `top`); PNG only.

    The picture's own outermost pixels are clear.
    """

    width: int
    height: int
    left: int
    top: int


@dataclass(frozen=True)
class Wish:
    """How a picture should be written. `quality` 1–100 is ignored by lossless formats."""

    quality: int = 92
    chroma: Chroma = "4:4:4"
    metadata: Mapping[str, str] = field(default_factory=dict)
    frame: Frame | None = None


@dataclass(frozen=True)
class Encoded:
    """A finished file's bytes and how they were made. `fits` tells whether they keep under the cap asked for."""

    data: bytes
    format: str
    quality: int | None  # None where the format is lossless
    chroma: str | None
    fits: bool = True
    credentials: bool = False  # whether a signed manifest (C2PA) is in it

    def as_json(self) -> dict[str, object]:
        """Return what a receipt keeps of the encoding."""
        facts: dict[str, object] = {"format": self.format, "quality": self.quality, "chroma": self.chroma}
        facts["bytes"] = len(self.data)
        return facts | ({"credentials": True} if self.credentials else {})


class Encoder(Protocol):
    """What a file in this folder offers to be an encoder."""

    EXTENSION: str
    LOSSLESS: bool
    LONGEST: int  # longest side in pixels that the format can hold

    def encode_once(self, picture: Picture, wish: Wish) -> bytes:
        """Return the picture as a whole file with sRGB profile and metadata."""


_ENCODERS = {"jpeg": "jpeg", "png": "png", "webp": "webp", "avif": "avif"}
_LOWEST_QUALITY = 60  # below this, blocks show on a white background


def formats() -> list[str]:
    """Return the ids of the formats that can be written."""
    return list(_ENCODERS)


def extension(format: str) -> str:  # noqa: A002  (the field's own word)
    """Return a format's file extension without the dot; raises CannotEncodeError."""
    return _encoder(format).EXTENSION


def encode(
    picture: Picture,
    *,
    format: str = "jpeg",  # noqa: A002
    quality: int = 92,
    chroma: Chroma = "4:4:4",
    max_bytes: int | None = None,
    lowest_quality: int = _LOWEST_QUALITY,
    metadata: Mapping[str, str] | None = None,
    frame: Frame | None = None,
) -> Encoded:
    """Encode a picture; with `max_bytes`, at the highest quality up to `quality` that fits.

    A cap that even `lowest_quality` (with 4:2:0) misses gives that smallest file with `fits` False: the caller says
    so. Raises CannotEncodeError for an unknown format or a picture larger than the format can hold.
    """
    encoder = _encoder(format)
    if frame is not None and format != "png":
        raise CannotEncodeError(f"{format.upper()} is not written with a clear frame.", "Choose PNG.")
    width, height = (picture.width, picture.height) if frame is None else (frame.width, frame.height)
    if max(width, height) > encoder.LONGEST:
        raise CannotEncodeError(
            f"{format.upper()} cannot hold {width} × {height} pixels.",
            f"Choose another format, or at most {encoder.LONGEST} pixels a side.",
        )
    wish = Wish(quality, chroma, metadata or {}, frame)
    data = encoder.encode_once(picture, wish)
    if encoder.LOSSLESS:
        return Encoded(data, format, None, None, max_bytes is None or len(data) <= max_bytes)
    if max_bytes is None or len(data) <= max_bytes:
        return Encoded(data, format, quality, chroma)
    return _under_cap(format, picture, wish, max_bytes, min(lowest_quality, quality))


def _under_cap(name: str, picture: Picture, wish: Wish, max_bytes: int, lowest: int) -> Encoded:
    """Bisect the quality; size grows with quality, so about six encodings find the best."""
    encoder = _encoder(name)
    best: Encoded | None = None
    low, high = lowest, wish.quality - 1
    while low <= high:
        middle = (low + high + 1) // 2
        data = encoder.encode_once(picture, Wish(middle, wish.chroma, wish.metadata))
        if len(data) <= max_bytes:
            best, low = Encoded(data, name, middle, wish.chroma), middle + 1
        else:
            high = middle - 1
    if best is not None:
        return best
    if wish.chroma == "4:4:4":  # half the colour detail costs less than still more blocks
        return _under_cap(name, picture, Wish(wish.quality, "4:2:0", wish.metadata), max_bytes, lowest)
    data = encoder.encode_once(picture, Wish(lowest, wish.chroma, wish.metadata))
    return Encoded(data, name, lowest, wish.chroma, len(data) <= max_bytes)


def _encoder(name: str) -> Encoder:
    if name not in _ENCODERS:
        raise CannotEncodeError(f"There is no encoder for {name!r}.", f"Choose one of {', '.join(_ENCODERS)}.")
    return import_module(f"studio.export.{_ENCODERS[name]}")
