"""A scene rendered in a process of its own, handed back as pixels that a window can paint as they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from studio.app.photo.develop import KeptCutout, bgra
from studio.app.workspace.plates import Plate, put
from studio.model.matte import Cutout
from studio.model.picture import Picture
from studio.model.render import Relit, RenderRequest
from studio.model.scene import Scene

CACHE = 96 << 20
"""Bytes of drawing steps kept in the rendering process."""
SMALL = 192
"""Pixels of the longest side up to which a set's small picture serves."""


@dataclass(frozen=True)
class Painted:
    """`pixels`: plate of (height, width, 4) blue, green, red, alpha; premultiplied where `transparent`.

    `boxes`: product boxes (x, y, width, height) in pixels by slot. `missing`: sentences about what could not be drawn.
    `relit`: by slot, what the scene's light did to a product. `soft`: painted quickly, and not all of it exact.
    """

    pixels: Plate
    transparent: bool
    boxes: Mapping[str, tuple[int, int, int, int]]
    missing: tuple[str, ...] = ()
    relit: Mapping[str, Relit] = field(default_factory=dict)
    soft: bool = False

    @property
    def width(self) -> int:
        """Width in pixels."""
        return self.pixels.shape[1]

    @property
    def height(self) -> int:
        """Height in pixels."""
        return self.pixels.shape[0]


def paint(  # noqa: PLR0917  (workers pass by position)
    scene: Scene,
    cutout: KeptCutout | Cutout,
    longest: int,
    folder: Path,
    transparent: bool = False,
    cached: bool = True,
    quick: bool = False,
) -> Painted:
    """Render a scene with one product, its longest side at most `longest` pixels; raises StudioError.

    `quick`: while the hand moves, see `RenderRequest`.
    """
    from studio.app.photo.adapt import products
    from studio.app.photo.pictures import load_pictures
    from studio.scene import render

    whole = cutout.opened() if isinstance(cutout, KeptCutout) else cutout
    share = min(1.0, longest / max(scene.canvas.width, scene.canvas.height))
    request = RenderRequest(
        scene,
        max(1, round(scene.canvas.width * share)),
        max(1, round(scene.canvas.height * share)),
        {product.slot: whole for product in products(scene)},
        load_pictures(scene, small=longest <= SMALL),
        transparent,
        quick=quick,
        masks=False,
    )
    rendition = render(request, _cache() if cached else None)
    pixels = _premultiplied(rendition.picture) if transparent else bgra(rendition.picture)
    told = dict(rendition.boxes), rendition.missing, dict(rendition.relit), rendition.soft
    return Painted(put(folder, pixels), transparent, *told)


def _premultiplied(picture: Picture) -> Any:
    import cv2

    pixels = bgra(picture)
    alpha = cv2.merge([pixels[..., 3]] * 3)
    pixels[..., :3] = cv2.multiply(pixels[..., :3], alpha, scale=1 / 255)
    return np.ascontiguousarray(pixels)


@lru_cache(1)
def _cache() -> Any:
    from studio.scene import RenderCache

    return RenderCache(CACHE)
