"""The structure of a Photoshop document as far as its merged picture needs it (Adobe Photoshop File Formats).

Layers are skipped unread: a 2 GB document costs no more than its merged picture.
"""

from dataclasses import dataclass
from typing import BinaryIO

BITMAP, GREY, INDEXED, RGB, CMYK, MULTICHANNEL, DUOTONE, LAB = 0, 1, 2, 3, 4, 7, 8, 9
_ICC, _THUMBNAIL, _TRANSPARENT_INDEX, _VERSION, _EXIF, _XMP = 1039, 1036, 1047, 1057, 1058, 1060
_WIDE_LENGTHS = frozenset(b"LMsk Lr16 Lr32 Layr Mt16 Mt32 Mtrn Alph FMsk lnk2 FEid FXid PxSD".split())
_MERGED_TRANSPARENCY = (b"Mtrn", b"Mt16", b"Mt32")
_MOST_RESOURCES = 64 << 20


class NotPsdError(ValueError):
    """The document's structure is broken."""


@dataclass(frozen=True)
class PsdFile:
    """`pixels_at`: where the merged picture's compression code stands; `wide`: a large document (PSB)."""

    width: int
    height: int
    channels: int
    depth: int
    mode: int
    wide: bool
    palette: bytes
    resources: dict[int, bytes]
    resource_block: bytes
    transparent: bool
    pixels_at: int

    @property
    def has_merged(self) -> bool:
        """Whether the merged picture is real, or just a blank one because "maximise compatibility" was off."""
        return self.resources.get(_VERSION, b"")[4:5] != b"\0"

    @property
    def profile(self) -> bytes | None:
        """The ICC profile."""
        return self.resources.get(_ICC) or None

    @property
    def thumbnail(self) -> bytes:
        """The JPEG thumbnail, without its header."""
        return self.resources.get(_THUMBNAIL, b"")[28:]

    @property
    def exif(self) -> bytes:
        """The EXIF block."""
        return self.resources.get(_EXIF, b"")

    @property
    def xmp(self) -> bytes:
        """The XMP packet."""
        return self.resources.get(_XMP, b"")

    @property
    def transparent_index(self) -> int | None:
        """The palette entry that is transparent, where there is one."""
        value = self.resources.get(_TRANSPARENT_INDEX, b"")
        return int.from_bytes(value[:2]) if len(value) >= 2 else None


def read_psd(file: BinaryIO) -> PsdFile:
    """Read everything before the merged picture; raises NotPsdError."""
    head = file.read(26)
    version, depth, mode = (int.from_bytes(head[at : at + 2]) for at in (4, 22, 24))
    if len(head) < 26 or head[:4] != b"8BPS" or version not in (1, 2):
        raise NotPsdError("no Photoshop document")
    height, width = int.from_bytes(head[14:18]), int.from_bytes(head[18:22])
    palette = _block(file, 4)
    block = _block(file, 4)
    transparent = _transparent(file, version == 2)
    if not width or not height or depth not in (1, 8, 16, 32):
        raise NotPsdError("no picture")
    return PsdFile(
        width=width,
        height=height,
        channels=int.from_bytes(head[12:14]),
        depth=depth,
        mode=mode,
        wide=version == 2,
        palette=palette,
        resources=_resources(block),
        resource_block=block,
        transparent=transparent,
        pixels_at=file.tell(),
    )


def _number(file: BinaryIO, size: int) -> int:
    data = file.read(size)
    if len(data) < size:
        raise NotPsdError("cut short")
    return int.from_bytes(data)


def _block(file: BinaryIO, length_size: int) -> bytes:
    size = _number(file, length_size)
    if size > _MOST_RESOURCES:
        raise NotPsdError("too much before the picture")
    return file.read(size)


def _resources(block: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    at = 0
    while block[at : at + 4] in (b"8BIM", b"MeSa", b"AgHg", b"PHUT", b"DCSR"):
        number = int.from_bytes(block[at + 4 : at + 6])
        at += 6 + (block[at + 6 : at + 7] or b"\0")[0] // 2 * 2 + 2
        size = int.from_bytes(block[at : at + 4])
        found.setdefault(number, block[at + 4 : at + 4 + size])
        at += 4 + size + size % 2
    return found


def _transparent(file: BinaryIO, wide: bool) -> bool:
    """Whether the first extra channel is the merged picture's transparency; leaves the file after the layers."""
    size = _number(file, 8 if wide else 4)
    end = file.tell() + size
    answer = _says_transparent(file, end, wide) if size > 8 else False
    file.seek(end)
    return answer


def _says_transparent(file: BinaryIO, end: int, wide: bool) -> bool:
    layers = _number(file, 8 if wide else 4)
    if layers >= 2:
        return _negative(file)  # a negative count of layers says so
    file.seek(layers, 1)
    if file.tell() + 4 > end:
        return False
    file.seek(_number(file, 4), 1)
    for _ in range(200):  # deep documents keep their layers in a tagged block
        if file.tell() + 12 > end or file.read(4) not in (b"8BIM", b"8B64"):
            return False
        key = file.read(4)
        size = _number(file, 8 if wide and key in _WIDE_LENGTHS else 4)
        if key in _MERGED_TRANSPARENCY:
            return True
        if key in (b"Lr16", b"Lr32") and size >= 2 and _negative(file):
            return True
        file.seek(size + -size % 4 - (2 if key in (b"Lr16", b"Lr32") and size >= 2 else 0), 1)
    return False


def _negative(file: BinaryIO) -> bool:
    return _number(file, 2) >= 0x8000
