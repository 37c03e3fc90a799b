"""A mockup's picture in one colourway without artwork, and what artwork needs to know of it."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.mockup import Surface
from studio.model.params import rgb_of
from studio.model.picture import Bytes
from studio.scene.linear_light import LINEAR, to_srgb
from studio.scene.mockup.passes import Floats, Passes, Rect
from studio.scene.mockup.warp import WHITE, Warp

ENCODED = np.round(to_srgb(np.arange(65536) / 65535) * 255).astype(np.uint8)
"""sRGB byte of each step of linear light: so fine that a byte turned into light comes back as itself."""


@dataclass(frozen=True, eq=False)
class Under:
    """What a print area is without print, each (height, width, 3) float32 over the area's rect.

    Picture's light (× WHITE) = `base` − alpha × `taken` + artwork × `lit`, as `Warped` gives both: where the print
    covers, it takes the item's own light away.
    """

    base: Floats
    taken: Floats
    lit: Floats


def item_light(passes: Passes, rect: Rect, colour: str) -> Floats:
    """Return the light (× WHITE) of the item in a colour as if it filled each pixel of a box of the frame."""
    light = _linear(passes.light, passes.at, rect, passes.mockup.passes.light_scale)
    light *= albedo(colour)
    return light + gloss_light(passes, rect)


def gloss_light(passes: Passes, rect: Rect) -> Floats:
    """Return the light (× WHITE) of the item's gloss."""
    return _linear(passes.gloss, passes.at, rect, passes.mockup.passes.gloss_scale)


def albedo(colour: str) -> Floats:
    """Return a `#rrggbb` colour as linear light (0–1) of shape (3,)."""
    return LINEAR[np.array(rgb_of(colour))]


def coloured(passes: Passes, colour: str) -> Bytes:
    """Return the whole frame with the item in a colour.

    The finished picture shows the first colourway. What of a pixel does not take the item's colour is what is left
    of it without the item, at least none and at most white; the item in its new colour is added to that.
    """
    first = passes.mockup.colourways[0].colour
    if colour == first:
        return passes.scene
    picture = passes.scene.copy()
    x, y, width, height = cv2.boundingRect(passes.colour)
    for row in range(0, height, 64):
        rect = (passes.at[0] + x, passes.at[1] + y + row, width, min(64, height - row))
        part = picture[_window(rect)]
        share = _share(passes, rect)
        rest = cv2.LUT(part, _LIGHT) - share * np.minimum(item_light(passes, rect, first), WHITE)
        np.clip(rest, 0, (1 - share) * np.float32(WHITE), out=rest)
        rest += share * item_light(passes, rect, colour)
        part[:] = encoded(rest)
    return picture


def under(passes: Passes, picture: Bytes, warp: Warp, surface: Surface, colour: str) -> Under:
    """Return what lies under a print area; `picture` is `coloured(passes, colour)`.

    Where the area belongs to the coloured item its light is known even in pixels that hold something else too;
    elsewhere it is what the picture shows.
    """
    rect = warp.rect
    base = cv2.LUT(np.ascontiguousarray(picture[_window(rect)]), _LIGHT)
    cover = (warp.cover.astype(np.float32) * np.float32(1 / 255))[..., None]
    known = np.minimum(_share(passes, rect) / np.maximum(cover, np.float32(1 / 255)), 1)
    own = np.minimum(item_light(passes, rect, colour), base / np.maximum(cover, np.float32(1 / 255)))
    taken = base + (own - base) * known
    lit = _linear(passes.light, passes.at, rect, passes.mockup.passes.light_scale) * np.float32(1 / WHITE)
    if surface.keep:
        lit *= 1 - surface.keep * (1 - albedo(colour))
    taken -= surface.gloss * gloss_light(passes, rect)
    return Under(base, taken * (cover * np.float32(1 / WHITE)), lit * cover)


def encoded(light: NDArray[np.floating]) -> Bytes:
    """Return sRGB bytes of light (× WHITE), whatever is darker or brighter than can be shown clipped."""
    return ENCODED.take(np.clip(light, 0, WHITE).astype(np.uint16))


_LIGHT = (LINEAR * WHITE).astype(np.float32)


def _linear(codes: Bytes, at: tuple[int, int], rect: Rect, scale: float) -> Floats:
    """Return a coded pass as light (× WHITE) over a box of the frame; beyond the pass there is none."""
    return cv2.LUT(_over(codes, at, rect), (_LIGHT * np.float32(scale)).astype(np.float32))


def _share(passes: Passes, rect: Rect) -> Floats:
    """Return the item's share of each pixel of a box, (height, width, 1)."""
    return (_over(passes.colour, passes.at, rect).astype(np.float32) * np.float32(1 / 255))[..., None]


def _over(plane: Bytes, at: tuple[int, int], rect: Rect) -> Bytes:
    """Return the part of a plane that begins at `at` which lies over a box; 0 where the plane has nothing."""
    x, y, width, height = rect[0] - at[0], rect[1] - at[1], rect[2], rect[3]
    if x >= 0 and y >= 0 and y + height <= plane.shape[0] and x + width <= plane.shape[1]:
        return np.ascontiguousarray(plane[y : y + height, x : x + width])
    whole = np.zeros((height, width, *plane.shape[2:]), np.uint8)
    left, top = max(x, 0), max(y, 0)
    part = plane[top : max(y + height, top), left : max(x + width, left)]
    whole[top - y : top - y + part.shape[0], left - x : left - x + part.shape[1]] = part
    return whole


def _window(rect: Rect) -> tuple[slice, slice]:
    return slice(rect[1], rect[1] + rect[3]), slice(rect[0], rect[0] + rect[2])
