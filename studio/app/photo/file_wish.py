"""How a channel's file is written: the preset's wishes within what the channel takes."""

from dataclasses import dataclass
from typing import Literal

from studio.export import formats
from studio.model.channel import Channel
from studio.model.preset import Output


@dataclass(frozen=True)
class FileWish:
    """`max_bytes` is the channel's cap, `min_bytes` its least; `lowest_quality`: how far the cap may lower quality."""

    format: str
    quality: int
    chroma: Literal["4:4:4", "4:2:0"]
    max_bytes: int | None = None
    min_bytes: int | None = None
    lowest_quality: int = 60


def file_wish(output: Output, channel: Channel) -> FileWish:
    """Return how to write the channel's file.

    A megabyte is taken as 10⁶ bytes, because no page says; a cap that is only advice lowers the quality less far.
    """
    cap, least = channel.rules.get("max_mb"), channel.rules.get("min_mb")
    return FileWish(
        format=_format(output, channel),
        quality=max(output.quality, _least_quality(channel)),
        chroma=output.chroma,
        max_bytes=int(float(cap.value) * 1e6) if cap is not None else None,
        min_bytes=int(float(least.value) * 1e6) if least is not None else None,
        lowest_quality=60 if cap is not None and cap.level in ("hard", "must") else 80,
    )


def _format(output: Output, channel: Channel) -> str:
    """Return the preset's format where the channel takes it, else the first of ours that it takes (JPEG first)."""
    rule = channel.rules.get("formats")
    if rule is None or output.format in rule.value:
        return output.format
    return next((name for name in formats() if name in rule.value), "jpeg")


def _least_quality(channel: Channel) -> int:
    rule = channel.rules.get("jpeg_quality")
    return int(rule.value) if rule is not None and isinstance(rule.value, int) else 0
