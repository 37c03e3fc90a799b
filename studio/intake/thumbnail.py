"""Small pictures for a filmstrip: from the thumbnail inside the file where that can be trusted, else by decoding."""

from pathlib import Path

import numpy as np

from studio.intake import resize
from studio.intake.colour import Conversion
from studio.intake.files import speaking
from studio.intake.opening import open_photo
from studio.intake.orientation import upright
from studio.intake.pixel_limit import PIXEL_LIMIT
from studio.intake.reading import Header, OpenPhoto, Wanted
from studio.model.picture import Bytes, Picture

_ASPECT_TOLERANCE = 0.02
_SMALLEST_SHARE = 0.6


def thumbnail(path: Path, longest: int = 256, *, pixel_limit: int = PIXEL_LIMIT) -> Picture:
    """Return an upright sRGB picture whose longest side is at most `longest` pixels; raises as `load` does."""
    with speaking(path), open_photo(path, pixel_limit) as photo:
        inside = _inside(photo, longest)
        rgb, alpha = (inside, None) if inside is not None else photo.decode(Wanted(longest))
        turn = photo.header.orientation
        return Picture(upright(rgb, turn), None if alpha is None else upright(alpha, turn))


def _inside(photo: OpenPhoto, longest: int) -> Bytes | None:
    """Return the file's own thumbnail in sRGB, as stored, where it is whole, large enough and of the photo's shape."""
    data = getattr(photo, "thumbnail", b"")
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    import simplejpeg

    try:
        pixels: Bytes = simplejpeg.decode_jpeg(data, "RGB")
    except ValueError:
        return None
    if not _fits(pixels, photo.header, longest):
        return None
    height, width = pixels.shape[:2]
    if max(width, height) > longest:
        scale = longest / max(width, height)
        pixels = resize.area(pixels, (max(1, round(width * scale)), max(1, round(height * scale))))
    return Conversion("RGB", photo.header.profile).array(np.ascontiguousarray(pixels))


def _fits(pixels: Bytes, header: Header, longest: int) -> bool:
    """Whether it is large enough and shows the whole photo: cameras add black bars, editors forget to renew it."""
    height, width = pixels.shape[:2]
    wanted = min(longest, max(header.width, header.height))
    same_shape = abs(width * header.height / (height * header.width) - 1) <= _ASPECT_TOLERANCE
    return same_shape and max(width, height) >= wanted * _SMALLEST_SHARE
