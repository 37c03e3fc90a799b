"""Any colour space a photo may be in → sRGB, by its ICC profile (ICC.1:2022) through LittleCMS.

A broken profile, or one that does not fit the pixels, counts as none; a photo without one is taken as sRGB.
"""

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.intake.matrix_profile import ADOBE_RGB, MatrixProfile, read_matrix_profile
from studio.model.picture import Bytes

if TYPE_CHECKING:
    from PIL.Image import Image

_SPACES = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK", "LAB": "Lab"}
_LARGEST_PROFILE = 16 << 20
_STRIP_PIXELS = 1 << 19


class Conversion:
    """The way of pixels of one mode ("RGB", "L", "CMYK", "LAB") and profile to sRGB."""

    def __init__(self, mode: str, profile: bytes | None, adobe_rgb: bool = False) -> None:
        self._mode, self._matrix, self._transform = mode, None, None
        if profile is None:
            self._matrix = ADOBE_RGB if adobe_rgb and mode == "RGB" else None
        elif mode == "RGB":
            self._matrix = _matrix_profile(profile)
        if self._matrix is None and (profile is not None or mode == "LAB"):
            self._transform = _transform(profile if mode != "LAB" else None, mode)

    @property
    def needed(self) -> bool:
        """Whether the pixels change at all."""
        return self._transform is not None or (self._matrix is not None and not self._matrix.is_srgb)

    def array(self, pixels: Bytes) -> Bytes:
        """Return grey (height, width) or RGB (height, width, 3) pixels as sRGB; RGB is changed in place."""
        if pixels.ndim == 2:
            return self._grey(pixels)
        if not self.needed:
            return pixels
        if self._matrix is not None:
            self._matrix.convert(pixels)
            return pixels
        rows = max(1, _STRIP_PIXELS // pixels.shape[1])
        for top in range(0, pixels.shape[0], rows):
            strip = pixels[top : top + rows]
            strip[...] = self._through_profile(strip)
        return pixels

    def image(self, piece: "Image") -> "Image":
        """Return a Pillow image of mode CMYK or LAB as RGB."""
        from PIL import ImageCms

        if self._transform is None:
            return piece.convert("RGB")
        converted = ImageCms.applyTransform(piece, self._transform)
        assert converted is not None
        return converted

    def _through_profile(self, strip: Bytes) -> Bytes:
        from PIL import Image

        return np.asarray(self.image(Image.fromarray(strip)))

    def _grey(self, pixels: Bytes) -> Bytes:
        import cv2

        if self._transform is None:
            return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_GRAY2RGB), np.uint8)
        ramp = np.arange(256, dtype=np.uint8)[None]
        table = self._through_profile(ramp)
        return np.asarray(cv2.LUT(cv2.cvtColor(pixels, cv2.COLOR_GRAY2RGB), table), np.uint8)


def profile_name(profile: bytes | None) -> str:
    """Return the profile's own name, "" without one, "broken" where it cannot be read."""
    if not profile:
        return ""
    from PIL import ImageCms

    try:
        opened = ImageCms.ImageCmsProfile(BytesIO(profile))
        name = opened.profile.profile_description or opened.profile.model or "unnamed"
    except Exception:  # LittleCMS meets bytes made to break it
        return "broken"
    return "".join(letter for letter in name if letter.isprintable()).strip()[:80] or "unnamed"


@lru_cache(maxsize=16)
def _matrix_profile(profile: bytes) -> MatrixProfile | None:
    return read_matrix_profile(profile)


@lru_cache(maxsize=16)
def _transform(profile: bytes | None, mode: str) -> Any:
    """Return a LittleCMS transform to sRGB, or None where the profile is broken or for other pixels."""
    from PIL import ImageCms

    if profile is not None and len(profile) > _LARGEST_PROFILE:
        return None
    try:
        if profile is None:
            source = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        else:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if source.profile.xcolor_space.strip() != _SPACES[mode]:
            return None
        return ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB")
    except Exception:  # LittleCMS meets bytes made to break it
        return None
