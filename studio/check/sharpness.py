"""How wide a picture's edges are, in pixels.

An ideal edge blurred by a Gaussian of width s has a steepest slope of A / √(s² + t²) after a further blur of width t.
So the ratio of the slopes at t = 1 and t = 2 tells s without knowing the edge's height A (the idea of S. Zhuo and
T. Sim, "Defocus map estimation from a single image", Pattern Recognition 44, 2011). The finer blur also keeps noise
from passing as sharpness. Tried on 26 product photos blurred on purpose by 2, 3 and 5 px: 1.7, 2.7 and 4.8 on average.
"""

import cv2
import numpy as np

from studio.model.picture import Bytes

FINE, COARSE = 1.0, 2.0
STRONG = 8.0  # levels per pixel after the fine blur: weaker slopes are noise or shading
TILE = 32  # proxy pixels
ENOUGH = 150  # edge pixels
SHARPEST = 25  # percentile: a photo counts as sharp when its sharpest quarter is, the rest may be out of focus


def edge_width(tiles: list[Bytes]) -> float | None:
    """Return the edge width s (standard deviation in pixels; 0 = perfectly sharp) of the sharpest quarter of edges.

    `tiles` are greyscale pieces (height, width) of the picture. None where they hold too few edges to tell.
    """
    widths = [_widths(tile) for tile in tiles if min(tile.shape) >= 16]
    found = np.concatenate(widths) if widths else np.zeros(0)
    return float(np.percentile(found, SHARPEST)) if len(found) >= ENOUGH else None


def _widths(tile: Bytes) -> np.ndarray:
    fine, coarse = _slope(tile, FINE), _slope(tile, COARSE)
    ridge = (fine >= STRONG) & (fine >= cv2.dilate(fine, np.ones((3, 3), np.uint8)) * 0.95)
    ridge[:6] = ridge[-6:] = ridge[:, :6] = ridge[:, -6:] = False
    squared = np.clip((fine[ridge] / np.maximum(coarse[ridge], 1e-3)) ** 2, 1.02, 4.0)
    return np.asarray(np.sqrt((COARSE**2 - squared * FINE**2) / (squared - 1)))


def _slope(tile: Bytes, blur: float) -> np.ndarray:
    smooth = cv2.GaussianBlur(tile.astype(np.float32), (0, 0), blur)
    across, down = cv2.Sobel(smooth, cv2.CV_32F, 1, 0, scale=1 / 8), cv2.Sobel(smooth, cv2.CV_32F, 0, 1, scale=1 / 8)
    return np.asarray(cv2.magnitude(across, down))


def busiest_tiles(rgb: Bytes, proxy: Bytes, scale: int, inside: np.ndarray, count: int = 6) -> list[Bytes]:
    """Return the greyscale tiles of a picture that hold the most detail inside a mask, at full size.

    `proxy` is `rgb` shrunk by `scale`, `inside` (bool) a mask of the proxy's size; a tile is 32 proxy pixels wide.
    """
    grey = cv2.cvtColor(proxy, cv2.COLOR_RGB2GRAY)
    slope = cv2.magnitude(cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)) * inside
    rows, columns = max(1, slope.shape[0] // TILE), max(1, slope.shape[1] // TILE)
    slope = slope[: rows * TILE, : columns * TILE]
    detail = cv2.resize(slope, (columns, rows), interpolation=cv2.INTER_AREA).ravel()
    tiles = []
    for index in np.argsort(-detail, kind="stable")[:count]:
        if detail[index] > 0:
            top, left, size = int(index) // columns * TILE * scale, int(index) % columns * TILE * scale, TILE * scale
            piece = np.ascontiguousarray(rgb[top : top + size, left : left + size])
            tiles.append(np.asarray(cv2.cvtColor(piece, cv2.COLOR_RGB2GRAY), np.uint8))
    return tiles
