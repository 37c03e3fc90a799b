"""Working on the few pixels of a large picture in which something is to be done: lists of them, not whole planes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes

HANDFUL = 1 << 14  # pixels at a time: their planes stay in the processor's cache
Planes = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Spots:
    """`rows` and `columns` (pixels,) of a picture that is `height` × `width` pixels."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    height: int
    width: int

    def of(self, picture: NDArray[Any]) -> NDArray[Any]:
        """Return the picture's bytes there: (pixels,), or (3, pixels) of a colour picture."""
        return np.ascontiguousarray(picture[self.rows, self.columns].T)

    def on(self, planes: NDArray[Any]) -> Planes:
        """Return reduced planes (height, width, channels) of the same view, read there: (channels, pixels) float32."""
        across, down = (
            _scaled(self.columns, planes.shape[1] / self.width),
            _scaled(self.rows, planes.shape[0] / self.height),
        )
        read = cv2.remap(planes, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)[0]
        return np.ascontiguousarray(read.T, dtype=np.float32)


def spots(marked: Bytes) -> Iterator[Spots]:
    """Yield the pixels at which `marked` (height, width) is not 0."""
    height, width = marked.shape
    where = np.flatnonzero(marked > 0)
    for start in range(0, len(where), HANDFUL):
        yield Spots(*np.divmod(where[start : start + HANDFUL], width), height, width)


def _scaled(places: NDArray[np.intp], share: float) -> Planes:
    """Return (1, places) on an axis of another scale; pixel centres correspond."""
    return ((places + 0.5) * share - 0.5).astype(np.float32)[None]
