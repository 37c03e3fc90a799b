"""At what size a photo must be decoded and worked on for its largest channel: the cheapest that loses nothing."""

import math
from collections.abc import Sequence

from studio.app.photo.adapt import products, scene_for_channel
from studio.model.channel import Channel
from studio.model.matte import Matte
from studio.model.picture import Loaded, Picture, Source
from studio.model.scene import Canvas, Scene
from studio.scene.placement import Placement

TINY = 64
"""Pixels of a photo's longest side below which its pixels are repeated."""
LARGE = 24_000_000
"""Pixels of a photo above which memory is worth a thought."""
_MOST_DECODED = 100_000_000
"""Pixels above which a photo is decoded at half its scale at most: 200 MP are 600 MB before anything is done."""


def needed_size(scene: Scene, channels: Sequence[Channel], matte: Matte, source: Source) -> int:
    """Return the longest side in pixels at which the photo must be decoded for its largest channel."""
    longest = max(source.width, source.height)
    share = max(
        share_of(scene_for_channel(scene, channel)[0], matte, source.width, source.height) for channel in channels
    )
    if source.width * source.height > _MOST_DECODED:
        share = min(share, 0.5)
    return min(longest, math.ceil(longest * min(1.0, share)))


def not_tiny(picture: Picture) -> Picture:
    """Return the photo, one of a few pixels with each of them repeated: the renderer's margins are meant for more."""
    if max(picture.width, picture.height) >= TINY:
        return picture
    times = -(-TINY // max(picture.width, picture.height))
    planes = (picture.rgb, picture.alpha)
    return Picture(*(None if plane is None else plane.repeat(times, 0).repeat(times, 1) for plane in planes))  # type: ignore[arg-type]


def share_of(scene: Scene, matte: Matte, width: int, height: int) -> float:
    """Return output pixels per pixel of a photo of `width` × `height` of the scene's most enlarged product."""
    return max((_scale(scene.canvas, item.placement, matte, width, height) for item in products(scene)), default=1.0)


def _scale(canvas: Canvas, placement: Placement, matte: Matte, width: int, height: int) -> float:
    if placement.rotation or placement.straighten:
        return 1.0  # its turned outline is only known from the cutout
    across, down = matte.box.width * width, matte.box.height * height
    free = 2 * placement.margin * min(canvas.width, canvas.height)
    return placement.fill * min((canvas.width - free) / max(across, 1), (canvas.height - free) / max(down, 1))


def honest_size(loaded: Loaded) -> tuple[int, int]:
    """Return the size of the original, or of what was decoded of it where memory did not allow for more."""
    picture, source = loaded.picture, loaded.source
    half = source.width * source.height > _MOST_DECODED
    return (picture.width, picture.height) if half else (source.width, source.height)
