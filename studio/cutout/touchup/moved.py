"""Carrying an operation from one photo of a product to another, by the boxes around the product."""

from typing import Any

from studio.model.picture import Box
from studio.model.touchup import Operation


def moved(operation: Operation, box: Box, width: int, height: int) -> Operation:
    """Return an operation for this photo: from the box it was drawn in to `box`; the same where it was drawn here.

    Each direction is stretched by itself; a brush grows by the mean of both. `width` and `height`: this photo's shape.
    """
    if operation.drawn_in is None:
        return operation
    left, top, right, bottom = operation.drawn_in
    across, down = box.width / max(right - left, 1e-6), box.height / max(bottom - top, 1e-6)

    def to_here(point: tuple[float, ...]) -> tuple[float, ...]:
        x, y = box.left + (point[0] - left) * across, box.top + (point[1] - top) * down
        return (min(max(x, -2.0), 3.0), min(max(y, -2.0), 3.0), *point[2:])

    values: dict[str, Any] = {"drawn_in": None}
    if hasattr(operation, "at"):
        values["at"] = to_here(operation.at)
    if hasattr(operation, "points"):
        values["points"] = tuple(to_here(point) for point in operation.points)
    if hasattr(operation, "radius"):
        values["radius"] = min(0.25, max(0.001, operation.radius * (across * down) ** 0.5))
    return operation.model_copy(update=values)
