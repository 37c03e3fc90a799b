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


def exact(cover: Bytes, touched: Bytes, shrunk: Callable[[Bytes], Bytes], proxy: Bytes) -> Layout | None:
    """Return the layout that known masks of the picture's size give; None where they hold no product.

    `cover` (height, width) is the product's alpha, `touched` is non-zero where anything but the backdrop was drawn.
    """
    box = around(_above(cover, 127))
    if not box[2]:
        return None
    shares = shrunk(cover)
    drawn = shrunk(_above(touched, 0)) > 0
    product = shares > 0
    background = ~(drawn | product)
    loose = around(touched)
    colour = median(proxy[background][::16]) if background.any() else (255, 255, 255)
    shade = drawn & ~product
    area = float(shares.mean()) / 255
    return Layout(True, product, shade, background, np.zeros_like(product), colour, box, loose, area)


def around(mask: np.ndarray) -> Box:
    """Return the box (x, y, width, height) around a mask's non-zero pixels; all zero where there are none."""
    x, y, width, height = cv2.boundingRect(mask.astype(np.uint8, copy=False))
    return x, y, width, height


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
