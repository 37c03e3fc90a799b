"""JPEG (ITU-T T.81) by libjpeg-turbo, with sRGB profile, EXIF and XMP put in as segments of our own."""

import struct

from studio.export.encoding import Wish
from studio.export.flatten import opaque
from studio.export.metadata import exif_block, xmp_packet
from studio.export.profile import srgb_profile
from studio.model.picture import Bytes, Picture

EXTENSION = "jpg"
LOSSLESS = False
LONGEST = 65500
_DOTS_PER_INCH = 300  # says nothing about a picture on screen, but some channels ask for 72 or more
_APP1, _APP2 = 0xE1, 0xE2
_XMP_NAME = b"http://ns.adobe.com/xap/1.0/\0"
_ICC_NAME = b"ICC_PROFILE\0\x01\x01"  # part 1 of 1


def encode_once(picture: Picture, wish: Wish) -> bytes:
    """Return a baseline JPEG; transparent pictures are laid on white."""
    data = _scan(opaque(picture), wish)
    header = data[:2] + _jfif()
    if exif := exif_block(wish.metadata):
        header += _segment(_APP1, b"Exif\0\0" + exif)
    if xmp := xmp_packet(wish.metadata):
        header += _segment(_APP1, _XMP_NAME + xmp)
    header += _segment(_APP2, _ICC_NAME + srgb_profile())
    return header + data[_after_jfif(data) :]


def _scan(rgb: Bytes, wish: Wish) -> bytes:
    """Return a plain JPEG by simplejpeg, or by OpenCV where simplejpeg has no wheel for this computer."""
    try:
        import simplejpeg
    except ImportError:
        return _scan_by_opencv(rgb, wish)
    subsampling = "444" if wish.chroma == "4:4:4" else "420"
    return bytes(simplejpeg.encode_jpeg(rgb, wish.quality, "RGB", subsampling, fastdct=False))


def _scan_by_opencv(rgb: Bytes, wish: Wish) -> bytes:
    import cv2

    full = wish.chroma == "4:4:4"
    factor = cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444 if full else cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420
    wishes = [cv2.IMWRITE_JPEG_QUALITY, wish.quality, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, factor]
    return cv2.imencode(".jpg", cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), wishes)[1].tobytes()


def _jfif() -> bytes:
    """Return the JFIF 1.01 header with a density in dots per inch."""
    return _segment(0xE0, b"JFIF\0" + struct.pack(">BBBHHBB", 1, 1, 1, _DOTS_PER_INCH, _DOTS_PER_INCH, 0, 0))


def _after_jfif(data: bytes) -> int:
    """Return where the encoder's own segments go on after its JFIF header."""
    if data[2:4] != b"\xff\xe0":
        return 2
    return 4 + int(struct.unpack(">H", data[4:6])[0])


def _segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload
