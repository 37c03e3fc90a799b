"""The photo's own shadow, laid on the new backdrop under the product."""

from typing import Annotated

import cv2
import numpy as np

from studio.model.matte import OwnShadow
from studio.model.params import Label, Params, Span
from studio.model.picture import Bytes
from studio.scene.drawing import Layer
from studio.scene.linear_light import to_srgb
from studio.scene.placed import Place, turning

COARSE = 3  # canvas pixels a side of what is moved first; the shadow is softer than that


class KeptShadow(Params):
    """The shadow that is in the photo, where its backdrop is plain enough to tell it from; none at 0 %."""

    opacity: Annotated[
        float, Span(0, 1, 0.01, "%"), Label("Strength", "100 % is as dark as in the photo, where its backdrop is plain")
    ] = 0.0
    softness: Annotated[float, Span(0, 1, 0.01, "%"), Label("Softness", "Softer than it is in the photo")] = 0.0


def kept_shadow(
    wish: KeptShadow, shadow: OwnShadow, where: Place, photo: tuple[float, float, float, float], flip: bool
) -> tuple[Bytes, int, int]:
    """Return the darkening (rows, columns) uint8 of the ground, and the canvas pixel of its corner.

    `where` places the cutout's picture; `photo`: left, top, width, height of the shadow's region in that picture's
    pixels (mirrored with it).
    """
    light = 1 - shadow.lost.astype(np.float32) * np.float32(wish.opacity / 255)
    if wish.softness:
        light = np.asarray(cv2.GaussianBlur(light, (0, 0), 0.03 * wish.softness * max(light.shape)), np.float32)
    dark = (1 - to_srgb(light)).astype(np.float32)
    if flip:
        dark = np.ascontiguousarray(dark[:, ::-1])
    left, top, width, height = photo
    across = turning(where.turn) * where.scale
    corners = np.array([[left, left + width, left, left + width], [top, top, top + height, top + height]])
    held = np.array([[where.from_x], [where.from_y]])
    to = np.array([[where.to_x], [where.to_y]])
    seen = across @ (corners - held) + to
    low, high = np.floor(seen.min(1)).astype(int), np.ceil(seen.max(1)).astype(int)
    cells = across @ np.diag([width / dark.shape[1], height / dark.shape[0]])
    start = across @ (corners[:, :1] - held) + to - low[:, None]
    matrix = np.column_stack([cells, start[:, 0]]) / COARSE
    matrix[:, 2] += matrix[:, :2] @ (0.5, 0.5) - 0.5
    columns, rows = -(-(high - low) // COARSE)
    coarse = cv2.warpAffine(dark, matrix, (int(columns), int(rows)), flags=cv2.INTER_LINEAR)
    bytes_ = cv2.convertScaleAbs(coarse, alpha=255)
    full = cv2.resize(bytes_, (int(columns) * COARSE, int(rows) * COARSE), interpolation=cv2.INTER_CUBIC)
    return np.asarray(full, np.uint8), int(low[0]), int(low[1])


def kept_layer(dark: Bytes, x: int, y: int, canvas: tuple[int, int]) -> list[Layer]:
    """Return the shade on a canvas of (width, height); none where nothing of it lies there."""
    left, top = max(0, -x), max(0, -y)
    part = dark[top : max(top, canvas[1] - y), left : max(left, canvas[0] - x)]
    if 0 in part.shape or not part.any():
        return []
    return [Layer("shade", x + left, y + top, None, np.ascontiguousarray(part))]
