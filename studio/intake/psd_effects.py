"""Layer effects of a Photoshop document that can be drawn as layers of their own: overlays and drop shadows."""

import math
from typing import Any

import cv2
import numpy as np

from studio.intake.psd_fills import can_draw, codes_of, drawn
from studio.intake.psd_pixels import Scaling, layer_pixels
from studio.model.layers import Box, Pixels
from studio.model.picture import Bytes

LARGEST = 1000.0  # pixels of a shadow's blur and distance


def effects_of(layer: Any) -> list[Any]:
    """Return the effects that are switched on."""
    if not layer.has_effects():
        return []
    return [effect for effect in layer.effects if effect.enabled]


def kind_of(effect: Any) -> str:
    """Return an effect's name as psd-tools has it."""
    return type(effect).__name__


def is_drawn(effect: Any) -> bool:
    """Whether an effect can be drawn; raises what it likes where it is broken."""
    kind = kind_of(effect)
    if not effect.blend_mode.name or share_of(effect) < 0:
        return False
    if kind == "GradientOverlay":
        return can_draw(effect.descriptor)
    return kind in ("ColorOverlay", "DropShadow") and codes_of(effect.color).size == 3


def share_of(effect: Any) -> float:
    """Return an effect's opacity, 0 to 1."""
    return min(max(float(effect.opacity) / 100, 0.0), 1.0)


def overlay_pixels(layer: Any, effect: Any, scaling: Scaling) -> Pixels | None:
    """Return an overlay of colour or gradient over the whole canvas, to be clipped to the layer."""
    width, height = scaling.size
    whole: Box = (0, 0, width, height)
    if kind_of(effect) == "ColorOverlay":
        return (
            np.broadcast_to(codes_of(effect.color), (height, width, 3)),
            np.full((height, width), 255, np.uint8),
            whole,
        )
    scale = width / scaling.whole[0]
    left, top, right, bottom = (round(side * scale) for side in layer.bbox)
    found = drawn(effect.descriptor, (width, height), (left, top, max(right, left + 1), max(bottom, top + 1)))
    return None if found is None else (*found, whole)


def shadow_pixels(layer: Any, effect: Any, scaling: Scaling) -> Pixels | None:
    """Return a layer's drop shadow, over the whole canvas."""
    pixels = layer_pixels(layer, scaling)
    if pixels is None:
        return None
    _, alpha, (left, top, right, bottom) = pixels
    width, height = scaling.size
    scale = width / scaling.whole[0]
    far, size = (min(max(float(value), 0.0), LARGEST) * scale for value in (effect.distance, effect.size))
    angle = math.radians(float(effect.angle))
    spread = min(max(float(effect.choke) / 100, 0.0), 1.0)
    whole = np.zeros((height, width), np.uint8)
    whole[top:bottom, left:right] = alpha
    shadow = _spread(whole, size * spread, size * (1 - spread))
    move = np.array([[1, 0, -math.cos(angle) * far], [0, 1, math.sin(angle) * far]])  # away from the light
    moved = np.asarray(cv2.warpAffine(shadow, move, (width, height)), np.uint8)
    box: Box = (0, 0, width, height)
    return np.broadcast_to(codes_of(effect.color), (height, width, 3)), moved, box


def _spread(alpha: Bytes, grown: float, blurred: float) -> Bytes:
    """Return an alpha grown, then blurred, by so many pixels."""
    if grown >= 1:
        side = 2 * round(grown) + 1
        alpha = np.asarray(cv2.dilate(alpha, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))), np.uint8)
    if blurred < 0.5:
        return alpha
    return np.asarray(cv2.GaussianBlur(alpha, (0, 0), blurred / 2), np.uint8)
