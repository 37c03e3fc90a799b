"""The photo's own shadow as a layer: how much darker the backdrop is around the product than it would be without it.

The clean backdrop is estimated from the photo itself: a smooth surface in the logarithm of light, fitted so that what
is darker than it hardly counts (iteratively reweighted least squares), and, where that leaves too much unexplained, a
level of its own for every row, as a wall above a table has. What is left of the photo beside it, and touches the
product, is the shadow. A backdrop with a pattern gives none; joints and other thin lines are taken away. A table's edge
or a fold is as dark as a shadow may be: where what was found is not like one, a sentence says so.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.matte import Matte, OwnShadow
from studio.model.picture import WHOLE, Bytes, Picture

LONGEST = 256  # pixels a side at which the shadow is sought; it is soft
LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)  # ITU-R BT.709
GAMMA = 2.2  # near enough to light for a ratio of near levels
FIT = 6  # times the surface is fitted
PLAIN = 0.05  # unexplained part of a backdrop (in log light, robust) up to which it is plain
DARKEST = 0.85  # of the light: no shadow takes more where the room is lit
LEAST_FREE = 0.15  # of the photo: less backdrop than that tells nothing
COLOUR_OFF = 0.11  # of the sum of red, green and blue
FAINT = 0.03  # of the light: up to this nothing is kept, from four times as much on all
LEAST = 0.035  # of the light: a weaker shadow is nothing to keep
THIN = 9  # pixels: what is narrower and not beside the product is a joint or a crease
BESIDE = 8.0, 16.0  # pixels from the product within which a thin shadow is kept, and from which none is
STEEP = 0.09  # of the light, a pixel: no edge of a shadow that far from what throws it
RUNS_OFF = 0.14  # of the photo's rim that may be in shadow
WIDE, WEAK = 0.3, 0.3  # share of a shadow far from its product, and strength below which that is the backdrop's own
AN_EDGE = "an edge or a fold in the backdrop, such as a table's end"
AN_END = "backdrop that darkens towards the edge of the photo"
A_FADE = "an uneven light on the backdrop"
DOUBT = "The photo's own shadow may contain {}: look at it, or choose another kind of shadow."
ROW_SHARE = 70  # per cent of a row that may lie in the shadow, less than that is taken for its level
Field = NDArray[np.float32]


def own_shadow(picture: Picture, matte: Matte) -> OwnShadow | None:
    """Return the photo's own shadow, or None where the backdrop is not plain enough or there is none to see."""
    colour, product = _small(picture, matte)
    free = np.asarray(cv2.dilate(_marked(product > 12), _disc(3))) == 0
    if free.mean() < LEAST_FREE:
        return None
    level = np.log(np.maximum(colour @ LUMINANCE, 1e-3)).astype(np.float32)
    residual, far = level - _surface(level, free), free & _far(product)
    noise = _spread(residual[far])
    if noise > PLAIN:
        residual = residual - _rows(residual, free)
        noise = _spread(residual[far])
    if noise > PLAIN or _unexplained(residual[far]):
        return None
    lost = np.clip(1 - np.exp(residual + 2 * noise), 0, DARKEST).astype(np.float32)
    seen = free & _backdrop_coloured(colour, far, lost)
    away = np.asarray(cv2.distanceTransform(_marked(product <= 64), cv2.DIST_L2, 5), np.float32)
    lost = _connected(_filled(_without_lines(_clear(lost), away), seen), product)
    if np.percentile(lost[free], 99.5) < LEAST:
        return None
    doubt = _doubt(np.where(free, lost, 0).astype(np.float32), free, away)
    told = DOUBT.format(doubt) if doubt else ""
    return OwnShadow(np.round(_to_the_edge(lost) * 255).astype(np.uint8), WHOLE, told)


