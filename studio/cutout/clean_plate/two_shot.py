"""One product on two backdrops: exact coverage, glass included.

Triangulation matting (Smith & Blinn, "Blue Screen Matting", SIGGRAPH 1996): what covers a share of the light of two
known backdrops leaves the rest of their difference to be seen.
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.cutout.box import product_box
from studio.cutout.classical.border import frame_band
from studio.cutout.clean_plate.align import Pair, Planes, aligned, linear_light, lit_alike
from studio.cutout.clean_plate.lit import told_by_light
from studio.cutout.clean_plate.mirror import told_by_outline
from studio.cutout.sizes import averaged
from studio.model.errors import CleanPlateError
from studio.model.matte import Matte
from studio.model.picture import Picture
from studio.model.progress import SILENT, Progress

TWO_SHOT = "two-shot"
LEAST_APART = 0.02  # squared difference of the backdrops' linear light below which nothing can be told


def find_matte_by_two(
    first: Picture,
    second: Picture,
    first_plate: Picture | None = None,
    second_plate: Picture | None = None,
    *,
    progress: Progress = SILENT,
) -> Matte:
    """Return the exact matte of `first`, at its size; `second`: the same product, unmoved, on another backdrop.

    Plates are photos of the empty backdrops; without one, a smooth backdrop is taken from the photo's border. Raises
    CleanPlateError where the photos differ in shape or the backdrops are too alike.
    """
    width, height = first.width, first.height
    if abs(np.log(second.width / second.height * height / width)) > 0.02:
        raise CleanPlateError("The two photos have different shapes.", "Take both with the camera on a stand.")
    progress.at(0.1, "comparing the two photos")
    one = linear_light(first.rgb)
    other = linear_light(averaged(second.rgb, width, height) if second.rgb.shape != first.rgb.shape else second.rgb)
    backs = [
        _backdrop(picture, light, plate)
        for picture, light, plate in ((first, one, first_plate), (second, other, second_plate))
    ]
    progress.at(0.6)
    apart = backs[0] - backs[1]
    power = (apart * apart).sum(-1)
    if float(np.median(power)) < LEAST_APART:
        raise CleanPlateError("The two backdrops are too alike.", "Use one light and one dark backdrop.")
    seen = ((one - other) * apart).sum(-1) / np.maximum(power, 1e-4)
    alpha = told_by_light(np.clip(1 - seen, 0, 1), one - seen[..., None] * backs[0])
    alpha = np.where(alpha < 0.03, 0, np.where(alpha > 0.97, 1, alpha))
    measured = np.asarray(cv2.medianBlur(alpha.astype(np.float32), 3), dtype=np.float32)
    progress.at(0.7, "telling mirrors from glass")
    lit = 0 if float(np.median(backs[0])) >= float(np.median(backs[1])) else 1
    pair = Pair((one, other)[lit], backs[lit], np.ones(measured.shape, bool))
    alpha, remarks = told_by_outline((first, second)[lit].rgb, pair, measured)
    plane = np.rint(alpha * 255).astype(np.uint8)
    progress.at(1.0)
    if not (plane > 127).any() and not (plane > 40).mean() > 1e-3:
        return Matte(plane * 0, 0.0, TWO_SHOT, reasons=("The two photos show no product.",))
    return Matte(plane, 0.6 if remarks else 0.97, TWO_SHOT, reasons=remarks, box=product_box(plane))


def _backdrop(picture: Picture, light: Planes, plate: Picture | None) -> Planes:
    """Return the empty backdrop in linear light, from its own photo or smoothed from the border."""
    if plate is not None:
        return lit_alike(aligned(picture.rgb, plate.rgb)).plate
    height, width = light.shape[:2]
    band = frame_band(height, width, max(2, min(height, width) // 30))
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)
    known, wanted = terms[band].astype(np.float64), light[band].astype(np.float64)
    weight: NDArray[Any] = np.ones(len(known))
    surface = np.zeros((6, 3))
    for _ in range(6):
        weighted = known * weight[:, None]
        surface = np.linalg.solve(weighted.T @ known + 1e-3 * np.eye(6), weighted.T @ wanted)
        residual = np.linalg.norm(wanted - known @ surface, axis=1)
        weight = 1 / (1 + (residual / max(0.005, 2 * float(np.median(residual)))) ** 2)
    return np.asarray(np.clip(terms @ surface.astype(np.float32), 0, 1), dtype=np.float32)
