"""The separate pieces that a matte falls into, and the empty places within it."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.touchup.outline import Outline, outline_of, place_within
from studio.model.picture import Box, Bytes

LEAST = 2e-4  # share of the photo's area below which a piece is dust that nobody wants listed
MOST = 24


@dataclass(frozen=True)
class Piece:
    """A separate piece. `area`: share of the photo; `at`: a place well inside it; `outline`: points; all in shares."""

    at: tuple[float, float]
    box: Box
    area: float
    outline: Outline


def pieces_of(alpha: Bytes) -> tuple[Piece, ...]:
    """Return the pieces of a matte, the largest first, at most 24."""
    _, names, facts, _ = cv2.connectedComponentsWithStats((alpha > 127).astype(np.uint8), connectivity=8)
    height, width = alpha.shape
    order = [name for name in np.argsort(-facts[:, cv2.CC_STAT_AREA], kind="stable") if name]
    found = []
    for name in order[:MOST]:
        x, y, wide, high, area = (int(value) for value in facts[name])
        if area < LEAST * alpha.size:
            break
        mask = (names[y : y + high, x : x + wide] == name).astype(np.uint8)
        box = Box(x / width, y / height, (x + wide) / width, (y + high) / height)
        at = place_within(mask, x, y, width, height)
        found.append(Piece(at, box, area / alpha.size, outline_of(mask, x, y, width, height)))
    return tuple(found)


def piece_at(alpha: Bytes, at: tuple[float, float]) -> NDArray[np.bool_] | None:
    """Return the piece that holds a place (shares), with its soft rim; None where there is none."""
    solid = (alpha > 127).astype(np.uint8)
    _, names = cv2.connectedComponents(solid, connectivity=8)
    name = _name_at(names, at)
    if not name:
        return None
    piece = (names == name).astype(np.uint8)
    reach = max(3, round(0.004 * max(alpha.shape)))
    others = cv2.dilate(solid - piece, np.ones((3, 3), np.uint8))
    rim = cv2.dilate(piece, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1,) * 2))
    return np.asarray((rim > 0) & ~((others > 0) & (piece == 0)))


def hole_at(alpha: Bytes, at: tuple[float, float]) -> NDArray[np.bool_] | None:
    """Return the empty place around a point (shares) that product encloses; None where it opens to the frame."""
    empty = (alpha < 128).astype(np.uint8)
    _, names, facts, _ = cv2.connectedComponentsWithStats(empty, connectivity=4)
    name = _name_at(names, at)
    if not name:
        return None
    height, width = alpha.shape
    x, y, wide, high = (int(value) for value in facts[name][:4])
    if x == 0 or y == 0 or x + wide == width or y + high == height:
        return None
    rim = cv2.dilate((names == name).astype(np.uint8), np.ones((5, 5), np.uint8))
    return np.asarray(rim > 0)


def _name_at(names: NDArray[Any], at: tuple[float, float]) -> int:
    height, width = names.shape
    if not (0 <= at[0] < 1 and 0 <= at[1] < 1):
        return 0
    return int(names[int(at[1] * height), int(at[0] * width)])
