"""How far a redrawn product's outline lies from the true one, told without finding the product again."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.picture import Bytes

POINTS = 40
REACH = 8  # how far a product is looked for, the longer side divided by this
ALIKE = 2.0  # px
_SURE = 0.6  # correlation from which a point counts
_LONGEST = 720  # px at which it is measured


def outline_shift(own: Bytes, redrawn: Bytes, alpha: Bytes) -> tuple[float, float] | None:
    """Return (outwards, inwards) in shares of the product's longer side, or None where it cannot be told.

    `own` and `redrawn`: (height, width, 3) of one size; `alpha`: the true product there. At 40 points of the outline
    the product's part of a small patch is looked for again nearby (masked cross-correlation of edge strength); the way
    it went across the outline counts where a neighbour on the outline went alike, for what is drawn elsewhere moves as
    a whole and deceptions do not; and of all points the third farthest: two may be deceived together.
    """
    scale = min(1.0, _LONGEST / max(alpha.shape))
    size = (max(1, round(alpha.shape[1] * scale)), max(1, round(alpha.shape[0] * scale)))
    first, second, matte = (cv2.resize(plane, size, interpolation=cv2.INTER_AREA) for plane in (own, redrawn, alpha))
    inside = np.asarray(matte > 127, np.uint8)
    _, _, width, height = cv2.boundingRect(inside)
    longer = max(width, height)
    if longer < 48 or inside.min() == 1:
        return None
    ways = _ways(_edges(first), _edges(second), inside, half=max(6, longer // 20), reach=max(6, longer // REACH))
    if len(ways) < POINTS // 3:
        return None
    ways.sort()
    return max(0.0, ways[-3] / longer), max(0.0, -ways[2] / longer)


def _ways(own: NDArray[Any], redrawn: NDArray[Any], inside: Bytes, half: int, reach: int) -> list[float]:
    """Return how far each point that is found again went along the outline's normal (px, outwards positive)."""
    outlines, _ = cv2.findContours(inside, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    points = max(outlines, key=len)[:, 0]
    soft = cv2.GaussianBlur(inside.astype(np.float32), (0, 0), 3)
    normal_x, normal_y = -cv2.Sobel(soft, cv2.CV_32F, 1, 0), -cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    part = cv2.dilate(inside, np.ones((3, 3), np.uint8))
    border = half + reach
    around = ((border, border), (border, border))
    wider = tuple(np.pad(plane, around, mode="edge") for plane in (own, redrawn, part.astype(np.float32)))
    found: list[tuple[NDArray[Any], float] | None] = []
    for x, y in points[:: max(1, len(points) // POINTS)]:
        away = np.array([normal_x[y, x], normal_y[y, x]])
        way = _found_again(wider, (x + border, y + border), half, reach)
        told = way is not None and np.linalg.norm(away) > 1e-3
        found.append((way, float(way @ away / np.linalg.norm(away))) if told and way is not None else None)
    return [each[1] for place, each in enumerate(found) if each is not None and _borne_out(found, place)]


def _borne_out(found: list[tuple[NDArray[Any], float] | None], place: int) -> bool:
    """Whether one of the two points on either side went as this one did, or this one stayed."""
    here = found[place]
    assert here is not None
    beside = (found[(place + step) % len(found)] for step in (-2, -1, 1, 2))
    alike = ALIKE + np.linalg.norm(here[0]) / 4  # what is turned or enlarged goes a little differently at each point
    return any(each is not None and np.linalg.norm(each[0] - here[0]) <= alike for each in beside)


def _found_again(
    planes: tuple[NDArray[Any], ...], place: tuple[int, int], half: int, reach: int
) -> NDArray[Any] | None:
    """Return where (dx, dy) a patch's product part went, None where it is not found; `planes`: own, redrawn, part."""
    own, redrawn, part = planes
    x, y = place
    rows, columns = slice(y - half, y + half + 1), slice(x - half, x + half + 1)
    patch, mask = own[rows, columns], part[rows, columns]
    if patch[mask > 0].std() < 1:
        return None
    wide = half + reach
    search = redrawn[y - wide : y + wide + 1, x - wide : x + wide + 1]
    agreement = np.nan_to_num(cv2.matchTemplate(search, patch, cv2.TM_CCOEFF_NORMED, mask=mask), posinf=0, neginf=0)
    dy, dx = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    near = agreement - 0.05 * np.hypot(dx, dy) / reach  # along a straight edge every place agrees: the nearest counts
    best = np.unravel_index(int(near.argmax()), near.shape)
    return np.array([dx[best], dy[best]]) if _SURE < agreement[best] <= 1.01 else None


def _edges(rgb: Any) -> NDArray[Any]:
    grey = cv2.GaussianBlur(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32), (0, 0), 1.0)
    return np.asarray(cv2.magnitude(cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)))
