"""Text or a logo that our own Scene adds, where the channel wants none.

Only told of the studio's own pictures, whose Scene is known: finding print in a photo takes a model, and print on the
product itself is allowed.
"""

from collections.abc import Iterator

import cv2
import numpy as np

from studio.check.checks import check
from studio.check.inspection import Inspection, Where
from studio.check.layout import Layout, around
from studio.model.finding import Finding
from studio.model.scene import Element

WORDS = {"text": "text", "picture": "a logo or picture"}
RULES = {"text": ("text_overlay",), "picture": ("logo_overlay", "watermark", "text_overlay")}


@check("overlay", "No added text or logo", "text_overlay", "logo_overlay", "watermark")
def overlay(inspection: Inspection) -> Iterator[Finding]:
    """The Scene adds no text or logo that the channel forbids, nor more of it than the channel's share."""
    kinds = {element.kind for element in inspection.scene.elements if _shows(element)} if inspection.scene else set()
    for kind, word in WORDS.items():
        if kind not in kinds:
            continue
        rules = [rule for key in RULES[kind] if (rule := inspection.rule(key))]
        rule = next((rule for rule in rules if rule.value in ("forbidden", "limited")), None)
        if rule is None:
            continue
        where, cells = _added(inspection)
        if rule.value == "forbidden":
            message = f"The scene adds {word}; {inspection.channel.platform} forbids that."
            yield inspection.remark(rule, message, fix="Leave it out for this channel.", where=where)
        elif "max_cells" in rule.detail and cells > rule.detail["max_cells"]:
            message = f"The scene's {word} touches {cells} of 100 fields; {inspection.channel.platform} allows "
            yield inspection.remark(rule, f"{message}{rule.detail['max_cells']}.", fix="Make it smaller.", where=where)


def _shows(element: Element) -> bool:
    """Whether an element draws anything: not faded out, not an empty text."""
    return getattr(element, "opacity", 1.0) > 0 and bool(str(getattr(element, "text", "text")).strip())


def _added(inspection: Inspection) -> tuple[Where | None, int]:
    """Return the box around what was drawn apart from the product, and how many fields of a 10 × 10 grid it touches."""
    layout = inspection.layout
    if layout is None or not layout.exact:
        return None, 0
    mask = _apart(layout)
    if not mask.any():
        return None, 0
    ys, xs = np.nonzero(mask)
    fields = {(int(y) * 10 // mask.shape[0], int(x) * 10 // mask.shape[1]) for y, x in zip(ys, xs, strict=True)}
    return inspection.grown(around(mask)), len(fields)


def _apart(layout: Layout) -> np.ndarray:
    """Return the drawn pieces that do not join the product; where all do, everything drawn but the product."""
    drawn = layout.shade | layout.product
    labels = cv2.connectedComponents(drawn.astype(np.uint8), connectivity=8)[1]
    apart = drawn & ~np.isin(labels, np.unique(labels[layout.product]))
    return apart if apart.any() else layout.shade
