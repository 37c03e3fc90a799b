"""A photo's matte: kept from earlier, or found by comparison with the empty backdrop or by a model, and kept."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from studio.app.mattes import PROXY, matte_key, store_matte, stored_matte
from studio.cutout import find_matte, find_matte_by_plate
from studio.intake import clean_plate_beside, fingerprint, load
from studio.model.errors import StudioError
from studio.model.matte import Matte
from studio.model.picture import Picture
from studio.model.progress import SILENT, Progress


def plate_of(photo: Path, chosen: Path | None = None) -> Path | None:
    """Return the empty backdrop that serves a photo: the one chosen, else the one that lies in its folder."""
    return chosen if chosen is not None and chosen != photo else clean_plate_beside(photo)


def key_of_matte(sha256: str, model: str, plate: Path | None) -> str:
    """Return the name under which a matte is kept; a model's own where the plate cannot be read."""
    try:
        return matte_key(sha256, model if plate is None else f"{model} with {fingerprint(plate)}")
    except StudioError:
        return matte_key(sha256, f"{model} with {plate}")


def found_matte(
    sha256: str, picture: Callable[[], Picture], model: str, plate: Path | None, *, progress: Progress = SILENT
) -> Matte:
    """Return the matte of a photo (`sha256` of its file); `picture` gives its proxy where it is not known yet.

    A plate that cannot be read is told in the matte's reasons, and the model is used. Raises StudioError, Cancelled.
    """
    key = key_of_matte(sha256, model, plate)
    matte = stored_matte(key)
    if matte is None:
        matte = _found(picture(), model, plate, progress)
        store_matte(key, matte)
    return matte


def _found(picture: Picture, model: str, plate: Path | None, progress: Progress) -> Matte:
    if plate is None:
        return find_matte(picture, model, progress=progress)
    try:
        backdrop = _plate(plate, plate.stat().st_mtime_ns)
    except (StudioError, OSError) as error:
        matte = find_matte(picture, model, progress=progress)
        reason = f"The empty backdrop {plate.name} could not be used: {getattr(error, 'message', None) or error}"
        return replace(matte, reasons=(reason, *matte.reasons))
    return find_matte_by_plate(picture, backdrop, model, progress=progress)


@lru_cache(maxsize=2)
def _plate(path: Path, changed: int) -> Picture:
    return load(path, longest=PROXY).picture
