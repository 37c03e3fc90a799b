"""The shadow a product throws, on the ground it stands on or on the surface it lies on."""

import math
from dataclasses import dataclass
from typing import Annotated, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.params import Label, Params, Span
from studio.model.scene import Light
from studio.scene.ground import Ground, thrown
from studio.scene.patch import Patch
from studio.scene.silhouette import Field, Silhouette
from studio.scene.slices import Slices

LONGEST = 2.5  # a shadow's length in heights of the product: beyond it nothing is to be seen on a canvas
BANDS = 5  # heights whose shadows are softened apart
STEP = 2  # cells a side of a pixel in which the ground's shadow is made
COARSE = 4  # the same while the hand moves
FINE = 4  # bits of a fraction of a pixel in which outlines are drawn
FADED = 0.6  # of the shadow of the top, lost under a large light
HARD = 0.4  # softness below which a shadow fades less
REDUCED = 2.5  # pixels of blur from which half the size serves


class CastShadow(Params):
    """Shadow thrown by the scene's light."""

    kind: Annotated[
        Literal["none", "ground", "flat"],
        Label("Kind", "Ground: for what stands. Flat: for what lies and was photographed from above"),
    ] = "none"
    opacity: Annotated[float, Span(0, 1, 0.01, "%"), Label("Strength")] = 0.35
    reach: Annotated[float, Span(0.05, 2, 0.05, "%"), Label("Length")] = 1.0
    lift: Annotated[
        float, Span(0, 0.1, 0.002, "%"), Label("Lift", "Flat kind: how far the product lies above the surface")
    ] = 0.015


@dataclass(frozen=True)
class Throw:
    """How a slice at a height falls: `right` and `towards` the camera, in heights of the product, `far` from it."""

    right: float
    towards: float
    stretch: float
    softness: float

    def blur(self, far: float) -> float:
        """Return the blur, in heights of the product, of the shadow of its foot (far = 0) to its top (1).

        A penumbra grows with the way from what throws to where it falls, and with the size of the light.
        """
        way = far * math.hypot(1, min(self.stretch, 1.6)) * 0.72
        return 0.005 + self.softness * (0.010 + 0.085 * way)

    @property
    def faded(self) -> float:
        """Return how much weaker the shadow of the top is; a small light's is as dark everywhere as at the foot."""
        return FADED * min(1.0, self.softness / HARD)


def throw_of(shadow: CastShadow, light: Light) -> Throw:
    """Return how shadows fall under a light."""
    right, towards = thrown(light)
    stretch = min(shadow.reach / math.tan(math.radians(light.elevation)), LONGEST)
    return Throw(right * stretch, towards * stretch, stretch, light.softness)


def cast_shadow(
    shadow: CastShadow, light: Light, ground: Ground, slices: Slices, height: int, *, step: int = STEP
) -> Patch:
    """Return the light that the ground loses where the main light is wholly shut out.

    `slices`: of a product `height` cells high; `step`: cells a side of a pixel. Opacity is for the caller to apply.
    """
    throw = throw_of(shadow, light)
    return _softened(_bands(slices, throw, ground, height, step), throw, ground, height)


def flat_shadow(shadow: CastShadow, light: Light, product: Silhouette) -> Patch:
    """Shift the outline along the light by its lift, twice: close and firm, further and soft."""
    size = math.sqrt(product.width * product.height)
    away = min(shadow.lift * size * shadow.reach / math.tan(math.radians(light.elevation)), 0.2 * size)
    soft = shadow.lift * size * (0.4 + 1.2 * light.softness)
    right, down = thrown(light)
    rim = (int(1.6 * away + 5.4 * soft) // STEP + 2) * STEP
    columns, rows = (-(-(side + 2 * rim) // STEP) for side in product.cover.shape[::-1])

    def shifted(distance: float, blur: float) -> Field:
        corner = (STEP - 1) / 2 - rim  # of the first pixel's middle, in cells
        matrix = np.array([[STEP, 0, corner - right * distance], [0, STEP, corner - down * distance]], np.float64)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        moved = cv2.warpAffine(product.cover, matrix, (columns, rows), flags=flags)
        return np.asarray(cv2.GaussianBlur(moved, (0, 0), max(blur / STEP, 0.5)), np.float32)

    lost = 1 - (1 - 0.55 * shifted(away * 0.5, soft * 0.45)) * (1 - 0.6 * shifted(away * 1.6, soft * 1.8))
    return Patch(np.clip(lost, 0, 1).astype(np.float32), -rim, -rim, STEP)


@dataclass(frozen=True, eq=False)
class _Bands:
    """(BANDS, rows, columns) uint8, each the shadow of a range of heights, in pixels of `step` cells."""

    planes: NDArray[np.uint8]
    left: int
    top: int
    step: int


def _bands(slices: Slices, throw: Throw, ground: Ground, height: int, step: int) -> _Bands:
    """Draw each slice where it falls, into the bands below and above its height."""
    away = slices.heights[:, None]
    points = slices.outlines(ground, away * throw.right, away * throw.towards)
    rims = [math.ceil(3 * height * throw.blur(1) / step) * step + step] * 2
    low = np.floor(points.min((0, 1)) / step) * step - rims
    high = np.ceil(points.max((0, 1)) / step) * step + rims
    columns, rows = ((high - low) / step).astype(int)
    planes = np.zeros((BANDS, int(rows), int(columns)), np.uint8)
    drawn = np.round((points - low - (step - 1) / 2) / step * (1 << FINE)).astype(np.int32)
    place = np.clip(slices.heights / max(height, 1), 0, 1) * (BANDS - 1)
    for outline, lower in zip(drawn, np.minimum(place.astype(int), BANDS - 2), strict=True):
        for plane in planes[lower : lower + 2]:
            cv2.fillPoly(plane, [outline], (255,), cv2.LINE_AA, FINE)
    return _Bands(planes, int(low[0]), int(low[1]), step)


def _softened(bands: _Bands, throw: Throw, ground: Ground, height: int) -> Patch:
    """Blur each band by its height and join them; the light that one lets through the next takes its share of."""
    squeezed = max(ground.flat, 0.4)  # a penumbra lies on the ground, as flat as that
    through = np.ones(bands.planes.shape[1:], np.float32)
    for index, band in enumerate(bands.planes):
        far = index / (BANDS - 1)
        blur = max(height * throw.blur(far) / bands.step, 0.6)
        soft = _blurred(band, blur, max(blur * squeezed, 0.6))
        through *= 1 - soft * np.float32((1 - throw.faded * far) / 255)
    return Patch(np.clip(1 - through, 0, 1), bands.left, bands.top, bands.step)


def _blurred(plane: NDArray[np.uint8], across: float, down: float) -> Field:
    """Blur, at half the size where that shows no difference."""
    source = plane.astype(np.float32)
    if down < REDUCED:
        return np.asarray(cv2.GaussianBlur(source, (0, 0), across, sigmaY=down), np.float32)
    size = plane.shape[1] // 2 + 1, plane.shape[0] // 2 + 1
    even = cv2.copyMakeBorder(
        source, 0, size[1] * 2 - plane.shape[0], 0, size[0] * 2 - plane.shape[1], cv2.BORDER_CONSTANT
    )
    small = cv2.GaussianBlur(cv2.resize(even, size, interpolation=cv2.INTER_AREA), (0, 0), across / 2, sigmaY=down / 2)
    large = cv2.resize(small, (size[0] * 2, size[1] * 2), interpolation=cv2.INTER_LINEAR)
    return np.asarray(large[: plane.shape[0], : plane.shape[1]], np.float32)
