"""A backdrop of one colour."""

from collections.abc import Sequence
from typing import Annotated, ClassVar

import numpy as np

from studio.model.params import Colour, Label, rgb_of
from studio.model.scene import Element, register_element
from studio.scene.drawing import Layer, Stage, draws


@register_element
class ColourBackdrop(Element):
    """One even colour behind everything; #ffffff is exactly white in the file."""

    kind: ClassVar[str] = "backdrop-colour"
    title: ClassVar[str] = "Plain colour"

    colour: Annotated[Colour, Label("Colour")] = "#ffffff"


@draws(ColourBackdrop)
def draw(backdrop: ColourBackdrop, stage: Stage) -> Sequence[Layer]:
    """Return the whole canvas in the colour."""
    shape = (stage.height, stage.width, 3)
    colour = np.array(rgb_of(backdrop.colour), np.uint8)
    plain = stage.step("colour", backdrop, make=lambda: np.broadcast_to(colour, shape))
    return [Layer("backdrop", 0, 0, plain, None)]
