"""Where product, shade and background lie in a finished picture, and the boxes around them."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from studio.model.picture import Bytes

Box = tuple[int, int, int, int]
TRUSTED = 252  # from here a background was made white on purpose


@dataclass(frozen=True, eq=False)
class Layout:
    """Masks are (height, width) bool at proxy size; boxes are (x, y, width, height) in pixels of the picture.

    `box` holds the product, `loose_box` all that could be product, shade included; `area` is the product's share of
    the picture.
    `colour` is the background's. `strays` are pieces apart from the product that are specks or hang on the frame.
    """

    exact: bool
    product: np.ndarray
    shade: np.ndarray
    background: np.ndarray
    strays: np.ndarray
    colour: tuple[int, int, int]
    box: Box
    loose_box: Box
    area: float


def exact(cover: Bytes, touched: Bytes, scale: int, proxy: Bytes) -> Layout | None:
    """Return the layout that known masks of the picture's size give; None where they hold no product.

    `cover` (height, width) is the product's alpha, `touched` is non-zero where anything but the backdrop was drawn;
    one pixel of `proxy` stands for `scale`² of theirs.
    """
    loose = around(touched)
    covered = loose if cover is touched else around(cover)
    box = _within(covered, _above(_part(cover, covered), 127))
    if not box[2]:
        return None
    shares = _cells(cover, covered, scale, proxy, lambda part: part)
    product = shares > 0
    drawn = product if cover is touched else _cells(touched, loose, scale, proxy, lambda part: _above(part, 0)) > 0
    background = ~(drawn | product)
    free = np.flatnonzero(background)[::16]
    colour = median(proxy.reshape(-1, 3).take(free, axis=0)) if free.size else (255, 255, 255)
    shade = drawn & ~product
    area = float(shares.mean()) / 255
    return Layout(True, product, shade, background, np.zeros_like(product), colour, box, loose, area)


def around(mask: np.ndarray) -> Box:
    """Return the box (x, y, width, height) around a mask's non-zero pixels; all zero where there are none."""
    x, y, width, height = cv2.boundingRect(mask.astype(np.uint8, copy=False))
    return x, y, width, height


def averaged(plane: Bytes, scale: int) -> Bytes:
    """Return a plane whose sides are multiples of `scale`, `scale`² pixels averaged into one.

    Halved as long as that goes: halving is many times as fast as other steps.
    """
    while scale % 2 == 0:
        half = (plane.shape[1] // 2, plane.shape[0] // 2)
        plane, scale = np.asarray(cv2.resize(plane, half, interpolation=cv2.INTER_AREA), np.uint8), scale // 2
    if scale == 1:
        return plane
    size = (plane.shape[1] // scale, plane.shape[0] // scale)
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.uint8)


def _cells(plane: Bytes, box: Box, scale: int, proxy: Bytes, made: Callable[[Bytes], Bytes]) -> Bytes:
    """Return what is `made` of a plane, averaged to the proxy's size; outside `box` (pixels) the plane is 0."""
    cells = np.zeros(proxy.shape[:2], np.uint8)
    left, top, right, bottom = (
        box[0] // scale, box[1] // scale, -(-(box[0] + box[2]) // scale), -(-(box[1] + box[3]) // scale)
    )  # fmt: skip
    if right > left and bottom > top:
        part = made(plane[top * scale : bottom * scale, left * scale : right * scale])
        beyond = ((bottom - top) * scale - part.shape[0], (right - left) * scale - part.shape[1])
        if any(beyond):
            part = np.asarray(cv2.copyMakeBorder(part, 0, beyond[0], 0, beyond[1], cv2.BORDER_REPLICATE), np.uint8)
        cells[top:bottom, left:right] = averaged(part, scale)
    return cells


def _part(plane: Bytes, box: Box) -> Bytes:
    return plane[box[1] : box[1] + box[3], box[0] : box[0] + box[2]]


def _within(outer: Box, mask: Bytes) -> Box:
    """Return the box around the non-zero pixels of a mask that lies at `outer`."""
    if not mask.size:
        return 0, 0, 0, 0
    x, y, width, height = around(mask)
    return (outer[0] + x, outer[1] + y, width, height) if width else (0, 0, 0, 0)


def _above(plane: Bytes, level: int) -> Bytes:
    return np.asarray(cv2.threshold(plane, level, 255, cv2.THRESH_BINARY)[1], np.uint8)


def scaled(box: Box, scale: int, width: int, height: int) -> Box:
    """Return a proxy box in pixels of the picture, kept inside it."""
    x, y = box[0] * scale, box[1] * scale
    return x, y, min(box[2] * scale, width - x), min(box[3] * scale, height - y)


def median(colours: np.ndarray) -> tuple[int, int, int]:
    """Return the middle colour of (count, 3) colours, channel by channel."""
    red, green, blue = (round(float(value)) for value in np.median(colours, axis=0))
    return red, green, blue
