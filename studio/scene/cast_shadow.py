"""The shadow a product throws, on the ground it stands on or on the surface it lies on."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Literal

import cv2
import numpy as np

from studio.model.params import Label, Params, Span
from studio.model.scene import Light
from studio.scene.silhouette import Field, Silhouette, coarser

FORESHORTENING = 0.32  # how much the ground is flattened by a camera that looks slightly down (about 19°)
DEPTH = 0.7  # of a slice's width: how deep the product is taken to be
SLICES = 16, 72  # at least and at most
LONGEST = 2.5  # a shadow's length in heights of the product: beyond it nothing is to be seen on a canvas
BANDS = 4  # heights whose shadows are softened apart


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


def cast_shadow(shadow: CastShadow, light: Light, product: Silhouette) -> Field:
    """Return the share of light (0–1, linear) that is lost, on the silhouette's grid."""
    if shadow.kind == "none" or shadow.opacity == 0:
        return np.zeros_like(product.cover)
    thrown = _flat(shadow, light, product) if shadow.kind == "flat" else _ground(shadow, light, product)
    return np.clip(thrown, 0, 1) * np.float32(shadow.opacity)


def cast_reach(shadow: CastShadow, light: Light, width: float, height: float) -> float:
    """Return how far, in the units of the product's width and height, the shadow reaches beyond it."""
    if shadow.kind == "none" or shadow.opacity == 0:
        return 0.0
    if shadow.kind == "flat":
        away, soft = _lifted(shadow, light, math.sqrt(width * height))
        return 1.6 * away + 5.4 * soft + 4
    right, towards = _direction(light)
    stretch = _stretch(shadow, light)
    blur = 3 * height * _softness(light, 1.0, stretch)
    body = DEPTH * FORESHORTENING * min(width, height)
    return height * stretch * max(abs(right), abs(towards) * FORESHORTENING) + blur + body + 4


def _direction(light: Light) -> tuple[float, float]:
    """Return where shadows point: to the right, and towards the camera (down)."""
    angle = math.radians(light.azimuth)
    return -math.sin(angle), math.cos(angle)


def _stretch(shadow: CastShadow, light: Light) -> float:
    """Return the shadow's length on the ground, in heights of the product."""
    return min(shadow.reach / math.tan(math.radians(light.elevation)), LONGEST)


def _softness(light: Light, far: float, stretch: float) -> float:
    """Return the blur, in heights of the product, of the shadow of its foot (far = 0) to its top (1)."""
    return 0.006 + light.softness * (0.012 + 0.10 * far * min(stretch, 1.2))


def _lifted(shadow: CastShadow, light: Light, size: float) -> tuple[float, float]:
    """Return the shift and the blur of the flat kind for a product of that size."""
    away = min(shadow.lift * size * shadow.reach / math.tan(math.radians(light.elevation)), 0.2 * size)
    return away, shadow.lift * size * (0.4 + 1.2 * light.softness)


def _flat(shadow: CastShadow, light: Light, product: Silhouette) -> Field:
    """Shift the outline along the light by its lift, twice: close and firm, further and soft."""
    away, soft = _lifted(shadow, light, math.sqrt(product.width * product.height))
    right, down = _direction(light)

    def shifted(distance: float, blur: float) -> Field:
        matrix = np.array([[1, 0, right * distance], [0, 1, down * distance]])
        moved = cv2.warpAffine(product.cover, matrix, product.cover.shape[::-1])
        return np.asarray(cv2.GaussianBlur(moved, (0, 0), max(blur, 0.7)), np.float32)

    return 1 - (1 - 0.55 * shifted(away * 0.5, soft * 0.45)) * (1 - 0.6 * shifted(away * 1.6, soft * 1.8))


