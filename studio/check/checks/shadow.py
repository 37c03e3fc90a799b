"""A shadow where the channel wants none.

In our own pictures it is what was drawn beside the product. From outside it is estimated (smooth, of the background's
hue, darker), and may be a pale part of the product: then it only warns.
"""

from collections.abc import Iterator

import cv2
import numpy as np

from studio.check.checks import check
from studio.check.inspection import Inspection
from studio.check.layout import TRUSTED, Layout, around
from studio.model.channel import Rule
from studio.model.finding import Finding, Severity

VISIBLE = 4  # levels
LEAST = {True: 0.0005, False: 0.003}  # share of the picture, known and estimated


@check("shadow", "No shadow", "shadow")
def shadow(inspection: Inspection) -> Iterator[Finding]:
    """There is no visible shadow where the channel forbids one, and none at the frame where it forbids that."""
    layout, rule, name = inspection.layout, _rule(inspection), inspection.channel.platform
    if layout is None or rule is None or (not layout.exact and min(layout.colour) < TRUSTED):
        return  # on a background that is not white, unevenness passes for shade
    seen = _seen(inspection, layout)
    framed = np.zeros_like(seen)
    framed[0], framed[-1], framed[:, 0], framed[:, -1] = seen[0], seen[-1], seen[:, 0], seen[:, -1]
    only_frame = rule.detail.get("place") == "frame"
    if seen.mean() < LEAST[layout.exact] or (only_frame and framed.sum() < 0.01 * sum(seen.shape)):
        return
    where = inspection.grown(around(framed if only_frame else seen))
    extent = "reaches the picture's edge" if only_frame else f"covers {seen.mean():.1%} of the picture"
    what = "A shadow" if layout.exact else "What looks like a shadow"
    message = f"{what} {extent}; {name} {'does not want that' if only_frame else 'wants none'}."
    limit: Severity = "error" if layout.exact else "warning"
    yield inspection.remark(rule, message, fix="Remove the shadow.", where=where, mend="no-shadow", at_most=limit)


def _rule(inspection: Inspection) -> Rule | None:
    background = inspection.rule("background")
    bare = background if background is not None and background.value == "white_no_shadow" else None
    return inspection.rule("shadow") or bare


def _seen(inspection: Inspection, layout: Layout) -> np.ndarray:
    """Return where the shade is visibly darker than the background, without thin fringes of the product."""
    level = cv2.cvtColor(inspection.proxy, cv2.COLOR_RGB2GRAY)
    plain = round(float(np.dot(layout.colour, (0.299, 0.587, 0.114))))
    dark = (layout.shade & (level.astype(np.int16) <= plain - VISIBLE)).astype(np.uint8)
    return np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)) > 0)
