"""From a marking to a UV map: for every pixel of the photo its place on the print area."""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.model.marking import Marking
from studio.model.picture import Bytes
from studio.scene.mockup.passes import Floats

GRID = 257  # places at which a form is computed, each way
BEYOND = 0.15  # of the print area, on every side: the map goes on past its edge
STEPS = 12
MARGIN = 0.03  # of the photo's longer side
FINE = 4  # the cover is drawn that many times as large

Plane = NDArray[np.float64]


def uv_of(marking: Marking, width: int, height: int) -> tuple[Floats, Bytes]:
    """Return (u, v) (height, width, 2) and the antialiased cover (height, width) of a marked print area."""
    x, y = _form(marking, width, height)
    uv, cover = _homography(marking, width, height), _cover(x, y, width, height)
    part = _around(cover)
    uv[part] = _inverted(x, y, part, uv[part])
    return uv, cover


def _around(cover: Bytes) -> tuple[slice, slice]:
    """Return the part of the photo that the print area is in, and as far beyond it as folds may shift it."""
    left, top, width, height = cv2.boundingRect(cover)
    more = round(MARGIN * max(cover.shape)) + 4
    rows, columns = (top - more, top + height + more), (left - more, left + width + more)
    return slice(max(rows[0], 0), rows[1]), slice(max(columns[0], 0), columns[1])


def lines_of(marking: Marking, width: int, height: int, count: int = 8) -> list[NDArray[np.float64]]:
    """Return a grid drawn on the marked area: lines of (x, y) pixels, each of shape (points, 2); its outline first."""
    x, y = _form(marking, width, height)
    low, high = (round(share / (1 + 2 * BEYOND) * (GRID - 1)) for share in (BEYOND, 1 + BEYOND))
    inside = slice(low, high + 1)
    steps = np.linspace(low, high, count + 1).round().astype(int)
    places = np.stack([x, y], -1) + 0.5
    edge = [places[low, inside], places[inside, high], places[high, inside][::-1], places[inside, low][::-1]]
    rows = [places[step, inside] for step in steps[1:-1]]
    return [np.concatenate(edge), *rows, *(places[inside, step] for step in steps[1:-1])]


def _form(marking: Marking, width: int, height: int) -> tuple[Plane, Plane]:
    """Return the pixels at which places of the print area lie: x and y (GRID, GRID) over -BEYOND to 1 + BEYOND."""
    along = np.linspace(-BEYOND, 1 + BEYOND, GRID)
    u, v = np.meshgrid(along, along)
    size = np.array([width, height], np.float64)
    if marking.kind == "mesh":
        points = np.array(marking.points, np.float64) * size
        rows, columns = points.shape[:2]
        x, y = (_spline(points[..., axis], v * (rows - 1), u * (columns - 1)) for axis in (0, 1))
        return x - 0.5, y - 0.5
    across = u
    if marking.kind == "cylinder":
        half = np.radians(max(marking.arc, 0.1)) / 2
        turned = np.clip((u - 0.5) * 2 * half, -np.pi / 2 * 0.999, np.pi / 2 * 0.999)
        across = 0.5 + np.sin(turned) / (2 * np.sin(half))
    marked = np.asarray(np.array(marking.corners) * size, np.float32)
    matrix = cv2.getPerspectiveTransform(_UNIT, marked).astype(np.float64)
    w = matrix[2, 0] * across + matrix[2, 1] * v + matrix[2, 2]
    x = (matrix[0, 0] * across + matrix[0, 1] * v + matrix[0, 2]) / w
    y = (matrix[1, 0] * across + matrix[1, 1] * v + matrix[1, 2]) / w
    if marking.kind == "cylinder":
        corners = np.array(marking.corners) * size
        bow = (1 - v) * marking.bow_top + v * marking.bow_bottom
        side = np.hypot(*(corners[1] - corners[0]))
        down = (corners[3] - corners[0]) + (corners[2] - corners[1])
        down = down / max(float(np.hypot(*down)), 1e-9)
        sag = bow * side * (1 - (2 * across - 1) ** 2)
        x, y = x + sag * down[0], y + sag * down[1]
    return x - 0.5, y - 0.5  # a pixel's centre lies half a pixel inside it


_UNIT = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)


def _spline(values: Plane, rows: Plane, columns: Plane) -> Plane:
    """Return values between points of a mesh (Catmull-Rom), and straight on beyond it."""
    first = np.stack([_row_spline(values, number, columns[0]) for number in range(values.shape[0])])
    return np.stack([_row_spline(first.T, number, rows[:, 0]) for number in range(first.shape[1])]).T


