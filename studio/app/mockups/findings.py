"""What a printer would say of artwork on a print area: too few pixels for its size, cut off, or much too small."""

from collections.abc import Sequence

import cv2
import numpy as np

from studio.model.finding import Finding
from studio.model.mockup import Surface
from studio.model.printing import Artwork, PrintPlacement
from studio.scene.mockup.placing import corners_on_area, printed_size

SOFT, GOOD = 100, 150
"""Dots per inch at which print looks soft at arm's length, and at which nobody sees dots on fabric or ceramics.

Print-on-demand houses ask for 150 dpi at the print's size; 300 is the custom for paper held in the hand.
"""
MOST_OUTSIDE = 0.02
IN_SHORT = {"print-resolution": "too few pixels", "artwork-fonts": "words in another font", "print-area": "cut off"}
"""By the finding's check."""


def resolution(surface: Surface, placement: PrintPlacement, artwork: Artwork) -> float:
    """Return the dots per inch at which artwork is printed; infinite for a drawing."""
    width, _ = printed_size(surface, placement, artwork.aspect)
    return float("inf") if artwork.vector else artwork.width / (width / 2.54)


def print_findings(surface: Surface, placement: PrintPlacement, artwork: Artwork) -> list[Finding]:
    """Return remarks about artwork on a surface, each with what to do."""
    findings = []
    dots = resolution(surface, placement, artwork)
    width, height = printed_size(surface, placement, artwork.aspect)
    if dots < GOOD:
        needed = round(GOOD * width / 2.54), round(GOOD * height / 2.54)
        findings.append(
            Finding(
                "print-resolution",
                "warning" if dots < SOFT else "info",
                f"{artwork.name} is printed {width:.1f} × {height:.1f} cm large with {dots:.0f} dpi.",
                fix=f"Use artwork of {needed[0]} × {needed[1]} pixels, a drawing (SVG), or print it smaller.",
            )
        )
    if artwork.absent_fonts:
        findings.append(
            Finding(
                "artwork-fonts",
                "warning",
                f"{artwork.name} has words in {_listed(artwork.absent_fonts)}, not on this computer: drawn in another.",
                fix="Install the font, or turn the words into paths (in Inkscape: Path › Object to Path).",
            )
        )
    outside = share_outside(surface, placement, artwork)
    if outside > MOST_OUTSIDE and placement.mode == "fit":
        findings.append(
            Finding(
                "print-area",
                "warning",
                f"{outside:.0%} of {artwork.name} lies outside the print area of “{surface.name}” and is cut off.",
                fix=f"Move it, or make it smaller: the area is {surface.width_cm:g} × {surface.height_cm:g} cm.",
            )
        )
    return findings


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def share_outside(surface: Surface, placement: PrintPlacement, artwork: Artwork) -> float:
    """Return the share (0–1) of the artwork's rectangle that the print area cuts off; 0 for a pattern."""
    if placement.mode == "tile":
        return 0.0
    corners = corners_on_area(surface, placement, artwork.aspect).astype(np.float32)
    whole = float(cv2.contourArea(corners))
    if whole <= 0:
        return 0.0
    if surface.wrap:  # it goes on round the item; only above and below can it be cut
        corners[:, 0] = (corners[:, 0] - corners[:, 0].min()) / max(float(np.ptp(corners[:, 0])), 1.0)
    area = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    kept, _ = cv2.intersectConvexConvex(corners, area)
    return max(0.0, 1 - kept / float(cv2.contourArea(corners)))