def _without_lines(lost: Field, away: Field) -> Field:
    """Take away what is dark but thin: joints and creases, of which a shadow has none but beside the product."""
    wide = np.asarray(cv2.morphologyEx(lost, cv2.MORPH_OPEN, _disc(THIN // 2)), np.float32)
    share = np.clip((away - BESIDE[0]) / (BESIDE[1] - BESIDE[0]), 0, 1)
    return np.asarray(lost + (wide - lost) * share, np.float32)


def _doubt(lost: Field, free: NDArray[np.bool_], away: Field) -> str:
    """Return what a shadow may contain that is none; nothing where all of it is as shadows are.

    `away`: pixels from the product.
    """
    product = cv2.boundingRect(_marked(away == 0))
    size = max(product[2:])
    across, down = cv2.Sobel(lost, cv2.CV_32F, 1, 0, scale=0.125), cv2.Sobel(lost, cv2.CV_32F, 0, 1, scale=0.125)
    further = free & (away > 0.12 * size)
    if further.any() and np.percentile(cv2.magnitude(across, down)[further], 99.5) > STEEP:
        return AN_EDGE
    inset = int(0.07 * max(lost.shape))
    rim = np.zeros(lost.shape, bool)
    rim[inset:-inset, inset:-inset] = True
    rim[inset + 3 : -inset - 3, inset + 3 : -inset - 3] = False
    if (rim & free).any() and (lost[rim & free] > 0.05).mean() > RUNS_OFF:
        return AN_END
    distant = lost[away > 0.35 * size]
    if distant.sum() > WIDE * lost.sum() and np.square(distant).sum() < WEAK * distant.sum():
        return A_FADE
    return ""


def _small(picture: Picture, matte: Matte) -> tuple[Field, Bytes]:
    """Return the light (rows, columns, 3), 0–1, and the product's alpha at the small size."""
    height, width = picture.rgb.shape[:2]
    scale = min(1.0, LONGEST / max(height, width))
    size = (max(2, round(width * scale)), max(2, round(height * scale)))
    every = max(1, int(0.5 / scale))  # thinned out first: averaging twelve megapixels would take longer than all else
    small = cv2.resize(picture.rgb[::every, ::every], size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    product = np.asarray(cv2.resize(matte.alpha, size, interpolation=cv2.INTER_AREA), np.uint8)
    return np.asarray(cv2.GaussianBlur(small**GAMMA, (0, 0), 0.8), np.float32), product


def _backdrop_coloured(colour: Field, far: NDArray[np.bool_], lost: Field) -> NDArray[np.bool_]:
    """Whether a pixel has the backdrop's colour, only darker: what has another is a thing, and no shadow."""
    shares = colour / np.maximum(colour.sum(-1, keepdims=True), 1e-3)
    usual = np.median(shares[far], axis=0) if far.any() else shares.mean((0, 1))
    off = np.abs(shares - usual).max(-1)
    thing = ((lost > 0.1) & (off > COLOUR_OFF)).astype(np.uint8)
    alike: NDArray[np.bool_] = np.asarray(cv2.dilate(thing, _disc(2))) == 0
    return alike


def _marked(where: NDArray[np.bool_]) -> Bytes:
    return where.astype(np.uint8)


def _disc(radius: int) -> Bytes:
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1)), np.uint8)


def _surface(level: Field, free: NDArray[np.bool_]) -> Field:
    """Return the smooth surface (of second degree) of the free pixels that is darkened by nothing."""
    height, width = level.shape
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], -1)
    known, values = terms[::3, ::3][free[::3, ::3]], level[::3, ::3][free[::3, ::3]].astype(np.float64)
    weights = np.ones(len(values))
    factors = np.zeros(terms.shape[-1])
    for step in range(FIT):
        part = known * weights[:, None]
        factors = np.linalg.solve(part.T @ known + 1e-6 * np.eye(len(factors)), part.T @ values)
        over = values - known @ factors
        width_of = max(0.02, 0.25 / 2**step)
        weights = np.where(over < 0, np.exp(-((over / width_of) ** 2)), 1 / (1 + (over / (4 * width_of)) ** 2))
    return np.asarray(terms @ factors, np.float32)


def _rows(residual: Field, free: NDArray[np.bool_]) -> Field:
    """Return what each row as a whole differs by, (rows, 1)."""
    seen = np.where(free, residual, np.nan)
    enough = free.mean(1) > 0.1
    levels = np.zeros(len(residual), np.float32)
    if enough.any():
        levels[enough] = _percentiles(seen[enough], free[enough].sum(axis=1))
        rows = np.arange(len(levels))
        levels = np.interp(rows, rows[enough], levels[enough]).astype(np.float32)
    return levels[:, None]


