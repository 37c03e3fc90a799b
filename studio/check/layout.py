"""Where product, shade and background lie in a finished picture.

Our own renditions say it exactly. In a picture from elsewhere it is estimated at proxy size: the background is the
region of the border's colour that reaches the frame; shade is what joins it smoothly without a change of hue; the rest
is product.
Where the border has no common colour (a room, a street) nothing is claimed.
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from studio.model.picture import Bytes
from studio.model.render import Rendition

WHITE = 235  # a border pixel counts as "meant to be white" from here
NEAR = 10  # levels by which background may differ from the border's colour
SMOOTH = 5  # largest step between neighbours of the proxy inside a shade
Box = tuple[int, int, int, int]


@dataclass(frozen=True, eq=False)
class Layout:
    """Masks are (height, width) bool at proxy size; boxes are (x, y, width, height) in pixels of the picture.

    `box` holds the product, `loose_box` the product with its shade; `area` is the product's share of the picture.
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


def exact(rendition: Rendition, shrunk: Callable[[Bytes], Bytes], proxy: Bytes) -> Layout | None:
    """Return the layout that the renderer itself reports; None where it placed no product."""
    box = around(rendition.product > 127)
    if not box[2]:
        return None
    cover = shrunk(rendition.product)
    drawn = shrunk((rendition.touched > 0) * np.uint8(255)) > 0
    product = cover > 0
    background = ~(drawn | product)
    loose = around(rendition.touched)
    colour = _median(proxy[background]) if background.any() else (255, 255, 255)
    shade = drawn & ~product
    area = float(cover.mean()) / 255
    return Layout(True, product, shade, background, np.zeros_like(product), colour, box, loose, area)


def estimated(proxy: Bytes, scale: int, width: int, height: int) -> Layout | None:
    """Return the layout of a picture of unknown making; None where its border has no common colour or holds nothing."""
    colour = border_colour(proxy)
    if colour is None or min(proxy.shape[:2]) < 16:
        return None
    near, passable = _zones(proxy, colour)
    background = reaching_frame(near)
    shade = reaching_frame(passable | near) & ~background
    product, strays = _pieces(~(background | shade))
    if not product.any():
        return None
    box = scaled(around(product), scale, width, height)
    loose = scaled(around(product | shade), scale, width, height)
    return Layout(False, product, shade, background, strays, colour, box, loose, float(product.mean()))


def border_colour(proxy: Bytes) -> tuple[int, int, int] | None:
    """Return the colour that the border has in common: white where a third of it is, else that of a majority."""
    ring = np.concatenate([proxy[:2].reshape(-1, 3), proxy[-2:].reshape(-1, 3), proxy[:, 0], proxy[:, -1]])
    white = ring.min(axis=1) >= WHITE
    if white.mean() >= 1 / 3:
        return _median(ring[white])
    colour = _median(ring)
    alike = np.abs(ring.astype(np.int16) - np.array(colour)).max(axis=1) <= 2 * NEAR
    return colour if alike.mean() >= 0.6 else None


def reaching_frame(mask: np.ndarray) -> np.ndarray:
    """Return the parts of a mask that are connected to the picture's frame."""
    padded = cv2.copyMakeBorder(mask.astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=1)
    labels = cv2.connectedComponents(padded, connectivity=4)[1]
    return np.asarray((labels == labels[0, 0])[1:-1, 1:-1])


def _zones(proxy: Bytes, colour: tuple[int, int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Return (near the background's colour, smooth and of its hue but darker)."""
    low, high = np.subtract(colour, NEAR).astype(float), np.add(colour, NEAR).astype(float)
    near = cv2.inRange(proxy, low, high) > 0
    red, green, blue = (np.int16(level) - plane for level, plane in zip(colour, cv2.split(proxy), strict=True))
    most, least = cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue)
    grey = cv2.cvtColor(proxy, cv2.COLOR_RGB2GRAY)
    kernel = np.ones((3, 3), np.uint8)
    step = cv2.subtract(cv2.dilate(grey, kernel), cv2.erode(grey, kernel))
    dim = (most >= 0) & (most <= 0.5 * max(colour))
    return near, dim & (most - least <= 12) & (step <= SMOOTH)


def _pieces(rest: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Split what is neither background nor shade into product and strays (specks, remnants that hang on the frame)."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(rest.astype(np.uint8), connectivity=8)
    height, width = rest.shape
    largest = int(stats[1:, cv2.CC_STAT_AREA].max()) if count > 1 else 0
    strays = np.zeros(count, bool)
    for index in range(1, count):
        x, y, w, h, area = (int(value) for value in stats[index])
        framed = x == 0 or y == 0 or x + w == width or y + h == height
        strays[index] = area < largest and (area < 0.005 * largest or (framed and area < 0.3 * largest))
    stray = strays[labels]
    return rest & ~stray, stray


def around(mask: np.ndarray) -> Box:
    """Return the box (x, y, width, height) around a mask's non-zero pixels; all zero where there are none."""
    x, y, width, height = cv2.boundingRect(mask.astype(np.uint8, copy=False))
    return x, y, width, height


def scaled(box: Box, scale: int, width: int, height: int) -> Box:
    """Return a proxy box in pixels of the picture, kept inside it."""
    x, y = box[0] * scale, box[1] * scale
    return x, y, min(box[2] * scale, width - x), min(box[3] * scale, height - y)


def _median(colours: np.ndarray) -> tuple[int, int, int]:
    red, green, blue = (round(float(value)) for value in np.median(colours, axis=0))
    return red, green, blue
