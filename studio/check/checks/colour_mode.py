"""Print colours, greyscale and deep colour, where the channel shows 8-bit RGB."""

from collections.abc import Iterator

import cv2
import numpy as np

from studio.check.checks import check
from studio.check.inspection import Inspection
from studio.model.finding import Finding

PRINT, GREY = ("CMYK", "LAB", "YCCK"), ("1", "L", "LA", "I", "F")


@check("colour-mode", "RGB colour", "color", "color_only", "bit_depth")
def colour_mode(inspection: Inspection) -> Iterator[Finding]:
    """The file is 8-bit RGB; black-and-white where the channel refuses that."""
    finished, name = inspection.finished, inspection.channel.platform
    rule, depth, coloured = (inspection.rule(key) for key in ("color", "bit_depth", "color_only"))
    if finished.mode in PRINT:
        message = f"The file is {finished.mode}, made for print; shops show it in wrong colours or not at all."
        yield inspection.remark(rule, message, fix="Convert it to sRGB.", mend="srgb", severity="warning")
    elif finished.mode.startswith(GREY) and rule is not None and rule.level != "info":
        message = f"The file is greyscale; {name} wants RGB."
        yield inspection.remark(rule, message, fix="Save it as RGB.", mend="srgb")
    if finished.bits > 8 and depth is not None:
        message = f"The file has {finished.bits} bits per colour; {name} wants 8."
        yield inspection.remark(depth, message, fix="Save it with 8 bits.", mend="reencode")
    if coloured is not None and _colourless(inspection.proxy):
        message = f"The picture has no colour at all; {name} refuses black-and-white pictures."
        yield inspection.remark(coloured, message, fix="Use a colour photo.")


def _colourless(proxy: np.ndarray) -> bool:
    red, green, blue = cv2.split(proxy)
    spread = cv2.subtract(cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue))
    return bool(np.max(spread) <= 2) and bool(proxy.min() < 250)
