"""What a JPEG's quantisation tables tell about the quality it was saved at."""

from collections.abc import Mapping, Sequence

import numpy as np

# ITU-T T.81 (JPEG), Annex K, tables K.1 and K.2: the tables that the Independent JPEG Group's encoder scales
LUMA = """
16 11 10 16 24 40 51 61 12 12 14 19 26 58 60 55 14 13 16 24 40 57 69 56 14 17 22 29 51 87 80 62
18 22 37 56 68 109 103 77 24 35 55 64 81 104 113 92 49 64 78 87 103 121 120 101 72 92 95 98 112 100 103 99
"""


def _scaled(quality: int) -> np.ndarray:
    scale = 5000 / quality if quality < 50 else 200 - 2 * quality
    return np.clip(np.floor((_BASE * scale + 50) / 100), 1, 255)


_BASE = np.sort(np.array([int(word) for word in LUMA.split()], dtype=np.float64))
_TABLES = np.stack([_scaled(quality) for quality in range(1, 101)])


def quality_of(tables: Mapping[int, Sequence[int]]) -> int:
    """Return the quality (1–100) whose brightness table is nearest to the file's; an estimate for other encoders.

    Both tables are compared sorted, so that the order in which a decoder hands them out does not matter.
    """
    luma = np.sort(np.asarray(tables[0], dtype=np.float64))
    return int(np.abs(_TABLES - luma).sum(axis=1).argmin()) + 1
