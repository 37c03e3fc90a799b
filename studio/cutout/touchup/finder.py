"""Who finds what hangs together at a clicked place: our own method, or a model made for it."""

from typing import Protocol

from studio.cutout.touchup.guide import Guide
from studio.model.picture import Bytes


class RegionFinder(Protocol):
    """It must give the same answer every time; its `name` is kept with the click, and so decides the output."""

    name: str

    def region_at(self, guide: Guide, alpha: Bytes, at: tuple[float, float], keep: bool) -> Bytes | None:
        """Return how much (0–255) of each pixel of the matte belongs to what is at a place (shares), None for nothing.

        `alpha`: the matte before the click. `keep`: whether it shall be added to the product or taken away.
        """
