"""Where on a seller's own photo a print area lies, and how its light is to be taken from the photo."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from studio.model.params import Label, Params, Span

Share = Annotated[float, Field(ge=-1, le=2)]
Place = tuple[Share, Share]
"""x and y in shares of the photo's width and height; a corner may lie outside the picture."""

MOST_POINTS = 64


class Marking(Params):
    """A print area marked on a photo.

    `corners`: upper left, upper right, lower right, lower left, as the artwork is to be read. A flat thing seen from
    anywhere needs no more ("perspective"). "cylinder": the upper and lower edge bow, and the artwork crowds towards
    the sides by `arc`. "mesh": `points`, rows of places from the artwork's upper left, laid out by hand.
    """

    kind: Annotated[Literal["perspective", "cylinder", "mesh"], Label("Form")] = "perspective"
    corners: tuple[Place, Place, Place, Place] = ((0.3, 0.3), (0.7, 0.3), (0.7, 0.7), (0.3, 0.7))
    bow_top: Annotated[float, Span(-1, 1, 0.005, "%"), Label("Upper bow", "down is positive, of the width")] = 0.0
    bow_bottom: Annotated[float, Span(-1, 1, 0.005, "%"), Label("Lower bow", "down is positive, of the width")] = 0.0
    arc: Annotated[float, Span(0, 178, 1, "°"), Label("Arc", "how far round the print reaches")] = 120.0
    points: tuple[tuple[Place, ...], ...] = ()
    displace: Annotated[
        float, Span(0, 1, 0.01, "%"), Label("Follow folds", "shift the print where the photo's light changes")
    ] = 0.0
    smooth: Annotated[float, Span(0, 1, 0.01, "%"), Label("Smooth light", "leave the photo's fine texture out")] = 0.0

    @model_validator(mode="after")
    def _laid_out(self) -> "Marking":
        if self.kind == "mesh":
            wide = {len(row) for row in self.points}
            if len(self.points) < 2 or len(wide) != 1 or min(wide) < 2:
                raise ValueError("a mesh has at least two rows of equally many points, at least two in each")
            if len(self.points) * max(wide) > MOST_POINTS * MOST_POINTS:
                raise ValueError("a mesh has at most 4096 points")
        else:
            _convex(self.corners)
        return self


def _convex(corners: tuple[Place, ...]) -> None:
    """Raise ValueError where four corners do not go round once, or enclose nothing."""
    turns = []
    for index in range(4):
        (ax, ay), (bx, by), (cx, cy) = (corners[(index + step) % 4] for step in range(3))
        turns.append((bx - ax) * (cy - by) - (by - ay) * (cx - bx))
    if not (min(turns) > 1e-6 or max(turns) < -1e-6):
        raise ValueError("the corners must go round the print area once, none of them in line with two others")
