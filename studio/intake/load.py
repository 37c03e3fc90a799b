"""A photo file → an upright sRGB picture, at the size that is needed."""

from pathlib import Path

from studio.intake.colour import profile_name
from studio.intake.files import speaking
from studio.intake.opening import open_photo
from studio.intake.orientation import upright, upright_size
from studio.intake.pixel_limit import PIXEL_LIMIT
from studio.intake.reading import Header, Wanted
from studio.model.picture import Loaded, Picture, Source


def load(
    path: Path, *, longest: int | None = None, at_least: int | None = None, pixel_limit: int = PIXEL_LIMIT
) -> Loaded:
    """Decode a photo under the pixel contract.

    `longest`: the result's longest side, in pixels, is at most that. `at_least`: a cheaper scale will do as long as
    the longest side is that many pixels, where the photo has them. Neither: full size. Raises UnreadablePhotoError,
    PhotoTooLargeError (before memory is used) or MissingReaderError, each naming the file.
    """
    with speaking(path), open_photo(path, pixel_limit) as photo:
        rgb, alpha = photo.decode(Wanted(longest, at_least))
        turn = photo.header.orientation
        picture = Picture(upright(rgb, turn), None if alpha is None else upright(alpha, turn))
        return Loaded(picture, source_of(photo.header))


def probe(path: Path) -> Source:
    """Read a photo's facts from its header alone; raises as `load` does, save for damage in the pixels."""
    with speaking(path), open_photo(path) as photo:
        return source_of(photo.header)


def source_of(header: Header) -> Source:
    """Return what the rest of the studio may know of a header."""
    width, height = upright_size(header.width, header.height, header.orientation)
    name = profile_name(header.profile)
    return Source(width, height, header.format, header.mode, name, dict(header.metadata))
