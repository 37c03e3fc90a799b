"""Where product, shade and background lie in a finished picture.

Our own renditions say it exactly. In a picture from elsewhere it is estimated at proxy size: the background is the
region of the border's colour that reaches the frame; shade is what joins it smoothly without a change of hue; the rest
is product.
Where the border has no common colour (a room, a street), or what seems to be the product spans a background that is not
white (a table, a floor), nothing is claimed.
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from studio.model.picture import Bytes

WHITE = 235  # a border pixel counts as "meant to be white" from here
TRUSTED = 252  # from here the background was made white on purpose
PALE = 3  # levels below a white background that a white product shows at least
NEAR = 10  # levels by which background may differ from the border's colour
SMOOTH = 7  # largest step between neighbours of the proxy inside a shade
Box = tuple[int, int, int, int]


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
    colour = _median(proxy[background]) if background.any() else (255, 255, 255)
    shade = drawn & ~product
    area = float(shares.mean()) / 255
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
    if not product.any() or (min(colour) < TRUSTED and _spans(product)):
        return None
    box = scaled(around(product), scale, width, height)
    pale = ~(cv2.inRange(proxy, (min(colour) - PALE + 1,) * 3, (255,) * 3) > 0) if min(colour) >= TRUSTED else product
    loose = scaled(around(product | shade | pale), scale, width, height)
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
    padded = np.pad(mask.astype(np.uint8), 1, constant_values=1)
    cv2.floodFill(padded, None, (0, 0), 2)
    return np.asarray(padded[1:-1, 1:-1] == 2)


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


def _spans(product: np.ndarray) -> bool:
    """Whether a product runs along most of a side, or from one side to the opposite one."""
    top, bottom, left, right = (float(line.mean()) for line in (product[0], product[-1], product[:, 0], product[:, -1]))
    return max(top, bottom, left, right) > 0.7 or min(top, bottom) > 0 or min(left, right) > 0


def _pieces(rest: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Split what is neither background nor shade into product and strays (specks, remnants that hang on the frame)."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(rest.astype(np.uint8), connectivity=8)
    height, width = rest.shape
    x, y, across, tall, area = stats.T
    framed = (x == 0) | (y == 0) | (x + across == width) | (y + tall == height)
    largest = area[1:].max(initial=0)
    strays = (area < 0.005 * largest) | (framed & (area < 0.3 * largest))
    strays[0] = False  # label 0 is everything else
    stray = strays[labels]
    return rest & ~stray, stray


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


def _median(colours: np.ndarray) -> tuple[int, int, int]:
    red, green, blue = (round(float(value)) for value in np.median(colours, axis=0))
    return red, green, blue
