"""Where the product is."""

import cv2
import numpy as np

from studio.model.picture import WHOLE, Box, Bytes


def product_box(alpha: Bytes, above: int = 127) -> Box:
    """Return the tight box of alpha > `above`, in shares of the photo; WHOLE where there is none."""
    x, y, width, height = cv2.boundingRect((alpha > above).astype(np.uint8))
    if width == 0:
        return WHOLE
    rows, columns = alpha.shape
    return Box(x / columns, y / rows, (x + width) / columns, (y + height) / rows)


def grown(box: Box, shift: float, width: int, height: int) -> Box:
    """Return the product's box in a photo of `width` × `height` with its edge shifted, inside the photo.

    `shift`: a share of the photo's longest side; below 0 the box becomes smaller.
    """
    across, down = shift * max(width, height) / width, shift * max(width, height) / height
    if box.width + 2 * across <= 0 or box.height + 2 * down <= 0:
        return box
    return Box(
        max(0.0, box.left - across), max(0.0, box.top - down), min(1.0, box.right + across), min(1.0, box.bottom + down)
    )
