"""What worker processes do for the window: a first glimpse of a photo, and the photo cut out for scenes."""

import os
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from time import perf_counter

import numpy as np

from studio.app.photo.touching import touched_up
from studio.app.photo.viewpoint import viewpoint_of_photo
from studio.app.workspace.plates import Plate, put
from studio.model.errors import StudioError
from studio.model.matte import Cutout, CutoutSettings, Matte
from studio.model.picture import Bytes, Picture, Source
from studio.model.touchup import UNTOUCHED, TouchUp
from studio.model.viewpoint import Viewpoint

PROXY = 1600
"""Longest side, pixels, of the photo as the window works on it."""
NICE = 8
"""How far a worker process steps back, so that the mouse is never waited for while both cores are busy."""
CLOSE = 3600
"""Longest side, pixels, at which a photo is cut out while somebody looks closely at it."""
DRAFT = 800
"""Longest side, pixels, at which a photo is cut out at first: quick, and sharp enough until somebody looks at it."""
SMALL = 208
"""Longest side, pixels, of what every photo keeps in memory for its thumbnail."""


@dataclass(frozen=True)
class KeptCutout:
    """A cutout whose pixels lie in plates; `facts` is the cutout with a single pixel instead.

    It is known by its plates, which are written once: a copy that travelled to another process is the same.
    """

    facts: Cutout = field(compare=False)
    rgb: Plate
    alpha: Plate

    def opened(self) -> Cutout:
        """Return the whole cutout, mapped; the same object every time in one process."""
        return _opened(self)


@lru_cache(6)
def _opened(kept: KeptCutout) -> Cutout:
    return replace(kept.facts, picture=Picture(kept.rgb.opened(), kept.alpha.opened()))


@dataclass(frozen=True, eq=False)
class Developed:
    """A photo at proxy size with its matte and cutout; small enough to travel.

    `detail`: longest side, pixels, of the photo as it was cut out.
    `touchup`: what was done to it by hand.
    `before`: plate of (height, width, 4) blue, green, red, 255, as windows paint it. `alpha`: plate of the matte.
    `small`: the cutout at thumbnail size.
    """

    photo_id: str
    settings: CutoutSettings
    source: Source
    before: Plate
    matte: Matte  # with a single pixel; the plane lies in `alpha`
    alpha: Plate
    cutout: KeptCutout
    small: Cutout
    detail: int
    seconds: float
    touchup: TouchUp = UNTOUCHED
    viewpoint: Viewpoint | None = None  # None: not told
    proxy: Plate | None = None  # as `before`, at the size at which touch-ups are replayed; None where `before` is that

    @property
    def plates(self) -> tuple[Plate, ...]:
        """Everything on shared memory."""
        kept = (self.before, self.alpha, self.cutout.rgb, self.cutout.alpha)
        return kept if self.proxy is None else (*kept, self.proxy)

    def shows(self, detail: int) -> bool:
        """Whether this is cut out as finely as wanted, or as its file allows."""
        return self.detail >= min(detail, max(self.source.width, self.source.height))

    @property
    def size(self) -> int:
        """Bytes of shared memory."""
        return sum(plate.size for plate in self.plates)


def warm_up(step_back: bool = True) -> None:
    """Step behind the window in the queue for the processor, and import what the first photo will need."""
    if step_back:
        with suppress(AttributeError, OSError):  # no such call on Windows
            os.nice(NICE)
    import studio.app.photo.mattes
    import studio.cutout
    import studio.intake
    import studio.scene  # noqa: F401


def prepare() -> None:
    """Load the shipped network, which takes longer than finding the first product with it."""
    from studio.cutout import embedded

    with suppress(StudioError):  # told with the first photo
        embedded.prepare()


def glimpse(path: str, longest: int = SMALL) -> Picture:
    """Return a small upright picture of a photo, as fast as its file allows; raises StudioError."""
    from studio.intake import thumbnail

    return thumbnail(Path(path), longest)


def develop(
    path: str, settings: CutoutSettings, folder: Path, touchup: TouchUp = UNTOUCHED, longest: int = PROXY
) -> Developed:
    """Load a photo, find its product and cut it out as a draft; plates go into `folder`; raises StudioError."""
    from studio.intake import load

    start = perf_counter()
    loaded = load(Path(path), longest=longest)
    matte = matte_of_photo(path, loaded.picture, settings)
    alpha = put(folder, matte.alpha)
    touched = touched_up(str(alpha), loaded.picture, matte, touchup)
    cutout = _cut(_shrunk(loaded.picture, DRAFT), touched, settings, loaded.source)
    return Developed(
        photo_id=path,
        settings=settings,
        source=loaded.source,
        before=put(folder, bgra(loaded.picture)),
        matte=replace(matte, alpha=_PIXEL),
        alpha=alpha,
        cutout=_kept(folder, cutout),
        small=smaller(cutout, SMALL),
        detail=min(DRAFT, max(loaded.picture.width, loaded.picture.height)),
        seconds=perf_counter() - start,
        touchup=touchup,
        viewpoint=viewpoint_of_photo(cutout, loaded.source),
    )


