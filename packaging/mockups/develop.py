"""From the arrays of a render to the passes that ship: metered, balanced, edges unmixed, light freed of colour."""

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
from item import Item

Array = np.ndarray
SOLID = 0.6  # share of the item in a pixel from which on its light is read there


@dataclass(frozen=True)
class Developed:
    """Linear passes of the whole frame: `behind` has the room alone, continued under the item's edges."""

    behind: Array
    light: Array
    gloss: Array
    share: Array
    uv: dict[str, Array]
    cover: dict[str, Array]

    def picture(self, albedo: Array) -> Array:
        """The finished picture (linear) with the item's albedo: (3,) or (H,W,3)."""
        own = albedo * self.light + self.gloss
        return self.behind + self.share[..., None] * (own - self.behind)


def develop(
    item: Item, side: int, *, albedo: Array, room: Array, light: Mapping[str, Array], form: Mapping[str, Array]
) -> tuple[Developed, Array]:
    """Passes with edges clean, and the gains (3,) that were laid on all light. `albedo` is the rendered one, linear."""
    form = {name: enlarged(part, (side, side)) for name, part in form.items()}
    share = np.clip(form["alpha"], 0, 1)
    there = np.clip(light["beauty"][..., 3], 0, 1)
    solid = (there > SOLID).astype(np.float32)
    whole = np.maximum(there, 0.02)[..., None]
    parts = [
        light[f"{kind} Light"][..., :3] * light[f"{kind} Color"][..., :3] / whole for kind in ("Diffuse", "Glossy")
    ]
    on_item = enlarged(extend(parts[0] / albedo, solid), share.shape)
    on_top = enlarged(extend(parts[1], solid), share.shape)
    behind, on_item, on_top = (np.maximum(part, 0) for part in (_behind(room, share), on_item, on_top))
    gains = meter(item, on_item, share > 0.95) * vignette(share.shape)
    uv, cover = {}, {}
    for surface in item.surfaces:
        map_, inside = form[f"uv-{surface.id}"], form[f"cover-{surface.id}"]
        uv[surface.id] = _continued(map_)
        cover[surface.id] = np.minimum(np.clip(inside, 0, 1), share)
    made = Developed(shoulder(behind * gains), on_item * gains, on_top * gains, share, uv, cover)
    return made, gains


def _continued(map_: Array) -> Array:
    """UV (H,W,2) from (u, v, 1) × share, continued past the surface's outline so that filtering is clean there."""
    seen = map_[..., 2] > 0.05
    rows, columns = np.flatnonzero(seen.any(1)), np.flatnonzero(seen.any(0))
    part = np.s_[max(0, rows[0] - 8) : rows[-1] + 9, max(0, columns[0] - 8) : columns[-1] + 9]
    uv = np.zeros((*seen.shape, 2), np.float32)
    uv[part] = extend(map_[part][..., :2] / np.maximum(map_[part][..., 2:], 0.05), seen[part].astype(np.float32))
    return uv


def _behind(room: Array, share: Array) -> Array:
    """The room at the frame's size, continued under the item from where the denoiser's smear ends."""
    small = cv2.resize(share, room.shape[1::-1], interpolation=cv2.INTER_AREA)
    near = cv2.dilate((small > 0.004).astype(np.uint8), np.ones((3, 3), np.uint8))
    return enlarged(extend(room[..., :3], 1.0 - near), share.shape)


def enlarged(picture: Array, shape: tuple[int, ...]) -> Array:
    """A picture of the frame at the full size."""
    if picture.shape[:2] == shape:
        return picture
    return cv2.resize(picture, shape[::-1], interpolation=cv2.INTER_CUBIC)


def meter(item: Item, light: Array, where: Array) -> Array:
    """Gains (3,) that bring the item's light to 0.92 at its 85th percentile, and its mean to neutral."""
    seen = light[where]
    mean = seen.mean(0)
    balance = mean.mean() / mean * np.array([2 ** (item.warmth / 2), 1, 2 ** (-item.warmth / 2)])
    bright = np.percentile((seen * balance).mean(1), 85)
    return (balance * 0.92 / bright * 2**item.exposure).astype(np.float32)


def vignette(shape: tuple[int, ...], by: float = 0.1) -> Array:
    y, x = (np.linspace(-1, 1, n, dtype=np.float32) for n in shape[:2])
    return (1 - by * (x[None] ** 2 + y[:, None] ** 2) / 2)[..., None]


def shoulder(light: Array, knee: float = 0.7) -> Array:
    """Roll highlights off towards 1, as film does, instead of cutting them."""
    room = 1 - knee
    return np.where(light > knee, knee + room * (1 - np.exp(-(light - knee) / room)), light).astype(np.float32)


def extend(values: Array, known: Array) -> Array:
    """Keep (H,W,C) where `known` is 1 and continue it smoothly elsewhere (push and pull through a pyramid)."""
    weight = known.astype(np.float32)[..., None]
    levels = [(values.astype(np.float32) * weight, weight)]
    while min(levels[-1][0].shape[:2]) > 2:
        levels.append(tuple(_shape(cv2.pyrDown(part)) for part in levels[-1]))  # type: ignore[arg-type]
    total, share = levels[-1]
    filled = total / np.maximum(share, 1e-6)
    for total, share in reversed(levels[:-1]):
        coarse = _shape(cv2.resize(filled, (total.shape[1], total.shape[0]), interpolation=cv2.INTER_LINEAR))
        trust = np.clip(share * 4, 0, 1)
        filled = trust * total / np.maximum(share, 1e-6) + (1 - trust) * coarse
    return np.where(weight > 0.5, values, filled).astype(np.float32)


def _shape(part: Array) -> Array:
    return part if part.ndim == 3 else part[..., None]
