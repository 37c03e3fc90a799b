"""A product out of focus, shaken or enlarged.

What is measured is the width of the sharpest quarter of the edges inside the product (its cut-out outline is left out:
that is always sharp). From 2.2 px at 2000 px a buyer who zooms sees softness; from 4 px the picture looks blurred at
first sight. A product without edges of its own (plain china, a balloon) says nothing either way.
"""

from collections.abc import Iterator

import cv2
import numpy as np

from studio.check.checks import check
from studio.check.inspection import Inspection
from studio.check.sharpness import busiest_tiles, edge_width
from studio.model.finding import Finding, Severity

SOFT, BLURRED = 2.2, 4.0  # px at 2000 px
OUTLINE = 4  # proxy pixels


@check("sharpness", "Sharp product", "blur", "quality")
def sharpness(inspection: Inspection) -> Iterator[Finding]:
    """The product is in focus; only a plainly blurred one fails a picture, since sharpness is a matter of degree."""
    layout, finished = inspection.layout, inspection.finished
    inside = np.ones(inspection.proxy.shape[:2], bool)
    if layout is not None:
        around = np.ones((2 * OUTLINE + 1,) * 2, np.uint8)
        inside = cv2.erode(layout.product.astype(np.uint8), around, borderValue=0) > 0
    width = edge_width(busiest_tiles(inspection.rgb, inspection.proxy, inspection.scale, inside))
    if width is None:
        return
    seen = width * min(1.0, 2000 / max(finished.width, finished.height))
    if seen < SOFT:
        return
    rule = inspection.rule("blur") or inspection.rule("quality")
    blurred = seen >= BLURRED
    message = f"The product {'is blurred' if blurred else 'looks soft'}: its sharpest edges are {width:.1f} px wide."
    limit: Severity = "error" if blurred else "warning"
    where = layout.box if layout is not None else None
    yield inspection.remark(rule, message, fix="Use a sharper or larger photo.", where=where, at_most=limit)
