"""Which colours are the product's and which the background's: smoothed histograms of Lab."""

import numpy as np
from numpy.typing import NDArray

Planes = NDArray[np.float32]
BINS = 20
FINEST = (2.5, 2.0, 2.0)  # Lab units that one bin spans at least
RARE = 2e-5  # share of a side's pixels below which a colour says nothing


class ColourTable:
    """The colours of one photo, sorted into bins once."""

    def __init__(self, lab: Planes) -> None:
        flat = lab.reshape(-1, 3)
        low = flat.min(axis=0)
        step = np.maximum((flat.max(axis=0) - low) / (BINS - 1), FINEST)
        bins = np.clip(np.rint((flat - low) / step), 0, BINS - 1).astype(np.intp)
        self._bin = (bins[:, 0] * BINS + bins[:, 1]) * BINS + bins[:, 2]
        self._shape = lab.shape[:2]

    def evidence(self, product: Planes) -> Planes:
        """Return the log of how much likelier a pixel's colour is on the product, given where the product is (0–1)."""
        front, back = self._share(product), self._share(1 - product)
        odds = np.log((front + RARE) / (back + RARE)).astype(np.float32)
        return odds.ravel()[self._bin].reshape(self._shape)

    def _share(self, weight: Planes) -> Planes:
        counts = np.bincount(self._bin, weights=weight.ravel(), minlength=BINS**3).reshape(BINS, BINS, BINS)
        for axis in range(3):
            wide = np.pad(counts, [(1, 1) if axis == each else (0, 0) for each in range(3)])
            before, after = wide.take(range(BINS), axis), wide.take(range(2, BINS + 2), axis)
            counts = 0.5 * counts + 0.25 * (before + after)
        return np.asarray(counts / (counts.sum() + 1e-6), dtype=np.float32)
