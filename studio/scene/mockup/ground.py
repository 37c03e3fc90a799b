"""A mockup's picture in one colourway without artwork, and what artwork needs to know of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.mockup import Surface
from studio.model.params import rgb_of
from studio.model.picture import Bytes
from studio.scene.blend import SHARE
from studio.scene.linear_light import LINEAR
from studio.scene.mockup.encoding import LIGHT, WHITE, encode, encode_clipped
from studio.scene.mockup.passes import Floats, Passes, Rect
from studio.scene.mockup.warp import Warp

BAND, TILE = 32, 128  # rows and columns worked on at once
NEAR = 3  # pixels
NONE = 1e-3
ALL = 250  # of 255: a print area that holds that much of the item everywhere is the item's own
Light16 = NDArray[np.uint16]


@dataclass(frozen=True, eq=False)
class Under:
    """What a print area is without print; (height, width, 3) float32 over the area's rect.

    Picture's light (× WHITE) = `base` − alpha × `taken` + artwork × `lit`, as `Warped` gives both: where the print
    covers, it takes the item's own light away. Where all of the area is the item's own colour, `albedo`
    (0–65535), that is as well `rest` + (artwork over albedo) × `lit`.
    """

    base: Floats
    taken: Floats
    lit: Floats
    albedo: tuple[int, int, int] | None
    gloss: Callable[[], Floats]
    whole: Bytes  # 1 where the print covers all of a pixel

    def laid(self, part: tuple[slice, slice], light: Floats, alpha: Floats, base: Floats | None = None) -> Light16:
        """Return a part's light (0–65535) with artwork on it, over the bare item or over `base`."""
        left = cv2.subtract(self.base[part] if base is None else base, cv2.multiply(alpha, self.taken[part]))
        return np.asarray(cv2.add(left, cv2.multiply(light, self.lit[part]), dtype=cv2.CV_16U), np.uint16)

    @cached_property
    def rest(self) -> Floats:
        """What stays of the bare item where its own colour is taken away: gloss, and what lies beside it."""
        assert self.albedo is not None
        rest: Floats = self.base - self.lit * np.array(self.albedo, np.float32)
        cv2.copyTo(self.gloss(), self.whole, rest)
        return np.maximum(rest, 0, out=rest)


