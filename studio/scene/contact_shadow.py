"""The dark, soft line where a standing product touches the ground, and the dimmer light around it."""

from typing import Annotated

import cv2
import numpy as np

from studio.model.params import Label, Params, Span
from studio.scene.patch import Patch
from studio.scene.silhouette import Field, Silhouette


class ContactShadow(Params):
    """Soft shadow where the product touches the ground; none at 0 %."""

    opacity: Annotated[float, Span(0, 1, 0.01, "%"), Label("Strength")] = 0.0
    softness: Annotated[float, Span(0, 1, 0.01, "%"), Label("Softness")] = 0.35
    reach: Annotated[
        float, Span(0, 1, 0.01, "%"), Label("Reach", "How far the dimmer light around the base spreads")
    ] = 0.5


def contact_shadow(softness: float, reach: float, product: Silhouette) -> Patch:
    """Return the light that the ground loses at full opacity.

    The space between the product's lower edge and the ground is dark where it is narrow, as light cannot get in; around
    it follows a tight half-shadow and a wide, weak one.
    """
    tight = max((0.004 + 0.022 * softness) * float(np.sqrt(product.width * product.height)), 1.0)
    wide = tight * (2.5 + 5 * reach)
    pad = int(3 * wide) + 2
    low, base = (np.pad(edge, pad, mode="edge") for edge in (product.low, product.base))
    covered = np.pad(product.low >= 0, pad)
    gap = np.maximum(base - low, 0)
    weight = np.where(covered, np.exp(-gap / (0.04 * np.sqrt(product.width * product.height))), 0)
    top = int(low[weight > 0.01].min()) - pad
    rows = np.arange(top, product.bottom + pad, dtype=np.float32)[:, None]
    forward = tight * 0.8  # what is dark lies before the edge, not behind the product
    within = np.clip(forward + 0.5 - np.maximum(low - rows + forward, rows - base - forward), 0, 1)
    line = (within * weight).astype(np.float32)
    near = np.clip(cv2.GaussianBlur(line, (0, 0), tight, sigmaY=tight * 0.6) * 1.4, 0, 1)
    far = np.clip(_wide_blur(line, wide, wide * 0.45) * (wide / tight) * 0.9, 0, 1)
    lost = 1 - (1 - near) * (1 - (0.3 + 0.4 * reach) * far)
    return Patch(np.asarray(lost, np.float32), -pad, top)


def _wide_blur(field: Field, across: float, down: float) -> Field:
    """Blur at a quarter of the size: nobody sees the difference in so soft a thing."""
    height, width = field.shape
    small = cv2.resize(field, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(small, (0, 0), across / 4, sigmaY=max(down / 4, 0.3))
    return np.asarray(cv2.resize(blurred, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)
