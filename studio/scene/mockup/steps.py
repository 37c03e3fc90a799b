"""How (u, v) change from pixel to pixel of a print area."""

import cv2
import numpy as np

from studio.scene.mockup.passes import Floats, Rect

Steps = tuple[Floats, Floats, Floats, Floats]
"""u to the right, v to the right, u down, v down."""


class Slopes:
    """The steps of an area, for a box of it at a time.

    Of the differences to either neighbour the smaller: across a fold or the area's edge the other means nothing.
    """

    def __init__(self, u: Floats, v: Floats) -> None:
        self._wide = [cv2.copyMakeBorder(plane, 1, 1, 1, 1, cv2.BORDER_REFLECT_101) for plane in (u, v)]

    def of(self, box: Rect) -> Steps:
        """Return the steps in a box of the area: x, y, width, height."""
        x, y, width, height = box
        u, v = (plane[y : y + height + 2, x : x + width + 2] for plane in self._wide)
        return _across(u), _across(v), _down(u), _down(v)

    def sparse(self, every: int) -> Steps:
        """Return the steps of one pixel in so many each way."""
        found = []
        for plane in self._wide:
            here, some = plane[1:-1:every, 1:-1:every], slice(1, -1, every)
            for before, after in (
                (plane[some, :-2:every], plane[some, 2::every]),
                (plane[:-2:every, some], plane[2::every, some]),
            ):
                found.append(_smaller(here - before, after - here))
        return found[0], found[2], found[1], found[3]


def _across(plane: Floats) -> Floats:
    inner = plane[1:-1]
    steps = cv2.subtract(inner[:, 1:], inner[:, :-1])
    return _nearer(steps, (slice(None), slice(None, -1)), (slice(None), slice(1, None)))


def _down(plane: Floats) -> Floats:
    inner = plane[:, 1:-1]
    steps = cv2.subtract(inner[1:], inner[:-1])
    return _nearer(steps, (slice(None, -1), slice(None)), (slice(1, None), slice(None)))


def _nearer(steps: Floats, before: tuple[slice, slice], after: tuple[slice, slice]) -> Floats:
    """Return of each pixel's two steps the smaller."""
    size = np.abs(steps)
    chosen = np.ascontiguousarray(steps[before])
    cv2.copyTo(steps[after], cv2.compare(size[after], size[before], cv2.CMP_LT), chosen)
    return chosen


def _smaller(before: Floats, after: Floats) -> Floats:
    return np.where(np.abs(after) < np.abs(before), after, before)
