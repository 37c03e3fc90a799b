"""A loaded Pillow image → sRGB pixels under the contract, strip by strip, never holding a second full copy."""

from typing import TYPE_CHECKING

import numpy as np

from studio.intake.colour import Conversion
from studio.intake.depth import is_deep, to_eight_bit, white_of
from studio.intake.reading import Pixels
from studio.model.picture import Bytes

if TYPE_CHECKING:
    from PIL.Image import Image

_STRIP_PIXELS = 1 << 20
_PLAIN = {"1": "L", "P": "RGB", "PA": "RGBA", "La": "LA", "RGBa": "RGBA"}
_AS_THEY_ARE = ("L", "LA", "RGB", "RGBA", "CMYK", "LAB")


def strips(image: "Image", size: tuple[int, int], profile: bytes | None) -> Pixels:
    """Return a loaded image as (rgb, alpha) of (width, height) `size`; alpha is None where all of it is opaque.

    Each pixel of a smaller result is the exact area average of those it covers.
    """
    width, height = size
    white = white_of(image) if is_deep(image.mode) else 255.0
    rgb = np.empty((height, width, 3), np.uint8)
    alpha: Bytes | None = None
    conversion: Conversion | None = None
    step = max(1, _STRIP_PIXELS * height // (image.width * image.height))
    for top in range(0, height, step):
        bottom = min(top + step, height)
        piece = _rows(image, (top / height, bottom / height), (width, bottom - top), white)
        conversion = conversion or Conversion(piece.mode.removesuffix("A"), profile)
        if piece.mode in ("LA", "RGBA"):
            alpha = np.empty((height, width), np.uint8) if alpha is None else alpha
            alpha[top:bottom] = np.asarray(piece.getchannel("A"))
        rgb[top:bottom] = _colours(piece, conversion)
    return rgb, None if alpha is None or int(alpha.min()) == 255 else alpha


def _rows(image: "Image", span: tuple[float, float], size: tuple[int, int], white: float) -> "Image":
    """Return the rows within a span (shares of the height) in a plain mode at the size of the result."""
    from PIL.Image import Resampling

    top, bottom = span[0] * image.height, min(span[1] * image.height, image.height)
    first, last = int(top), min(image.height, -int(-bottom // 1))
    piece = _plain(image.crop((0, first, image.width, last)), white)
    if piece.size == size:
        return piece
    box = (0, top - first, piece.width, min(bottom - first, piece.height))
    return piece.resize(size, Resampling.BOX, box=box)


def _plain(piece: "Image", white: float) -> "Image":
    """Return the piece in one of _AS_THEY_ARE, with transparency as alpha."""
    from PIL import Image

    if is_deep(piece.mode):
        return Image.fromarray(to_eight_bit(np.asarray(piece), white))
    plain = _PLAIN.get(piece.mode, piece.mode if piece.mode in _AS_THEY_ARE else "RGB")
    if piece.has_transparency_data and plain in ("L", "RGB"):
        plain += "A"
    return piece if piece.mode == plain else piece.convert(plain)


def _colours(piece: "Image", conversion: Conversion) -> Bytes:
    if piece.mode in ("CMYK", "LAB"):
        return np.asarray(conversion.image(piece))
    if piece.mode == "LA":
        piece = piece.getchannel("L")
    elif piece.mode == "RGBA":
        return conversion.array(np.asarray(piece)[:, :, :3].copy())
    return conversion.array(np.array(piece))
