"""Matte → Cutout at the picture's own scale."""

import cv2
import numpy as np

from studio.cutout.box import product_box
from studio.model.errors import NoProductError
from studio.model.matte import Cutout, CutoutSettings, Matte
from studio.model.picture import Box, Bytes, Picture
from studio.model.progress import SILENT, Progress


def cut(
    picture: Picture,
    matte: Matte,
    settings: CutoutSettings,
    full_size: tuple[int, int],
    *,
    progress: Progress = SILENT,
) -> Cutout:
    """Return the product freed from its photo, cropped to its region; raises NoProductError and Cancelled.

    `picture`: the photo at any scale. `matte`: of the same photo at any scale. `full_size`: the file's (width, height).
    """
    if matte.empty:
        raise NoProductError("No product was found in this photo.", "Mark it by hand or choose another model.")
    x, y, width, height = _region(matte, settings, picture.width, picture.height)
    alpha = _sampled(matte.alpha, picture, (x, y, width, height))
    rgb = np.where(alpha[..., None] > 0, picture.rgb[y : y + height, x : x + width], 0).astype(np.uint8)
    progress.at(1.0)
    return Cutout(
        picture=Picture(rgb, alpha),
        region=Box(x / picture.width, y / picture.height, (x + width) / picture.width, (y + height) / picture.height),
        box=matte.box,
        photo_width=picture.width,
        photo_height=picture.height,
        full_width=full_size[0],
        full_height=full_size[1],
        confidence=matte.confidence,
        model=matte.model,
        reasons=matte.reasons,
    )


def _region(matte: Matte, settings: CutoutSettings, width: int, height: int) -> tuple[int, int, int, int]:
    """Return the pixels worth looking at: all that the matte touches, and room for a softer or larger edge."""
    touched = product_box(matte.alpha, above=0)
    room = 0.01 + max(0.0, settings.shift) + 2 * settings.feather
    across, down = room * max(width, height) / width, room * max(width, height) / height
    return Box(touched.left - across, touched.top - down, touched.right + across, touched.bottom + down).pixels(
        width, height
    )


def _sampled(alpha: Bytes, picture: Picture, region: tuple[int, int, int, int]) -> Bytes:
    x, y, width, height = region
    across, down = alpha.shape[1] / picture.width, alpha.shape[0] / picture.height
    transform = np.array([[across, 0, (x + 0.5) * across - 0.5], [0, down, (y + 0.5) * down - 0.5]])
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    return np.asarray(
        cv2.warpAffine(alpha, transform, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8
    )
