"""From what a person dropped to the photos in it, in the order a person would give them."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

from studio.intake.clean_plates import first_shot_of, is_clean_plate
from studio.intake.files import shown
from studio.intake.kinds import SUFFIXES, kind_of
from studio.model.errors import UsageError
from studio.model.photo import Photo

_NOT_PHOTOS = frozenset({"__macosx", "thumbs.db", "desktop.ini", "@eadir"})
Skipped = Callable[[Path, str], None]


def gather(paths: Iterable[Path], *, skipped: Skipped = lambda path, why: None) -> list[Photo]:
    """Return each photo once; folders are walked in natural order, their sub-folders kept in `Photo.relative`.

    A file that was named itself is kept whatever it is, so that it gets its sentence later; of a folder's files those
    that are no pictures, hidden or somebody's cache are left out and told to `skipped`, and empty backdrops and second
    shots (clean_plates.py) serve the others. Raises UsageError for a path that is not there or a folder that may not
    be opened.
    """
    photos: dict[Path, Photo] = {}
    for path in paths:
        for photo in _below(Path(os.path.abspath(path)), skipped):  # noqa: PTH100  (resolve() would follow links)
            photos.setdefault(photo.path, photo)
    return list(photos.values())


def natural(text: str) -> list[tuple[int, int, str]]:
    """Return a sort key that counts numbers as a person does: IMG_2 before IMG_10."""
    return [
        (0, int(part), "") if part.isdecimal() and len(part) < 20 else (1, 0, part.casefold())
        for part in re.split(r"(\d+)", text)
        if part
    ]


def _below(path: Path, skipped: Skipped) -> Iterator[Photo]:
    if path.is_dir():
        if not os.access(path, os.R_OK | os.X_OK):
            raise UsageError(f"The folder {shown(path)} may not be opened.", "Allow reading in its properties.")
        yield from _walk(path, PurePosixPath(), skipped, frozenset())
    elif os.path.lexists(path):
        yield Photo(path, PurePosixPath(path.name))
    else:
        raise UsageError(f"{shown(path)} is not there.", "Check the name, or drop the photos again.")


def _walk(
    folder: Path, relative: PurePosixPath, skipped: Skipped, above: frozenset[tuple[int, int]]
) -> Iterator[Photo]:
    try:
        status = folder.stat()
        names = sorted(os.listdir(folder), key=lambda name: (natural(name), name))  # noqa: PTH208  (names, not paths)
    except OSError as error:
        skipped(folder, f"cannot be opened: {error.strerror}")
        return
    here = (status.st_dev, status.st_ino)
    if here in above:  # a link that leads back up
        return
    entries = [(name, folder / name) for name in names]
    folders, stems = [], {path.stem.casefold() for _, path in entries}
    for name, path in entries:
        if name.startswith(".") or name.casefold() in _NOT_PHOTOS:
            continue
        if path.is_dir():
            folders.append((name, path))
        elif is_clean_plate(path) or first_shot_of(path) in stems:
            continue  # it serves other photos of its folder
        elif _is_picture(path):
            yield Photo(path, relative / name)
        else:
            skipped(path, "no picture")
    for name, path in folders:
        yield from _walk(path, relative / name, skipped, above | {here})


def _is_picture(path: Path) -> bool:
    if path.suffix.lower() in SUFFIXES:
        return True
    if path.suffix or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return bool(kind_of(file.read(64), path))
    except OSError:
        return False
