"""scene-edit: the product stays, its surroundings are made. The mask is guidance; our own matte is what holds."""

from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np

from studio.ai.pictures import lossless
from studio.ai.tasks.backdrop import setting
from studio.ai.tasks.brief import Brief, prose, remote_name
from studio.model.ai import Request, Sent, Task
from studio.model.errors import UsageError
from studio.model.picture import Bytes, Picture
from studio.model.scene import Camera, Light

KEEP_IT = (
    "This is a product photo. Keep the product exactly as it is: same place, size, outline, colours, texture, "
    "labels and "
    "every letter on it. Do not move, turn, redraw, restyle or cover it. Change only what surrounds it."
)
UNDER = 3  # px that the provider may paint below the product's edge: else the plain ground would stay as a rim


def request(brief: Brief, card: Mapping[str, Any], light: Light | None = None, camera: Camera | None = None) -> Request:
    """Return the call; `brief.pictures[0]` is the product on its canvas at the size to be made, `keep` its matte."""
    place = brief.words or "a plain, calm studio setting"
    wish = f"The new surroundings: {place}, with a natural shadow under the product."
    words = prose(KEEP_IT, wish, setting(light, camera), brief.styled())
    return editing(brief, card, "scene-edit", words)


def editing(brief: Brief, card: Mapping[str, Any], task: Task, words: str) -> Request:
    """Return an edit of the brief's picture outside `keep`; raises UsageError for nothing to keep or to change."""
    if not brief.pictures or brief.keep is None:
        raise UsageError("There is no product to keep in place.", "Cut the product out first.")
    picture, keep = brief.pictures[0], brief.keep
    if keep.shape != picture.rgb.shape[:2] or not keep.any() or keep.min() == 255:
        raise UsageError("The product fills the whole picture, or none of it.", "Check the cutout, or zoom out.")
    return Request(
        task,
        remote_name(card),
        words,
        pictures=(lossless(Picture(picture.rgb), name="photo.png"),),
        mask=mask_of(keep) if "mask" in card.get("abilities", ("mask",)) else None,
        size=(picture.width, picture.height),
        quality=brief.quality,
        photo=brief.photo,
    )


def mask_of(keep: Bytes) -> Sent:
    """Return the mask that image edits take: alpha 0 where something may change, 255 what stays, shrunk a little."""
    stays = cv2.erode((keep == 255).astype(np.uint8) * 255, np.ones((2 * UNDER + 1, 2 * UNDER + 1), np.uint8))
    return lossless(Picture(np.zeros((*keep.shape, 3), np.uint8), np.asarray(stays, np.uint8)), name="mask.png")
