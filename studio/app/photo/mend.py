"""What a finding's `mend` means for a scene.

Only what a scene can do: format, byte caps, ending, shape and transparency follow the channel from the start
(`file_wish`, `canvas`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from studio.app.photo.adapt import on_white, products, without_shadow
from studio.model.channel import Channel
from studio.model.finding import Finding
from studio.model.render import Rendition
from studio.model.scene import Scene

_ROOM = 0.01  # share by which to keep clear of a limit, because products are placed on whole pixels
_WITHIN_FRAME = 0.99  # share of the picture above which a product touches its edge


@dataclass(frozen=True)
class Mended:
    """Another try, and what was changed for it, in sentences."""

    scene: Scene
    notes: tuple[str, ...]


def mended(scene: Scene, findings: Iterable[Finding], channel: Channel, rendition: Rendition) -> Mended | None:
    """Return what to try instead, or None where no finding of weight can be mended automatically."""
    ways = {finding.mend for finding in findings if finding.mend and finding.severity != "info"}
    other, notes = scene, []
    if "white" in ways:
        other = other.model_copy(update={"elements": tuple(on_white(list(other.elements)))})
        notes.append("Backdrop → pure white.")
    if "no-shadow" in ways:
        other = other.model_copy(update={"elements": tuple(without_shadow(item) for item in other.elements)})
        notes.append("Shadow left out.")
    if "refit" in ways:
        other = _refitted(other, channel, rendition)
        notes.append("Product placed anew in the middle, at the size that the channel asks for.")
    return None if other == scene else Mended(other, tuple(notes))


def _refitted(scene: Scene, channel: Channel, rendition: Rendition) -> Scene:
    """Return the scene with its products centred and, as measured, within the channel's range of fill and the frame."""
    least = float(channel.value("fill_min_pct", 0)) / 100
    most = min(float(channel.value("fill_max_pct", 100)) / 100, _WITHIN_FRAME)
    for product in products(scene):
        box = rendition.boxes.get(product.slot)
        if box is None or not (box[2] and box[3]):
            continue
        has = max(box[2] / rendition.picture.width, box[3] / rendition.picture.height)
        fill = product.placement.fill
        if has < least:
            fill = min(1.0, fill * (least + _ROOM) / has)
        elif has > most:
            fill = fill * max(most - _ROOM, least) / has
        placement = product.placement.changed(fill=fill, margin=0.0, x=0.5, y=0.5, anchor="centre")
        scene = scene.replaced(product, product.model_copy(update={"placement": placement}))
    return scene
