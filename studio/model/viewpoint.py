"""From how high a product was photographed, where its photo tells."""

from dataclasses import dataclass
from typing import Literal

By = Literal["phone", "round base", "corner"]


@dataclass(frozen=True)
class Viewpoint:
    """The camera looked down at the product by `pitch` degrees.

    `by` tells what that was measured from: the phone's own level, the curve of a round base, or the two lower edges of
    a box seen from its corner. `sure`: 0–1; below 0.5 it is not worth telling, and nobody makes one.
    """

    pitch: float
    by: By
    sure: float
