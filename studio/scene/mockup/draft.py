"""A print while it is dragged: one sample a pixel, from one size of the artwork, all in bytes.

The same light as the finished picture's at a tenth of its cost (`tones`); only edges of the artwork are a hair rougher,
and on a large area the artwork is softer while it moves.
"""

import cv2
import numpy as np

from studio.model.picture import Bytes
from studio.scene.mockup.encoding import WHITE, encode, encode_clipped
from studio.scene.mockup.levels import fineness
from studio.scene.mockup.passes import Rect, window
from studio.scene.mockup.placing import Matrix
from studio.scene.mockup.sampling import Sampling
from studio.scene.mockup.texture import FULL, Texture
from studio.scene.mockup.tones import Tones, tones_of
from studio.scene.mockup.under import Under
from studio.scene.mockup.warp import Warp, Warped

COARSE = ((1_200_000, 2.5), (1_000_000, 2.0), (600_000, 1.5))
"""Beyond so many pixels a texel is made so many pixels long: the artwork stays in the processor's cache then."""
Part = tuple[slice, slice]


class Draft:
    """One artwork on one surface in one colour, to be laid again and again at changing places."""

    def __init__(self, warp: Warp, below: Under, bare: Bytes, texture: Texture) -> None:
        self._warp, self._below, self._texture = warp, below, texture
        self._bare = np.ascontiguousarray(bare[window(warp.rect)])
        own = encode_clipped(below.albedo * np.float32(WHITE))
        self._ground = (int(own[0]), int(own[1]), int(own[2])) if below.plain else None
        self._tones = tones_of(below, self._ground)
        self._fade = cv2.subtract(self._bare, self._tones.floor)
        self._kept: tuple[tuple[int, float], Sampling] | None = None

    def lay(self, canvas: Bytes, matrix: Matrix) -> Rect:
        """Lay the artwork over the bare frame; returns the box that was painted."""
        reach = self._warp.reach(self._texture, matrix)
        coarse = next((long for pixels, long in COARSE if reach.pixels > pixels), None)
        level, share = fineness(self._texture, matrix, self._warp.usual_steps, coarse)
        if self._kept is None or self._kept[0] != (level, share):
            self._kept = (level, share), self._sampled(level, share)
        sampling = self._kept[1]
        sampling.place(matrix)
        for band in reach.bands:
            self._write(canvas[window(band)], self._warp.part(band), sampling.take(band))
        return reach.rect

    def _sampled(self, level: int, share: float) -> Sampling:
        """Return a level of the artwork at a share of its size ready to be sampled, as points of the tones' curve."""
        part = self._texture.part(level)
        if share < 1:
            wide, tall = (max(1, round(side * share)) for side in (part.shape[1], part.shape[0]))
            part = np.asarray(cv2.resize(part, (wide, tall), interpolation=cv2.INTER_AREA), np.uint16)
        if self._ground is not None:
            rim = [int(self._tones.curve[code]) for code in self._ground]
            coded = self._tones.curve.take(_over(part, self._below.albedo))
            four = np.dstack([coded, coded[..., :1]])
            return Sampling(self._warp, self._texture, level, four, (rim[0], rim[1], rim[2], 0))
        coded = _clear(part, self._below, self._bare, self._tones)
        return Sampling(self._warp, self._texture, level, coded, (0, 0, 0, 0))

    def _write(self, canvas: Bytes, part: Part, taken: Bytes) -> None:
        rgb = cv2.cvtColor(taken, cv2.COLOR_RGBA2RGB)
        lighted = cv2.multiply(rgb, self._tones.slope[part], scale=1 / 255)
        if self._ground is not None:
            cv2.add(self._tones.floor[part], lighted, dst=canvas)
            return
        covered = cv2.cvtColor(cv2.extractChannel(taken, 3), cv2.COLOR_GRAY2RGB)
        left = cv2.subtract(self._bare[part], cv2.multiply(covered, self._fade[part], scale=1 / 255))
        cv2.add(left, lighted, dst=canvas)


def _over(part: np.ndarray, albedo: np.ndarray) -> Bytes:
    """Return artwork as sRGB bytes over a ground of an albedo."""
    clear = (FULL - part[..., 3:].astype(np.float32)) * albedo.astype(np.float32)
    return encode_clipped((part[..., :3] + clear) * np.float32(WHITE / FULL))


def _clear(part: np.ndarray, below: Under, bare: Bytes, tones: Tones) -> Bytes:
    """Return artwork as what has to be added, and its alpha, over ground that is not of one colour.

    Half clear artwork lets light through, not codes: what is added is so reckoned that it is right on a usual pixel.
    """
    assert below.taken is not None
    row, column = _usual(bare, below)
    rest, lit, taken = (it[row, column].astype(np.float32) for it in (below.rest, below.lit, below.taken))
    alpha = part[..., 3:].astype(np.float32) / FULL
    light = rest + (1 - alpha) * taken + part[..., :3].astype(np.float32) / FULL * lit * np.float32(below.scale)
    shown, floor = bare[row, column].astype(np.float32), tones.floor[row, column].astype(np.float32)
    risen = encode_clipped(light) - shown + alpha * np.maximum(shown - floor, 0)
    added = risen * (255 / np.maximum(tones.slope[row, column].astype(np.float32), 1))
    return np.round(np.clip(np.concatenate([added, alpha * 255], axis=-1), 0, 255)).astype(np.uint8)


def _usual(bare: Bytes, below: Under) -> tuple[int, int]:
    """Return where a pixel of usual brightness is, of those that are printed."""
    rows, columns = np.nonzero(below.lit[..., 1])
    if not rows.size:
        return 0, 0
    green = bare[rows, columns, 1]
    middle = int(np.argpartition(green, green.size // 2)[green.size // 2])
    return int(rows[middle]), int(columns[middle])


def lay(canvas: Bytes, warp: Warp, below: Under, laid: Warped, *, fresh: bool) -> None:
    """Lay a warped print over the frame; not `fresh`: over what another print has left there."""
    for band in laid.reach.bands:
        target, part, inner = canvas[window(band)], warp.part(band), laid.part(band)
        light, clear = laid.light[inner], laid.clear[inner]
        target[:] = encode(below.laid(part, light, clear) if fresh else below.laid_over(target, part, light, clear))
