"""A print while it is dragged: one sample a pixel, from one size of the artwork, as bytes.

The same light as the finished picture's, at an eighth of its cost; only edges of the artwork are a hair rougher, and on
a large area the artwork is softer while it moves.
"""

from collections.abc import Iterable, Iterator

import cv2
import numpy as np

from studio.model.picture import Bytes
from studio.scene.blend import SHARE
from studio.scene.linear_light import LINEAR
from studio.scene.mockup.encoding import LIGHT, WHITE, encode
from studio.scene.mockup.ground import Under
from studio.scene.mockup.levels import usual_level
from studio.scene.mockup.passes import Rect
from studio.scene.mockup.placing import Matrix
from studio.scene.mockup.texture import Texture
from studio.scene.mockup.warp import APART, Colours, Part, Warp, Warped

MUCH = 450_000  # pixels, beyond which every second one each way is sampled

_LIGHT_AND_ALPHA = (np.stack([LINEAR] * 3 + [SHARE], axis=-1)[None] * np.float32(WHITE)).astype(np.float32)


class Draft:
    """One artwork on one surface in one colour, to be laid again and again at changing places."""

    def __init__(self, warp: Warp, below: Under, texture: Texture) -> None:
        self._warp, self._below, self._texture = warp, below, texture
        self._level, self._coded = -1, np.zeros((1, 1, 3), np.uint8)

    def lay(self, canvas: Bytes, matrix: Matrix) -> Rect:
        """Lay the artwork over the bare frame; returns the box that was painted."""
        rect = self._warp.reach(self._texture, matrix)
        large = rect[2] * rect[3] > MUCH
        level = usual_level(self._texture, matrix, self._warp.usual_steps * (2 if large else 1))
        if level != self._level:
            albedo = self._below.albedo
            self._coded = self._texture.coded(level) if albedo is None else self._texture.over(level, albedo)
            self._level = level
        if self._below.albedo is None:
            self._lay_clear(canvas, self._taken(matrix, rect, (0, 0, 0, 0), coarsely=large), rect)
        else:
            red, green, blue = (float(encode(np.array([it], np.uint16))[0]) for it in self._below.albedo)
            self._lay_over_item(canvas, self._taken(matrix, rect, (red, green, blue, 0.0), coarsely=large), rect)
        return rect

    def _taken(
        self, matrix: Matrix, rect: Rect, rim: Colours, *, coarsely: bool
    ) -> Iterator[tuple[Part, slice, Bytes]]:
        """Yield bands of the box: their part of the area, their rows, and the artwork's bytes there."""
        said = self._coded, self._level, self._texture
        whole = self._warp.coarsely(*said, matrix=matrix, rect=rect, rim=rim) if coarsely else None
        for part, rows in self._warp.bands(rect):
            if whole is None:
                yield part, rows, self._warp.once(*said, matrix=matrix, part=part, rim=rim)
            else:
                yield part, rows, whole[rows]

    def _lay_over_item(self, canvas: Bytes, bands: Iterable[tuple[Part, slice, Bytes]], rect: Rect) -> None:
        """What is not artwork is item, of one colour all over: the artwork lies on that already, and has no alpha."""
        for part, rows, taken in bands:
            light = cv2.multiply(cv2.LUT(taken, LIGHT), self._below.lit[part])
            self._write(canvas, rect, rows, cv2.add(light, self._below.rest[part], dtype=cv2.CV_16U))

    def _lay_clear(self, canvas: Bytes, bands: Iterable[tuple[Part, slice, Bytes]], rect: Rect) -> None:
        for part, rows, taken in bands:
            rgba = cv2.LUT(taken, _LIGHT_AND_ALPHA)
            light, alpha = (np.empty((*rgba.shape[:2], 3), np.float32) for _ in range(2))
            cv2.mixChannels([rgba], [light, alpha], APART)
            self._write(canvas, rect, rows, self._below.laid(part, light, alpha))

    @staticmethod
    def _write(canvas: Bytes, rect: Rect, rows: slice, light: object) -> None:
        left, top, width, _ = rect
        canvas[top + rows.start : top + rows.stop, left : left + width] = encode(np.asarray(light, np.uint16))


def lay(canvas: Bytes, warp: Warp, below: Under, laid: Warped, *, fresh: bool) -> None:
    """Lay a warped print over the frame; not `fresh`: over what another print has left there."""
    left, top, width, _ = laid.rect
    for part, rows in warp.bands(laid.rect):
        target = canvas[top + rows.start : top + rows.stop, left : left + width]
        base = None if fresh else cv2.LUT(np.ascontiguousarray(target), LIGHT)
        target[:] = encode(below.laid(part, laid.light[rows], laid.alpha[rows], base))
