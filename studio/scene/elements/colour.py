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
    plain = np.broadcast_to(np.array(rgb_of(backdrop.colour), np.uint8), (stage.height, stage.width, 3))
    return [Layer("backdrop", 0, 0, plain, None)]
