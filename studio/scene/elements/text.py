"""Lettering: a name, a price, a claim."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

import numpy as np
from PIL import Image, ImageDraw
from pydantic import Field

from studio.model.params import Colour, Label, Span, rgb_of
from studio.model.picture import Picture
from studio.model.scene import Element, register_element
from studio.scene.drawing import Layer, Stage, draws
from studio.scene.elements.picture import faded
from studio.scene.fonts import Weight, font_for, letters_absent
from studio.scene.placed import Place
from studio.scene.resample import place, sprite_of

DRAWN = 160  # pixels of the em: a text is drawn once and then scaled to every size of picture


@register_element
class Text(Element):
    """Lettering above everything."""

    kind: ClassVar[str] = "text"
    title: ClassVar[str] = "Text"

    text: Annotated[str, Label("Text"), Field(max_length=500)] = "Text"
    size: Annotated[float, Span(0.01, 0.4, 0.002, "%"), Label("Size", "Of the canvas's shorter side")] = 0.06
    colour: Annotated[Colour, Label("Colour")] = "#222222"
    x: Annotated[float, Span(0, 1, 0.005, "%"), Label("Left to right")] = 0.5
    y: Annotated[float, Span(0, 1, 0.005, "%"), Label("Top to bottom", "Of its middle")] = 0.92
    align: Annotated[Literal["left", "centre", "right"], Label("Align")] = "centre"
    weight: Annotated[Weight, Label("Weight")] = "regular"
    rotation: Annotated[float, Span(-180, 180, 1, "°"), Label("Turn")] = 0.0
    opacity: Annotated[float, Span(0, 1, 0.01, "%"), Label("Opacity")] = 1.0


@draws(Text)
def draw(text: Text, stage: Stage) -> Sequence[Layer]:
    """Return the lettering; letters that the font does not have are reported."""
    if not text.text.strip():
        return []
    if absent := letters_absent(text.text, text.weight):
        stage.missing.append(f"The fonts have no letters for “{absent[:40]}”.")
    key = (text.text, text.align, text.colour, text.weight)
    picture = stage.step("lettering", key, make=lambda: lettering(*key))
    scale = text.size * min(stage.width, stage.height) / DRAWN
    hold = {"left": 0.0, "centre": 0.5, "right": 1.0}[text.align] * picture.width
    where = Place(scale, text.rotation, hold, picture.height / 2, text.x * stage.width, text.y * stage.height)
    sprite = stage.step("sprite", held=(picture,), make=lambda: sprite_of(picture))
    placed = stage.step("placed", where, held=(sprite,), make=lambda: place(sprite, where, stage.width, stage.height))
    shown = faded(placed, text.opacity)
    return [Layer("overlay", shown.x, shown.y, shown.rgb, shown.alpha)]


def lettering(text: str, align: str, colour: str, weight: Weight) -> Picture:
    """Return the text DRAWN pixels to the em, in one colour with alpha; right to left where the script asks for it.

    (Right-to-left needs libraqm, which Pillow's own wheels bring along.)
    """
    font = font_for(text, weight, DRAWN)
    side = {"left": "left", "centre": "center", "right": "right"}[align]
    measure = ImageDraw.Draw(Image.new("L", (1, 1)))
    left, top, right, bottom = measure.multiline_textbbox((0, 0), text, font=font, align=side)
    size = (max(1, int(right - left) + 2), max(1, int(bottom - top) + 2))
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).multiline_text((1 - left, 1 - top), text, 255, font, align=side)
    alpha = np.asarray(mask)
    return Picture(np.broadcast_to(np.array(rgb_of(colour), np.uint8), (*alpha.shape, 3)), alpha)
