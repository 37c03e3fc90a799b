"""PNG, WebP, AVIF, TIFF, BMP, GIF and APNG (first frame): everything that Pillow decodes."""

from contextlib import ExitStack
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from studio.intake import metadata, pixel_limit
from studio.intake.exif import Exif, read_exif
from studio.intake.orientation import valid
from studio.intake.png_exif import late_exif
from studio.intake.png_mend import mended, slimmed
from studio.intake.reading import Header, Pixels, Wanted
from studio.intake.strips import strips

if TYPE_CHECKING:
    from PIL.Image import Image

_TIFF_ARTIST, _TIFF_COPYRIGHT, _TIFF_XMP = 315, 33432, 700


class RasterPhoto:
    """A file opened by one of Pillow's readers; `header` goes before what Pillow finds (JPEG: read by ourselves)."""

    def __init__(self, path: Path, format: str, header: Header | None = None) -> None:  # noqa: A002
        from PIL import Image

        self._path = path
        with ExitStack() as stack:
            file = stack.enter_context(path.open("rb"))  # by ourselves: Pillow leaves it open where a header is broken
            with pixel_limit.ours():
                try:
                    image = Image.open(file, formats=[format])
                except ValueError:
                    if format != "PNG":
                        raise
                    image = Image.open(BytesIO(slimmed(path.read_bytes())), formats=[format])
            self._image: Image.Image = stack.enter_context(image)
            if format == "PNG" and "exif" not in self._image.info:
                self._image.info["exif"] = late_exif(path)
            self.header = header or read_header(self._image, format.lower())
            self._open = stack.pop_all()

    def decode(self, wanted: Wanted) -> Pixels:
        """Return the first frame at the wanted size, in sRGB, as stored."""
        image = self._image
        with pixel_limit.ours():
            if image.format in ("JPEG", "MPO"):
                needed = wanted.needed(*image.size) / max(image.size)
                image.draft(None, (int(image.width * needed), int(image.height * needed)))
            try:
                image.load()
            except (OSError, SyntaxError, ValueError):
                image = self._mended()
        return strips(image, wanted.size(*image.size), self.header.profile)

    def _mended(self) -> "Image":
        """Return a PNG whose chunks are broken but whose pixels are whole, loaded; raises OSError for all others."""
        from PIL import Image

        whole = mended(self._path.read_bytes()) if self.header.format == "png" else None
        if whole is None:
            raise OSError("damaged")
        image = self._open.enter_context(Image.open(BytesIO(whole), formats=["PNG"]))
        image.load()
        return image

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()


def read_header(image: "Image", format: str) -> Header:  # noqa: A002
    """Return what Pillow found in a file's header; its TIFF reader turns upright by itself, so that one has no tag."""
    info, tags = image.info, getattr(image, "tag_v2", {})
    xmp = _bytes(info.get("xmp") or info.get("XML:com.adobe.xmp") or tags.get(_TIFF_XMP))
    if format == "tiff":
        exif = Exif(artist=str(tags.get(_TIFF_ARTIST, "")), copyright=str(tags.get(_TIFF_COPYRIGHT, "")))
    else:
        exif = read_exif(_bytes(info.get("exif")) or _raw_profile(info.get("Raw profile type exif")))
    if format == "png":
        artist, rights = str(info.get("Author") or ""), str(info.get("Copyright") or "")
        exif = replace(exif, artist=exif.artist or artist, copyright=exif.copyright or rights)
    return Header(
        format=format,
        width=image.width,
        height=image.height,
        mode=image.mode,
        profile=_bytes(info.get("icc_profile")) or None,
        orientation=1 if format == "tiff" else valid(exif.orientation or metadata.xmp_orientation(xmp)),
        metadata=metadata.collect(exif, b"", xmp),
    )


def _bytes(value: object) -> bytes:
    if isinstance(value, str):
        return value.encode("utf-8", "replace")
    return value if isinstance(value, bytes) else b""


def _raw_profile(text: object) -> bytes:
    """Return EXIF that ImageMagick wrote into a PNG text chunk as hexadecimal lines after three lines of its own."""
    try:
        return bytes.fromhex("".join(str(text).split("\n")[3:])) if text else b""
    except ValueError:
        return b""
