"""A photo's matte: kept from earlier, or found by comparison with other photos or by a model, and kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from time import perf_counter

from studio.app.photo.mattes import PROXY, matte_key, store_matte, stored_matte
from studio.cutout import find_matte, find_matte_by_plate, find_matte_by_two
from studio.intake import clean_plate_beside, fingerprint, load, second_shot_beside
from studio.model.errors import StudioError
from studio.model.matte import CutoutSettings, Matte
from studio.model.picture import Picture
from studio.model.progress import SILENT, Progress
from studio.store import speeds


@dataclass(frozen=True)
class Backdrops:
    """What a photo is compared with: the empty backdrop, and a second shot on another one."""

    plate: Path | None = None
    second: Path | None = None

    @property
    def any(self) -> bool:
        """Whether there is anything to compare with."""
        return self.plate is not None or self.second is not None


NOTHING = Backdrops()


def backdrops_of(photo: Path, settings: CutoutSettings, plate: Path | None = None) -> Backdrops:
    """Return what serves a photo: what was chosen (`plate` before the settings), else what lies in its folder."""
    chosen = plate or (Path(settings.clean_plate) if settings.clean_plate else None)
    second = Path(settings.second_shot) if settings.second_shot else second_shot_beside(photo)
    return Backdrops(
        chosen if chosen is not None and chosen != photo else clean_plate_beside(photo),
        second if second != photo else None,
    )


def key_of_matte(sha256: str, model: str, backdrops: Backdrops = NOTHING) -> str:
    """Return the name under which a matte is kept; it follows from the content of everything that was compared."""
    compared = [
        f"{word} {_content(path)}"
        for word, path in (("with", backdrops.plate), ("and", backdrops.second))
        if path is not None
    ]
    return matte_key(sha256, " ".join([model, *compared]))


def _content(path: Path) -> str:
    try:
        return fingerprint(path)
    except StudioError:
        return str(path)


def found_matte(
    sha256: str,
    picture: Callable[[], Picture],
    model: str,
    backdrops: Backdrops = NOTHING,
    *,
    progress: Progress = SILENT,
) -> Matte:
    """Return the matte of a photo (`sha256` of its file); `picture` gives its proxy where it is not known yet.

    A backdrop that cannot be read or used is told in the matte's reasons, and the model is used. Raises StudioError,
    Cancelled.
    """
    key = key_of_matte(sha256, model, backdrops)
    matte = stored_matte(key)
    if matte is None:
        matte = _found(picture(), model, backdrops, progress)
        store_matte(key, matte)
    return matte


def _found(picture: Picture, model: str, backdrops: Backdrops, progress: Progress) -> Matte:
    if not backdrops.any:
        began = perf_counter()
        matte = find_matte(picture, model, progress=progress)
        speeds.note(model, perf_counter() - began)
        return matte
    at_fault = backdrops.second or backdrops.plate
    try:
        plate = _opened(backdrops.plate)
        if backdrops.second is not None:
            second = load(backdrops.second, longest=PROXY).picture
            return find_matte_by_two(picture, second, plate, progress=progress)
        assert plate is not None
        return find_matte_by_plate(picture, plate, model, progress=progress)
    except (StudioError, OSError) as error:
        matte = find_matte(picture, model, progress=progress)
        name = at_fault.name if at_fault is not None else ""
        reason = f"{name} could not be compared with the photo: {getattr(error, 'message', None) or error}"
        return replace(matte, reasons=(reason, *matte.reasons))


def _opened(path: Path | None) -> Picture | None:
    return None if path is None else _plate(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _plate(path: Path, changed: int) -> Picture:
    return load(path, longest=PROXY).picture
