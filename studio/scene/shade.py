"""From the light that the ground loses to the layer that darkens the picture."""

import cv2
import numpy as np

from studio.model.picture import Bytes
from studio.scene.drawing import Layer
from studio.scene.linear_light import to_srgb
from studio.scene.resample import whole_cut
from studio.scene.silhouette import RIM, Field

_STEPS = 1023
_DARKENING = np.round(255 * (1 - to_srgb(1 - np.arange(_STEPS + 1) / _STEPS))).astype(np.uint8)
"""How much is taken from white, in sRGB bytes, where a share of the linear light is lost."""


def shade_of(lost: Field, cells: float, width: int, height: int) -> list[Layer]:
    """Return the shade (none where nothing is dark) of the lost light on a silhouette's grid, for a canvas in pixels.

    On a white ground this is exact linear light; on others the bytes are scaled alike, which is it but for the toe of
    the sRGB curve.
    """
    dark: Bytes = _DARKENING[(np.clip(lost, 0, 1) * _STEPS + 0.5).astype(np.intp)]
    x, y, wide, high = cv2.boundingRect(dark)
    if not wide:
        return []
    cut_x = whole_cut((max(x - 40, 0), x), (x + wide, min(x + wide + 40, dark.shape[1])), 1 / cells, RIM)
    cut_y = whole_cut((max(y - 40, 0), y), (y + high, min(y + high + 40, dark.shape[0])), 1 / cells, RIM)
    size = (cut_x.to_stop - cut_x.to_start, cut_y.to_stop - cut_y.to_start)
    part = dark[cut_y.start : cut_y.stop, cut_x.start : cut_x.stop]
    larger = np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_CUBIC), np.uint8)
    left, top = max(0, -cut_x.to_start), max(0, -cut_y.to_start)
    larger = larger[top : max(top, height - cut_y.to_start), left : max(left, width - cut_x.to_start)]
    if 0 in larger.shape:
        return []
    return [Layer("shade", cut_x.to_start + left, cut_y.to_start + top, None, np.ascontiguousarray(larger))]
