"""A stroke while it is drawn: only what lies under the newest segment is computed again."""

from studio.cutout.touchup.brush import StrokePlane
from studio.cutout.touchup.guide import Guide
from studio.cutout.touchup.layer import Layer, Window, mixed
from studio.model.picture import Bytes
from studio.model.touchup import Stroke

SPACING = 0.15  # of the radius: points closer than that add nothing but work


class Brushing:
    """`alpha` is the matte as it looks now, changed in place; `stroke` is what was drawn so far.

    Replaying `stroke` on the same matte gives the same bytes.
    """

    def __init__(self, guide: Guide, alpha: Bytes, start: Stroke) -> None:
        self._points = [_rounded(start.points[0])]
        self._start = start
        self._before = alpha
        self.alpha: Bytes = alpha.copy()
        self._plane = StrokePlane(start, guide.width, guide.height, guide)
        self._value = 255 if start.keep else 0
        self.window = self._draw(self._points[0], self._points[0])

    @property
    def stroke(self) -> Stroke:
        """What was drawn so far."""
        return self._start.model_copy(update={"points": tuple(self._points)})

    @property
    def layer(self) -> Layer | None:
        """What it does to the matte; None where all of it was out of sight."""
        return self._plane.layer

    def to(self, x: float, y: float, pressure: float = 1.0) -> Window | None:
        """Draw on to a point (shares of the photo); returns the pixels of `alpha` that may have changed."""
        point = _rounded((x, y, pressure))
        last = self._points[-1]
        here, there = self._plane.spot(last), self._plane.spot(point)
        if (here[0] - there[0]) ** 2 + (here[1] - there[1]) ** 2 < (SPACING * here[2]) ** 2:
            return None
        self._points.append(point)
        return self._draw(last, point)

    def _draw(self, start: tuple[float, float, float], end: tuple[float, float, float]) -> Window | None:
        window = self._plane.draw(start, end)
        if window is not None:
            x, y, width, height = window
            part = slice(y, y + height), slice(x, x + width)
            self.alpha[part] = mixed(self._before[part], self._value, self._plane.weight[part])
        return window


def _rounded(point: tuple[float, float, float]) -> tuple[float, float, float]:
    """Return a point as it is kept: to a hundred-thousandth of the photo, inside what a touch-up may hold."""
    x, y, pressure = point
    return round(min(max(x, -2.0), 3.0), 5), round(min(max(y, -2.0), 3.0), 5), round(min(max(pressure, 0.0), 1.0), 3)
