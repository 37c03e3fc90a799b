"""The smallest camera RAW file that LibRaw takes: an uncompressed Bayer mosaic in a DNG (DNG 1.4)."""

import struct

import numpy as np
from numpy.typing import NDArray

_SHORT, _LONG, _BYTE, _ASCII, _RATIONAL, _SIGNED_RATIONAL = 3, 4, 1, 2, 5, 10
_FORMS = {_SHORT: "H", _LONG: "I", _BYTE: "B"}
_XYZ_TO_SRGB = (3.1339, -1.6169, -0.4906, -0.9785, 1.9160, 0.0333, 0.0720, -0.2290, 1.4057)


def dng(rgb: NDArray[np.float64], orientation: int = 1) -> bytes:
    """A DNG of linear sRGB light (height, width, 3), 0–1, seen through an RGGB mosaic."""
    height, width = rgb.shape[:2]
    mosaic = rgb[:, :, 1].copy()
    mosaic[::2, ::2], mosaic[1::2, 1::2] = rgb[::2, ::2, 0], rgb[1::2, 1::2, 2]
    pixels = (mosaic * 60000).astype("<u2").tobytes()
    matrix = [(round(value * 10000), 10000) for value in _XYZ_TO_SRGB]
    tags = [
        (254, _LONG, [0]), (256, _LONG, [width]), (257, _LONG, [height]), (258, _SHORT, [16]), (259, _SHORT, [1]),
        (262, _SHORT, [32803]), (271, _ASCII, b"Test\0"), (272, _ASCII, b"Camera\0"), (273, _LONG, [0]),
        (274, _SHORT, [orientation]), (277, _SHORT, [1]), (278, _LONG, [height]), (279, _LONG, [len(pixels)]),
        (284, _SHORT, [1]), (33421, _SHORT, [2, 2]), (33422, _BYTE, [0, 1, 1, 2]), (50706, _BYTE, [1, 4, 0, 0]),
        (50708, _ASCII, b"Test Camera\0"), (50717, _LONG, [60000]), (50721, _SIGNED_RATIONAL, matrix),
        (50728, _RATIONAL, [(1, 1)] * 3), (50778, _SHORT, [21]),
    ]  # fmt: skip
    values_at, entries, values = 8 + 2 + 12 * len(tags) + 4, b"", b""
    offset_at = 0
    for tag, kind, value in tags:
        count, data = len(value), _packed(kind, value)
        offset_at = 8 + 2 + len(entries) + 8 if tag == 273 else offset_at
        place = data.ljust(4, b"\0") if len(data) <= 4 else struct.pack("<I", values_at + len(values))
        values += b"" if len(data) <= 4 else data + b"\0" * (len(data) % 2)
        entries += struct.pack("<HHI", tag, kind, count) + place
    file = bytearray(b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + b"\0\0\0\0" + values)
    file[offset_at : offset_at + 4] = struct.pack("<I", len(file))
    return bytes(file) + pixels


def _packed(kind: int, value: list[int] | list[tuple[int, int]] | bytes) -> bytes:
    if isinstance(value, bytes):
        return value
    if kind in (_RATIONAL, _SIGNED_RATIONAL):
        return b"".join(struct.pack("<2i", *pair) for pair in value)  # type: ignore[misc]
    return struct.pack(f"<{len(value)}{_FORMS[kind]}", *value)
