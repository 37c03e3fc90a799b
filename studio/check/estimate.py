"""Telling product, shade and background apart in a picture of unknown making.

At proxy size, the background is the region of the border's colour that reaches the frame; shade is what joins it
smoothly without a change of hue; the rest is product. Where the border has no common colour (a room, a street), or what
seems to be the product spans a background that is not white (a table, a floor), nothing is claimed.
"""

import cv2
import numpy as np

from studio.check.layout import TRUSTED, Layout, around, median, scaled
from studio.model.picture import Bytes

WHITE = 235  # a border pixel counts as "meant to be white" from here
SAME_HUE = 12  # levels by which the channels may fall apart
FLAT = 64  # levels below the background up to which a flat piece apart counts as a patch of it
SOLID = 0.6  # of its box that a patch fills
PALE = 3  # levels below a white background that a white product shows at least
NEAR = 10  # levels by which background may differ from the border's colour
SMOOTH = 7  # largest step between neighbours of the proxy inside a shade


def estimated(proxy: Bytes, scale: int, width: int, height: int) -> Layout | None:
    """Return the layout of a picture of unknown making; None where its border has no common colour or holds nothing."""
    colour = border_colour(proxy)
    if colour is None or min(proxy.shape[:2]) < 16:
        return None
    drop, spread = _pallor(proxy, colour)
    near, passable = _zones(proxy, colour, drop, spread)
    background = reaching_frame(near)
    shade = reaching_frame(passable | near) & ~background
    product, strays = _pieces(~(background | shade), drop, spread)
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
        return median(ring[white])
    colour = median(ring)
    alike = np.abs(ring.astype(np.int16) - np.array(colour)).max(axis=1) <= 2 * NEAR
    return colour if alike.mean() >= 0.6 else None


def reaching_frame(mask: np.ndarray) -> np.ndarray:
    """Return the parts of a mask that are connected to the picture's frame."""
    padded = np.pad(mask.astype(np.uint8), 1, constant_values=1)
    cv2.floodFill(padded, None, (0, 0), 2)
    return np.asarray(padded[1:-1, 1:-1] == 2)


def _zones(
    proxy: Bytes, colour: tuple[int, int, int], drop: np.ndarray, spread: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return (near the background's colour, smooth and of its hue but darker)."""
    low, high = np.subtract(colour, NEAR).astype(float), np.add(colour, NEAR).astype(float)
    near = cv2.inRange(proxy, low, high) > 0
    grey = cv2.cvtColor(proxy, cv2.COLOR_RGB2GRAY)
    kernel = np.ones((3, 3), np.uint8)
    step = cv2.subtract(cv2.dilate(grey, kernel), cv2.erode(grey, kernel))
    return near, (drop >= 0) & (drop <= 0.5 * max(colour)) & (spread <= SAME_HUE) & (step <= SMOOTH)


def _spans(product: np.ndarray) -> bool:
    """Whether a product runs along most of a side, or from one side to the opposite one."""
    top, bottom, left, right = (float(line.mean()) for line in (product[0], product[-1], product[:, 0], product[:, -1]))
    return max(top, bottom, left, right) > 0.7 or min(top, bottom) > 0 or min(left, right) > 0


def _pieces(rest: np.ndarray, drop: np.ndarray, spread: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Split what is neither background nor shade into product and strays.

    Strays are specks, remnants that hang on the frame, and pieces apart that are flat and nearly of the background's
    colour: patches of it, not things for sale.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStats(rest.astype(np.uint8), connectivity=8)
    height, width = rest.shape
    x, y, across, tall, area = stats.T
    framed = (x == 0) | (y == 0) | (x + across == width) | (y + tall == height)
    largest = area[1:].max(initial=0)
    strays = (area < 0.005 * largest) | (framed & (area < 0.3 * largest))
    solid = area > SOLID * across * tall  # unlike the folds and hems that a white garment shows on white
    strays |= (area < largest) & solid & _patches(labels[rest], drop[rest], spread[rest], area)
    strays[0] = False  # label 0 is everything else
    stray = strays[labels]
    return rest & ~stray, stray


def _patches(labels: np.ndarray, drop: np.ndarray, spread: np.ndarray, area: np.ndarray) -> np.ndarray:
    """Return which labelled pieces are flat and hardly differ from the background."""
    down, hue = (np.bincount(labels, plane, len(area)) / area for plane in (drop, spread))
    uneven = np.sqrt(np.maximum(0, np.bincount(labels, drop.astype(np.float64) ** 2, len(area)) / area - down**2))
    return np.asarray((np.abs(down) < FLAT) & (uneven < 5 + 0.3 * np.abs(down)) & (hue < SAME_HUE))


def _pallor(proxy: Bytes, colour: tuple[int, int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Return how many levels each pixel is darker than the background, and how far its hue differs."""
    red, green, blue = (np.int16(level) - plane for level, plane in zip(colour, cv2.split(proxy), strict=True))
    most, least = cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue)
    return most, most - least
