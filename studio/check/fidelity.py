"""Whether the product in a finished picture is still the photo's own."""

import cv2
import numpy as np

from studio.model.colour_difference import ciede2000, lab_of
from studio.model.picture import Bytes, Picture

_ENOUGH = 6000  # pixels compared, spread evenly: the figures do not change in their second digit with more
_RIM = 5  # pixels beside the product's edge that are not compared: there the new background shows through


def fidelity(finished: Picture, own: Picture, product: Bytes) -> dict[str, float]:
    """Return how far the product's colours lie from the photo's own, in CIEDE2000.

    `own`: the same picture with the product's colours untouched; `product`: its (height, width) uint8 alpha there.
    `finished` may be larger. The figures are the mean, the 95th percentile and the share (0–1) of the product's pixels
    within 2 (hardly visible side by side); empty where the product is too thin to be compared.
    """
    kernel = np.ones((_RIM, _RIM), np.uint8)
    inside = np.flatnonzero(cv2.erode((product == 255).astype(np.uint8), kernel, borderValue=0))
    if not inside.size:
        return {}
    inside = inside[:: max(1, inside.size // _ENOUGH)]
    size, shown = (own.width, own.height), finished.rgb
    if (finished.width, finished.height) != size:
        shown = np.asarray(cv2.resize(shown, size, interpolation=cv2.INTER_AREA), np.uint8)
    apart = ciede2000(lab_of(shown.reshape(-1, 3)[inside]), lab_of(own.rgb.reshape(-1, 3)[inside]))
    return {
        "mean_delta_e": round(float(apart.mean()), 3),
        "p95_delta_e": round(float(np.percentile(apart, 95)), 3),
        "share_within_2": round(float((apart <= 2).mean()), 4),
    }
