"""Mockups whose exact picture can be computed: a card seen slanted, and a mug by the same rays as its passes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.mockup import Colourway, Mockup, Surface
from studio.model.picture import Picture
from studio.scene.linear_light import to_srgb
from studio.scene.mockup.writing import mockup_files

Array = NDArray[np.float64]
FINE = 4  # rays each way in a pixel
GROUND = np.array([0.55, 0.5, 0.42])  # linear
WHITE_ITEM = np.array([0.8, 0.8, 0.8])


def checker(u: Array, v: Array) -> Array:
    """Red and white fields, and a dark bar: linear light (…, 3) and alpha as (…, 4)."""
    odd = (np.floor(u * 12) + np.floor(v * 12)) % 2 > 0
    rgba = np.ones((*u.shape, 4))
    rgba[odd, :3] = (0.6, 0.02, 0.03)
    rgba[(abs(u - 0.5) < 0.02) & (v > 0.2) & (v < 0.8), :3] = (0.01, 0.02, 0.15)
    return rgba


def letters(u: Array, v: Array) -> Array:
    """Dark words on nothing, as a 1500-pixel drawing says them; the drawing itself is the truth."""
    page = np.zeros((1500, 1500), np.uint8)
    for line in range(10):
        size, at = 1.5 + line * 0.3, 125 + line * 145
        cv2.putText(page, "Lake House 1974", (60, at), cv2.FONT_HERSHEY_DUPLEX, size, 255, 7, cv2.LINE_AA)
    x, y = (np.clip(np.floor(it * 1500), 0, 1499).astype(np.intp) for it in (u, v))
    rgba = np.zeros((*u.shape, 4))
    rgba[..., :3] = (0.03, 0.05, 0.12)
    rgba[..., 3] = page[y, x] / 255
    return rgba


def picture_of(design: Callable[[Array, Array], Array], side: int = 600) -> Picture:
    """The design as a seller's file: every pixel the mean of nine places, in linear light."""
    places = (np.arange(side * 3) + 0.5) / (side * 3)
    total = np.zeros((side, side, 4))
    for row in range(3):
        for column in range(3):
            rgba = design(*np.meshgrid(places[column::3], places[row::3]))
            rgba[..., :3] *= rgba[..., 3:]
            total += rgba / 9
    colour = total[..., :3] / np.maximum(total[..., 3:], 1e-9)
    alpha = np.round(total[..., 3] * 255).astype(np.uint8)
    rgb = np.round(to_srgb(colour) * 255).astype(np.uint8)
    return Picture(rgb, None if alpha.min() == 255 else alpha)


@dataclass(frozen=True)
class Hit:
    """What rays meet: `uv` (…, 2), `inside` the print area, `item`, light and gloss (…)."""

    uv: Array
    inside: NDArray[np.bool_]
    item: NDArray[np.bool_]
    light: Array
    gloss: Array


