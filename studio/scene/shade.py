"""From the light that the ground loses to the layer that darkens the picture."""

from dataclasses import dataclass

import cv2
import numpy as np

from studio.scene.drawing import PLAIN, Layer
from studio.scene.linear_light import to_srgb
from studio.scene.silhouette import Field, Fit

SLACK = 40  # cells among which an edge is looked for that falls on a whole pixel
_DARKENING = np.round(255 * (1 - to_srgb(1 - np.arange(256) / 255))).astype(np.uint8)
"""How much is taken from white, in sRGB bytes, where a byte's share of the linear light is lost."""


def shade_of(
    lost: Field, fit: Fit, canvas: tuple[int, int], tint: tuple[float, float, float] = PLAIN, beyond: int = 0
) -> list[Layer]:
    """Return the shade (none where nothing is dark) of the lost light, (rows, columns) on a grid that `fit` places.

    `canvas`: (width, height) in pixels; `beyond`: how far past its sides and top the shade is wanted too. On a white
    ground this is exact linear light; on others the bytes are scaled alike, which is it but for the toe of the curve.
    """
    dark = np.asarray(cv2.LUT(np.asarray(cv2.convertScaleAbs(lost, alpha=255), np.uint8), _DARKENING), np.uint8)
    x, y, wide, high = cv2.boundingRect(dark)
    if not wide:
        return []
    rows, columns = dark.shape
    left, right = (max(x - SLACK, 0), x), (x + wide, min(x + wide + SLACK, columns))
    above, below = (max(y - SLACK, 0), y), (y + high, min(y + high + SLACK, rows))
    across = whole_cut(left, right, 1 / fit.cells, fit.held_x, fit.to_x)
    down = whole_cut(above, below, 1 / fit.cells, fit.held_y, fit.to_y)
    size = (across.to_stop - across.to_start, down.to_stop - down.to_start)
    part = dark[down.start : down.stop, across.start : across.stop]
    larger = np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_CUBIC), np.uint8)
    first, top = max(0, -beyond - across.to_start), max(0, -beyond - down.to_start)
    last = max(first, canvas[0] + beyond - across.to_start)
    larger = larger[top : max(top, canvas[1] - down.to_start), first:last]
    if 0 in larger.shape:
        return []
    return [Layer("shade", across.to_start + first, down.to_start + top, None, np.ascontiguousarray(larger), tint=tint)]


@dataclass(frozen=True)
class Cut:
    """Source pixels start…stop, which go to canvas pixels to_start…to_stop; `error` in canvas pixels."""

    start: int
    stop: int
    to_start: int
    to_stop: int
    error: float


def whole_cut(
    starts: tuple[int, int], stops: tuple[int, int], scale: float, centre: float, to_centre: float = 0
) -> Cut:
    """Return the cut whose ends, chosen from two ranges (both ends included), fall most nearly on canvas pixels."""

    def best(low: int, high: int) -> tuple[int, int, float]:
        ends = np.arange(low, high + 1)
        exact = to_centre + (ends - centre) * scale
        errors = np.abs(exact - np.round(exact))
        index = int(np.argmin(errors))
        return int(ends[index]), round(float(exact[index])), float(errors[index])

    start, to_start, error = best(*starts)
    stop, to_stop, other = best(*stops)
    return Cut(start, stop, to_start, max(to_stop, to_start + 1), max(error, other))
