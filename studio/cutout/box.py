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
