"""Which row filter and which deflate window suit a picture, tried on a few of its rows.

A fast deflate takes every match it finds. In a photo's noise that is mostly chance: three or four equal bytes far away,
which cost more bits than the bytes themselves. A window of 512 bytes leaves no room for chance and still finds flat
areas; on noisy photos it saves six to twelve per cent. Pictures that do repeat themselves want the full window.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType

import numpy as np

from studio.export.png_filters import AVERAGE, PAETH, SUB, UP, filtered
from studio.model.picture import Bytes

BANDS, ROWS = 6, 8
_SLOWER = {UP: 1.0, SUB: 1.0, AVERAGE: 1.01, PAETH: 1.02}  # by how much the slower ones must be better to be worth it
_WINDOWS = (9, 15)  # as powers of two
_LEVELS = {"isal.isal_zlib": 2, "zlib": 4}


@dataclass(frozen=True)
class Coding:
    """A row filter's type and the deflate window's size, as a power of two."""

    kind: int
    window: int


def band_starts(top: int, bottom: int) -> list[int]:
    """Return the first rows of the bands, spread over top…bottom - 1, that stand for all."""
    last = max(top, bottom - ROWS)
    return sorted({int(start) for start in np.linspace(top, last, BANDS + 2)[1:-1]})


def best_coding(bands: Sequence[tuple[Bytes, Bytes]], channels: int, row_bytes: int) -> Coding:
    """Return what makes the bands, each (rows, the rows above them), smallest in a file whose rows are that long."""
    costs: dict[Coding, float] = {}
    for kind, slower in _SLOWER.items():
        tried = []
        for rows, above in bands:
            tried.append(np.zeros((len(rows), row_bytes), np.uint8))
            filtered(rows, above, channels, kind, tried[-1][:, : rows.shape[1]])
        for window in _WINDOWS:
            size = sum(_size(band, window) for band in tried)
            costs[Coding(kind, window)] = slower * size
    return min(costs, key=lambda coding: costs[coding])


def _size(data: Bytes, window: int) -> int:
    squeeze = compressor(window)
    return len(squeeze.compress(data)) + len(squeeze.flush())


def compressor(window: int):  # type: ignore[no-untyped-def]
    """Return a new compressor object of the fast deflate."""
    deflate = deflate_module()
    return deflate.compressobj(level=_LEVELS[deflate.__name__], wbits=window)


def deflate_module() -> ModuleType:
    """Return isal's zlib, or Python's own where isal has no wheel for this computer (much slower, smaller files)."""
    try:
        from isal import isal_zlib
    except ImportError:
        return zlib
    return isal_zlib
