"""Working on the few pixels of a large picture in which something is to be done: lists of them, not whole planes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes

HANDFUL = 1 << 14  # pixels at a time: their planes stay in the processor's cache
Planes = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Spots:
    """`places` (pixels,): which pixels, counted row by row, of a picture that is `height` × `width` pixels."""

    places: NDArray[np.intp]
    height: int
    width: int

    def of(self, picture: NDArray[Any]) -> NDArray[Any]:
        """Return the picture's bytes there: (pixels,), or (3, pixels) of a colour picture."""
        if not picture.flags.c_contiguous:
            return np.ascontiguousarray(picture[np.divmod(self.places, self.width)].T)
        found = picture.reshape(-1, *picture.shape[2:]).take(self.places, axis=0)
        return found if found.ndim == 1 else np.asarray(cv2.transpose(found))

    def put(self, picture: NDArray[Any], values: NDArray[Any]) -> None:
        """Write values (pixels,) or (pixels, 3) into a picture whose rows lie one after the other in memory."""
        picture.reshape(-1, *picture.shape[2:])[self.places] = values

    def on(self, planes: NDArray[Any]) -> Planes:
        """Return reduced planes (height, width, channels) of the same view, read there: (channels, pixels) float32."""
        across = _scaled(self._middles[0], planes.shape[1] / self.width)
        down = _scaled(self._middles[1], planes.shape[0] / self.height)
        read = cv2.remap(planes, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(cv2.transpose(read[0]), dtype=np.float32)

    def some(self, which: NDArray[np.intp]) -> "Spots":
        """Return those of these indices."""
        return Spots(self.places[which], self.height, self.width)

    @cached_property
    def _middles(self) -> tuple[Planes, Planes]:
        """Columns and rows of the pixels' middles; whole numbers of 32 bits are divided in half the time."""
        down, across = np.divmod(self.places.astype(np.int32), np.int32(self.width))
        return across.astype(np.float32) + np.float32(0.5), down.astype(np.float32) + np.float32(0.5)


def spots(marked: Bytes) -> Iterator[Spots]:
    """Yield the pixels at which `marked` (height, width) is not 0."""
    height, width = marked.shape
    where = np.flatnonzero(marked.view(np.bool_))  # any byte but 0 is true; several times as fast as comparing first
    for start in range(0, len(where), HANDFUL):
        yield Spots(where[start : start + HANDFUL], height, width)


def _scaled(middles: Planes, share: float) -> Planes:
    """Return (1, places) on an axis of another scale; `middles`: half a pixel right of each, so that centres match."""
    return np.asarray(middles * np.float32(share) - np.float32(0.5), dtype=np.float32)[None]
