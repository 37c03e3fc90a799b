"""The seller's own mockups: made of a photo or a PSD, kept as ordinary folders, shared and removed like presets."""

import re
import shutil
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from studio.app.mockups.shelf import Item, own_folder
from studio.intake import load
from studio.model.errors import UsageError
from studio.model.marking import Marking
from studio.model.mockup import FILE, LARGEST, MOST_SURFACES, Surface
from studio.model.picture import Bytes
from studio.scene.mockup import read_passes
from studio.store import atomic


def mockup_of_photo(
    photo: Path,
    marked: Sequence[tuple[Surface, Marking]],
    *,
    name: str = "",
    mask: Path | None = None,
    painted: Bytes | None = None,
    recolour: bool = True,
    longest: int = 2400,
    replace: bool = False,
) -> Item:
    """Make a mockup of a photo and keep it; raises UsageError, UnreadablePhotoError, WriteError.

    `marked` are its print areas, and where each lies. The item's mask is a file, or `painted` (height, width) uint8 at
    any size of the photo.
    """
    from studio.scene.mockup.from_photo import read_photo

    picture = load(photo, longest=min(longest, LARGEST)).picture
    size = picture.width, picture.height
    item = _mask(mask, size) if mask else None if painted is None else _resized(painted, size)
    mockup_id = free_id(name or photo.stem, replace=replace)
    try:
        read = read_photo(picture, marked, mockup_id, name=(name or photo.stem)[:80], mask=item, recolour=recolour)
        files = read.files()
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


def surface_of(width_cm: float, height_cm: float, name: str = "Print", taken: Collection[str] = ()) -> Surface:
    """Return a print area of a size in cm, with an id of its own; raises UsageError for one that cannot be."""
    base = _plain(name)[:40] or "print"
    numbered = (f"{base}-{number}" if number > 1 else base for number in count(1))
    surface_id = next(it for it in numbered if it not in taken)
    try:
        return Surface(id=surface_id, name=name, width_cm=width_cm, height_cm=height_cm)
    except ValidationError as error:
        raise UsageError(f"{width_cm:g} × {height_cm:g} cm is no print size.", "Write it as 30x40.") from error


def read_areas(data: object, size: tuple[float, float]) -> list[tuple[Surface, Marking]]:
    """Return plain data as print areas: one marking, or a list of them, each with a `name` and a `print_size` in cm.

    `size` is that of those without one. Raises UsageError naming the field.
    """
    found: list[tuple[Surface, Marking]] = []
    for number, said in enumerate(data if isinstance(data, list) else [data], 1):
        fields = dict(said) if isinstance(said, dict) else said
        name, own = "Print" if number == 1 else f"Print {number}", size
        if isinstance(fields, dict):
            name, own = str(fields.pop("name", name))[:80], _pair(fields.pop("print_size", size))
        surface = surface_of(*own, name=name, taken=[it.id for it, _ in found])
        found.append((surface, read_marking(fields)))
    if not 0 < len(found) <= MOST_SURFACES:
        raise UsageError(f"{len(found)} print areas are marked.", f"A mockup has 1 to {MOST_SURFACES}.")
    return found


def _pair(size: object) -> tuple[float, float]:
    if isinstance(size, (list, tuple)) and len(size) == 2 and all(isinstance(side, (int, float)) for side in size):
        return float(size[0]), float(size[1])
    raise UsageError(f"{str(size)[:40]} is no print size.", "Write it as [30, 40], in centimetres.")


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
    base = _plain(name)[:56] or "mockup"
    taken = own_folder()
    number, mockup_id = 1, base
    while not replace and (taken / mockup_id).exists():
        number += 1
        mockup_id = f"{base}-{number}"
    return mockup_id


def _plain(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


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