@dataclass(frozen=True, eq=False)
class Edges:
    """The pixels along the item's edge: where in the frame, which share is item, what light (× WHITE) is beside it."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    share: Floats
    beside: Floats


def coloured(passes: Passes, colour: str, edges: Edges | None = None) -> Bytes:
    """Return the whole frame with the item in a colour. The finished picture shows the first colourway.

    In pixels along the item's edge, what is not item is what lies beside it: taking the first colour out of the
    pixel instead would leave a rim wherever the edge in the picture is not exactly that of `colour.png`. `edges` are
    `edges_of(passes)`, the same for every colour.
    """
    if colour == passes.mockup.colourways[0].colour:
        return passes.scene
    picture = passes.scene.copy()
    x, y, width, height = cv2.boundingRect(passes.colour)
    for row in range(0, height, BAND):
        rect = (passes.at[0] + x, passes.at[1] + y + row, width, min(BAND, height - row))
        share = _over(passes.colour, passes.at, rect)
        item = _shining(passes, _over(passes.light, passes.at, rect), _over(passes.gloss, passes.at, rect), colour)
        cv2.copyTo(encode(item), (share == 255).view(np.uint8), picture[_window(rect)])
    _recolour_edges(passes, picture, edges or edges_of(passes), colour)
    return picture


def _recolour_edges(passes: Passes, picture: Bytes, edges: Edges, colour: str) -> None:
    if edges.rows.size:
        inside = edges.rows - passes.at[1], edges.columns - passes.at[0]
        item = _shining(passes, passes.light[inside][:, None], passes.gloss[inside][:, None], colour)[:, 0]
        mixed: Floats = (1 - edges.share) * edges.beside + edges.share * item
        picture[edges.rows, edges.columns] = encode_clipped(mixed[:, None])[:, 0]


def edges_of(passes: Passes) -> Edges:
    """Return the item's edge pixels, found tile by tile: most of the frame has none."""
    found: list[tuple[NDArray[np.intp], NDArray[np.intp], Floats, Floats]] = []
    x, y, width, height = cv2.boundingRect(passes.colour)
    for row in range(y, y + height, BAND):
        for column in range(x, x + width, TILE):
            part = passes.colour[row : min(row + BAND, y + height), column : min(column + TILE, x + width)]
            rows, columns = np.nonzero((part > 0) & (part < 255))
            if rows.size:
                rect = (passes.at[0] + column, passes.at[1] + row, part.shape[1], part.shape[0])
                share = SHARE.take(part[rows, columns])[:, None]
                beside = _beside(passes, rect)[rows, columns]
                found.append((rows + rect[1], columns + rect[0], share, beside))
    if not found:
        none = np.zeros(0, np.intp)
        return Edges(none, none, np.zeros((0, 1), np.float32), np.zeros((0, 3), np.float32))
    return Edges(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def _beside(passes: Passes, rect: Rect) -> Floats:
    """Return, for a box of the frame, the light (× WHITE) of what is near each pixel and is not the item."""
    left, top = max(rect[0] - NEAR, 0), max(rect[1] - NEAR, 0)
    right, bottom = min(rect[0] + rect[2] + NEAR, passes.size[0]), min(rect[1] + rect[3] + NEAR, passes.size[1])
    wider = (left, top, right - left, bottom - top)
    scene = cv2.LUT(np.ascontiguousarray(passes.scene[_window(wider)]), LIGHT)
    other = (_over(passes.colour, passes.at, wider) == 0).astype(np.float32)
    side = (2 * NEAR + 1, 2 * NEAR + 1)
    weight = cv2.blur(other, side)[..., None]
    near = cv2.blur(scene * other[..., None], side) / np.maximum(weight, np.float32(1e-6))
    near = np.where(weight > NONE, near, scene)  # nothing else near: a seam within the item
    return near[_window((rect[0] - left, rect[1] - top, rect[2], rect[3]))]


def under(passes: Passes, picture: Bytes, warp: Warp, surface: Surface, colour: str) -> Under:
    """Return what lies under a print area; `picture` is `coloured(passes, colour)`.

    Where the area belongs to the coloured item its light is known even in pixels that hold something else too;
    elsewhere it is what the picture shows.
    """
    size = (warp.rect[3], warp.rect[2], 3)
    base, taken, lit = (np.empty(size, np.float32) for _ in range(3))
    whole = np.empty(size[:2], np.uint8)
    known_least = 255
    for row in range(0, size[0], BAND):
        rows = slice(row, min(row + BAND, size[0]))
        rect = (warp.rect[0], warp.rect[1] + row, size[1], rows.stop - row)
        cover, share = warp.cover[rows], _over(passes.colour, passes.at, rect)
        gloss = gloss_on(passes, rect)
        base[rows] = cv2.LUT(np.ascontiguousarray(picture[_window(rect)]), LIGHT)
        own = cv2.add(light_on(passes, rect, albedo(colour)), gloss)
        if float(own.max()) > WHITE:  # brighter than the picture can say
            beyond = np.maximum(own, np.float32(WHITE))
            base[rows] += (beyond - np.float32(WHITE)) * SHARE.take(share)[..., None]
        if (share < cover).any():
            known_least = min(known_least, int(share[cover == 255].min(initial=255)))
            own = _seen(own, base[rows], cover, share)
        whole[rows] = (cv2.bitwise_and(share, cover) == 255).view(np.uint8)  # what the print covers is gone, all of it
        cv2.copyTo(base[rows], whole[rows], own)
        if surface.gloss:
            own = cv2.addWeighted(own, 1.0, gloss, -surface.gloss, 0.0)
        covered = cv2.cvtColor(cv2.LUT(cover, _COVERED), cv2.COLOR_GRAY2RGB)
        cv2.multiply(light_on(passes, rect), covered, dst=lit[rows])
        cv2.multiply(own, covered, dst=taken[rows])
    if surface.keep:
        lit *= 1 - surface.keep * (1 - albedo(colour))
    plain = known_least >= ALL and surface.gloss == 1 and not surface.keep
    red, green, blue = (round(float(it) * WHITE) for it in albedo(colour))
    return Under(base, taken, lit, (red, green, blue) if plain else None, lambda: gloss_on(passes, warp.rect), whole)


_COVERED = (SHARE / np.float32(WHITE)).astype(np.float32)


def _seen(own: Floats, base: Floats, cover: Bytes, share: Bytes) -> Floats:
    """Return the light under a print where not all of it is known to be the item's: of the rest, what is seen."""
    some = np.maximum(cover.astype(np.float32), 1)[..., None] * np.float32(1 / 255)
    known = np.minimum(share[..., None] / (some * 255), 1)
    return base + (np.minimum(own, base / some) - base) * known


def light_on(passes: Passes, rect: Rect, of: Floats | None = None) -> Floats:
    """Return the light (× WHITE) that falls on the item in a box of the frame, or what an albedo makes `of` it."""
    return _linear(passes.light, passes.at, rect, passes.mockup.passes.light_scale, of)


def gloss_on(passes: Passes, rect: Rect) -> Floats:
    """Return the light (× WHITE) of the item's gloss in a box of the frame."""
    return _linear(passes.gloss, passes.at, rect, passes.mockup.passes.gloss_scale)


def albedo(colour: str) -> Floats:
    """Return a `#rrggbb` colour as linear light (0–1) of shape (3,)."""
    return LINEAR[np.array(rgb_of(colour))]


def _shining(passes: Passes, light: Bytes, gloss: Bytes, colour: str) -> Light16:
    """Return albedo × light + gloss (0–65535) of coded light and gloss, each (height, width, 3), in a colour."""
    said = passes.mockup.passes
    lit = cv2.LUT(np.ascontiguousarray(light), _table(said.light_scale, albedo(colour)))
    shine = cv2.LUT(np.ascontiguousarray(gloss), _table(said.gloss_scale))
    return np.asarray(cv2.add(lit, shine, dtype=cv2.CV_16U), np.uint16)


def _linear(codes: Bytes, at: tuple[int, int], rect: Rect, scale: float, of: Floats | None = None) -> Floats:
    """Return a coded pass as light (× WHITE) over a box of the frame; beyond the pass there is none."""
    return cv2.LUT(_over(codes, at, rect), _table(scale, of))


def _table(scale: float, of: Floats | None = None) -> Floats:
    """Return the light (× WHITE) of each code of a pass, or what an albedo makes of it."""
    table = (LIGHT * np.float32(scale)).astype(np.float32)
    return table if of is None else (table[:, None] * of).astype(np.float32)[None]


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
