"""Which family of formats a file belongs to: by its first bytes, never by its name alone."""

import re
from pathlib import Path

_RAW = (
    ".3fr .arw .cr2 .cr3 .crw .dcr .dng .erf .fff .iiq .kdc .mef .mos .mrw .nef .nrw .orf .pef .raf .raw .rw2 .rwl "
    ".sr2 .srf .srw .x3f"
)
_OTHERS = (
    ".jpg .jpeg .jpe .jfif .png .apng .webp .avif .avifs .tif .tiff .bmp .dib .gif .mpo .psd .psb .heic .heif .hif "
    ".heics .ico .cur .icns .jp2 .j2k .jpx .jpf .jpc .qoi .tga .ppm .pgm .pbm .pnm .pcx .sgi .dds .blp .fli .svg .jxl"
)
RAW_SUFFIXES = frozenset(_RAW.split())
SUFFIXES = RAW_SUFFIXES | frozenset(_OTHERS.split())
"""Of files in a folder, those with these suffixes are photos; others only where their content says so."""

_STARTS = {
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"8BPS": "psd",
    b"GIF8": "gif",
    b"BM": "bmp",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
    b"II+\0": "tiff",
    b"MM\0+": "tiff",
    b"FUJIFILMCCD-RAW": "raw",
    b"IIRO": "raw",
    b"IIRS": "raw",
    b"MMOR": "raw",
    b"IIU\0": "raw",
    b"FOVb": "raw",
}
_EXTENT = re.compile(rb"ispe\0\0\0\0(.{4})(.{4})", re.DOTALL)
_BRANDS = {b"avif": "avif", b"avis": "avif", b"crx ": "raw"} | dict.fromkeys(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1", b"mif2"), "heic"
)


def kind_of(head: bytes, path: Path) -> str:
    """Return "jpeg", "png", "webp", "avif", "tiff", "bmp", "gif", "psd", "heic", "raw" or "" for the first 64 bytes."""
    if head[4:8] == b"ftyp":
        return _container(head)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    kind = next((kind for start, kind in _STARTS.items() if head.startswith(start)), "")
    if kind == "tiff" and (path.suffix.lower() in RAW_SUFFIXES or head[8:10] == b"CR"):
        return "raw"  # raw files are TIFF inside, with no more than a thumbnail that a TIFF reader would take
    return kind


def container_size(head: bytes) -> tuple[int, int]:
    """Return the largest (width, height) that a HEIC or AVIF file names before its pixels; (0, 0) where it names none.

    Their decoders refuse what they find too large without saying so (ISO/IEC 23008-12, 6.5.3 "ispe").
    """
    sizes = [(int.from_bytes(found[1]), int.from_bytes(found[2])) for found in _EXTENT.finditer(head)]
    return max(sizes, key=lambda size: size[0] * size[1], default=(0, 0))


def _container(head: bytes) -> str:
    """Return the kind by the major brand, or by the compatible ones where that is a general one."""
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, len(head) - 3, 4))]
    kinds = [_BRANDS[brand] for brand in brands if brand in _BRANDS]
    if head[8:12] in (b"mif1", b"msf1", b"mif2") and "avif" in kinds:
        return "avif"
    return kinds[0] if kinds else ""