@dataclass(frozen=True)
class Drawn:
    """A drawn item: `trace(x, y)` in shares of a square frame."""

    trace: Callable[[Array, Array], Hit]
    surface: Surface
    side: int = 260

    def rays(self) -> "list[Hit]":
        """One Hit of the whole frame for each ray in a pixel."""
        offsets = (np.arange(FINE) + 0.5) / FINE
        pixels = np.arange(self.side)
        return [
            self.trace(*np.meshgrid((pixels + right) / self.side, (pixels + down) / self.side))
            for down in offsets
            for right in offsets
        ]

    def truth(self, design: Callable[[Array, Array], Array] | None, item: Array = WHITE_ITEM) -> NDArray[np.uint8]:
        """The exact picture: the mean light of all rays, clipped as a camera's."""
        total = np.zeros((self.side, self.side, 3))
        rays = self.rays()
        for hit in rays:
            albedo = np.broadcast_to(item, (*hit.light.shape, 3)).copy()
            if design is not None:
                rgba = design(hit.uv[..., 0], hit.uv[..., 1])
                rgba[~hit.inside] = 0
                albedo = albedo * (1 - rgba[..., 3:]) + rgba[..., :3] * rgba[..., 3:]
            shown = albedo * hit.light[..., None] + hit.gloss[..., None]
            total += np.where(hit.item[..., None], shown, GROUND)
        return np.round(to_srgb(np.clip(total / len(rays), 0, 1)) * 255).astype(np.uint8)

    def write(self, folder: Path, more: tuple[Colourway, ...] = ()) -> Path:
        """Write the mockup's folder from the same rays."""
        rays = self.rays()
        cover, item = (np.mean([getattr(hit, name) for hit in rays], axis=0) for name in ("inside", "item"))
        centre = self.trace(*np.meshgrid(*[(np.arange(self.side) + 0.5) / self.side] * 2))
        white = "#" + "".join(f"{round(float(it) * 255):02x}" for it in to_srgb(WHITE_ITEM))
        mockup = Mockup(
            id=folder.name,
            name="Drawn",
            size=(self.side, self.side),
            colourways=(Colourway(id="white", name="White", colour=white), *more),
            surfaces=(self.surface,),
        )
        files = mockup_files(
            mockup,
            scene=self.truth(None),
            light=np.repeat(centre.light[..., None], 3, axis=2),
            gloss=np.repeat(centre.gloss[..., None], 3, axis=2),
            colour=np.round(item * 255).astype(np.uint8),
            areas={self.surface.id: (centre.uv, np.round(cover * 255).astype(np.uint8))},
        )
        folder.mkdir(parents=True)
        for name, data in files.items():
            (folder / name).write_bytes(data)
        return folder


def card(side: int = 260) -> Drawn:
    """A card in perspective on a table; the print keeps a margin."""
    corners = np.float32([[0.22, 0.18], [0.86, 0.27], [0.74, 0.85], [0.12, 0.7]])
    back = cv2.getPerspectiveTransform(corners, np.float32([[0, 0], [1, 0], [1, 1], [0, 1]])).astype(np.float64)

    def trace(x: Array, y: Array) -> Hit:
        s, t, w = np.tensordot(back, np.stack([x, y, np.ones_like(x)]), 1)
        s, t = s / w, t / w
        uv = np.stack([(s - 0.1) / 0.8, (t - 0.1) / 0.8], axis=-1)
        item = (abs(s - 0.5) <= 0.5) & (abs(t - 0.5) <= 0.5)
        inside = (abs(uv - 0.5) <= 0.5).all(axis=-1)
        return Hit(uv, inside, item, 0.5 + 0.5 * x + 0.2 * np.sin(9 * y), 0.05 * np.exp(-((x - y) ** 2) * 30))

    return Drawn(trace, Surface(id="front", name="Front", width_cm=12, height_cm=12), side)


def mug(side: int = 260) -> Drawn:
    """A cylinder from straight ahead; the print reaches 75° to either side, slanted where it ends."""

    def trace(x: Array, y: Array) -> Hit:
        across = (x - 0.5) / 0.34
        item = (abs(across) <= 1) & (y > 0.15) & (y < 0.88)
        turn = np.arcsin(np.clip(across, -1, 1))
        dip = 0.05 * np.cos(turn)  # seen a little from above
        uv = np.stack([0.5 + turn / np.radians(150), (y - dip - 0.2) / 0.55], axis=-1)
        inside = item & (abs(uv - 0.5) <= 0.5).all(axis=-1)
        light = 0.25 + 0.75 * np.clip(np.cos(turn + 0.5), 0, 1)
        gloss = 0.35 * np.exp(-((turn + 0.45) ** 2) * 90)
        return Hit(uv, inside, item, light, gloss)

    return Drawn(trace, Surface(id="wrap", name="Wrap", width_cm=20, height_cm=9), side)
