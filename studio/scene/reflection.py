"""The mirror image in a glossy table."""

from typing import Annotated

import cv2
import numpy as np

from studio.model.params import Label, Params, Span
from studio.scene.placed import Placed, clipped
from studio.scene.silhouette import Field


class Reflection(Params):
    """A mirrored, fading image below the product; none at 0 %."""

    opacity: Annotated[float, Span(0, 1, 0.01, "%"), Label("Strength")] = 0.0
    length: Annotated[float, Span(0.02, 1, 0.01, "%"), Label("Length", "Share of the product's height")] = 0.3


def reflection(reflection_: Reflection, product: Placed, base: Field, canvas: tuple[int, int]) -> Placed:
    """Return the product mirrored about `base`, for each of its columns the canvas row of the ground, and faded."""
    width = product.alpha.shape[1]
    height = cv2.boundingRect(product.alpha)[3]
    columns = base[product.x : product.x + width]
    reach = reflection_.length * height
    top, bottom = int(columns.min()), int(np.ceil(columns.max() + reach)) + 1
    depth = np.arange(top, bottom, dtype=np.float32)[:, None] + 0.5 - columns[None]
    from_row = columns[None] - depth - 0.5 - product.y
    first = max(int(from_row.min()) - 2, 0)
    rgba = cv2.cvtColor(product.rgb[first:], cv2.COLOR_RGB2RGBA)
    cv2.insertChannel(product.alpha[first:], rgba, 3)
    rgba = cv2.cvtColor(rgba, cv2.COLOR_RGBA2mRGBA)
    from_column = np.ascontiguousarray(np.broadcast_to(np.arange(width, dtype=np.float32), depth.shape))
    mirrored = cv2.remap(rgba, from_column, (from_row - first).astype(np.float32), cv2.INTER_LINEAR)
    fade = np.where(depth > 0, np.clip(1 - depth / reach, 0, 1) ** 1.6 * reflection_.opacity, 0)
    shown = np.asarray(mirrored * fade[..., None].astype(np.float32) + 0.5, np.uint8)
    return clipped(shown, product.x, top, *canvas)
