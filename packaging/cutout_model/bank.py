"""The rendered shots (shots/make.py) as raw material: whole photos, their empty places, and products to place anew."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from flat_shapes import folds, silhouette
from numpy.typing import NDArray
from textures import Planes, Random, printed, recoloured, texture

SIDE = 256  # pixels of a training picture
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Shot:
    """One render at SIDE: `image` and `plate` (SIDE, SIDE, 3) sRGB, `matte` (SIDE, SIDE); aids may be missing."""

    image: Bytes
    plate: Bytes
    matte: Bytes
    normal: NDArray[np.int8] | None
    shade: Bytes | None
    part: Bytes | None


@dataclass(frozen=True, eq=False)
class Sprite:
    """A thing to place: `colour` (h, w, 3) float32 sRGB 0–255, `matte` (h, w) float32 0–1; `flat`: lies any way up."""

    colour: Planes
    matte: Planes
    flat: bool


class Bank:
    """All shots of a folder, in the order of their names so that seeds mean the same everywhere."""

    def __init__(self, folder: Path, most: int = 6000) -> None:
        self.shots = [shot for path in sorted(folder.glob("*.npz"))[:most] if (shot := _read(path)) is not None]

    def shot(self, random: Random) -> Shot:
        return self.shots[int(random.integers(len(self.shots)))]

    def sprite(self, random: Random) -> Sprite:
        """Return a random thing: a rendered product as it was, one in other clothes, or something flat."""
        kind = random.random()
        if not self.shots or kind < 0.22:
            return _flat(random)
        shot = self.shot(random)
        return _as_rendered(random, shot) if kind < 0.72 or shot.shade is None else _retextured(random, shot)


def _read(path: Path) -> Shot | None:
    try:
        with np.load(path) as found:
            planes = {
                name: found[name] for name in ("image", "plate", "matte", "normal", "shade", "part") if name in found
            }
    except (OSError, ValueError, KeyError):
        return None  # still being written, or cut short
    planes = {name: _fitted(plane, exact=name == "part") for name, plane in planes.items()}
    return Shot(
        planes["image"], planes["plate"], planes["matte"], planes.get("normal"), planes.get("shade"), planes.get("part")
    )


def _fitted(plane: NDArray[Any], *, exact: bool) -> NDArray[Any]:
    if plane.shape[:2] == (SIDE, SIDE):
        return plane
    if exact:
        return cv2.resize(plane, (SIDE, SIDE), interpolation=cv2.INTER_NEAREST)
    return cv2.resize(plane.astype(np.float32), (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(plane.dtype)


def _cropped(matte: Bytes) -> tuple[slice, slice]:
    rows, columns = np.flatnonzero(matte.max(1) > 8), np.flatnonzero(matte.max(0) > 8)
    if not len(rows):
        return slice(0, matte.shape[0]), slice(0, matte.shape[1])
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def _as_rendered(random: Random, shot: Shot) -> Sprite:
    box = _cropped(shot.matte)
    colour = shot.image[box].astype(np.float32)
    if random.random() < 0.5:
        colour = recoloured(random, colour)
    return Sprite(colour, shot.matte[box].astype(np.float32) / 255, False)


def _retextured(random: Random, shot: Shot) -> Sprite:
    """Dress a product's parts anew and light it from another side."""
    box = _cropped(shot.matte)
    assert shot.shade is not None
    light = shot.shade[box].astype(np.float32) / 255
    if shot.normal is not None:
        toward = random.normal(0, 1, 3) + np.array([0, 0.6, 0.8])
        lit = np.clip(
            shot.normal[box].astype(np.float32) / 127 @ (toward / np.linalg.norm(toward)).astype(np.float32), 0, 1
        )
        share = random.uniform(0.2, 0.7)
        light = light * (1 - share + share * 1.6 * lit) + random.uniform(0, 0.6) * lit ** random.uniform(8, 60)
    colour = np.zeros((*light.shape, 3), np.float32)
    part = shot.part[box] if shot.part is not None else np.ones(light.shape, np.uint8)
    for name in np.unique(part):
        cloth = texture(random, max(light.shape), plain=0.45)[: light.shape[0], : light.shape[1]]
        colour[part == name] = cloth[part == name]
    return Sprite(
        np.clip(colour * (0.25 + 0.85 * light)[..., None], 0, 255), shot.matte[box].astype(np.float32) / 255, False
    )


FLATS = 500  # flat things kept; each use mirrors and often recolours one


def _flat(random: Random) -> Sprite:
    colour, matte = _kept_flat(int(random.integers(FLATS)))
    step = int(random.choice([-1, 1]))
    plane = np.ascontiguousarray(colour[:, ::step]).astype(np.float32)
    if random.random() < 0.7:
        plane = recoloured(random, plane)
    return Sprite(plane, np.ascontiguousarray(matte[:, ::step]).astype(np.float32) / 255, True)


@lru_cache(maxsize=FLATS)
def _kept_flat(number: int) -> tuple[Bytes, Bytes]:
    random = np.random.default_rng([number, 7])
    matte = silhouette(random, SIDE)
    colour = texture(random, SIDE, plain=0.4)
    if random.random() < 0.35:
        colour = printed(random, colour)
    colour = colour * folds(random, SIDE)[..., None]
    rim = cv2.GaussianBlur(matte, (0, 0), float(random.uniform(1, 5))).astype(np.float32) / 255
    colour = colour * (1 - random.uniform(0, 0.5) * (1 - np.clip(rim * 2 - 1, 0, 1)))[..., None]
    box = _cropped(matte)
    return np.clip(colour[box], 0, 255).astype(np.uint8), matte[box]
