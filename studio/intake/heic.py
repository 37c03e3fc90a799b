"""HEIC, as iPhones and other phones make it, through libheif's decoder (pi-heif)."""

from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from studio.intake import metadata, resize
from studio.intake.colour import Conversion
from studio.intake.exif import read_exif
from studio.intake.files import read_whole
from studio.intake.reading import Header, Pixels, Wanted
from studio.model.picture import Bytes


class HeicPhoto:
    """A HEIC file whose boxes have been read. libheif turns the picture upright itself, whatever EXIF says."""

    def __init__(self, path: Path) -> None:
        import pi_heif

        self._heif: Any = pi_heif.open_heif(read_whole(path), convert_hdr_to_8bit=True)
        info, (width, height) = self._heif.info, self._heif.size
        self.header = Header(
            format="heic",
            width=width,
            height=height,
            mode=self._heif.mode,
            profile=info.get("icc_profile") or None,
            metadata=metadata.collect(read_exif(info.get("exif") or b""), b"", info.get("xmp") or b""),
        )

    def decode(self, wanted: Wanted) -> Pixels:
        """Return the primary picture at the wanted size, in sRGB."""
        pixels = np.asarray(self._heif)  # memory of libheif's that lives no longer than the file: copied below
        size = wanted.size(self.header.width, self.header.height)
        if pixels.shape[:2] != (self.header.height, self.header.width):
            raise ValueError("not the size it says")
        conversion = Conversion("L" if pixels.ndim == 2 else "RGB", self.header.profile)
        if pixels.ndim == 2 or pixels.shape[2] == 3:
            whole = size == (self.header.width, self.header.height)
            return conversion.array(pixels.copy() if whole else resize.area(pixels, size)), None
        rgb, alpha = resize.area_with_alpha(_straight(pixels, self._heif[0].premultiplied_alpha), pixels[:, :, 3], size)
        return conversion.array(rgb), alpha if alpha is None or alpha.min() < 255 else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._heif = None


def _straight(rgba: Bytes, premultiplied: bool) -> Bytes:
    """Return the colours, never multiplied by alpha."""
    if not premultiplied:
        return np.ascontiguousarray(rgba[:, :, :3])
    cover = np.maximum(rgba[:, :, 3:], 1).astype(np.float32) / 255
    return (rgba[:, :, :3] / cover + 0.5).clip(0, 255).astype(np.uint8)
