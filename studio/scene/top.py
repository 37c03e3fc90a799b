"""What a product stands on may end: beyond the edge of a pedestal its shadow falls on what is below."""

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes
from studio.model.scene import Light
from studio.scene.drawing import Layer, cut_to
from studio.scene.set_facts import SetFacts

Matrix = NDArray[np.float64]

CORNERS = 72  # of the outline that stands for a round top
SLACK = 0.1  # of a half of the top: what an outline seen from the front is uncertain by
FINE = 4  # bits of a fraction of a pixel in which the edge is drawn
NEAREST = 1.02  # rows below the horizon from which on the lower ground is looked at, as a share of its depth
MIDDLE = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])  # from a pixel's number to its middle


@dataclass(frozen=True)
class Top:
    """An upper face around the product's place, and level ground `drop` below it, seen by a pinhole camera.

    Lengths in widths of the set's picture. (`x`, `y`) is the product's place in the picture, `away` its distance from
    the lens, `tilt` the camera's, in radians; the picture lies on the canvas from (`corner`) in `size` pixels.
    """

    left: float
    right: float
    behind: float
    before: float
    round: bool
    drop: float
    x: float
    y: float
    away: float
    tilt: float
    corner: tuple[float, float]
    size: tuple[float, float]

    def holds(self, left: float, right: float, foot: float) -> bool:
        """Whether a foot from column `left` to `right`, nearest on row `foot` of the canvas, stands on it."""
        back = np.linalg.inv(self._seen(0.0))
        ends = back @ np.array([[left, right], [foot, foot], [1, 1]])
        aside, behind = ends[:2] / ends[2]
        across = (aside - (self.right - self.left) / 2) / ((self.left + self.right) / 2)
        deep = (behind - (self.behind - self.before) / 2) / ((self.behind + self.before) / 2)
        off = np.hypot(across, deep) if self.round else np.maximum(np.abs(across), np.abs(deep))
        return bool((off <= 1 + SLACK).all())

    def bent(self, layer: Layer, light: Light, canvas: tuple[int, int]) -> Layer:
        """Return a shade, drawn as if the top ran on, with its part beyond the edge laid on what is below."""
        if layer.alpha is None:
            return layer
        upper = self._filled([self._outline(0.0)], (layer.x, layer.y), layer.size)
        if not cv2.subtract(layer.alpha, upper).any():
            return cut_to(layer, canvas)
        kept = cut_to(
            replace(layer, alpha=np.asarray(cv2.multiply(layer.alpha, upper, scale=1 / 255), np.uint8)), canvas
        )
        if not self.drop:
            return kept
        matrix = self._matrix(light)
        x, y, across, down = self._reached(layer, matrix, canvas)
        shift = np.array([[1, 0, -layer.x], [0, 1, -layer.y], [0, 0, 1]], float)
        begin = np.array([[2, 0, x + 0.5], [0, 2, y + 0.5], [0, 0, 1]], float)  # at half the size: nothing is finer
        there = shift @ np.linalg.inv(MIDDLE) @ matrix @ MIDDLE @ begin
        half = (across // 2 + 1, down // 2 + 1)
        small = cv2.warpPerspective(layer.alpha, there, half, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
        fallen = cv2.resize(small, (half[0] * 2, half[1] * 2), interpolation=cv2.INTER_LINEAR)[:down, :across]
        whole = np.vstack([self._outline(0.0), self._outline(-self.drop)])
        hull = cv2.convexHull(whole.astype(np.float32))[:, 0].astype(np.float64)
        body = self._filled([hull], (x, y), (down, across))
        below = np.asarray(cv2.multiply(np.ascontiguousarray(fallen), cv2.bitwise_not(body), scale=1 / 255), np.uint8)
        assert kept.alpha is not None
        part = kept.alpha[max(0, y - kept.y) :, max(0, x - kept.x) :]
        room = below[max(0, kept.y - y) :, max(0, kept.x - x) :][: part.shape[0], : part.shape[1]]
        np.maximum(room, part[: room.shape[0], : room.shape[1]], out=room)
        return replace(layer, x=x, y=y, alpha=below)

    def halved(self) -> "Top":
        """Return the same on a canvas of half the size."""
        (left, top), (wide, high) = self.corner, self.size
        return replace(self, corner=(left / 2, top / 2), size=(wide / 2, high / 2))

    def _seen(self, height: float) -> Matrix:
        """Return the homography from (aside, behind) on a level at a height to (column, row) of the canvas."""
        sine, cosine = math.sin(self.tilt), math.cos(self.tilt)
        (left, top), (wide, high) = self.corner, self.size
        near = self.away - height * sine
        column, row = left + 0.5 * wide, top + 0.5 * high
        return np.array(
            [
                [self.away * wide, column * cosine, column * near + (self.x - 0.5) * self.away * wide],
                [0, row * cosine - sine * self.away * high, row * near + self._lower(height) * self.away * high],
                [0, cosine, near],
            ]
        )

    def _lower(self, height: float) -> float:
        return self.y - 0.5 - height * math.cos(self.tilt)

    def _matrix(self, light: Light) -> Matrix:
        """Return the homography from places of the canvas on the lower ground to those of the shade that fall there."""
        further = self.drop / math.tan(math.radians(light.elevation))
        angle = math.radians(light.azimuth)
        back = np.array([[1, 0, math.sin(angle) * further], [0, 1, math.cos(angle) * further], [0, 0, 1]])
        found: Matrix = self._seen(0.0) @ back @ np.linalg.inv(self._seen(-self.drop))
        return found

    def _outline(self, height: float) -> Matrix:
        """Return the canvas points (n, 2) of the edge at a height."""
        if self.round:
            angle = np.linspace(0, 2 * math.pi, CORNERS, endpoint=False)
            around = np.array([np.cos(angle), np.sin(angle)])
        else:
            around = np.array([[-1.0, 1, 1, -1], [-1, -1, 1, 1]])
        half = np.array([[self.left + self.right], [self.behind + self.before]]) / 2
        middle = np.array([[self.right - self.left], [self.behind - self.before]]) / 2
        seen = self._seen(height) @ np.vstack([middle + half * around, np.ones(around.shape[1])])
        found: Matrix = (seen[:2] / seen[2]).T
        return found

    def _filled(self, outlines: list[Matrix], corner: tuple[int, int], size: tuple[int, int]) -> Bytes:
        """Return bytes of (height, width) that are full within outlines, for the canvas's part from `corner` on."""
        plane = np.zeros(size, np.uint8)
        moved = [np.round((points - corner - 0.5) * (1 << FINE)).astype(np.int32) for points in outlines]
        cv2.fillPoly(plane, moved, (255,), cv2.LINE_AA, FINE)
        return plane

    def _reached(self, layer: Layer, matrix: Matrix, canvas: tuple[int, int]) -> tuple[int, int, int, int]:
        """Return the part (x, y, width, height) of the canvas on which the shade or what falls below of it lies."""
        high, wide = layer.size
        right, bottom = layer.x + wide, layer.y + high
        corners = np.array([[layer.x, right, layer.x, right], [layer.y, layer.y, bottom, bottom]])
        moved = np.linalg.inv(matrix) @ np.vstack([corners, np.ones(4)])
        depth = np.sign(moved[2, 2]) * moved[2]
        ends = np.where(depth > 1e-6, moved[:2] / np.where(depth > 1e-6, moved[2], 1), corners)
        both = np.hstack([ends, corners])
        horizon = self.corner[1] + self.size[1] * (0.5 - NEAREST * math.tan(self.tilt) * self.away)
        low = np.floor(np.maximum(both.min(1), [0, max(0.0, horizon)])).astype(int)
        far = np.ceil(np.minimum(both.max(1), canvas)).astype(int)
        across, down = np.maximum(far - low, 1)
        return int(low[0]), int(low[1]), int(across), int(down)


def top_of(facts: SetFacts, mirror: bool, corner: tuple[float, float], size: tuple[float, float]) -> Top | None:
    """Return what a set's product stands on, its picture from `corner` in `size` pixels; None where it has no end."""
    found, width = facts.top, facts.ground.width
    if found is None:
        return None
    left, right = (found.right, found.left) if mirror else (found.left, found.right)
    return Top(
        left=left / width,
        right=right / width,
        behind=found.behind / width,
        before=found.before / width,
        round=found.round,
        drop=found.drop / width,
        x=1 - facts.ground.x if mirror else facts.ground.x,
        y=facts.ground.y,
        away=facts.camera.distance / width,
        tilt=math.radians(facts.camera.tilt),
        corner=corner,
        size=size,
    )
