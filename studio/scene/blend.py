"""Laying a layer over a canvas: copies where opaque, mixes in linear light only in the band of partial cover."""

import cv2
import numpy as np

from studio.model.picture import Bytes
from studio.scene.drawing import Band, Layer, band_of
from studio.scene.linear_light import LINEAR, SRGB, STEPS, mix_planes, mixed


def lay_over(canvas: Bytes, layer: Layer) -> None:
    """Lay a layer over an opaque canvas (height, width, 3), in place."""
    rgb, alpha = layer.rgb, layer.alpha
    height, width = layer.size
    part = canvas[layer.y : layer.y + height, layer.x : layer.x + width]
    if rgb is None:
        darken(part, part, layer)
    elif alpha is None:
        part[:] = rgb if rgb.strides[1] else np.tile(rgb[:1, :1], (1, width, 1))  # whole rows are copied fast
    else:
        partly = len(layer.band[0]) if layer.band else cv2.countNonZero(cv2.inRange(alpha, 1, 254))
        if partly > MUCH * alpha.size:
            mix_planes(rgb, part, alpha)
        else:
            _paint(canvas, layer, rgb, alpha, layer.band or band_of(alpha))


def darken(under: Bytes, part: Bytes, shade: Layer) -> None:
    """Write what lies under a shade, darkened by it, to the part of a canvas that it covers."""
    cv2.multiply(under, shade.through, dst=part, scale=1 / 255)


def lay_shaded(canvas: Bytes, backdrop: Bytes, shade: Layer) -> None:
    """Lay a backdrop of the canvas's size and a shade on it, each pixel written once."""
    (height, width), top, left = shade.size, shade.y, shade.x
    inside = slice(top, top + height), slice(left, left + width)
    canvas[:top], canvas[top + height :] = backdrop[:top], backdrop[top + height :]
    canvas[inside[0], :left] = backdrop[inside[0], :left]
    canvas[inside[0], left + width :] = backdrop[inside[0], left + width :]
    darken(backdrop[inside], canvas[inside], shade)


def _paint(canvas: Bytes, layer: Layer, rgb: Bytes, alpha: Bytes, band: Band) -> None:
    """Copy what is covered, and mix the band that is covered partly pixel by pixel."""
    rows, columns = band
    height, width = layer.size
    pixels, place = canvas.reshape(-1, 3), (rows + layer.y) * canvas.shape[1] + (columns + layer.x)
    inside = rows * width + columns
    over = rgb.reshape(-1, 3).take(inside, axis=0) if rgb.flags.c_contiguous else rgb[rows, columns]
    cover = alpha.reshape(-1).take(inside) if alpha.flags.c_contiguous else alpha[rows, columns]
    blend = mixed(over, pixels.take(place, axis=0), SHARE.take(cover))
    part = canvas[layer.y : layer.y + height, layer.x : layer.x + width]
    cv2.copyTo(rgb, alpha, part)  # all that is covered at all: the band is written anew below
    pixels[place] = blend


MUCH = 0.2
"""Share of a layer covered partly, from which mixing all of it is quicker."""

SHARE = (np.arange(256) / 255).astype(np.float32)
"""The share of light that an alpha byte lets the upper layer give."""


def lay_over_clear(canvas: Bytes, cover: Bytes, layer: Layer) -> None:
    """Lay a layer over a canvas (height, width, 3) with straight alpha `cover` (height, width), both in place.

    A shade becomes black of its own alpha: laid over any page by an ordinary viewer it darkens as it would here.
    """
    alpha = layer.cover
    rgb = layer.rgb if layer.rgb is not None else np.zeros((*alpha.shape, 3), np.uint8)
    part = canvas[layer.y : layer.y + alpha.shape[0], layer.x : layer.x + alpha.shape[1]]
    under = cover[layer.y : layer.y + alpha.shape[0], layer.x : layer.x + alpha.shape[1]]
    copied = (alpha == 255) | ((under == 0) & (alpha > 0))
    rows, columns = np.nonzero((alpha > 0) & ~copied)
    over_share = SHARE[alpha[rows, columns]]
    under_share = SHARE[under[rows, columns]] * (1 - over_share)
    whole = over_share + under_share
    light = LINEAR[rgb[rows, columns]] * over_share[:, None] + LINEAR[part[rows, columns]] * under_share[:, None]
    part[copied], under[copied] = rgb[copied], alpha[copied]
    part[rows, columns] = SRGB[(light / whole[:, None] * STEPS + 0.5).astype(np.intp)]
    under[rows, columns] = np.round(whole * 255).astype(np.uint8)
