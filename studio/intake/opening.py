"""From a path to an opened photo: the one place that knows which reader reads what."""

from contextlib import ExitStack
from pathlib import Path

from studio.intake.files import check_file, read_head
from studio.intake.kinds import container_size, kind_of
from studio.intake.pixel_limit import PIXEL_LIMIT, check_pixels
from studio.intake.reading import OpenPhoto

_HEAD = 4096
_RASTER = frozenset({"png", "webp", "avif", "tiff", "bmp", "gif"})


def open_photo(path: Path, limit: int = PIXEL_LIMIT) -> OpenPhoto:
    """Open a photo by its content, read its header and check its size, before any memory is used for pixels.

    Raises UnreadablePhotoError, PhotoTooLargeError, MissingReaderError, and whatever a reader meets in a broken file.
    """
    check_file(path)
    head = read_head(path, _HEAD)
    kind = kind_of(head[:64], path)
    if kind in ("avif", "heic"):
        check_pixels(path, *container_size(head), limit)
    with ExitStack() as stack:  # closes the file where it is refused
        photo = stack.enter_context(_reader(kind, path, limit))
        check_pixels(path, photo.header.width, photo.header.height, limit)
        stack.pop_all()
    return photo


def _reader(kind: str, path: Path, limit: int) -> OpenPhoto:
    if kind == "jpeg":
        from studio.intake.jpeg import JpegPhoto

        return JpegPhoto(path)
    if kind in _RASTER:
        from studio.intake.raster import RasterPhoto

        return RasterPhoto(path, kind.upper())
    if kind == "heic":
        from studio.intake.heic import HeicPhoto

        return HeicPhoto(path)
    if kind == "psd":
        from studio.intake.psd import PsdPhoto

        return PsdPhoto(path)
    if kind == "raw":
        from studio.intake.raw import RawPhoto

        return RawPhoto(path)
    from studio.intake.rare import RarePhoto

    return RarePhoto(path, limit)
