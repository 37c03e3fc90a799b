"""Picture files that sellers seldom have (ICO, ICNS, JPEG 2000, QOI, TGA, PPM, …): what Pillow makes of them.

Only readers that decode pixels themselves: none that starts a program (EPS) or asks the system to draw (WMF). They hide
other sizes and whole other files inside, so Pillow's own pixel limit stays on.
"""

from pathlib import Path
from types import TracebackType
from typing import Self

from studio.intake import pixel_limit
from studio.intake.files import shown
from studio.intake.raster import read_header
from studio.intake.reading import Header, Pixels, Wanted
from studio.intake.strips import strips
from studio.model.errors import PhotoTooLargeError, UnreadablePhotoError

_NAMES = """
ICO CUR ICNS JPEG2000 QOI TGA PPM PCX DCX SGI DDS BLP FLI FTEX GBR IM IMT MSP PIXAR SPIDER SUN XBM XPM XVTHUMB DIB
"""
_FORMATS = _NAMES.split()


class RarePhoto:
    """A file read whole at once, because its header may not tell its real size."""

    def __init__(self, path: Path, limit: int) -> None:
        import warnings

        from PIL import Image, UnidentifiedImageError

        try:
            with pixel_limit.pillows(), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                warnings.simplefilter("error", Image.DecompressionBombWarning)
                with path.open("rb") as file, Image.open(file, formats=_FORMATS) as image:
                    pixel_limit.check_pixels(path, image.width, image.height, limit)
                    image.load()
                    self._image = image.copy()
        except UnidentifiedImageError:
            raise UnreadablePhotoError(
                f"{shown(path)} is not a photo of a known kind.", "Export it as JPEG, PNG, WebP, AVIF, TIFF or HEIC."
            ) from None
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise PhotoTooLargeError(
                f"{shown(path)} has too many pixels.", "Save it smaller, as JPEG or PNG."
            ) from error
        self.header: Header = read_header(self._image, (image.format or "other").lower())

    def decode(self, wanted: Wanted) -> Pixels:
        """Return the pixels at the wanted size, in sRGB."""
        return strips(self._image, wanted.size(*self._image.size), self.header.profile)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._image.close()
