"""T-shirts laid flat: front and back."""

import numpy as np
from fabric import creased, crumple, folds, outline, rib, sewn_mesh, sheet
from item import Built, Camera, Item
from rooms import linen, overhead
from shapes import Array, noise, oval, smooth, sweep
from tee import BACK, COLOURS, FRONT, NECK, SPACING, TINT, WORDS, knit, neckline, pattern
from timber import planks

FOLDS = (  # where the cloth is drawn: armpit, waist, hem, shoulder, sleeve (right half: x, y, degrees, length)
    (0.235, 0.10, 205, 0.2),
    (0.24, -0.08, 170, 0.19),
    (0.2, -0.33, 118, 0.24),
    (0.07, -0.34, 82, 0.2),
    (0.17, 0.31, 258, 0.17),
    (0.26, 0.17, 20, 0.12),
)


def _laid(neck: float, seed: int) -> tuple[Array, Array, Array]:
    """Points, triangles and UV of the upper sheet, as it lies on the table."""
    points, faces = sheet(outline(pattern(neck), SPACING), SPACING)
    uv = points[:, :2].copy()
    waves = noise(points * np.array([3.4, 2.4, 0]) + seed, seed, 3)
    rested = points.copy()
    rested[:, 2] = 0.003 + 0.0022 * np.maximum(-0.6, waves)
    anchors = [
        (x * side, y, degrees if side > 0 else 180 - degrees, length)
        for side in (-1, 1)
        for x, y, degrees, length in FOLDS
    ]
    rested[:, 2] += np.maximum(-0.001, folds(uv, creased(seed, anchors, height=0.0044)))
    rested[:, 2] += 0.0016 * noise(points * np.array([7.0, 4.5, 0]) + seed, seed + 6, 2)
    rested = crumple(rested, uv, by=0.0009, scale=26, seed=seed + 3)
    rested[:, 2] += 0.0045
    return rested, faces, uv


def _flat(back: bool) -> Built:
    neck, other = (0.028, NECK) if back else (NECK, 0.028)
    points, faces, uv = _laid(neck, 21 if back else 4)
    things = [sewn_mesh("upper", points, faces, uv, material=knit("back" if back else "front"), levels=1)]
    below, under = sheet(outline(pattern(other), SPACING), SPACING)
    flat = below[:, :2].copy()
    below[:, 2] = 0.0018 + 0.0006 * noise(below * 8, 5, 2)
    below[:, :2] *= 0.997
    below[:, 1] += 0.001
    things.append(sewn_mesh("lower", below, under, flat, material=knit(None), levels=1))
    for sheet_points, where, drop, lift in ((points, uv, neck, 0.0004), (below, flat, other, 0.0006)):
        path = neckline(sheet_points, where, drop, lift)
        path[:, 1] += 0.004
        band = sweep("collar", path, oval(0.019, 0.0026, 20, 3.2), rib(TINT, count=150), up=(0, 0, 1))
        things.append(smooth(band, 1))
    top = linen("#bdb4a4") if back else planks("#c3a27a", "#94724e", width=0.21, length=2.6, gap=0.0005, turn=1.2)
    overhead(top, power=95, fill=5, linen=back, low=True)
    return Built(things)


ITEMS = (
    Item(
        "t-shirt",
        "T-shirt, laid flat, front",
        "clothing",
        (*WORDS, "flat lay"),
        COLOURS,
        (FRONT,),
        lambda: _flat(False),
        Camera((0.0, -0.2, 1.95), (0.0, -0.012, 0.0), lens=70, fstop=11),
        light=2000,
        seed=51,
    ),
    Item(
        "t-shirt-back",
        "T-shirt, laid flat, back",
        "clothing",
        (*WORDS, "flat lay"),
        COLOURS,
        (BACK,),
        lambda: _flat(True),
        Camera((0.1, -0.25, 1.95), (0.0, -0.012, 0.0), lens=70, fstop=11, roll=3),
        light=2000,
        seed=52,
    ),
)
