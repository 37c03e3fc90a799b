"""What a finished file may keep of its original: who made it, who owns it, and how it came about. Never GPS.

Keys of `Source.metadata`: "copyright", "artist", "credit", "digital_source_type" (IPTC's address or word) and "subject"
("contains-synthetic-performer", the only keyword that a marketplace asks to keep: Amazon). Beside them, for ourselves:
"tilt" (degrees by which a phone looked down) and "lens" (its focal length on 35 mm film); no export writes these.
"""

import re
from html import unescape

from studio.intake.exif import Exif

_LONGEST = 2000
_MOST_XMP = 4 << 20
_IPTC_ARTIST, _IPTC_CREDIT, _IPTC_COPYRIGHT = 80, 110, 116
_SYNTHETIC = "contains-synthetic-performer"


def collect(exif: Exif, photoshop: bytes, xmp: bytes) -> dict[str, str]:
    """Return what the three kinds of metadata say; EXIF goes before XMP, XMP before IPTC. Empty fields are left out."""
    iptc, text = _iptc(photoshop), xmp[:_MOST_XMP].decode("utf-8", "replace")
    found = {
        "copyright": exif.copyright or _list_item(text, "dc:rights") or iptc.get(_IPTC_COPYRIGHT, ""),
        "artist": exif.artist or _list_item(text, "dc:creator") or iptc.get(_IPTC_ARTIST, ""),
        "credit": _property(text, "Credit") or iptc.get(_IPTC_CREDIT, ""),
        "digital_source_type": _property(text, "DigitalSourceType"),
        "subject": _SYNTHETIC if _SYNTHETIC in text else "",
        "tilt": "" if exif.tilt is None else f"{exif.tilt:.1f}",
        "lens": f"{exif.lens}" if exif.lens else "",
    }
    return {key: line for key, value in found.items() if (line := _one_line(value))}


def xmp_orientation(xmp: bytes) -> int | None:
    """Return tiff:Orientation of an XMP packet, for files that have it nowhere else."""
    found = re.search(rb"tiff:Orientation(?:=\"|>)([1-8])\b", xmp[:_MOST_XMP])
    return int(found[1]) if found else None


def _property(text: str, name: str) -> str:
    """Return a simple property, written as attribute or as element; by pattern, so that no entity is ever expanded."""
    found = re.search(rf"[\w.-]+:{name}\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')", text) or re.search(
        rf"<[\w.-]+:{name}(?:\s[^<>]*)?>([^<]*)<", text
    )
    if not found:
        resource = re.search(rf"<[\w.-]+:{name}\s[^<>]*?resource=\"([^\"<]*)\"", text)
        return unescape(resource[1]) if resource else ""
    return unescape(next((group for group in found.groups() if group is not None), ""))


def _list_item(text: str, name: str) -> str:
    """Return the first item of a list property."""
    start = text.find(f"<{name}")
    if start < 0:
        return ""
    found = re.search(r"<rdf:li[^<>]*>([^<]*)</rdf:li>", text[start : text.find(f"</{name}>", start)])
    return unescape(found[1]) if found else ""


def _one_line(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()[:_LONGEST]


def _iptc(photoshop: bytes) -> dict[int, str]:
    """Return the texts of record 2 in a Photoshop resource block (IPTC-IIM 4.2, resource 0x0404), by data set."""
    texts: dict[int, str] = {}
    at = photoshop.find(b"8BIM\x04\x04")
    if at < 0:
        return texts
    name = photoshop[at + 6 : at + 7]
    start = at + 6 + (name[0] + 2) // 2 * 2 if name else at
    block = photoshop[start + 4 : start + 4 + int.from_bytes(photoshop[start : start + 4])]
    place = 0
    while place + 5 <= len(block) and block[place] == 0x1C:
        record, data_set, size = block[place + 1], block[place + 2], int.from_bytes(block[place + 3 : place + 5])
        if size >= 0x8000:
            break  # an extended data set: none of the texts we want
        raw = block[place + 5 : place + 5 + size]
        if record == 2:
            texts.setdefault(data_set, _decoded(raw))
        place += 5 + size
    return texts


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
