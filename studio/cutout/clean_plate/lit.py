"""What two shots cannot tell by themselves: shadow from a dark glass, and a pale thing from a translucent one.

A shadow covers the backdrop as a dark glass does, but softly and without an outline. And a pale product gets more light
from a pale backdrop than from a dark one, so it seems to let some through: where it is bright and nearly solid, it is
solid.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.clean_plate.align import Planes
from studio.cutout.tiles import disc

GRAIN = 0.03  # mean coverage of a small neighbourhood that the sensors' noise explains
BLACK = 0.025  # linear light of what covers a place below which it may be a shadow
SHARP = 0.35  # of the mean coverage that must vary where something has an outline
SOLID = 0.9  # coverage that no soft shadow reaches
NEARLY = (0.6, 0.75)  # coverage from which on, and fully from which on, a bright thing is taken for solid
BRIGHT = 0.06  # linear light from which on it is bright


def told_by_light(alpha: Planes, light: Planes) -> Planes:
    """Return the coverage (height, width) without grain and shadow, pale things made whole.

    `light`: (height, width, 3) linear light that comes from what covers, and not from the backdrop behind it.
    """
    reach = max(1.5, 0.006 * max(alpha.shape))
    calm, own, spread = (
        np.asarray(cv2.GaussianBlur(plane.astype(np.float32), (0, 0), reach))
        for plane in (alpha, light.mean(axis=2), np.abs(alpha - cv2.GaussianBlur(alpha, (0, 0), reach)))
    )
    sent = own / np.maximum(calm, 1e-3)
    outlined = _filled((spread > SHARP * calm) & (calm > 2 * GRAIN), reach)
    seen = np.where(outlined | (alpha > SOLID), 1, np.clip(sent / BLACK - 1, 0, 1))
    found = alpha * seen * np.clip(calm / GRAIN - 1, 0, 1)
    most = np.asarray(cv2.dilate(calm, disc(round(2 * reach))), dtype=np.float32)
    whole = np.clip((most - NEARLY[0]) / (NEARLY[1] - NEARLY[0]), 0, 1) * np.clip(2 * sent / BRIGHT - 1, 0, 1)
    lifted = np.minimum(1, found / np.clip(most, NEARLY[0], 1))
    return np.asarray(found + whole * (lifted - found), dtype=np.float32)


def _filled(sharp: NDArray[np.bool_], reach: float) -> NDArray[np.bool_]:
    """Return what outlines enclose, and they themselves; single specks are none."""
    size = disc(max(2, round(1.5 * reach)))
    closed = cv2.morphologyEx(sharp.astype(np.uint8), cv2.MORPH_CLOSE, size)
    _, names, facts, _ = cv2.connectedComponentsWithStats(1 - closed, connectivity=4)
    rim = np.unique(np.concatenate([names[0], names[-1], names[:, 0], names[:, -1]]))
    inside = np.ones(len(facts), bool)
    inside[rim] = False
    whole = ((closed > 0) | inside[names]).astype(np.uint8)
    return np.asarray(cv2.morphologyEx(whole, cv2.MORPH_OPEN, size) > 0)
