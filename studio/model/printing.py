"""How artwork lies on a print area, and the artwork itself."""

from dataclasses import dataclass
from typing import Annotated, Literal

from studio.model.params import Label, Params, Span
from studio.model.picture import Picture

TILE = 0.25
"""Of a repeated pattern, one repeat is this share of the print area's shorter side at scale 1."""


class PrintPlacement(Params):
    """Where artwork lies on a print area. Lengths are shares of the area, so they mean the same on every item."""

    mode: Annotated[
        Literal["fit", "fill", "tile"],
        Label("Layout", "fit: all of it inside the area; fill: the area is full; tile: repeated as a pattern"),
    ] = "fit"
    scale: Annotated[float, Span(0.02, 4, 0.01, "%"), Label("Size")] = 1.0
    x: Annotated[float, Span(-2, 2, 0.005, "%"), Label("Right", "a share of the area's width")] = 0.0
    y: Annotated[float, Span(-2, 2, 0.005, "%"), Label("Down", "a share of the area's height")] = 0.0
    turn: Annotated[float, Span(-180, 180, 1, "°"), Label("Turn", "clockwise")] = 0.0


@dataclass(frozen=True, eq=False)
class Artwork:
    """A design: its pixels (perhaps at a reduced scale) and what its file held."""

    name: str
    picture: Picture
    width: int  # pixels of the file; of a drawing (`vector`), its nominal size
    height: int
    vector: bool = False
    absent_fonts: tuple[str, ...] = ()  # of a drawing's words: not on this computer, another is drawn for them

    @property
    def aspect(self) -> float:
        """Width over height."""
        return self.width / self.height
