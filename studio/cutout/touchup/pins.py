"""Strokes and lassos that hold exactly as drawn: painted over the refined edge, at whatever size that has."""

import cv2
import numpy as np

from studio.cutout.region import sampled
from studio.cutout.touchup.brush import stroke_layer
from studio.cutout.touchup.layer import Layer, mixed
from studio.cutout.touchup.outline import polygon
from studio.model.picture import Box, Bytes
from studio.model.touchup import Lasso, Pin, Stroke


def lasso_layer(lasso: Lasso, width: int, height: int) -> Layer | None:
    """Return what a lasso does to a plane of that size; None where it is out of sight."""
    points = np.array(lasso.points) * (width, height)
    left, top = np.maximum(np.floor(points.min(axis=0)).astype(int) - 1, 0)
    right, bottom = np.minimum(np.ceil(points.max(axis=0)).astype(int) + 1, (width, height))
    if right <= left or bottom <= top:
        return None
    weight = polygon(points, int(right - left), int(bottom - top), int(left), int(top))
    return Layer(255 if lasso.keep else 0, weight, int(left), int(top))


def exact_layer(operation: Stroke | Lasso, width: int, height: int) -> Layer | None:
    """Return what a pinned operation does to a plane of that size, without asking the photo."""
    if isinstance(operation, Stroke):
        return stroke_layer(operation, width, height, None)
    return lasso_layer(operation, width, height)


def pinned(alpha: Bytes, region: Box, pins: tuple[Pin, ...]) -> Bytes:
    """Return an alpha plane of a region (shares of the photo) with pins painted over it."""
    rows, columns = alpha.shape
    result = alpha.copy()
    for pin in pins:
        operation = _within(pin.operation, region, columns, rows)
        layer = exact_layer(operation, columns, rows)
        if layer is not None:
            weight = _faded(layer, pin, region, columns, rows)
            result[layer.place] = mixed(result[layer.place], layer.value, weight)
    return result


def _within(operation: Stroke | Lasso, region: Box, columns: int, rows: int) -> Stroke | Lasso:
    """Return the operation in shares of the region."""
    moved = tuple(
        ((point[0] - region.left) / region.width, (point[1] - region.top) / region.height, *point[2:])
        for point in operation.points
    )
    values: dict[str, object] = {"points": moved}
    if isinstance(operation, Stroke):
        longest = max(columns / region.width, rows / region.height)  # of the whole photo, in pixels of the plane
        values["radius"] = operation.radius * longest / max(columns, rows)
    return operation.model_copy(update=values)


def _faded(layer: Layer, pin: Pin, region: Box, columns: int, rows: int) -> Bytes:
    """Return the layer's weight without what later operations took back."""
    if pin.fade is None or pin.box is None:
        return layer.weight
    height, width = layer.weight.shape
    box = Box(  # the layer's window in shares of the pin's box
        *(
            ((edge / size * (high - low) + low) - start) / (end - start)
            for edge, size, low, high, start, end in (
                (layer.x, columns, region.left, region.right, pin.box.left, pin.box.right),
                (layer.y, rows, region.top, region.bottom, pin.box.top, pin.box.bottom),
                (layer.x + width, columns, region.left, region.right, pin.box.left, pin.box.right),
                (layer.y + height, rows, region.top, region.bottom, pin.box.top, pin.box.bottom),
            )
        )
    )
    fade = np.asarray(sampled(pin.fade, box, width, height, cv2.INTER_LINEAR), dtype=np.uint8)
    return mixed(layer.weight, 0, fade)
