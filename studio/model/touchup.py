"""What a person changed of a matte by hand, as vectors: replayed on any matte of the photo, at any size.

A TouchUp is an immutable list of operations in the order they were made. Places are (x, y) in shares of the photo's
width and height, lengths are shares of its longest side; so a touch-up outlives model, preset and the photo's scale.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from studio.model.params import Label, Params, Span
from studio.model.picture import Box, Bytes, frozen

Share = Annotated[float, Field(ge=-2, le=3)]  # a stroke may begin and end outside the photo
Point = tuple[Share, Share]
Pressed = tuple[Share, Share, Annotated[float, Field(ge=0, le=1)]]
"""A place and how hard the pen was pressed there: 1 for a mouse."""
Corners = tuple[Share, Share, Share, Share]


class Operation(Params):
    """Base of every operation. `carried`: it was made on another photo of the same product.

    `drawn_in`: the product's box (left, top, right, bottom) on that photo; the operation is moved and stretched from it
    to the box of the product here. Without it, it stays at its place of the frame.
    """

    name: ClassVar[str] = ""
    carried: bool = False
    drawn_in: Corners | None = None


class Stroke(Operation):
    """A brush stroke. `follow_edges`: it stops where the photo has an edge, instead of painting all that it covers."""

    name: ClassVar[str] = "Brush"
    kind: Literal["stroke"] = "stroke"
    keep: bool
    points: Annotated[tuple[Pressed, ...], Field(min_length=1, max_length=20_000)]
    radius: Annotated[float, Span(0.001, 0.25, 0.001, "%"), Label("Brush size")] = 0.02
    softness: Annotated[float, Span(0, 1, 0.05, "%"), Label("Soft edge")] = 0.3
    follow_edges: Annotated[bool, Label("Follow edges", "The brush stops at edges of the photo")] = True


class Region(Operation):
    """A click that adds, or takes away, what hangs together at a place; `finder`: by whose judgement."""

    name: ClassVar[str] = "Region"
    kind: Literal["region"] = "region"
    keep: bool
    at: Point
    finder: Literal["flood", "sam"] = "flood"


class Lasso(Operation):
    """An outline drawn by hand. `follow_edges`: its border is fitted to the photo's edge nearby when it is cut out."""

    name: ClassVar[str] = "Lasso"
    kind: Literal["lasso"] = "lasso"
    keep: bool
    points: Annotated[tuple[Point, ...], Field(min_length=3, max_length=20_000)]
    follow_edges: bool = False


class FillHole(Operation):
    """Makes the empty place within the product, at a point, part of the product."""

    name: ClassVar[str] = "Fill hole"
    kind: Literal["fill-hole"] = "fill-hole"
    at: Point


class CutHole(Operation):
    """Takes a place away through which the background shows: in a ring, a handle, a chair's back."""

    name: ClassVar[str] = "Cut hole"
    kind: Literal["cut-hole"] = "cut-hole"
    at: Point


class LeavePiece(Operation):
    """Leaves a separate piece out that is not part of the product."""

    name: ClassVar[str] = "Leave piece"
    kind: Literal["leave-piece"] = "leave-piece"
    at: Point


AnyOperation = Annotated[Stroke | Region | Lasso | FillHole | CutHole | LeavePiece, Field(discriminator="kind")]


class TouchUp(Params):
    """Everything that was done to one photo's matte by hand."""

    version: Literal[1] = 1
    operations: Annotated[tuple[AnyOperation, ...], Field(max_length=5_000)] = ()

    def then(self, *operations: Operation) -> "TouchUp":
        """Return the touch-up with further operations."""
        return self.model_copy(update={"operations": (*self.operations, *operations)})

    def without(self, *operations: Operation) -> "TouchUp":
        """Return the touch-up without some operations (those equal to them)."""
        left = tuple(operation for operation in self.operations if operation not in operations)
        return self.model_copy(update={"operations": left})

    @property
    def own(self) -> bool:
        """Whether anything was done on this very photo, so that somebody has looked at it."""
        return any(not operation.carried for operation in self.operations)

    def carried(self, box: Box | None) -> "TouchUp":
        """Return it for another photo of the same product: `box` is the product's on this one.

        With a box the operations follow the product's box on the other photo; with None they stay at the same places of
        the frame, as for photos from a tripod. What was itself carried here goes on as it was drawn first.
        """
        values = {"carried": True, "drawn_in": box and (box.left, box.top, box.right, box.bottom)}
        moved = (each if each.carried else each.model_copy(update=values) for each in self.operations)
        return self.model_copy(update={"operations": tuple(moved)})


UNTOUCHED = TouchUp()


@dataclass(frozen=True, eq=False)
class Pin:
    """A stroke or lasso that holds exactly as it was drawn, painted again at full size after the edge was refined.

    `fade`: (height, width) uint8, how much of it later operations took back, over `box` of the photo; None for nothing.
    """

    operation: Stroke | Lasso
    fade: Bytes | None = None
    box: Box | None = None

    def __post_init__(self) -> None:
        if self.fade is not None:
            object.__setattr__(self, "fade", frozen(self.fade))


@dataclass(frozen=True, eq=False)
class Touched:
    """What a touched matte says beside its alpha; planes are (height, width) uint8 of the matte's size.

    `base`: the alpha without what is pinned, whose edge may be refined. `changed`: how far (0–255) a pixel of it was
    decided by hand. `pins` in the order to be painted over the refined edge.
    """

    base: Bytes
    changed: Bytes
    pins: tuple[Pin, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "base", frozen(self.base))
        object.__setattr__(self, "changed", frozen(self.changed))
