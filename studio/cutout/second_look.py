"""The better of two refinements, by what can be measured of each: halo, fringe and jag.

An edge is refined at one scale. Only where that leaves a fringe or a jag that a person is told of, it is refined again
at another scale (finer for hair and lace, coarser for what is merely noisy), and the one with fewer faults is taken. A
halo alone is no reason: it is a matter of colours, which the scale hardly changes. What that brings:
docs/cutout-model.md.
"""

from dataclasses import dataclass
from typing import Literal

from studio.model.matte import FRINGE, HALO, JAG
from studio.model.picture import Bytes

Refine = Literal["off", "fast", "best"]
OTHER: dict[Refine, Refine] = {"fast": "best", "best": "fast"}
SIZE_AGAIN: dict[Refine, int] = {"fast": 400, "best": 800}
"""Pixels of the longest side: twice the usual size shows as fine an edge as four times, in a third of the time."""


@dataclass(frozen=True, eq=False)
class Freed:
    """A region's cleaned colour (height, width, 3) and alpha (height, width), uint8, and what was measured of its edge.

    `refine`: how its edge was found. Halo, fringe and jag as in Cutout.
    """

    rgb: Bytes
    alpha: Bytes
    refine: Refine
    halo: float = 0.0
    fringe: float = 0.0
    jag: float = 0.0

    @property
    def faults(self) -> float:
        """The three measures, each in units of what a person is told of."""
        return self.halo / HALO + self.fringe / FRINGE + self.jag / JAG


def worth_another(freed: Freed) -> bool:
    """Return whether the edge has a fault that is told and that another scale may mend."""
    return freed.fringe >= FRINGE or freed.jag >= JAG


def better(first: Freed, second: Freed) -> Freed:
    """Return the one with fewer faults; the first where they have the same."""
    return second if second.faults < first.faults else first
