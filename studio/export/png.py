"""PNG (ISO/IEC 15948) written by ourselves: one filter that numpy applies to all rows at once, and a fast deflate.

A cutout of 4 MP takes about a twentieth of Pillow's time at nearly the same size. The colour under alpha 0 is
cleared: nobody sees it, and it costs most of the bytes.
"""

import struct
import zlib
from collections.abc import Iterator

import numpy as np

from studio.export.encoding import Wish
from studio.export.metadata import exif_block, xmp_packet
from studio.export.profile import srgb_profile
from studio.model.picture import Bytes, Picture

EXTENSION = "png"
LOSSLESS = True
LONGEST = 2**31 - 1
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_DOTS_PER_METRE = 11811  # 300 dots per inch
_UP = 2  # filter type: each byte less the byte above
_STRIP_BYTES = 8_000_000  # so that a 200 MP cutout needs no second copy of itself
_XMP_NAME = b"XML:com.adobe.xmp\0\0\0\0\0"


def encode_once(picture: Picture, wish: Wish) -> bytes:
    """Return an RGBA file where the picture has alpha, else RGB; quality and chroma do not apply."""
    colour_type = 2 if picture.alpha is None else 6
    parts = [
        _SIGNATURE,
        _chunk(b"IHDR", struct.pack(">IIBBBBB", picture.width, picture.height, 8, colour_type, 0, 0, 0)),
        _chunk(b"iCCP", b"sRGB\0\0" + zlib.compress(srgb_profile(), 9)),
        _chunk(b"pHYs", struct.pack(">IIB", _DOTS_PER_METRE, _DOTS_PER_METRE, 1)),
    ]
    if exif := exif_block(wish.metadata):
        parts.append(_chunk(b"eXIf", exif))
    if xmp := xmp_packet(wish.metadata):
        parts.append(_chunk(b"iTXt", _XMP_NAME + xmp))
    parts.extend(_chunk(b"IDAT", data) for data in _deflated(picture))
    parts.append(_chunk(b"IEND", b""))
    return b"".join(parts)


def _deflated(picture: Picture) -> Iterator[bytes]:
    from isal import isal_zlib

    compressor = isal_zlib.compressobj(level=2, wbits=15)
    for strip in _filtered(picture):
        if data := compressor.compress(strip):
            yield data
    yield compressor.flush()


def _filtered(picture: Picture) -> Iterator[Bytes]:
    """Yield strips of rows, each row led by its filter type."""
    channels = 3 if picture.alpha is None else 4
    rows = max(1, _STRIP_BYTES // (picture.width * channels))
    above = np.zeros((1, picture.width * channels), np.uint8)
    for top in range(0, picture.height, rows):
        pixels = _interleaved(picture, top, min(picture.height, top + rows)).reshape(-1, picture.width * channels)
        strip = np.empty((len(pixels), 1 + pixels.shape[1]), np.uint8)
        strip[:, 0] = _UP
        np.subtract(pixels[:1], above, out=strip[:1, 1:])  # wraps around at 256, as the standard says
        np.subtract(pixels[1:], pixels[:-1], out=strip[1:, 1:])
        above = pixels[-1:].copy()
        yield strip


def _interleaved(picture: Picture, top: int, bottom: int) -> Bytes:
    """Return the rows' pixels, R G B or R G B A, with cleared colour where nothing is seen."""
    if picture.alpha is None:
        return picture.rgb[top:bottom]
    import cv2

    alpha = picture.alpha[top:bottom]
    pixels = np.empty((*alpha.shape, 4), np.uint8)
    cv2.mixChannels([picture.rgb[top:bottom], alpha], [pixels], [0, 0, 1, 1, 2, 2, 3, 3])
    pixels[alpha == 0] = 0
    return pixels


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))
