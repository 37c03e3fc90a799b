"""Where a smart object of a Photoshop document lies: its corners, or the mesh that it is warped by."""

import math
import re
from typing import Any

import cv2
import numpy as np

from studio.intake.psd_warps import on_quilt, warp_grid
from studio.model.layers import DesignSlot
from studio.model.marking import Place

POINTS, FINE_POINTS = 9, 33  # of a slot warped by one patch, and by several, each way
PATCHED = range(4, 62, 3)  # control points each way: three for each patch, and one
_NAMED = re.compile(
    r"design|artwork|your|here|replace|edit|logo|double.?click|insert|smart.?object|placeholder|label|screen|print",
    re.IGNORECASE,
)


def is_slot(layer: Any) -> bool:
    """Whether a smart object's name says that a design goes into it."""
    return bool(_NAMED.search(str(layer.name)))


def slot_of(layer: Any, name: str, canvas: tuple[int, int]) -> tuple[DesignSlot | None, list[str]]:
    """Return a smart object's place on a canvas of (width, height) pixels, and what of it is not supported."""
    said = _said(layer)
    corners = _corners(layer, said)
    if corners is None:
        return None, ["smart objects without a place (taken as pictures)"]
    left_out = ["smart filters (left out)"] if said.get(b"filterFX") is not None else []
    grid = np.array([[[0, 0], [1, 0]], [[0, 1], [1, 1]]], np.float64)
    warp = said.get(b"warp")
    style = _word(warp.get(b"warpStyle")) if warp is not None else "warpNone"
    if said.get(b"quiltWarp") is not None:
        warp, style = said.get(b"quiltWarp"), "warpCustom"
    bent = None if style == "warpNone" else _bent(warp) if style == "warpCustom" else _ready_made(warp, style, corners)
    if bent is not None:
        grid = bent
    elif style != "warpNone":
        left_out.append(f"warp “{style.removeprefix('warp').lower()}” (taken as flat)")
    points = _through(grid, corners) / np.array(canvas)
    if not np.isfinite(points).all() or points.min() < -1 or points.max() > 2:
        return None, [*left_out, "smart objects far off the canvas (taken as pictures)"]
    size = said.get(b"Sz  ")
    wide, tall = (_number(size, key, 0.0) for key in (b"Wdth", b"Hght")) if size is not None else (0.0, 0.0)
    if min(wide, tall) <= 0:
        wide, tall = (float(np.hypot(*(corners[to] - corners[0]))) for to in (1, 3))
    rows: tuple[tuple[Place, ...], ...] = tuple(tuple((float(x), float(y)) for x, y in row) for row in points)
    return DesignSlot(name, rows, (max(wide, 1.0), max(tall, 1.0)), _number(said, b"Rslt", 72.0)), left_out


def _said(layer: Any) -> Any:
    from psd_tools.constants import Tag

    for tag in (Tag.SMART_OBJECT_LAYER_DATA1, Tag.SMART_OBJECT_LAYER_DATA2):
        data = layer.tagged_blocks.get_data(tag)
        if data is not None:
            return data.data
    return {}


def _corners(layer: Any, said: Any) -> np.ndarray | None:
    """Return the corners in pixels of the canvas, clockwise from the upper left; the bent transform before the flat."""
    candidates = [said.get(b"nonAffineTransform"), said.get(b"Trnf"), layer.smart_object.transform_box]
    for found in candidates:
        if found is None or len(found) != 8:
            continue
        numbers = np.array([_plain(value) for value in found], np.float64).reshape(4, 2)
        if np.isfinite(numbers).all() and abs(cv2.contourArea(numbers.astype(np.float32))) >= 4:
            return numbers
    return None


