"""The studio's picture of artwork on an item, held against the same artwork truly printed and rendered.

Each row of truth.toml is a part of a shipped mockup, rendered by packaging/mockups/make.py --truth with a checker and
words in the item's material. The yardstick is what can be done without passes: the artwork stretched over the four
corners of the print area (a perspective warp), in the same light.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from studio.model.colour_difference import ciede2000, lab_of
from studio.model.params import rgb_of
from studio.model.picture import Picture
from studio.model.printing import Artwork, PrintPlacement
from studio.scene.mockup import View, read_passes
from studio.scene.mockup.view import Print

HERE = Path(__file__).parent
MOCKUPS = HERE.parents[2] / "resources" / "mockups"
ROWS: list[dict[str, Any]] = tomllib.loads((HERE / "truth.toml").read_text("utf-8"))["truth"]
TILE = 96  # pixels: edges are aligned tile by tile
Bytes = NDArray[np.uint8]


@cache
def _pictures(item: str) -> tuple[Bytes, Bytes, Bytes, NDArray[np.bool_]]:
    """Truth, the studio's picture, the yardstick, and where all of it is print; the same part of the frame."""
    row = next(row for row in ROWS if row["item"] == item)
    truth = np.asarray(Image.open(HERE / f"{item}.avif").convert("RGB"))
    art = np.asarray(Image.open(HERE / f"{item}-artwork.png").convert("RGB"))
    view = View(read_passes(MOCKUPS / item))
    colour, area = view.mockup.colourways[0].colour, view.passes.areas[row["surface"]]
    left, top = row["offset"]
    part = np.s_[top : top + truth.shape[0], left : left + truth.shape[1]]
    printed = Print(Artwork("test", Picture(art), art.shape[1], art.shape[0]), PrintPlacement(mode="fill"))
    ours = np.asarray(view.render({row["surface"]: printed}, colour).rgb)
    cover = np.zeros(ours.shape[:2], bool)
    x, y = area.at
    cover[y : y + area.cover.shape[0], x : x + area.cover.shape[1]] = area.cover > 252
    flat = _stretched(art, area.uv, area.cover, (x, y), cover.shape)[part]
    shade = _light(view.passes.scene[part]) / _light(np.array(rgb_of(colour), np.uint8))
    plain = np.round(np.clip(_light(flat) * shade, 0, 1) ** (1 / 2.2) * 255).astype(np.uint8)
    return truth, ours[part], plain, cover[part]


def _light(codes: Bytes) -> NDArray[np.float64]:
    return np.asarray((codes / 255.0) ** 2.2)


def _stretched(art: Bytes, uv: Any, cover: Bytes, at: tuple[int, int], shape: tuple[int, ...]) -> Bytes:
    """The artwork over the quadrilateral that the print area's corners span in the picture."""
    rows, columns = np.nonzero(cover > 252)
    seen = uv[rows, columns]
    low, high = seen.min(0), seen.max(0)
    corners = [(low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1])]
    found = [np.abs(seen - corner).sum(-1).argmin() for corner in corners]
    source = np.array([seen[index] for index in found], np.float32) * (art.shape[1], art.shape[0]) - 0.5
    target = np.array([(columns[index] + at[0], rows[index] + at[1]) for index in found], np.float32)
    turn = cv2.getPerspectiveTransform(source.astype(np.float32), target)
    return cv2.warpPerspective(art, turn, (shape[1], shape[0]), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)


def _difference(truth: Bytes, other: Bytes, where: NDArray[np.bool_]) -> float:
    return float(ciede2000(lab_of(truth[where][::3]), lab_of(other[where][::3])).mean())


def _shifts(truth: Bytes, other: Bytes, where: NDArray[np.bool_]) -> list[float]:
    """How far edges lie apart, in pixels, in each tile that is all print and has edges both ways."""
    one, two = (cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float64) for picture in (truth, other))
    window = cv2.createHanningWindow((TILE, TILE), cv2.CV_64F)
    found = []
    for y in range(0, one.shape[0] - TILE + 1, TILE // 2):
        for x in range(0, one.shape[1] - TILE + 1, TILE // 2):
            tile = np.s_[y : y + TILE, x : x + TILE]
            if where[tile].all() and one[tile].std() > 20:
                (dx, dy), _ = cv2.phaseCorrelate(one[tile], two[tile], window)
                found.append(float(np.hypot(dx, dy)))
    return found


@pytest.mark.parametrize("item", [row["item"] for row in ROWS])
def test_artwork_lies_as_if_printed(item: str) -> None:
    truth, ours, _, where = _pictures(item)
    shifts = _shifts(truth, ours, where)
    assert len(shifts) > 8
    assert max(shifts) <= 1.0
    assert _difference(truth, ours, where) <= 2.0


@pytest.mark.parametrize("item", [row["item"] for row in ROWS])
def test_perspective_alone_does_worse(item: str) -> None:
    truth, ours, plain, where = _pictures(item)
    assert _difference(truth, ours, where) < _difference(truth, plain, where)
