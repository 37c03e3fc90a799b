"""What the embedded network is shown beside the colours: how each place stands to the photo's border.

A small network trained on drawn pictures learns far faster to tell a product from its ground when it need not find out
by itself what the ground looks like (measured in the model card). The trainer calls this same function.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.classical.barrier import barrier_distance
from studio.cutout.classical.border import border_distance, frame_band, to_lab
from studio.cutout.classical.connectivity import standing_out
from studio.cutout.classical.superpixels import patches
from studio.model.picture import Bytes

SIZE = 96  # pixels of either side at which the cues are computed
PATCHES = 120
SAMPLES = 48  # border pixels that stand for the border's colours
CUES = 6
Planes = NDArray[np.float32]


def cues_of(rgb: Bytes) -> Bytes:
    """Return (SIZE, SIZE, CUES) uint8 of an sRGB picture stretched to a square.

    In order: distance to the border's smooth colour model, to the nearest border colour, the barrier to the border as
    it is and evened, how much a patch stands out, distance from the middle. 255 is far, or surely not background.
    """
    small = cv2.resize(rgb, (SIZE, SIZE), interpolation=cv2.INTER_AREA)
    lab = to_lab(np.asarray(cv2.bilateralFilter(small, 5, 25, 5), dtype=np.uint8))
    barrier = barrier_distance(lab, frame_band(SIZE, SIZE, 1), rounds=2)
    parts = patches(lab, PATCHES, rounds=3)
    planes = (
        border_distance(lab, frame_band(SIZE, SIZE, 2)) / 80,
        _nearest_border_colour(lab) / 60,
        barrier / 150,
        barrier / max(1e-3, float(np.percentile(barrier, 99))),
        standing_out(parts)[parts.of],
        _radius(),
    )
    return np.asarray(np.rint(np.clip(np.stack(planes, axis=-1), 0, 1) * 255), dtype=np.uint8)


def _nearest_border_colour(lab: Planes) -> Planes:
    """Return each pixel's distance (Lab units) to the nearest colour met along the border."""
    border = lab[frame_band(SIZE, SIZE, 1)]
    known = border[:: max(1, len(border) // SAMPLES)]
    flat = lab.reshape(-1, 3)
    apart = (flat * flat).sum(1)[:, None] + (known * known).sum(1)[None] - 2 * flat @ known.T
    return np.asarray(np.sqrt(np.maximum(0, apart.min(axis=1))).reshape(SIZE, SIZE), dtype=np.float32)


def _radius() -> Planes:
    y, x = np.mgrid[-1 : 1 : SIZE * 1j, -1 : 1 : SIZE * 1j]
    return np.asarray(np.hypot(x, y) / np.sqrt(2), dtype=np.float32)
