"""Fills of a Photoshop document: one colour, or a gradient as psd-tools draws it (which takes scipy)."""

from typing import Any

import numpy as np

from studio.intake.psd_pixels import Scaling, is_cut, masked
from studio.model.layers import Box, Pixels
from studio.model.picture import Bytes


def fill_of(layer: Any) -> Any:
    """Return the colour of a fill layer, or of a shape that is kept as its outline alone; None where it has none."""
    if layer.kind == "solidcolorfill":
        return layer.data or {}
    if layer.kind != "shape" or layer.has_pixels() or not is_cut(layer):
        return None
    from psd_tools.constants import Tag

    said = layer.tagged_blocks.get_data(Tag.SOLID_COLOR_SHEET_SETTING)
    return None if said is None else said.get(b"Clr ")


def codes_of(colour: Any) -> Bytes:
    """Return a described colour as three bytes."""
    shares = [float(colour.get(key, 0) or 0) for key in (b"Rd  ", b"Grn ", b"Bl  ")]
    return np.round(np.clip(shares, 0, 255)).astype(np.uint8)


def solid_pixels(layer: Any, scaling: Scaling) -> Pixels | None:
    """Return a layer of one colour, as large as the canvas."""
    width, height = scaling.size
    codes = np.broadcast_to(codes_of(fill_of(layer) or {}), (height, width, 3))
    box: Box = (0, 0, width, height)
    return codes, masked(layer, np.full((height, width), 255, np.uint8), box, scaling), box


def gradient_of(layer: Any) -> Any:
    """Return what is said of a gradient layer, None where it is none or cannot be drawn."""
    if layer.kind != "gradientfill":
        return None
    from psd_tools.constants import Tag

    said = layer.tagged_blocks.get_data(Tag.GRADIENT_FILL_SETTING)
    return said if said is not None and can_draw(said) else None


def can_draw(gradient: Any) -> bool:
    """Whether a described gradient can be drawn."""
    try:
        return drawn(gradient, (4, 4), (0, 0, 4, 4)) is not None
    except Exception:  # broken ones raise what they like; without scipy there is none
        return False


def drawn(gradient: Any, size: tuple[int, int], over: Box) -> tuple[Bytes, Bytes] | None:
    """Return a gradient's colours (height, width, 3) and alpha on a canvas, laid out over a box of it."""
    from psd_tools.composite.paint import draw_gradient_fill
    from psd_tools.constants import ColorMode

    colours, alpha = draw_gradient_fill((0, 0, *size), ColorMode.RGB, gradient, over)
    if colours is None:
        return None
    if alpha is None:
        alpha = np.ones((size[1], size[0], 1), np.float32)
    codes, cover = (np.round(np.clip(np.nan_to_num(it), 0, 1) * 255).astype(np.uint8) for it in (colours, alpha))
    return np.ascontiguousarray(codes[..., :3]), cover[..., 0]


def gradient_pixels(layer: Any, scaling: Scaling) -> Pixels | None:
    """Return a gradient layer, as large as the canvas."""
    box: Box = (0, 0, *scaling.size)
    found = drawn(gradient_of(layer), scaling.size, box)
    if found is None:
        return None
    return found[0], masked(layer, found[1], box, scaling), box
