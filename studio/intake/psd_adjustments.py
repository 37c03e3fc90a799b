"""Adjustment layers of a Photoshop document as functions of colour; psd-tools knows what each kind does."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Colours = NDArray[np.float32]
ROWS = 256  # worked on at once


def adjustment_of(layer: Any) -> Callable[[Colours], Colours] | None:
    """Return what an adjustment layer does to colours (height, width, 3), the document's codes as 0–1.

    None for a kind that is not known, or whose settings cannot be read.
    """
    from psd_tools.composite.adjustments import ADJUSTMENT_FUNC

    change = ADJUSTMENT_FUNC.get(layer.kind)
    if change is None or getattr(layer, "_data", None) is None:
        return None
    mode = layer._psd.color_mode  # what psd-tools itself hands its functions
    channels = 3 if mode.name == "RGB" else 1

    def adjusted(colours: Colours) -> Colours:
        done = np.empty_like(colours)
        for row in range(0, len(colours), ROWS):
            rows = slice(row, row + ROWS)
            changed = change(np.ascontiguousarray(colours[rows, :, :channels]), mode, layer)
            done[rows] = np.clip(np.nan_to_num(changed), 0, 1)
        return done

    try:
        adjusted(np.full((1, 2, 3), 0.5, np.float32))
    except Exception:  # broken settings raise what they like; some kinds need scipy
        return None
    return adjusted
