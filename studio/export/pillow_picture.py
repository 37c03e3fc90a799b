"""A Picture as Pillow's own image, for the encoders that Pillow does well."""

from typing import TYPE_CHECKING

import numpy as np

from studio.model.picture import Picture

if TYPE_CHECKING:
    from PIL.Image import Image


def pillow_picture(picture: Picture) -> "Image":
    """Return an RGB or RGBA image; the colour under alpha 0 is cleared, because nobody sees it."""
    from PIL import Image

    if picture.alpha is None:
        return Image.fromarray(picture.rgb)
    pixels = np.dstack([picture.rgb, picture.alpha])
    pixels[picture.alpha == 0] = 0
    return Image.fromarray(pixels)
