"""The product's own light and shade, turned gently towards the scene's light: low-frequency, bounded, its pixels kept.

The shape is estimated from the outline alone: the further inside, the nearer to the camera, as if it were inflated. It
cannot know what a photo's light was; so it takes that for even, and only ever multiplies: detail and hue stay.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.colour_difference import ciede2000, lab_of
from studio.model.params import Label, Params, Span
from studio.model.picture import Bytes
from studio.model.render import Relit
from studio.model.scene import Light
from studio.scene.placed import Placed
from studio.scene.silhouette import Field, Fit, Silhouette

STEP = 3  # cells of the silhouette's grid a side of a cell of the shape
LARGEST = 1.9  # times more, or less, light at any place
AMBIENT = 0.55  # light from everywhere, beside a main light of 1
BLOCKS = 120  # of the product's longer side: how finely its light varies
SAMPLES = 400  # pixels by which the difference is measured
FEWER = 120  # while the hand moves
POWER = 1 / 2.4  # of the sRGB curve above its toe (IEC 61966-2-1): light times g is, in bytes, times g ** POWER
SCALE = 128  # a gain of 1 as a byte
FINE = 200  # steps between two such bytes
ROUNDS = 6  # of looking for the strength that keeps within the limits
NEARLY_WHITE = 251
TILE = 64  # pixels a side of the noise
_NOISE = np.random.default_rng(11).uniform(-0.5, 0.5, (TILE, TILE)).astype(np.float32)


class Relight(Params):
    """How much of the scene's light the product takes on; none at 0 %, which is what main images should have."""

    amount: Annotated[
        float, Span(0, 1, 0.01, "%"), Label("Strength", "Models the product as the scene's light would; 0 % leaves it")
    ] = 0.0
    roundness: Annotated[float, Span(0, 1, 0.01, "%"), Label("Roundness", "A board, a box, a ball")] = 0.5
    limit: Annotated[
        float, Span(0.5, 12, 0.5, "ΔE"), Label("Colour shift", "At most: the mean difference (ΔE2000) that it may make")
    ] = 5.0
    hue: Annotated[
        float,
        Span(0.5, 15, 0.5, "°"),
        Label("Hue shift", "At most: the mean turn of hues that a coloured light may make"),
    ] = 4.0


@dataclass(frozen=True, eq=False)
class Modelling:
    """`gains`: logarithm of the gain of linear light, (rows, columns, 1 or 3); its first cell is at (left, top)."""

    gains: Field
    left: float
    top: float


@dataclass(frozen=True, eq=False)
class Shape:
    """Estimated unit `normals` (rows, columns, 3): right, up, towards the camera; `weight`: the share of each cell.

    Its first cell is at (left, top) of the silhouette's grid.
    """

    normals: NDArray[np.float64]
    weight: Field
    left: float
    top: float


