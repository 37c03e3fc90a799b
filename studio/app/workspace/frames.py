"""Plates for the pictures of the canvas, written again and again: a frame on its way to the screen is copied nowhere.

The painting process renders straight into a plate's memory, and the window shows that memory as it is. A frame that is
shown, or on its way to be, is lent; whoever is done with it gives it back, and only then is it written again.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from studio.app.workspace.plates import Plate, put
from studio.model.picture import Bytes

SPARE = 4
"""How many frames wait for the next picture: one of each size that a drag shows, and some of the size before."""


@dataclass(frozen=True, eq=False)
class Frame:
    """A plate, and the same memory in this process. `give_back()` may be called from any thread, once."""

    plate: Plate
    pixels: Bytes
    _home: Callable[["Frame"], None]

    def give_back(self) -> None:
        """Let it be written again."""
        self._home(self)


class Frames:
    """Lends frames whose plates lie in `folder`; `lend` is called on one thread only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._free: deque[Frame] = deque()

    def lend(self, shape: tuple[int, ...]) -> Frame:
        """Return a frame of a shape that nobody looks at, with anything in it; raises OSError where no room is left."""
        while len(self._free) > SPARE:
            self._free.popleft().plate.remove()
        for _ in range(len(self._free)):
            frame = self._free.popleft()
            if frame.plate.shape == shape:
                return frame
            self._free.append(frame)
        plate = put(self._folder, np.zeros(shape, np.uint8))  # all of it is asked for now, not when it is written
        return Frame(plate, plate.writable(), self._free.append)
