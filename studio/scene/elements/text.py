"""Lettering: a name, a price, a claim."""

import unicodedata
from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

import numpy as np
from PIL import Image, ImageDraw
from pydantic import Field

from studio.model.params import Colour, Label, Span, rgb_of
from studio.model.picture import Picture
from studio.model.scene import Element, register_element
from studio.scene.drawing import Layer, Stage, draws
from studio.scene.fonts import Weight, font_for, letters_absent
from studio.scene.placed import Place, faded
from studio.scene.placing import settled
from studio.scene.sprite import sprite_of

DRAWN = 160  # pixels of the em: a text is drawn once and then scaled to every size of picture

LONGEST = 12_000  # pixels: a longer text is drawn smaller
PIXELS = 16_000_000


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
    letters = drawable(text.text)
    if not letters:
        return []
    if absent := letters_absent(letters, text.weight):
        stage.missing.append(f"The fonts have no letters for “{absent[:40]}”.")
    key = (letters, text.align, text.colour, text.weight)
    em, picture = stage.step("lettering", key, make=lambda: lettering(*key))
    scale = text.size * min(stage.width, stage.height) / em
    hold = {"left": 0.0, "centre": 0.5, "right": 1.0}[text.align] * picture.width
    where = Place(scale, text.rotation, hold, picture.height / 2, text.x * stage.width, text.y * stage.height)
    sprite = stage.step("sprite", held=(picture,), make=lambda: sprite_of(picture))
    shown = settled(sprite, where, stage)
    alpha, band = faded(shown, text.opacity)
    return [Layer("overlay", shown.x, shown.y, shown.rgb, alpha, band=band)]


def drawable(text: str) -> str:
    """Return the text without control characters and direction overrides, which cannot be laid out."""
    lines = text.expandtabs(4).splitlines()
    return "\n".join("".join(letter for letter in line if _drawn(letter)) for line in lines).strip()


def _drawn(letter: str) -> bool:
    override = "\u202a" <= letter <= "\u202e" or "\u2066" <= letter <= "\u2069"
    return unicodedata.category(letter) not in ("Cc", "Cs", "Cn") and not override


def lettering(text: str, align: str, colour: str, weight: Weight) -> tuple[int, Picture]:
    """Return the em in pixels, and the text drawn in one colour with alpha; right to left where the script asks for it.

    (Right-to-left needs libraqm, which Pillow's own wheels bring along.) The em is DRAWN, or less for very long texts.
    """
    side = {"left": "left", "centre": "center", "right": "right"}[align]
    measure = ImageDraw.Draw(Image.new("L", (1, 1)))
    rough = measure.multiline_textbbox((0, 0), text, font=font_for(text, weight, 16), align=side)
    width, height = (max(rough[2] - rough[0], 1) * DRAWN / 16, max(rough[3] - rough[1], 1) * DRAWN / 16)
    em = max(4, int(DRAWN / max(1.0, max(width, height) / LONGEST, (width * height / PIXELS) ** 0.5)))
    font = font_for(text, weight, em)
    left, top, right, bottom = measure.multiline_textbbox((0, 0), text, font=font, align=side)
    size = (max(1, int(right - left) + 2), max(1, int(bottom - top) + 2))
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).multiline_text((1 - left, 1 - top), text, 255, font, align=side)
    alpha = np.asarray(mask)
    return em, Picture(np.broadcast_to(np.array(rgb_of(colour), np.uint8), (*alpha.shape, 3)), alpha)