def _bent(warp: Any) -> np.ndarray | None:
    """Return a custom warp as a grid of places over the flat smart object (0–1); None where it cannot be read.

    The mesh is a Bézier patch, 4 × 4 points over `bounds`, in rows; or several patches that share their edges.
    """
    bounds, mesh = warp.get(b"bounds"), warp.get(b"customEnvelopeWarp")
    if bounds is None or mesh is None:
        return None
    left, top, right, bottom = (_number(bounds, key, 0.0) for key in (b"Left", b"Top ", b"Rght", b"Btom"))
    across, down = (_values(mesh.get(b"meshPoints"), axis) for axis in (b"Hrzn", b"Vrtc"))
    rows, columns = (int(_number(warp, key, 4)) for key in (b"deformNumRows", b"deformNumCols"))
    whole = right > left and bottom > top and len(across) == len(down) == rows * columns
    if not whole or not all(count in PATCHED for count in (rows, columns)):
        return None
    net = np.stack([(across - left) / (right - left), (down - top) / (bottom - top)], -1).reshape(rows, columns, 2)
    cuts = _cuts(mesh, b"quiltSliceY", rows, (top, bottom)), _cuts(mesh, b"quiltSliceX", columns, (left, right))
    return on_quilt(net, cuts, POINTS if (rows, columns) == (4, 4) else FINE_POINTS)


def _cuts(mesh: Any, key: bytes, count: int, ends: tuple[float, float]) -> np.ndarray:
    """Return where patches begin and end along one side, 0–1: as said, or else evenly."""
    patches = (count - 1) // 3
    said = (_values(mesh.get(key), key) - ends[0]) / (ends[1] - ends[0])
    if len(said) == patches + 1 and (np.diff(said) > 0).all() and np.allclose(said[[0, -1]], (0, 1), atol=0.01):
        return said
    return np.linspace(0, 1, patches + 1)


def _ready_made(warp: Any, style: str, corners: np.ndarray) -> np.ndarray | None:
    """Return a ready-made warp as such a grid; None where it is not known."""
    bounds = warp.get(b"bounds")
    left, top, right, bottom = (
        _number(bounds, key, 0.0) if bounds is not None else 0.0 for key in (b"Left", b"Top ", b"Rght", b"Btom")
    )
    size = right - left, bottom - top
    if min(size) <= 0:
        wide, tall = (float(np.hypot(*(corners[to] - corners[0]))) for to in (1, 3))
        size = max(wide, 1.0), max(tall, 1.0)
    bend, across, down = (_share(warp, key) for key in (b"warpValue", b"warpPerspective", b"warpPerspectiveOther"))
    upright = _word(warp.get(b"warpRotate")) == "Vrtc"
    return warp_grid(style, bend, size, (across, down), upright=upright, points=POINTS)


def _share(said: Any, key: bytes) -> float:
    """Return a percentage as a share; 0 where there is none."""
    try:
        found = _plain(said.get(key)) / 100
    except (TypeError, ValueError):
        return 0.0
    return found if math.isfinite(found) else 0.0


def _values(points: Any, axis: bytes) -> np.ndarray:
    """Return one axis of a mesh."""
    found = points.get(axis) if points is not None else None
    return np.array([_plain(value) for value in getattr(found, "values", ())], np.float64)


def _through(grid: np.ndarray, corners: np.ndarray) -> np.ndarray:
    """Return places of the flat smart object on the canvas."""
    unit = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    matrix = cv2.getPerspectiveTransform(unit, corners.astype(np.float32)).astype(np.float64)
    moved: np.ndarray = cv2.perspectiveTransform(grid.reshape(1, -1, 2), matrix).reshape(grid.shape)
    return moved


def _plain(value: Any) -> float:
    return float(getattr(value, "value", value))


def _number(said: Any, key: bytes, otherwise: float) -> float:
    try:
        found = _plain(said.get(key))
    except (TypeError, ValueError):
        return otherwise
    return found if (math.isfinite(found) and found > 0) or key in (b"Left", b"Top ") else otherwise


def _word(value: Any) -> str:
    found = getattr(value, "enum", value)
    return found.decode("ascii", "replace") if isinstance(found, bytes) else str(found)
