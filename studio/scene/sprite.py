"""A cut-out picture ready to be resampled: its visible part, its halvings, and its true colour at any point.

Colours stay straight and apart from alpha, as the photo has them: inside the product, which is nearly everything, a
resize of the colours alone is right. Only where alpha varies must each pixel count by its alpha; those few are looked
up one by one.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes, Picture
from studio.scene.drawing import band_of

MARGIN = 24  # pixels around what is visible that are kept where the picture has them
STRIP = 64  # rows premultiplied at a time: stays in the processor's cache
MANY = 200_000  # points from which premultiplying everything is quicker than looking each of them up


@dataclass(frozen=True, eq=False)
class Sprite:
    """Straight `rgb` (height, width, 3) and `alpha` (height, width), uint8.

    Pixel (x, y) of the original lies at (x - left, y - top) here. Colours where alpha is 0 mean nothing.
    """

    rgb: Bytes
    alpha: Bytes
    left: int
    top: int

    @property
    def size(self) -> tuple[int, int]:
        """Return (width, height)."""
        return self.alpha.shape[1], self.alpha.shape[0]


def sprite_of(picture: Picture) -> Sprite:
    """Return the visible part of a picture, without copying it; of an entirely empty one a single pixel."""
    alpha = picture.alpha
    if alpha is None:
        return Sprite(picture.rgb, np.full(picture.rgb.shape[:2], 255, np.uint8), 0, 0)
    x, y, width, height = cv2.boundingRect(alpha)
    left, top = max(x - MARGIN, 0), max(y - MARGIN, 0)
    right, bottom = max(x + width + MARGIN, 1), max(y + height + MARGIN, 1)
    return Sprite(picture.rgb[top:bottom, left:right], alpha[top:bottom, left:right], left, top)


def halved(sprite: Sprite) -> Sprite:
    """Return the sprite with half as many pixels a side, four averaged into one, each by its alpha.

    `left` and `top` stay those of the full size.
    """
    width, height = (side + side % 2 for side in sprite.size)
    even = sprite if (width, height) == sprite.size else bordered(sprite, 0, 0, width, height)
    size = (width // 2, height // 2)
    rgb = np.asarray(cv2.resize(even.rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
    alpha = np.asarray(cv2.resize(even.alpha, size, interpolation=cv2.INTER_AREA), np.uint8)
    rows, columns = band_of(alpha)
    points = np.stack([columns, rows]) * np.float32(2) + np.float32(0.5)
    rgb[rows, columns] = colours_at(even, points.astype(np.float32))
    return Sprite(rgb, alpha, sprite.left, sprite.top)


def bordered(sprite: Sprite, left: int, top: int, width: int, height: int) -> Sprite:
    """Return the sprite inside an empty frame of `width` × `height`, at (left, top) of it; `left` and `top` stay."""
    right, bottom = width - left - sprite.size[0], height - top - sprite.size[1]
    edges = (top, bottom, left, right)
    rgb = np.asarray(cv2.copyMakeBorder(sprite.rgb, *edges, cv2.BORDER_CONSTANT), np.uint8)
    alpha = np.asarray(cv2.copyMakeBorder(sprite.alpha, *edges, cv2.BORDER_CONSTANT), np.uint8)
    return Sprite(rgb, alpha, sprite.left, sprite.top)


def premultiplied(sprite: Sprite) -> Bytes:
    """Return (height, width, 4) with the colours multiplied by alpha."""
    result = np.empty((*sprite.alpha.shape, 4), np.uint8)
    for start in range(0, len(result), STRIP):
        rows = slice(start, start + STRIP)
        strip = cv2.cvtColor(sprite.rgb[rows], cv2.COLOR_RGB2RGBA)
        cv2.insertChannel(sprite.alpha[rows], strip, 3)
        cv2.cvtColor(strip, cv2.COLOR_RGBA2mRGBA, dst=result[rows])
    return result


def colours_at(sprite: Sprite, points: NDArray[np.float32]) -> Bytes:
    """Return the colours (n, 3) at points (2, n) between pixels' centres: the four around each, each by its alpha."""
    if points.shape[1] > MANY:
        found = _sampled(premultiplied(sprite), points)
        return _divided(found[:, :3].astype(np.float32) * 255, found[:, 3].astype(np.float32))
    x, y = (np.clip(values, 0, side - 1) for values, side in zip(points, sprite.size, strict=True))
    columns, rows = x.astype(np.int32), y.astype(np.int32)
    right, down = x - columns.astype(np.float32), y - rows.astype(np.float32)
    next_column, next_row = (
        (columns + 1 < sprite.size[0]).astype(np.int32),
        (rows + 1 < sprite.size[1]).astype(np.int32),
    )
    (rgb, rgb_step), (alpha, alpha_step) = _in_line(sprite.rgb, 3), _in_line(sprite.alpha, 1)
    at_rgb, at_alpha = rows * rgb_step + columns, rows * alpha_step + columns
    light = np.zeros((points.shape[1], 3), np.float32)
    cover = np.zeros(points.shape[1], np.float32)
    for row, share in ((0, 1 - down), (next_row, down)):
        for column, part in ((0, 1 - right), (next_column, right)):
            weight = alpha.take(at_alpha + (row * alpha_step + column)) * (share * part)
            light += rgb.take(at_rgb + (row * rgb_step + column), axis=0) * weight[:, None]
            cover += weight
    return _divided(light, cover)


def _in_line(plane: Bytes, channels: int) -> tuple[Bytes, int]:
    """Return all pixels of a plane as one line, also where it is a part of a larger one, and a row's length in it."""
    step = plane.strides[0] // channels
    count = (plane.shape[0] - 1) * step + plane.shape[1]
    shape, strides = ((count, channels), (channels, 1)) if channels > 1 else ((count,), (1,))
    return np.lib.stride_tricks.as_strided(plane, shape, strides, writeable=False), step


def _divided(light: NDArray[np.float32], cover: NDArray[np.float32]) -> Bytes:
    """Return colours (n, 3) from sums of colours times weight (n, 3), and of the weights (n,)."""
    result: Bytes = np.minimum(light / np.maximum(cover, 1e-6)[:, None] + 0.5, 255).astype(np.uint8)
    return result


def _sampled(source: Bytes, points: NDArray[np.float32]) -> Bytes:
    """Return the source at points (2, n) by linear interpolation, (n, channels); in rows, as remap limits a side."""
    count = points.shape[1]
    columns = min(count, 8192)
    padded = np.pad(points, ((0, 0), (0, -count % columns)), mode="edge").reshape(2, -1, columns)
    found = cv2.remap(source, padded[0], padded[1], cv2.INTER_LINEAR)
    return np.asarray(found, np.uint8).reshape(-1, source.shape[2])[:count]
