"""A preset's scene made fit for a channel: shape, size, backdrop, fill, shadows, texts. Every change is told."""

from typing import Any

from studio.app.photo.canvas import least_canvas, wanted_canvas
from studio.check.inspection import severity_of
from studio.model.channel import Channel
from studio.model.matte import Cutout
from studio.model.scene import Canvas, Element, Scene
from studio.scene import ColourBackdrop, Product
from studio.scene.ambient_occlusion import AmbientOcclusion
from studio.scene.cast_shadow import CastShadow
from studio.scene.contact_shadow import ContactShadow
from studio.scene.kept_shadow import KeptShadow
from studio.scene.placement import place_of

WHITE = "#ffffff"
_WHITE_WORDS = {"pure_white", "white", "white_no_shadow", "white_or_transparent"}
_FILL_ROOM = 0.01  # share above a channel's minimum, so that whole pixels cannot fall below it


def scene_for_channel(scene: Scene, channel: Channel) -> tuple[Scene, list[str]]:
    """Return the scene as the channel takes it, and what was changed, in sentences for the receipt."""
    notes: list[str] = []
    canvas = wanted_canvas(scene.canvas, channel)
    if canvas != scene.canvas:
        notes.append(f"Canvas {_size(scene.canvas)} → {_size(canvas)} for {channel.platform}.")
    elements = list(scene.elements)
    if demands_white(channel) and not _is_white(elements):
        elements = [without_relight(element) for element in on_white(elements)]
        notes.append(f"Backdrop → pure white, which {channel.platform} demands.")
    kept = [element for element in elements if not _unwanted(element, channel)]
    if len(kept) < len(elements):
        gone = sorted({element.title.lower() or element.kind for element in elements if element not in kept})
        notes.append(f"Left out, because {channel.platform} forbids it: {', '.join(gone)}.")
    if forbids_shadow(channel):
        bare = [without_shadow(element) for element in kept]
        if bare != kept:
            notes.append(f"Shadow left out, because {channel.platform} forbids it.")
        kept = bare
    filled = [_filled(element, channel) for element in kept]
    if filled != kept:
        notes.append(f"Product enlarged to fill {_least_fill(channel):.0%}, which {channel.platform} asks for.")
    return scene.model_copy(update={"canvas": canvas, "elements": tuple(filled)}), notes


def scene_for_photo(scene: Scene, channel: Channel, cutout: Cutout) -> tuple[Scene, list[str]]:
    """Return the scene on a canvas that needs no enlargement of the photo, and the note about it.

    The canvas shrinks to what the photo gives, but not below the channel's minimum; the checks name what is enlarged.
    """
    canvas = scene.canvas
    enlarged = max((enlargement(item, canvas, cutout) for item in products(scene)), default=0.0)
    if enlarged <= 1.0:
        return scene, []
    least = least_canvas(canvas, channel)
    share = max(1 / enlarged, least.width / canvas.width, least.height / canvas.height)
    if share >= 1:
        return scene, []
    width, height = int(canvas.width * share), int(canvas.height * share)
    fitted = Canvas(width=max(least.width, width), height=max(least.height, height))
    if fitted == canvas:
        return scene, []
    note = f"Canvas {_size(canvas)} → {_size(fitted)}: the photo has no more detail, and enlarging adds none."
    return scene.model_copy(update={"canvas": fitted}), [note]


def enlargement(product: Product, canvas: Canvas, cutout: Cutout) -> float:
    """Return pixels of the canvas per pixel of the original photo (> 1 is upscaling)."""
    scale = place_of(product.placement, cutout, canvas.width, canvas.height).scale
    return scale * cutout.photo_width / max(cutout.full_width, 1)


def products(scene: Scene) -> list[Product]:
    """Return the scene's products, lowest first."""
    return [element for element in scene.elements if isinstance(element, Product)]


def keeps_shadow(scene: Scene) -> bool:
    """Whether any product of the scene shows the shadow of its photo."""
    return any(product.kept.opacity > 0 for product in products(scene))


def demands_white(channel: Channel) -> bool:
    """Whether anything but white is refused or against a requirement."""
    return _requires(channel, "background", _WHITE_WORDS)


def forbids_shadow(channel: Channel) -> bool:
    """Whether the channel takes no shadow at all."""
    return _requires(channel, "shadow", {"forbidden"}) or _requires(channel, "background", {"white_no_shadow"})


def _requires(channel: Channel, key: str, values: set[str]) -> bool:
    rule = channel.rules.get(key)
    return rule is not None and rule.level in ("hard", "must") and rule.value in values


def is_backdrop(element: Element) -> bool:
    """Whether the element lies behind everything."""
    return element.kind.startswith("backdrop") or element.kind.endswith("backdrop")


def on_white(elements: list[Element]) -> list[Element]:
    """Return the elements with one pure white backdrop instead of theirs."""
    return [ColourBackdrop(colour=WHITE), *(element for element in elements if not is_backdrop(element))]


def _is_white(elements: list[Element]) -> bool:
    backdrops = [element for element in elements if is_backdrop(element)]
    return all(isinstance(item, ColourBackdrop) and item.colour == WHITE for item in backdrops)


def _unwanted(element: Element, channel: Channel) -> bool:
    forbidden = {"forbidden"}
    if element.kind == "text":
        return _requires(channel, "text_overlay", forbidden)
    if element.kind == "picture":
        keys = ("logo_overlay", "watermark", "text_overlay", "inset_collage")
        return any(_requires(channel, key, forbidden) for key in keys)
    return False


def without_relight(element: Element) -> Element:
    """Return a product in its photo's own light: that of a place it no longer stands in would look strange."""
    if not isinstance(element, Product) or not element.relight.amount:
        return element
    return element.changed(relight=element.relight.changed(amount=0.0))


def without_shadow(element: Element) -> Element:
    """Return a product without its shadows, another element as it is."""
    off: dict[str, Any] = {}
    for name, value in element:
        if isinstance(value, ContactShadow | CastShadow | AmbientOcclusion | KeptShadow) and value.opacity > 0:
            off[name] = value.changed(opacity=0.0)
    return element.model_copy(update=off) if off else element


def _least_fill(channel: Channel) -> float:
    rule = channel.rules.get("fill_min_pct")
    if rule is None or severity_of(rule) == "info":
        return 0.0
    return float(rule.value) / 100


def _filled(element: Element, channel: Channel) -> Element:
    """Return a product whose longest axis takes at least the channel's share of the canvas, kept inside the frame."""
    least = _least_fill(channel)
    if not isinstance(element, Product) or not least:
        return element
    asked = min(1.0, least + _FILL_ROOM)
    placement = element.placement
    if placement.fill * (1 - 2 * placement.margin) >= asked:
        return element
    larger = placement.changed(fill=asked, margin=0.0, x=0.5, y=0.5, anchor="centre")
    return element.model_copy(update={"placement": larger})


def _size(canvas: Canvas) -> str:
    return f"{canvas.width} × {canvas.height}"
