"""A scene rendered in a process of its own, handed back as pixels that a window can paint as they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from studio.app.photo.develop import KeptCutout
from studio.app.workspace.plates import Plate, put
from studio.model.matte import Cutout
from studio.model.picture import Bytes, Picture
from studio.model.render import Relit, RenderRequest
from studio.model.scene import Scene

CACHE = 96 << 20
"""Bytes of drawing steps kept in the rendering process."""
FRAMES = 4
"""How many plates that are written again and again stay mapped."""
SMALL = 192
"""Pixels of the longest side up to which a set's small picture serves."""


@dataclass(frozen=True)
class Painted:
    """`pixels`: plate of (height, width, 3) RGB; where `transparent`, (height, width, 4) blue, green, red, alpha,
    premultiplied.

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
    onto: Path | Plate,
    transparent: bool = False,
    cached: bool = True,
    quick: bool = False,
) -> Painted:
    """Render a scene with one product, its longest side at most `longest` pixels; raises StudioError.

    `onto`: the folder for a new plate, or a plate of the shape that `plate_shape` tells, to be written on.
    `quick`: while the hand moves, see `RenderRequest`.
    """
    from studio.app.photo.adapt import products
    from studio.app.photo.pictures import load_pictures
    from studio.scene import render

    whole = cutout.opened() if isinstance(cutout, KeptCutout) else cutout
    height, width, _ = plate_shape(scene, longest, transparent)
    request = RenderRequest(
        scene,
        width,
        height,
        {product.slot: whole for product in products(scene)},
        load_pictures(scene, small=longest <= SMALL),
        transparent,
        quick=quick,
        masks=False,
    )
    canvas = _mapped(onto) if isinstance(onto, Plate) else None
    rendition = render(request, _cache() if cached else None, onto=None if transparent else canvas)
    pixels = _premultiplied(rendition.picture) if transparent else rendition.picture.rgb
    if canvas is not None and transparent:
        np.copyto(canvas, pixels)
    told = dict(rendition.boxes), rendition.missing, dict(rendition.relit), rendition.soft
    return Painted(onto if isinstance(onto, Plate) else put(onto, pixels), transparent, *told)


def plate_shape(scene: Scene, longest: int, transparent: bool) -> tuple[int, int, int]:
    """Return the shape of the plate of a scene painted at most `longest` pixels wide and high."""
    share = min(1.0, longest / max(scene.canvas.width, scene.canvas.height))
    width, height = (max(1, round(side * share)) for side in (scene.canvas.width, scene.canvas.height))
    return height, width, 4 if transparent else 3


@lru_cache(FRAMES)
def _mapped(plate: Plate) -> Bytes:
    return plate.writable()


def _premultiplied(picture: Picture) -> Bytes:
    import cv2

    alpha = np.full(picture.rgb.shape[:2], 255, np.uint8) if picture.alpha is None else picture.alpha
    rgb = cv2.multiply(picture.rgb, cv2.merge([alpha] * 3), scale=1 / 255)
    red, green, blue = cv2.split(rgb)
    return np.asarray(cv2.merge([blue, green, red, alpha]), np.uint8)


@lru_cache(1)
def _cache() -> Any:
    from studio.scene import RenderCache

    return RenderCache(CACHE)
