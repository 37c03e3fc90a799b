"""What a place looks like from afar: the colours of its wall and its ground, and how much pattern the ground has."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.model.colour_difference import lab_of
from studio.scene.lookalike.reference import Planes, Reference

WALL = 0.3  # of the height from the top
NEAR = 0.12  # of the height above a foot from which the ground counts
FEW = 40  # pixels
UNEVEN = 0.6  # light falls unevenly on a ground: its lightness counts less than its colour


@dataclass(frozen=True, eq=False)
class Surroundings:
    """`wall` and `ground`: CIE L*a*b*, (3,); `pattern`: the ground's deviation in L*."""

    wall: NDArray[np.float64]
    ground: NDArray[np.float64]
    pattern: float

    def unlike(self, other: "Surroundings") -> tuple[float, float, float]:
        """Return how far grounds, walls and patterns are from each other: 10 is another shade, 20 another colour."""
        weights = np.array([UNEVEN, 1.0, 1.0])
        ground, wall = (
            float(np.linalg.norm((mine - theirs) * weights))
            for mine, theirs in ((self.ground, other.ground), (self.wall, other.wall))
        )
        return ground, wall, abs(self.pattern - other.pattern)


def surroundings_of(reference: Reference) -> Surroundings:
    """Return what is seen around a reference's product."""
    return surroundings(reference.colour, reference.free, reference.box.bottom)


def surroundings(colour: Planes, free: NDArray[np.bool_], foot: float) -> Surroundings:
    """Return the surroundings in (height, width, 3) sRGB 0–255, where `free`; `foot`: share of the height."""
    height = free.shape[0]
    lab = lab_of(np.clip(colour, 0, 255).astype(np.uint8).reshape(-1, 3)).reshape(colour.shape)
    down = ((np.arange(height) + 0.5) / height)[:, None]
    ground = _enough(free & (down > foot - NEAR), free & (down > 0.6), free)
    wall = _enough(free & (down < WALL), free, free)
    return Surroundings(np.median(lab[wall], axis=0), np.median(lab[ground], axis=0), float(lab[ground][:, 0].std()))


def _enough(first: NDArray[np.bool_], second: NDArray[np.bool_], rest: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the first mask that shows something; everything where none does."""
    shown = next((mask for mask in (first, second, rest) if mask.sum() >= FEW), None)
    return np.ones_like(rest) if shown is None else shown
