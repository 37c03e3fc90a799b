"""The seller's own mockups: made of a photo or a PSD, kept as ordinary folders, shared and removed like presets."""

import re
import shutil
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from studio.app.mockups.shelf import Item, own_folder
from studio.intake import load
from studio.model.errors import UsageError
from studio.model.marking import Marking
from studio.model.mockup import FILE, LARGEST, Surface
from studio.model.picture import Bytes
from studio.scene.mockup import read_passes
from studio.store import atomic


def mockup_of_photo(
    photo: Path,
    marking: Marking,
    surface: Surface,
    *,
    name: str = "",
    mask: Path | None = None,
    painted: Bytes | None = None,
    recolour: bool = True,
    longest: int = 2400,
    replace: bool = False,
) -> Item:
    """Make a mockup of a photo and keep it; raises UsageError, UnreadablePhotoError, WriteError.

    The item's mask is a file, or `painted` (height, width) uint8 at any size of the photo.
    """
    from studio.scene.mockup.from_photo import photo_mockup

    picture = load(photo, longest=min(longest, LARGEST)).picture
    size = picture.width, picture.height
    item = _mask(mask, size) if mask else None if painted is None else _resized(painted, size)
    mockup_id = free_id(name or photo.stem, replace=replace)
    try:
        files = photo_mockup(
            picture, marking, mockup_id, surface, name=(name or photo.stem)[:80], mask=item, recolour=recolour
        )
    except (ValueError, ValidationError) as error:
        raise UsageError(
            f"{photo.name} cannot become a mockup: {error}.", "Mark the print area on the item."
        ) from error
    return keep(mockup_id, files)


def mockup_of_psd(
    file: Path,
    *,
    name: str = "",
    print_size: tuple[float, float] | None = None,
    longest: int = 2000,
    replace: bool = False,
    step: Callable[[str], None] = lambda name: None,
) -> tuple[Item, tuple[str, ...]]:
    """Make a mockup of a Photoshop document's smart objects and keep it; return what of it is not supported, too.

    `step` is told each layer's name and may raise Cancelled. Raises UnreadablePhotoError, PhotoTooLargeError,
    UsageError where there is no smart object, WriteError.
    """
    from studio.intake.psd_layers import read_layers
    from studio.scene.mockup.from_layers import layered_mockup

    document = read_layers(file, longest=longest)
    mockup_id = free_id(name or file.stem, replace=replace)
    try:
        files = layered_mockup(document, mockup_id, name=name or file.stem, print_size=print_size, step=step)
    except (ValueError, ValidationError) as error:
        raise UsageError(
            f"{file.name} cannot become a mockup: {error}.",
            "Mark the print area on a picture of it instead: `studio mockups add FILE --corner …`.",
        ) from error
    return keep(mockup_id, files), document.unsupported


def surface_of(width_cm: float, height_cm: float) -> Surface:
    """Return a print area of a size in cm; raises UsageError for one that cannot be."""
    try:
        return Surface(id="print", name="Print", width_cm=width_cm, height_cm=height_cm)
    except ValidationError as error:
        raise UsageError(f"{width_cm:g} × {height_cm:g} cm is no print size.", "Write it as 30x40.") from error


def keep(mockup_id: str, files: Mapping[str, bytes]) -> Item:
    """Write a mockup's folder among the person's own; `mockup.toml` last, so that half a folder is never one."""
    folder = own_folder() / mockup_id
    for name in sorted(files, key=lambda name: name == FILE):
        atomic.write_bytes(folder / name, files[name], parents=True)
    return Item(read_passes(folder).mockup, folder, own=True)


def remove(mockup_id: str) -> bool:
    """Remove one of the person's own mockups; return whether there was one. Those that ship stay."""
    folder = own_folder() / mockup_id
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", mockup_id) or not folder.is_dir() or folder.is_symlink():
        return False
    shutil.rmtree(folder)
    return True


def free_id(name: str, *, replace: bool = False) -> str:
    """Return an id made of a name, numbered where one of the person's own has it already."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:56] or "mockup"
    taken = own_folder()
    number, mockup_id = 1, base
    while not replace and (taken / mockup_id).exists():
        number += 1
        mockup_id = f"{base}-{number}"
    return mockup_id


def read_marking(data: object) -> Marking:
    """Return plain data as a Marking; raises UsageError naming the field."""
    try:
        return Marking.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the marking"
        raise UsageError(
            f"{place}: {first['msg'][:200]}.", "Mark the corners clockwise from the upper left."
        ) from error


def _mask(path: Path, size: tuple[int, int]) -> Bytes:
    import cv2

    picture = load(path).picture
    plane = picture.alpha if picture.alpha is not None else cv2.cvtColor(picture.rgb, cv2.COLOR_RGB2GRAY)
    if abs(picture.width * size[1] - picture.height * size[0]) > 0.02 * picture.width * size[1]:
        raise UsageError(f"{path.name} has not the shape of the photo.", "Paint the mask on the photo itself.")
    return _resized(plane, size)


def _resized(plane: Any, size: tuple[int, int]) -> Bytes:
    import cv2
    import numpy as np

    smaller = size[0] < plane.shape[1]
    resized = cv2.resize(np.asarray(plane), size, interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR)
    return np.asarray(resized, np.uint8)
