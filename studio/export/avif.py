"""AVIF by Pillow's libavif."""

from io import BytesIO

from studio.export.encoding import Wish
from studio.export.metadata import exif_block, xmp_packet
from studio.export.pillow_picture import pillow_picture
from studio.export.profile import srgb_profile
from studio.model.picture import Picture

EXTENSION = "avif"
LOSSLESS = False
LONGEST = 65536
_SPEED = 8  # 0–10; 6, the default, takes two to three times as long


def encode_once(picture: Picture, wish: Wish) -> bytes:
    """Return a lossy AVIF with the chroma asked for."""
    exif, xmp = exif_block(wish.metadata), xmp_packet(wish.metadata)
    file = BytesIO()
    pillow_picture(picture).save(
        file,
        "AVIF",
        quality=wish.quality,
        speed=_SPEED,
        subsampling=wish.chroma,
        icc_profile=srgb_profile(),
        **({"exif": exif} if exif else {}),
        **({"xmp": xmp} if xmp else {}),
    )
    return file.getvalue()
