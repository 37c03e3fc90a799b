"""From a path to an opened photo: the one place that knows which reader reads what."""

from pathlib import Path

from studio.intake.files import check_file, read_head, shown
from studio.intake.kinds import kind_of
from studio.intake.reading import OpenPhoto
from studio.model.errors import UnreadablePhotoError


def open_photo(path: Path) -> OpenPhoto:
    """Open a photo by its content and read its header; raises UnreadablePhotoError and whatever the reader meets."""
    check_file(path)
    kind = kind_of(read_head(path), path)
    if kind == "jpeg":
        from studio.intake.jpeg import JpegPhoto

        return JpegPhoto(path)
    if kind in ("png", "webp", "avif", "tiff", "bmp", "gif"):
        from studio.intake.raster import RasterPhoto

        return RasterPhoto(path, kind.upper())
    raise UnreadablePhotoError(
        f"{shown(path)} is not a photo of a known kind.", "Export it as JPEG, PNG, WebP, AVIF, TIFF or HEIC."
    )
