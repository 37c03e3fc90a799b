"""Camera RAW files, developed by LibRaw where the optional extra `rawpy` is installed."""

from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from studio.intake import resize
from studio.intake.files import shown
from studio.intake.reading import Header, Pixels, Wanted
from studio.model.errors import MissingReaderError
from studio.model.picture import Bytes

_TURNED = (5, 6)  # LibRaw's codes for a quarter turn


class RawPhoto:
    """A RAW file whose header has been read; LibRaw turns it upright itself."""

    def __init__(self, path: Path) -> None:
        if find_spec("rawpy") is None:
            raise MissingReaderError(
                f"{shown(path)} is a camera RAW file, and the reader for those is not installed.",
                'Install it with: pip install "listing-studio[raw]" – or export the photo as JPEG or TIFF.',
            )
        import rawpy

        self._raw: Any = rawpy.imread(str(path))
        sizes = self._raw.sizes
        turned = sizes.flip in _TURNED
        width, height = (sizes.height, sizes.width) if turned else (sizes.width, sizes.height)
        self.header = Header(format="raw", width=width, height=height, mode="RGB")

    @property
    def thumbnail(self) -> bytes:
        """The camera's own JPEG preview where it needs no turning, else b""."""
        import rawpy

        try:
            preview = self._raw.extract_thumb()
        except rawpy.LibRawError:
            return b""
        return preview.data if preview.format == rawpy.ThumbFormat.JPEG and not self._raw.sizes.flip else b""

    def decode(self, wanted: Wanted) -> Pixels:
        """Return the developed photo (camera's white balance) in sRGB; at half size where that is enough."""
        import rawpy

        width, height = self.header.width, self.header.height
        half = wanted.needed(width, height) <= max(width, height) // 2
        pixels: Bytes = self._raw.postprocess(
            use_camera_wb=True, output_bps=8, output_color=rawpy.ColorSpace.sRGB, half_size=half
        )
        size = wanted.size(width, height)
        smaller = size if size[0] < pixels.shape[1] else (pixels.shape[1], pixels.shape[0])
        return resize.area(np.ascontiguousarray(pixels), smaller), None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._raw.close()
