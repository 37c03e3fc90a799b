"""The product's surface: gloss, texture clarity, grain, and a gentle depth of field. Bounded changes of tone alone.

Nothing here moves a pixel or invents one: clarity and gloss strengthen or weaken what the photo shows around a blurred
version of itself, grain adds a fixed, faint pattern, and depth of field mixes in that blurred version towards the rim,
where the estimated shape lies furthest back.
"""

from typing import Annotated

import cv2
import numpy as np

from studio.model.params import Label, Params, Span
from studio.model.picture import Bytes
from studio.scene.placed import Placed
from studio.scene.silhouette import Field

CLARITY = 0.55  # of the difference from the blurred version that is added at most
GLOSS = 0.6  # of the rise of lights over the blurred version that is added at most
GRAIN = 10.0  # bytes of standard deviation at most
FOCUS = 0.012  # of the product's longer side: the widest blur of depth of field
WIDE, NARROW = 0.02, 0.006  # of the product's longer side: what clarity calls the surroundings, and gloss
GRAINS = 900  # across the product's longer side, whatever its size in pixels
_PATTERN = np.random.default_rng(23).normal(0, 1, (256, 256)).astype(np.float32)


class Material(Params):
    """How the surface comes out; zero everywhere leaves its bytes untouched."""

    clarity: Annotated[
        float, Span(-1, 1, 0.01, "%"), Label("Texture", "Right brings out weave and grain, left smooths them")
    ] = 0.0
    gloss: Annotated[
        float, Span(-1, 1, 0.01, "%"), Label("Gloss", "Right strengthens highlights, left makes it matt")
    ] = 0.0
    grain: Annotated[float, Span(0, 1, 0.01, "%"), Label("Grain", "A faint, even grain as film has")] = 0.0
    focus: Annotated[
        float, Span(0, 1, 0.01, "%"), Label("Depth of field", "What lies further back is a little out of focus")
    ] = 0.0


UNTOUCHED = Material()


def surfaced(placed: Placed, material: Material, sheet: Bytes) -> Bytes:
    """Return the colours (height, width, 3) of a placed product with its surface changed; the same where nothing is.

    `sheet`: bytes of the same shape to write on.
    """
    if material == UNTOUCHED or not placed.alpha.any():
        return placed.rgb
    rgb, alpha, longer = placed.rgb, placed.alpha, max(cv2.boundingRect(placed.alpha)[2:])
    if material.focus:
        rgb = _refocused(rgb, alpha, material.focus, longer, sheet)
    if material.clarity:
        share = CLARITY * material.clarity * (1 if material.clarity > 0 else 0.6)  # smoothed more, it looks fogged
        around = _surroundings(rgb, alpha, WIDE * longer)
        rgb = np.asarray(cv2.addWeighted(rgb, 1 + share, around, -share, 0, dst=sheet), np.uint8)
    if material.gloss:
        above = cv2.subtract(rgb, _surroundings(rgb, alpha, NARROW * longer))
        rgb = np.asarray(cv2.addWeighted(rgb, 1, above, GLOSS * material.gloss, 0, dst=sheet), np.uint8)
    if material.grain:
        rgb = _grained(rgb, alpha, material.grain, sheet)
    return rgb


def _surroundings(rgb: Bytes, alpha: Bytes, sigma: float) -> Bytes:
    """Return the colours blurred within the product, made at a reduced size where the blur is wide."""
    small, cover = rgb, alpha
    while sigma > 1.5 and min(cover.shape) > 8:  # halving is many times as quick as any other reduction
        size, sigma = (small.shape[1] // 2, small.shape[0] // 2), sigma / 2
        small, cover = (
            np.asarray(cv2.resize(plane[: size[1] * 2, : size[0] * 2], size, interpolation=cv2.INTER_AREA), np.uint8)
            for plane in (small, cover)
        )
    if small is not rgb:  # halving and enlarging blur too, by a quarter of a pixel squared
        sigma = max(sigma * sigma - 0.25, 0.25) ** 0.5
    weight = (cover > 127).astype(np.float32)
    light = cv2.GaussianBlur(small * weight[..., None], (0, 0), max(sigma, 0.5))
    share = cv2.GaussianBlur(weight, (0, 0), max(sigma, 0.5))
    even = np.where(share[..., None] > 1e-2, light / np.maximum(share, 1e-2)[..., None], small)
    bytes_ = cv2.convertScaleAbs(even.astype(np.float32))
    return np.asarray(cv2.resize(bytes_, rgb.shape[1::-1], interpolation=cv2.INTER_LINEAR), np.uint8)


def _refocused(rgb: Bytes, alpha: Bytes, strength: float, longer: int, sheet: Bytes) -> Bytes:
    """Mix in the blurred version towards the rim."""
    soft = _surroundings(rgb, alpha, max(FOCUS * strength * longer, 0.5))
    factor = max(1, longer // 160)
    size = (max(1, rgb.shape[1] // factor), max(1, rgb.shape[0] // factor))
    small = cv2.resize(alpha, size, interpolation=cv2.INTER_NEAREST)
    depth = np.asarray(cv2.distanceTransform(np.pad((small > 127).astype(np.uint8), 1), cv2.DIST_L2, 5))[1:-1, 1:-1]
    back = np.clip(1 - depth / max(0.3 * float(depth.max()), 1), 0, 1).astype(np.float32)
    share: Field = np.asarray(cv2.resize(cv2.GaussianBlur(back, (0, 0), 2), rgb.shape[1::-1]), np.float32)
    return np.asarray(cv2.blendLinear(soft, rgb, share, 1 - share, dst=sheet), np.uint8)


def _grained(rgb: Bytes, alpha: Bytes, strength: float, sheet: Bytes) -> Bytes:
    """Add the pattern, as coarse on the product at any size and in the same place of it."""
    x, y, width, height = cv2.boundingRect(alpha)
    cells = GRAINS / max(width, height, 1)
    columns, rows = (max(1, round(side * cells)) for side in (width, height))
    tile = np.tile(_PATTERN, (-(-rows // 256), -(-columns // 256)))[:rows, :columns]
    pattern = cv2.resize(tile, (width, height), interpolation=cv2.INTER_AREA if cells > 1 else cv2.INTER_LINEAR)
    bytes_ = cv2.convertScaleAbs(pattern, alpha=GRAIN * strength, beta=128)
    if rgb is not sheet:
        np.copyto(sheet, rgb)
    part = sheet[y : y + height, x : x + width]
    cv2.addWeighted(part, 1, cv2.cvtColor(bytes_, cv2.COLOR_GRAY2RGB), 1, -128, dst=part)
    return sheet
