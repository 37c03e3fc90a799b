"""Whether the finished pictures of a set look alike: size, place, backdrop, exposure, shadow; and making them so.

facts = measured(scene, cutout, 256, folder)        # in a rendering process
outliers([(photo_id, sku, facts.standing), …])      # {photo_id: sentences}
matched(look, own, wanted, wanted_look)             # the look that stands as the wanted one does
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np

from studio.app.photo.develop import KeptCutout
from studio.app.workspace.document import Look
from studio.app.workspace.painting import Painted, paint
from studio.model.colour_difference import lab_of
from studio.model.matte import Cutout
from studio.model.scene import Scene
from studio.scene import Product
from studio.scene.linear_light import LINEAR

SOLID = 250  # alpha from which a pixel is the product's own
MOST_STOPS = 1.0  # of exposure that matching changes
MOST_WARMTH = 1.0  # of warmth that matching changes
DARK = 0.002  # light that keeps black from having any colour
LEAST_ALIKE = 3  # photos from which there is a usual


@dataclass(frozen=True)
class Standing:
    """Shares of the picture: `size` (longest side), `centre` (left to right), `foot` (top to bottom). Lightness
    (CIE L*) of the `backdrop`'s corners and of the `product`; `shadow`: the strongest share of light lost. How warm
    backdrop (`white`) and product (`warmth`) are: log2 of red light over blue.
    """

    size: float
    centre: float
    foot: float
    backdrop: float
    product: float
    shadow: float
    white: float = 0.0
    warmth: float = 0.0


@dataclass(frozen=True)
class Measured:
    """`painted`: the picture on a plate, which whoever looks at it removes."""

    painted: Painted
    standing: Standing


@dataclass(frozen=True)
class _Trait:
    """`least`: how far off is never worth a word; `alike`: whether only photos of one listing are compared."""

    name: str
    least: float
    low: str
    high: str
    alike: bool = False


TRAITS = (
    _Trait("size", 0.04, "Smaller than the others", "Larger than the others"),
    _Trait("centre", 0.02, "Further left", "Further right"),
    _Trait("foot", 0.03, "Higher in the picture", "Lower in the picture"),
    _Trait("backdrop", 1.5, "Darker backdrop", "Lighter backdrop"),
    _Trait("white", 0.06, "Cooler backdrop", "Warmer backdrop"),
    _Trait("product", 4.0, "Product darker", "Product lighter", alike=True),
    _Trait("warmth", 0.3, "Product cooler", "Product warmer", alike=True),
    _Trait("shadow", 0.12, "Weaker shadow", "Stronger shadow"),
)


def measured(scene: Scene, cutout: KeptCutout | Cutout, longest: int, folder: Path) -> Measured:
    """Render a scene, its longest side at most `longest` pixels, and measure it; raises StudioError."""
    painted = paint(scene, cutout, longest, folder)
    alone = paint(scene, cutout, longest, folder, transparent=True)
    try:
        standing = _standing(painted, alone, scene)
    finally:
        alone.pixels.remove()
    return Measured(painted, standing)


def _standing(painted: Painted, alone: Painted, scene: Scene) -> Standing:
    pixels, product = np.asarray(painted.pixels.opened()), np.asarray(alone.pixels.opened())
    height, width = pixels.shape[:2]
    x, y, wide, high = next(iter(painted.boxes.values()), (0, 0, width, height))
    corner = max(2, min(height, width) // 24)
    rows = np.concatenate([pixels[:corner], pixels[-corner:]])
    corners = np.concatenate([rows[:, :corner], rows[:, -corner:]], axis=1)
    solid = product[..., 3] >= SOLID
    own = pixels[solid] if solid.any() else pixels.reshape(-1, 3)
    return Standing(
        size=max(wide, high) / max(width, height),
        centre=(x + wide / 2) / width,
        foot=(y + high) / height,
        backdrop=_lightness(corners),
        product=_lightness(own),
        shadow=_shadow(scene),
        white=_warmth(corners),
        warmth=_warmth(own),
    )


def _lightness(pixels: np.ndarray) -> float:
    """Return the mean L* of (…, 3) RGB."""
    return float(lab_of(pixels.reshape(-1, 3))[:, 0].mean())


def _warmth(pixels: np.ndarray) -> float:
    """Return log2 of the mean red over the mean blue light of (…, 3) RGB: what a tone's warmth adds to."""
    light = LINEAR[pixels.reshape(-1, 3)].mean(axis=0) + DARK
    return float(np.log2(light[0] / light[2]))


