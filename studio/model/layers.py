"""A layered document (a Photoshop mockup) as plain data, whatever file it came from.

Pixels are sRGB-coded values of the document, at the size at which it is to be used; `Box` is left, top, right, bottom.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.model.marking import Place

Box = tuple[int, int, int, int]
Pixels = tuple[NDArray[np.uint8], NDArray[np.uint8], Box]
"""Colour (height, width, 3), alpha (height, width) with the layer's mask in it, and where they lie."""


@dataclass(frozen=True)
class DesignSlot:
    """A smart object: where a design goes. `points`: rows of places in shares of the picture, as `Marking` has them."""

    name: str
    points: tuple[tuple[Place, ...], ...]
    pixels: tuple[float, float]  # width and height of what was placed
    dpi: float


@dataclass(frozen=True)
class DocumentLayer:
    """A layer, or a group where it has `children` (drawn bottom to top).

    `read` gives a layer's pixels, None where it has none on the canvas; of a group it gives its mask as alpha, None
    without one. It is called at most once, so that no more than one layer is in memory. `adjust`: of an adjustment
    layer, what it makes of the colours (height, width, 3; 0–1) under it, its `read` giving its mask like a group's.
    """

    name: str
    read: Callable[[], Pixels | None]
    blend: str = "normal"  # or "pass-through" of a group
    opacity: float = 1.0
    clipped: bool = False
    children: "tuple[DocumentLayer, ...] | None" = None
    slot: DesignSlot | None = None
    adjust: Callable[[NDArray[np.float32]], NDArray[np.float32]] | None = None


@dataclass(frozen=True)
class LayeredDocument:
    """`layers` bottom to top; `unsupported`: sentences on what of the document is left out or taken otherwise."""

    size: tuple[int, int]
    layers: tuple[DocumentLayer, ...]
    to_srgb: Callable[[NDArray[Any]], NDArray[np.uint8]]
    unsupported: tuple[str, ...] = field(default=())

    def slots(self) -> tuple[DesignSlot, ...]:
        """Return every slot, topmost first."""
        return tuple(reversed([slot for layer in self.layers for slot in _slots(layer)]))


def _slots(layer: DocumentLayer) -> list[DesignSlot]:
    if layer.slot is not None:
        return [layer.slot]
    return [slot for child in layer.children or () for slot in _slots(child)]
