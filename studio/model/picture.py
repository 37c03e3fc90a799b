"""Pixels under the contract written in `studio.model`."""

from dataclasses import dataclass, field
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]


@dataclass(frozen=True)
class Box:
    """A rectangle in shares (0–1) of the whole upright picture: what means the same at every size."""

    left: float
    top: float
    right: float
    bottom: float

    def pixels(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Return (x, y, width, height) in pixels, grown outwards to whole pixels, inside the picture."""
        x0, y0 = max(0, int(self.left * width + 1e-6)), max(0, int(self.top * height + 1e-6))
        x1 = min(width, ceil(self.right * width - 1e-6))
        y1 = min(height, ceil(self.bottom * height - 1e-6))
        x1, y1 = max(x1, x0 + 1), max(y1, y0 + 1)
        return x0, y0, x1 - x0, y1 - y0

    @property
    def width(self) -> float:
        """Width as a share of the picture's width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height as a share of the picture's height."""
        return self.bottom - self.top


WHOLE = Box(0.0, 0.0, 1.0, 1.0)


def frozen(array: NDArray[Any]) -> NDArray[Any]:
    """Return the array C-contiguous and read-only (a view where it already is contiguous)."""
    view = np.ascontiguousarray(array).view()
    view.flags.writeable = False
    return view


@dataclass(frozen=True, eq=False)
class Picture:
    """An upright sRGB picture: `rgb` (height, width, 3) uint8 and straight `alpha` (height, width) uint8 or None."""

    rgb: Bytes
    alpha: Bytes | None = None

    def __post_init__(self) -> None:
        if self.rgb.ndim != 3 or self.rgb.shape[2] != 3 or self.rgb.dtype != np.uint8 or 0 in self.rgb.shape:
            raise ValueError(
                f"rgb must be (height, width, 3) uint8 and not empty, not {self.rgb.shape} {self.rgb.dtype}"
            )
        if self.alpha is not None and (self.alpha.shape != self.rgb.shape[:2] or self.alpha.dtype != np.uint8):
            raise ValueError(f"alpha {self.alpha.shape} {self.alpha.dtype} does not fit rgb {self.rgb.shape}")
        object.__setattr__(self, "rgb", frozen(self.rgb))
        if self.alpha is not None:
            object.__setattr__(self, "alpha", frozen(self.alpha))

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.rgb.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.rgb.shape[0])


@dataclass(frozen=True)
class Source:
    """What intake knows of a photo file beside its pixels."""

    width: int  # of the whole upright photo, not of the decoded picture
    height: int
    format: str  # "jpeg", "png", "webp", "avif", "tiff", "bmp", "gif", "mpo", "psd", "heic", "raw"
    mode: str = "RGB"  # the file's own: "RGB", "CMYK", "LAB", "L", "I;16", "P", …
    profile: str = "sRGB"  # name of the embedded colour profile, "" where there is none
    metadata: dict[str, str] = field(default_factory=dict)  # "copyright", "artist", … what export may keep


@dataclass(frozen=True, eq=False)
class Loaded:
    """A decoded photo: its pixels (perhaps at a reduced scale) and its facts."""

    picture: Picture
    source: Source
