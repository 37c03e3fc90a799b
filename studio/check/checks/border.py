"""A frame, line or bars added around the picture.

Seen from the edge inwards: the outermost pixels have one colour, and at the same depth on all four sides (or on two
opposite ones: bars) almost the whole length changes at once. A product's outline does not do that, unless the product
is a rectangle that fills the picture; our own renditions know that, elsewhere a white margin therefore only warns.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from studio.check.checks import check
from studio.check.inspection import Inspection
from studio.model.finding import Finding, Severity
from studio.model.picture import Bytes

DEPTH, PALE_DEPTH = 0.25, 0.07  # of the picture's side; a wider white margin is the background
PALE = 245
SAMPLES = 240  # along a side
STEP = 14  # levels
OPPOSITE = {"top": "bottom", "left": "right"}


@dataclass(frozen=True)
class Edge:
    """What one side shows: how many pixels deep the frame is, its colour, and whether it is a line (ends again)."""

    depth: int
    colour: tuple[int, int, int]
    line: bool


@check("border", "No border", "border")
def border(inspection: Inspection) -> Iterator[Finding]:
    """No frame, line or bars run around the picture."""
    rule = inspection.rule("border")
    if rule is None or rule.value != "forbidden":
        return
    product = inspection.cover
    edges = {side: edge for side in SIDES if (edge := _edge(inspection.rgb, side, product))}
    bars = any(side in edges and other in edges for side, other in OPPOSITE.items())
    depths = [edge.depth for edge in edges.values()]
    if not bars or len(edges) == 3 or max(depths) - min(depths) > 2 + 0.1 * max(depths):
        return
    pale = all(min(edge.colour) >= PALE and not edge.line for edge in edges.values())
    if pale and (len(edges) < 4 or product is not None):
        return  # white beside the product is background, not a bar
    limit: Severity = "warning" if pale or len(edges) < 4 else "error"
    kind = "line" if any(edge.line for edge in edges.values()) else "frame" if len(edges) == 4 else "bars"
    colour = next(iter(edges.values())).colour
    message = f"A {'white ' if pale else ''}{kind} runs around the picture, {max(depths)} px from the edge"
    if kind != "line":
        message = f"{'Bars run along' if kind == 'bars' else 'A frame runs around'} the picture: "
        message += f"RGB {colour[0]}, {colour[1]}, {colour[2]}, {max(depths)} px wide"
    message += f"; {inspection.channel.platform} takes none."
    yield inspection.remark(rule, message, fix="Crop it away.", where=inspection.whole, mend="refit", at_most=limit)


SIDES = {"top": (0, False), "bottom": (0, True), "left": (1, False), "right": (1, True)}


def _strip(plane: np.ndarray, side: str, depth: int) -> np.ndarray:
    """Return a side's outermost pixels as (depth, samples, …), from the edge inwards, without the corners."""
    axis, back = SIDES[side]
    turned = plane if axis == 0 else plane.swapaxes(0, 1)
    length = turned.shape[1]
    rows = turned[::-1][:depth] if back else turned[:depth]
    return np.asarray(rows[:, length // 10 : length - length // 10 : max(1, length // SAMPLES)])


def _edge(rgb: Bytes, side: str, product: Bytes | None) -> Edge | None:
    axis = SIDES[side][0]
    colour = np.median(_strip(rgb, side, 1)[0], axis=0).astype(np.int16)
    depth = max(4, int((PALE_DEPTH if colour.min() >= PALE else DEPTH) * rgb.shape[axis]))
    strip = _strip(rgb, side, depth).astype(np.int16)
    red, green, blue = (np.abs(strip[..., channel] - colour[channel]) > STEP for channel in range(3))
    other = red | green | blue
    if product is not None:
        other &= _strip(product, side, depth) == 0
    changed = other.mean(axis=1)
    if changed[0] > 0.03:
        return None
    begins = np.flatnonzero(changed >= 0.95)
    calm = np.flatnonzero(changed > 0.05)
    if not len(begins) or begins[0] - calm[0] > 2:
        return None  # nothing, or not all at once
    line = bool((changed[begins[0] :] <= 0.05).any())
    return Edge(int(begins[0]), (int(colour[0]), int(colour[1]), int(colour[2])), line)
