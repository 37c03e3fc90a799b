"""The segments before a JPEG's pixels: EXIF, ICC profile, XMP, IPTC (ITU-T T.81 annex B, ICC.1 annex B.4)."""

from collections.abc import Iterator
from dataclasses import dataclass

_EXIF, _ICC, _XMP, _PHOTOSHOP = b"Exif\0\0", b"ICC_PROFILE\0", b"http://ns.adobe.com/xap/1.0/\0", b"Photoshop 3.0\0"
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
_START_OF_SCAN, _END, _PROGRESSIVE = 0xDA, 0xD9, 0xC2


@dataclass(frozen=True)
class Segments:
    """The payloads found, without their identifiers; empty where there are none."""

    exif: bytes = b""
    profile: bytes = b""
    xmp: bytes = b""
    photoshop: bytes = b""
    multi_picture: bool = False
    progressive: bool = False
    complete: bool = False  # whether the first scan was reached: nothing more is to come


def read_segments(data: bytes) -> Segments:
    """Return what stands before the first scan; never raises, however broken the header."""
    first: dict[str, bytes] = {}
    profile: dict[int, bytes] = {}
    multi_picture = progressive = complete = False
    for marker, payload in _walk(data):
        progressive |= marker == _PROGRESSIVE
        complete |= marker == _START_OF_SCAN
        if marker == 0xE1 and payload.startswith(_EXIF):
            first.setdefault("exif", payload[len(_EXIF) :])
        elif marker == 0xE1 and payload.startswith(_XMP):
            first.setdefault("xmp", payload[len(_XMP) :])
        elif marker == 0xE2 and payload.startswith(_ICC) and len(payload) > len(_ICC) + 2:
            profile.setdefault(payload[len(_ICC)], payload[len(_ICC) + 2 :])
        elif marker == 0xE2 and payload.startswith(b"MPF\0"):
            multi_picture = True
        elif marker == 0xED and payload.startswith(_PHOTOSHOP):
            first["photoshop"] = first.get("photoshop", b"") + payload[len(_PHOTOSHOP) :]
    icc = b"".join(profile[number] for number in sorted(profile))
    return Segments(profile=icc, multi_picture=multi_picture, progressive=progressive, complete=complete, **first)


def _walk(data: bytes) -> Iterator[tuple[int, bytes]]:
    at, end = 2, len(data)
    while at + 4 <= end:
        if data[at] != 0xFF:  # junk between segments: go on at the next marker, as decoders do
            at = data.find(b"\xff", at)
            if at < 0:
                return
            continue
        marker = data[at + 1]
        if marker in (0xFF, 0x00) or marker in _BARE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in (_START_OF_SCAN, _END):
            yield marker, b""
            return
        size = int.from_bytes(data[at + 2 : at + 4])
        yield marker, data[at + 4 : at + 2 + size]
        at += 2 + max(2, size)
