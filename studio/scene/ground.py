"""The ground plane as the camera sees it, in cells of a silhouette's grid."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.model.scene import Camera, Light

TINT = 0.06  # a warm light's shadow would be cooler by more, did not what it lights give its warmth back
NEAREST = 0.4  # of the camera's distance: nothing is drawn nearer to it than that


@dataclass(frozen=True)
class Ground:
    """A level plane through the product's foot, which is at column `middle`, row `foot`.

    `flat`: how much the plane is flattened by the camera's pitch; `distance`: to the camera, in cells.
    """

    middle: float
    foot: float
    flat: float
    level: float
    distance: float

    def near(self, towards: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how large things are there (1 at the foot), for distances `towards` the camera, in cells."""
        result: NDArray[np.float64] = self.distance / np.maximum(
            self.distance - towards * self.level, NEAREST * self.distance
        )
        return result

    def row(self, towards: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the rows on which points so far `towards` the camera are seen."""
        return self.foot + towards * self.flat * self.near(towards)

    def towards(self, row: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how far towards the camera the ground seen on a row is: the reverse of `row`."""
        down = (row - self.foot) / self.flat
        result: NDArray[np.float64] = down * self.distance / (self.distance + down * self.level)
        return result


def ground_of(camera: Camera, middle: float, foot: float, size: float) -> Ground:
    """Return the ground for a product whose longer side is `size` cells."""
    pitch = math.radians(camera.pitch)
    return Ground(middle, foot, math.sin(pitch), math.cos(pitch), camera.distance * size)


def thrown(light: Light) -> tuple[float, float]:
    """Return where shadows point: to the right, and towards the camera."""
    angle = math.radians(light.azimuth)
    return -math.sin(angle), math.cos(angle)


def share_lost(opacity: float, light: Light, *, direct: float = 1.0) -> float:
    """Return the share of the light that a full shadow of `opacity` takes away under this light.

    `opacity` is that share for a main light of 100 % without fill. A stronger main light leaves the rest of the light
    as it is, fill adds to the rest. `direct`: how much of the shadow is the main light's own (the rest is shut in).
    """
    main, rest = opacity * light.strength**direct, 1 - opacity + direct * light.fill * opacity
    return main / (main + rest) if main else 0.0


def tint_of(light: Light) -> tuple[float, float, float]:
    """Return how much of red, green and blue a shadow takes, by the warmth of the light that it lacks."""
    return 1 + TINT * light.warmth, 1.0, 1 - TINT * light.warmth
