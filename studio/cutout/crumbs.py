"""Crumbs: a few pixels that refinement leaves beside a product, apart from it."""

import cv2
import numpy as np

from studio.model.picture import Bytes

CRUMB = 0.005  # of the longest side, at most so wide and high
SEEN = 8  # alpha from which a pixel can be seen


def without_crumbs(alpha: Bytes) -> Bytes:
    """Return alpha (height, width) without pieces too small to be part of a product; a product that small stays."""
    most = max(2, round(CRUMB * max(alpha.shape)))
    seen = cv2.inRange(alpha, SEEN, 255)
    outlines, family = cv2.findContours(seen, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return alpha
    outer = [outline for outline, kin in zip(outlines, np.reshape(family, (-1, 4)), strict=True) if kin[3] < 0]
    crumbs = [outline for outline in outer if max(cv2.boundingRect(outline)[2:]) <= most]
    if not crumbs or len(crumbs) == len(outer):
        return alpha
    return np.asarray(cv2.drawContours(alpha.copy(), crumbs, -1, 0, cv2.FILLED), np.uint8)
