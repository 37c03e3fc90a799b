"""WebP (RFC 9649) by Pillow: lossy colour with lossless alpha."""

from io import BytesIO

from studio.export.encoding import Wish
from studio.export.metadata import exif_block, xmp_packet
from studio.export.pillow_picture import pillow_picture
from studio.export.profile import srgb_profile
from studio.model.picture import Picture

EXTENSION = "webp"
LOSSLESS = False
LONGEST = 16383
_EFFORT = 2  # 4, the default, takes twice as long for two per cent


def encode_once(picture: Picture, wish: Wish) -> bytes:
    """Return a lossy WebP. It always halves the colour's resolution, whatever `chroma` says."""
    exif, xmp = exif_block(wish.metadata), xmp_packet(wish.metadata)
    file = BytesIO()
    pillow_picture(picture).save(
        file,
        "WEBP",
        quality=wish.quality,
        method=_EFFORT,
        icc_profile=srgb_profile(),
        exif=b"Exif\0\0" + exif if exif else b"",
        xmp=xmp,
    )
    return file.getvalue()
