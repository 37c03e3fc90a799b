"""Cutting a photo into small even patches: SLIC (Achanta et al., TPAMI 2012), each round for all pixels at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Planes = NDArray[np.float32]
Whole = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Patches:
    """`of`: (height, width) the patch of each pixel; `colour`: (patches, 3) mean Lab; `place`: (patches, 2) mean y, x.

    Places are shares of the longest side. `touching`: (patches, patches) bool, neighbours by side or corner. `border`:
    (patches,) bool, those at the photo's frame.
    """

    of: Whole
    colour: Planes
    place: Planes
    touching: NDArray[np.bool_]
    border: NDArray[np.bool_]


def patches(lab: Planes, count: int, evenness: float = 12.0, rounds: int = 4) -> Patches:
    """Return about `count` patches; `evenness` is how many Lab units weigh as much as a patch's width."""
    height, width = lab.shape[:2]
    step = float(np.sqrt(height * width / count))
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    features = np.dstack([lab, y * np.float32(evenness / step), x * np.float32(evenness / step)]).reshape(-1, 5)
    of, candidates, cells = _grid(height, width, step)
    for _ in range(rounds):
        centres = _means(features, of, cells)
        nearest = np.full(len(of), np.inf, dtype=np.float32)
        for candidate in candidates:
            apart = features - centres[candidate]
            distance = np.einsum("ij,ij->i", apart, apart)
            closer = distance < nearest
            nearest[closer] = distance[closer]
            of = np.where(closer, candidate, of)
    names, of = np.unique(of, return_inverse=True)
    place = np.stack([y.ravel(), x.ravel()], axis=1) / max(height, width)
    return _described(of.reshape(height, width), len(names), lab, place)


def _grid(height: int, width: int, step: float) -> tuple[Whole, list[Whole], int]:
    """Return each pixel's home cell, the nine cells (home first) that may claim it, and how many cells there are."""
    down, across = max(2, round(height / step)), max(2, round(width / step))
    row, column = np.mgrid[0:height, 0:width]
    row, column = (
        np.minimum(row * down // height, down - 1).ravel(),
        np.minimum(column * across // width, across - 1).ravel(),
    )
    home = row * across + column
    around = []
    for y, x in ((0, 0), (-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)):
        inside = (row + y >= 0) & (row + y < down) & (column + x >= 0) & (column + x < across)
        around.append(np.where(inside, home + y * across + x, home))
    return home, around, down * across


def _means(features: Planes, of: Whole, count: int) -> Planes:
    size = np.maximum(np.bincount(of, minlength=count), 1)
    sums = [np.bincount(of, weights=column, minlength=count) for column in features.T]
    return np.asarray(np.stack(sums, axis=1) / size[:, None], dtype=np.float32)


def _described(of: Whole, count: int, lab: Planes, place: Planes) -> Patches:
    touching = np.zeros((count, count), dtype=bool)
    for one, other in (
        (of[:, 1:], of[:, :-1]),
        (of[1:], of[:-1]),
        (of[1:, 1:], of[:-1, :-1]),
        (of[1:, :-1], of[:-1, 1:]),
    ):
        touching[one.ravel(), other.ravel()] = True
    border = np.zeros(count, dtype=bool)
    border[np.concatenate([of[0], of[-1], of[:, 0], of[:, -1]])] = True
    flat = of.ravel()
    return Patches(
        of, _means(lab.reshape(-1, 3), flat, count), _means(place, flat, count), touching | touching.T, border
    )
