"""A product too dark to be seen, or burnt out. No platform gives figures; these only inform."""

from collections.abc import Iterator

import cv2
import numpy as np

from studio.check.checks import check
from studio.check.inspection import Inspection
from studio.check.layout import TRUSTED
from studio.model.finding import Finding

DARK = 45  # the 95th percentile: black goods show lighter highlights and seams in fair light
BURNT = 0.4  # share of the product without any drawing left in it


@check("exposure", "Well lit product")
def exposure(inspection: Inspection) -> Iterator[Finding]:
    """The product is neither nearly black throughout nor burnt out over a large part."""
    layout = inspection.layout
    if layout is None:
        return
    levels = cv2.cvtColor(inspection.proxy, cv2.COLOR_RGB2GRAY)[layout.product]
    bright, burnt = float(np.percentile(levels, 95)), float((levels >= 253).mean())
    if bright < DARK:
        message = f"The product is very dark: nearly all of it stays under level {bright:.0f} of 255."
        yield inspection.remark(None, message, fix="Raise the exposure.", where=layout.box)
    elif burnt > BURNT and (layout.exact or min(layout.colour) < TRUSTED):  # else white holes pass for product
        message = f"{burnt:.0%} of the product is burnt out to plain white."
        yield inspection.remark(None, message, fix="Lower the exposure.", where=layout.box)
