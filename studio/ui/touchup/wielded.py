"""What the hand holds: which tool, whether it keeps or takes, and the brush's measures."""

from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["brush", "region", "lasso", "fill"]
SMALLEST, LARGEST = 0.002, 0.12
"""Radius of the brush, shares of the photo's longest side."""
STEP = 1.2


@dataclass(frozen=True)
class Wielded:
    """`keep`: it adds to the product, else it takes away. `radius`: share of the photo's longest side."""

    kind: Kind = "brush"
    keep: bool = True
    radius: float = 0.02
    follow_edges: bool = True
    holes: bool = False
    pieces: bool = False

    def sized(self, steps: float) -> "Wielded":
        """Return it with a larger (positive) or smaller brush."""
        return replace(self, radius=min(LARGEST, max(SMALLEST, self.radius * STEP**steps)))

    @property
    def words(self) -> str:
        """What a drag or click does now, for the status line and screen readers."""
        edges = " up to edges" if self.follow_edges else ""
        if self.kind == "brush":
            return f"{'Keep' if self.keep else 'Erase'} brush{edges}"
        if self.kind == "region":
            return "Click to add a region" if self.keep else "Click to take a region away"
        if self.kind == "lasso":
            return "Outline what to add" if self.keep else "Outline what to take away"
        return "Click into a hole to fill it"
