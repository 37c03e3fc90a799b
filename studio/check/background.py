"""How white a background is, measured on a grid of small cells."""

from dataclasses import dataclass
from functools import cached_property
from math import ceil

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.check.estimate import border_colour
from studio.check.inspection import Inspection, Where
from studio.check.layout import Layout, around, averaged

Cells = NDArray[np.float32]
BLOCK = 18  # px beside the product that a lossy codec may disturb: a 16 × 16 coding block and 2 px of interpolation
CRUMB = 0.0005  # of the picture
ROUNDED = 0.01  # share of a lossy file's background that may be 254


@dataclass(frozen=True, eq=False)
class Background:
    """The background of an inspected picture; arrays have the proxy's size, one cell is `scale`² pixels."""

    inspection: Inspection

    @cached_property
    def colour(self) -> tuple[int, int, int]:
        """The background's usual colour."""
        layout = self.inspection.layout
        return layout.colour if layout else border_colour(self.inspection.proxy) or (255, 255, 255)

    @cached_property
    def band(self) -> np.ndarray:
        """The product (in our own pictures all that is drawn) and, in lossy files, what coding disturbs beside it."""
        layout = self.inspection.layout
        if layout is None:
            return np.zeros(self.inspection.proxy.shape[:2], bool)
        known = layout.product | layout.shade if layout.exact else layout.product
        reach = ceil(BLOCK / self.inspection.scale) if self.inspection.finished.lossy else 0
        reach = reach if layout.exact else max(2, reach)  # an estimated outline may be a cell or two off
        return cv2.dilate(known.astype(np.uint8), np.ones((2 * reach + 1,) * 2, np.uint8)) > 0

    def darker_than(self, level: int) -> Cells:
        """Return, per cell of the background, how many of its pixels are darker than a level in any channel."""
        inspection = self.inspection
        if not self.band.all() and self._lightest_around(level):
            return self._counts(level, self._framed)
        return self._counts(level, (0, 0, *inspection.proxy_size))

    def _counts(self, level: int, cells: Where) -> Cells:
        """Return the same, looking only into a box of cells."""
        x, y, width, height = cells
        scale = self.inspection.scale
        counts = np.zeros(self.band.shape, np.float32)
        if width and height:
            part = np.ascontiguousarray(
                self.inspection.rgb[y * scale : (y + height) * scale, x * scale : (x + width) * scale]
            )
            light = np.asarray(cv2.inRange(part, (level,) * 3, (255,) * 3), np.uint8)
            below, right = height * scale - light.shape[0], width * scale - light.shape[1]
            if below or right:
                light = np.asarray(cv2.copyMakeBorder(light, 0, below, 0, right, cv2.BORDER_REPLICATE), np.uint8)
            part_counts = (255 - averaged(light, scale)) * np.float32(scale**2 / 255)
            counts[y : y + height, x : x + width] = part_counts
        counts[self.band] = 0
        return counts

    @cached_property
    def _framed(self) -> Where:
        """The box of cells around the band."""
        return around(self.band.view(np.uint8))

    def _lightest_around(self, level: int) -> bool:
        """Whether no byte outside the box around the band is below a level: then only the box need be looked into."""
        x, y, width, height = (side * self.inspection.scale for side in self._framed)
        rows = self.inspection.rgb.reshape(self.inspection.rgb.shape[0], -1)
        middle = rows[y : y + height]
        outside = (rows[:y], rows[y + height :], middle[:, : 3 * x], middle[:, 3 * (x + width) :])
        return all(cv2.minMaxLoc(part)[0] >= level for part in outside if part.size)

    def off_white(self) -> Cells:
        """Return, per cell, the pixels that are not pure white, as far as the file's coding is not to blame."""
        strict = self.darker_than(255)
        if not self.inspection.finished.lossy or not strict.any():
            return strict
        rounded = self.darker_than(254)
        return strict if self.share(strict) - self.share(rounded) > ROUNDED else rounded

    def share(self, off: Cells) -> float:
        """Return the share of the background that is off-white."""
        return float(off.sum()) / (self.inspection.scale**2 * max(1, int((~self.band).sum())))

    def split(self, off: Cells) -> tuple[Cells, Cells]:
        """Return (shade: what lies against or within the product's outline and does not reach the frame, the rest).

        Crumbs of shade, which the product's own soft edge leaves behind, are in neither.
        """
        layout = self.inspection.layout
        if layout is None or layout.exact or not off.any():
            return np.zeros_like(off), off
        mask = off > 0
        count, labels = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8)
        beside = cv2.dilate(self.band.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        beside |= hull(with_its_shade(layout))
        joined, framed = np.zeros(count, bool), np.zeros(count, bool)
        joined[labels[beside & mask]] = True
        for line in (labels[0], labels[-1], labels[:, 0], labels[:, -1]):
            framed[line] = True
        sums = np.bincount(labels.ravel(), off.ravel(), count)
        crumb = sums < max(64, CRUMB * self.inspection.finished.width * self.inspection.finished.height)
        inner = mask & (joined & ~framed)[labels]
        return np.where(inner & ~crumb[labels], off, 0), np.where(inner, 0, off)

    def places(self, off: Cells) -> tuple[int, Where]:
        """Return how many separate places off-white cells form, and the box around the largest, in pixels."""
        mask = (off > 0).astype(np.uint8)
        count, labels = cv2.connectedComponents(cv2.dilate(mask, np.ones((5, 5), np.uint8)), connectivity=8)
        sums = np.bincount(labels.ravel(), off.ravel(), count)
        return count - 1, self.inspection.grown(around((labels == sums.argmax()) & (mask > 0)))

    def darkest(self, off: Cells) -> tuple[int, int, int]:
        """Return the darkest colour among off-white cells."""
        level = np.where(off > 0, cv2.cvtColor(self.inspection.proxy, cv2.COLOR_RGB2GRAY), 255)
        red, green, blue = (int(value) for value in self.inspection.proxy.reshape(-1, 3)[int(level.argmin())])
        return red, green, blue


def with_its_shade(layout: Layout) -> np.ndarray:
    """Return the product with the pieces of shade that join it."""
    both = layout.product | layout.shade
    count, labels = cv2.connectedComponents(both.astype(np.uint8), connectivity=8)
    kept = np.zeros(count, bool)
    kept[labels[layout.product]] = True
    return np.asarray(both & kept[labels])


def hull(mask: np.ndarray) -> np.ndarray:
    """Return the convex hull of a mask: what is inside it may be a pale part of a product, seen only in pieces."""
    filled = np.zeros(mask.shape, np.uint8)
    points = cv2.findNonZero(mask.astype(np.uint8))
    if points is not None:
        cv2.fillConvexPoly(filled, cv2.convexHull(points), 1)
    return filled > 0
