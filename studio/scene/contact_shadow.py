"""The dark, soft line where a standing product touches the ground, and the dimmer light around it."""

from typing import Annotated

import cv2
import numpy as np

from studio.model.params import Label, Params, Span
from studio.scene.silhouette import Field, Silhouette


class ContactShadow(Params):
    """Soft shadow where the product touches the ground; none at 0 %."""

    opacity: Annotated[float, Span(0, 1, 0.01, "%"), Label("Strength")] = 0.0
    softness: Annotated[float, Span(0, 1, 0.01, "%"), Label("Softness")] = 0.35
    reach: Annotated[
        float, Span(0, 1, 0.01, "%"), Label("Reach", "How far the dimmer light around the base spreads")
    ] = 0.5


def contact_shadow(shadow: ContactShadow, product: Silhouette) -> Field:
    """Return the share of light (0–1, linear) that the ground loses, on the silhouette's grid.

    The space between the product's lower edge and the ground is dark where it is narrow, as light cannot get in; around
    it follows a tight half-shadow and a wide, weak one.
    """
    lost = np.zeros_like(product.cover)
    tight, wide = _blurs(shadow, product.width, product.height)
    pad = int(3 * wide) + 2
    gap = np.maximum(product.base - product.low, 0)
    weight = np.where(product.low < 0, 0, np.exp(-gap / (0.04 * np.sqrt(product.width * product.height))))
    top = max(int(product.low[weight > 0.01].min()) - pad, 0)
    rows = np.arange(top, min(product.bottom + pad, len(lost)), dtype=np.float32)[:, None]
    forward = tight * 0.8  # what is dark lies before the edge, not behind the product
    within = np.clip(forward + 0.5 - np.maximum(product.low - rows + forward, rows - product.base - forward), 0, 1)
    line = (within * weight).astype(np.float32)
    near = np.clip(cv2.GaussianBlur(line, (0, 0), tight, sigmaY=tight * 0.6) * 1.4, 0, 1)
    far = np.clip(_wide_blur(line, wide, wide * 0.45) * (wide / tight) * 0.9, 0, 1)
    lost[top : top + len(rows)] = 1 - (1 - near) * (1 - (0.3 + 0.4 * shadow.reach) * far)
    return lost * np.float32(shadow.opacity)


def contact_reach(shadow: ContactShadow, width: float, height: float) -> float:
    """Return how far, in the units of the product's width and height, the shadow reaches beyond it."""
    return 3 * _blurs(shadow, width, height)[1] + 2 if shadow.opacity else 0.0


def _blurs(shadow: ContactShadow, width: float, height: float) -> tuple[float, float]:
    """Return the standard deviations of the tight and of the wide half-shadow, in cells."""
    tight = max((0.004 + 0.022 * shadow.softness) * float(np.sqrt(width * height)), 1.0)
    return tight, tight * (2.5 + 5 * shadow.reach)


def _wide_blur(field: Field, across: float, down: float) -> Field:
    """Blur at a quarter of the size: nobody sees the difference in so soft a thing."""
    height, width = field.shape
    small = cv2.resize(field, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(small, (0, 0), across / 4, sigmaY=max(down / 4, 0.3))
    return np.asarray(cv2.resize(blurred, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)