def _percentiles(values: Field, counts: NDArray[np.intp]) -> Field:
    """Return each row's ROW_SHARE percentile of its `counts` values that are numbers; numpy's own goes row by row."""
    ranked = np.sort(values, axis=1)  # what is no number comes last
    place = (counts - 1) * (ROW_SHARE / 100)
    below = np.floor(place).astype(np.intp)
    rows = np.arange(len(ranked))
    low, high = ranked[rows, below], ranked[rows, np.minimum(below + 1, counts - 1)]
    return np.asarray(low + (high - low) * (place - below), dtype=np.float32)


def _far(product: Bytes) -> NDArray[np.bool_]:
    """Whether a pixel lies away from the product, where hardly any shadow is."""
    half = cv2.resize(product, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    near = cv2.resize(cv2.dilate(half, _disc(LONGEST // 16)), product.shape[::-1])
    away: NDArray[np.bool_] = np.asarray(near) < 128
    return away if away.mean() > 0.05 else np.asarray(product) < 12


def _spread(values: Field) -> float:
    """Return the standard deviation as the brighter half shows it, which no shadow touches."""
    if not len(values):
        return np.inf
    middle = float(np.percentile(values, 60))
    return float(1.4826 * np.median(np.abs(values[values >= middle] - middle))) + max(0.0, abs(middle) - 0.02)


def _clear(lost: Field) -> Field:
    """Take away what is too faint to tell from an uneven light on the backdrop, without a step."""
    sure = np.clip((lost - FAINT) / (3 * FAINT), 0, 1)
    return np.asarray(lost * sure * sure * (3 - 2 * sure), np.float32)


def _unexplained(residual: Field) -> bool:
    """Whether too much away from the product is much brighter or darker than the surface: other things, a pattern."""
    return bool(len(residual)) and bool((residual > 0.12).mean() > 0.015 or (residual < -0.15).mean() > 0.28)


def _filled(lost: Field, free: NDArray[np.bool_]) -> Field:
    """Continue the shadow under the product, from what lies beside it: wider and wider averages of what is known."""
    result, known = np.where(free, lost, 0).astype(np.float32), free.astype(np.float32)
    for factor in (1, 3, 8, 24):
        size = (max(1, lost.shape[1] // factor), max(1, lost.shape[0] // factor))
        small = [cv2.resize(each, size, interpolation=cv2.INTER_AREA) for each in (known, result * known)]
        share, mean = (
            cv2.resize(cv2.GaussianBlur(each, (0, 0), 2), lost.shape[::-1], interpolation=cv2.INTER_LINEAR)
            for each in small
        )
        new = (known == 0) & (share > 0.05)
        result[new] = mean[new] / share[new]
        known[new] = 1
    return result


def _connected(lost: Field, product: Bytes) -> Field:
    """Return the shadow that touches the product; other dark things in the photo are none of its."""
    near = np.asarray(cv2.dilate(_marked(product > 64), _disc(4))) > 0
    _, labels = cv2.connectedComponents(_marked((lost > 0.02) | near))
    wanted = np.isin(labels, np.unique(labels[near]))
    soft = cv2.GaussianBlur(wanted.astype(np.float32), (0, 0), 1.5)
    return np.asarray(lost * soft, np.float32)


def _to_the_edge(lost: Field) -> Field:
    """Let the shadow fade where the photo ends, so that no straight cut shows."""
    height, width = lost.shape
    rim = 0.06 * max(height, width)
    across = np.clip(np.minimum(np.arange(width) + 0.5, width - 0.5 - np.arange(width)) / rim, 0, 1)
    down = np.clip(np.minimum(np.arange(height) + 0.5, height - 0.5 - np.arange(height)) / rim, 0, 1)
    ease = [share * share * (3 - 2 * share) for share in (across, down)]
    return np.asarray(lost * ease[0][None] * ease[1][:, None], np.float32)
