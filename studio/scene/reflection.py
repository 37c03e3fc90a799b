"""The mirror image in a glossy table."""

from typing import Annotated

import cv2
import numpy as np

from studio.model.params import Label, Params, Span
from studio.model.picture import Bytes
from studio.scene.drawing import band_of
from studio.scene.placed import Placed, clipped
from studio.scene.silhouette import Field

NOTHING = clipped(np.zeros((1, 1, 4), np.uint8), 0, 0, 1, 1)


class Reflection(Params):
    """A mirrored, fading image below the product; none at 0 %."""

    opacity: Annotated[float, Span(0, 1, 0.01, "%"), Label("Strength")] = 0.0
    length: Annotated[float, Span(0.02, 1, 0.01, "%"), Label("Length", "Share of the product's height")] = 0.3
    falloff: Annotated[
        float, Span(0.5, 4, 0.1, "×"), Label("Fall-off", "Low: even, then gone. High: strongest at the foot")
    ] = 1.6
    softness: Annotated[
        float, Span(0, 1, 0.01, "%"), Label("Softness", "Polished or brushed: softer the further from the foot")
    ] = 0.0


def reflection(wish: Reflection, product: Placed, base: Field, canvas: tuple[int, int]) -> Placed:
    """Return the product mirrored about `base`, for each of its columns the canvas row of the ground, and faded.

    How strong it is, is for the caller to apply.
    """
    width = product.alpha.shape[1]
    height = cv2.boundingRect(product.alpha)[3]
    if not width or not height:
        return NOTHING
    columns = base[product.x : product.x + width]
    reach = wish.length * height
    top, bottom = int(columns.min()), min(int(np.ceil(columns.max() + reach)) + 1, canvas[1])
    if bottom <= top:
        return NOTHING
    depth = np.arange(top, bottom, dtype=np.float32)[:, None] + np.float32(0.5) - columns[None]
    mirrored = _mirrored(product, columns, depth)
    if wish.softness:
        mirrored = _softened(mirrored, depth / max(reach, 1), 0.05 * wish.softness * height)
    placed = clipped(mirrored, product.x, top, *canvas)
    fade = np.where(depth > 0, np.clip(1 - depth / max(reach, 1), 0, 1) ** wish.falloff, 0).astype(np.float32)
    shown = cv2.convertScaleAbs(fade[: placed.alpha.shape[0], : placed.alpha.shape[1]], alpha=255)
    alpha = np.asarray(cv2.multiply(placed.alpha, shown, scale=1 / 255), np.uint8)
    return Placed(placed.x, placed.y, placed.rgb, alpha, placed.band)


def reflection_at_half(wish: Reflection, product: Placed, base: Field, canvas: tuple[int, int]) -> Placed:
    """Return the same, made at half the size and doubled."""
    odd_x, odd_y = product.x % 2, product.y % 2
    high, wide = ((side - odd) // 2 for side, odd in zip(product.alpha.shape, (odd_y, odd_x), strict=True))
    if not (wide and high and canvas[0] > 1 and canvas[1] > 1):
        return NOTHING
    part = slice(odd_y, odd_y + 2 * high), slice(odd_x, odd_x + 2 * wide)
    rgb, alpha = (
        np.asarray(cv2.resize(plane[part], (wide, high), interpolation=cv2.INTER_AREA), np.uint8)
        for plane in (product.rgb, product.alpha)
    )
    halved = Placed((product.x + odd_x) // 2, (product.y + odd_y) // 2, rgb, alpha, band_of(alpha))
    columns = base[: canvas[0] // 2 * 2].reshape(-1, 2).mean(1) / 2
    made = reflection(wish, halved, columns.astype(np.float32), (canvas[0] // 2, canvas[1] // 2))
    size = (2 * made.alpha.shape[1], 2 * made.alpha.shape[0])
    rgb, alpha = (
        np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR), np.uint8)
        for plane in (made.rgb, made.alpha)
    )
    return Placed(2 * made.x, 2 * made.y, rgb, alpha, made.band)


def _mirrored(product: Placed, columns: Field, depth: Field) -> Bytes:
    """Return premultiplied pixels (rows, columns, 4) of what is as far above the ground as each is below it."""
    from_row = columns[None] - depth - np.float32(0.5 + product.y)
    first, last = max(int(from_row.min()) - 2, 0), max(int(from_row.max()) + 3, 1)
    rgba = cv2.cvtColor(product.rgb[first:last], cv2.COLOR_RGB2RGBA)
    cv2.insertChannel(product.alpha[first:last], rgba, 3)
    rgba = cv2.cvtColor(rgba, cv2.COLOR_RGBA2mRGBA)
    from_column = np.ascontiguousarray(np.broadcast_to(np.arange(depth.shape[1], dtype=np.float32), depth.shape))
    return np.asarray(cv2.remap(rgba, from_column, from_row - np.float32(first), cv2.INTER_LINEAR), np.uint8)


def _softened(rgba: Bytes, far: Field, sigma: float) -> Bytes:
    """Blur by distance: from sharp through one to two widths, each made at a reduced size."""
    result = rgba
    for start, width in ((0.0, sigma * 0.5), (0.35, sigma)):
        factor = max(1, int(width / 2))
        size = (max(1, rgba.shape[1] // factor), max(1, rgba.shape[0] // factor))
        small = cv2.resize(rgba, size, interpolation=cv2.INTER_LINEAR)
        soft = cv2.resize(cv2.GaussianBlur(small, (0, 0), max(width / factor, 0.3)), rgba.shape[1::-1])
        share = np.clip((far - start) / 0.35, 0, 1).astype(np.float32)
        result = np.asarray(cv2.blendLinear(soft, result, share, 1 - share), np.uint8)
    return result
