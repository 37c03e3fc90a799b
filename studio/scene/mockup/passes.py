"""A mockup's passes as arrays, whole or at another size."""

from dataclasses import dataclass, replace
from math import ceil, floor
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.mockup import Mockup
from studio.model.picture import Bytes

Floats = NDArray[Any]
"""float32 throughout; OpenCV's declarations promise no more than numbers."""

Rect = tuple[int, int, int, int]
"""x, y, width, height in pixels of the frame."""


@dataclass(frozen=True, eq=False)
class PrintArea:
    """A surface's UV pass. `uv` (height, width, 2) float32, 0–1; `cover` (height, width) uint8; `at`: its corner."""

    uv: Floats
    cover: Bytes
    at: tuple[int, int]


@dataclass(frozen=True, eq=False)
class Passes:
    """`scene` (height, width, 3) sRGB; `light`, `gloss` coded as the format says, and `colour`, begin at `at`."""

    mockup: Mockup
    scene: Bytes
    light: Bytes
    gloss: Bytes
    colour: Bytes
    at: tuple[int, int]
    areas: dict[str, PrintArea]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the frame in pixels."""
        return self.scene.shape[1], self.scene.shape[0]

    def resized(self, width: int, height: int) -> "Passes":
        """Return the passes for a picture of another size; of another shape, what lies round the item is kept."""
        if (width, height) == self.size:
            return self
        scale = max(width / self.size[0], height / self.size[1])
        whole = max(width, round(self.size[0] * scale)), max(height, round(self.size[1] * scale))
        frame = _Frame(self.size, whole, (*self._crop(whole, (width, height)), width, height))
        scene, _ = frame.moved(self.scene, (0, 0))
        (light, at), (gloss, _), (colour, _) = (
            frame.moved(plane, self.at) for plane in (self.light, self.gloss, self.colour)
        )
        areas = {name: frame.area(area) for name, area in self.areas.items()}
        return replace(self, scene=scene, light=light, gloss=gloss, colour=colour, at=at, areas=areas)

    def _crop(self, whole: tuple[int, int], size: tuple[int, int]) -> tuple[int, int]:
        """Return the corner of the part to keep: the middle of the item stays as near the middle as it can."""
        x, y, width, height = self.item()
        middle = (x + width / 2) / self.size[0], (y + height / 2) / self.size[1]
        left, top = (
            round(min(max(share * side - kept / 2, 0), side - kept))
            for share, side, kept in zip(middle, whole, size, strict=True)
        )
        return left, top

    def item(self) -> Rect:
        """Return the box of all that can be coloured or printed."""
        boxes = [shifted(box_of(self.colour), self.at)]
        boxes += [shifted(box_of(area.cover), area.at) for area in self.areas.values()]
        filled = [box for box in boxes if box[2]]
        return union(filled) if filled else (0, 0, *self.size)


def box_of(mask: Bytes) -> Rect:
    """Return the box of what is not 0 (all zero where nothing is)."""
    x, y, width, height = (int(side) for side in cv2.boundingRect(mask))
    return x, y, width, height


def shifted(box: Rect, by: tuple[int, int]) -> Rect:
    """Return a box moved to the right and down."""
    return box[0] + by[0], box[1] + by[1], box[2], box[3]


def union(boxes: list[Rect]) -> Rect:
    """Return the smallest box that holds all of them."""
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
    return left, top, right - left, bottom - top


def _resized(plane: NDArray[Any], size: tuple[int, int]) -> NDArray[Any]:
    smaller = size[0] < plane.shape[1]
    smooth = cv2.INTER_CUBIC if plane.dtype == np.uint8 else cv2.INTER_LINEAR  # cubic would overshoot a map's edges
    return cv2.resize(plane, size, interpolation=cv2.INTER_AREA if smaller else smooth)


def window(box: Rect, of: Rect = (0, 0, 0, 0)) -> tuple[slice, slice]:
    """Return where a box lies in arrays of the frame, or in arrays over another box."""
    x, y, width, height = box[0] - of[0], box[1] - of[1], box[2], box[3]
    return slice(y, y + height), slice(x, x + width)


@dataclass(frozen=True)
class _Frame:
    """From a frame of `old` size to one of `whole` size, of which `kept` stays."""

    old: tuple[int, int]
    whole: tuple[int, int]
    kept: Rect

    def moved(self, part: NDArray[Any], at: tuple[int, int]) -> tuple[NDArray[Any], tuple[int, int]]:
        """Return a part of the frame at its new size, and its corner. Resized with the whole, so nothing shifts."""
        height, width = part.shape[:2]
        ends = (at[0], self.old[0] - at[0] - width, at[1], self.old[1] - at[1] - height)
        left, right, top, bottom = ends
        padded = cv2.copyMakeBorder(part, top, bottom, left, right, cv2.BORDER_REPLICATE)
        box = self._box((*at, width, height))
        moved = _resized(padded, self.whole)[window(shifted(box, self.kept[:2]))]
        return np.ascontiguousarray(moved), box[:2]

    def _box(self, box: Rect) -> Rect:
        """Return where a box of the old frame lies in the kept part, grown to whole pixels, at least one."""
        across, down = self.whole[0] / self.old[0], self.whole[1] / self.old[1]
        left, top = floor(box[0] * across) - self.kept[0], floor(box[1] * down) - self.kept[1]
        right, bottom = ceil((box[0] + box[2]) * across) - self.kept[0], ceil((box[1] + box[3]) * down) - self.kept[1]
        left, right = (min(max(side, 0), self.kept[2]) for side in (left, right))
        top, bottom = (min(max(side, 0), self.kept[3]) for side in (top, bottom))
        left, top = min(left, self.kept[2] - 1), min(top, self.kept[3] - 1)
        return left, top, max(1, right - left), max(1, bottom - top)

    def area(self, area: PrintArea) -> PrintArea:
        """Return a surface at the new size; its UV is averaged only over pixels that know it."""
        known = cv2.dilate((area.cover > 0).astype(np.float32), np.ones((3, 3), np.uint8))
        weighted, at = self.moved(area.uv * known[..., None], area.at)
        weight, _ = self.moved(known, area.at)
        cover, _ = self.moved(area.cover, area.at)
        return PrintArea(weighted / np.maximum(weight, 1e-3)[..., None], cover, at)