def redevelop(
    developed: Developed, settings: CutoutSettings, folder: Path, detail: int, touchup: TouchUp = UNTOUCHED
) -> Developed:
    """Return the photo cut out with other settings or touch-up, or at another `detail`, from the matte at hand.

    Reads the file again where more detail is wanted than `before` has. Raises StudioError; OSError where its plates
    were given back meanwhile.
    """
    start = perf_counter()
    before, plate = _before(developed, folder, detail)
    proxy = developed.proxy or developed.before
    matte = replace(developed.matte, alpha=developed.alpha.opened())
    if touchup.operations:
        matte = touched_up(str(developed.alpha), _opened_photo(proxy), matte, touchup)
    used = _shrunk(before, detail)
    cutout = _cut(used, matte, settings, developed.source)
    return replace(
        developed,
        settings=settings,
        before=plate,
        cutout=_kept(folder, cutout),
        small=smaller(cutout, SMALL),
        detail=max(used.width, used.height),
        seconds=perf_counter() - start,
        touchup=touchup,
        viewpoint=viewpoint_of_photo(cutout, developed.source),
        proxy=proxy if plate != proxy else None,
    )


def _before(developed: Developed, folder: Path, detail: int) -> tuple[Picture, Plate]:
    """Return the photo at least as large as `detail` where its file is, and the plate it lies on."""
    from studio.intake import load

    height, width, _ = developed.before.shape
    source = developed.source
    if max(width, height) >= min(detail, max(source.width, source.height)):
        return _opened_photo(developed.before), developed.before
    picture = load(Path(developed.photo_id), longest=detail).picture
    return picture, put(folder, bgra(picture))


def _opened_photo(plate: Plate) -> Picture:
    """Return the photo that lies on a plate as windows paint it."""
    return Picture(np.ascontiguousarray(plate.opened()[..., 2::-1]))


def _shrunk(picture: Picture, longest: int) -> Picture:
    """Return an opaque copy whose longest side is at most `longest`."""
    import cv2

    share = longest / max(picture.width, picture.height)
    if share >= 1:
        return picture
    size = max(1, round(picture.width * share)), max(1, round(picture.height * share))
    alpha = None if picture.alpha is None else cv2.resize(picture.alpha, size, interpolation=cv2.INTER_AREA)
    rgb = cv2.resize(picture.rgb, size, interpolation=cv2.INTER_AREA)
    return Picture(np.asarray(rgb, np.uint8), None if alpha is None else np.asarray(alpha, np.uint8))


def matte_of_photo(path: str, picture: Picture, settings: CutoutSettings) -> Matte:
    """Return the matte kept from earlier, or find it and keep it: the export will not have to find it again."""
    from studio.app.photo.finding import backdrops_of, found_matte
    from studio.intake import fingerprint

    backdrops = backdrops_of(Path(path), settings)
    return found_matte(fingerprint(Path(path)), lambda: picture, settings.model, backdrops)


def _cut(before: Picture, matte: Matte, settings: CutoutSettings, source: Source) -> Cutout:
    from studio.cutout import cut

    return cut(before, matte, settings, (source.width, source.height), own_shadow=True)


_PIXEL = np.zeros((1, 1), np.uint8)
_NO_PICTURE = Picture(np.zeros((1, 1, 3), np.uint8), _PIXEL)


def _kept(folder: Path, cutout: Cutout) -> KeptCutout:
    picture = cutout.picture
    alpha = np.full(picture.rgb.shape[:2], 255, np.uint8) if picture.alpha is None else picture.alpha
    return KeptCutout(replace(cutout, picture=_NO_PICTURE), put(folder, picture.rgb), put(folder, alpha))


def bgra(picture: Picture) -> Bytes:
    """Return (height, width, 4) uint8: blue, green, red, alpha (straight; 255 where there is none)."""
    import cv2

    pixels = cv2.cvtColor(picture.rgb, cv2.COLOR_RGB2BGRA)
    if picture.alpha is not None:
        pixels[..., 3] = picture.alpha
    return np.asarray(pixels, np.uint8)


def smaller(cutout: Cutout, longest: int) -> Cutout:
    """Return a cutout at a smaller scale, its longest side at most `longest` pixels; resized premultiplied."""
    import cv2

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
        photo_width=cutout.photo_width * size[0] / picture.width,
        photo_height=cutout.photo_height * size[1] / picture.height,
    )
