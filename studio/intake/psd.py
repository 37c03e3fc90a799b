"""Photoshop documents (PSD, PSB): the merged picture, in every mode and depth that Photoshop saves."""

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from studio.intake import metadata, resize
from studio.intake.colour import Conversion
from studio.intake.depth import to_eight_bit
from studio.intake.exif import read_exif
from studio.intake.files import shown
from studio.intake.planes import read_plane
from studio.intake.psd_file import BITMAP, CMYK, INDEXED, LAB, RGB, read_psd
from studio.intake.reading import Header, Pixels, Wanted
from studio.model.errors import UnreadablePhotoError
from studio.model.picture import Bytes

_MODES = {BITMAP: ("1", 1), INDEXED: ("P", 1), RGB: ("RGB", 3), CMYK: ("CMYK", 4), LAB: ("LAB", 3)}


class PsdPhoto:
    """A document whose structure has been read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            self._psd = psd = read_psd(file)
        mode, self._colours = _MODES.get(psd.mode, ("L", 1))
        exif = read_exif(psd.exif)
        self.thumbnail = psd.thumbnail
        self.header = Header(
            format="psd",
            width=psd.width,
            height=psd.height,
            mode=mode if psd.depth <= 8 else f"{mode};{psd.depth}",
            profile=psd.profile,
            metadata=metadata.collect(exif, psd.resource_block, psd.xmp),
        )

    def decode(self, wanted: Wanted) -> Pixels:
        """Return the merged picture at the wanted size in sRGB; raises UnreadablePhotoError where there is none."""
        psd = self._psd
        if not psd.has_merged:
            raise UnreadablePhotoError(
                f"{shown(self._path)} was saved without a merged picture.",
                "Save it in Photoshop with “Maximise compatibility” on, or export it as PNG.",
            )
        if psd.channels < self._colours:
            raise ValueError("a colour is missing")
        size = wanted.size(psd.width, psd.height)
        if psd.mode == INDEXED:
            return self._indexed(size)
        planes = [self._plane(index, size) for index in range(self._colours)]
        alpha = self._plane(self._colours, size) if psd.transparent and psd.channels > self._colours else None
        if alpha is None or alpha.min() == 255:
            return self._coloured(planes), None
        whites = (255, 128, 128) if psd.mode == LAB else (255,) * len(planes)
        freed = [_freed(plane, alpha, white) for plane, white in zip(planes, whites, strict=True)]
        return self._coloured(freed), alpha

    def _coloured(self, planes: list[Bytes]) -> Bytes:
        if self._psd.mode in (CMYK, LAB):
            from PIL import Image

            whole = [Image.fromarray(255 - plane if self._psd.mode == CMYK else plane) for plane in planes]
            mode = self.header.mode.split(";")[0]
            conversion = Conversion(mode, self.header.profile)
            return np.asarray(conversion.image(Image.merge(mode, whole)))
        profile = self.header.profile if self._psd.depth in (8, 16) else None
        pixels = planes[0] if len(planes) == 1 else np.stack(planes, axis=-1)
        return Conversion("L" if pixels.ndim == 2 else "RGB", profile).array(pixels)

    def _plane(self, index: int, size: tuple[int, int]) -> Bytes:
        """Return one channel at a size, as uint8."""
        samples = read_plane(self._path, self._psd, index)
        plane = _DEPTHS[self._psd.depth](samples)
        return plane if plane.shape == (size[1], size[0]) else resize.area(plane, size)

    def _indexed(self, size: tuple[int, int]) -> Pixels:
        psd = self._psd
        if len(psd.palette) < 768:
            raise ValueError("the palette is missing")
        palette = np.frombuffer(psd.palette, np.uint8, 768).reshape(3, 256).T
        codes = read_plane(self._path, psd, 0)
        rgb = np.ascontiguousarray(palette[codes])
        alpha = None if psd.transparent_index is None else np.where(codes == psd.transparent_index, 0, 255)
        small, cover = resize.area_with_alpha(rgb, None if alpha is None else alpha.astype(np.uint8), size)
        return Conversion("RGB", self.header.profile).array(small), cover

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


def _freed(plane: Bytes, alpha: Bytes, white: int) -> Bytes:
    """Return one channel as straight colour: Photoshop lays the merged picture on white."""
    cover = np.maximum(alpha, 1).astype(np.float32) / 255
    straight = (plane - white * (1 - cover)) / cover + 0.5
    return np.where(alpha == 0, plane, straight.clip(0, 255)).astype(np.uint8)


def _from_linear(samples: NDArray[Any]) -> Bytes:
    """Return 32-bit samples, which Photoshop keeps in linear light, with sRGB's curve."""
    light = np.nan_to_num(samples.astype(np.float32)).clip(0, 1)
    return to_eight_bit(np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055), 1.0)


_DEPTHS: dict[int, Callable[[NDArray[Any]], Bytes]] = {
    1: lambda samples: samples,
    8: lambda samples: samples,
    16: lambda samples: to_eight_bit(samples, 65535.0),
    32: _from_linear,
}
