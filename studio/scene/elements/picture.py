"""A picture above the product: a logo, a badge, a size chart."""

from collections.abc import Sequence
from typing import Annotated, ClassVar

from pydantic import Field

from studio.model.params import Label, Span
from studio.model.scene import Element, register_element
from studio.scene.drawing import Layer, Stage, draws
from studio.scene.placed import Place, faded
from studio.scene.placing import settled
from studio.scene.sprite import sprite_of


@register_element
class PictureOverlay(Element):
    """A logo or badge; its transparent parts stay transparent."""

    kind: ClassVar[str] = "picture"
    title: ClassVar[str] = "Logo or badge"

    picture: Annotated[str, Label("Picture"), Field(min_length=1, max_length=200)] = "logo"
    size: Annotated[float, Span(0.01, 1, 0.005, "%"), Label("Size", "Longest side, of the canvas's longest")] = 0.18
    x: Annotated[float, Span(0, 1, 0.005, "%"), Label("Left to right", "Of its middle")] = 0.88
    y: Annotated[float, Span(0, 1, 0.005, "%"), Label("Top to bottom", "Of its middle")] = 0.1
    rotation: Annotated[float, Span(-180, 180, 1, "°"), Label("Turn")] = 0.0
    opacity: Annotated[float, Span(0, 1, 0.01, "%"), Label("Opacity")] = 1.0


@draws(PictureOverlay)
def draw(overlay: PictureOverlay, stage: Stage) -> Sequence[Layer]:
    """Return the picture at its place; nothing where it is missing, which is reported."""
    picture = stage.pictures.get(overlay.picture)
    if picture is None:
        stage.missing.append(f"The picture “{overlay.picture}” is missing or cannot be read.")
        return []
    scale = overlay.size * max(stage.width, stage.height) / max(picture.width, picture.height)
    middle = (picture.width / 2, picture.height / 2)
    where = Place(scale, overlay.rotation, *middle, overlay.x * stage.width, overlay.y * stage.height)
    sprite = stage.step("sprite", held=(picture,), make=lambda: sprite_of(picture))
    shown = settled(sprite, where, stage)
    alpha, band = faded(shown, overlay.opacity)
    return [Layer("overlay", shown.x, shown.y, shown.rgb, alpha, band=band)]
