"""One layer of a Photoshop document as pixels at the size that is wanted, its mask within its alpha."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.layers import Box, Pixels
from studio.model.picture import Bytes

MOST_DRAWN, MOST_KNOTS = 40_000_000, 5_000  # pixels of a document, and points, up to which outlines are drawn


@dataclass(frozen=True)
class Scaling:
    """From the document's pixels to those wanted."""

    whole: tuple[int, int]
    size: tuple[int, int]

    @classmethod
    def of(cls, width: int, height: int, longest: int) -> "Scaling":
        """Return the scaling to a longest side, never enlarging."""
        share = min(1.0, longest / max(width, height))
        return cls((width, height), (max(1, round(width * share)), max(1, round(height * share))))

    def fitted(self, plane: NDArray[Any], box: Box, rest: int = 0) -> tuple[NDArray[Any], Box] | None:
        """Return a part of the document at the wanted size, and its box there; None where it lies off the canvas.

        `rest` fills whole pixels at the box's rim that the part covers partly.
        """
        across, down = self.size[0] / self.whole[0], self.size[1] / self.whole[1]
        seen = max(box[0], 0), max(box[1], 0), min(box[2], self.whole[0]), min(box[3], self.whole[1])
        if seen[0] >= seen[2] or seen[1] >= seen[3]:
            return None
        part = plane[seen[1] - box[1] : seen[3] - box[1], seen[0] - box[0] : seen[2] - box[0]]
        if self.size == self.whole:
            return np.ascontiguousarray(part), seen
        left, top = int(seen[0] * across), int(seen[1] * down)
        right, bottom = -int(-seen[2] * across // 1), -int(-seen[3] * down // 1)
        right, bottom = min(right, self.size[0]), min(bottom, self.size[1])
        x0, y0, x1, y1 = round(left / across), round(top / down), round(right / across), round(bottom / down)
        sides = max(seen[1] - y0, 0), max(y1 - seen[3], 0), max(seen[0] - x0, 0), max(x1 - seen[2], 0)
        padded = cv2.copyMakeBorder(part, *sides, cv2.BORDER_CONSTANT, value=(rest, rest, rest, rest))
        small = cv2.resize(padded, (right - left, bottom - top), interpolation=cv2.INTER_AREA)
        return np.asarray(small, np.uint8), (left, top, right, bottom)


def layer_pixels(layer: Any, scaling: Scaling) -> Pixels | None:
    """Return a layer's pixels."""
    colour = layer.numpy("color")
    if colour is None:
        return None
    codes = np.round(np.clip(np.nan_to_num(colour), 0, 1) * 255).astype(np.uint8)
    shape = layer.numpy("shape")
    alpha = np.full(codes.shape[:2], 255, np.uint8)
    if shape is not None:
        alpha = np.round(np.clip(shape[..., 0], 0, 1) * 255).astype(np.uint8)
    codes = np.repeat(codes, 3, axis=2) if codes.shape[2] < 3 else np.ascontiguousarray(codes[..., :3])
    premultiplied = cv2.multiply(codes, cv2.cvtColor(alpha, cv2.COLOR_GRAY2RGB), scale=1 / 255)
    colours, covers = scaling.fitted(premultiplied, layer.bbox), scaling.fitted(alpha, layer.bbox)
    if colours is None or covers is None:
        return None
    small, box = covers
    share = np.maximum(small, 1).astype(np.float32)[..., None] / 255
    straight = np.clip(colours[0].astype(np.float32) / share + 0.5, 0, 255).astype(np.uint8)
    return straight, masked(layer, small, box, scaling), box


def group_mask(layer: Any, scaling: Scaling) -> Pixels | None:
    """Return the mask of a group or of a slot as alpha over the whole canvas; None where it has none."""
    if not is_cut(layer) and (not layer.has_mask() or layer.mask.disabled):
        return None
    width, height = scaling.size
    box: Box = (0, 0, width, height)
    mask = masked(layer, np.full((height, width), 255, np.uint8), box, scaling)
    return np.zeros((height, width, 3), np.uint8), mask, box


def is_cut(layer: Any) -> bool:
    """Whether a vector mask cuts a layer: a pixel mask beside it holds both, and a shape's pixels are cut already."""
    if not layer.has_vector_mask() or layer.has_mask() or (layer.kind == "shape" and layer.has_pixels()):
        return False
    return not layer.vector_mask.disabled


def can_cut(layer: Any, scaling: Scaling) -> bool:
    """Whether a vector mask is small enough to be drawn."""
    knots = sum(len(path) for path in layer.vector_mask.paths)
    return knots <= MOST_KNOTS and scaling.whole[0] * scaling.whole[1] <= MOST_DRAWN


def _cut_by_path(layer: Any, alpha: Bytes, box: Box, scaling: Scaling) -> Bytes:
    from psd_tools.composite.vector import draw_vector_mask

    drawn = draw_vector_mask(layer, (0, 0, *scaling.whole))[..., 0]
    fitted = scaling.fitted(np.round(drawn * 255).astype(np.uint8), (0, 0, *scaling.whole))
    if fitted is None:
        return alpha
    left, top, right, bottom = box
    return np.asarray(cv2.multiply(alpha, fitted[0][top:bottom, left:right], scale=1 / 255), np.uint8)


def masked(layer: Any, alpha: Bytes, box: Box, scaling: Scaling) -> Bytes:
    """Return the alpha of a box with the layer's masks taken off."""
    if is_cut(layer) and can_cut(layer, scaling):
        return _cut_by_path(layer, alpha, box, scaling)
    if not layer.has_mask() or layer.mask.disabled:
        return alpha
    beyond = int(layer.mask.background_color)
    plane = layer.numpy("mask")
    whole = np.full(alpha.shape, beyond, np.uint8)
    if plane is not None:
        mask = np.round(np.clip(plane[..., 0], 0, 1) * 255).astype(np.uint8)
        fitted = scaling.fitted(mask, layer.mask.bbox, beyond)
        if fitted is not None:
            small, at = fitted
            left, top, right, bottom = (
                max(at[0], box[0]), max(at[1], box[1]), min(at[2], box[2]), min(at[3], box[3]),
            )  # fmt: skip
            if left < right and top < bottom:
                inside = small[top - at[1] : bottom - at[1], left - at[0] : right - at[0]]
                whole[top - box[1] : bottom - box[1], left - box[0] : right - box[0]] = inside
    return np.asarray(cv2.multiply(alpha, whole, scale=1 / 255), np.uint8)