def _shadow(scene: Scene) -> float:
    product = scene.first(Product)
    if not isinstance(product, Product):
        return 0.0
    cast = product.cast.opacity if product.cast.kind != "none" else 0.0
    return max(cast, product.contact.opacity, product.kept.opacity)


def outliers(standings: Sequence[tuple[str, str, Standing]]) -> dict[str, tuple[str, ...]]:
    """Return by photo id in what it stands out; `standings`: (photo id, SKU, standing) of everything shown.

    A value stands out where it is further from the usual (the median) than the others mostly are, and than anybody
    would notice. How light the product is, is compared within a listing only: other products have other colours.
    """
    found: dict[str, list[str]] = {photo_id: [] for photo_id, _, _ in standings}
    for trait in TRAITS:
        groups: dict[str, list[tuple[str, float]]] = {}
        for photo_id, sku, standing in standings:
            groups.setdefault(sku if trait.alike else "", []).append((photo_id, getattr(standing, trait.name)))
        for group in groups.values():
            for photo_id, off in _off(group, trait.least):
                found[photo_id].append(trait.low if off < 0 else trait.high)
    return {photo_id: tuple(words) for photo_id, words in found.items() if words}


def _off(group: Iterable[tuple[str, float]], least: float) -> list[tuple[str, float]]:
    values = dict(group)
    if len(values) < LEAST_ALIKE:
        return []
    usual = median(values.values())
    spread = median(abs(value - usual) for value in values.values())
    limit = max(least, 3 * 1.4826 * spread)  # 1.4826: from a median deviation to a standard one
    return [(photo_id, value - usual) for photo_id, value in values.items() if abs(value - usual) > limit]


def matched(look: Look, own: Standing, wanted: Standing, wanted_look: Look, *, same_product: bool) -> Look:
    """Return the look with the wanted one's set and light, its product as large and in the same place.

    `same_product`: its exposure and its warmth are matched too, by one stop at most.
    """
    model, mine = wanted_look.scene.first(Product), look.scene.first(Product)
    if not isinstance(model, Product) or not isinstance(mine, Product):
        return look
    placement = mine.placement.changed(
        fill=_bounded(mine.placement.fill * wanted.size / max(own.size, 1e-3), 0.05, 1.0),
        x=_bounded(mine.placement.x + wanted.centre - own.centre, 0.0, 1.0),
        y=_bounded(mine.placement.y + wanted.foot - own.foot - _grown(mine, own, wanted), 0.0, 1.0),
    )
    tone = mine.tone
    if same_product and own.product > 1:
        stops = 2.2 * math.log2(max(wanted.product, 1) / own.product)
        warmer = _bounded(wanted.warmth - own.warmth, -MOST_WARMTH, MOST_WARMTH)
        tone = tone.changed(
            exposure=_bounded(tone.exposure + _bounded(stops, -MOST_STOPS, MOST_STOPS), -2.0, 2.0),
            temperature=_bounded(tone.temperature + warmer, -2.5, 2.5),
        )
    new = model.model_copy(update={"placement": placement, "tone": tone, "slot": mine.slot})
    return look.changed(scene=wanted_look.scene.replaced(model, new))


def _grown(product: Product, own: Standing, wanted: Standing) -> float:
    """Return how much lower the foot comes by the new size alone, where the product is held by its middle."""
    return 0.0 if product.placement.anchor == "base" else 0.5 * (wanted.size - own.size)


def _bounded(value: float, low: float, high: float) -> float:
    return round(min(high, max(low, value)), 4)