def _ground(shadow: CastShadow, light: Light, full: Silhouette) -> Field:
    """Throw the product onto the ground slice by slice, softer the higher the slice that throws.

    A photo shows no depth; each slice is taken for an ellipse as deep as DEPTH of its width.
    """
    product = coarser(full)
    right, towards = _direction(light)
    stretch = _stretch(shadow, light)
    offset = product.base - (product.bottom - 1)
    upright = _columns_raised(product.cover, offset)
    edges = np.linspace(product.bottom, product.top, _slices(product, light, stretch) + 1)
    body = DEPTH * FORESHORTENING * 0.5 * min(product.width, product.height)
    bands = np.zeros((BANDS, *upright.shape), np.float32)
    for low, high in pairwise(edges):
        row = upright[int(high) : max(int(low), int(high) + 1)].max(0)
        height = product.bottom - (low + high) / 2
        band = int(height / product.height * (BANDS - 1))
        down = stretch * towards * FORESHORTENING
        slice_ = _Slice(row, offset, height * stretch * right, product.bottom - 1 - body + height * down)
        _throw(bands[band : band + 2], slice_, body, abs((low - high) * down) / 2 + 0.5)
    return _finer(_softened(bands, product, light, stretch), full.cover.shape)


def _slices(product: Silhouette, light: Light, stretch: float) -> int:
    """Return how many slices it takes for the steps between them to vanish in the blur."""
    steps = product.height * stretch / (1.5 + 3 * light.softness)
    return int(np.clip(steps, *SLICES))


@dataclass(frozen=True, eq=False)
class _Slice:
    """A level slice: its cover and the bend of the ground by column, how far aside it falls, and onto which row."""

    row: Field
    bend: Field
    aside: float
    centre: float


def _throw(grounds: Field, piece: _Slice, body: float, own: float) -> None:
    """Lay a slice on each ground, in place: an ellipse of at most the half depth `body`, and `own` for its height."""
    covered = np.flatnonzero(piece.row > 0.02)
    if not len(covered):
        return
    middle, radius = (covered[0] + covered[-1]) / 2, (covered[-1] - covered[0] + 1) / 2
    first = max(int(covered[0] + piece.aside) - 1, 0)
    last = min(int(covered[-1] + piece.aside) + 3, grounds.shape[2])
    if last <= first:
        return
    columns = np.arange(first, last) - piece.aside
    every = np.arange(len(piece.row))
    values = np.interp(columns, every, piece.row, left=0, right=0).astype(np.float32)
    centre = (np.interp(columns, every, piece.bend) + piece.centre).astype(np.float32)
    roundness = np.sqrt(np.clip(1 - ((columns - middle) / radius) ** 2, 0, 1))
    thick = (min(body, DEPTH * FORESHORTENING * radius) * roundness + own).astype(np.float32)
    top = max(int((centre - thick).min()) - 1, 0)
    bottom = min(int((centre + thick).max()) + 2, grounds.shape[1])
    if bottom > top:
        away = np.abs(np.arange(top, bottom, dtype=np.float32)[:, None] - centre)
        part = grounds[:, top:bottom, first:last]
        np.maximum(part, values * np.clip(thick + 0.5 - away, 0, 1), out=part)


def _softened(bands: Field, product: Silhouette, light: Light, stretch: float) -> Field:
    """Blur each band by its height and join them; the light that one lets through the next takes its share of."""
    through = np.ones_like(bands[0])
    for index, band in enumerate(bands):
        far = index / (BANDS - 1)
        blur = product.height * _softness(light, far, stretch)
        soft = cv2.GaussianBlur(band, (0, 0), max(blur, 0.6), sigmaY=max(blur * 0.6, 0.6))
        through *= 1 - soft * (1 - 0.6 * far)
    return 1 - through


def _finer(ground: Field, shape: tuple[int, ...]) -> Field:
    larger = cv2.resize(ground, (ground.shape[1] * 2, ground.shape[0] * 2), interpolation=cv2.INTER_CUBIC)
    result = np.zeros(shape, np.float32)
    result[: larger.shape[0], : larger.shape[1]] = larger
    return result


def _columns_raised(field: Field, rows: Field) -> Field:
    """Return the field with each column moved up by its number of rows."""
    height, width = field.shape
    xs = np.ascontiguousarray(np.broadcast_to(np.arange(width, dtype=np.float32), (height, width)))
    ys = np.arange(height, dtype=np.float32)[:, None] + rows[None].astype(np.float32)
    return np.asarray(cv2.remap(field, xs, ys, cv2.INTER_LINEAR), np.float32)
