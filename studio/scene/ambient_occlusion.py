"""The dimmer light around a standing product, which hides a part of the room from the ground."""

from typing import Annotated

import cv2
import numpy as np

from studio.model.params import Label, Params, Span
from studio.scene.ground import Ground
from studio.scene.patch import Patch
from studio.scene.slices import Slices

STEP = 4  # cells a side of a pixel: nothing in it is finer
LEVELS = 4  # heights of the product that hide the room, each wider and weaker than the one below


class AmbientOcclusion(Params):
    """How much of the room's light a standing product keeps from the ground around it; none at 0 %."""

    opacity: Annotated[float, Span(0, 1, 0.01, "%"), Label("Strength")] = 0.0
    reach: Annotated[float, Span(0.05, 1, 0.01, "%"), Label("Reach", "How far around the product it is felt")] = 0.4


def ambient_occlusion(reach: float, ground: Ground, slices: Slices, height: int) -> Patch:
    """Return the light that the ground loses at full opacity around a product `height` cells high.

    Each level of the product is a disc above the ground; a disc at a height hides a share of the sky that spreads as
    far as it is high (Lambert's cosine law) and fades with it.
    """
    still = np.zeros((len(slices.heights), 1))
    points = slices.outlines(ground, still, still)
    spread = reach * height * 0.5
    rim = int(2.5 * spread / STEP + 2) * STEP
    low, high = np.floor(points.min((0, 1))) - rim, np.ceil(points.max((0, 1))) + rim
    columns, rows = ((high - low) / STEP + 1).astype(int)
    drawn = np.round((points - low - (STEP - 1) / 2) / STEP * 16).astype(np.int32)
    through = np.ones((int(rows), int(columns)), np.float32)
    for level in range(LEVELS):
        floor, ceiling = (np.array([level, level + 1]) / LEVELS) ** 1.5 * height
        plane = np.zeros(through.shape, np.uint8)
        for outline in drawn[(slices.heights >= floor) & (slices.heights < ceiling)]:
            cv2.fillPoly(plane, [outline], (255,), cv2.LINE_AA, 4)
        wide = (0.12 + 0.88 * (level / (LEVELS - 1))) * spread / STEP
        soft = cv2.GaussianBlur(
            plane.astype(np.float32), (0, 0), max(wide, 0.6), sigmaY=max(wide * max(ground.flat, 0.35), 0.6)
        )
        through *= 1 - soft * np.float32(0.62 / 255 / (1 + level))
    return Patch(np.clip(1 - through, 0, 1), int(low[0]), int(low[1]), STEP)
