"""What worker processes do for the window: a first glimpse of a photo, and the photo cut out for scenes."""

from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from studio.model.matte import Cutout, CutoutSettings, Matte
from studio.model.picture import Picture, Source

PROXY = 1600
"""Longest side, pixels, of the photo as the window works on it."""
SMALL = 208
"""Longest side, pixels, of what every photo keeps in memory for its thumbnail."""


@dataclass(frozen=True, eq=False)
class Developed:
    """A photo at proxy size with its matte and cutout. `small` is the cutout again, for thumbnails."""

    photo_id: str
    settings: CutoutSettings
    source: Source
    before: Picture
    matte: Matte
    cutout: Cutout
    small: Cutout
    seconds: float

    @property
    def size(self) -> int:
        """Bytes of memory."""
        pictures = (self.before, self.cutout.picture, self.small.picture)
        planes = [plane for it in pictures for plane in (it.rgb, it.alpha) if plane is not None]
        return sum(plane.nbytes for plane in planes) + self.matte.alpha.nbytes


def warm_up() -> None:
    """Import what the first photo will need, so that it does not wait for it."""
    import studio.cutout
    import studio.intake
    import studio.scene  # noqa: F401


def glimpse(path: str, longest: int = SMALL) -> Picture:
    """Return a small upright picture of a photo, as fast as its file allows; raises StudioError."""
    from studio.intake import thumbnail

    return thumbnail(Path(path), longest)


def develop(path: str, settings: CutoutSettings, longest: int = PROXY) -> Developed:
    """Load a photo, find its product and cut it out; raises StudioError naming the file."""
    from studio.cutout import find_matte
    from studio.intake import load

    start = perf_counter()
    loaded = load(Path(path), longest=longest)
    matte = find_matte(loaded.picture, settings.model)
    cutout = cut_out(loaded.picture, matte, settings, loaded.source)
    return Developed(
        path, settings, loaded.source, loaded.picture, matte, cutout, smaller(cutout, SMALL), perf_counter() - start
    )


def redevelop(developed: Developed, settings: CutoutSettings) -> Developed:
    """Return the photo cut out with other settings of the same model, from the matte already found."""
    start = perf_counter()
    cutout = cut_out(developed.before, developed.matte, settings, developed.source)
    return replace(
        developed,
        settings=settings,
        cutout=cutout,
        small=smaller(cutout, SMALL),
        seconds=perf_counter() - start,
    )


def cut_out(before: Picture, matte: Matte, settings: CutoutSettings, source: Source) -> Cutout:
    """Return the cutout at the picture's own scale; raises NoProductError."""
    from studio.cutout import cut

    return cut(before, matte, settings, (source.width, source.height))


def smaller(cutout: Cutout, longest: int) -> Cutout:
    """Return a cutout at a smaller scale, its longest side at most `longest` pixels; resized premultiplied."""
    import cv2
    import numpy as np

    picture = cutout.picture
    share = min(1.0, longest / max(picture.width, picture.height))
    size = max(1, round(picture.width * share)), max(1, round(picture.height * share))
    if share == 1.0 or picture.alpha is None:
        return cutout
    alpha = cv2.resize(picture.alpha, size, interpolation=cv2.INTER_AREA)
    weighed = cv2.multiply(picture.rgb, cv2.merge([picture.alpha] * 3), scale=1 / 255)
    weighed = cv2.resize(weighed, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    rgb = weighed * (255.0 / np.maximum(alpha, 1))[..., None]
    return replace(
        cutout,
        picture=Picture(np.clip(rgb + 0.5, 0, 255).astype(np.uint8), np.asarray(alpha, np.uint8)),
        photo_width=max(1, round(cutout.photo_width * size[0] / picture.width)),
        photo_height=max(1, round(cutout.photo_height * size[1] / picture.height)),
    )
