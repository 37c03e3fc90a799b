"""What of a photo's metadata may travel: who made it and how, never where.

The keys of the mapping are those of `Source.metadata`: "artist", "copyright", "description", "credit",
"digital_source_type" (IPTC's address or its last word), "subject" (words parted by ";"). All else stays behind:
GPS, serial numbers, owner's name, maker notes, thumbnails of what was cropped away.
"""

import struct
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

_SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_EXIF_TAGS = {"description": 0x010E, "artist": 0x013B, "copyright": 0x8298}
_ASCII = 2


def exif_block(metadata: Mapping[str, str]) -> bytes:
    """Return a TIFF-structured EXIF block (EXIF 2.32 §4.5) with artist and copyright, or b"" where there is nothing.

    Text outside ASCII is written as UTF-8, as cameras and programs do although the standard says ASCII.
    """
    entries = [(tag, metadata[key].encode() + b"\0") for key, tag in _EXIF_TAGS.items() if metadata.get(key)]
    if not entries:
        return b""
    values_at = 8 + 2 + 12 * len(entries) + 4
    directory, values = b"", b""
    for tag, text in sorted(entries):
        inline = len(text) <= 4
        place = text.ljust(4, b"\0") if inline else struct.pack("<I", values_at + len(values))
        directory += struct.pack("<HHI", tag, _ASCII, len(text)) + place
        values += b"" if inline else text + b"\0" * (len(text) % 2)
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + directory + b"\0\0\0\0" + values


def xmp_packet(metadata: Mapping[str, str]) -> bytes:
    """Return an XMP packet (ISO 16684-1) with rights, creator, subject and DigitalSourceType, or b""."""
    attributes, inner = "", ""
    if source_type := metadata.get("digital_source_type"):
        address = source_type if "://" in source_type else _SOURCE_TYPES + source_type
        attributes += f" Iptc4xmpExt:DigitalSourceType={quoteattr(address)}"
    if credit := metadata.get("credit"):
        attributes += f" photoshop:Credit={quoteattr(_clean(credit))}"
    if rights := metadata.get("copyright"):
        inner += f'<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{_text(rights)}</rdf:li></rdf:Alt></dc:rights>'
    if creator := metadata.get("artist"):
        inner += f"<dc:creator><rdf:Seq><rdf:li>{_text(creator)}</rdf:li></rdf:Seq></dc:creator>"
    if subject := metadata.get("subject"):
        words = "".join(f"<rdf:li>{_text(word)}</rdf:li>" for word in subject.split(";") if word.strip())
        inner += f"<dc:subject><rdf:Bag>{words}</rdf:Bag></dc:subject>"
    if not attributes and not inner:
        return b""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        f' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"{attributes}>{inner}'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def _clean(text: str) -> str:
    """Leave out characters that XML 1.0 cannot hold."""
    return "".join(sign for sign in text if sign in "\t\n\r" or (sign >= " " and not "\ud800" <= sign <= "\udfff"))


def _text(text: str) -> str:
    return escape(_clean(text.strip()))