def _row_spline(values: Plane, number: int, at: Plane) -> Plane:
    points = values[number]
    before, after = 2 * points[0] - points[1], 2 * points[-1] - points[-2]
    padded = np.concatenate([[before], points, [after]])
    start = np.clip(np.floor(at).astype(np.intp), 0, len(points) - 2)
    t = at - start
    inner = np.clip(t, 0, 1)
    a, b, c, d = (padded[start + step] for step in range(4))
    curve = 0.5 * (
        2 * b + (c - a) * inner + (2 * a - 5 * b + 4 * c - d) * inner**2 + (3 * b - a - 3 * c + d) * inner**3
    )
    slope = np.where(t < 0, 0.5 * (c - a), 0.5 * (d - b))
    moved: Plane = curve + (t - inner) * slope
    return moved


def _homography(marking: Marking, width: int, height: int) -> Floats:
    """Return a first guess of (u, v) for every pixel: that of the plane through the form's corners."""
    corners = np.array(marking.corners, np.float64)
    if marking.kind == "mesh":
        points = marking.points
        corners = np.array([points[0][0], points[0][-1], points[-1][-1], points[-1][0]], np.float64)
    marked = np.asarray(corners * (width, height), np.float32)
    back = cv2.getPerspectiveTransform(marked, _UNIT).astype(np.float64)
    x, y = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
    w = back[2, 0] * x + back[2, 1] * y + back[2, 2]
    w = np.where(np.abs(w) < 1e-6, 1e-6, w)
    guess = np.stack(
        [(back[0, 0] * x + back[0, 1] * y + back[0, 2]) / w, (back[1, 0] * x + back[1, 1] * y + back[1, 2]) / w], -1
    )
    return np.clip(guess, -BEYOND, 1 + BEYOND).astype(np.float32)


def _inverted(x: Plane, y: Plane, part: tuple[slice, slice], guess: Floats) -> Floats:
    """Return (u, v) for every pixel of a part of the photo by Newton's method on the form, from a guess."""
    scale = (GRID - 1) / (1 + 2 * BEYOND)
    planes = [x, y, *np.gradient(x)[::-1], *np.gradient(y)[::-1]]
    x0, y0, x_u, x_v, y_u, y_v = (plane.astype(np.float32) for plane in planes)
    column, row = ((guess[..., axis] + BEYOND) * np.float32(scale) for axis in (0, 1))
    top, left = part[0].start, part[1].start
    places = np.arange(guess.shape[1], dtype=np.float32) + left, np.arange(guess.shape[0], dtype=np.float32) + top
    wanted_x, wanted_y = np.meshgrid(*places)
    for _ in range(STEPS):
        here = [cv2.remap(it, column, row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE) for it in (x0, y0)]
        a, b, c, d = (
            cv2.remap(it, column, row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE) for it in (x_u, x_v, y_u, y_v)
        )
        off_x, off_y = wanted_x - here[0], wanted_y - here[1]
        whole = a * d - b * c
        whole = np.where(np.abs(whole) < 1e-6, np.float32(1e-6), whole)
        column = np.clip(column + np.clip((d * off_x - b * off_y) / whole, -24, 24), 0, GRID - 1)
        row = np.clip(row + np.clip((a * off_y - c * off_x) / whole, -24, 24), 0, GRID - 1)
    return np.stack([column, row], axis=-1) / np.float32(scale) - np.float32(BEYOND)


def _cover(x: Plane, y: Plane, width: int, height: int) -> Bytes:
    """Return the share of every pixel that the print area fills."""
    inside = np.linspace(BEYOND, 1 + BEYOND, 200) / (1 + 2 * BEYOND) * (GRID - 1)
    low, high = inside[0], inside[-1]
    columns = np.concatenate([inside, np.full(200, high), inside[::-1], np.full(200, low)])
    rows = np.concatenate([np.full(200, low), inside, np.full(200, high), inside[::-1]])
    places = columns[None].astype(np.float32), rows[None].astype(np.float32)
    edge = [cv2.remap(it.astype(np.float32), *places, cv2.INTER_LINEAR)[0] for it in (x, y)]
    fine = np.zeros((height * FINE, width * FINE), np.uint8)
    outline = (np.stack(edge, -1) + 0.5) * FINE - 0.5
    cv2.fillPoly(fine, [np.round(outline * 16).astype(np.int32)], 255, cv2.LINE_8, 4)
    return np.asarray(cv2.resize(fine, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
