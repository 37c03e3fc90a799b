"""A product that runs out of the picture."""

from collections.abc import Iterator

import numpy as np

from studio.check.checks import check
from studio.check.checks.background_white import WHITES
from studio.check.inspection import Inspection, Where
from studio.check.layout import TRUSTED
from studio.model.finding import Finding, Severity

CONTACT = 0.02  # of a side: a round product that fills the canvas exactly touches it over less than this


@check("product-cut", "Whole product", "cropped_product", "crop")
def product_cut(inspection: Inspection) -> Iterator[Finding]:
    """The product is not cut by the picture's edge; where a channel has no such rule this only informs."""
    rule, layout = inspection.rule("cropped_product"), inspection.layout
    plain = inspection.channel.value("background") in WHITES
    if layout is None or "crop" in inspection.channel.rules or not (rule or plain or layout.exact):
        return
    touching = _contacts(inspection, layout.product)
    if not touching:
        return
    x, y = min(box[0] for box in touching.values()), min(box[1] for box in touching.values())
    right = max(box[0] + box[2] for box in touching.values())
    bottom = max(box[1] + box[3] for box in touching.values())
    sides = " and ".join(touching)
    sure = _runs_over(inspection) if layout.exact else min(layout.colour) >= TRUSTED
    doing = "is cut by" if sure else "touches" if layout.exact else "seems to be cut by"
    message = f"The product {doing} the picture's edge ({sides})."
    fix = "Place it smaller; if the photo itself cuts it off, take another one that shows all of it."
    where = (x, y, right - x, bottom - y)
    limit: Severity = "error" if sure else "warning"
    yield inspection.remark(rule, message, fix=fix, where=where, mend="refit", at_most=limit)


def _contacts(inspection: Inspection, product: np.ndarray) -> dict[str, Where]:
    """Return, by the side's name, where the product lies on the frame."""
    height, width = product.shape
    lines = {"top": product[0], "bottom": product[-1], "left": product[:, 0], "right": product[:, -1]}
    boxes = {}
    for side, line in lines.items():
        places = np.flatnonzero(line)
        if len(places) <= CONTACT * len(line):
            continue
        first, length = int(places[0]), int(places[-1] - places[0] + 1)
        across = {"top": 0, "left": 0, "bottom": height - 1, "right": width - 1}[side]
        flat = side in ("top", "bottom")
        boxes[side] = inspection.grown((first, across, length, 1) if flat else (across, first, 1, length))
    return boxes


def _runs_over(inspection: Inspection) -> bool:
    """Whether the scene places a product beyond the canvas."""
    boxes = inspection.rendition.boxes.values() if inspection.rendition else ()
    width, height = inspection.finished.width, inspection.finished.height
    return any(x < -1 or y < -1 or x + w > width + 1 or y + h > height + 1 for x, y, w, h in boxes)
