"""Taking one sample a pixel of artwork from one of its levels, as bytes."""

import cv2
import numpy as np

from studio.model.picture import Bytes
from studio.scene.mockup.passes import Floats, Rect
from studio.scene.mockup.placing import Matrix
from studio.scene.mockup.texture import Texture
from studio.scene.mockup.warp import Warp, mapped

LONGEST = 32_000  # texels a side; OpenCV samples no longer ones
MOST = 6_000_000  # texels of a pattern, laid out over the whole area
Colours = tuple[int, int, int, int]


class Sampling:
    """A level of a texture, or a share of it, as (height, width, 4) bytes, laid by one matrix after the other; `rim`
    lies round it.

    Four channels are sampled in half the time of three.
    """

    def __init__(self, warp: Warp, texture: Texture, level: int, coded: Bytes, rim: Colours) -> None:
        self._warp, self._texture, self._coded, self._rim = warp, texture, coded, rim
        share = np.array(coded.shape[1::-1]) / texture.levels[level][2:]
        self._size = texture.whole(level) * share
        self._repeats = (1, 1)
        self._spread = coded
        self.place(np.eye(2, 3))

    def place(self, matrix: Matrix) -> None:
        """Lay the artwork: `matrix` maps (u, v) to 0–1 over it."""
        self._matrix, self._in_texels = matrix, matrix * self._size[:, None]
        if self._texture.repeating:
            self._spread_out()

    def take(self, band: Rect) -> Bytes:
        """Return a sample for each pixel of a band of the frame."""
        return self._taken(*self._warp.uv(self._warp.part(band)))

    def _taken(self, u: Floats, v: Floats) -> Bytes:
        if not self._texture.repeating:
            u, v = self._warp.places(self._texture, self._matrix, u, v)
        x, y = (mapped(row - (0, 0, 0.5), u, v) for row in self._in_texels)
        if not self._repeats[0]:  # too far to be laid out: each place is brought back to the first repeat
            x, y = (_back(along, float(side)) for along, side in zip((x, y), self._size, strict=True))
        border = cv2.BORDER_CONSTANT if self._repeats[0] else cv2.BORDER_WRAP
        taken = cv2.remap(self._spread, x, y, cv2.INTER_LINEAR, borderMode=border, borderValue=self._rim)
        return np.asarray(taken, np.uint8)

    def _spread_out(self) -> None:
        """Lay a pattern out so far that it covers the area: places need not be brought back to one repeat then."""
        corners = np.stack(np.meshgrid(*self._warp.ends), -1).reshape(4, 2)
        places = corners @ self._in_texels[:, :2].T + self._in_texels[:, 2]
        first = np.floor((places.min(axis=0) - 2) / self._size)
        needed = np.ceil((places.max(axis=0) + 2) / self._size) - first
        across, down = (max(int(one), kept) for one, kept in zip(needed, self._repeats, strict=True))
        if across * down * self._size.prod() > MOST or max((across, down) * self._size) > LONGEST:
            self._repeats, self._spread = (0, 0), self._coded
            return
        self._in_texels[:, 2] -= first * self._size
        if (across, down) != self._repeats:
            self._repeats, self._spread = (across, down), np.tile(self._coded, (down, across, 1))


def _back(along: Floats, side: float) -> Floats:
    return along - np.floor(along * np.float32(1 / side)) * np.float32(side)
