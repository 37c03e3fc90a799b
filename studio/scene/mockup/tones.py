"""From the codes of artwork to the codes of the picture, with one multiplication for each.

A picture's code is that of `rest + artwork × lit`, which no table by artwork alone can give. But for each pixel it is
very nearly a line over one curve of the artwork's code that all pixels share: the best such curve is found from some of
the pixels, the best line for each of them. Off by about a third of a ΔE2000 in the mean of all colours, and by nothing
where there is no artwork.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes
from studio.scene.mockup.encoding import LIGHT, WHITE, encode, encode_clipped
from studio.scene.mockup.passes import Floats
from studio.scene.mockup.under import Under

NODES = np.arange(0, 256, 5)
FEW = (0, 100, 180, 255)  # codes by which every pixel's line is found
SOME = 600  # pixels by which the curve is found
MIDDLE = 128
ROUNDS = 3
Ground = tuple[int, int, int]


@dataclass(frozen=True, eq=False)
class Tones:
    """Picture's code = `floor` + curve of the artwork's code × `slope` / 255; both (height, width, 3) uint8."""

    curve: Bytes
    floor: Bytes
    slope: Bytes


def tones_of(below: Under, ground: Ground | None) -> Tones:
    """Return the tones of an area.

    `ground` is the code of artwork that looks as if there were none; None where the area has no one colour.
    """
    codes = ground or (MIDDLE, MIDDLE, MIDDLE)
    anchor = _with_grey(below, MIDDLE) if ground is None else encode(below.bare())
    curve = _curve(below, anchor, codes)
    away = curve[list(FEW)][:, None] - curve[list(codes)]  # (few, 3)
    weights = away / np.maximum((away**2).sum(axis=0), 1e-6)
    total = cv2.LUT(anchor, _table(-weights.sum(axis=0)))
    for code, weight in zip(FEW, weights, strict=True):
        cv2.add(total, cv2.LUT(_with_grey(below, code), _table(weight)), dst=total)
    slope = np.clip(total + np.float32(0.5), 0, 255).astype(np.uint8)
    coded = np.round(curve * 255).astype(np.uint8)
    most = np.stack([np.arange(256) * 255 // max(int(coded[code]), 1) for code in codes], -1).clip(0, 255)
    slope = np.minimum(slope, cv2.LUT(anchor, most.astype(np.uint8)[None]))
    lost = [cv2.multiply(np.arange(256, dtype=np.uint8), np.full(256, coded[code]), scale=1 / 255) for code in codes]
    floor = cv2.subtract(anchor, cv2.LUT(slope, np.stack(lost, -1).reshape(1, 256, 3)))
    return Tones(coded, np.asarray(floor, np.uint8), slope)


def _table(weights: NDArray[np.floating]) -> Floats:
    return (np.arange(256)[:, None] * weights).astype(np.float32)[None]


def _with_grey(below: Under, code: int) -> Bytes:
    """Return the area's codes with artwork of one grey all over it."""
    share = float(LIGHT[code]) / WHITE * below.scale
    return encode(np.asarray(cv2.addWeighted(below.lit, share, below.rest, 1, 0), np.uint16))


def _curve(below: Under, anchor: Bytes, ground: Ground) -> NDArray[np.float64]:
    """Return the curve (256,), from 0 to 1, that fits some of the pixels best, found by turns with their lines."""
    lit, rest, known = (it.reshape(-1, 3) for it in (below.lit, below.rest, anchor))
    seen = np.flatnonzero(lit.any(axis=1))
    if not seen.size:
        return np.linspace(0, 1, 256)
    some = seen[:: max(1, seen.size // SOME)]
    light = rest[some] + lit[some] * (LIGHT[NODES] * (below.scale / WHITE))[:, None, None]
    risen = encode_clipped(light.astype(np.float32)).astype(np.float64) - known[some]  # (nodes, some, 3)
    slope = risen[-1] - risen[0]
    curve = np.linspace(0, 1, 256)
    for _ in range(ROUNDS):
        found = (risen * slope).sum(axis=1) / np.maximum((slope**2).sum(axis=0), 1e-6)  # (nodes, 3)
        mean = np.maximum.accumulate((found - found[0]).mean(axis=1))
        curve = np.interp(np.arange(256), NODES, mean / max(float(mean[-1]), 1e-6))
        away = curve[NODES][:, None] - curve[list(ground)]
        slope = (risen * away[:, None]).sum(axis=0) / (away**2).sum(axis=0)
    return curve
