"""The light line along the near rim of a mug, made steady as `steady.py` does straight edges.

Where the mug's wall turns away from the eye it mirrors all there is: a line a pixel or two wide, of which few paths
make dots. It is found in the gloss as what a median takes away, an ellipse's lower arc is laid through it, and along
that arc each place takes the mean of its neighbours. After `make.py` has made a mug:

    python packaging/mockups/rim.py mug mug-left
"""

import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from PIL import Image
from steady import AGAIN, LOST
from write import QUALITY, Array, linear, packed, srgb

THIN, BRIGHT = 7, 14  # pixels of the median; codes above it
NEAR, FADED = 4.0, 6.0  # pixels from the arc: as far wholly, and from there on not at all
ALONG, ENDS = 14.0, (30, 70)  # pixels: the mean's standard deviation; where the arc turns up nothing is done
FINE = 2  # places a pixel across the arc
MORE = 6  # quality beside AGAIN: much of a gloss is dark, where a code is much


def arc_of(gloss: Array, item: Array) -> tuple[int, int, Callable[[Array], Array]]:
    """The first and last column of the longest light line within the item, and its row by column."""
    median = np.stack([cv2.medianBlur(np.ascontiguousarray(plane), THIN) for plane in np.moveaxis(gloss, -1, 0)], -1)
    above = (gloss.astype(int) - median).max(-1)
    inside = cv2.erode((item >= 250).astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    spots = cv2.dilate(((above > BRIGHT) & inside).astype(np.uint8), np.ones((3, 3), np.uint8))
    _, labels, facts, _ = cv2.connectedComponentsWithStats(spots)
    line = np.where(labels == 1 + int(facts[1:, cv2.CC_STAT_AREA].argmax()), np.maximum(above, 0), 0).astype(float)
    columns = np.flatnonzero(line.any(0))
    rows = (line[:, columns] * np.arange(len(line))[:, None]).sum(0) / line[:, columns].sum(0)
    first, last = int(columns[0]), int(columns[-1])
    half, middle = (last - first) / 2, (last + first) / 2

    def shapes(x: Array, centre: float, radius: float) -> Array:
        return np.stack([np.ones_like(x), x, np.sqrt(np.maximum(1 - ((x - centre) / radius) ** 2, 1e-6))], -1)

    def fitted(centre: float, radius: float) -> tuple[float, Array]:
        of = shapes(columns.astype(float), centre, radius)
        shares = np.linalg.lstsq(of, rows, rcond=None)[0]
        return float(np.median(np.abs(of @ shares - rows))), shares

    tried = [(c, r) for c in middle + np.linspace(-60, 60, 41) for r in np.linspace(half + 1, half * 1.5, 40)]
    centre, radius = min(
        (it for it in tried if it[1] > max(last - it[0], it[0] - first)), key=lambda it: fitted(*it)[0]
    )
    away, shares = fitted(centre, radius)
    print(f"{away:.2f} pixels off the arc")
    return first, last, lambda x: shapes(x, centre, radius) @ shares


def steadied(gloss: Array, first: int, last: int, arc: Callable[[Array], Array]) -> Array:
    """Linear gloss (H,W,3) with the line along the arc averaged."""
    columns, across = np.arange(first, last + 1.0), np.arange(-FADED - 1, FADED + 1.01, 1 / FINE)
    x = np.broadcast_to(columns, (across.size, columns.size)).astype(np.float32)
    strip = cv2.remap(gloss, x, (arc(columns) + across[:, None]).astype(np.float32), cv2.INTER_CUBIC)
    mean = cv2.GaussianBlur(strip, (0, 0), sigmaX=ALONG, sigmaY=0.1, borderType=cv2.BORDER_REFLECT)
    row, column = np.mgrid[: gloss.shape[0], : gloss.shape[1]].astype(np.float64)
    off = row - arc(np.clip(column, first, last))
    places = (np.clip(column - first, 0, columns.size - 1), (off - across[0]) * FINE)
    found = cv2.remap(
        mean, *(it.astype(np.float32) for it in places), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    ends = np.clip((np.minimum(column - first, last - column) - ENDS[0]) / (ENDS[1] - ENDS[0]), 0, 1)
    share = np.clip((FADED - np.abs(off)) / (FADED - NEAR), 0, 1) * ends
    return gloss + share[..., None].astype(np.float32) * (found - gloss)


if __name__ == "__main__":
    for item_id in sys.argv[1:]:
        folder = Path(__file__).resolve().parents[2] / "resources" / "mockups" / item_id
        codes = np.asarray(Image.open(folder / "gloss.avif").convert("RGB"))
        mask = cv2.imread(str(folder / "colour.png"), cv2.IMREAD_UNCHANGED)
        done = srgb(steadied(linear(codes), *arc_of(codes, mask))) + LOST
        packed_gloss = packed(np.clip(done, 0, 255).astype(np.uint8), QUALITY["gloss"] + AGAIN + MORE)
        (folder / "gloss.avif").write_bytes(packed_gloss)
