"""The few EXIF fields we need, read without trusting the file: never raises, never reads GPS (CIPA DC-008)."""

import math
from dataclasses import dataclass

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 7: 1}  # byte, ASCII, short, long, undefined
_ORIENTATION, _ARTIST, _COPYRIGHT, _EXIF_FOLDER = 0x0112, 0x013B, 0x8298, 0x8769
_THUMBNAIL_AT, _THUMBNAIL_SIZE, _INTEROPERABILITY = 0x0201, 0x0202, 0xA005
_MOST_ENTRIES = 1000
_UNDEFINED, _SIGNED_RATIONAL = 7, 10
_LENS, _MAKER = 0xA405, 0x927C
_APPLE, _APPLE_FOLDER, _ACCELERATION = b"Apple iOS\0", 14, 8


@dataclass(frozen=True)
class Exif:
    """Orientation as written (perhaps nonsense), texts, the embedded JPEG thumbnail, and the DCF colour space.

    `tilt`: degrees by which the camera looked down, where a phone told what its level said. `lens`: the focal length
    that shows as much on 35 mm film, millimetres; 0 where it is not known.
    """

    orientation: int | None = None
    artist: str = ""
    copyright: str = ""
    thumbnail: bytes = b""
    adobe_rgb: bool = False
    tilt: float | None = None
    lens: int = 0


def read_exif(data: bytes) -> Exif:
    """Read an EXIF block that starts at its TIFF header; what cannot be read is left at its default."""
    data = data.removeprefix(b"Exif\0\0")
    order = {b"II*\0": "little", b"MM\0*": "big"}.get(data[:4])
    if order is None:
        return Exif()
    tiff = _Tiff(data, order == "big")
    main, following = tiff.folder(tiff.number(4, 4))
    preview, _ = tiff.folder(following)
    details, _ = tiff.folder(tiff.first(main, _EXIF_FOLDER) or 0)
    exchange, _ = tiff.folder(tiff.first(details, _INTEROPERABILITY) or 0)
    at, size = tiff.first(preview, _THUMBNAIL_AT) or 0, tiff.first(preview, _THUMBNAIL_SIZE) or 0
    return Exif(
        orientation=tiff.first(main, _ORIENTATION),
        artist=tiff.text(main, _ARTIST),
        copyright=tiff.text(main, _COPYRIGHT),
        thumbnail=data[at : at + size] if at else b"",
        adobe_rgb=tiff.text(exchange, 1) == "R03",
        tilt=_tilt(tiff.bytes(details, _MAKER)),
        lens=tiff.first(details, _LENS) or 0,
    )


def _tilt(note: bytes) -> float | None:
    """Return how far down the camera looked by the acceleration in an iPhone's note; None without it.

    The third of its three rationals lies along the lens: -1 g where the phone looks straight down. (Apple tells no
    format; measured on photos of which one sees how they were taken.)
    """
    if not note.startswith(_APPLE):
        return None
    tiff = _Tiff(note, note[12:14] == b"MM")
    kind, amount, place = tiff.folder(_APPLE_FOLDER)[0].get(_ACCELERATION, (0, 0, 0))
    if kind != _SIGNED_RATIONAL or amount != 3 or place + 24 > len(note):
        return None
    above = [tiff.signed(place + 8 * axis) for axis in range(3)]
    below = [tiff.signed(place + 8 * axis + 4) for axis in range(3)]
    if 0 in below:
        return None
    pull = [over / under for over, under in zip(above, below, strict=True)]
    size = math.hypot(*pull)
    if not 0.8 < size < 1.2:  # the hand moved, or it is nonsense
        return None
    return math.degrees(math.asin(-pull[2] / size))


_Folder = dict[int, tuple[int, int, int]]  # tag: (type, count, place of the value)


class _Tiff:
    def __init__(self, data: bytes, big: bool) -> None:
        self._data, self._big = data, big

    def number(self, at: int, size: int) -> int:
        return int.from_bytes(self._data[at : at + size], "big" if self._big else "little")

    def signed(self, at: int) -> int:
        return int.from_bytes(self._data[at : at + 4], "big" if self._big else "little", signed=True)

    def bytes(self, folder: _Folder, tag: int) -> bytes:
        kind, amount, place = folder.get(tag, (0, 0, 0))
        return self._data[place : place + amount] if kind == _UNDEFINED else b""

    def folder(self, at: int) -> tuple[_Folder, int]:
        entries: _Folder = {}
        if not 8 <= at <= len(self._data) - 2:
            return entries, 0
        count = min(self.number(at, 2), _MOST_ENTRIES)
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            if entry + 12 > len(self._data):
                return entries, 0
            kind, amount = self.number(entry + 2, 2), self.number(entry + 4, 4)
            inside = amount * _SIZES.get(kind, 8) <= 4
            place = entry + 8 if inside else self.number(entry + 8, 4)
            entries.setdefault(self.number(entry, 2), (kind, amount, place))
        return entries, self.number(at + 2 + 12 * count, 4)

    def first(self, folder: _Folder, tag: int) -> int | None:
        kind, amount, place = folder.get(tag, (0, 0, 0))
        return self.number(place, _SIZES[kind]) if kind in (1, 3, 4) and amount else None

    def text(self, folder: _Folder, tag: int) -> str:
        kind, amount, place = folder.get(tag, (0, 0, 0))
        if kind not in (1, 2, 7):
            return ""
        raw = self._data[place : place + min(amount, 4096)].split(b"\0", 1)[0]
        try:
            return raw.decode("utf-8").strip()
        except UnicodeDecodeError:
            return raw.decode("latin-1").strip()
