"""JPEG and MPO: the fast path over libjpeg-turbo with scaled decoding; oddities go to Pillow."""

from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from studio.intake import metadata, resize
from studio.intake.colour import Conversion
from studio.intake.exif import read_exif
from studio.intake.files import damaged, read_head, read_whole
from studio.intake.orientation import valid
from studio.intake.raster import RasterPhoto
from studio.intake.reading import Header, Pixels, Wanted
from studio.intake.segments import read_segments
from studio.model.picture import Bytes

_SCALES = (8, 4, 2)  # the inverse transform of 1/8, 1/4 and 1/2 is cheaper than the whole one; others are dearer
_MOST_SCAN_PIXELS = 3e9
_HEAD = 1 << 17


class JpegPhoto:
    """A JPEG whose header has been read."""

    def __init__(self, path: Path) -> None:
        import simplejpeg

        self._path = path
        head = read_head(path, _HEAD)  # a filmstrip of 500 photos needs no more of each
        found = read_segments(head)
        if not found.complete:
            head = read_whole(path)
            found = read_segments(head)
        exif = read_exif(found.exif)
        try:
            height, width, space, _ = simplejpeg.decode_jpeg_header(head, strict=False)
        except ValueError:
            raise damaged(path) from None
        self._space, self._progressive = space, found.progressive
        self._adobe_rgb, self.thumbnail = exif.adobe_rgb, exif.thumbnail
        self.header = Header(
            format="mpo" if found.multi_picture else "jpeg",
            width=width,
            height=height,
            mode={"Gray": "L", "CMYK": "CMYK", "YCCK": "CMYK"}.get(space, "RGB"),
            profile=found.profile or None,
            orientation=valid(exif.orientation or metadata.xmp_orientation(found.xmp)),
            metadata=metadata.collect(exif, found.photoshop, found.xmp),
        )

    def decode(self, wanted: Wanted) -> Pixels:
        """Return the pixels at 1/1, 1/2, 1/4 or 1/8 of the size, and then by area to `longest`."""
        pixels = self._fast(wanted) if self.header.mode != "CMYK" else None
        if pixels is None:  # CMYK, or something the fast decoder complains about: Pillow knows what is harmless
            with RasterPhoto(self._path, "JPEG", self.header) as photo:
                return photo.decode(wanted)
        target = wanted.size(self.header.width, self.header.height)
        if wanted.longest is not None and max(pixels.shape[:2]) > max(target):
            pixels = resize.area(pixels, target)
        return Conversion("L" if pixels.ndim == 2 else "RGB", self.header.profile, self._adobe_rgb).array(pixels), None

    def _fast(self, wanted: Wanted) -> Bytes | None:
        import simplejpeg

        data = read_whole(self._path)
        if self._progressive and data.count(b"\xff\xda") * self.header.width * self.header.height > _MOST_SCAN_PIXELS:
            raise damaged(self._path)  # it asks for every pixel to be refined without end
        width, height = self.header.width, self.header.height
        needed = wanted.needed(width, height)
        divisor = next((scale for scale in _SCALES if max(width, height) // scale >= needed), 1)
        try:
            pixels: Bytes = simplejpeg.decode_jpeg(
                data,
                "GRAY" if self.header.mode == "L" else "RGB",
                min_width=-(-width // divisor),
                min_height=-(-height // divisor),
                min_factor=divisor,
            )
        except ValueError:
            return None
        # A row or column of which the photo fills less than half is left out, so that the scale stays true.
        pixels = pixels[: max(1, round(height / divisor)), : max(1, round(width / divisor))]
        return pixels[:, :, 0] if pixels.shape[2] == 1 else np.ascontiguousarray(pixels)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None
