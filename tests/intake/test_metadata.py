from pathlib import Path

import pytest
from PIL import Image

from studio.intake import load, probe
from studio.intake.exif import Exif
from studio.intake.metadata import collect

XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description exif:GPSLatitude="52,31N"
 photoshop:Credit="A &amp; B"
 Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia">
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">\xc2\xa9 Xmp Owner</rdf:li></rdf:Alt></dc:rights>
<dc:creator><rdf:Seq><rdf:li>Xmp Artist</rdf:li></rdf:Seq></dc:creator>
<dc:subject><rdf:Bag><rdf:li>shoe</rdf:li><rdf:li>contains-synthetic-performer</rdf:li></rdf:Bag></dc:subject>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def exif_block() -> Image.Exif:
    exif = Image.Exif()
    exif[0x8298], exif[0x013B] = "(c) Exif Owner", "Exif Artist"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 0.0)
    exif.get_ifd(0x8825)[1] = "N"
    return exif


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "avif"])
def test_credits_are_kept_and_places_are_not(tmp_path: Path, ending: str) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / f"a.{ending}", exif=exif_block())
    metadata = load(tmp_path / f"a.{ending}").source.metadata
    assert metadata == {"copyright": "(c) Exif Owner", "artist": "Exif Artist"}
    assert probe(tmp_path / f"a.{ending}").metadata == metadata


@pytest.mark.parametrize("ending", ["jpg", "webp", "avif", "tiff"])
def test_xmp_tells_of_synthetic_pictures(tmp_path: Path, ending: str) -> None:
    options = {"tiffinfo": {700: XMP}} if ending == "tiff" else {"xmp": XMP}
    Image.new("RGB", (8, 8)).save(tmp_path / f"a.{ending}", **options)
    metadata = probe(tmp_path / f"a.{ending}").metadata
    assert metadata == {
        "copyright": "© Xmp Owner",
        "artist": "Xmp Artist",
        "credit": "A & B",
        "digital_source_type": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
        "subject": "contains-synthetic-performer",
    }
    assert not any("52" in value or "GPS" in value for value in metadata.values())


def test_tiff_tags_and_png_texts(tmp_path: Path) -> None:
    from PIL.PngImagePlugin import PngInfo

    Image.new("RGB", (8, 8)).save(tmp_path / "a.tiff", tiffinfo={33432: "Owner", 315: "Artist"})
    texts = PngInfo()
    texts.add_text("Copyright", "Owner")
    texts.add_text("Author", "Artist")
    Image.new("RGB", (8, 8)).save(tmp_path / "a.png", pnginfo=texts)
    for name in ("a.tiff", "a.png"):
        assert probe(tmp_path / name).metadata == {"copyright": "Owner", "artist": "Artist"}


def test_iptc_is_the_last_resort() -> None:
    record = b"".join(
        b"\x1c\x02" + bytes([number, 0, len(text)]) + text for number, text in ((80, b"By"), (116, b"\xa9 Me"))
    )
    block = b"8BIM\x04\x04\0\0" + len(record).to_bytes(4) + record
    assert collect(Exif(), block, b"") == {"artist": "By", "copyright": "© Me"}
    assert collect(Exif(artist="E"), block, XMP)["artist"] == "E"
    assert collect(Exif(), block, XMP)["artist"] == "Xmp Artist"
    for cut in range(len(block)):
        collect(Exif(), block[:cut], b"")


def test_hostile_xmp_is_only_text() -> None:
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + XMP.replace(b"Xmp Artist", b"&b;")
    assert collect(Exif(), b"", entities)["artist"] == "&b;"
    assert collect(Exif(copyright="a\nb\x07c" + "x" * 9000), b"", b"")["copyright"].startswith("a b c")
    assert collect(Exif(), b"", b"\xff\xfe broken <dc:rights><rdf:li>") == {}
