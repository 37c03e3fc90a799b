"""The proof that the product was left as it is: the finished file beside the photo's own pixels."""

from dataclasses import replace

import cv2
import numpy as np

from studio.app.adapt import products
from studio.check.fidelity import fidelity
from studio.model.matte import Cutout
from studio.model.picture import Bytes, Picture
from studio.model.render import RenderRequest
from studio.model.scene import Scene
from studio.scene import render
from studio.scene.material import UNTOUCHED as UNTOUCHED_SURFACE
from studio.scene.tone import UNCHANGED

LONGEST = 480  # pixels: enough for colours, a few milliseconds


def fidelity_of(scene: Scene, cutout: Cutout, finished: Picture) -> dict[str, float]:
    """Return the figures of `check.fidelity` for a finished picture of a scene, read back from its bytes.

    It is compared with the cutout's own colours in the same place: a tone or a light that the seller set
    counts as a change, and so does anything that lies over the product.
    """
    bare = tuple(
        product.model_copy(
            update={
                "tone": UNCHANGED,
                "contact": product.contact.changed(opacity=0.0),
                "cast": product.cast.changed(kind="none"),
                "ambient": product.ambient.changed(opacity=0.0),
                "material": UNTOUCHED_SURFACE,
                "kept": product.kept.changed(opacity=0.0),
                "relight": product.relight.changed(amount=0.0),
                "reflection": product.reflection.changed(opacity=0.0),
            }
        )
        for product in products(scene)
    )
    if not bare:
        return {}
    shown = _reduced(finished)
    scale = min(1.0, LONGEST / max(shown.width, shown.height))
    width, height = max(1, round(shown.width * scale)), max(1, round(shown.height * scale))
    picture = _reduced(cutout.picture)
    share = picture.width / cutout.picture.width
    small = replace(
        cutout,
        picture=picture,
        photo_width=max(1, round(cutout.photo_width * share)),
        photo_height=max(1, round(cutout.photo_height * share)),
    )
    own = render(
        RenderRequest(
            scene.model_copy(update={"elements": bare}),
            width,
            height,
            cutouts={product.slot: small for product in bare},
        )
    )
    return fidelity(shown, own.picture, own.product)


def _reduced(picture: Picture) -> Picture:
    """Return the picture halved until it is less than four times the size compared: halving is ten times as fast."""
    rgb, alpha = picture.rgb, picture.alpha
    while max(rgb.shape[:2]) >= 4 * LONGEST and min(rgb.shape[:2]) > 1:
        rgb, alpha = _halved(rgb), None if alpha is None else _halved(alpha)
    return Picture(rgb, alpha)


def _halved(plane: Bytes) -> Bytes:
    height, width = plane.shape[0] // 2, plane.shape[1] // 2
    even = plane[: 2 * height, : 2 * width]
    return np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)