def shape_of(roundness: float, product: Silhouette) -> Shape:
    """Return the shape that a product's outline suggests."""
    left, top = max(product.left - STEP, 0), max(product.top - STEP, 0)
    cover = product.cover[top : product.bottom + STEP, left : product.right + STEP]
    size = (max(2, cover.shape[1] // STEP), max(2, cover.shape[0] // STEP))
    reduced = cv2.resize(cover[: size[1] * STEP, : size[0] * STEP], size, interpolation=cv2.INTER_AREA)
    inside = np.asarray(reduced, np.float32)
    weight = inside / np.float32(max(float(inside.sum()), 1e-6))
    return Shape(_normals(inside, roundness, product.longer / STEP), weight, left, top)


def modelling(light: Light, shape: Shape) -> Modelling:
    """Return the gains of full strength; their mean over the product is none."""
    gains = np.log(_received(light, shape.normals))
    gains -= (gains * shape.weight[..., None]).sum((0, 1), keepdims=True)
    bounded = np.clip(gains, -math.log(LARGEST), math.log(LARGEST)).astype(np.float32)
    return Modelling(bounded, shape.left, shape.top)


def _normals(inside: Field, roundness: float, longer: float) -> NDArray[np.float64]:
    """Return unit normals (rows, columns, 3): right, up, towards the camera."""
    solid = np.pad((inside > 0.5).astype(np.uint8), 1)
    depth = np.asarray(cv2.distanceTransform(solid, cv2.DIST_L2, 5), np.float32)
    most = max(float(depth.max()), 1.0)
    raised = (np.sqrt(depth * (2 * most - depth)) * (1.6 * roundness)).astype(np.float32)
    height = cv2.GaussianBlur(raised, (0, 0), max(0.035 * longer, 1))
    across, down = cv2.Sobel(height, cv2.CV_32F, 1, 0, scale=0.125), cv2.Sobel(height, cv2.CV_32F, 0, 1, scale=0.125)
    normals = np.stack([-across, down, np.ones_like(across)], -1)[1:-1, 1:-1].astype(np.float64)
    result: NDArray[np.float64] = normals / np.linalg.norm(normals, axis=-1, keepdims=True)
    return result


def _received(light: Light, normals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the light (rows, columns, 1 or 3) that a surface receives: main, fill and rim light, and the room's."""
    angle, above = math.radians(light.azimuth), math.radians(light.elevation)
    level = math.cos(above)
    main = (math.sin(angle) * level, math.sin(above), -math.cos(angle) * level)
    behind = (-math.sin(angle) * 0.8, 0.35, -0.5)
    wrap = 0.15 + 0.75 * light.softness  # a large light reaches around (wrapped diffuse shading)
    key = light.strength * np.clip((normals @ main + wrap) / (1 + wrap), 0, None)
    rest = AMBIENT * (0.8 + 0.2 * normals[..., 1]) + 0.6 * light.fill * normals[..., 2]
    rest += 1.6 * light.rim * np.clip(normals @ behind + 0.25, 0, None) * (1 - normals[..., 2])
    if not light.warmth:
        received: NDArray[np.float64] = (key + rest)[..., None]
        return received
    colour = np.array([1 + 0.2 * light.warmth, 1.0, 1 - 0.2 * light.warmth])
    return key[..., None] * colour + rest[..., None]


def relit(
    placed: Placed, made: Modelling, relight: Relight, fit: Fit, *, room: Field, sheet: Bytes, exact: bool = True
) -> tuple[Bytes, Relit]:
    """Return the colours (height, width, 3) of a placed product under the light, and what that did to them.

    `room`: what `room_of` the placed product gave; `sheet`: bytes of the same shape to write on. Where it need not be
    `exact`, soft light may show steps.
    """
    rgb = placed.rgb
    gains, block = _on_blocks(placed, made, fit)
    samples = _samples(rgb, placed.alpha, gains, room, block, count=SAMPLES if exact else FEWER)
    report = _bounded(samples, relight, ROUNDS if exact else 1)
    height, width = placed.alpha.shape
    factors = _factors(gains, room, report.amount)
    fine = (factors * (SCALE * FINE)).astype(np.uint16) if exact else (factors * SCALE + 0.5).astype(np.uint8)
    grain, each = _grain(2 + block // TILE, -(-width // TILE), fine.shape[2]), max(1, TILE // block)
    for row in range(0, len(fine), each):  # in strips, which stay in the processor's cache
        above = min(row, 1)
        part = fine[row - above : row + each + 1]
        full = cv2.resize(part, (part.shape[1] * block, len(part) * block), interpolation=cv2.INTER_LINEAR)
        top, start = row * block, above * block
        bottom = min(top + each * block, height)
        times = full[start : start + bottom - top, :width]
        if exact:
            noisy = cv2.add(times, grain[top % TILE : top % TILE + bottom - top, :width])
            times = cv2.convertScaleAbs(noisy, alpha=1 / FINE, beta=-0.5)
        times = cv2.cvtColor(times, cv2.COLOR_GRAY2RGB) if times.ndim == 2 else times
        cv2.multiply(rgb[top:bottom], times, dst=sheet[top:bottom], scale=1 / SCALE)
    return sheet, report


@lru_cache(4)
def _grain(down: int, across: int, channels: int) -> NDArray[np.uint16]:
    """Return tiles of up to one step of noise, which hides the steps between bytes; half a step is in it."""
    whole = np.tile(np.round((_NOISE + 0.5) * FINE).astype(np.uint16), (down, across))
    return np.ascontiguousarray(whole if channels == 1 else np.repeat(whole[..., None], channels, axis=2))


def _on_blocks(placed: Placed, made: Modelling, fit: Fit) -> tuple[Field, int]:
    """Return the gains in square blocks of the placed pixels, (rows, columns, channels), and the blocks' side."""
    height, width = placed.alpha.shape
    block = _block(placed)
    step = fit.cells * block / STEP
    first_x = ((placed.x + block / 2 - fit.to_x) * fit.cells + fit.held_x - made.left) / STEP - 0.5
    first_y = ((placed.y + block / 2 - fit.to_y) * fit.cells + fit.held_y - made.top) / STEP - 0.5
    matrix = np.array([[step, 0, first_x], [0, step, first_y]])
    size = (-(-width // block), -(-height // block))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    found = cv2.warpAffine(made.gains, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(found, np.float32).reshape(size[1], size[0], -1), block


def _block(placed: Placed) -> int:
    return max(1, round(max(placed.alpha.shape) / BLOCKS))


def room_of(placed: Placed) -> Field:
    """Return the factor (rows, columns, 1) in bytes by which each block may grow before it turns white."""
    (height, width), block = placed.alpha.shape, _block(placed)
    seen = np.zeros((-(-height // block), -(-width // block), 3), np.uint8)
    part = placed.rgb[block // 2 :: block, block // 2 :: block]
    seen[: part.shape[0], : part.shape[1]] = part
    brightest = cv2.GaussianBlur(seen.max(-1).astype(np.float32), (0, 0), 1.2)
    result: Field = np.maximum(NEARLY_WHITE / np.maximum(brightest, 1), 1)[..., None].astype(np.float32)
    return result


def _factors(gains: Field, room: Field, amount: float) -> Field:
    """Return what bytes are multiplied with."""
    return np.minimum(np.exp(gains * np.float32(amount * POWER)), room)


@dataclass(frozen=True, eq=False)
class _Samples:
    """Colours (n, 3) of wholly covered pixels spread evenly, with the gains and the room of their blocks."""

    colours: Bytes
    gains: Field
    room: Field


def _samples(rgb: Bytes, alpha: Bytes, gains: Field, room: Field, block: int, *, count: int) -> _Samples:
    step = max(1, math.isqrt(max(1, rgb.shape[0] * rgb.shape[1] // count)))
    rows, columns = np.nonzero(alpha[step // 2 :: step, step // 2 :: step] == 255)
    rows, columns = rows * step + step // 2, columns * step + step // 2
    where = rows // block, columns // block
    return _Samples(rgb[rows, columns], gains[where], room[where])


def _bounded(samples: _Samples, relight: Relight, rounds: int) -> Relit:
    """Return the strength that keeps the mean difference and turn of hue within their limits, and what it does.

    What it does is nearly in proportion to it: after one round that is taken for true, the others make sure.
    """
    if not len(samples.colours):
        return Relit(0.0, 0.0, 0.0)
    lab = lab_of(samples.colours)

    def made(amount: float) -> tuple[float, NDArray[np.float64]]:
        after = samples.colours * _factors(samples.gains, samples.room, amount) + 0.5
        changed = lab_of(np.clip(after, 0, 255).astype(np.uint8))
        return float(ciede2000(lab, changed).mean()), changed

    amount = relight.amount
    difference, changed = made(amount)
    turned = _hue_shift(lab, changed)
    for left in range(rounds - 1, -1, -1):
        over = max(difference / relight.limit, turned / relight.hue)
        if over <= 1:
            break
        amount *= 0.995 / over
        if not left:
            difference, turned = difference * 0.995 / over, turned * 0.995 / over
            break
        difference, changed = made(amount)
        turned = _hue_shift(lab, changed)
    return Relit(difference, turned, amount, amount < relight.amount)


def _hue_shift(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Return the mean turn of hue in degrees (CIELAB), of colours that have one."""
    chroma = np.minimum(np.hypot(first[:, 1], first[:, 2]), np.hypot(second[:, 1], second[:, 2]))
    coloured = chroma > 8
    if not coloured.any():
        return 0.0
    hues = [np.degrees(np.arctan2(lab[coloured, 2], lab[coloured, 1])) for lab in (first, second)]
    return float(np.abs((hues[1] - hues[0] + 180) % 360 - 180).mean())
